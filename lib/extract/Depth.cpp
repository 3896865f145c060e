//===- Depth.cpp - how deep statements are in each other ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Depth.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::extract {

bool nestsTooDeep(const clang::Stmt *S) {
  llvm::SmallVector<std::pair<const clang::Stmt *, unsigned>, 64> Work;
  Work.emplace_back(S, 1);
  while (!Work.empty()) {
    const auto [Next, Depth] = Work.pop_back_val();
    if (!Next)
      continue;
    if (Depth > MaxNesting)
      return true;
    for (const clang::Stmt *Child : Next->children())
      Work.emplace_back(Child, Depth + 1);
  }
  return false;
}

} // namespace pvlint::extract
