//===- Observation.h - facts for the checks ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the judges saw, without opinion: the checks decide what is a finding
// and how bad it is.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_OBSERVATION_H
#define PVLINT_JUDGE_OBSERVATION_H

#include "engine/Listener.h"
#include "judge/Brackets.h"
#include "judge/ImplObservation.h"
#include "judge/Way.h"
#include "values/Expr.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

/// Something that happens only if the function is passed certain values.
struct Conditional {
  static constexpr unsigned Always = ~0u;
  unsigned Condition = Always; ///< of Observations::Conditions
};

/// Whether some caller passes what a condition asks for.
enum class Met : uint8_t { No, Maybe, Yes };

struct Condition {
  Met Is = Met::No;
  /// Yes, for gfp flags: the chain of calls that passes them.
  const Event *By = nullptr;

  void meet(Met How, const Event *Chain = nullptr) {
    if (How > Is) {
      Is = How;
      By = Chain;
    }
  }
};

/// The callers of a function in which something is wrong when interrupts are
/// off at entry.
struct EntryFacts {
  bool CallerOn = false; ///< a caller has interrupts on
  bool CallersUnknown = false;
  bool Unreached = false;           ///< nothing calls it, and nothing can
  const Event *CallerOff = nullptr; ///< chain of calls from a caller that has
                                    ///< interrupts off (see WantsOn)
  const Event *CallerOffEvent = nullptr; ///< what turned them off there
  /// CallerOff is a chain of more than two calls; three functions or more make
  /// its first call with interrupts off, and the callee does not enable on
  /// every path: they are likely to know when it does.
  bool Customary = false;
  /// CallerOff is wrong only if it passes the object that is stored in the
  /// program's memory: `if (mm == this_cpu_read(loaded_mm))`.
  bool IfCurrent = false;
  /// CallerOff begins with a call through a pointer, and all calls through it
  /// are made with interrupts off: any function it holds is entered like that.
  bool EveryCall = false;
  /// The first function of CallerOff is entered with interrupts off because it
  /// is an interrupt handler or the like.
  const flow::EntryContext *Context = nullptr;
};

/// The same for something that is wrong when interrupts are on at entry.
struct OnFacts : EntryFacts {
  const Event *OnChain = nullptr; ///< calls from a caller that has them on
  bool SomeCallerOff = false;     ///< another has them off
};

/// A restore that ran, or may have run, with interrupts on. States are those of
/// the contract's verdict table: current state first, the word's second.
struct RestoreObservation : EntryFacts, Conditional {
  enum Case : uint8_t { // worst last
    UnknownState,
    EntryEntry,
    OnUnknown,
    OnOn,
    EntryOff, ///< an earlier restore closed the section that this word belongs
              ///< to
    OnEntry,
    OnOff,
  };
  Case Seen = UnknownState;
  const Event *Restore = nullptr; ///< seen from the function that has the word
  const Expr *Word = nullptr;     ///< its Origin is the save
  const Event *Enabled = nullptr; ///< what turned interrupts on
  Way Path;           ///< to the restore, or to the call that it is in
  bool Guess = false; ///< sleeps only if the caller's gfp flags say so
  /// Enabled is in a callee that enables for some objects only: for the one
  /// that is current, or by a field that says the opposite of another object.
  /// Or it is a sleep in a section that a callee begins for some only.
  bool EnabledForSome = false;
};

/// A pair that disables and enables interrupts without saving their state:
/// wrong when the function is entered with interrupts off. Or, without
/// Disabled, an enable of what the caller may have disabled: wrong in an
/// interrupt handler and below it.
struct EnableObservation : EntryFacts {
  const Event *Disabled = nullptr;
  const Event *Enabled = nullptr;
  bool IsLast = false;  ///< the function does nothing after Enabled
  bool EachWay = false; ///< without Disabled: every return has executed Enabled
};

/// An inner section, in one that saved nothing, enables interrupts at its end,
/// while the outer section still goes on.
struct NestedObservation : Conditional {
  const Event *Outer = nullptr; ///< began the section
  const Event *Early = nullptr; ///< enabled them first
  const Event *Late = nullptr;  ///< ends the section
};

