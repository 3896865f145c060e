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
// (commit ab234a260b1f, 5.12) a restore cannot disable. Under a contract whose
// restores are full (before 5.12) the same places work: they are listed as what
// relies on it.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/LockFixes.h"
#include "checks/RestoreLevel.h"
#include "checks/Witness.h"
#include "llvm/ADT/DenseMap.h"

namespace pvlint::checks {

using solve::Event;
using solve::RestoreObservation;

Level levelOf(const RestoreObservation &R, const solve::Observations &Seen,
              const flow::Contract &C) {
  if (Seen.isRuledOut(R))
    return Level::Audit;
  // What relies on it works; a list of such places is an inventory.
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

static std::string line(const Event *E) {
  return std::to_string(shownStep(E)->Loc.Begin.Line);
}

/// What enabled, in words: "'spin_unlock_irq' (line 12) enables them".
static std::string enabler(const RestoreObservation &R) {
  const Event *E = R.Enabled;
  const Event *Inner = E->innermost();
  std::string Text =
      quoted(shownStep(E)) + " on line " + line(E) + whereFrom(E, R.Restore);
  if (Inner->K == Event::Sleep)
    return Text + " may sleep, and returns with interrupts on";
  return Text + " turned interrupts on";
}

static bool isBySleep(const RestoreObservation &R) {
  return R.Enabled->innermost()->K == Event::Sleep;
}

/// What to do instead of turning interrupts on.
static std::string remedy(const RestoreObservation &R) {
  return isBySleep(R) ? "sleep before the save, or after the restore"
                      : "disable them before the restore, or do not enable "
                        "them here";
}

/// The same where restores write the whole word: the code works, and is in the
/// way of a restore that only enables.
static std::string blockerMessage(const RestoreObservation &R) {
  const std::string Restore = quoted(R.Restore);
  const std::string Breaks =
      "; that works while a restore writes the whole word, and breaks when it "
      "only enables (Linux 5.12)";
  const std::string Off =
      R.Context     ? " (it is " + R.Context->Why + ", entered with them off)"
      : R.CallerOff ? " ('" + R.CallerOff->Fn->Name + "' calls with them off)"
                    : " if the caller had them off";
  switch (R.Seen) {
  case RestoreObservation::OnOff:
    return Restore +
           " is relied on to disable interrupts: they were off at the save, "
           "and " +
           enabler(R) + Breaks;
  case RestoreObservation::OnEntry:
    if (R.Context || R.CallerOff || R.CallersUnknown)
      return Restore + " is relied on to disable interrupts" + Off + ": " +
             enabler(R) + Breaks;
    return Restore + " runs with interrupts on (" + enabler(R) +
           "), as every caller in sight has them: nothing to disable, but "
           "Linux 5.12 warns of it at run time";
  case RestoreObservation::OnOn:
    return Restore + " runs with interrupts on, as they were at the save: "
                     "nothing to disable, but Linux 5.12 warns of it at run "
                     "time";
  default:
    return "";
  }
}

static std::string message(const RestoreObservation &R,
                           const flow::Contract &C) {
  if (C.restoresDisable())
    if (std::string Text = blockerMessage(R); !Text.empty())
      return Text;
  const std::string Restore = quoted(R.Restore);
  switch (R.Seen) {
  case RestoreObservation::OnOff:
    return Restore +
           " would have to disable interrupts, and a restore never "
           "does: they were off at the save, " +
           enabler(R) + ", and they now stay on; " +
           (isBySleep(R) ? remedy(R) : "disable them before the restore");
  case RestoreObservation::OnEntry:
    if (R.Context) {
      const solve::Event *First = R.CallerOff ? R.CallerOff : R.Restore;
      return Restore +
             " would have to disable interrupts, and a restore never does: " +
             enabler(R) + ", and '" + First->Fn->Name +
             "' is entered with them off (it is " + R.Context->Why + "); " +
             remedy(R);
    }
    if (R.CallerOff)
      return Restore +
             " would have to disable interrupts, and a restore never does: " +
             enabler(R) + ", and '" + R.CallerOff->Fn->Name +
             "', which calls with them off, goes on with them on; " + remedy(R);
    if (!R.CallersUnknown)
      return Restore + " runs with interrupts on (" + enabler(R) +
             "): harmless for every caller in sight, which have them on, but "
             "the kernel warns of it at run time";
    return Restore +
           " would have to disable interrupts if the caller had them off, and "
           "a restore never does: " +
           enabler(R) + ", and such a caller goes on with them on; " +
           remedy(R);
  case RestoreObservation::OnOn:
    return Restore + " runs with interrupts on, as they were at the save: "
                     "nothing breaks, but the kernel warns of it at run time";
  case RestoreObservation::EntryEntry:
    return Restore + " has nothing to restore: interrupts were not disabled "
                     "since the save";
  case RestoreObservation::EntryOff:
    return Restore + " restores a word that says \"off\", but " +
           quoted(shownStep(R.Enabled)) + " on line " + line(R.Enabled) +
           " has already gone back to the caller's state: the section in "
           "between runs with interrupts on if the caller had them on; restore "
           "the words in the reverse order of the saves";
  case RestoreObservation::OnUnknown:
    return Restore + " runs with interrupts on, and what the word says is not "
                     "known";
  case RestoreObservation::UnknownState:
    return Restore + " runs in an interrupt state that is not known";
  }
  return {};
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
  // Where to sleep instead is the author's to say.
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
  if (R.Restore->spelling().starts_with("end of scope"))
    return {};
  // A lock section that turned interrupts on stays open until the restore;
  // disabling them only there would hide that.
  if (irqUnlock(E->spelling(), C) || E->spelling().starts_with("end of scope"))
    return {};
  const flow::Location At = R.Restore->Loc.Begin;
  const flow::FormFamily &Cpu = C.forms().cpu();
  if (Cpu.name(flow::FormKind::Irq, flow::FormRole::Begin).empty())
    return {};
  const std::string Text =
      Cpu.call(flow::FormKind::Irq, flow::FormRole::Begin) + ";\n";
  return {Edit{At, At, Text, /*NeedsBlock=*/true}};
}

/// A wake-up and a restore that are both far below the functions in which they
/// meet: where many do, through pointers, that is one cause.
using Cause = std::pair<const solve::EventOp *, const solve::EventOp *>;

static std::optional<Cause> causeOf(const RestoreObservation &R) {
  if (!R.Enabled || R.Restore->leastCertain() == solve::Reach::Named)
    return std::nullopt;
  return Cause(R.Enabled->innermost()->At, R.Restore->innermost()->At);
}

void restoreDisables(const solve::Observations &Seen, const flow::Contract &C,
                     std::vector<Finding> &Out) {
  llvm::DenseMap<Cause, size_t> Told; // at audit; into Out
  for (const RestoreObservation &R : Seen.Restores) {
    if (R.Seen == RestoreObservation::UnknownState)
      continue; // what is not known is no finding
    Finding F;
    F.Check = "pvops-restore-disables";
    F.Severity = levelOf(R, Seen, C);
    F.Loc = R.Restore->Loc.Begin;
    if (!R.Enabled && R.Seen > RestoreObservation::EntryEntry)
      continue;
    if (const auto Why = causeOf(R); Why && F.Severity == Level::Audit)
      if (const auto [It, New] = Told.try_emplace(*Why, Out.size()); !New) {
        Out[It->second].Notes.push_back({F.Loc, "the same happens here"});
        continue;
      }
    F.Message = message(R, C);
    identify(F, R.Restore, {R.Word->Origin, R.Enabled});
    if (R.CallerOff)
      addCallers(F.Notes, R);
    if (R.Word->K == solve::Expr::Word) {
      const char *How = R.Seen == RestoreObservation::OnOff ||
                                R.Seen == RestoreObservation::EntryOff
                            ? ", with interrupts off"
                        : R.Seen == RestoreObservation::OnOn
                            ? ", with interrupts on"
                            : ", with interrupts as the caller had them";
      addSteps(F.Notes, R.Word->Origin,
               "the word is saved here by " +
                   quoted(shownStep(R.Word->Origin)) + How);
    }
    if (R.Enabled && R.Seen > RestoreObservation::EntryEntry)
      addSteps(F.Notes, R.Enabled,
               R.Seen == RestoreObservation::EntryOff
                   ? "the caller's state is restored here"
               : isBySleep(R) ? quoted(shownStep(R.Enabled)) +
                                    " may sleep, and returns with interrupts on"
                              : "interrupts are turned on here by " +
                                    quoted(shownStep(R.Enabled)));
    // The notes follow the run: branches and the enable by their place in it.
    if (F.Severity != Level::Audit)
      addBranches(F.Notes, R.Branches);
    if (const Event *Inner = shownStep(R.Restore); Inner != R.Restore)
      F.Notes.push_back({Inner->Loc.Begin, "the restore itself is here"});
    if (F.Severity != Level::Audit && R.Seen != RestoreObservation::EntryOff)
      F.Fix = fix(R, Seen, C);
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
