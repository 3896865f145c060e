//===- LineStates.h - what interrupts are, line by line ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interrupt state of each line of a function, over all its paths: before
// the line and behind it. A probe goes before the first operation that a block
// has on a line, and behind the last one; the function is solved once more, and
// what the probes hear is put together by line. So
//
//     spin_lock_irqsave(&l, flags);    caller's -> disabled
//     n++;                             disabled
//
// Limits: a line without an operation, such as a brace, has no state of its
// own. What runs at the end of a scope is written where its variable is
// declared, and belongs to no line.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_LINESTATES_H
#define PVLINT_ENGINE_LINESTATES_H

#include "engine/Solver.h"
#include <optional>
#include <string>
#include <vector>

namespace pvlint::solve {

/// What interrupts can be at a place; a set of these bits. Empty: no path gets
/// there.
enum IrqSet : uint8_t {
  CallersIrqs = 1, ///< as the caller of the function had them
  DisabledIrqs = 2,
  EnabledIrqs = 4,
  UnknownIrqs = 8, ///< as a value says that is not known
};

/// "caller's", "disabled or enabled", "any of them", "not reached".
std::string irqWords(uint8_t Set);

struct LineState {
  uint32_t Line = 0;
  uint8_t Before = 0, After = 0; ///< of IrqSet
};

/// The lines of a function that do something.
struct FunctionStates {
  std::string Function;
  uint32_t File = 0;
  std::vector<LineState> Lines; ///< in order
};

/// Nothing when \p F is too large to be followed.
std::optional<FunctionStates> lineStates(Solver &S, const flow::Function &F);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_LINESTATES_H
