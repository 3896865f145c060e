//===- UnconditionalEnable.cpp - pvops-unconditional-enable ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C3: operations with `_irq` in their name may run only where interrupts
// were on at entry. A pair that disables and enables without saving what was
// there returns with interrupts on, and opens the section of a caller that had
// them off. Only a linked program knows who calls, so one unit alone says
// nothing of such pairs. What it does say is where there is no pair: an unlock
// that turns interrupts on, of a lock that was taken without turning them off.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/LockFixes.h"
#include "checks/Witness.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <tuple>

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::EnableObservation;
using solve::Event;

/// The wrong pair already shows at a restore in the same file: one mistake, one
/// report.
static bool shownByRestore(const EnableObservation &E,
                           const solve::Observations &Seen) {
  const Event *Enable = shownStep(E.Enabled);
  for (const solve::RestoreObservation &R : Seen.Restores) {
    if (R.Seen < solve::RestoreObservation::OnEntry || !R.Enabled)
      continue;
    const Event *Same = shownStep(R.Enabled);
    if (Same->Loc == Enable->Loc && Same->Fn->Key == Enable->Fn->Key &&
        R.Restore->Loc.Begin.File == Enable->Loc.Begin.File)
      return true;
  }
  return false;
}

/// What enables shows as wrong whoever calls its caller: inside a counted
/// section.
static bool shownByCount(const EnableObservation &E,
                         const solve::Observations &Seen) {
  const Event *Enable = shownStep(E.Enabled);
  return llvm::any_of(Seen.Counted, [&](const solve::CountedObservation &O) {
    const Event *Same = shownStep(O.At);
    return O.K == solve::CountedObservation::Enabled &&
           Same->Loc == Enable->Loc && Same->Fn->Key == Enable->Fn->Key;
  });
}

/// The caller that has them off tells of the pair already, or the lock asserts
/// that they are on.
static bool shownByPair(const solve::NestedObservation &N,
                        const solve::Observations &Seen) {
  const Event *Early = shownStep(N.Early);
  if (llvm::any_of(Seen.Requirements, [&](const auto &R) {
        return (R.Broken || R.CallerOff) && R.WantsOn &&
               shownStep(R.Call)->Fn == Early->Fn;
      }))
    return true;
  return llvm::any_of(Seen.Enables, [&](const EnableObservation &E) {
    const Event *Same = shownStep(E.Enabled);
    return E.CallerOff && Same->Loc == Early->Loc && Same->Fn == Early->Fn;
  });
}

/// A promise needs a short chain, from a function that turned them off itself:
/// what a helper left off may hang on a condition that is not known here.
static bool isSure(const solve::EntryFacts &E) {
  if (!E.CallerOff)
    return true; // because of what it is
  if (E.Customary ||
      (!E.EveryCall && E.CallerOff->leastCertain() == solve::Reach::Callback))
    return false;
  if (E.CallerOff->Depth > MaxDepth)
    return false;
  return !E.CallerOffEvent ||
         shownStep(E.CallerOffEvent)->Fn == E.CallerOff->Fn;
}

static std::string name(const Event *E) { return quoted(shownStep(E)); }

/// Who enters the function \p In in the \p State that is wrong there, "off".
static std::string whoEnters(const solve::EntryFacts &E,
                             const solve::EventFunction &In,
                             llvm::StringRef State) {
  const std::string Here = "'" + In.Name + "'";
  const std::string First =
      E.CallerOff ? "'" + E.CallerOff->Fn->Name + "'" : Here;
  const std::string With = " with them " + State.str();
  if (E.Context)
    return (E.CallerOff ? Here + " is reached from " + First + ", which"
                        : First) +
           " is entered" + With + " (it is " + E.Context->Why + ")";
  return First + " calls " + (E.CallerOff->Inner ? "down to " : "") + Here +
         With;
}

/// "spin_unlock" for "spin_unlock_irq".
static llvm::StringRef plainForm(llvm::StringRef Unlock,
                                 const flow::Contract &C) {
  const auto Form = C.forms().find(Unlock);
  return Form && Form->is(FormKind::Irq, FormRole::End)
             ? Form->as(FormKind::Plain)
             : llvm::StringRef();
}

