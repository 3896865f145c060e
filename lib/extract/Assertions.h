//===- Assertions.h - what a body asserts of interrupts ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A macro of the contract that asserts, with a test of the interrupt state as
// its argument, or with that state in its name. The test has to decide alone:
//
//   ASSERT(local_irq_is_enabled());                on
//   ASSERT(!in_irq() && local_irq_is_enabled());   on
//   ASSERT(local_irq_is_enabled() || alone);       neither
//   WARN_ON(x && irqs_disabled());                 neither
//   lockdep_assert_irqs_disabled();                off, if it is empty, too
//
// Limits: a test that is no call, and `if (!irqs_disabled()) BUG();`.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_ASSERTIONS_H
#define PVLINT_EXTRACT_ASSERTIONS_H

#include "contract/Contract.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace pvlint::extract {

class Assertions {
public:
  struct Found {
    bool On = false;           ///< what is asserted
    llvm::StringRef Macro;     ///< that does
    clang::SourceLocation Loc; ///< where it is used
    bool Guarded = false;      ///< in a branch or a loop, or behind a call
  };

  Assertions(const clang::SourceManager &SM, const clang::LangOptions &Lang,
             const flow::Contract &C)
      : SM(SM), Lang(Lang), C(C) {}

  /// Looks for all in \p Body.
  void collect(clang::Stmt *Body);

  /// What is asserted where \p E is evaluated.
  const Found *find(const clang::Expr *E) const {
    auto It = At.find(E);
    return It == At.end() ? nullptr : &It->second;
  }

  /// Whether \p S is an assertion by its name alone.
  bool isNamed(const clang::DoStmt *S) const;

private:
  /// A macro of the contract around a location.
  struct Around {
    const flow::Asserted *What = nullptr;
    llvm::StringRef Macro;
    clang::SourceLocation Param; ///< in its body, where the argument goes
  };
  Around around(clang::SourceLocation Loc, bool AsArgument) const;
  void test(const clang::CallExpr *Test, const clang::ParentMap &Parents);
  bool isGuarded(const clang::Stmt *S, const clang::ParentMap &Parents) const;

  clang::SourceLocation FirstCall; ///< of the body, initialisers aside
  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  const flow::Contract &C;
  llvm::DenseMap<const clang::Expr *, Found> At;
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_ASSERTIONS_H
