//===- Analysis.cpp - one translation unit, from AST to findings ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Analysis.h"
#include "extract/Marks.h"
#include "frontend/UnitSource.h"
#include "program/Driver.h"
#include "program/Stopwatch.h"
#include "program/UnitPlaces.h"
#include "rules/Findings.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;

namespace pvlint::frontend {
namespace {

/// A path as suppressions and rules know it.
std::string ruledPath(const SourceManager &SM, StringRef File,
                      const flow::SourceRoot &Root) {
  llvm::SmallString<128> Path(File), Real;
  SM.getFileManager().makeAbsolutePath(Path);
  return Root.amongSources(llvm::sys::fs::real_path(Path, Real) ? Path : Real);
}

/// A whole program may have findings where this unit has none.
void noteOpenFunctions(const SourceManager &SM, const extract::CallGraph &Graph,
                       const AnalysisOptions &Options) {
  llvm::StringMap<std::string> Real;
  for (const extract::BodyInfo *Info : Graph.bodies()) {
    const FunctionDecl *F = Info->Definition;
    if (!Info->ReachesUnknown || !F->getIdentifier())
      continue;
    const StringRef File = SM.getFilename(SM.getFileLoc(F->getLocation()));
    auto [It, New] = Real.try_emplace(File);
    if (New)
      It->second = ruledPath(SM, File, Options.Root);
    Options.Use->mayBeUsed(*Options.Rules, It->second, F->getName());
  }
}

void run(ASTContext &Context, const flow::Contract &C,
         const AnalysisOptions &Options, UnitResult &Result) {
  const SourceManager &SM = Context.getSourceManager();
  UnitSource Source(Context, C, Options, Result);
  auto Places = std::make_unique<solve::UnitPlaces>(Source);
  auto Solver =
      std::make_unique<solve::Solver>(C, Source.demand(), Places.get());
  Places->ask(*Solver);
  solve::Judges Judges(*Solver);
  solve::Driver Driver(Source, *Solver, Judges,
                       {Options.Cancelled, &Result.SolveSeconds});
  if (!Driver.runUnit())
    return;
  solve::Stopwatch Time(Result.SolveSeconds);
  const std::vector<flow::Mark> Comments = extract::findMarks(
      Context, *Result.Locations,
      [&](const FunctionDecl &F) {
        const extract::BodyInfo *Info = Source.graph().find(&F);
        return Info && !Info->ReachesUnknown;
      },
      Options.Declarations, Options.MarksInPreamble);
  Result.Count = Solver->tally();
  Result.GivenUp = Solver->givenUp();
  Result.Findings =
      rules::findingsOf(Judges.observations(), C, Comments, rules::Scope::Unit);
  if (Options.Rules)
    Options.Rules->apply(
        Result.Findings,
        [&](uint32_t File) {
          return ruledPath(SM, Result.Flow.Files[File], Options.Root);
        },
        Options.Use);
  if (Options.Use && *Options.Use)
    noteOpenFunctions(SM, Source.graph(), Options);
  if (Options.KeepSolver) {
    Solver->forgetDemand();
    Result.Places = std::move(Places);
    Result.Solver = std::move(Solver);
  }
}

} // namespace

std::unique_ptr<UnitResult> analyse(ASTContext &Context,
                                    const flow::Contract &C,
                                    const AnalysisOptions &Options) {
  auto Result = std::make_unique<UnitResult>();
  Result->Locations = std::make_unique<extract::Locations>(
      Context.getSourceManager(), Context.getLangOpts(), Result->Flow);
  run(Context, C, Options, *Result);
  return Result;
}

} // namespace pvlint::frontend
