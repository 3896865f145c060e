//===- ProgramFindings.cpp - what a project sees of a program -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/ProgramFindings.h"
#include "batch/LinkedProgram.h"
#include "rules/Suppression.h"
#include "session/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace pvlint::batch {

std::string ProgramRules::fullPath(const output::LinkResult &Program,
                                   uint32_t File) const {
  return Root.path(Program.Files[File]);
}

std::vector<checks::Finding>
ProgramRules::apply(const output::LinkResult &Program) {
  std::vector<checks::Finding> Findings = Program.Findings;
  Rules.apply(
      Findings,
      [&](uint32_t File) { return Root.amongSources(fullPath(Program, File)); },
      &Use);
  std::erase_if(Findings, [&](const checks::Finding &F) {
    return !Select.Checks.allows(F.Check);
  });
  return Findings;
}

rules::UnusedRules ProgramRules::unused(const output::LinkResult &Program,
                                        bool IsWhole) const {
  rules::UnusedRules Unused(rules::Scope::Program);
  // What is missing may be what a rule is for.
  if (!Use || !IsWhole || !Select.Checks.allows(rules::SuppressionCheck))
    return Unused;
  Unused.add(Use);
  for (uint32_t File = 0; File != Program.Files.size(); ++File)
    Unused.analysed(
        Root.amongSources(session::realPath(fullPath(Program, File))));
  return Unused;
}

llvm::Expected<report::Baseline>
findingsBefore(llvm::ArrayRef<std::string> Folders,
               llvm::ArrayRef<std::string> ContractFiles,
               const rules::Rules &Rules, const flow::SourceRoot &Root,
               const checks::Selection &Select) {
  auto Parts = ProgramParts::list(Folders);
  if (!Parts)
    return Parts.takeError();
  // What they would have found would seem to be new.
  if (!Parts->MissingShards.empty())
    return llvm::createStringError(
        "--base: " + llvm::join(Parts->MissingShards, ", ") +
        " is not there, or not done");
  LinkWishes Wishes;
  Wishes.ContractFiles = ContractFiles;
  Wishes.LeaveFolders = true;
  auto Program = linkProgram(*Parts, Wishes);
  if (!Program)
    return Program.takeError();
  const output::LinkResult &Result = Program->Result;
  // What a rule hides now would seem to be fixed.
  ProgramRules Own(Rules, Root, Select);
  const std::vector<checks::Finding> Findings = Own.apply(Result);
  report::Baseline Before;
  report::Fingerprints Names;
  auto Add = [&](const checks::Finding &F,
                 llvm::function_ref<report::Place(flow::Location)> Where) {
    if (F.Severity > Select.Show || F.isSuppressed())
      return;
    report::Result R = report::makeResult(F, Where);
    Names.name(R);
    Before.add(R);
  };
  for (const checks::Finding &F : Findings)
    Add(F, [&](flow::Location L) { return Result.placeOf(L); });
  std::vector<std::string> Files;
  for (const checks::Finding &F :
       Own.unused(Result, Parts->Failed.empty()).take(Files))
    Add(F, [&](flow::Location L) {
      return report::Place{Root.name(Files[L.File]), L.Line, L.Col};
    });
  return Before;
}

} // namespace pvlint::batch
