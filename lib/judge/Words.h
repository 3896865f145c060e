//===- Words.h - whether what is restored is the word saved -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clauses C4 (it is a word, whole, unchanged, of the restore's family, and not
// restored before) and C7 (it was never held in a narrower type). The engine
// finds out what a value is (engine/Words.h); this records what is wrong.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_WORDS_H
#define PVLINT_JUDGE_WORDS_H

#include "Judge.h"

namespace pvlint::solve {

class WordJudge : public Judge {
public:
  using Judge::Judge;

  /// Judges the restore \p At of \p Use.Word, which is \p M. True if it is not
  /// a word as some save returned it, so that the restore needs no other judge.
  /// \p Guarded: a callee restores it on some of its paths only.
  bool judge(const State &S, const WordUse &Use, const WordMatch &M,
             const Event *At, bool Guarded);
  /// A word is tested for "off".
  void tests(const flow::Op &O, const flow::Primitive &P, const Expr *Word,
             const State &S) override;
  /// `word & X86_EFLAGS_IF`, where the word may have lost the bit.
  void masks(const Expr *Word, uint64_t Mask, const flow::Op &At,
             const State &S) override;

private:
  void observeCut(const Expr *Word, const Event *At, bool IsTest);
  void observeNarrowHolder(const Expr *Value, const Event *At,
                           const flow::Operand &From);
  bool hasLiveWord(const State &S, const EventOp &At) const;
  bool givesUpWord(const State &S, const WordUse &Use, const WordMatch &M,
                   const Event *At) const;
  void observeNotSaved(const State &S, const WordUse &Use, const Event *At);
  void leaveToCaller(const WordUse &Use, const Expr *Value, const Event *At);
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_WORDS_H
