//===- Run.h - all ways through a piece of code -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows code from one instruction to the next until nothing changes. States
// that meet are joined, so a loop is left when a round adds nothing.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_RUN_H
#define PVLINT_X86_RUN_H

#include "x86/Interpreter.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace pvlint::x86 {

/// A way to leave the code, with all that lead there joined.
struct Ending {
  State S;
  Outcome::Kind How = Outcome::Return; ///< Return, TailCall or End
};

using Listener = llvm::function_ref<void(const Instruction &, const Outcome &)>;

/// All endings of \p C, started at \p Address in \p Start. \p Look hears of
/// each step. Nothing when there are too many steps.
std::optional<std::vector<Ending>> run(const Code &C, uint64_t Address,
                                       const State &Start,
                                       const Interpreter &Processor,
                                       Listener Look);

} // namespace pvlint::x86

#endif // PVLINT_X86_RUN_H