/// A certain sleep where interrupts are off: in a section of this function, or,
/// without Off, in an interrupt handler or below it.
struct SleepObservation : EntryFacts, Conditional {
  const Event *At = nullptr;
  const Event *Off = nullptr; ///< what turned them off
  bool Guess = false;         ///< at boot, where there is no contention
  /// Only if the caller's gfp flags say so, which Condition tells.
  bool ByFlags = false;
  Way Path; ///< to At
};

/// A call of a function that has to be entered with interrupts on (or off),
/// where they are in the other state, or in the caller's state. Unless WantsOn,
/// the callers that are wrong are those with interrupts on.
struct RequirementObservation : EntryFacts {
  const Event *Call = nullptr;
  bool WantsOn = true;
  bool Broken = false;         ///< they are known to be in the other state
  const Event *Made = nullptr; ///< Broken: what made them so, if known
  bool MadeEachWay = false;    ///< and its callee does so on every path
  bool IsDeclared = false;     ///< by an annotation, not in the contract
  /// The step in a callee that asserts it, or in a header's function that asks
  /// for it.
  const Event *Inside = nullptr;
  /// The callers of the function are reported, not this place: it asserts the
  /// state at its entry, or is in a header.
  bool IsCallers = false;
  /// Broken: because the caller is declared to be entered in that state.
  bool ByCaller = false;
};

/// An unlock that enables interrupts, of a lock that was taken without
/// disabling them, where they are in the caller's state.
struct MismatchObservation {
  const Event *Lock = nullptr;
  const Event *Unlock = nullptr;
  Way Path; ///< from Lock on
};

/// A function disables interrupts and returns with them off.
struct ExitObservation : OnFacts, Conditional {
  enum Kind : uint8_t {
    NoWord,     ///< their state was not saved
    WordKept,   ///< the word is in memory or was returned
    WordLost,   ///< the word was only in a variable of the function
    SavedTwice, ///< ... and was overwritten there by a second save
  };
  Kind K = NoWord;
  const Event *At = nullptr;      ///< the return
  const Event *Section = nullptr; ///< what turned them off
  const Event *Second = nullptr;  ///< SavedTwice
  bool SavedOn = false;           ///< the word is known to say "on"
  bool WantsNoWord = false;       ///< the caller did not ask for the word
  std::string Variable;           ///< that held the word, if it has a name
  /// The last unlock since, which left them off, and whether it is of the lock
  /// that was taken where the section began.
  const Event *Unlock = nullptr;
  bool UnlocksOwn = false;
  bool HoldsLock = false;   ///< some lock taken since may still be held
  bool MayBeClosed = false; ///< by a function in another file
  /// Some path closes this section.
  bool Closes = false;
  /// The result says "failed", where the paths that close it can succeed.
  bool Fails = false;
  /// A caller can tell this way to return from each of those that leave
  /// interrupts as they were.
  bool ToldApart = false;
  /// ... and from one of them certainly not: both return the same.
  bool SameResult = false;
  Way Path; ///< from Section on
};

/// Something that a count of interrupt disabling does not allow.
struct CountedObservation : OnFacts, Conditional {
  enum Kind : uint8_t {
    Enabled,  ///< interrupts are turned on while a section is open
    Restored, ///< a word of before the section is restored
    Slept,    ///< a certain sleep
    Again,    ///< a section is ended a second time
    Skipped,  ///< an end of a section that this function begins on other paths,
              ///< but not on this one
    WhileOn,  ///< an end where interrupts are on
  };
  Kind K = Enabled;
  const Event *At = nullptr;
  const Event *Begin = nullptr; ///< of the innermost section; Again: the first
                                ///< end; WhileOn: what turned them on
  const Event *Save = nullptr;  ///< Restored: of the word, if known
  bool SavedOn = false;         ///< Restored: the word says "on"
  /// Slept: only if the caller's gfp flags say so, which Condition tells.
  bool ByFlags = false;
  Way Path; ///< to At
};

/// A section that saved the caller's state is closed by an enable, whatever was
/// saved, and the function returns like that.
struct DroppedWordObservation : Conditional {
  const Event *Section = nullptr; ///< what turned them off
  const Event *Enabled = nullptr;
  const Event *Return = nullptr;
};

