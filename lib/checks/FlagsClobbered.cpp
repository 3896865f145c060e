//===- FlagsClobbered.cpp - pvops-flags-clobbered -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C5: a word is not overwritten before it is restored. The second of two
// nested irqsaves finds interrupts off; when it writes to the same variable,
// "off" is all that is left to restore, and they stay off.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using solve::Event;

/// {0}: what saves again, {1}: the variable, {2}: what saved first, {3}: on
/// which line.
namespace text {
constexpr char Overwrites[] =
    "{0} overwrites '{1}', which still holds the flags saved by {2} on line "
    "{3}[[: "
    "interrupts stay disabled]]; use a second variable";
constexpr char OverwritesInLoop[] =
    "{0} overwrites '{1}', which still holds the flags of the iteration "
    "before[[: "
    "interrupts stay disabled]]; restore them at the end of each iteration";

constexpr char FirstSaved[] = "flags first saved here by {0}";
constexpr char SavedAgain[] =
    "flags saved again here by {0}, with interrupts disabled";
} // namespace text

/// A second word that is never restored or handed out is a save that should
/// have been a restore: pvops-unrestored-flags.
static bool isRestoreMisspelt(const solve::ClobberObservation &O,
                              const solve::Observations &Seen) {
  if (Seen.Restored.contains(O.Save) || !isSaveAgain(O.Lost, O.Save))
    return false;
  for (const solve::ExitObservation &E : Seen.Exits)
    if (E.Second == O.Save)
      return true;
  return false;
}

void flagsClobbered(const solve::Observations &Seen, const flow::Contract &C,
                    std::vector<Finding> &Out) {
  for (const solve::ClobberObservation &O : Seen.Clobbers) {
    if (isRestoreMisspelt(O, Seen))
      continue;
    Finding F;
    F.Check = "pvops-flags-clobbered";
    F.What = Shape::FlagsOverwritten;
    F.Severity = Level::Warning;
    F.Loc = O.Save->Loc.Begin;
    identify(F, O.Save, {O.Lost});
    const bool SameLine = shownStep(O.Lost)->Loc == O.Save->Loc;
    F.Message = say(SameLine ? text::OverwritesInLoop : text::Overwrites,
                    {named(O.Save), O.Variable, shownName(O.Lost),
                     std::to_string(lineOf(O.Lost))});
    addSteps(F.Notes, O.Lost, note(text::FirstSaved, O.Lost),
             afterSave(O.Lost, C));
    // In a callee: where the other one is.
    if (const Event *Inner = shownStep(O.Save); Inner != O.Save)
      F.Notes.push_back({Inner->Loc.Begin, note(text::SavedAgain, Inner),
                         IrqsThen::Unsaid, NoteRole::Behind});
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
