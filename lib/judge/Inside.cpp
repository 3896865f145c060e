//===- Inside.cpp - what decides inside of callees ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inside.h"

namespace pvlint::solve {

void InsideJudge::passes(const Obligation &Ob, const State &S,
                         Substitution &Subst) {
  switch (Ob.K) {
  case Obligation::EntryOff:
  case Obligation::EnterOn:
  case Obligation::OpensEntry:
  case Obligation::SleepsEntry:
  case Obligation::MustBeOn:
    // Not wrong if this function has enabled interrupts itself.
    if (S.isOn(Pool) != Tri::True)
      note(Subst.event(Ob.At), S);
    return;
  case Obligation::MustBeOff:
  case Obligation::LeftOff:
  case Obligation::OpensIfOn:
    if (S.isOn(Pool) != Tri::False)
      note(Subst.event(Ob.At), S);
    return;
  default:
    return;
  }
}

void InsideJudge::note(const Event *At, const State &S) {
  // Steps in headers are shown as a call, by the function's name.
  if (F.InHeader)
    return;
  Branches Now;
  const auto [It, New] = To.try_emplace(At);
  for (const Trail *T = S.Way; T; T = T->Before)
    if (T->Branch.Begin.isValid())
      Now.emplace_back(T->Branch, T->Taken);
    else if (T->Changed)
      It->second.Passed.insert(T->Changed);
  if (New)
    It->second.Common = std::move(Now);
  else
    llvm::erase_if(It->second.Common, [&](const auto &Each) {
      return !llvm::is_contained(Now, Each);
    });
}

/// Whether \p To can be reached from \p From in \p F.
static bool leadsTo(const flow::Function &F, const flow::Range &From,
                    const flow::Range &To) {
  auto BlockOf = [&](const flow::Range &At) {
    return llvm::find_if(F.Blocks,
                         [&](const flow::Block &B) {
                           return llvm::any_of(B.Ops, [&](const flow::Op &O) {
                             return O.Loc == At;
                           });
                         }) -
           F.Blocks.begin();
  };
  const size_t First = BlockOf(From), Last = BlockOf(To);
  std::vector<bool> Seen(F.Blocks.size());
  std::vector<size_t> Next = {First};
  while (!Next.empty()) {
    const size_t Block = Next.back();
    Next.pop_back();
    if (Block == Last)
      return true;
    if (Block >= Seen.size() || Seen[Block])
      continue;
    Seen[Block] = true;
    const flow::Terminator &T = F.Blocks[Block].Term;
    Next.insert(Next.end(), T.Targets.begin(), T.Targets.end());
  }
  return false;
}

/// Inserts among the branches the enables above \p At that no path to it
/// executes.
void InsideJudge::addUntaken(const Event *At, const Paths &Of,
                             Way &Steps) const {
  for (const Event *E : Enables) {
    const flow::Location &Loc = E->Loc.Begin;
    if (E == At || Of.Passed.contains(E) || Loc.File != At->Loc.Begin.File ||
        !(Loc < At->Loc.Begin) || E->spelling().empty() ||
        E->spelling().starts_with("end of scope") ||
        !leadsTo(F, E->Loc, At->Loc))
      continue;
    const auto After = llvm::find_if(
        Steps, [&](const WayStep &S) { return Loc < S.Branch.Begin; });
    Steps.insert(After, {.Branch = E->Loc,
                         .Says = (E->spelling() + "() not called here").str()});
  }
}

void InsideJudge::settled(bool) {
  for (const auto &[At, Of] : To) {
    Way Steps;
    for (const auto &[Branch, Which] : llvm::reverse(Of.Common)) {
      // The condition of a loop is there once per iteration.
      WayStep Step = branchOf(F, {.Branch = Branch, .Taken = Which});
      if (llvm::none_of(Steps, [&](const WayStep &Before) {
            return Before.Branch == Step.Branch && Before.Says == Step.Says;
          }))
        Steps.push_back(std::move(Step));
    }
    addUntaken(At, Of, Steps);
    if (Steps.empty())
      Log.Seen.Inside.erase(At);
    else
      Log.Seen.Inside[At] = std::move(Steps);
  }
}

} // namespace pvlint::solve
