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
#include "checks/Witness.h"

namespace pvlint::checks {

using solve::Event;

/// A second word that nobody restores or hands out is one save too many, where
/// a restore was meant: pvops-unrestored-flags.
static bool isRestoreMisspelt(const solve::ClobberObservation &O,
                              const solve::Observations &Seen) {
  if (Seen.Restored.contains(O.Save) || !isSaveAgain(O.Lost, O.Save))
    return false;
  for (const solve::ExitObservation &E : Seen.Exits)
    if (E.Second == O.Save)
      return true;
  return false;
}

void flagsClobbered(const solve::Observations &Seen, const flow::Contract &,
                    std::vector<Finding> &Out) {
  for (const solve::ClobberObservation &O : Seen.Clobbers) {
    if (isRestoreMisspelt(O, Seen))
      continue;
    Finding F;
    F.Check = "pvops-flags-clobbered";
    F.Severity = Level::Warning;
    F.Loc = O.Save->Loc.Begin;
    identify(F, O.Save, {O.Lost});
    const bool SameLine = shownStep(O.Lost)->Loc == O.Save->Loc;
    F.Message =
        quoted(O.Save) + " overwrites '" + O.Variable +
        "', which still holds the word that " + quoted(shownStep(O.Lost)) +
        " saved " +
        (SameLine
             ? "in an earlier round of the loop"
             : "on line " + std::to_string(shownStep(O.Lost)->Loc.Begin.Line)) +
        ": interrupts stay off after the last restore; save to a "
        "variable of its own, or take the inner lock without irqsave";
    addSteps(F.Notes, O.Lost, "the first word is saved here");
    // In a callee: where the other one is.
    if (const Event *Inner = shownStep(O.Save); Inner != O.Save)
      F.Notes.push_back(
          {Inner->Loc.Begin,
           "the second word, which says \"off\", is saved here by " +
               quoted(Inner)});
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
