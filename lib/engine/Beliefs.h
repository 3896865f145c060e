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
  /// A test of the state at entry says which callers a path is for; it does not
  /// settle how the function was entered. Those callers are judged where they
  /// are.
  bool EntryTestsNameCallers = false;
  /// What a callee found out about the state at entry is in its rows, and is
  /// not a condition for its callers.
  bool EntryTestsStayInside = false;
  /// A function that disables and enables without saving leaves interrupts as
  /// it found them; callers that have them disabled are judged separately.
  bool PairsKeepEntry = false;
  /// So does one that enables what its caller had disabled, and disables again.
  bool ReopeningsKeepEntry = false;
  /// If a test at entry found the state that a path ends with, the path leaves
  /// it unchanged.
  bool TestedEntryIsKept = false;
  /// A section that contains a sleep and was not seen to be closed is closed
  /// after it.
  bool SleepsEndBalanced = false;
  /// An effect on interrupts that comes through more than
  /// Simulator::MaxEffectDepth calls is due to a lost correlation, and so is a
  /// word that comes to memory through more than Simulator::MaxWordDepth.
  bool DeepEffectsAreBalanced = false;
  /// A word that pvlint lost track of is restored; no caller could do it.
  bool LostWordsAreRestored = false;
  /// If a section is closed at one return and open at another, and no caller
  /// could tell which, both are taken as closed.
  bool UnequalHalvesAreClosed = false;
  /// A callee sleeps only if the sleep is in the same file or a header, called
  /// by name or through a pointer.
  bool SleepsStayInFile = false;
  /// Words in parameters are followed only if some call passes one.
  bool WordsOnDemand = false;
  /// A neutral function may store to fresh records even if its sliced body does
  /// not show it.
  bool NeutralMayStore = false;
  /// While the system boots, interrupts are disabled whatever is called.
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
