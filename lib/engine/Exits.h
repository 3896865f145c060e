//===- Exits.h - ways to return, as paths have them -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Exits.cpp judges: each way to return before rows of equal effect are
// made one, and before a caller is spared what it can do nothing about.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_EXITS_H
#define PVLINT_ENGINE_EXITS_H

#include "engine/Summary.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

struct Exit {
  Row Is;
  flow::Range At;
  bool Off = false;  ///< in a section that began in this function
  bool Lost = false; ///< whose word nobody has
  const Event *Section = nullptr;
  const Expr *Word = nullptr;
  const Cell *Holder = nullptr; ///< of the word
  const Resave *Second = nullptr;
  const Event *EnabledCaller = nullptr;
  const Trail *Way = nullptr;
};

/// What a simulation tells that keeps all calls.
struct Traces {
  std::vector<Exit> Exits;
  /// Unlocks, and calls that may be some, on paths that close a section.
  llvm::DenseSet<const Event *> Passed;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_EXITS_H
