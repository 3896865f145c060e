//===- Driver.cpp - the order of an analysis ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Driver.h"
#include "program/Components.h"
#include "program/Implementations.h"
#include "program/NativePlaces.h"
#include "program/Stopwatch.h"
#include "llvm/ADT/DenseMap.h"

namespace pvlint::solve {

using llvm::StringRef;

//===----------------------------------------------------------------------===//
// The order
//===----------------------------------------------------------------------===//

enum class Driver::Step : uint8_t {
  NativePlaces,    ///< where the processor's own flags are in place
  Annotations,     ///< what declarations say
  BottomUp,        ///< components, callees first, if they matter
  Summaries,       ///< of a program, until they agree
  Observations,    ///< of a program, from summaries that agree
  Contexts,        ///< who is entered with interrupts off, or on
  Entries,         ///< functions for which that makes a difference, once more
  Callers,         ///< what no caller has judged
  Implementations, ///< what fills the paravirt ops, as it is and one by one
  Finish,          ///< which functions may have callers elsewhere
};

bool Driver::runUnit() {
  Entries = std::make_unique<UnitEntries>(Source);
  TheJudges.know(Entries.get());
  return run({Step::NativePlaces, Step::Annotations, Step::BottomUp,
              Step::Implementations, Step::Finish},
             nullptr);
}

/// Here callers are known. Those that are not are settled before the
/// implementations, which have no callers to be judged by.
void Driver::runProgram(ProgramSteps &Steps) {
  run({Step::NativePlaces, Step::Annotations, Step::Summaries,
       Step::Observations, Step::Contexts, Step::Entries, Step::Callers,
       Step::Implementations},
      &Steps);
}

/// What bodies say is wanted, and not what declarations say of them.
void Driver::summariseProgram(ProgramSteps &Steps) {
  run({Step::Summaries}, &Steps);
}

bool Driver::run(llvm::ArrayRef<Step> Order, ProgramSteps *Steps) {
  return llvm::all_of(Order, [&](Step Next) { return take(Next, Steps); });
}

bool Driver::take(Step Next, ProgramSteps *Steps) {
  switch (Next) {
  case Step::NativePlaces:
    findNativePlaces();
    return true;
  case Step::Annotations:
    readAnnotations();
    return true;
  case Step::BottomUp:
    return solveBottomUp();
  case Step::Summaries:
    Steps->summarise();
    return true;
  case Step::Observations:
    Steps->observe();
    return true;
  case Step::Contexts:
    Steps->findContexts();
    return true;
  case Step::Entries:
    Steps->verifyEntries();
    return true;
  case Step::Callers:
    Steps->settleCallers();
    return true;
  case Step::Implementations:
    judgeImplementations();
    return true;
  case Step::Finish:
    TheJudges.finish();
    return true;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// The steps that all sources share
//===----------------------------------------------------------------------===//

/// What fills the paravirt ops, and what is called from there alone.
void Driver::findNativePlaces() {
  Installed = Source.installed();
  if (Installed.empty())
    return;
  const uint32_t Count = Source.numFunctions();
  NativePlaces Places(Count);
  for (uint32_t F = 0; F != Count; ++F) {
    Places.setClosed(F, Source.hasAllCallers(F));
    for (uint32_t Callee : Source.calleesOf(F))
      Places.addCall(F, Callee);
  }
  for (const InstalledFunction &I : Installed)
    Places.add(I.Function);
  for (uint32_t F = 0; F != Count; ++F)
    if (const StringRef Name = Source.nameOf(F);
        !Name.empty() && Places.contains(F))
      TheSolver.NativePlaces.insert(Name);
}

void Driver::readAnnotations() {
  for (auto &[Key, A] : Source.annotations()) {
    if (A.isRefused()) {
      TheJudges.editObservations().Annotations.push_back(std::move(A));
      continue;
    }
    if (std::string Wrong = TheSolver.Annotated[Key].add(A); !Wrong.empty())
      Contradictions.push_back(std::move(Wrong));
  }
  // Only now: what says of itself what it does is not unknown.
  for (auto &Entry : TheSolver.Annotated)
    if (const uint32_t F = Source.numberOf(Entry.first());
        F != BodySource::NoFunction)
      Entry.second.ReachesUnknown = Source.reachesUnknown(F, TheSolver);
}

bool Driver::solveBottomUp() {
  double Unasked = 0;
  double &Seconds = Options.SolveSeconds ? *Options.SolveSeconds : Unasked;
  for (const std::vector<uint32_t> &Component : components(Source)) {
    if (Options.Cancelled && *Options.Cancelled)
      return false;
    std::vector<std::unique_ptr<flow::Function>> Bodies;
    if (matters(Component))
      for (uint32_t F : Component)
        if (auto Body = Source.body(F))
          Bodies.push_back(std::move(Body));
    if (Bodies.empty())
      continue;
    Stopwatch Time(Seconds);
    TheSolver.solve(std::move(Bodies));
  }
  return true;
}

/// What only sleeps matters to callers that also touch interrupts, and those
/// reach a primitive themselves.
bool Driver::matters(llvm::ArrayRef<uint32_t> Component) const {
  auto Acts = [&](uint32_t Callee) {
    const StringRef Name = Source.nameOf(Callee);
    return !Name.empty() && !TheSolver.isNeutral(Name);
  };
  return llvm::any_of(Component, [&](uint32_t F) {
    return Source.mattersItself(F) || TheSolver.isAnnotated(Source.nameOf(F)) ||
           llvm::any_of(Source.calleesOf(F), Acts);
  });
}

/// Neither sliced nor left out.
void Driver::judgeImplementations() {
  double Unasked = 0;
  Stopwatch Time(Options.SolveSeconds ? *Options.SolveSeconds : Unasked);
  std::vector<Implementation> All;
  llvm::DenseMap<uint32_t, std::shared_ptr<const flow::Function>> Bodies;
  for (const InstalledFunction &I : Installed) {
    auto &Body = Bodies[I.Function];
    if (!Body)
      Body = Source.body(I.Function);
    if (Body)
      All.push_back({I.Member, I.Table, Body});
  }
  TheJudges.editObservations().Implementations =
      solve::judgeImplementations(TheSolver, All);
}

} // namespace pvlint::solve
