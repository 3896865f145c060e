//===- Chains.h - from one function to another by calls ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_CHAINS_H
#define PVLINT_INDEX_CHAINS_H

#include "index/Reader.h"

namespace pvlint::index {

/// Calls from a function down to another, each by the shortest way.
struct Chain {
  std::vector<CallInfo> Calls; ///< may be empty: First is the last too
  uint32_t First = 0;
  /// callersOff: why interrupts are off in First. mayEnable: what turns them on
  /// in the last. What it is, or what First is ("a hard interrupt handler").
  std::optional<EventInfo> Event;
  std::string Why;
};

struct Chains {
  std::vector<Chain> Shown; ///< shortest first, then by place
  uint64_t Total = 0;
};

/// Who enters \p F with interrupts off: one chain for each call that is made
/// with them off, or function that is entered so, and from which calls in that
/// state lead to \p F.
Chains callersOff(Reader &R, uint32_t F, uint64_t Limit);

/// What may turn interrupts on, for however long, from entering \p F until it
/// returns: one chain for each function that does.
Chains mayEnable(Reader &R, uint32_t F, uint64_t Limit);

/// "a() [file:line: what] -> b() -> c()".
std::string describe(Reader &R, const Chain &C, bool EventAtEnd);

} // namespace pvlint::index

#endif // PVLINT_INDEX_CHAINS_H
