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
// begin and end depend on the same condition, they do not pair up. A callee in
// another file is believed to leave interrupts disabled.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_FOLLOW_H
#define PVLINT_CONVERT_FOLLOW_H

#include "Sites.h"
#include "llvm/ADT/StringSet.h"

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

/// The functions of \p Unit that turn interrupts on, or call one of them by
/// name, be it on some path only, and off again behind it. Those that restore
/// flags do not count.
llvm::StringSet<> enablingFunctions(const solve::Solver &S,
                                    const flow::Program &Unit);

/// \p Sites have their keys. A call of one of \p Enabling opens a section.
Followed follow(solve::Solver &S, const flow::Function &F,
                llvm::ArrayRef<Site> Sites, const llvm::StringSet<> &Enabling);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_FOLLOW_H
