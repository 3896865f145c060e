//===- Beliefs.h - what is believed beyond what is seen ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One unit is analysed without its callers, so whatever they may do is told as
// it is. In a linked program callers are judged where they are, and a summary
// that is only a guess would reach everything: where a path has lost the truth,
// the function is believed to leave interrupts as it found them.
//
// Each belief is a short paragraph, and one row of docs/contract.md. The
// simulator asks for a belief by its name, never for the kind of analysis.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_BELIEFS_H
#define PVLINT_ENGINE_BELIEFS_H

namespace pvlint::solve {

struct Beliefs {
  /// A test of the state at entry tells which callers a path is for; it does
  /// not settle how the function was entered. Those callers are judged where
  /// they are.
  bool EntryTestsNameCallers = false;
  /// What a callee found out about the state at entry is told by its rows, and
  /// is no condition for its callers.
  bool EntryTestsStayInside = false;
  /// A function that disables and enables by itself leaves interrupts as it
  /// found them; who calls it with them off is judged apart.
  bool PairsKeepEntry = false;
  /// So does one that enables what its caller had disabled, and disables again.
  bool ReopeningsKeepEntry = false;
  /// What a path ends with is what it found, if a test at entry said the same.
  bool TestedEntryIsKept = false;
  /// A sleep in a section that nothing was seen to close is followed by its
  /// close.
  bool SleepsEndBalanced = false;
  /// What seems to change interrupts through more than
  /// Simulator::MaxEffectDepth calls has lost a correlation on the way.
  bool DeepEffectsAreBalanced = false;
  /// A word that was lost from sight is restored, or was; no caller could do
  /// it.
  bool LostWordsAreRestored = false;
  /// Of a section that is closed on one way out and open on another, where no
  /// caller could tell the two apart, both are closed.
  bool UnequalHalvesAreClosed = false;
  /// A callee sleeps only if its sleep is in the same file or a header, called
  /// by name or through a pointer.
  bool SleepsStayInFile = false;
  /// Words among parameters are followed only where a call passes one.
  bool WordsOnDemand = false;
  /// A neutral function may store to fresh records what its flow leaves out.
  bool NeutralMayStore = false;
  /// While the system starts, interrupts are off whatever is called.
  bool StartIsOff = false;

  /// For one translation unit: callers are out of sight.
  static constexpr Beliefs ofUnit() { return {}; }
  /// For a linked program: callers are judged where they are.
  static constexpr Beliefs ofProgram() {
    return {true, true, true, true, true, true, true,
            true, true, true, true, true, true};
  }
};

// A new belief needs its value in ofProgram().
static_assert(sizeof(Beliefs) == 13, "see ofProgram()");

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_BELIEFS_H
