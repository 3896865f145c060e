//===- Dump.h - states and summaries for people -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a debugger, a failing test and `--print-states` print. One line for a
// thing that has no parts, no addresses, the same in every run.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_DUMP_H
#define PVLINT_ENGINE_DUMP_H

#include "engine/Summary.h"
#include <string>

namespace pvlint::solve {

/// "entry", "word(save@12)", "flags & 512".
std::string describe(const Expr *E);
/// "spin_lock_irqsave@12", "f@30 > local_irq_enable@7" for a call and what
/// happened inside.
std::string describe(const Event *E);
/// "flags", "p->lock.flags"; \p F names variables when it is given.
std::string describe(const Cell *C, const flow::Function *F = nullptr);
std::string describe(const Fact &F);

void dump(const Facts &Path, llvm::raw_ostream &OS);
void dump(const State &S, const ExprPool &Pool, const flow::Function &F,
          llvm::raw_ostream &OS);
void dump(const Row &R, llvm::raw_ostream &OS);
void dump(const Obligation &O, llvm::raw_ostream &OS);
void dump(const Summary &S, llvm::raw_ostream &OS);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_DUMP_H
