//===- CheckCommand.cpp - pvlint check ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/CheckUnits.h"
#include "ir/Notes.h"
#include "output/UnitsReport.h"
#include "output/Words.h"
#include "session/MayRead.h"
#include "session/NamedFiles.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "session/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

namespace pvlint::tool {

ExitStatus runCheck(const Options &O) {
  if (O.Report.EmitFlow && O.Report.Fix != output::FixMode::None)
    return fail("give either --emit-flow or --fix, not both");
  session::Inputs In = O.In;
  const std::vector<std::string> Others = session::takeOthers(In);
  if (!Others.empty() && !O.quiet())
    flow::notes() << "pvlint: note: skipped, no C: " << llvm::join(Others, ", ")
                  << '\n';
  const bool IsNothing = In.Files.empty() && !Others.empty();
  auto Jobs = IsNothing ? std::vector<session::Job>()
                        : session::collectJobs(In, O.quiet());
  if (!Jobs)
    return fail(Jobs.takeError());

  // A diff is meant for another program.
  const bool Diff = O.Report.Fix == output::FixMode::Diff;
  llvm::raw_fd_ostream &Out = Diff ? llvm::errs() : llvm::outs();
  session::UnitOptions Options;
  Options.Select = O.Report.Select;
  Options.ContractFiles = O.ContractFiles;
  Options.KeepFlow = O.Report.EmitFlow;
  Options.Inspect = O.Inspect;
  Options.Explain = O.Explain;
  Options.Color = O.Color.value_or(Out.is_displayed() && Out.has_colors());
  if (Out.is_displayed())
    Options.Columns = Diff ? llvm::sys::Process::StandardErrColumns()
                           : llvm::sys::Process::StandardOutColumns();
  Options.LastOne = Jobs->size() == 1;
  // A rule that is not used in one file may be used in another.
  const bool IsWholeTree = O.In.Files.empty() && !O.In.Flags;
  Options.NoteRules = IsWholeTree && O.Report.DiffRev.empty();
  auto Root = IsNothing && In.BuildPath.empty()
                  ? session::rootOfBuild(".", In.Root)
                  : session::sourceRoot(In);
  if (!Root)
    return fail(Root.takeError());
  Options.Root = Root->resolved();
  // With flags there must be names.
  Options.NameFromRoot = !O.In.Flags || !O.In.Root.empty();
  output::Report Report(O.Report, Out);
  Options.KeepStates = Report.makesPage();
  if (!O.Report.DiffRev.empty() && !Jobs->empty() &&
      llvm::none_of(*Jobs, [&](const session::Job &J) {
        return llvm::sys::path::is_relative(
            Options.Root.name(session::absolute(J.File, J.Directory)));
      }))
    return fail("--diff: no source is below the root, '" +
                Options.Root.folder() + "': give --root DIR");
  if (llvm::Error E = Report.open(Options.Root))
    return fail(std::move(E));
  // Named files are all analysed.
  size_t LeftOut = 0;
  if (const auto Changed = Report.changedFiles(); Changed && IsWholeTree) {
    LeftOut = Jobs->size();
    *Jobs = session::whichMayRead(std::move(*Jobs), *Changed);
    LeftOut -= Jobs->size();
    if (LeftOut && !O.quiet())
      flow::notes() << "pvlint: note: left out "
                    << output::plural(LeftOut, "unit")
                    << " that read nothing of what changed\n";
  }

  session::initializeUnits();
  output::UnitsReport All(Report);
  All.skip(Others.size(), O.Strict);
  All.leaveOut(LeftOut);
  bool Explained = false;
  llvm::StringSet<> Listings;
  batch::checkUnits(*Jobs, Options, {O.Jobs, O.UnitTimeout, O.quiet()},
                    [&](const session::Job &J, session::UnitReport Unit) {
                      Explained |= Unit.Failed || !Unit.Listing.empty();
                      // A header's function is the same for several units.
                      if (O.Explain && !Listings.insert(Unit.Listing).second)
                        Unit.Listing.clear();
                      All.add(J, std::move(Unit));
                    });
  const ExitStatus Status = All.finish();
  if (O.Explain && !Explained)
    return fail("--explain-states: no body of a function '" +
                O.Explain.Function + "' in '" + O.Explain.File +
                "' is compiled here");
  return Status;
}

} // namespace pvlint::tool
