//===- Lower.h - one C function to its flow function ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks clang::CFG, whose elements are every sub-expression in the order of
// evaluation, so short-circuits, `?:`, statement expressions, asm goto and
// cleanup-attribute destructors come out as the compiler sees them.
//
// Example: `x->flags = _raw_spin_lock_irqsave(&x->lock);` becomes
//
//     %0 = load x
//     %1 = addr *%0.lock
//     %2 = call @_raw_spin_lock_irqsave(%1) at 12:2 "spin_lock_irqsave"
//     %3 = load x
//     store *%3.flags = %2
//
// Each element gives a few operations on temporaries; where something was
// written by a macro, the operation has the macro's place and name.
//
// Limits: floating point and whole records as values give opaque values, and
// inline assembly is what the contract or lib/x86 make of it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_LOWER_H
#define PVLINT_EXTRACT_LOWER_H

#include "contract/Contract.h"
#include "extract/Locations.h"
#include "extract/PointerFlows.h"
#include "ir/Program.h"
#include "clang/AST/ASTContext.h"
#include <memory>

namespace pvlint::extract {

/// Lowers \p F, which must have a body. Returns null when Clang cannot build a
/// CFG for it; the caller counts that. \p Variables receives which index each
/// local variable has.
std::unique_ptr<flow::Function> lower(const clang::FunctionDecl &F,
                                      clang::ASTContext &Context,
                                      const flow::Contract &C, Locations &Locs,
                                      VariableMap *Variables = nullptr,
                                      bool Probes = false);

/// Whether \p F is written in a header, and not in the main file or in a file
/// that is part of it, such as a .c file it includes.
bool inHeader(const clang::FunctionDecl &F);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_LOWER_H