/// What a restore is in the contract's census.
struct SiteObservation {
  enum Verdict : uint8_t {
    Proven = 1,  ///< interrupts are off at the restore
    NoOp = 2,    ///< the state is already what the word says
    Unknown = 4, ///< see Reason
    Needs = 8,   ///< would have to disable
  };
  enum Why : uint8_t {
    None,
    UnknownWord,  ///< the word comes from where no save was seen
    UnknownState, ///< the state is not known
    NoCaller,     ///< restores a caller's word, and no caller is known
    TooComplex,   ///< states were merged, or the function was given up
  };
  const Event *At = nullptr; ///< the restore as the user wrote it
  uint8_t Seen = 0;          ///< verdicts of all paths and callers
  Why Reason = None;
  uint8_t Pending = 0; ///< some path leaves it to callers

  /// The worst of what was seen.
  Verdict verdict() const {
    if (Seen & Needs)
      return Needs;
    if (Seen & Unknown || !Seen)
      return Unknown;
    return Seen & Proven ? Proven : NoOp;
  }
};

/// The outcome of something depends on undefined bits of a saved word.
struct ReadObservation {
  ReadKind K = ReadKind::Branch;
  const Event *Read = nullptr;
  const Expr *Value = nullptr; ///< what is looked at; Value->Source is the word
  flow::Range WordLoad;        ///< the text that loads the word, if it is known
  std::string Variable; ///< that it is loaded from, if that is a whole one
};

/// A saved word that was needed is overwritten by another save.
struct ClobberObservation {
  const Event *Save = nullptr; ///< the second save
  const Event *Lost = nullptr; ///< the first
  std::string Variable;
};

/// The processor's own flags are used where a paravirt guest has its state
/// elsewhere.
struct BypassObservation {
  enum Kind : uint8_t {
    Disable,       ///< cli
    Enable,        ///< sti
    Restore,       ///< popf of a word whose save was not seen
    RestoreOff,    ///< popf where a paravirt op turned interrupts off
    RestoreOp,     ///< popf of a word that a paravirt op saved
    RestoreNative, ///< a restore that only code outside guests may call
    ReadIf,        ///< something depends on IF of the register
    ToOp,          ///< a paravirt op is given a word of the register to restore
  };
  Kind K = Disable;
  flow::Bypass How = flow::Bypass::Yes;
  const Event *At = nullptr;
  const Event *Save = nullptr; ///< of the word, when there is one
  const Event *Off = nullptr;  ///< RestoreOff: what turned interrupts off
  bool IsNative = false;       ///< in a unit without paravirt ops
};

/// The same in a function of an object file.
struct MachineBypassObservation {
  BypassObservation::Kind K = BypassObservation::Disable;
  std::string Function;
  std::string Instruction; ///< "cli"
  flow::Location At;
  flow::Location Pushed; ///< ReadIf: where the flags were read
  bool IsNative = false;
};

/// A word that no save ever wrote is restored.
struct UninitObservation : Conditional {
  const Event *Restore = nullptr;
  std::string Variable;
};

/// A value that is restored is not the word that was saved.
struct ForeignObservation : Conditional {
  enum Kind : uint8_t {
    Constant,    ///< the number Value
    Changed,     ///< computed from Word, and its IF is not Word's
    Mixed,       ///< computed from Word and Other
    OtherFamily, ///< a word of another family
    Again,       ///< restored before, and the state has not changed since
    NotSaved, ///< no word, as far as can be seen, although Word was saved for
              ///< this section, and nothing looks at that any more
  };
  Kind K = Constant;
  const Event *Restore = nullptr;
  const Event *IrqEvent = nullptr; ///< what made the state there so; Again: the
                                   ///< restore before
  const Expr *Word = nullptr;      ///< if its save was seen
  const Expr *Other = nullptr;
  /// NotSaved: what is restored, and what holds Word, in quotes; empty without
  /// a name.
  std::string Restored, Saved;
  std::optional<flow::Location> Stored; ///< Constant: to the variable, where
  int64_t Value = 0;      ///< Constant; Changed: the other operand, if a number
  unsigned Family = 0;    ///< of the restore
  bool IsGuarded = false; ///< Constant: some paths do not restore it
  bool IsTest = false; ///< OtherFamily: not restored, but asked for the state
  bool IsOff = false;  ///< the value says off; IsOn: on
  bool IsOn = false;
  bool StaysOff =
      false; ///< Constant: interrupts are off, and are not turned on
};

