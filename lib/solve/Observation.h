//===- Observation.h - facts for the checks ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the solver saw, without judgement: the checks decide what is a finding
// and how bad it is.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SOLVE_OBSERVATION_H
#define PVLINT_SOLVE_OBSERVATION_H

#include "solve/Expr.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

/// A restore that ran, or may have run, with interrupts on. States are those of
/// the contract's verdict table: current state first, the word's second.
struct RestoreObservation {
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
  /// Conditions on the way from the save, in order, and whether they were true.
  std::vector<std::pair<flow::Range, bool>> Branches;
  bool Guess = false; ///< sleeps only if the caller's gfp flags say so
  /// OnEntry: who calls the function.
  bool CallerOn = false; ///< a caller has interrupts on
  bool CallersUnknown = false;
  const Event *CallerOff = nullptr; ///< chain of calls from a caller that has
                                    ///< interrupts off
  const Event *CallerOffEvent = nullptr; ///< what turned them off there
};

enum class ReadKind : uint8_t { Branch, Switch, Print, Index, Store, Call };

/// The outcome of something hangs on undefined bits of a saved word.
struct ReadObservation {
  ReadKind K = ReadKind::Branch;
  const Event *Read = nullptr;
  const Expr *Value = nullptr; ///< what is looked at; Value->Source is the word
  const flow::Op *WordLoad = nullptr; ///< loads the word, when it is in sight
};

/// A saved word that was needed is overwritten by another save.
struct ClobberObservation {
  const Event *Save = nullptr; ///< the second save
  const Event *Lost = nullptr; ///< the first
  std::string Variable;
};

/// A word that no save ever wrote is restored.
struct UninitObservation {
  const Event *Restore = nullptr;
  std::string Variable;
};

/// What was given up or assumed, with a count; see docs/contract.md.
struct Tally {
  unsigned UnknownIndirectCalls = 0; ///< taken as neutral
  unsigned TooManyStates = 0;        ///< functions where states were merged
  unsigned TooLong = 0;              ///< functions taken as neutral
  unsigned Functions = 0;            ///< solved
  unsigned RestoreSites = 0;
};

struct Observations {
  std::vector<RestoreObservation> Restores;
  std::vector<ReadObservation> Reads;
  std::vector<ClobberObservation> Clobbers;
  std::vector<UninitObservation> Uninits;
  /// Saves whose word some restore takes.
  llvm::DenseSet<const Event *> Restored;
  Tally Count;
  std::vector<std::string> GivenUp; ///< functions of Tally::TooLong
};

} // namespace pvlint::solve

#endif // PVLINT_SOLVE_OBSERVATION_H
