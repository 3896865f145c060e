//===- Costs.cpp - what functions cost to solve ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Costs.h"
#include <algorithm>

namespace pvlint::solve {

std::vector<std::pair<llvm::StringRef, Cost>>
Costs::dearest(size_t Count) const {
  std::vector<std::pair<llvm::StringRef, Cost>> All;
  for (const auto &Entry : ByName)
    All.emplace_back(Entry.first(), Entry.second);
  Count = std::min(Count, All.size());
  std::partial_sort(All.begin(), All.begin() + Count, All.end(),
                    [](const auto &A, const auto &B) {
                      return std::tuple(-A.second.Seconds, A.first) <
                             std::tuple(-B.second.Seconds, B.first);
                    });
  All.resize(Count);
  return All;
}

} // namespace pvlint::solve
