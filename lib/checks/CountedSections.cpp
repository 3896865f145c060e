//===- CountedSections.cpp - pvops-counted-sections -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C10: while a count disables interrupts only its last enable may enable
// them, and each enable has its disable. This holds for any caller and any
// state before: the section needs them disabled.
//
// A section that is left open is pvops-unrestored-flags, and an irqsave section
// that is closed after the counted one around it is pvops-restore-disables.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::CountedObservation;
using solve::Event;

static Level levelOf(const CountedObservation &O,
                     const solve::Observations &Seen) {
  if (Seen.isRuledOut(O) || (O.ByFlags && !Seen.metBy(O)))
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

/// {0}: what is wrong, {1}: what begins the section, or ends it first, and
/// where, {2}: what to write.
namespace text {
constexpr char Enabled[] =
    "{0} enables interrupts inside the counted section begun by {1}; {2}";
constexpr char RestoredOn[] =
    "{0} restores flags saved before the counted section begun by {1}[[, and "
    "enables interrupts inside]]; {2}";
constexpr char Restored[] =
    "{0} restores flags saved before the counted section begun by {1}[[, and "
    "may enable interrupts inside]]; {2}";
constexpr char Slept[] =
    "{0} may sleep[[, and returns with interrupts enabled,]] inside the "
    "counted section begun by {1}; {2}";
constexpr char Again[] = "{0} ends a counted section that {1} already ended: "
                         "that ends the caller's, or underflows; drop one";
constexpr char Skipped[] =
    "{0} ends a counted section that this path does not begin: that ends the "
    "caller's, or underflows; begin it on every path";
constexpr char WhileOn[] = "{0} ends a counted section with interrupts "
                           "enabled, so none is open: the count underflows";
constexpr char WhileOnSince[] =
    "{0} ends a counted section with interrupts enabled by {1}, so none is "
    "open: the count underflows";

/// What happens, if it is a call: {0}, of a function that does {1} on line {2},
/// in {3}.
constexpr char Through[] = "{0}[ ({1} on line {2})]";
constexpr char ThroughOther[] = "{0}[ ({1} on line {2} in {3})]";
constexpr char OnLine[] = "{0} on line {1}";

constexpr char UsePlain[] = "use {0}()/{1}() there";
constexpr char KeepUntil[] = "keep them disabled until {0}";
constexpr char KeepUntilEnd[] = "keep them disabled until its end";
constexpr char CallFirst[] = "call {0} first";
constexpr char EndFirst[] = "end the section first";

constexpr char BeginNote[] = "counted section begins here, with {0}";
constexpr char EndNote[] = "counted section ended here by {0}";
constexpr char RestoreNote[] = "flags restored here by {0}";
} // namespace text

/// "spin_unlock_irq_enable()" for what 'spin_lock_irq_disable' began; empty
/// where the contract lists no such form.
static std::string endOf(const Event *Begin, const flow::Contract &C) {
  if (shownStep(Begin) != Begin &&
      shownStep(Begin)->Fn->Name != Begin->Fn->Name)
    return ""; // in a helper
  const auto Form = C.forms().find(shownStep(Begin)->spelling());
  if (!Form || Form->Kind != FormKind::Counted || Form->end().empty())
    return "";
  return (Form->end() + "()").str();
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
      return say(text::UsePlain, {Lock.str(), Unlock.str()});
  }
  const std::string End = endOf(Begin, C);
  return say(End.empty() ? text::KeepUntilEnd : text::KeepUntil, {End});
}

static std::string message(const CountedObservation &O,
                           const flow::Contract &C) {
  std::string Name = named(O.At);
  if (const Event *Inner = shownStep(O.At); Inner != O.At)
    Name = say(
        Inner->Fn->Name == O.At->spelling() || isInFunctionOf(Inner, O.At)
            ? text::Through
            : text::ThroughOther,
        {Name, named(Inner), std::to_string(lineOf(O.At)), functionOf(Inner)});
  const std::string Begin = O.Begin ? placed(O.Begin, O.At) : std::string();
  const std::string End = O.Begin ? endOf(O.Begin, C) : "";
  const std::string First =
      say(End.empty() ? text::EndFirst : text::CallFirst, {End});
  switch (O.K) {
  case CountedObservation::Enabled:
    return say(text::Enabled, {Name, Begin, insteadOf(O.At, O.Begin, C)});
  case CountedObservation::Restored:
    return say(O.SavedOn ? text::RestoredOn : text::Restored,
               {Name, Begin, First});
  case CountedObservation::Slept:
    return say(text::Slept, {Name, Begin, First});
  case CountedObservation::Again:
    return say(
        text::Again,
        {Name, say(text::OnLine,
                   {named(O.Begin), std::to_string(happensAt(O.Begin).Line)})});
  case CountedObservation::Skipped:
    return say(text::Skipped, {Name});
  case CountedObservation::WhileOn:
    return say(O.Begin ? text::WhileOnSince : text::WhileOn, {Name, Begin});
  }
  return "";
}

static Shape shapeOf(CountedObservation::Kind K) {
  switch (K) {
  case CountedObservation::Enabled:
    return Shape::CountedEnabled;
  case CountedObservation::Slept:
    return Shape::CountedSlept;
  case CountedObservation::Restored:
    return Shape::CountedRestored;
  default:
    return Shape::CountedUnbalanced;
  }
}

static std::string beginNote(const CountedObservation &O) {
  if (O.K == CountedObservation::Again)
    return say(text::EndNote, {named(O.Begin)});
  return note(O.K == CountedObservation::WhileOn ? step::Enabled
                                                 : text::BeginNote,
              O.Begin);
}

/// What a callee does.
static std::string innerNote(const CountedObservation &O) {
  switch (O.K) {
  case CountedObservation::Enabled:
    return note(step::Enabled, O.At);
  case CountedObservation::Restored:
    return note(text::RestoreNote, O.At);
  case CountedObservation::Slept:
    return note(step::MaySleep, O.At);
  default:
    return note(text::EndNote, O.At);
  }
}

void countedSections(const solve::Observations &Seen, const flow::Contract &C,
                     std::vector<Finding> &Out) {
  for (const CountedObservation &O : Seen.Counted) {
    if (O.ByFlags && Seen.isRuledOut(O))
      continue; // all callers pass GFP_ATOMIC
    const Event *Inner = shownStep(O.At);
    Finding F;
    F.Check = "pvops-counted-sections";
    F.What = shapeOf(O.K);
    F.Severity = levelOf(O, Seen);
    F.Loc = O.At->Loc.Begin;
    identify(F, O.At, {O.Begin});
    F.Message = message(O, C);
    if (O.K == CountedObservation::Enabled || O.K == CountedObservation::Slept)
      F.After = IrqsThen::Enabled;
    if (O.K == CountedObservation::Slept)
      F.By = named(O.At);
    addCalls(F.Notes, O.OnChain, IrqsThen::Enabled, Seen.Inside);
    if (O.ByFlags)
      addFlags(F.Notes, Seen.metBy(O));
    RunNotes Run(O.Path, Seen.Inside);
    if (O.Begin && O.K != CountedObservation::Again)
      Run.add(O.Begin, beginNote(O));
    else if (O.Begin)
      F.Notes.push_back({happensAt(O.Begin), beginNote(O)});
    Run.take(F.Notes);
    if (O.At != Inner)
      F.Notes.push_back(
          {Inner->Loc.Begin, innerNote(O), IrqsThen::Unsaid, NoteRole::Behind});
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
