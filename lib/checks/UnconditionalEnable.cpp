//===- UnconditionalEnable.cpp - pvops-unconditional-enable ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C3: operations with `_irq` in their name may only be used if
// interrupts were enabled at entry. A pair that disables and enables without
// saving the state returns with interrupts enabled, inside the section of a
// caller that had disabled them. Only a linked program knows the callers, so
// nothing is reported about such pairs in a single unit. What is reported is an
// unlock without a pair: it enables interrupts, but the lock was taken without
// disabling them.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/LockFixes.h"
#include "checks/Say.h"
#include "checks/Witness.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <tuple>

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::EnableObservation;
using solve::Event;

/// {0}: what enables or asserts, {1}: for which caller that is wrong and why,
/// {2}: what to write.
namespace text {
constexpr char Enables[] =
    "{0} enables interrupts[ unconditionally], but {1}[[; {2}]]";
constexpr char Mismatch[] =
    "{0} enables interrupts, but {1} took the lock without disabling them[[: "
    "wrong for a caller that had them disabled]]; {2}";
constexpr char Nested[] = "{0} enables interrupts inside the section that {1} "
                          "began: it runs with them enabled until {3}[[; {2}]]";
constexpr char NestedCallee[] =
    "{0} in {4} enables interrupts inside the section that {1} began[[, until "
    "{3}]]; save flags in {4}, or call it with interrupts enabled";
constexpr char Asserts[] =
    "{0} asserts that interrupts are {4}, but {1}[: lockdep splats, or it runs "
    "in the wrong state][[; {2}]]";
constexpr char AssertsStops[] =
    "{0} asserts that interrupts are {4}, but {1}[[: a build with assertions "
    "stops here]]; {2}";
constexpr char Annotated[] =
    "{0} is annotated to be entered with interrupts {4}, but {1}; {2}";

/// {0}: the function of the finding, {1}: the caller, {2}: the state, {3}: why.
constexpr char IsContext[] = "{0} is entered with them {2}[ ({3})]";
constexpr char FromContext[] =
    "{0} is reachable from {1}[, entered with them {2}][ ({3})]";
constexpr char FromCaller[] = "{1} calls {0} with them {2}";
constexpr char FromCallerFar[] = "{1} calls down to {0} with them {2}";
constexpr char Known[] = "they are {2} here";
constexpr char KnownSince[] = "they are {2} here, since {1}";
constexpr char KnownAnnotated[] =
    "they are {2} here, as {0} is annotated to be entered";

constexpr char Disabled[] = "disabled";
constexpr char Enabled[] = "enabled";
constexpr char OnLine[] = "{0}[ on line {1}]";

constexpr char UseSaving[] = "use irqsave/irqrestore";
constexpr char KeepDisabled[] = "keep them disabled";
constexpr char KeepDisabledHere[] = "keep them disabled here";
constexpr char Use[] = "use {0}()";
constexpr char UseOr[] = "use {0}() or {1}()";
constexpr char UseInside[] = "use {0}()/{1}() inside";
constexpr char UsePlainGuard[] = "use a guard without _irq";
constexpr char UseSameForm[] = "use the unlock of the same form";
constexpr char CallDisabled[] = "call it with them disabled";
constexpr char CallEnabled[] = "call it with them enabled";

constexpr char LockTaken[] =
    "lock taken here; interrupts in the caller's state";
constexpr char DisabledUnsaved[] =
    "interrupts disabled here by {0}, without saving flags";
constexpr char ScopeBegins[] = "the guard, whose scope ends on line {0}";
constexpr char SectionEnds[] = "section ends only here, with {0}";
constexpr char AssertedHere[] = "asserted here, in {0}";
constexpr char AssertsToo[] = "{0} asserts the same further on, in {1}";
} // namespace text

/// Whether the wrong pair is reported at a restore in the same file: one
/// mistake, one report. A callback that is always called with interrupts
/// disabled is reported itself.
static bool shownByRestore(const EnableObservation &E,
                           const solve::Observations &Seen) {
  if (E.EveryCall)
    return false;
  const Event *Enable = shownStep(E.Enabled);
  for (const solve::RestoreObservation &R : Seen.Restores) {
    if (R.Seen < solve::RestoreObservation::OnEntry || !R.Enabled)
      continue;
    if (isShownAt(R.Enabled, Enable) &&
        R.Restore->Loc.Begin.File == Enable->Loc.Begin.File)
      return true;
  }
  return false;
}

