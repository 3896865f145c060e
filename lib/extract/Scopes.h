//===- Scopes.h - where the scope of a variable ends ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A guard ends its section where its scope ends, and Clang's CFG says of that
// only which variable it is of. Readers want the line. It is that of the brace,
// also for a path that leaves by a return above it: a scope has one end.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_SCOPES_H
#define PVLINT_EXTRACT_SCOPES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"

namespace pvlint::extract {

/// Where the scopes of the variables that \p Body declares end.
class Scopes {
public:
  explicit Scopes(const clang::Stmt *Body) : Body(Body) {}

  clang::SourceLocation endOf(const clang::VarDecl *V);

private:
  const clang::Stmt *Body;
  /// By variable; filled when the first is asked for.
  llvm::DenseMap<const clang::VarDecl *, clang::SourceLocation> Ends;
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_SCOPES_H
