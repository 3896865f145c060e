//===- Census.h - the census of restore sites, as text and JSON -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_CENSUS_H
#define PVLINT_REPORT_CENSUS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pvlint::report {

/// The verdicts, by the words of the index, in the order of the columns.
constexpr llvm::StringLiteral CensusVerdicts[] = {"proven", "no-op", "needs",
                                                  "unknown"};
/// Why a verdict is "unknown".
constexpr llvm::StringLiteral CensusReasons[] = {
    "unknown-word", "unknown-state", "no-caller", "too-complex"};

/// What --list takes for restores that are no sites.
constexpr llvm::StringLiteral LeftOut = "left-out";

struct CensusSite {
  std::string File;
  uint32_t Line = 0, Col = 0;
  std::string Function, Spelling;
  std::string Verdict; ///< of CensusVerdicts; of what is left out, LeftOut
  std::string Reason;  ///< why it is unknown, or left out; else empty
};

enum class CensusBy : uint8_t { Subsystem, File, Function };

/// Which sites are listed one by one: none when Verdict is empty, all when it
/// is "all", and for LeftOut the restores that are none.
struct CensusList {
  std::string Verdict, Reason;

  bool has(const CensusSite &S) const;
};

struct Census {
  std::vector<CensusSite> Sites; ///< by place
  /// Restores that somebody wrote, and that were not judged. By place.
  std::vector<CensusSite> LeftOut;
  int64_t Units = 0, Functions = 0;
  std::string Contract, Input; ///< the contract's name, the input's digest
  /// What the numbers assume, in words, with a count.
  std::vector<std::pair<std::string, int64_t>> Assumptions;
};

struct CensusOptions {
  CensusBy By = CensusBy::Subsystem;
  unsigned Depth = 0; ///< folders of a subsystem's name; 0: as is customary
  CensusList List;
};

/// The part of a kernel that \p Path belongs to: its first \p Depth folders, or
/// for 0 the first two below those that hold many (drivers, fs, arch, ...) and
/// one elsewhere.
llvm::StringRef subsystem(llvm::StringRef Path, unsigned Depth);

/// Sites by verdict.
struct CensusRow {
  std::array<uint64_t, 4> Count{};

  uint64_t sum() const { return Count[0] + Count[1] + Count[2] + Count[3]; }
  void add(const CensusSite &S);
};

/// By the names of \p O.By, sorted.
std::map<std::string, CensusRow> groupSites(const Census &C,
                                            const CensusOptions &O);

/// Tables; only the list when there is one. Lines of the list are
/// `file:line:col: in function: verdict (reason)`.
void printCensus(const Census &C, const CensusOptions &O,
                 llvm::raw_ostream &OS);

/// docs/census.md describes the form. The list is left out when there is none.
void printCensusJson(const Census &C, const CensusOptions &O,
                     llvm::raw_ostream &OS);

} // namespace pvlint::report

#endif // PVLINT_REPORT_CENSUS_H