/// Whether the enable is reported for all callers: inside a counted section.
static bool shownByCount(const EnableObservation &E,
                         const solve::Observations &Seen) {
  const Event *Enable = shownStep(E.Enabled);
  return llvm::any_of(Seen.Counted, [&](const solve::CountedObservation &O) {
    return O.K == solve::CountedObservation::Enabled && isShownAt(O.At, Enable);
  });
}

/// Whether the pair is reported for a caller that has interrupts disabled, or
/// the lock asserts that they are enabled.
static bool shownByPair(const solve::NestedObservation &N,
                        const solve::Observations &Seen) {
  const Event *Early = shownStep(N.Early);
  if (llvm::any_of(Seen.Requirements, [&](const auto &R) {
        return (R.Broken || R.CallerOff) && R.WantsOn &&
               shownStep(R.Call)->Fn == Early->Fn;
      }))
    return true;
  return llvm::any_of(Seen.Enables, [&](const EnableObservation &E) {
    return E.CallerOff && isShownAt(E.Enabled, Early);
  });
}

/// A promise needs a short chain from a function that disabled interrupts
/// itself: whether a helper did may depend on a condition that is not known
/// here.
static bool isSure(const solve::EntryFacts &E) {
  if (!E.CallerOff)
    return true; // a handler
  if (E.Customary || E.IfCurrent ||
      (!E.EveryCall && E.CallerOff->leastCertain() == solve::Reach::Callback))
    return false;
  if (E.CallerOff->Depth > MaxDepth)
    return false;
  return !E.CallerOffEvent ||
         shownStep(E.CallerOffEvent)->Fn == E.CallerOff->Fn;
}

/// Whether what made the state wrong certainly did: no function behind a
/// pointer that may be another one there. A callee many calls away that enables
/// on some of its paths may disable again on these.
static bool isMade(const solve::RequirementObservation &R) {
  if (!R.Made)
    return true;
  return R.Made->leastCertain() == solve::Reach::Named &&
         (R.WantsOn || R.MadeEachWay || !isFar(R.Made));
}

/// Whether a function behind a pointer opens the section that each of its
/// callers began: it unlocks what it has not locked, so it knows how it is
/// called.
static bool opensCallersSection(const EnableObservation &E) {
  return E.CallerOff && !E.Disabled &&
         E.CallerOff->leastCertain() != solve::Reach::Named;
}

/// Whether a function that an interrupt handler calls enables, on some paths,
/// what its callers may have disabled: for which callers may depend on more
/// than what the handler passes.
static bool mayEndCallersSection(const EnableObservation &E) {
  return E.Context && !E.Disabled && !E.EachWay && E.CallerOff;
}

/// Which caller enters the function \p In in the \p State that is wrong there,
/// "disabled".
static std::string whoEnters(const solve::EntryFacts &E,
                             const solve::EventFunction &In,
                             llvm::StringRef State) {
  const char *Text = E.Context
                         ? E.CallerOff ? text::FromContext : text::IsContext
                     : E.CallerOff->Inner ? text::FromCallerFar
                                          : text::FromCaller;
  return say(Text, {In.Name + "()",
                    E.CallerOff ? functionOf(E.CallerOff) : std::string(),
                    State.str(), E.Context ? E.Context->Why : std::string()});
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
  F.What = Shape::UnlockEnables;
  F.Severity = Level::Warning;
  F.Loc = Unlock->Loc.Begin;
  F.After = IrqsThen::Enabled;
  identify(F, Unlock, {M.Lock});
  F.Message =
      say(text::Mismatch,
          {shownName(M.Unlock),
           say(text::OnLine, {named(M.Lock), std::to_string(lineOf(M.Lock))}),
           say(Plain.empty() ? text::UseSameForm : text::Use, {Plain})});
  F.Notes.push_back({M.Lock->Loc.Begin, text::LockTaken});
  for (const solve::WayStep &S : M.Path)
    F.Notes.push_back(note(S));
  if (!Plain.empty() && M.Unlock == Unlock)
    F.Fix = plainUnlock(Unlock, Seen, C);
  Out.push_back(std::move(F));
}

