//===- ForeignFlags.cpp - pvops-foreign-flags -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C4: the word restored is the word saved: initialised, unchanged, of
// the restore's family, and restored once. Most of these restore "off" or
// nothing in particular, so interrupts stay off, or come on where the author
// believes them off.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::checks {

using solve::Event;
using solve::ForeignObservation;

/// {0}: what restores, {1}: what saved, disabled or restores again, and where,
/// {2}: the variable, number or other save.
namespace text {
constexpr char Uninit[] =
    "{0} restores '{2}', which is uninitialized on this path[[: interrupts end "
    "up in a random state]]; restore only where flags were saved";
constexpr char NumberStaysOff[] =
    "{0} restores the number {2}[[ instead of saved flags]]: interrupts stay "
    "disabled after {1}; restore the flags saved there";
constexpr char NumberOff[] =
    "{0} restores the number {2}, and no flags were saved on this path[: a "
    "caller with interrupts enabled gets a warning]; restore only where flags "
    "were saved";
constexpr char NumberOn[] =
    "{0} restores the number {2}, which enables interrupts unconditionally; "
    "save flags and restore those";
constexpr char ChangedOn[] =
    "{0} restores flags that were changed after {1} saved them[[: they say "
    "enabled for every caller]]; restore them as saved";
constexpr char ChangedOff[] =
    "{0} restores flags that were changed after {1} saved them[[: they say "
    "disabled for every caller]]; restore them as saved";
constexpr char Changed[] =
    "{0} restores flags that were changed after {1} saved them[[, so they no "
    "longer tell the caller's state]]; restore them as saved";
constexpr char Mixed[] =
    "{0} restores a mix of the flags saved by {1} and by {2}[[: the state of "
    "neither]]; restore each by itself, last saved first";
constexpr char FamilyRestore[] =
    "{0} expects flags of '{3}' but gets those of '{2}', saved by {1}[[: the "
    "bits differ]]; use the save and restore of one family";
constexpr char FamilyTest[] =
    "{0} tests flags of '{3}' but gets those of '{2}', saved by {1}[[: the "
    "bits differ]]; use the save and test of one family";
constexpr char Again[] =
    "{0} restores flags that {1} restores again[[: the code between runs with "
    "interrupts enabled]]; restore once, or save again";
constexpr char NotSaved[] =
    "{0} restores {2}, not the flags saved by {1}[[: interrupts end up in a "
    "random state]]; restore {3}";
constexpr char Overwritten[] =
    "{0} restores {2}, which was overwritten after {1} saved flags there[[: "
    "interrupts end up in a random state]]; restore them as saved";
constexpr char NotSavedFlags[] = "those flags";
constexpr char NotSavedValue[] = "another value";
constexpr char NoLock[] =
    "{0} saves to {2}, which is shared, without a lock[[: another CPU can "
    "overwrite it before {1} restores]]; save to a local variable";
constexpr char OneObjects[] =
    "{0} saves to {2}, which all objects share, under the lock of one[[: "
    "another CPU can overwrite it before {1} restores]]; save to a local "
    "variable";
constexpr char TooSoon[] = "{0} saves to {2}, which is shared, before {1} gets "
                           "the lock[[: the lock holder then restores another "
                           "CPU's flags]]; save to a local variable first";

constexpr char Variable[] = "'{0}'";
constexpr char Memory[] = "memory";

constexpr char Stored[] = "number stored here";
constexpr char LockTaken[] = "lock taken here by {0}";
constexpr char RestoredHere[] = "flags restored here by {0}";
constexpr char OtherSaved[] = "the other flags saved here by {0}";
constexpr char RestoredAgain[] = "flags restored again here by {0}";
} // namespace text

static std::string number(int64_t V) {
  return V ? "0x" + llvm::utohexstr(V, /*LowerCase=*/true) : "0";
}

static void uninitialised(const solve::UninitObservation &O, Finding &F) {
  F.Severity = Level::Warning;
  F.Message = say(text::Uninit, {named(O.Restore), "", O.Variable});
}

static std::string origin(const solve::Expr *Word, const Event *At) {
  return placed(Word->Origin, At);
}

static void constant(const ForeignObservation &O, Finding &F) {
  F.Severity = (O.IsOff || !O.Value) && O.IsGuarded ? Level::Audit
               : O.StaysOff                         ? Level::Error
                                                    : Level::Warning;
  F.Message = say(O.StaysOff ? text::NumberStaysOff
                  : O.IsOff  ? text::NumberOff
                             : text::NumberOn,
                  {named(O.Restore),
                   O.StaysOff ? placed(O.IrqEvent, O.Restore) : std::string(),
                   number(O.Value)});
  const bool StoredFirst =
      O.Stored && O.StaysOff && *O.Stored < shownStep(O.IrqEvent)->Loc.Begin;
  if (StoredFirst)
    F.Notes.push_back({*O.Stored, text::Stored});
  if (O.StaysOff)
    addSteps(F.Notes, O.IrqEvent, note(step::Disabled, O.IrqEvent));
  if (O.Stored && !StoredFirst)
    F.Notes.push_back({*O.Stored, text::Stored});
}

static void changed(const ForeignObservation &O, Finding &F) {
  F.Severity = O.IsOn || O.IsOff ? Level::Error : Level::Warning;
  F.Message = say(O.IsOn    ? text::ChangedOn
                  : O.IsOff ? text::ChangedOff
                            : text::Changed,
                  {named(O.Restore), origin(O.Word, O.Restore)});
}

