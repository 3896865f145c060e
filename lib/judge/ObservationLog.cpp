//===- ObservationLog.cpp - what was seen, each once ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/ObservationLog.h"

namespace pvlint::solve {

/// Names what happened where, the same for every way to get there.
static std::string placeKey(const Event *E) {
  const flow::Location &L = E->Loc.Begin;
  return E->Fn->key().str() + ':' + std::to_string(L.File) + ':' +
         std::to_string(L.Line) + ':' + std::to_string(L.Col) + ':' +
         E->spelling().str();
}

bool samePlace(const Event *A, const Event *B) {
  return A->Fn->Name == B->Fn->Name && A->Loc == B->Loc;
}

const Event *userStep(const Event *E) {
  const Event *Last = E;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader)
      Last = E;
  return Last;
}

unsigned ObservationLog::conditionAt(const Event *At, Wrong What,
                                     unsigned Case) {
  auto [It, New] = ConditionAt.try_emplace(placeKey(At) + ':' +
                                               std::to_string(unsigned(What)) +
                                               ':' + std::to_string(Case),
                                           Seen.Conditions.size());
  if (New)
    Seen.Conditions.emplace_back();
  return It->second;
}

unsigned ObservationLog::observe(RestoreObservation O) {
  auto [It, New] =
      RestoreAt.try_emplace(placeKey(O.Restore), Seen.Restores.size());
  if (New) {
    Seen.Restores.push_back(O);
  } else if (RestoreObservation &Old = Seen.Restores[It->second];
             O.Seen > Old.Seen &&
             // Something certain is not replaced by something that callers may
             // rule out.
             !(Old.Seen >= RestoreObservation::EntryOff &&
               Old.Condition == Conditional::Always &&
               O.Condition != Conditional::Always)) {
    static_cast<EntryFacts &>(O) = Old;
    Old = O;
  } else if (O.Seen == Old.Seen) {
    Old.EnabledForSome &= O.EnabledForSome;
  }
  return It->second;
}

unsigned ObservationLog::observe(const EnableObservation &O) {
  auto [It, New] =
      EnableAt.try_emplace(placeKey(O.Enabled), Seen.Enables.size());
  if (New)
    Seen.Enables.push_back(O);
  return It->second;
}

unsigned ObservationLog::observe(RequirementObservation O) {
  auto [It, New] = RequirementAt.try_emplace(
      placeKey(O.Call) + (O.WantsOn ? "+" : "-"), Seen.Requirements.size());
  if (New)
    Seen.Requirements.push_back(O);
  else if (O.Broken && !Seen.Requirements[It->second].Broken)
    Seen.Requirements[It->second] = O;
  return It->second;
}

unsigned ObservationLog::observe(ExitObservation O) {
  const Event *What = O.Second ? O.Second : O.Section;
  auto [It, New] = ExitAt.try_emplace(
      placeKey(O.At) + placeKey(What) + std::to_string(O.K), Seen.Exits.size());
  if (New) {
    Seen.Exits.push_back(std::move(O));
  } else {
    // In a linked program a function is judged more than once.
    static_cast<EntryFacts &>(O) = Seen.Exits[It->second];
    Seen.Exits[It->second] = std::move(O);
  }
  return It->second;
}

void ObservationLog::observe(const NestedObservation &O) {
  for (const NestedObservation &Old : Seen.Nested)
    if (samePlace(Old.Early, O.Early))
      return;
  Seen.Nested.push_back(O);
}

unsigned ObservationLog::observe(SleepObservation O) {
  for (SleepObservation &Old : Seen.Sleeps)
    if (samePlace(Old.At, O.At)) {
      if (O.Off && (!Old.Off || (Old.Guess && !O.Guess) ||
                    (Old.ByFlags && !O.ByFlags))) {
        static_cast<EntryFacts &>(O) = Old;
        Old = std::move(O);
      }
      return &Old - Seen.Sleeps.data();
    }
  Seen.Sleeps.push_back(std::move(O));
  return Seen.Sleeps.size() - 1;
}

void ObservationLog::observe(DroppedWordObservation O) {
  for (const DroppedWordObservation &Old : Seen.DroppedWords)
    if (samePlace(Old.Enabled, O.Enabled))
      return;
  Seen.DroppedWords.push_back(O);
}

