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
