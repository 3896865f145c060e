//===- PointerFlows.h - where addresses of functions go ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flow-insensitive reading of initialisers, assignments, arguments and
// returns. What is followed are values of function pointer type, and functions
// named where a `void *` or an integer is expected. Copies of whole records are
// not followed: their fields keep their names.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_POINTERFLOWS_H
#define PVLINT_EXTRACT_POINTERFLOWS_H

#include "ir/Program.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::extract {

/// Local variables of a lowered function: index into Function::Vars.
using VariableMap = llvm::DenseMap<const clang::VarDecl *, uint32_t>;

/// Collects what one function, or the initialisers of one file, say.
class PointerFlows {
public:
  /// At file scope.
  PointerFlows() = default;
  /// In \p F. Variables that are not in \p Variables are only mentioned in
  /// code that never runs.
  PointerFlows(const clang::FunctionDecl &F, const VariableMap &Variables)
      : F(&F), Variables(&Variables) {}
  /// In \p F, whose local variables are not told apart.
  explicit PointerFlows(const clang::FunctionDecl &F) : F(&F) {}

  /// The body of the function.
  void body();
  /// The initialiser of a variable.
  void variable(const clang::VarDecl *V);

  /// Each flow once, in order of the source.
  std::vector<flow::PointerFlow> Flows;
  /// Functions named other than to call them, each once, in order.
  std::vector<std::string> AddressTaken;

private:
  using Nodes = llvm::SmallVector<flow::PointerNode, 2>;

  const clang::FunctionDecl *F = nullptr;
  const VariableMap *Variables = nullptr;
  std::string Object; ///< what is being initialised
  unsigned Block = 0; ///< of statements; those of a function are numbered
  unsigned NumBlocks = 0;
  llvm::StringSet<> Seen, SeenAddresses;
  /// By the tag of a record: the one enumerator that calls with a pointer to
  /// such a record pass; empty if there are several.
  llvm::StringMap<std::string> Modes;

  void walk(const clang::Stmt *S);
  void call(const clang::CallExpr *Call);
  void noteModes(const clang::CallExpr *Call,
                 const clang::EnumConstantDecl *Mode);
  void addModes();
  void assign(const clang::Expr *To, const clang::Expr *From);
  void initialise(clang::QualType Type, const clang::Expr *Init,
                  const flow::PointerNode *To);
  void sources(const clang::Expr *E, bool IsFunction, Nodes &Out) const;
  bool place(const clang::Expr *E, flow::PointerNode &Out) const;
  bool variableNode(const clang::VarDecl *V, flow::PointerNode &Out) const;
  void add(const clang::Expr *From, clang::QualType Type,
           const flow::PointerNode &To, llvm::StringRef Object);
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_POINTERFLOWS_H
