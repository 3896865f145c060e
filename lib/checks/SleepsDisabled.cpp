//===- SleepsDisabled.cpp - pvops-sleeps-disabled -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C11: no sleep with interrupts disabled. schedule() returns with them
// enabled, so the rest of the section runs like that, whatever is restored
// later.
//
// If the word of the section is restored after the sleep, the kernel warns at
// that restore, and pvops-restore-disables reports both. A sleep in a counted
// section is reported by pvops-counted-sections.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/RestoreLevel.h"
#include "checks/Say.h"
#include "checks/Witness.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::checks {

using solve::Event;
using solve::SleepObservation;

/// {0}: what sleeps, {1}: what disabled and where, {2}: the function, {3}: who
/// is entered with interrupts disabled, {4}: why, {5}: what to do instead.
namespace text {
constexpr char InSection[] =
    "{0} may sleep with interrupts disabled by {1}[: the rest of the section "
    "runs with them enabled]; {5}";
constexpr char InContext[] =
    "{0} may sleep, but {3} is entered with interrupts disabled[ ({4})]; "
    "{5}";
constexpr char FromContext[] =
    "{0} may sleep, but {2} is reachable from {3}, [which is ]entered with "
    "interrupts disabled[ ({4})][[; {5}]]";

constexpr char SleepOutside[] = "sleep outside the section";
constexpr char LeaveToThread[] = "leave that to a thread or a work item";
constexpr char AllocateBefore[] = "use GFP_ATOMIC, or allocate before";

/// A call of {0}, and what sleeps in it, and where.
constexpr char Through[] = "{0} ({1})";

} // namespace text

/// A sleep that is more calls away than this is often on a slow path that the
/// callers rule out, by references that they hold and flags that they set.
static constexpr unsigned MaxSleepDepth = 3;

static Level levelOf(const SleepObservation &O,
                     const solve::Observations &Seen) {
  if (O.Guess || Seen.isRuledOut(O) || (O.ByFlags && !Seen.metBy(O)))
    return Level::Audit;
  for (const Event *E : {O.At, O.Off, O.CallerOff})
    if (E &&
        (E->leastCertain() != solve::Reach::Named || isFar(E, MaxSleepDepth)))
      return Level::Audit;
  return O.Off ? Level::Error : Level::Warning;
}

/// A sleep and a disable that are both many calls below the functions in which
/// they meet: if many functions do so through pointers, it is one cause.
using Cause = std::pair<const solve::EventOp *, const solve::EventOp *>;

static std::optional<Cause> causeOf(const SleepObservation &O) {
  if (!O.Off || (O.At->leastCertain() == solve::Reach::Named &&
                 O.Off->leastCertain() == solve::Reach::Named))
    return std::nullopt;
  return Cause(O.At->innermost()->At, O.Off->innermost()->At);
}

/// Whether the restore after the sleep is reported, at a level that is shown.
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
  const bool Allocates = allocates(At, C);
  std::string Name = named(At);
  if (Inner != At)
    Name = say(text::Through, {Name, placed(At, At)});
  if (O.Off)
    return say(text::InSection,
               {Name, placed(O.Off, At), "", "", "",
                Allocates ? text::AllocateBefore : text::SleepOutside});
  return say(O.CallerOff ? text::FromContext : text::InContext,
             {Name, "", functionOf(At),
              functionOf(O.CallerOff ? O.CallerOff : At), O.Context->Why,
              Allocates ? text::AllocateBefore : text::LeaveToThread});
}

void sleepsDisabled(const solve::Observations &Seen, const flow::Contract &C,
                    std::vector<Finding> &Out) {
  llvm::DenseMap<Cause, size_t> Told; // at audit; into Out
  for (const SleepObservation &O : Seen.Sleeps) {
    if ((!O.Off && !O.Context) || shownByRestore(O, Seen, C))
      continue;
    if (O.ByFlags && Seen.isRuledOut(O))
      continue; // all callers pass GFP_ATOMIC
    if (const auto Why = causeOf(O))
      if (const auto [It, New] = Told.try_emplace(*Why, Out.size()); !New) {
        Out[It->second].Notes.push_back({O.At->Loc.Begin, step::SameElsewhere,
                                         IrqsThen::Unsaid,
                                         NoteRole::Elsewhere});
        continue;
      }
    const Event *Inner = shownStep(O.At);
    Finding F;
    F.Check = "pvops-sleeps-disabled";
    F.What = O.Off ? Shape::SleptInSection : Shape::SleptInContext;
    F.Severity = levelOf(O, Seen);
    F.Loc = O.At->Loc.Begin;
    F.After = IrqsThen::Enabled; // as schedule() returns
    F.By = named(O.At);
    identify(F, O.At, {O.Off});
    F.Message = message(O, C);
    if (O.ByFlags)
      addFlags(F.Notes, Seen.metBy(O));
    RunNotes Run(O.Path, Seen.Inside);
    if (O.Off)
      Run.add(O.Off, note(step::Disabled, O.Off), IrqsThen::Disabled);
    else
      addCallers(F.Notes, O, *O.At->Fn, Seen.Inside);
    Run.take(F.Notes);
    if (Inner == O.At)
      addMacro(F.Notes, O.At, IrqsThen::Enabled);
    else
      addBehind(F.Notes, O.At, note(step::MaySleep, O.At), &Seen.Inside);
    const Symptom *What = symptomOf(O.At, !O.Off || takesLock(O.Off, C), C);
    if (F.Severity != Level::Audit && What)
      F.Notes.push_back(printed(
          *What, O.At, Inner == O.At ? NoteRole::Before : NoteRole::Behind));
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
