//===- UnrestoredFlags.cpp - pvops-unrestored-flags -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C6: each path that disables interrupts enables them again, restores
// the word, or hands it out. A word in a local variable is lost at the return.
// If there is no word, or it is in memory, lock functions return with
// interrupts disabled, too; such a return is only reported if other paths do
// not return like that, and the result does not tell the caller on which path
// it was.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/LockFixes.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using flow::FormWord;
using solve::Event;
using solve::ExitObservation;

/// Whether the last unlock is the culprit: it released the lock of the section
/// and nothing else is held.
static bool isPlainUnlock(const ExitObservation &E) {
  return E.Unlock && E.UnlocksOwn;
}

/// Whether it is a finding at all, and not a lock function.
static bool isBroken(const ExitObservation &E,
                     const solve::Observations &Seen) {
  switch (E.K) {
  case ExitObservation::WordLost:
    return true;
  case ExitObservation::SavedTwice:
    // If the second word is restored, the first one was lost:
    // pvops-flags-clobbered.
    return !Seen.Restored.contains(E.Second) &&
           isSaveAgain(E.Section, E.Second);
  case ExitObservation::WordKept:
  case ExitObservation::NoWord:
    if (isPlainUnlock(E) && !E.HoldsLock)
      return true;
    return E.Closes && (E.Fails || !E.ToldApart);
  }
  return false;
}

static Level levelOf(const ExitObservation &E) {
  for (const Event *Step : {E.Section, E.Second})
    if (Step && Step->leastCertain() != solve::Reach::Named)
      return Level::Audit;
  const bool HasWord =
      E.K == ExitObservation::WordLost || E.K == ExitObservation::SavedTwice;
  const bool Unlocks = isPlainUnlock(E) && !E.HoldsLock;
  if (!HasWord && !Unlocks && (E.MayBeClosed || !(E.Fails || E.SameResult)))
    return Level::Audit;
  if (E.WantsNoWord)
    return Level::Audit;
  if (E.SavedOn || E.CallerOn)
    return Level::Error;
  return E.SomeCallerOff && !E.CallersUnknown ? Level::Audit : Level::Warning;
}

/// {0}: the function, {1}: what disabled and where, {2}: what to write, {3}:
/// what is wrong, {4}: the variable.
namespace text {
constexpr char SavedTwice[] =
    "{3} saves to '{4}' where a restore is due: {0} returns with interrupts "
    "disabled by {1}[[ and the flags for that overwritten]][[; use {2}]]";
constexpr char PlainUnlock[] = "{3} releases the lock but {0} returns with "
                               "interrupts disabled by {1}; use {2}";
constexpr char WordLost[] = "{0} returns with interrupts disabled by {1}, and "
                            "'{4}' is lost[[; {2} before the return]]";
constexpr char ThisPath[] =
    "{0} returns with interrupts disabled by {1} on this path[[, though not on "
    "others]][[; {2} before the return]]";
constexpr char AnyPath[] = "{0} returns with interrupts disabled by {1}[[, and "
                           "nothing enables them]]; {2} before the return";
constexpr char Dropped[] =
    "{3} enables interrupts instead of restoring the flags saved by {1}[[: a "
    "caller that had them disabled gets them back enabled]]; use {2}";

/// What to write: {0}: what ends the section, {1}: the variable.
constexpr char EndWith[] = "{0}()[[ with '{1}']]";
constexpr char End[] = "{0}()";
constexpr char EnableThem[] = "enable them";
constexpr char RestoreFlags[] = "restore the flags";
constexpr char Call[] = "call {0}";
constexpr char SomeRestore[] = "a restore";

constexpr char ReturnsDisabled[] =
    "{1} returns here with interrupts still disabled";
constexpr char ReturnsEnabled[] = "{1} returns here with interrupts enabled";
} // namespace text

/// The form that began the section, if there is one that ends it:
/// 'spin_unlock_irq' for 'spin_lock_irq'.
static std::optional<flow::Form> begunBy(const Event *Begin,
                                         const flow::Contract &C) {
  const auto Form = C.forms().find(shownStep(Begin)->spelling());
  if (!Form || Form->end().empty() ||
      (Form->Kind != FormKind::Irq && Form->Kind != FormKind::IrqSave &&
       Form->Kind != FormKind::Counted) ||
      (Form->Role != FormRole::Begin && Form->Role != FormRole::Try))
    return std::nullopt;
  return Form;
}

static bool takesWord(const flow::Form &Section) {
  return Section.Kind == FormKind::IrqSave;
}

/// "spin_unlock_irqrestore() with 'flags'", or what can be said instead.
static std::string remedy(const ExitObservation &E, const flow::Contract &C) {
  const auto Section = begunBy(E.Section, C);
  if (!Section)
    return E.K == ExitObservation::NoWord ? text::EnableThem
                                          : text::RestoreFlags;
  return say(takesWord(*Section) && !E.Variable.empty() ? text::EndWith
                                                        : text::End,
             {Section->end().str(), E.Variable});
}

static std::string message(const ExitObservation &E, const flow::Contract &C) {
  const bool IsTwice = E.K == ExitObservation::SavedTwice;
  const Event *Wrong = IsTwice ? E.Second : E.Unlock;
  const char *Text = IsTwice            ? text::SavedTwice
                     : isPlainUnlock(E) ? text::PlainUnlock
                     : E.K == ExitObservation::WordLost && !E.Variable.empty()
                         ? text::WordLost
                     : E.Closes ? text::ThisPath
                                : text::AnyPath;
  std::string Instead = remedy(E, C);
  if (!IsTwice && !isPlainUnlock(E) && begunBy(E.Section, C))
    Instead = say(text::Call, {Instead});
  return say(Text, {functionOf(E.At), placed(E.Section, E.At), Instead,
                    Wrong ? named(Wrong) : std::string(), E.Variable});
}

