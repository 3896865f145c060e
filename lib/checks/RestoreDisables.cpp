//===- RestoreDisables.cpp - pvops-restore-disables -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C2: at every restore interrupts are already off, or the word says
// "on". Since x86's arch_local_irq_restore() became "if (IF set) enable"
// (commit ab234a260b1f, 5.12) a restore cannot disable. On arm64 and others it
// can, and the clause is the same: until then interrupts were enabled, and
// CONFIG_DEBUG_IRQFLAGS warns everywhere. Under a contract whose restores are
// full (before 5.12) the same places work: they are listed as what relies on
// it.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/LockFixes.h"
#include "checks/RestoreLevel.h"
#include "checks/Say.h"
#include "checks/Witness.h"
#include "llvm/ADT/DenseMap.h"

namespace pvlint::checks {

using solve::Event;
using solve::RestoreObservation;

Level levelOf(const RestoreObservation &R, const solve::Observations &Seen,
              const flow::Contract &C) {
  if (Seen.isRuledOut(R) || R.EnabledForSome)
    return Level::Audit;
  // Code that relies on it works; the list of such places is an inventory.
  if (C.restoresDisable() && R.Seen != RestoreObservation::EntryOff)
    return Level::Audit;
  // Which function a pointer holds in the run that breaks is not shown.
  for (const Event *E : {R.Enabled, R.Restore, R.Word->Origin})
    if (E && (E->leastCertain() != solve::Reach::Named || isFar(E)))
      return Level::Audit;
  switch (R.Seen) {
  case RestoreObservation::OnOff:
    return Level::Error;
  case RestoreObservation::EntryOff:
    return Level::Warning;
  case RestoreObservation::OnEntry:
    if (R.CallerOff || R.Context)
      return R.CallerOff && R.CallerOff->leastCertain() > solve::Reach::Table
                 ? Level::Warning
                 : Level::Error;
    return R.CallersUnknown ? Level::Warning : Level::Audit;
  default:
    return Level::Audit;
  }
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

/// {0}: what restores, {1}: what enabled and where, {2}: what to write, {3}:
/// who enters or calls with interrupts disabled, {4}: why.
namespace text {
/// Of a sleep, {5}: that a lock is held.
constexpr char Slept[] =
    "{1} may sleep with interrupts disabled[{5}], in the section that {0} "
    "ends; {2}";
constexpr char SleptOfCaller[] =
    "{1} may sleep in the section that {0} ends, and its caller {3} has "
    "interrupts disabled[[; {2}]]";
constexpr char SleptOfContext[] =
    "{1} may sleep in the section that {0} ends, and {3} is entered with "
    "interrupts disabled[ ({4})][[; {2}]]";
constexpr char SleptEnabled[] =
    "{1} may sleep with interrupts disabled[{5}], in the section that {0} "
    "ends; the known callers have them enabled";
constexpr char AndLocked[] = " and a lock held";

constexpr char OnOff[] =
    "{0} restores flags that say disabled, with interrupts enabled by {1}[[, "
    "and on x86 that does nothing]]; {2}";
constexpr char OnEntry[] =
    "{0} restores flags with interrupts enabled by {1}[, "
    "also for a caller that had them disabled]; {2}";
constexpr char OnEntryOfCaller[] =
    "{0} restores flags with interrupts enabled by {1}, but its caller "
    "{3} has them disabled[[; {2}]]";
constexpr char OnEntryOfContext[] =
    "{0} restores flags with interrupts enabled by {1}, but {3} is entered "
    "with them disabled[ ({4})][[; {2}]]";
constexpr char OnEntryEnabled[] =
    "{0} runs with interrupts enabled by {1}; the known callers have them "
    "enabled, but CONFIG_DEBUG_IRQFLAGS warns";
constexpr char OnOn[] = "{0} runs with interrupts enabled, as they were at the "
                        "save, but CONFIG_DEBUG_IRQFLAGS warns";
constexpr char EntryEntry[] =
    "{0} has nothing to restore: interrupts were not disabled since the save";
constexpr char EntryOff[] =
    "{0} restores flags that say disabled, but {1} already restored the "
    "caller's state[: the code between may run with interrupts enabled][[; "
    "restore the last saved first]]";
constexpr char OnUnknown[] =
    "{0} runs with interrupts enabled; what its flags say is not known";
constexpr char UnknownState[] =
    "{0} runs in an interrupt state that is not known";

/// The same where a restore writes the whole word, off included.
constexpr char ReliedOnOff[] =
    "{0} is relied on to disable interrupts: they were disabled at the save, "
    "and {1}; breaks where a restore only enables[[ (x86 since Linux 5.12)]]";
constexpr char ReliedOnEntry[] =
    "{0} is relied on to disable interrupts for callers that had them "
    "disabled: {1}; breaks where a restore only enables[[ (x86 since Linux "
    "5.12)]]";
constexpr char ReliedOnCaller[] =
    "{0} is relied on to disable interrupts for {3}, which has them "
    "disabled: {1}; breaks where a restore only enables[[ (x86 since Linux "
    "5.12)]]";
constexpr char ReliedOnContext[] =
    "{0} is relied on to disable interrupts for {3}, which is entered with "
    "them disabled[ ({4})]: {1}; breaks where a restore only enables[[ (x86 "
    "since Linux 5.12)]]";
constexpr char ReliedOnEnabled[] =
    "{0} runs with interrupts enabled by {1}; every known caller has them "
    "enabled, but CONFIG_DEBUG_IRQFLAGS warns[[ since Linux 5.12]]";
constexpr char ReliedOnOn[] =
    "{0} runs with interrupts enabled, as they were at the save, but "
    "CONFIG_DEBUG_IRQFLAGS warns since Linux 5.12";

constexpr char Enabled[] = "{0} enabled them";
constexpr char MaySleep[] = "{0} may sleep and returns with them enabled";
constexpr char BySleep[] = "{0}[[, which may sleep]]";

constexpr char SleepOutside[] = "sleep outside the section";
constexpr char AllocateBefore[] = "use GFP_ATOMIC, or allocate before";
constexpr char UsePlain[] = "use {0}()/{1}()";
constexpr char UsePlainGuard[] = "use a guard without _irq";
constexpr char UseSavingGuard[] = "use a guard with _irqsave";
constexpr char DisableFirst[] = "disable them first";

constexpr char SavedDisabled[] = "flags saved here by {0}; interrupts disabled";
constexpr char SavedEnabled[] = "flags saved here by {0}; interrupts enabled";
constexpr char SavedCallers[] =
    "flags saved here by {0}, with interrupts as the caller had them";
constexpr char CallersAgain[] = "caller's interrupt state restored here by {0}";
constexpr char Sleeps[] =
    "{0} may sleep here and returns with interrupts enabled";
constexpr char Restored[] = "flags restored here by {0}";
} // namespace text

static bool isBySleep(const RestoreObservation &R) {
  return R.Enabled->innermost()->K == Event::Sleep;
}

/// "local_irq_enable() on line 12 enabled them".
static std::string enabler(const RestoreObservation &R) {
  const std::string By = placed(R.Enabled, R.Restore);
  return isBySleep(R) ? say(text::MaySleep, {By}) : say(text::Enabled, {By});
}

/// The same behind "enabled by".
static std::string enabledBy(const RestoreObservation &R) {
  const std::string By = placed(R.Enabled, R.Restore);
  return isBySleep(R) ? say(text::BySleep, {By}) : By;
}

/// The unlock that \p Name is, if it also enables.
static std::optional<flow::Form> irqUnlock(llvm::StringRef Name,
                                           const flow::Contract &C) {
  const auto Form = C.forms().find(Name);
  if (Form && Form->Of->HasLock &&
      Form->is(flow::FormKind::Irq, flow::FormRole::End))
    return Form;
  return std::nullopt;
}

/// What to write instead.
static std::string remedy(const RestoreObservation &R,
                          const flow::Contract &C) {
  if (isBySleep(R))
    return allocates(R.Enabled, C) ? text::AllocateBefore : text::SleepOutside;
  if (isScopeEnd(shownStep(R.Enabled)))
    return isInFunctionOf(R.Enabled, R.Restore) ? text::UsePlainGuard
                                                : text::UseSavingGuard;
  if (const auto Form = irqUnlock(shownStep(R.Enabled)->spelling(), C)) {
    const llvm::StringRef Lock = Form->Of->name(flow::FormKind::Plain,
                                                flow::FormRole::Begin),
                          Unlock = Form->as(flow::FormKind::Plain);
    if (!Lock.empty() && !Unlock.empty())
      return say(text::UsePlain, {Lock.str(), Unlock.str()});
  }
  return text::DisableFirst;
}

/// The same if restores write the whole word: the code works, but prevents a
/// restore that only enables.
static std::string blockerMessage(const RestoreObservation &R) {
  const std::string Restore = named(R.Restore);
  switch (R.Seen) {
  case RestoreObservation::OnOff:
    return say(text::ReliedOnOff, {Restore, enabler(R)});
  case RestoreObservation::OnEntry:
    if (!R.Context && !R.CallerOff && !R.CallersUnknown)
      return say(text::ReliedOnEnabled, {Restore, enabledBy(R)});
    return say(R.Context     ? text::ReliedOnContext
               : R.CallerOff ? text::ReliedOnCaller
                             : text::ReliedOnEntry,
               {Restore, enabler(R), "",
                functionOf(R.CallerOff ? R.CallerOff : R.Restore),
                R.Context ? R.Context->Why : std::string()});
  case RestoreObservation::OnOn:
    return say(text::ReliedOnOn, {Restore});
  default:
    return "";
  }
}

static bool isOfLock(const RestoreObservation &R, const flow::Contract &C) {
  return R.Word->K == solve::Expr::Word && takesLock(R.Word->Origin, C);
}

/// Of a sleep: that is the mistake, and the restore is only where it shows.
static std::string sleepMessage(const RestoreObservation &R,
                                const flow::Contract &C) {
  const char *Text = R.Seen == RestoreObservation::OnOff ? text::Slept
                     : R.Context                         ? text::SleptOfContext
                     : R.CallerOff                       ? text::SleptOfCaller
                     : R.CallersUnknown                  ? text::Slept
                                                         : text::SleptEnabled;
  return say(Text,
             {named(R.Restore), placed(R.Enabled, R.Restore), remedy(R, C),
              functionOf(R.CallerOff ? R.CallerOff : R.Restore),
              R.Context ? R.Context->Why : std::string(),
              isOfLock(R, C) ? text::AndLocked : ""});
}

static std::string message(const RestoreObservation &R,
                           const flow::Contract &C) {
  if (C.restoresDisable())
    if (std::string Text = blockerMessage(R); !Text.empty())
      return Text;
  if (R.Seen >= RestoreObservation::OnEntry && isBySleep(R))
    return sleepMessage(R, C);
  const std::string Restore = named(R.Restore);
  switch (R.Seen) {
  case RestoreObservation::OnOff:
    return say(text::OnOff, {Restore, enabledBy(R), remedy(R, C)});
  case RestoreObservation::OnEntry:
    if (R.Context)
      return say(text::OnEntryOfContext,
                 {Restore, enabledBy(R), remedy(R, C),
                  functionOf(R.CallerOff ? R.CallerOff : R.Restore),
                  R.Context->Why});
    if (R.CallerOff)
      return say(text::OnEntryOfCaller, {Restore, enabledBy(R), remedy(R, C),
                                         functionOf(R.CallerOff)});
    if (!R.CallersUnknown)
      return say(text::OnEntryEnabled, {Restore, enabledBy(R)});
    return say(text::OnEntry, {Restore, enabledBy(R), remedy(R, C)});
  case RestoreObservation::OnOn:
    return say(text::OnOn, {Restore});
  case RestoreObservation::EntryEntry:
    return say(text::EntryEntry, {Restore});
  case RestoreObservation::EntryOff:
    return say(text::EntryOff, {Restore, placed(R.Enabled, R.Restore)});
  case RestoreObservation::OnUnknown:
    return say(text::OnUnknown, {Restore});
  case RestoreObservation::UnknownState:
    return say(text::UnknownState, {Restore});
  }
  return {};
}

static Shape shapeOf(const RestoreObservation &R) {
  switch (R.Seen) {
  case RestoreObservation::EntryEntry:
    return Shape::RestoredNothing;
  case RestoreObservation::EntryOff:
    return Shape::RestoredLate;
  default:
    return R.Enabled && isBySleep(R) ? Shape::RestoredSlept
                                     : Shape::RestoredEnabled;
  }
}

static std::string saveNote(const RestoreObservation &R,
                            const flow::Contract &C) {
  switch (R.Seen) {
  case RestoreObservation::OnOff:
  case RestoreObservation::EntryOff:
    return note(text::SavedDisabled, R.Word->Origin);
  case RestoreObservation::OnOn:
    return note(text::SavedEnabled, R.Word->Origin);
  default:
    return note(afterSave(R.Word->Origin, C) == IrqsThen::Disabled
                    ? step::SavedAndDisabled
                    : text::SavedCallers,
                R.Word->Origin);
  }
}

static IrqsThen afterTheSave(const RestoreObservation &R,
                             const flow::Contract &C) {
  const IrqsThen Then = afterSave(R.Word->Origin, C);
  if (Then == IrqsThen::Disabled)
    return Then;
  switch (R.Seen) {
  case RestoreObservation::OnOff:
  case RestoreObservation::EntryOff:
    return IrqsThen::Disabled;
  case RestoreObservation::OnOn:
    return IrqsThen::Enabled;
  default:
    return R.CallerOff ? IrqsThen::Disabled : Then;
  }
}

static std::string enableNote(const RestoreObservation &R) {
  return note(R.Seen == RestoreObservation::EntryOff ? text::CallersAgain
              : isBySleep(R)                         ? text::Sleeps
                                                     : step::Enabled,
              R.Enabled);
}

//===----------------------------------------------------------------------===//
// Fixes
//===----------------------------------------------------------------------===//

/// Whether the section in which the restore is wrong, and what enables inside
/// of it, are calls of one function.
static bool isAllInOne(const RestoreObservation &R) {
  const Event *Save = shownStep(R.Word->Origin);
  return R.Word->K == solve::Expr::Word && Save->At &&
         Save->Fn == shownStep(R.Enabled)->Fn &&
         Save->Fn == shownStep(R.Restore)->Fn;
}

static std::vector<Edit> fix(const RestoreObservation &R,
                             const solve::Observations &Seen,
                             const flow::Contract &C) {
  // Only the author knows where to sleep instead.
  if (!R.Enabled || !R.Restore->At || isBySleep(R))
    return {};
  const Event *E = shownStep(R.Enabled);
  if (E->At) {
    std::vector<Edit> Locks =
        isAllInOne(R)            ? plainInside(R.Word->Origin, E->At, Seen, C)
        : E->Fn != R.Restore->Fn ? saveAndRestore(*E->Fn, Seen, C)
                                 : std::vector<Edit>();
    if (!Locks.empty())
      return Locks;
  }
  if (isScopeEnd(R.Restore))
    return {};
  // A lock section that turned interrupts on stays open until the restore;
  // disabling them only there would hide that.
  if (irqUnlock(E->spelling(), C) || isScopeEnd(E))
    return {};
  const flow::Location At = R.Restore->Loc.Begin;
  const flow::FormFamily &Cpu = C.forms().cpu();
  if (Cpu.name(flow::FormKind::Irq, flow::FormRole::Begin).empty())
    return {};
  const std::string Text =
      Cpu.call(flow::FormKind::Irq, flow::FormRole::Begin) + ";\n";
  return {Edit{At, At, Text, /*NeedsBlock=*/true}};
}

/// An enable and a restore that are both many calls below the functions in
/// which they meet: if many functions do so through pointers, it is one cause.
using Cause = std::pair<const solve::EventOp *, const solve::EventOp *>;

static std::optional<Cause> causeOf(const RestoreObservation &R) {
  if (!R.Enabled || R.Restore->leastCertain() == solve::Reach::Named)
    return std::nullopt;
  return Cause(R.Enabled->innermost()->At, R.Restore->innermost()->At);
}

/// Whether interrupts are enabled by a callback that every call through its
/// place finds disabled: the callback is told, not who calls it.
static bool shownByCallback(const RestoreObservation &R,
                            const solve::Observations &Seen) {
  if (!R.Enabled)
    return false;
  const Event *Enable = shownStep(R.Enabled);
  return llvm::any_of(Seen.Enables, [&](const solve::EnableObservation &E) {
    return E.EveryCall && isShownAt(E.Enabled, Enable);
  });
}

void restoreDisables(const solve::Observations &Seen, const flow::Contract &C,
                     std::vector<Finding> &Out) {
  llvm::DenseMap<Cause, size_t> Told; // at audit; into Out
  for (const RestoreObservation &R : Seen.Restores) {
    if (R.Seen == RestoreObservation::UnknownState)
      continue; // something unknown is not a finding
    if (R.Guess && Seen.isRuledOut(R))
      continue; // all callers pass GFP_ATOMIC
    if (!C.restoresDisable() && shownByCallback(R, Seen))
      continue;
    Finding F;
    F.Check = "pvops-restore-disables";
    F.What = shapeOf(R);
    F.Severity = levelOf(R, Seen, C);
    F.Loc = R.Restore->Loc.Begin;
    if (!R.Enabled && R.Seen > RestoreObservation::EntryEntry)
      continue;
    if (const auto Why = causeOf(R); Why && F.Severity == Level::Audit)
      if (const auto [It, New] = Told.try_emplace(*Why, Out.size()); !New) {
        Out[It->second].Notes.push_back({F.Loc, step::SameElsewhere,
                                         IrqsThen::Unsaid,
                                         NoteRole::Elsewhere});
        continue;
      }
    F.Message = message(R, C);
    identify(F, R.Restore, {R.Word->Origin, R.Enabled});
    addCallers(F.Notes, R, *R.Restore->Fn, Seen.Inside);
    RunNotes Run(R.Path, Seen.Inside);
    if (R.Word->K == solve::Expr::Word)
      Run.add(R.Word->Origin, saveNote(R, C), afterTheSave(R, C));
    if (R.Enabled && R.Seen > RestoreObservation::EntryEntry)
      Run.add(R.Enabled, enableNote(R),
              R.Seen == RestoreObservation::EntryOff ? IrqsThen::Callers
                                                     : IrqsThen::Enabled);
    if (F.What == Shape::RestoredSlept && F.Severity != Level::Audit &&
        R.Seen >= RestoreObservation::OnEntry)
      if (const Symptom *What = symptomOf(R.Enabled, isOfLock(R, C), C))
        Run.print(*What, R.Enabled);
    Run.take(F.Notes);
    const Event *Inner = shownStep(R.Restore);
    const bool IsHere = Inner == R.Restore && !isScopeEnd(Inner);
    const NoteRole Role = IsHere ? NoteRole::Before : NoteRole::Behind;
    if (!IsHere)
      F.Notes.push_back({happensAt(Inner), note(text::Restored, R.Restore),
                         IrqsThen::Unsaid, Role});
    if (F.Severity != Level::Audit && R.Seen >= RestoreObservation::OnEntry)
      F.Notes.push_back(printed(RestoreWarns, R.Restore, Role));
    if (isScopeEnd(Inner))
      endAtGuard(F);
    if (R.Enabled && R.Seen != RestoreObservation::EntryOff &&
        !isScopeEnd(Inner) && !C.restoresDisable())
      F.After = IrqsThen::Enabled;
    if (F.Severity != Level::Audit && R.Seen != RestoreObservation::EntryOff)
      F.Fix = fix(R, Seen, C);
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
