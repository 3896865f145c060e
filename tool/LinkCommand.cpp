//===- LinkCommand.cpp - pvlint link --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "Commands.h"
#include "LinkInput.h"
#include "checks/Check.h"
#include "report/Text.h"
#include "solve/Link.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>

namespace pvlint::tool {

/// The contract that \p Input was extracted with.
static llvm::Expected<flow::Contract> contractOf(const Options &O,
                                                 const LinkInput &Input) {
  flow::Contract C = flow::Contract::builtin(Input.ContractName);
  for (const std::string &File : O.ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return E;
  if (!Input.Units.empty() && C.hash() != Input.ContractHash)
    return llvm::createStringError(
        "the flow files were made with another contract: give the same "
        "--contract options, or run 'pvlint run' again");
  return C;
}

/// Analyses the program that \p Input is.
static ExitStatus report(const Options &O, LinkInput &Input) {
  auto C = contractOf(O, Input);
  if (!C)
    return fail(C.takeError());
  std::vector<const flow::FlowFile *> Files;
  for (const LinkInput::Unit &U : Input.Units)
    Files.push_back(U.File.get());
  for (const auto &Pack : Input.Headers)
    Files.push_back(Pack.get());
  const auto Start = std::chrono::steady_clock::now();
  solve::Link Program(std::move(Files), *C);
  Program.run();
  std::vector<checks::Finding> Findings =
      checks::runChecks(Program.observations(), *C);
  std::erase_if(Findings, [&](const checks::Finding &F) {
    return !O.Checks.allows(F.Check);
  });
  report::printText(Findings, Program.files(), O.Show, llvm::outs());
  llvm::outs().flush();
  const double Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  for (const std::string &Problem : Program.symbols().problems())
    llvm::errs() << "pvlint: warning: " << Problem << '\n';
  const solve::Tally &Count = Program.observations().Count;
  if (!O.Quiet) {
    llvm::errs() << "pvlint: linked " << plural(Input.Units.size(), "unit")
                 << ", " << plural(Program.symbols().nodes().size(), "function")
                 << llvm::formatv(" in {0:f1} s\n", Seconds);
    if (std::string Lost = describeLosses(Count, 0); !Lost.empty())
      llvm::errs() << "pvlint: given up: " << Lost << '\n';
  }
  if (O.Stats)
    llvm::errs() << "pvlint: stats: " << Program.numSummarised()
                 << " functions solved, " << Program.edges().size()
                 << " calls, " << Program.observations().Sites.size()
                 << " restore sites, " << Program.numCandidates()
                 << " disable/enable pairs under interrupts off, "
                 << Count.UnknownIndirectCalls
                 << " unknown indirect calls taken as neutral, "
                 << Program.numTooManyTargets()
                 << " function pointers with too many different functions\n";
  for (const checks::Finding &F : Findings)
    if (O.FailOn && F.Severity <= O.Show && F.Severity <= *O.FailOn)
      return ExitStatus::Findings;
  return Clean;
}

void printFailures(const UnitFailures &Units) {
  for (const auto &[Name, Message] : Units) {
    llvm::errs() << "pvlint: error: not analysed: ";
    // Clang's errors start with their place.
    if (!llvm::StringRef(Message).contains(Name + ":"))
      llvm::errs() << Name << ": ";
    llvm::errs() << Message << '\n';
  }
}

ExitStatus linkAndReport(const Options &O,
                         llvm::ArrayRef<std::string> Folders) {
  auto Input = openLinkInput(Folders);
  if (!Input)
    return fail(Input.takeError());
  const ExitStatus Status = report(O, *Input);
  printFailures(Input->Failed);
  return Input->Failed.empty() ? Status : Failed;
}

ExitStatus runLink(const Options &O) {
  if (O.Files.empty())
    return fail("no folder to link (see 'pvlint link --help')");
  return linkAndReport(O, O.Files);
}

} // namespace pvlint::tool