unsigned ObservationLog::observe(CountedObservation O) {
  for (CountedObservation &Old : Seen.Counted)
    if (Old.K == O.K && samePlace(Old.At, O.At)) {
      if (O.SavedOn && !Old.SavedOn)
        Old = std::move(O);
      return &Old - Seen.Counted.data();
    }
  Seen.Counted.push_back(std::move(O));
  return Seen.Counted.size() - 1;
}

void ObservationLog::observe(MismatchObservation O) {
  for (const MismatchObservation &Old : Seen.Mismatches)
    if (samePlace(Old.Unlock, O.Unlock))
      return;
  Seen.Mismatches.push_back(std::move(O));
}

void ObservationLog::observe(AnnotationObservation O) {
  for (const AnnotationObservation &Old : Seen.Broken)
    if (Old.Says == O.Says && samePlace(Old.Return, O.Return))
      return;
  Seen.Broken.push_back(std::move(O));
}

void ObservationLog::observe(SiteObservation O) {
  auto [It, New] = SiteAt.try_emplace(placeKey(O.At), Seen.Sites.size());
  if (New) {
    Seen.Sites.push_back(O);
    return;
  }
  SiteObservation &Old = Seen.Sites[It->second];
  Old.Seen |= O.Seen;
  Old.Pending |= O.Pending;
  if (O.Seen & SiteObservation::Unknown || Old.Reason == SiteObservation::None)
    Old.Reason = O.Reason;
}

void ObservationLog::observe(ReadObservation O) {
  for (const ReadObservation &Old : Seen.Reads)
    if (samePlace(Old.Read->innermost(), O.Read->innermost()))
      return;
  Seen.Reads.push_back(std::move(O));
}

void ObservationLog::observe(const ClobberObservation &O) {
  for (const ClobberObservation &Old : Seen.Clobbers)
    if (samePlace(Old.Save, O.Save))
      return;
  Seen.Clobbers.push_back(O);
}

void ObservationLog::observe(BypassObservation O) {
  // Several wrong uses of one word are one mistake.
  auto PlaceOf = [](const BypassObservation &B) {
    return (B.K == BypassObservation::ReadIf ? B.Save : B.At)->innermost();
  };
  for (const BypassObservation &Old : Seen.Bypasses)
    if (Old.K == O.K && samePlace(PlaceOf(Old), PlaceOf(O)))
      return;
  Seen.Bypasses.push_back(O);
}

void ObservationLog::observe(const UninitObservation &O) {
  for (const UninitObservation &Old : Seen.Uninits)
    if (samePlace(Old.Restore, O.Restore))
      return;
  Seen.Uninits.push_back(O);
}

void ObservationLog::observe(ForeignObservation O) {
  // In another iteration of a loop: a lost correlation between iterations.
  if (O.K == ForeignObservation::Again && samePlace(O.IrqEvent, O.Restore))
    return;
  for (ForeignObservation &Old : Seen.Foreigns)
    if (samePlace(Old.Restore, O.Restore)) {
      if (Old.K == O.K && Old.IsGuarded && !O.IsGuarded)
        Old = O;
      return;
    }
  Seen.Foreigns.push_back(O);
}

/// A word that is cut once may be restored in many places, and what is too
/// narrow may be filled in many: one mistake either way. What was seen of one
/// restore with and without the save is the same.
void ObservationLog::observe(NarrowObservation O) {
  for (NarrowObservation &Old : Seen.Narrows) {
    const bool SameCut =
        Old.Cut && O.Cut && samePlace(userStep(Old.Cut), userStep(O.Cut));
    const bool BothCut = Old.Cut && O.Cut;
    if (!SameCut && (BothCut || !samePlace(userStep(Old.Use), userStep(O.Use))))
      continue;
    if (!Old.Cut && O.Cut) {
      Old.Cut = O.Cut;
      Old.In = O.In;
      Old.Word = O.Word;
      Old.LosesState |= O.LosesState;
    }
    return;
  }
  Seen.Narrows.push_back(std::move(O));
}

void ObservationLog::observe(const SlotObservation &O) {
  for (const SlotObservation &Old : Seen.Slots)
    if (samePlace(Old.Save, O.Save))
      return;
  Seen.Slots.push_back(O);
}

} // namespace pvlint::solve