/// What may be written instead of asking for interrupts to be \p Wanted.
static std::string insteadOf(llvm::StringRef Name, bool WantsOn,
                             const flow::Contract &C) {
  const char *Otherwise = WantsOn ? text::CallEnabled : text::CallDisabled;
  const auto Form = C.forms().find(Name);
  if (!WantsOn || !Form || !Form->Of->HasLock ||
      !Form->is(FormKind::Irq, FormRole::Begin))
    return Otherwise;
  const std::string Plain = Form->as(FormKind::Plain).str();
  const std::string Saving = Form->as(FormKind::IrqSave).str();
  if (Plain.empty() && Saving.empty())
    return Otherwise;
  if (Plain.empty() || Saving.empty())
    return say(text::Use, {Plain.empty() ? Saving : Plain});
  return say(text::UseOr, {Plain, Saving});
}

/// Whether a build that checks the assertion goes no further: ASSERT(), and
/// what is asserted in Xen. WARN_ON() and lockdep go on.
static bool stops(const solve::RequirementObservation &R,
                  const flow::Contract &C) {
  const Event *By = R.Inside ? R.Inside->innermost() : nullptr;
  if (!By || !By->At)
    return C.restoresDisable();
  return llvm::none_of(
      llvm::ArrayRef<llvm::StringRef>{"WARN", "lockdep"},
      [&](llvm::StringRef Warns) {
        return llvm::StringRef(By->At->Spelling).contains(Warns);
      });
}

/// Interrupts are not in the state that a callee requires.
static Finding requirement(const solve::RequirementObservation &R,
                           const solve::Observations &Seen,
                           const flow::Contract &C) {
  const Event *Call = shownStep(R.Call);
  const char *const Wanted = R.WantsOn ? text::Enabled : text::Disabled,
                    *const Other = R.WantsOn ? text::Disabled : text::Enabled;
  Finding F;
  F.Check = "pvops-unconditional-enable";
  F.What = R.WantsOn ? Shape::CalledDisabled : Shape::CalledEnabled;
  F.Severity = (R.Broken ? isMade(R) : isSure(R)) ? Level::Error : Level::Audit;
  F.Loc = Call->Loc.Begin;
  identify(F, Call, {R.Made});
  const std::string Who =
      R.Broken ? say(R.Made       ? text::KnownSince
                     : R.ByCaller ? text::KnownAnnotated
                                  : text::Known,
                     {functionOf(R.Call),
                      R.Made ? placed(R.Made, R.Call) : std::string(), Other})
               : whoEnters(R, *R.Call->Fn, Other);
  F.Message = say(R.IsDeclared  ? text::Annotated
                  : stops(R, C) ? text::AssertsStops
                                : text::Asserts,
                  {shownName(R.Call), Who,
                   insteadOf(Call->spelling(), R.WantsOn, C), "", Wanted});
  if (!R.Broken)
    addCallers(F.Notes, R, *R.Call->Fn, Seen.Inside,
               R.WantsOn ? IrqsThen::Disabled : IrqsThen::Enabled);
  else if (R.Made)
    addSteps(F.Notes, R.Made,
             note(R.WantsOn ? step::Disabled : step::Enabled, R.Made));
  addDeciding(F.Notes, R.Call, Seen.Inside,
              R.Made ? R.Made->Loc.Begin : flow::Location());
  if (R.Inside)
    addBehind(F.Notes, R.Inside,
              say(text::AssertedHere, {functionOf(R.Inside->innermost())}));
  return F;
}

/// Where it began: the call that is made in the wrong state, or the function
/// that is entered in it.
static std::string rootOf(const solve::RequirementObservation &R) {
  const Event *From = R.Broken || !R.CallerOff ? R.Call : R.CallerOff;
  const solve::EventFunction &In = *From->Fn;
  std::string Root = In.key().str() + (R.WantsOn ? "+" : "-");
  if (R.Context && !R.Broken)
    return Root + "context";
  const flow::Location &L = From->Loc.Begin;
  return Root + std::to_string(L.File) + ':' + std::to_string(L.Line) + ':' +
         std::to_string(L.Col);
}