static void mixed(const ForeignObservation &O, Finding &F) {
  F.Severity = Level::Error;
  F.Message = say(text::Mixed, {named(O.Restore), origin(O.Word, O.Restore),
                                origin(O.Other, O.Restore)});
}

static void otherFamily(const ForeignObservation &O, const flow::Contract &C,
                        Finding &F) {
  F.Severity = Level::Error;
  F.Message = say(O.IsTest ? text::FamilyTest : text::FamilyRestore,
                  {named(O.Restore), origin(O.Word, O.Restore),
                   C.family(O.Word->Family).Name, C.family(O.Family).Name});
}

static void again(const ForeignObservation &O, Finding &F) {
  // The first restore is the one that is too early.
  const Event *First = O.IrqEvent;
  F.Severity = O.Word ? Level::Error : Level::Warning;
  F.Loc = First->Loc.Begin;
  F.Message = say(text::Again, {named(First), placed(O.Restore, First)});
}

static void notSaved(const ForeignObservation &O, Finding &F) {
  F.Severity = Level::Warning;
  F.Message =
      say(!O.Saved.empty() && O.Restored == O.Saved ? text::Overwritten
                                                    : text::NotSaved,
          {named(O.Restore), origin(O.Word, O.Restore),
           O.Restored.empty() ? std::string(text::NotSavedValue) : O.Restored,
           O.Saved.empty() ? std::string(text::NotSavedFlags) : O.Saved});
}

/// "'q->flags'" without knowing the name of q: "'flags'".
static std::string slotName(const solve::Cell &C) {
  std::string Name = C.Path.substr(C.Path.rfind('.') + 1);
  if (Name.empty())
    // Also of a function's own static variable, "FUNCTION.NAME".
    Name = C.Name.substr(C.Name.find_last_of(":.") + 1);
  return say(Name.empty() ? text::Memory : text::Variable, {Name});
}

static void sharedSlot(const solve::SlotObservation &O, Finding &F) {
  F.Severity = Level::Warning;
  const bool IsSoon = O.K == solve::SlotObservation::TooSoon;
  F.Message =
      say(IsSoon                                  ? text::TooSoon
          : O.K == solve::SlotObservation::NoLock ? text::NoLock
                                                  : text::OneObjects,
          {named(O.Save), IsSoon ? named(O.Lock) : placed(O.Restore, O.Save),
           IsSoon || O.Variable.empty() ? slotName(*O.Slot)
                                        : say(text::Variable, {O.Variable})});
  if (IsSoon)
    addSteps(F.Notes, O.Lock, note(text::LockTaken, O.Lock));
  else
    addSteps(F.Notes, O.Restore, note(text::RestoredHere, O.Restore));
}

static void describe(const ForeignObservation &O, const flow::Contract &C,
                     Finding &F) {
  F.Loc = O.Restore->Loc.Begin;
  if (O.Word)
    addSteps(F.Notes, O.Word->Origin, note(step::Saved, O.Word->Origin),
             afterSave(O.Word->Origin, C));
  switch (O.K) {
  case ForeignObservation::Constant:
    return constant(O, F);
  case ForeignObservation::Changed:
    return changed(O, F);
  case ForeignObservation::Mixed:
    addSteps(F.Notes, O.Other->Origin, note(text::OtherSaved, O.Other->Origin));
    return mixed(O, F);
  case ForeignObservation::OtherFamily:
    return otherFamily(O, C, F);
  case ForeignObservation::NotSaved:
    return notSaved(O, F);
  case ForeignObservation::Again:
    again(O, F);
    addSteps(F.Notes, O.Restore, note(text::RestoredAgain, O.Restore));
    return;
  }
}

/// Which function a pointer holds in the run that breaks is not shown.
static void lowerForPointers(Finding &F, llvm::ArrayRef<const Event *> Steps) {
  for (const Event *E : Steps)
    if (E && E->leastCertain() != solve::Reach::Named)
      F.Severity = Level::Audit;
}

void foreignFlags(const solve::Observations &Seen, const flow::Contract &C,
                  std::vector<Finding> &Out) {
  auto Begin = [&](const Event *Restore, Shape What) -> Finding & {
    Finding &F = Out.emplace_back();
    F.Check = "pvops-foreign-flags";
    F.What = What;
    F.Loc = Restore->Loc.Begin;
    identify(F, Restore, {});
    return F;
  };
  // If all callers rule it out by what they pass, it is still worth a look.
  auto LowerIfRuledOut = [&](Finding &F, const solve::Conditional &O) {
    if (Seen.isRuledOut(O))
      F.Severity = Level::Audit;
  };
  for (const solve::UninitObservation &O : Seen.Uninits) {
    Finding &F = Begin(O.Restore, Shape::RestoredWrong);
    uninitialised(O, F);
    LowerIfRuledOut(F, O);
  }
  for (const ForeignObservation &O : Seen.Foreigns) {
    Finding &F = Begin(O.Restore, O.K == ForeignObservation::Again
                                      ? Shape::RestoredTwice
                                      : Shape::RestoredWrong);
    describe(O, C, F);
    lowerForPointers(
        F, {O.Restore, O.IrqEvent, O.Word ? O.Word->Origin : nullptr});
    LowerIfRuledOut(F, O);
  }
  for (const solve::SlotObservation &O : Seen.Slots) {
    Finding &F = Begin(O.Save, Shape::SavedToShared);
    sharedSlot(O, F);
    lowerForPointers(F, {O.Save, O.Lock, O.Restore});
  }
}

} // namespace pvlint::checks
