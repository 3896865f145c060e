//===- SleepsDisabled.cpp - pvops-sleeps-disabled -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C11: who has turned interrupts off does not sleep. schedule() returns
// with them on, so the rest of the section runs so, whatever is restored later.
//
// Where the word of the section is restored behind the sleep, that restore is
// where the kernel warns, and pvops-restore-disables tells of both. A sleep in
// a counted section is pvops-counted-sections.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/RestoreLevel.h"
#include "checks/Witness.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::checks {

using solve::Event;
using solve::SleepObservation;

/// A sleep that is more calls away is one that a slow path may come to:
/// references that callers hold, and flags that they set, rule many out.
static constexpr unsigned MaxSleepDepth = 3;

static Level levelOf(const SleepObservation &O,
                     const solve::Observations &Seen) {
  if (O.Guess || Seen.isRuledOut(O))
    return Level::Audit;
  for (const Event *E : {O.At, O.Off, O.CallerOff})
    if (E &&
        (E->leastCertain() != solve::Reach::Named || isFar(E, MaxSleepDepth)))
      return Level::Audit;
  return O.Off ? Level::Error : Level::Warning;
}

/// A sleep and what turned interrupts off that are both far below the functions
/// in which they meet: where many do, through pointers, that is one cause.
using Cause = std::pair<const solve::EventOp *, const solve::EventOp *>;

static std::optional<Cause> causeOf(const SleepObservation &O) {
  if (!O.Off || (O.At->leastCertain() == solve::Reach::Named &&
                 O.Off->leastCertain() == solve::Reach::Named))
    return std::nullopt;
  return Cause(O.At->innermost()->At, O.Off->innermost()->At);
}

/// The restore behind the sleep tells of it, at a level that is seen.
static bool shownByRestore(const SleepObservation &O,
                           const solve::Observations &Seen,
                           const flow::Contract &C) {
  const Event *Sleep = shownStep(O.At);
  return llvm::any_of(Seen.Restores, [&](const solve::RestoreObservation &R) {
    return R.Enabled && R.Enabled->innermost()->K == Event::Sleep &&
           shownStep(R.Enabled)->Loc == Sleep->Loc &&
           levelOf(R, Seen, C) != Level::Audit;
  });
}

static std::string message(const SleepObservation &O, const flow::Contract &C) {
  const Event *At = O.At, *Inner = shownStep(At);
  std::string Text = quoted(At);
  if (Inner != At)
    Text += " (" + quoted(Inner) + " on line " +
            std::to_string(Inner->Loc.Begin.Line) + whereFrom(Inner, At) + ")";
  Text += " may sleep with interrupts disabled: ";
  if (!O.Off)
    return Text + "'" + At->Fn->Name + "' is " +
           (O.CallerOff ? "reached from '" + O.CallerOff->Fn->Name + "', "
                        : "") +
           O.Context->Why + "; leave that to a thread or a work item";
  const Event *Off = shownStep(O.Off);
  Text += quoted(Off) + " on line " + std::to_string(Off->Loc.Begin.Line) +
          whereFrom(O.Off, At) + " disabled them";
  const auto Form = C.forms().find(Off->spelling());
  if (Form && Form->Of->HasLock)
    Text += ", and its lock is held";
  return Text + "; sleep before the section, or after it";
}

void sleepsDisabled(const solve::Observations &Seen, const flow::Contract &C,
                    std::vector<Finding> &Out) {
  llvm::DenseMap<Cause, size_t> Told; // at audit; into Out
  for (const SleepObservation &O : Seen.Sleeps) {
    if ((!O.Off && !O.Context) || shownByRestore(O, Seen, C))
      continue;
    if (const auto Why = causeOf(O))
      if (const auto [It, New] = Told.try_emplace(*Why, Out.size()); !New) {
        Out[It->second].Notes.push_back(
            {O.At->Loc.Begin, "the same happens here"});
        continue;
      }
    const Event *Inner = shownStep(O.At);
    Finding F;
    F.Check = "pvops-sleeps-disabled";
    F.Severity = levelOf(O, Seen);
    F.Loc = O.At->Loc.Begin;
    identify(F, O.At, {O.Off});
    F.Message = message(O, C);
    if (O.Off)
      addSteps(F.Notes, O.Off,
               "interrupts are disabled here by " + quoted(shownStep(O.Off)));
    else
      addCallers(F.Notes, O);
    if (F.Severity != Level::Audit)
      addBranches(F.Notes, O.Branches);
    if (Inner != O.At)
      addSteps(F.Notes, O.At, quoted(Inner) + " may sleep here");
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