/// One finding for everything that one call, or one handler, leads to in the
/// wrong state: the nearest place, with the others in its notes.
static void addRequirements(const solve::Observations &Seen,
                            const flow::Contract &C,
                            std::vector<Finding> &Out) {
  using Told = std::pair<const solve::RequirementObservation *, Finding>;
  std::map<std::string, std::vector<Told>> ByRoot;
  for (const solve::RequirementObservation &R : Seen.Requirements)
    if (R.Broken || R.CallerOff || R.Context)
      ByRoot[rootOf(R)].emplace_back(&R, requirement(R, Seen, C));
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
      F.Notes.push_back(
          {Other.Loc,
           say(text::AssertsToo, {shownName(R->Call), functionOf(R->Call)}),
           IrqsThen::Unsaid, NoteRole::Elsewhere});
    Out.push_back(std::move(F));
  }
}

/// Something inside a section ends it too early.
static void addNested(const solve::NestedObservation &N,
                      const solve::Observations &Seen, const flow::Contract &C,
                      std::vector<Finding> &Out) {
  const Event *Early = shownStep(N.Early), *Outer = shownStep(N.Outer);
  Finding F;
  F.Check = "pvops-unconditional-enable";
  F.What = Shape::EnabledInSection;
  F.Severity = Level::Error;
  for (const Event *E : {N.Early, N.Outer, N.Late})
    if (E->leastCertain() != solve::Reach::Named)
      F.Severity = Level::Audit;
  if (Seen.isRuledOut(N))
    F.Severity = Level::Audit;
  F.Loc = Early->Loc.Begin;
  if (!isScopeEnd(Early))
    F.After = IrqsThen::Enabled;
  identify(F, Early, {N.Outer, N.Late});
  const std::string Plain = plainForm(Early->spelling(), C).str();
  const std::string Lock =
      Plain.empty() ? ""
                    : C.forms()
                          .find(Early->spelling())
                          ->Of->name(FormKind::Plain, FormRole::Begin)
                          .str();
  const bool IsCallee = Outer->Fn != Early->Fn;
  F.Message = say(IsCallee ? text::NestedCallee : text::Nested,
                  {shownName(N.Early), placed(N.Outer, Early),
                   say(isScopeEnd(Early) ? text::UsePlainGuard
                       : Lock.empty()    ? text::KeepDisabledHere
                                         : text::UseInside,
                       {Lock, Plain}),
                   placed(N.Late, Early), functionOf(Early)});
  addSteps(F.Notes, N.Outer, note(step::Disabled, N.Outer));
  if (isScopeEnd(Early))
    F.Notes.push_back({Early->Loc.Begin, say(text::ScopeBegins,
                                             {std::to_string(lineOf(Early))})});
  addSteps(F.Notes, N.Early, note(step::Enabled, N.Early));
  addBehind(F.Notes, N.Late, note(text::SectionEnds, N.Late));
  if (isScopeEnd(Early))
    endAtGuard(F);
  // Of two functions that disagree about how one is called, only their authors
  // know which is right.
  if (!IsCallee && Early->At)
    F.Fix = plainInside(N.Outer, Early->At, Seen, C);
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
    F.What = E.Context ? Shape::EnabledInContext : Shape::EnabledForCaller;
    F.Severity =
        isSure(E) && !mayEndCallersSection(E) && !opensCallersSection(E)
            ? Level::Error
            : Level::Audit;
    F.Loc = Enable->Loc.Begin;
    identify(F, Enable, {E.Disabled});
    F.Message =
        say(text::Enables,
            {shownName(E.Enabled), whoEnters(E, *E.Enabled->Fn, text::Disabled),
             E.Disabled ? text::UseSaving : text::KeepDisabled});
    addCallers(F.Notes, E, *E.Enabled->Fn, Seen.Inside);
    const flow::Location Pair =
        E.Disabled ? E.Disabled->Loc.Begin : flow::Location();
    if (E.Disabled) {
      addDeciding(F.Notes, E.Enabled, Seen.Inside, {}, Pair);
      addSteps(F.Notes, E.Disabled, note(text::DisabledUnsaved, E.Disabled));
      // The report is about what ends this section.
      F.Notes.back().Kind = StepKind::Other;
    }
    addDeciding(F.Notes, E.Enabled, Seen.Inside, Pair);
    if (isScopeEnd(Enable)) {
      addBehind(F.Notes, Enable, note(step::Enabled, Enable));
      endAtGuard(F);
    } else {
      F.After = IrqsThen::Enabled;
    }
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
