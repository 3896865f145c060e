//===- Exits.h - ways to return with interrupts not as they were *- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_EXITS_H
#define PVLINT_JUDGE_EXITS_H

#include "Judge.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

/// A way to return, as seen on one path: before rows with the same effect are
/// merged, and before details that a caller cannot use are dropped.
struct Exit {
  Row Is;
  flow::Range At;
  bool Off = false;  ///< in a section that began in this function
  bool Lost = false; ///< and nothing holds its word
  bool HasSlept = false;
  /// Interrupts are on because a sleep in the section turned them on.
  bool OnBySleep = false;
  /// The word is in a field of an object, and nowhere else that outlives this.
  bool IsInObject = false;
  const Event *Section = nullptr;
  const Expr *Word = nullptr;
  const Cell *Holder = nullptr; ///< of the word
  const Expr *GivenTo =
      nullptr; ///< the caller's pointer that it was put behind
  const Resave *Second = nullptr;
  const Event *EnabledCaller = nullptr;
  const Trail *Way = nullptr;
  /// Fields of the record that is returned, and whether they are zero: a guard
  /// whose lock was not taken has none.
  llvm::SmallVector<std::pair<const Cell *, bool>, 1> Returned;
};

/// Collects the ways to return.
class ExitCollector : public Listener {
public:
  /// Returns of a function that are checked for open sections.
  static constexpr unsigned MaxExits = 64;

  ExitCollector(ExprPool &Pool, const flow::Function &F) : Pool(Pool), F(F) {}

  void endsSection(const State &S) override;
  void returns(const Row &R, const flow::Range &At, const State &S) override;

  std::vector<Exit> Exits;
  llvm::DenseSet<const Event *> Closed; ///< sections that some path closes
  /// Unlocks, and calls that may unlock, on paths that close a section. Only
  /// if calls are traced.
  llvm::DenseSet<const Event *> Passed;

private:
  ExprPool &Pool;
  const flow::Function &F;
};

/// Clause C6: each path that saved and disabled restores, or hands the word
/// out.
class ExitJudge : public Judge {
public:
  explicit ExitJudge(Bench &B) : Judge(B), Here(B.Sc.Pool, B.Sc.F) {}

  void endsSection(const State &S) override { Here.endsSection(S); }
  void returns(const Row &R, const flow::Range &At, const State &S) override;
  void settled(bool Merged) override;
  /// A callee returns with interrupts off that were not.
  void due(const DueObligation &D);

private:
  void judgeDropped(const Row &R, const flow::Range &At, const State &S);
  void judge(const Exit &E, const ExitCollector &Traced);
  void judgeEnable(const Exit &E, const Trail *Way);

  ExitCollector Here;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_EXITS_H
