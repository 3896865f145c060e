//===- LinkCommand.cpp - pvlint link --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "batch/ProgramCensus.h"
#include "batch/ProgramFindings.h"
#include "batch/ProgramIndex.h"
#include "output/ProgramReport.h"
#include "rules/Findings.h"
#include "session/Paths.h"
#include <chrono>

namespace pvlint::tool {

static llvm::Expected<std::string>
censusJson(const solve::Link &Program, const flow::Contract &C,
           llvm::ArrayRef<checks::Finding> Findings) {
  auto Sites = batch::censusOf(Program, C, Findings);
  if (!Sites)
    return Sites.takeError();
  report::CensusOptions Everything;
  Everything.List.Verdict = "all";
  std::string Json;
  llvm::raw_string_ostream OS(Json);
  report::printCensusJson(*Sites, Everything, OS);
  return Json;
}

/// Links, analyses and reports the program that \p Input is.
static llvm::Expected<ExitStatus> link(const Options &O,
                                       batch::LinkInput &Input,
                                       llvm::ArrayRef<std::string> Folders) {
  // A run knows where the sources are; a link is believed to be in the tree.
  const bool HasSources = !O.In.BuildPath.empty();
  auto Root = HasSources ? session::sourceRoot({{}, O.In.BuildPath, {}})
                         : llvm::Expected<std::string>(".");
  if (!Root)
    return Root.takeError();
  // A diff is meant for another program.
  output::Report All(O.Report, O.Report.Fix == output::FixMode::Diff
                                   ? llvm::errs()
                                   : llvm::outs());
  if (llvm::Error E = All.open(*Root))
    return E;
  auto Rules = rules::Rules::find(*Root);
  if (!Rules)
    return Rules.takeError();
  const std::string RealRoot = session::realPath(*Root);
  if (!O.BaseFolders.empty()) {
    auto Before = batch::findingsBefore(O.BaseFolders, O.ContractFiles, *Rules,
                                        RealRoot, O.Report.Select);
    if (!Before)
      return Before.takeError();
    All.setBaseline(std::move(*Before));
  }
  auto C = batch::linkContract(O.ContractFiles, Input);
  if (!C)
    return C.takeError();
  const auto Start = std::chrono::steady_clock::now();
  // Never freed: the process ends with it, and a whole kernel takes a while to
  // take apart.
  solve::Link &Program = *new solve::Link(batch::linkFiles(Input), *C);
  Program.run();
  std::vector<checks::Finding> Findings = rules::findingsOf(
      Program.observations(), *C, Program.marks(), rules::Scope::Program);
  if (All.wantsCensus()) {
    auto Json = censusJson(Program, *C, Findings);
    if (!Json)
      return Json.takeError();
    All.setCensus(std::move(*Json));
  }
  if (Folders.size() == 1)
    if (llvm::Error E =
            batch::writeIndex(Folders.front(), Program, *C, Findings))
      llvm::errs() << "pvlint: warning: no index was written: "
                   << llvm::toString(std::move(E)) << '\n';
  batch::ProgramRules Own(*Rules, RealRoot, O.Report.Select);
  Own.apply(Program, Findings);
  output::ProgramReport Report(All, Program, HasSources);
  Report.add(std::move(Findings));
  All.add(Own.unused(Input, Program));
  if (O.Inspect)
    Program.inspect(O.Inspect, All.text());
  llvm::outs().flush();
  const double Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  const output::ProgramUnits Units{Input.Units.size(), Input.Failed,
                                   Input.MissingShards.size()};
  Report.printSums(Units, Seconds);
  return Report.finish(Units);
}

ExitStatus linkAndReport(const Options &O,
                         llvm::ArrayRef<std::string> Folders) {
  auto Input = batch::openLinkInput(Folders);
  if (!Input)
    return fail(Input.takeError());
  auto Status = link(O, *Input, Folders);
  if (!Status)
    Status = fail(Status.takeError());
  output::printFailures(Input->Failed);
  return Input->Failed.empty() ? *Status : output::Failed;
}

ExitStatus runLink(const Options &O) {
  if (O.In.Files.empty())
    return fail("no folder to link (see 'pvlint link --help')");
  return linkAndReport(O, O.In.Files);
}

} // namespace pvlint::tool
