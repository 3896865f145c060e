//===- RunCommand.cpp - pvlint run ----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "ir/Notes.h"

namespace pvlint::tool {

ExitStatus runRun(const Options &Given) {
  Options O = Given;
  if (!O.In.Files.empty())
    return fail("'" + llvm::Twine(O.In.Files.front()) +
                "': run takes all files of the database (see 'pvlint check "
                "--help' for some)");
  if (O.Part.Count > 1 && O.Report.Fix != output::FixMode::None)
    return fail("a shard alone reports nothing to fix: give either --shard or "
                "--fix");
  if (O.In.BuildPath.empty())
    O.In.BuildPath = std::string(1, '.');
  auto Run =
      batch::extractAll({O.In.BuildPath, O.In.Root, O.ContractFiles, O.Output,
                         O.Part, O.Jobs, O.UnitTimeout, O.quiet()});
  if (!Run)
    return fail(Run.takeError());
  if (Run->StoppedBy) {
    output::printFailures(Run->Failures);
    flow::notes() << "pvlint: interrupted; run the same command again to go "
                     "on from here\n";
    return static_cast<output::ExitStatus>(output::Interrupted +
                                           Run->StoppedBy);
  }
  if (O.Part.Count == 1)
    return linkAndReport(O, Run->Folder, /*AreVerified=*/true);
  output::printFailures(Run->Failures);
  if (!O.quiet())
    flow::notes() << "pvlint: shard " << O.Part.Index << " of " << O.Part.Count
                  << " is done; link all of them with 'pvlint link DIR…'\n";
  return Run->Failures.empty() ? output::Clean : output::Failed;
}

} // namespace pvlint::tool
