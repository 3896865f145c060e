//===- Marks.h - find comments that speak to pvlint ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Suppressions are decided without Clang, in rules/Suppression.cpp. Here
// comments are found, in the unit's file and in its headers, and the statement
// that each of them is about.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_MARKS_H
#define PVLINT_EXTRACT_MARKS_H

#include "extract/Locations.h"
#include "ir/Mark.h"
#include "clang/AST/ASTContext.h"

namespace pvlint::extract {

/// All marks in the files that \p Context was parsed from, in order of place.
/// \p IsClosed says whether all that a function does is in sight; without it,
/// nothing is closed. With a precompiled preamble, \p Declarations are those at
/// file level, and \p InPreamble the files in it that have marks.
std::vector<flow::Mark>
findMarks(const clang::ASTContext &Context, Locations &Locs,
          llvm::function_ref<bool(const clang::FunctionDecl &)> IsClosed,
          const std::vector<const clang::Decl *> *Declarations = nullptr,
          llvm::ArrayRef<std::string> InPreamble = {});

/// The names of the files that \p SM has read itself and that have marks.
std::vector<std::string> filesWithMarks(const clang::SourceManager &SM);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_MARKS_H
