//===- CFG.h - of Clang 18, for 16 and 17 -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This folder has what plugins need of Clang and 16 and 17 do not have yet.
// Each header is Clang's own with something added, and is found in its place;
// remove the folder when 17 is no longer built for.
//
// Here: calls of cleanup functions. The older control-flow graph has none, but
// if asked for lifetimes it says where that of each automatic variable ends,
// which is where its cleanup function is called.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_18_CFG_H
#define PVLINT_BEFORE_18_CFG_H

#include_next "clang/Analysis/CFG.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include <vector>

namespace clang {

class CFGCleanupFunction : public CFGLifetimeEnds {
public:
  const FunctionDecl *getFunctionDecl() const {
    return getVarDecl()->getAttr<CleanupAttr>()->getFunctionDecl();
  }

private:
  friend class CFGElement;

  CFGCleanupFunction() : CFGLifetimeEnds(nullptr, nullptr) {}

  static bool isKind(const CFGElement &E) {
    const auto Ends = E.getAs<CFGLifetimeEnds>();
    return Ends && Ends->getVarDecl()->hasAttr<CleanupAttr>();
  }
};

} // namespace clang

namespace pvlint::before18 {

/// While there is one of these, only variables of \p F with a cleanup function
/// are automatic; the others say that they are static.
///
/// Clang does not expect a jump into a scope that has lifetimes in it, and
/// crashes at one that goes backwards. C allows it where no variable has a
/// cleanup function. So the others must have no lifetime, and there is no
/// other way to tell Clang.
class OnlyCleanupsAreAutomatic {
public:
  explicit OnlyCleanupsAreAutomatic(const clang::FunctionDecl &F) {
    for (clang::Decl *D : F.decls())
      if (auto *V = clang::dyn_cast<clang::VarDecl>(D);
          V && V->hasLocalStorage() && !clang::isa<clang::ParmVarDecl>(V) &&
          !V->hasAttr<clang::CleanupAttr>()) {
        Others.emplace_back(V, V->getStorageClass());
        V->setStorageClass(clang::SC_Static);
      }
  }
  ~OnlyCleanupsAreAutomatic() {
    for (const auto &[V, Class] : Others)
      V->setStorageClass(Class);
  }
  OnlyCleanupsAreAutomatic(const OnlyCleanupsAreAutomatic &) = delete;
  void operator=(const OnlyCleanupsAreAutomatic &) = delete;

private:
  std::vector<std::pair<clang::VarDecl *, clang::StorageClass>> Others;
};

} // namespace pvlint::before18

#endif // PVLINT_BEFORE_18_CFG_H
