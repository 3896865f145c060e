//===- LinkResult.h - what a link found out, as a value ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that is reported about a program, without the program: it depends
// on the flow files and the contract only, not on levels, rules or formats.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_LINKRESULT_H
#define PVLINT_OUTPUT_LINKRESULT_H

#include "checks/Finding.h"
#include "engine/Costs.h"
#include "engine/Tally.h"
#include "report/Result.h"

namespace pvlint::output {

struct LinkResult {
  /// Names of the program's files, which locations point into.
  std::vector<std::string> Files;
  /// Of all checks and levels, in the order of rules::findingsOf(). No rule was
  /// applied yet.
  std::vector<checks::Finding> Findings;
  /// Damage and ambiguities, one line each.
  std::vector<std::string> Problems;
  solve::Tally Count;
  uint64_t Functions = 0, Solved = 0, Calls = 0, Sites = 0;
  uint64_t Candidates = 0, FarCandidates = 0, TooManyTargets = 0;
  double Seconds = 0; ///< that the link took
  /// The functions that took longest.
  std::vector<std::pair<std::string, solve::Cost>> Dearest;
  /// As report::Results::Census; empty if nobody asked for it.
  std::string Census;
  /// Of the functions that findings lead through.
  std::vector<report::StateBar> States;

  report::Place placeOf(flow::Location L) const {
    if (!L.isValid() || L.File >= Files.size())
      return {};
    return {Files[L.File], L.Line, L.Col};
  }
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_LINKRESULT_H
