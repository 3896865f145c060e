//===- Guard.h - a link that may crash --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A link holds a whole program, so it cannot be divided among workers as units
// are. But a crash in it, too, is to cost what it happened in and nothing else.
// So before it opens anything a command goes on in a child process, and waits
// for it. The child notes in shared memory which function it simulates. When it
// crashes there, another one starts at the same place, and leaves that function
// out. Whatever the first one had broken is gone with it.
//
// Limits: when memory runs out it is nobody's fault, and would run out again;
// what has been printed cannot be taken back. Then the command ends, with one
// line that says why.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_GUARD_H
#define PVLINT_BATCH_GUARD_H

#include "output/Failures.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace pvlint::batch {

/// A function that the link is done without.
struct LostFunction {
  unsigned Link; ///< which of the command's, from 1
  std::string Key, Why;
};

/// As units that failed are told.
output::UnitFailures asFailures(llvm::ArrayRef<LostFunction> Lost);

/// Goes on in a child; returns there, and in this process only if there can be
/// none. This process must have no other threads and no open databases. Only
/// the first call does something.
void guardLinks();

/// One more link of this command begins. Returns what it is done without.
std::vector<LostFunction> nextLink();

/// A crash from here on is the command's end.
void endGuard();

} // namespace pvlint::batch

#endif // PVLINT_BATCH_GUARD_H
