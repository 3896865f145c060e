//===- SolveCommand.cpp - pvlint solve ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "checks/Check.h"
#include "contract/Contract.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "ir/text/Text.h"
#include "output/Words.h"
#include "program/Driver.h"
#include "program/TextSource.h"
#include "report/Text.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::tool {

ExitStatus runSolve(const Options &O) {
  if (O.In.Files.empty())
    return fail("no file to solve (see 'pvlint solve --help')");
  flow::Contract C = flow::Contract::builtin(O.Arch);
  for (const std::string &File : O.ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return fail(std::move(E));

  ExitStatus Status = output::Clean;
  bool Broken = false;
  solve::Tally Sum;
  for (const std::string &File : O.In.Files) {
    auto Buffer = File == "-"
                      ? llvm::errorOrToExpected(llvm::MemoryBuffer::getSTDIN())
                      : flow::readFile(File, flow::Pipes::Read);
    if (!Buffer) {
      fail("cannot read '" + File + "': " + toString(Buffer.takeError()));
      Broken = true;
      continue;
    }
    auto Program = flow::parse((*Buffer)->getBuffer(), File);
    if (!Program) {
      fail(Program.takeError());
      Broken = true;
      continue;
    }
    solve::TextSource Source(*Program, C);
    solve::Solver Solver(C, Source.demand());
    solve::Judges Judges(Solver);
    solve::Driver Driver(Source, Solver, Judges);
    Driver.runUnit();
    for (const std::string &Wrong : Driver.contradictions()) {
      fail(File + ": " + Wrong);
      Broken = true;
    }
    const solve::Observations &Seen = Judges.observations();
    const solve::Tally &Count = Solver.tally();
    std::vector<checks::Finding> Findings = checks::runChecks(Seen, C);
    std::erase_if(Findings, [&](const checks::Finding &F) {
      return !O.Report.Select.Checks.allows(F.Check);
    });
    report::printText(Findings, Program->Files, O.Report.Select.Show,
                      llvm::outs());
    if (O.Inspect)
      for (const auto &F : Program->Functions)
        O.Inspect.print(Solver, *F, F->Name, llvm::outs());
    for (const checks::Finding &F : Findings)
      if (O.Report.FailOn && F.Severity <= O.Report.Select.Show &&
          !F.isSuppressed() && F.Severity <= *O.Report.FailOn)
        Status = output::Findings;
    Sum.TooLong += Count.TooLong;
    Sum.TooManyStates += Count.TooManyStates;
    if (O.Report.Stats)
      flow::notes() << "pvlint: stats: " << File << ": " << Count.Functions
                    << " solved, " << Count.RestoreSites << " restore sites, "
                    << Count.UnknownIndirectCalls
                    << " unknown indirect calls\n";
  }
  if (std::string Lost = output::describeLosses(Sum, 0);
      !Lost.empty() && !O.quiet())
    flow::notes() << "pvlint: given up: " << Lost << '\n';
  return Broken ? output::Failed : Status;
}

} // namespace pvlint::tool
