//===- Costs.h - what functions cost to solve -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the time of a link goes, by function, for --stats. Nothing is decided
// by it: the same program has the same findings however long it takes.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_COSTS_H
#define PVLINT_ENGINE_COSTS_H

#include "llvm/ADT/StringMap.h"
#include <vector>

namespace pvlint::solve {

/// What one function cost, all its simulations together.
struct Cost {
  unsigned Simulations = 0;
  uint64_t Steps = 0;  ///< operations, once for each state
  unsigned States = 0; ///< the most at one block
  unsigned Rows = 0;   ///< of its summary, as it was made last
  unsigned Writes = 0; ///< of these rows, the most
  double Seconds = 0;  ///< with callees that were asked for meanwhile
};

class Costs {
public:
  Cost &of(llvm::StringRef Function) { return ByName[Function]; }
  /// The \p Count that took longest, the longest first.
  std::vector<std::pair<llvm::StringRef, Cost>> dearest(size_t Count) const;

private:
  llvm::StringMap<Cost> ByName;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_COSTS_H
