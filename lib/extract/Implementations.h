//===- Implementations.h - who fills the paravirt ops ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member that the contract knows, such as pv_irq_ops.save_fl, is filled in
// tables ("static const struct pv_irq_ops xen_irq_ops = { ... }") and by
// assignments, at times inside a record of its own (struct
// paravirt_callee_save) and through a thunk in assembly that saves registers
// around the call. What is found is told as a flow of the function's address
// into the field, by the name that the contract has for it.
//
// Limits: a table that is filled through a pointer to the member, or by
// copying another table's field, is not seen.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_IMPLEMENTATIONS_H
#define PVLINT_EXTRACT_IMPLEMENTATIONS_H

#include "contract/Contract.h"
#include "ir/Program.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::extract {

class Implementations {
public:
  explicit Implementations(const flow::Contract &C) : C(C) {}

  /// Anything at the top level of a unit but functions: variables with
  /// initialisers, and asm.
  void declaration(const clang::Decl &D);
  /// The assignments in the body of \p F.
  void body(const clang::FunctionDecl &F);

  /// From functions to fields. The object is the table.
  std::vector<flow::PointerFlow> flows() const;

private:
  using Names = llvm::SmallVector<std::string, 3>;

  const flow::Contract &C;
  std::vector<flow::PointerFlow> Found;
  llvm::StringMap<std::string> Thunks; ///< label -> function

  void walk(const clang::Stmt *S, llvm::StringRef In);
  void assign(const clang::Expr *To, const clang::Expr *From,
              llvm::StringRef In);
  void initialise(clang::QualType Type, const clang::Expr *Init,
                  const Names &Places, llvm::StringRef Object);
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_IMPLEMENTATIONS_H