/// A word is saved to memory that others write too, and no lock keeps them
/// out.
struct SlotObservation {
  enum Kind : uint8_t {
    TooSoon,    ///< before the lock that keeps them out is taken
    NoLock,     ///< and restored from there without any lock
    OneObjects, ///< with the lock of one object, to memory shared by all
  };
  Kind K = TooSoon;
  const Event *Save = nullptr;
  const Event *Lock = nullptr;    ///< TooSoon
  const Event *Restore = nullptr; ///< otherwise
  std::string Variable;           ///< that is Slot, if it is a static one
  const Cell *Slot = nullptr;
};

/// What is left of a word that was cut to a narrower type is used as a word.
struct NarrowObservation {
  const Event *Use = nullptr; ///< the restore, or the test of IF
  bool IsTest = false;
  const Event *Cut = nullptr; ///< where, if known
  const Expr *Word = nullptr; ///< what was cut, if known
  Holder In;                  ///< of what was cut; otherwise of the word at Use
  flow::Type Ty;              ///< it was cut to
  bool LosesState = false;    ///< the bits that distinguish on from off
};

/// A body does not do what a declaration of its function says.
struct AnnotationObservation {
  /// What it does instead.
  enum Kind : uint8_t {
    Leaves,          ///< returns with interrupts enabled or disabled: IsOn
    LeavesAnyCaller, ///< the same, whatever they were at entry
    LeavesOther,  ///< the same, with a result for which nothing should happen
    Unchanged,    ///< returns with the state of its entry
    SavedTooLate, ///< hands out flags that Made saved, already disabled
    GivesNumber,  ///< hands out Number, not saved flags
    GivesNothing, ///< stores no saved flags where Param points
    RestoresNothing, ///< does not restore Param, or what it points to
  };
  Kind K;
  flow::Annotation Says = {};
  const Event *Return = nullptr; ///< a return where it does not
  const Event *Made = nullptr;   ///< what made the state so, if something did
  bool IsOn = false;
  bool IsPointee = false; ///< the flags are where Param points, not a value
  std::string Param = {}; ///< by name
  uint64_t Number = 0;
  /// No return does what is declared, and a callee in another file may do it.
  bool MayBeOutside = false;
};

struct Observations {
  /// The branches that a function takes to a step in which it enables
  /// interrupts, or sleeps; see Inside.h.
  llvm::DenseMap<const Event *, Way> Inside;
  /// Of functions that enable interrupts, or return with them off, by
  /// EventFunction. Without an entry here there is no fix-it for the function.
  llvm::DenseMap<const EventFunction *, Brackets> Nesting;
  std::vector<RestoreObservation> Restores;
  std::vector<ReadObservation> Reads;
  std::vector<ClobberObservation> Clobbers;
  std::vector<UninitObservation> Uninits;
  std::vector<ForeignObservation> Foreigns;
  std::vector<NarrowObservation> Narrows;
  std::vector<SlotObservation> Slots;
  std::vector<EnableObservation> Enables;
  std::vector<NestedObservation> Nested;
  std::vector<SleepObservation> Sleeps;
  std::vector<RequirementObservation> Requirements;
  std::vector<BypassObservation> Bypasses;
  std::vector<MachineBypassObservation> MachineBypasses;
  std::vector<ImplObservation> Implementations;
  std::vector<MismatchObservation> Mismatches;
  std::vector<ExitObservation> Exits;
  std::vector<DroppedWordObservation> DroppedWords;
  std::vector<CountedObservation> Counted;
  std::vector<SiteObservation> Sites; ///< linked programs only
  std::vector<Condition> Conditions;  ///< that observations depend on
  /// Whether callers that are known rule \p O out.
  bool isRuledOut(const Conditional &O) const {
    return O.Condition != Conditional::Always &&
           Conditions[O.Condition].Is == Met::No;
  }
  /// The call that certainly does what \p O depends on; null if none does.
  const Condition *metBy(const Conditional &O) const {
    return O.Condition != Conditional::Always &&
                   Conditions[O.Condition].Is == Met::Yes
               ? &Conditions[O.Condition]
               : nullptr;
  }
  /// Saves whose word some restore takes.
  llvm::DenseSet<const Event *> Restored;
  /// Annotations that are none, and why.
  std::vector<flow::Annotation> Annotations;
  std::vector<AnnotationObservation> Broken;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_OBSERVATION_H
