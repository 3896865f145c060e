//===- Judge.h - what all judges have in common -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A judge hears what happens in one simulation of one function and notes what
// is wrong with it, or may be wrong for some caller. It is shown states and
// cannot change them. Each judge has a file of its own, named after what it
// judges.
//
// What only a caller can judge becomes an obligation of the summary. When the
// function is called, the obligation is given back to the judge of its kind,
// with the caller's values (Panel.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_JUDGE_H
#define PVLINT_JUDGE_JUDGE_H

#include "engine/Listener.h"
#include "engine/Memory.h"
#include "engine/Solver.h"
#include "engine/Substitution.h"
#include "judge/EntryStates.h"
#include "judge/ObservationLog.h"

namespace pvlint::solve {

/// What one function leaves to its callers.
class Obligations {
public:
  /// Obligations that are kept for one function.
  static constexpr unsigned MaxObligations = 24;
  /// Obligations that differ only in their conditions; more of them become one.
  static constexpr unsigned MaxAlternatives = 4;

  /// Adds \p O, or weakens the condition of one that is the same. False when
  /// there are too many.
  bool add(ExprPool &Pool, Obligation O);
  bool overflowed() const { return Overflowed; }
  std::vector<Obligation> take() { return std::move(All); }

private:
  std::vector<Obligation> All;
  bool Overflowed = false;
};

/// Whether the chain of calls \p A is a better proof than \p B.
bool isSurer(const Event *A, const Event *B);

/// Whether \p When requires that the caller's object is one that is stored in
/// the program's memory, or something about what this CPU is doing, which does
/// not follow from \p Known. Some callers never pass the one that is current,
/// or never run there.
bool asksForCurrent(ExprPool &Pool, const Facts &When, const Facts &Known);

/// What a judge of one simulation works with.
struct Bench {
  const Scene &Sc;
  ObservationLog &Log;
  EntryStates *Entries; ///< null where nothing is known
  Obligations Owed;
  /// Observations are recorded. Otherwise only obligations are collected.
  bool Report = false;
};

/// An obligation of a callee, at a call.
struct DueObligation {
  const Obligation &Of;
  const flow::Op &Call;
  const State &S;    ///< before the call
  const Facts &When; ///< what the path knows, and the obligation's condition
  Substitution &Subst;
};

class Judge : public Listener {
public:
  explicit Judge(Bench &B)
      : B(B), Sc(B.Sc), Pool(B.Sc.Pool), F(B.Sc.F), Log(B.Log),
        Report(B.Report) {
    const flow::Primitive *P = Pool.contract().function(F.Name);
    IsCountedBody = P && P->Counted != flow::CountedUse::No;
  }

protected:
  const Event *event(Event::Kind K, const flow::Op &O) const {
    return Pool.event(K, Sc.In, &O, O.Loc);
  }
  void oblige(Obligation O) { (void)B.Owed.add(Pool, std::move(O)); }
  /// The condition, in terms of what callers pass, of what is observed at \p At
  /// on a path that knows \p When; as long as all callers can be known.
  unsigned conditionOf(const Facts &When, const Event *At,
                       ObservationLog::Wrong What, unsigned Case = 0) {
    return Report ? conditionOf(When, Log.conditionAt(At, What, Case))
                  : Conditional::Always;
  }
  unsigned conditionOf(const Facts &When, unsigned Index);
  /// The condition that callers pass gfp flags with which \p Sleep sleeps. Not
  /// only for static functions: a caller that does is worth knowing of.
  unsigned flagsOf(const Facts &When, const Event *Sleep);
  /// A call of a function with such a condition.
  void flagsDue(const DueObligation &D);
  /// Something is wrong if this function's callee is entered with interrupts
  /// on: this call does that, or does not, or it depends on its own callers.
  void dueIfOn(const DueObligation &D, OnFacts &E);
  /// Notes what the restore \p At is in the census.
  void observeSite(const Event *At, uint8_t Verdict,
                   SiteObservation::Why Why = SiteObservation::None,
                   bool Pending = false);
  /// Whether "may sleep" depends on an argument (gfp flags) that the caller of
  /// this function supplies.
  bool isSleepGuess(const Facts &When, const Event *Enabled) const;
  /// Whether the callee in which \p Made changed the interrupt state does so
  /// on each of its paths.
  bool isMadeEachWay(const Event *Made) const;
  /// Whether each path from \p Since (or from the entry) to a return executes
  /// \p At.
  bool isUnguarded(const EventOp &At, const flow::Op *Since) const;

  Bench &B;
  const Scene &Sc;
  ExprPool &Pool;
  const flow::Function &F;
  ObservationLog &Log;
  const bool Report;
  /// F disables interrupts by a count, or undoes that: the words in its body
  /// belong to the count.
  bool IsCountedBody;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_JUDGE_H