static void addMismatch(const solve::MismatchObservation &M,
                        const solve::Observations &Seen,
                        const flow::Contract &C, std::vector<Finding> &Out) {
  const Event *Unlock = shownStep(M.Unlock);
  const std::string Plain = plainForm(Unlock->spelling(), C).str();
  Finding F;
  F.Check = "pvops-unconditional-enable";
  F.Severity = Level::Warning;
  F.Loc = Unlock->Loc.Begin;
  identify(F, Unlock, {M.Lock});
  F.Message = name(M.Unlock) + " turns interrupts on, but " + name(M.Lock) +
              " on line " + std::to_string(M.Lock->Loc.Begin.Line) +
              ", which took the lock, did not turn them off: a caller that has "
              "them off goes on with them on; " +
              (Plain.empty() ? "use the unlock of the same form"
                             : "use '" + Plain + "'");
  F.Notes.push_back(
      {M.Lock->Loc.Begin,
       "the lock is taken here, with interrupts left as they are"});
  for (const auto &[Range, Taken] : M.Branches)
    F.Notes.push_back(
        {Range.Begin, std::string("this happens when the condition here is ") +
                          (Taken ? "true" : "false")});
  if (!Plain.empty() && M.Unlock == Unlock)
    F.Fix = plainUnlock(Unlock, Seen, C);
  Out.push_back(std::move(F));
}

/// What may be written instead of asking for interrupts to be \p Wanted.
static std::string insteadOf(llvm::StringRef Name, llvm::StringRef Wanted,
                             const flow::Contract &C) {
  const auto Form = C.forms().find(Name);
  if (Wanted != "on" || !Form || !Form->Of->HasLock ||
      !Form->is(FormKind::Irq, FormRole::Begin))
    return ("call it with them " + Wanted).str();
  const llvm::StringRef Plain = Form->as(FormKind::Plain);
  const llvm::StringRef Saving = Form->as(FormKind::IrqSave);
  std::string Text;
  if (!Plain.empty())
    Text = ("use '" + Plain + "', which leaves them alone").str();
  if (!Saving.empty())
    Text += ((Text.empty() ? "use '" : ", or '") + Saving + "'").str();
  return Text.empty() ? ("call it with them " + Wanted).str() : Text;
}

/// What comes of a call in the wrong state.
static llvm::StringRef outcome(const solve::RequirementObservation &R) {
  if (R.IsDeclared)
    return ": it goes on in a state that it is not made for; ";
  const Event *By = (R.Inside ? R.Inside : R.Call)->innermost();
  for (llvm::StringRef Warns : {"WARN", "lockdep"})
    if (By->At && By->At->Spelling.find(Warns) != std::string::npos)
      return "; a build that checks it warns, any other goes on in the wrong "
             "state; ";
  return "; a build with assertions stops here, one without goes on in the "
         "wrong state; ";
}

/// Interrupts are the other way where a function asks for one.
static Finding requirement(const solve::RequirementObservation &R,
                           const flow::Contract &C) {
  const Event *Call = shownStep(R.Call);
  const std::string Other = R.WantsOn ? "off" : "on";
  Finding F;
  F.Check = "pvops-unconditional-enable";
  F.Severity = R.Broken || isSure(R) ? Level::Error : Level::Audit;
  F.Loc = Call->Loc.Begin;
  identify(F, Call, {R.Made});
  const std::string Wanted = R.WantsOn ? "on" : "off";
  F.Message = name(R.Call) +
              (R.IsDeclared ? " is declared to be entered with interrupts "
                            : " asserts that interrupts are ") +
              Wanted + ", but ";
  if (R.Broken) {
    F.Message += "here they are " + Other;
    if (R.Made)
      F.Message += ": " + name(R.Made) + " on line " +
                   std::to_string(shownStep(R.Made)->Loc.Begin.Line) +
                   whereFrom(R.Made, R.Call) + " turned them " + Other;
    else if (R.ByCaller)
      F.Message += ", as '" + R.Call->Fn->Name + "' is declared to be entered";
  } else {
    F.Message += whoEnters(R, *R.Call->Fn, Other);
  }
  F.Message += outcome(R);
  F.Message += insteadOf(Call->spelling(), Wanted, C);
  if (!R.Broken)
    addCallers(F.Notes, R, Other);
  else if (R.Made)
    addSteps(F.Notes, R.Made,
             "interrupts are turned " + Other + " here by " + name(R.Made));
  if (R.Inside)
    addSteps(F.Notes, R.Inside,
             "that they are " + Wanted + " is asserted here, in '" +
                 R.Inside->innermost()->Fn->Name + "'");
  return F;
}

/// Where it began: the call that is made in the wrong state, or the function
/// that is entered in it.
static std::string rootOf(const solve::RequirementObservation &R) {
  const Event *From = R.Broken || !R.CallerOff ? R.Call : R.CallerOff;
  const solve::EventFunction &In = *From->Fn;
  std::string Root =
      (In.Key.empty() ? In.Name : In.Key) + (R.WantsOn ? "+" : "-");
  if (R.Context && !R.Broken)
    return Root + "context";
  const flow::Location &L = From->Loc.Begin;
  return Root + std::to_string(L.File) + ':' + std::to_string(L.Line) + ':' +
         std::to_string(L.Col);
}

