//===- Follow.h - which begin goes with which end ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Begins and ends of one key, a variable or a lock, are paired along every path
// of the body; the simulation says what the paths know: whose flags a restore
// takes, whether interrupts stay off in between, and what they were before.
//
// Example: of
//
//     spin_lock_irqsave(&a, flags);  …  if (x) { restore; return; }  …  restore
//
// one begin and two ends are a group. A path that leaves the function between
// them, or comes to an end without a begin, spoils the group.
//
// Limits: paths are those of the body, not only those that can be taken: where
// begin and end hang on the same condition, they do not pair up.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_FOLLOW_H
#define PVLINT_CONVERT_FOLLOW_H

#include "Sites.h"

namespace pvlint::convert {

struct Group {
  llvm::SmallVector<unsigned, 2> Begins, Ends; ///< of the sites
  Reason Against = Reason::None;
  std::string Detail;
};

struct Followed {
  std::vector<Group> Groups;      ///< those with a begin
  std::vector<EntryState> States; ///< of each site, before it
  bool TooLarge = false;
};

/// \p Sites have their keys.
Followed follow(solve::Solver &S, const flow::Function &F,
                llvm::ArrayRef<Site> Sites);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_FOLLOW_H
