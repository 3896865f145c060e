//===- Scopes.cpp - where the scope of a variable ends --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Scopes.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace pvlint::extract {

SourceLocation Scopes::endOf(const VarDecl *V) {
  if (Ends.empty()) {
    llvm::SmallVector<std::pair<const Stmt *, SourceLocation>, 64> Work = {
        {Body, Body->getEndLoc()}};
    while (!Work.empty()) {
      auto [S, End] = Work.pop_back_val();
      if (!S)
        continue;
      if (const auto *D = dyn_cast<DeclStmt>(S)) {
        for (const Decl *Each : D->decls())
          if (const auto *Declared = dyn_cast<VarDecl>(Each))
            Ends[Declared] = End;
      } else if (isa<CompoundStmt, ForStmt, WhileStmt, IfStmt, SwitchStmt>(S)) {
        End = S->getEndLoc();
      }
      for (const Stmt *Child : S->children())
        Work.emplace_back(Child, End);
    }
  }
  return Ends.lookup(V);
}

} // namespace pvlint::extract