/// One finding for all that one call, or one handler, comes to do in the wrong
/// state: the nearest is told, and the others in its notes.
static void addRequirements(const solve::Observations &Seen,
                            const flow::Contract &C,
                            std::vector<Finding> &Out) {
  using Told = std::pair<const solve::RequirementObservation *, Finding>;
  std::map<std::string, std::vector<Told>> ByRoot;
  for (const solve::RequirementObservation &R : Seen.Requirements)
    if (R.Broken || R.CallerOff || R.Context)
      ByRoot[rootOf(R)].emplace_back(&R, requirement(R, C));
  for (auto &[Root, All] : ByRoot) {
    llvm::stable_sort(All, [](const Told &A, const Told &B) {
      auto Key = [](const Told &T) {
        const auto &R = *T.first;
        return std::tuple(!R.Broken, int(T.second.Severity),
                          R.CallerOff ? R.CallerOff->Depth : 0, T.second.Loc);
      };
      return Key(A) < Key(B);
    });
    Finding F = std::move(All.front().second);
    for (const auto &[R, Other] : llvm::drop_begin(All))
      F.Notes.push_back({Other.Loc, name(R->Call) +
                                        " asserts the same further on, in '" +
                                        R->Call->Fn->Name + "'"});
    Out.push_back(std::move(F));
  }
}

/// What is inside of a section ends it too early.
static void addNested(const solve::NestedObservation &N,
                      const solve::Observations &Seen, const flow::Contract &C,
                      std::vector<Finding> &Out) {
  const Event *Early = shownStep(N.Early), *Outer = shownStep(N.Outer);
  Finding F;
  F.Check = "pvops-unconditional-enable";
  F.Severity = Level::Error;
  for (const Event *E : {N.Early, N.Outer, N.Late})
    if (E->leastCertain() != solve::Reach::Named)
      F.Severity = Level::Audit;
  if (Seen.isRuledOut(N))
    F.Severity = Level::Audit;
  F.Loc = Early->Loc.Begin;
  identify(F, Early, {N.Outer, N.Late});
  const std::string Plain = plainForm(Early->spelling(), C).str();
  F.Message = name(N.Early) + " enables interrupts inside the section that " +
              name(N.Outer) + " began on line " +
              std::to_string(Outer->Loc.Begin.Line) +
              whereFrom(N.Outer, Early) + ": it runs with them enabled until " +
              name(N.Late) + " on line " +
              std::to_string(shownStep(N.Late)->Loc.Begin.Line) +
              whereFrom(N.Late, Early) + "; " +
              (Plain.empty() ? "leave them disabled here"
                             : "use '" + Plain + "' and its lock inside");
  addSteps(F.Notes, N.Outer,
           "interrupts are disabled here by " + name(N.Outer));
  addSteps(F.Notes, N.Early, "they are enabled here by " + name(N.Early));
  addSteps(F.Notes, N.Late, "the section ends only here, by " + name(N.Late));
  F.Fix = Outer->Fn == Early->Fn && Early->At
              ? plainInside(N.Outer, Early->At, Seen, C)
              : saveAndRestore(*Early->Fn, Seen, C);
  Out.push_back(std::move(F));
}

void unconditionalEnable(const solve::Observations &Seen,
                         const flow::Contract &C, std::vector<Finding> &Out) {
  addRequirements(Seen, C, Out);
  for (const EnableObservation &E : Seen.Enables) {
    if (!E.CallerOff && !E.Context)
      continue;
    if (shownByCount(E, Seen) ||
        (!C.restoresDisable() && shownByRestore(E, Seen)))
      continue;
    const Event *Enable = shownStep(E.Enabled);
    Finding F;
    F.Check = "pvops-unconditional-enable";
    F.Severity = isSure(E) ? Level::Error : Level::Audit;
    F.Loc = Enable->Loc.Begin;
    identify(F, Enable, {E.Disabled});
    F.Message = name(E.Enabled) +
                " turns interrupts on, whatever they were, but " +
                whoEnters(E, *E.Enabled->Fn, "off");
    F.Message += ": from here on they are on, where the caller relies on "
                 "their being off; ";
    F.Message += E.Disabled ? "save and restore them ('_irqsave', "
                              "'_irqrestore'), or leave them alone"
                            : "leave them off";
    addCallers(F.Notes, E);
    if (E.Disabled)
      addSteps(F.Notes, E.Disabled,
               name(E.Disabled) +
                   " turns them off here, and does not save what they were");
    if (E.Disabled && F.Severity != Level::Audit)
      F.Fix = saveAndRestore(*Enable->Fn, Seen, C);
    Out.push_back(std::move(F));
  }
  for (const solve::NestedObservation &N : Seen.Nested)
    if (!shownByPair(N, Seen))
      addNested(N, Seen, C, Out);
  for (const solve::MismatchObservation &M : Seen.Mismatches)
    addMismatch(M, Seen, C, Out);
}

} // namespace pvlint::checks
