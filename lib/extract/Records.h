//===- Records.h - what fields are called -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls through a field and stores into it meet under one name, which has to be
// the same in every unit.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_RECORDS_H
#define PVLINT_EXTRACT_RECORDS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <string>

namespace pvlint::extract {

/// "record.field": the tag of the innermost record around the field that has
/// one, or the typedef name of a record without. A record that nobody named is
/// called after its place, "record@file.c:12". Empty for a field without a
/// name.
std::string fieldName(const clang::FieldDecl *Field);

/// The name of \p V without the number that the kernel's __UNIQUE_ID() appends:
/// it counts through the unit, and functions of headers would differ in each.
llvm::StringRef variableName(const clang::VarDecl *V);

/// The same for functions: compiletime_assert() declares one each time.
llvm::StringRef functionName(const clang::FunctionDecl *F);

/// Whether a value of this type is the address of a function, or an array of
/// such.
bool holdsFunction(clang::QualType Type);

/// Whether this is a record that may carry a word beside something else:
/// `struct { struct dev *d; unsigned long flags; }`. By value it is passed as
/// the address of a copy. All other records are no values: a pte_t, say.
bool carriesWord(clang::QualType Type, const clang::ASTContext &Context);

/// \p E without parentheses, casts, subscripts, `*&` and the like: the variable
/// or member whose value it is. All elements of an array are one place.
const clang::Expr *placeCore(const clang::Expr *E);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_RECORDS_H
