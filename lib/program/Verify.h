//===- Verify.h - the contract against what bodies do -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry of the contract stands in for a body that most units do not see. In
// a linked program many of these bodies are there: each is solved and compared
// with its entry, so that the contract cannot drift from the kernel unnoticed.
//
// A body that only calls another primitive is judged by that one's entry.
// Sleeping is compared by reachability alone: that some path of the call graph
// leads to something that sleeps.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_VERIFY_H
#define PVLINT_PROGRAM_VERIFY_H

#include "program/Link.h"

namespace pvlint::solve {

/// From good to bad, but for entries without a body.
enum class Verdict : uint8_t { NoBody, Agrees, CannotTell, Differs };

/// One body of one entry; several functions may have its name, and the contract
/// speaks of all of them.
struct VerifiedBody {
  Verdict Is = Verdict::Agrees;
  llvm::StringRef File; ///< where it is
  uint32_t Line = 0;
  /// Differs: what the entry says, to follow "says that 'f'".
  std::string Says;
  /// Differs: what the body does instead, to follow "its body". CannotTell:
  /// why.
  std::string Does;
};

struct VerifiedEntry {
  llvm::StringRef Name;
  Verdict Is = Verdict::NoBody;     ///< the worst of its bodies
  std::vector<VerifiedBody> Bodies; ///< in order of place
};

/// Every entry for a function, in order of name. \p Program must have been run
/// with LinkOptions::ForContract and \p C.
std::vector<VerifiedEntry> verifyContract(Link &Program,
                                          const flow::Contract &C);

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_VERIFY_H