static Edit rename(flow::Location At, llvm::StringRef Old,
                   llvm::StringRef New) {
  flow::Location End = At;
  End.Col += Old.size();
  return {At, End, New.str()};
}

static std::vector<Edit> fix(const ExitObservation &E,
                             const solve::Observations &Seen,
                             const flow::Contract &C) {
  const auto Section = begunBy(E.Section, C);
  const Event *Wrong = E.K == ExitObservation::SavedTwice ? E.Second
                       : isPlainUnlock(E)                 ? E.Unlock
                                                          : nullptr;
  // A helper's section is closed by a helper that is not known.
  if (!Section || !Wrong || !Wrong->At ||
      shownStep(E.Section)->Fn->Name != E.At->Fn->Name ||
      !endsSection(Wrong, E.Section, *Section, Seen, C))
    return {};
  const flow::Range &Call = Wrong->Loc;
  if (E.K == ExitObservation::SavedTwice) {
    // Only the save itself, spelled the same way as the first, and with the
    // arguments of the restore.
    if (Wrong->spelling() != shownStep(E.Section)->spelling() ||
        Section->Of->Word != FormWord::Variable)
      return {};
    return {rename(Call.Begin, Wrong->spelling(), Section->end())};
  }
  // The plain form of the same lock.
  const llvm::StringRef Plain =
      Section->Of->name(FormKind::Plain, FormRole::End);
  if (Plain.empty() || Wrong->spelling() != Plain)
    return {};
  std::vector<Edit> Edits = {rename(Call.Begin, Plain, Section->end())};
  if (takesWord(*Section)) {
    if (Section->Of->Word == FormWord::Elsewhere || E.Variable.empty() ||
        !Call.End.isValid() || Call.End.Col < 2)
      return {};
    flow::Location Paren = Call.End;
    --Paren.Col;
    Edits.push_back({Paren, Paren, ", " + E.Variable});
  }
  return Edits;
}

/// The save in a loop without a restore is reported once.
static bool isToldAsClobber(const ExitObservation &E,
                            const solve::Observations &Seen) {
  for (const solve::ClobberObservation &C : Seen.Clobbers)
    if (E.K == ExitObservation::WordLost && C.Save->Loc == C.Lost->Loc &&
        C.Lost->Fn->Name == E.Section->Fn->Name &&
        shownStep(C.Lost)->Loc == shownStep(E.Section)->Loc)
      return true;
  return false;
}

/// A section that irqsave began is closed by an enable, whatever the caller's
/// state was.
static Finding droppedWord(const solve::DroppedWordObservation &O,
                           const solve::Observations &Seen,
                           const flow::Contract &C) {
  Finding F;
  F.Check = "pvops-unrestored-flags";
  F.What = Shape::FlagsDropped;
  F.Severity = Level::Warning;
  for (const Event *E : {O.Section, O.Enabled})
    if (E->leastCertain() != solve::Reach::Named)
      F.Severity = Level::Audit;
  if (Seen.isRuledOut(O))
    F.Severity = Level::Audit;
  F.Loc = O.Enabled->Loc.Begin;
  identify(F, O.Enabled, {O.Section});
  const auto Section = begunBy(O.Section, C);
  F.Message =
      say(text::Dropped,
          {"", placed(O.Section, O.Enabled),
           Section ? say(text::End, {Section->end().str()}) : text::SomeRestore,
           shownName(O.Enabled)});
  addSteps(F.Notes, O.Section, note(step::SavedAndDisabled, O.Section),
           IrqsThen::Disabled);
  if (O.Return->Loc.Begin.isValid())
    F.Notes.push_back({O.Return->Loc.Begin,
                       note(text::ReturnsEnabled, O.Return), IrqsThen::Enabled,
                       NoteRole::Behind});
  return F;
}

void unrestoredFlags(const solve::Observations &Seen, const flow::Contract &C,
                     std::vector<Finding> &Out) {
  for (const ExitObservation &E : Seen.Exits) {
    if (!isBroken(E, Seen) || isToldAsClobber(E, Seen))
      continue;
    const Event *At = E.K == ExitObservation::SavedTwice ? E.Second
                      : isPlainUnlock(E)                 ? E.Unlock
                                                         : E.At;
    Finding F;
    F.Check = "pvops-unrestored-flags";
    F.What =
        E.K == ExitObservation::WordLost || E.K == ExitObservation::SavedTwice
            ? Shape::FlagsLost
            : Shape::ReturnedDisabled;
    F.Severity = Seen.isRuledOut(E) ? Level::Audit : levelOf(E);
    F.Loc = At->Loc.Begin;
    if (!F.Loc.isValid())
      F.Loc = E.Section->Loc.Begin;
    identify(F, At, {E.Section});
    F.Message = message(E, C);
    addCalls(F.Notes, E.OnChain, IrqsThen::Enabled, Seen.Inside);
    RunNotes Run(E.Path, Seen.Inside);
    Run.add(E.Section,
            note(E.K == ExitObservation::NoWord ? step::Disabled
                                                : step::SavedAndDisabled,
                 E.Section),
            IrqsThen::Disabled);
    Run.take(F.Notes);
    if (At != E.At && E.At->Loc.Begin.isValid())
      F.Notes.push_back({E.At->Loc.Begin, note(text::ReturnsDisabled, E.At),
                         IrqsThen::Disabled, NoteRole::Behind});
    F.Fix = fix(E, Seen, C);
    Out.push_back(std::move(F));
  }
  for (const solve::DroppedWordObservation &O : Seen.DroppedWords)
    Out.push_back(droppedWord(O, Seen, C));
}

} // namespace pvlint::checks
