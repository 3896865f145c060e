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
#include "checks/Witness.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::checks {

using solve::Event;
using solve::ForeignObservation;

static std::string onLine(const Event *E) {
  return " on line " + std::to_string(shownStep(E)->Loc.Begin.Line);
}

static std::string number(int64_t V) {
  return V ? "0x" + llvm::utohexstr(V, /*LowerCase=*/true) : "0";
}

static void uninitialised(const solve::UninitObservation &O, Finding &F) {
  F.Severity = Level::Warning;
  F.Message = quoted(O.Restore) + " restores '" + O.Variable +
              "', which nothing was saved to on this path: interrupts end up "
              "on or off by chance; restore only where the lock was taken "
              "with irqsave";
}

static void constant(const ForeignObservation &O, Finding &F) {
  F.Severity = (O.IsOff || !O.Value) && O.IsGuarded ? Level::Audit
               : O.StaysOff                         ? Level::Error
                                                    : Level::Warning;
  F.Message = quoted(O.Restore) + " restores the number " + number(O.Value) +
              ", not a word that was saved: ";
  F.Message +=
      O.StaysOff ? "that says off, so interrupts stay off after " +
                       quoted(shownStep(O.IrqEvent)) + onLine(O.IrqEvent) +
                       " has turned them off; restore the word that was "
                       "saved there"
      : O.IsOff  ? "nothing was saved on this path, so interrupts stay as they "
                   "are, and a caller that has them on gets a warning at run "
                   "time; restore only where a word was saved"
                 : "interrupts are on afterwards, whatever the caller had; "
                   "save a word and restore that";
  if (O.StaysOff)
    addSteps(F.Notes, O.IrqEvent, "interrupts are turned off here");
  if (O.Stored)
    F.Notes.push_back({*O.Stored, "the number is stored here"});
}

static void changed(const ForeignObservation &O, Finding &F) {
  F.Severity = O.IsOn || O.IsOff ? Level::Error : Level::Warning;
  F.Message = quoted(O.Restore) + " restores a word that was changed after " +
              quoted(shownStep(O.Word->Origin)) + onLine(O.Word->Origin) +
              " had saved it: ";
  F.Message += O.IsOn    ? "it now says on, so interrupts come on for a caller "
                           "that has them off"
               : O.IsOff ? "it now says off, so interrupts stay off for a "
                           "caller that has them on"
                         : "whether it says on or off no longer hangs on what "
                           "was saved alone";
  F.Message += "; restore the word as it was saved";
}

static void mixed(const ForeignObservation &O, Finding &F) {
  F.Severity = Level::Error;
  F.Message = quoted(O.Restore) + " restores a mixture of the words that " +
              quoted(shownStep(O.Word->Origin)) + onLine(O.Word->Origin) +
              " and " + quoted(shownStep(O.Other->Origin)) +
              onLine(O.Other->Origin) +
              " saved: what it says is neither's state; restore each word by "
              "itself, the last one saved first";
}

static void otherFamily(const ForeignObservation &O, const flow::Contract &C,
                        Finding &F) {
  F.Severity = Level::Error;
  F.Message = quoted(O.Restore) +
              (O.IsTest ? " asks a word of the family '"
                        : " is given a word of the family '") +
              C.family(O.Word->Family).Name + "', which " +
              quoted(shownStep(O.Word->Origin)) + onLine(O.Word->Origin) +
              " saved, and takes one of '" + C.family(O.Family).Name +
              "': the bits do not mean the same; use the save and the " +
              (O.IsTest ? "test" : "restore") + " of one family";
}

static void again(const ForeignObservation &O, Finding &F) {
  // The first restore is the one that is too early.
  const Event *First = O.IrqEvent;
  F.Severity = O.Word ? Level::Error : Level::Warning;
  F.Loc = First->Loc.Begin;
  F.Message =
      quoted(First) + " restores a word that " + quoted(O.Restore) +
      onLine(O.Restore) +
      " restores again, with nothing saved or disabled in between: interrupts "
      "come on here, and what follows up to there runs with them on; unlock "
      "without the word here, or restore it once";
}

