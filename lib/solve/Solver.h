//===- Solver.h - summaries and observations of a program -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Solves functions bottom-up, callees before callers. Within a function:
// property simulation over the sliced flow program, path-sensitive in what
// decides the interrupt state and the live words. Between functions: summaries.
//
// The same solver serves one translation unit and, fed with more functions, a
// linked program.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SOLVE_SOLVER_H
#define PVLINT_SOLVE_SOLVER_H

#include "solve/Observation.h"
#include "solve/Summary.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <memory>

namespace pvlint::solve {

class FunctionSolver;

/// Why a function that does nothing to interrupts is wanted after all.
enum class DemandKind : uint8_t {
  None,
  Value, ///< a decision hangs on its result: worth it for small functions
  Word,  ///< it is handed a saved word
};

class Solver {
public:
  /// Gives a function whose summary is not known; null when it has no body
  /// here, or is too big for the reason given.
  using Demand = std::function<std::unique_ptr<flow::Function>(
      llvm::StringRef Name, DemandKind Why)>;

  explicit Solver(const flow::Contract &C, Demand OnDemand = nullptr);
  ~Solver();

  /// Solves one strongly connected component of the call graph. Callees outside
  /// it must have been solved, or are unknown and neutral.
  void solve(std::vector<std::unique_ptr<flow::Function>> Component);

  /// Call when all functions are solved: settles who can call what.
  void finish();

  /// Whether a call of \p Name can be dropped; also for unknown functions.
  bool isNeutral(llvm::StringRef Name) const;
  bool isKnown(llvm::StringRef Name) const { return find(Name) != nullptr; }

  const Observations &observations() const { return Seen; }
  ExprPool &pool() { return Pool; }

private:
  friend class FunctionSolver;

  struct Solved {
    std::unique_ptr<flow::Function> Original; ///< until it is sliced for good
    std::unique_ptr<flow::Function> Sliced;
    Summary S;
    bool Done = false;
    bool Neutral = false;
    bool HasReturn = false; ///< the summary follows the returned value
    DemandKind Why = DemandKind::None;
  };

  Solved *find(llvm::StringRef Name) const;
  const Summary *summaryForCall(llvm::StringRef Name, DemandKind Why);
  void simulate(Solved &Entry, bool KeepReturn, bool Final);

  // Observations are merged by place, so that one mistake is one report.
  unsigned observe(RestoreObservation O);
  void observe(ReadObservation O);
  void observe(ClobberObservation O);
  void observe(UninitObservation O);

  const flow::Contract &C;
  DemandKind Demanding = DemandKind::None;
  Demand OnDemand;
  ExprPool Pool;
  llvm::StringMap<std::unique_ptr<Solved>> Known;
  std::vector<Solved *> Order;
  /// Names of fields that some function stores a word to.
  llvm::StringSet<> WordFields;
  llvm::StringMap<DemandKind> Refused; ///< demanded and not available
  Observations Seen;
  /// Sliced functions that were replaced; events still point into them.
  std::vector<std::unique_ptr<flow::Function>> Retired;
};

} // namespace pvlint::solve

#endif // PVLINT_SOLVE_SOLVER_H
