//===- Driver.h - the order of an analysis ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that says what is done after what. A unit and a flow text are
// solved bottom-up, once; a linked program until its summaries agree, and then
// it is asked who calls what in which state. Both are lists of steps in
// Driver.cpp, which share what is the same: what is said of functions is known
// before any is solved, and the functions that fill the paravirt ops are judged
// when all others are.
//
// The contract is given: it is part of the solver. Findings come afterwards,
// from the observations (checks::runChecks).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_DRIVER_H
#define PVLINT_PROGRAM_DRIVER_H

#include "judge/Judges.h"
#include "program/UnitEntries.h"
#include <atomic>

namespace pvlint::solve {

/// The steps that only a linked program takes.
class ProgramSteps {
public:
  virtual ~ProgramSteps() = default;
  /// Summaries of all functions that matter, until they agree.
  virtual void summarise() = 0;
  /// What happens in each of them, and the states in which calls are made.
  virtual void observe() = 0;
  /// Who is entered with interrupts off, and who with them on.
  virtual void findContexts() = 0;
  /// Looks again at those for which that makes a difference.
  virtual void verifyEntries() = 0;
  /// What no caller in the program has judged.
  virtual void settleCallers() = 0;
};

struct DriverOptions {
  /// Leave when it is set: nobody wants the result any more.
  const std::atomic<bool> *Cancelled = nullptr;
  /// What solving took is added to it, without the making of bodies.
  double *SolveSeconds = nullptr;
};

class Driver {
public:
  /// \p S was made for \p Source, and \p J is its audience.
  Driver(BodySource &Source, Solver &S, Judges &J, DriverOptions Options = {})
      : Source(Source), TheSolver(S), TheJudges(J), Options(Options) {}

  /// False when it was cancelled.
  bool runUnit();
  void runProgram(ProgramSteps &Steps);
  /// Summaries alone, of a program whose bodies are held against a contract.
  void summariseProgram(ProgramSteps &Steps);

  /// What annotations say against each other, one line each.
  const std::vector<std::string> &contradictions() const {
    return Contradictions;
  }

private:
  enum class Step : uint8_t;
  bool run(llvm::ArrayRef<Step> Order, ProgramSteps *Steps);
  bool take(Step Next, ProgramSteps *Steps);

  void findNativePlaces();
  void readAnnotations();
  bool solveBottomUp();
  bool matters(llvm::ArrayRef<uint32_t> Component) const;
  void judgeImplementations();

  BodySource &Source;
  Solver &TheSolver;
  Judges &TheJudges;
  const DriverOptions Options;
  std::unique_ptr<UnitEntries> Entries; ///< of one unit
  std::vector<InstalledFunction> Installed;
  std::vector<std::string> Contradictions;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_DRIVER_H
