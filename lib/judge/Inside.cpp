//===- Inside.cpp - what decides inside of callees ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inside.h"

namespace pvlint::solve {

void InsideJudge::passesCall(const Summary &Callee, const State &S,
                             Substitution &Subst) {
  if (S.isOn(Pool) == Tri::True)
    return;
  for (const Row &R : Callee.Rows) {
    const Event *Step = R.Paired ? R.Paired
                        : R.Sleep.Is == Slept::Yes && S.Sleep.Is != Slept::Yes
                            ? R.Sleep.At
                            : nullptr;
    if (!Step)
      continue;
    Facts When = S.Path;
    if (llvm::all_of(R.When, [&](const auto &Known) {
          return When.add(Pool, Subst.expr(Known.first), Known.second);
        }))
      note(Subst.event(Step), S);
  }
}

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
  const auto [It, New] = To.insert({At, Paths()});
  for (const Trail *T = S.Way; T; T = T->Before)
    if (T->Branch.Begin.isValid())
      Now.emplace_back(T->Branch, T->Taken);
    else if (T->Changed)
      It->second.Passed.insert(T->Changed);
  if (New)
    It->second.First = It->second.Common = std::move(Now);
  else
    llvm::erase_if(It->second.Common, [&](const auto &Each) {
      return !llvm::is_contained(Now, Each);
    });
}

static size_t blockOf(const flow::Function &F, const flow::Range &Op) {
  return llvm::find_if(F.Blocks,
                       [&](const flow::Block &B) {
                         return llvm::any_of(B.Ops, [&](const flow::Op &O) {
                           return O.Loc == Op;
                         });
                       }) -
         F.Blocks.begin();
}

/// Whether \p Last can be reached from the block \p First of \p F.
static bool leadsTo(const flow::Function &F, size_t First, size_t Last) {
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

/// The last branch of \p Path behind which \p Enable cannot be reached any
/// more.
std::optional<WayStep> InsideJudge::passesBy(const Event *Enable,
                                             const Branches &Path) const {
  const size_t To = blockOf(F, Enable->Loc);
  for (const auto &[Branch, Taken] : Path)
    for (const flow::Block &B : F.Blocks) {
      const flow::Terminator &T = B.Term;
      if (T.K != flow::TermKind::Branch || T.Loc != Branch ||
          T.Targets.size() != 2)
        continue;
      if (leadsTo(F, T.Targets[Taken ? 1 : 0], To) &&
          !leadsTo(F, T.Targets[Taken ? 0 : 1], To))
        return branchOf(F, {.Branch = Branch, .Taken = Taken});
    }
  return std::nullopt;
}

/// The enables above \p At that no path to it executes, each behind the branch
/// that passes by it.
Way InsideJudge::untaken(const Event *At, const Paths &Of) const {
  Way Steps;
  for (const Event *E : Enables) {
    const flow::Location &Loc = E->Loc.Begin;
    if (E == At || Of.Passed.contains(E) || Loc.File != At->Loc.Begin.File ||
        !(Loc < At->Loc.Begin) || E->spelling().empty() ||
        E->spelling().starts_with("end of scope") ||
        !leadsTo(F, blockOf(F, E->Loc), blockOf(F, At->Loc)))
      continue;
    if (auto Branch = passesBy(E, Of.First))
      Steps.push_back(std::move(*Branch));
    Steps.push_back({.Branch = E->Loc,
                     .Says = (E->spelling() + "() not called here").str()});
  }
  return Steps;
}

static bool isSame(const WayStep &A, const WayStep &B) {
  return A.Branch == B.Branch && A.Says == B.Says;
}

void InsideJudge::settled(bool) {
  for (const auto &[At, Of] : To) {
    Way Steps;
    auto Has = [&](const WayStep &Step) {
      return llvm::any_of(
          Steps, [&](const WayStep &Before) { return isSame(Before, Step); });
    };
    for (const auto &[Branch, Which] : llvm::reverse(Of.Common)) {
      // The condition of a loop is there once per iteration.
      WayStep Step = branchOf(F, {.Branch = Branch, .Taken = Which});
      if (!Has(Step))
        Steps.push_back(std::move(Step));
    }
    // What passes by an unlock decides; of the others, the last ones do.
    const Way Deciding = untaken(At, Of);
    llvm::erase_if(Steps, [&](const WayStep &Step) {
      return llvm::any_of(Deciding,
                          [&](const WayStep &D) { return isSame(D, Step); });
    });
    const size_t Room = MaxSteps - std::min(MaxSteps, Deciding.size());
    if (Steps.size() > Room)
      Steps.erase(Steps.begin(), Steps.end() - Room);
    for (const WayStep &D : Deciding) {
      const auto After = llvm::find_if(Steps, [&](const WayStep &S) {
        return D.Branch.Begin < S.Branch.Begin;
      });
      if (!Has(D))
        Steps.insert(After, D);
    }
    if (Steps.empty())
      Log.Seen.Inside.erase(At);
    else
      Log.Seen.Inside[At] = std::move(Steps);
  }
}

} // namespace pvlint::solve
