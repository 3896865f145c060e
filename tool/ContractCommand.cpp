//===- ContractCommand.cpp - pvlint contract ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/Guard.h"
#include "batch/ProgramIndex.h"
#include "ir/Notes.h"
#include "program/Verify.h"
#include "session/Crash.h"

namespace pvlint::tool {

using solve::Verdict;

static llvm::StringRef name(Verdict V) {
  switch (V) {
  case Verdict::NoBody:
    return "no body";
  case Verdict::Agrees:
    return "agrees";
  case Verdict::CannotTell:
    return "cannot tell";
  case Verdict::Differs:
    return "differs";
  }
  return "";
}

static void printList(llvm::ArrayRef<solve::VerifiedEntry> Entries) {
  for (const solve::VerifiedEntry &E : Entries) {
    if (E.Bodies.empty())
      llvm::outs() << E.Name << ": " << name(E.Is) << '\n';
    for (const solve::VerifiedBody &B : E.Bodies) {
      llvm::outs() << E.Name << ": " << name(B.Is) << " (" << B.File << ':'
                   << B.Line << ')';
      if (B.Is == Verdict::CannotTell)
        llvm::outs() << ": " << B.Does;
      llvm::outs() << '\n';
    }
  }
}

static void printDrift(llvm::ArrayRef<solve::VerifiedEntry> Entries) {
  for (const solve::VerifiedEntry &E : Entries)
    for (const solve::VerifiedBody &B : E.Bodies)
      if (B.Is == Verdict::Differs)
        llvm::outs() << B.File << ':' << B.Line
                     << ": error: the contract says that '" << E.Name << "' "
                     << B.Says << ", its body " << B.Does << " [contract]\n";
}

ExitStatus runContract(const Options &O) {
  if (!O.Contract.Verify)
    return fail("what to do with the contract? There is: pvlint contract "
                "--verify (see 'pvlint contract --help')");
  std::vector<std::string> Names = O.In.Files;
  auto Folder = batch::programFolder(O.In.BuildPath, Names);
  if (!Folder)
    return fail(Folder.takeError());
  if (!Names.empty())
    return fail("'" + Names.front() +
                "' is not a folder of flow files (make "
                "them: pvlint run -p BUILD)");
  batch::guardLinks();
  auto Parts = batch::ProgramParts::list({*Folder});
  if (!Parts)
    return fail(Parts.takeError());
  auto Input = batch::openLinkInput(*Parts);
  Parts->Stores.clear();
  if (!Input)
    return fail(Input.takeError());
  auto C = batch::linkContract(O.ContractFiles, *Input);
  if (!C)
    return fail(C.takeError());
  solve::LinkOptions Options;
  Options.ForContract = true;
  const std::vector<batch::LostFunction> Lost = batch::nextLink();
  solve::Link Program(batch::linkFiles(*Input), *C, Options);
  std::vector<solve::VerifiedEntry> Entries;
  session::onLargeStack([&] {
    Program.run();
    Entries = solve::verifyContract(Program, *C);
  });
  batch::endGuard();
  if (O.Contract.ListEntries)
    printList(Entries);
  printDrift(Entries);
  llvm::outs().flush();
  for (const std::string &Problem : Program.symbols().problems())
    flow::notes() << "pvlint: warning: " << Problem << '\n';
  unsigned Count[4] = {};
  for (const solve::VerifiedEntry &E : Entries)
    ++Count[unsigned(E.Is)];
  auto Of = [&](Verdict V) { return Count[unsigned(V)]; };
  if (!O.quiet())
    flow::notes() << "pvlint: contract: " << Entries.size()
                  << (Entries.size() == 1 ? " entry: " : " entries: ")
                  << Of(Verdict::Agrees) << " agree, " << Of(Verdict::Differs)
                  << " differ, " << Of(Verdict::CannotTell) << " cannot tell, "
                  << Of(Verdict::NoBody) << " have no body in this program\n";
  output::printFailures(batch::asFailures(Lost));
  if (!Lost.empty())
    return output::Failed;
  return Of(Verdict::Differs) ? output::Findings : output::Clean;
}

} // namespace pvlint::tool