/// "'q->flags'" without knowing the name of q: "'flags'".
static std::string slotName(const solve::Cell &C) {
  std::string Name = C.Path.substr(C.Path.rfind('.') + 1);
  if (Name.empty())
    // Also of a function's own static variable, "FUNCTION.NAME".
    Name = C.Name.substr(C.Name.find_last_of(":.") + 1);
  return Name.empty() ? "memory" : "'" + Name + "'";
}

static void sharedSlot(const solve::SlotObservation &O, Finding &F) {
  F.Severity = Level::Warning;
  if (O.K != solve::SlotObservation::TooSoon) {
    F.Message =
        quoted(O.Save) + " saves to " +
        (O.Variable.empty() ? slotName(*O.Slot) : "'" + O.Variable + "'") +
        (O.K == solve::SlotObservation::NoLock
             ? ", which is shared, and no lock is held"
             : ", which all objects share, with the lock of one of them") +
        ": another CPU can save there before " + quoted(O.Restore) +
        onLine(O.Restore) + " restores it; save to a local variable";
    addSteps(F.Notes, O.Restore, "the flags are restored from there here");
    return;
  }
  F.Message = quoted(O.Save) + " stores its word to " + slotName(*O.Slot) +
              ", which others write as well, before " + quoted(O.Lock) +
              " gets the lock: whoever holds the lock then restores the word "
              "of another CPU; save to a local variable, and store that when "
              "the lock is held";
  addSteps(F.Notes, O.Lock, "the lock is taken here");
}

static void describe(const ForeignObservation &O, const flow::Contract &C,
                     Finding &F) {
  F.Loc = O.Restore->Loc.Begin;
  if (O.Word)
    addSteps(F.Notes, O.Word->Origin,
             "the word is saved here by " + quoted(shownStep(O.Word->Origin)));
  switch (O.K) {
  case ForeignObservation::Constant:
    return constant(O, F);
  case ForeignObservation::Changed:
    return changed(O, F);
  case ForeignObservation::Mixed:
    addSteps(F.Notes, O.Other->Origin,
             "the other word is saved here by " +
                 quoted(shownStep(O.Other->Origin)));
    return mixed(O, F);
  case ForeignObservation::OtherFamily:
    return otherFamily(O, C, F);
  case ForeignObservation::Again:
    again(O, F);
    addSteps(F.Notes, O.Restore, "and is restored again here");
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
  auto Begin = [&](const Event *Restore) -> Finding & {
    Finding &F = Out.emplace_back();
    F.Check = "pvops-foreign-flags";
    F.Loc = Restore->Loc.Begin;
    identify(F, Restore, {});
    return F;
  };
  // What all callers rule out by what they pass is worth a look all the same.
  auto LowerIfRuledOut = [&](Finding &F, const solve::Conditional &O) {
    if (Seen.isRuledOut(O))
      F.Severity = Level::Audit;
  };
  for (const solve::UninitObservation &O : Seen.Uninits) {
    Finding &F = Begin(O.Restore);
    uninitialised(O, F);
    LowerIfRuledOut(F, O);
  }
  for (const ForeignObservation &O : Seen.Foreigns) {
    Finding &F = Begin(O.Restore);
    describe(O, C, F);
    lowerForPointers(
        F, {O.Restore, O.IrqEvent, O.Word ? O.Word->Origin : nullptr});
    LowerIfRuledOut(F, O);
  }
  for (const solve::SlotObservation &O : Seen.Slots) {
    Finding &F = Begin(O.Save);
    sharedSlot(O, F);
    lowerForPointers(F, {O.Save, O.Lock, O.Restore});
  }
}

} // namespace pvlint::checks
