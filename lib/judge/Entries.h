//===- Entries.h - what is wrong if a function is entered so ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_ENTRIES_H
#define PVLINT_JUDGE_ENTRIES_H

#include "Judge.h"

namespace pvlint::solve {

/// Something in a callee is wrong when it is entered with interrupts off (or
/// on): this caller enters it so, or the other way, or leaves it to its own
/// callers.
class EntryJudge : public Judge {
public:
  using Judge::Judge;
  void due(const DueObligation &D);

private:
  bool endsAtOnce(const flow::Op &Call) const;
  void callsAsserting(const DueObligation &D, const RequirementObservation &Of);
};

/// Something happens in a callee if it is passed certain values, and this call
/// may pass them.
class ConditionJudge : public Judge {
public:
  using Judge::Judge;
  void due(const DueObligation &D) {
    if (!Report)
      return;
    if (D.Of.IrqEvent)
      return flagsDue(D);
    // Up to the callers that pass constants, if all callers are known.
    if (conditionOf(D.When, D.Of.Index) == Conditional::Always)
      Log.Seen.Conditions[D.Of.Index].meet(Met::Maybe);
  }
};

/// What the contract, or a declaration, requires of the state at a call.
class RequirementJudge : public Judge {
public:
  using Judge::Judge;
  void enters(const flow::Op &O, const flow::Primitive &P,
              const State &S) override;
};

/// Clause C3: interrupts disabled and enabled without saving their state.
class PairJudge : public Judge {
public:
  using Judge::Judge;
  void enables(const Event *At, const State &S) override;
  void endsLate(const Event *At, const State &S) override;

private:
  void enablesLoose(const Event *At, const State &S);
};

/// Records how the calls of a function nest, for a function that a fix-it may
/// edit.
class NestingJudge : public Judge {
public:
  using Judge::Judge;
  void enables(const Event *At, const State &S) override { IsWanted = true; }
  void returns(const Row &R, const flow::Range &At, const State &S) override {
    IsWanted |= S.Irq.Section || S.Irq.Section.Second;
  }
  void settled(bool Merged) override;

private:
  bool IsWanted = false;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_ENTRIES_H
