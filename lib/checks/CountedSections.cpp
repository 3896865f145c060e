//===- CountedSections.cpp - pvops-counted-sections -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C10: while a count disables interrupts nothing but its last enable may
// turn them on, and each enable has its disable. Whoever calls, and whatever
// interrupts were before: the section asked for them to be off.
//
// A section that is left open is pvops-unrestored-flags, and an irqsave section
// that is closed after the counted one around it is pvops-restore-disables.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::CountedObservation;
using solve::Event;

static Level levelOf(const CountedObservation &O,
                     const solve::Observations &Seen) {
  if (Seen.isRuledOut(O) || O.Guess)
    return Level::Audit;
  for (const Event *E : {O.At, O.Begin})
    if (E && (E->leastCertain() != solve::Reach::Named || E->Depth > MaxDepth))
      return Level::Audit;
  switch (O.K) {
  case CountedObservation::Enabled:
  case CountedObservation::Slept:
  case CountedObservation::WhileOn:
    return Level::Error;
  case CountedObservation::Restored:
    if (O.SavedOn || O.CallerOn)
      return Level::Error;
    return O.SomeCallerOff && !O.CallersUnknown ? Level::Audit : Level::Warning;
  case CountedObservation::Again:
  case CountedObservation::Skipped:
    return Level::Warning;
  }
  return Level::Audit;
}

static std::string where(const Event *E, const Event *At) {
  return quoted(shownStep(E)) + " on line " +
         std::to_string(shownStep(E)->Loc.Begin.Line) + whereFrom(E, At);
}

/// "'spin_unlock_irq_enable'" for what 'spin_lock_irq_disable' began; empty
/// where the contract lists no such form.
static std::string endOf(const Event *Begin, const flow::Contract &C) {
  if (shownStep(Begin) != Begin &&
      shownStep(Begin)->Fn->Name != Begin->Fn->Name)
    return ""; // a helper's
  const auto Form = C.forms().find(shownStep(Begin)->spelling());
  if (!Form || Form->Kind != FormKind::Counted || Form->end().empty())
    return "";
  return ("'" + Form->end() + "'").str();
}

/// What to write for an unlock that also enables.
static std::string insteadOf(const Event *Enable, const Event *Begin,
                             const flow::Contract &C) {
  const auto Form = C.forms().find(shownStep(Enable)->spelling());
  if (Form && Form->Of->HasLock && Form->is(FormKind::Irq, FormRole::End)) {
    const llvm::StringRef Lock =
                              Form->Of->name(FormKind::Plain, FormRole::Begin),
                          Unlock = Form->as(FormKind::Plain);
    if (!Lock.empty() && !Unlock.empty())
      return ("use '" + Lock + "' and '" + Unlock + "' there").str();
  }
  const std::string End = endOf(Begin, C);
  return "leave them alone until " + (End.empty() ? "its end" : End);
}

static std::string message(const CountedObservation &O,
                           const flow::Contract &C) {
  const Event *At = O.At;
  const Event *Inner = shownStep(At);
  std::string Name = quoted(At);
  if (Inner != At)
    Name += " (" + quoted(Inner) + " on line " +
            std::to_string(Inner->Loc.Begin.Line) +
            (Inner->Fn->Name == At->spelling() ? "" : whereFrom(Inner, At)) +
            ")";
  const std::string Section =
      O.Begin ? "the counted section that " + where(O.Begin, At) + " begins"
              : "";
  const std::string End = O.Begin ? endOf(O.Begin, C) : "";
  const std::string First =
      End.empty() ? "end the section first" : "call " + End + " first";
  switch (O.K) {
  case CountedObservation::Enabled:
    return Name + " enables interrupts inside " + Section +
           ", where they have to stay disabled; " + insteadOf(O.At, O.Begin, C);
  case CountedObservation::Restored:
    return Name + " restores flags saved before " + Section +
           (O.SavedOn ? ", and enables interrupts inside it; "
                      : ": a caller that had interrupts enabled gets them "
                        "enabled inside it; ") +
           First;
  case CountedObservation::Slept:
    return Name + " may sleep, and returns with interrupts enabled, inside " +
           Section + "; " + First;
  case CountedObservation::Again:
    return Name + " ends a counted section that " + quoted(O.Begin) +
           " on line " + std::to_string(O.Begin->Loc.Begin.Line) +
           " has ended already: it ends one of the caller's, or the count "
           "goes below zero; drop one of the two";
  case CountedObservation::Skipped:
    return Name + " ends a counted section that this path does not begin, and "
                  "other paths do: it ends one of the caller's, or the count "
                  "goes below zero; begin it on each path that leads here";
  case CountedObservation::WhileOn:
    return Name + " ends a counted section, but interrupts are enabled here" +
           (O.Begin ? " by " + where(O.Begin, At) : "") +
           ", so none is open: the count goes below zero";
  }
  return "";
}

static std::string beginNote(const CountedObservation &O) {
  const std::string Name = quoted(shownStep(O.Begin));
  if (O.K == CountedObservation::Again)
    return quoted(O.Begin) + " ends it here";
  if (O.K == CountedObservation::WhileOn)
    return "interrupts are enabled here by " + Name;
  return "the counted section begins here, with " + Name;
}

/// What a callee does.
static std::string innerNote(const CountedObservation &O) {
  const std::string Name = quoted(shownStep(O.At));
  switch (O.K) {
  case CountedObservation::Enabled:
    return "interrupts are enabled here by " + Name;
  case CountedObservation::Restored:
    return "the restore itself is here";
  case CountedObservation::Slept:
    return Name + " may sleep here";
  default:
    return Name + " ends a counted section here";
  }
}

void countedSections(const solve::Observations &Seen, const flow::Contract &C,
                     std::vector<Finding> &Out) {
  for (const CountedObservation &O : Seen.Counted) {
    const Event *Inner = shownStep(O.At);
    Finding F;
    F.Check = "pvops-counted-sections";
    F.Severity = levelOf(O, Seen);
    F.Loc = O.At->Loc.Begin;
    identify(F, O.At, {O.Begin});
    F.Message = message(O, C);
    if (O.K == CountedObservation::Again)
      F.Notes.push_back({O.Begin->Loc.Begin, beginNote(O)});
    else if (O.Begin)
      addSteps(F.Notes, O.Begin, beginNote(O));
    if (F.Severity != Level::Audit)
      addBranches(F.Notes, O.Branches);
    if (O.At != Inner)
      F.Notes.push_back({Inner->Loc.Begin, innerNote(O)});
    if (O.OnChain)
      addSteps(F.Notes, O.OnChain,
               "'" + O.OnChain->Fn->Name + "' calls with interrupts enabled");
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
