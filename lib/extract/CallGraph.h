//===- CallGraph.h - which functions can matter -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One cheap walk over the bodies reachable from what the unit defines. It tells
// which functions name a primitive or reach one, so that a CFG is built for
// those alone: a kernel unit has thousands of inline functions in its headers
// and a few dozen that matter.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_CALLGRAPH_H
#define PVLINT_EXTRACT_CALLGRAPH_H

#include "contract/Contract.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <string>
#include <vector>

namespace pvlint::extract {

/// What the walk learns of one function body.
struct BodyInfo {
  const clang::FunctionDecl *Definition = nullptr;
  uint32_t Number = 0; ///< among CallGraph::bodies()
  /// Definitions called or passed on by name, in source order.
  llvm::SmallVector<BodyInfo *, 8> Callees;
  /// Fields of records of its own file that it calls through, and "variable X"
  /// for such a variable or table; in source order.
  llvm::SmallVector<std::string, 0> OwnPlaces;
  bool NamesPrimitive = false; ///< saves, disables, enables, restores or tests
  bool NamesSleeper = false;   ///< calls something that sleeps
  /// Calls what has neither a body here nor an entry in the contract.
  bool CallsUnknown = false;
  bool AddressTaken = false;
  unsigned Size = 0;             ///< statements and expressions
  bool ReachesPrimitive = false; ///< itself or through callees
  bool ReachesSleeper = false;
  bool ReachesUnknown = false;
};

/// The member or asm primitive's name for \p Callee of an indirect call or an
/// asm operand: "pv_ops.irq.save_fl", "irq_chip.irq_mask"; empty if \p E is no
/// member access. A name rooted at a global wins when the contract has it.
std::string memberName(const clang::Expr *E, const flow::Contract &C);

class CallGraph {
public:
  /// \p Declarations are those at file level, when not all are in memory. \p
  /// Own is a header whose functions are looked at as those of the main file.
  CallGraph(const clang::ASTContext &Context, const flow::Contract &C,
            const std::vector<const clang::Decl *> *Declarations = nullptr,
            clang::FileID Own = {});
  ~CallGraph();

  const BodyInfo *find(const clang::FunctionDecl *F) const;
  /// The definition with this name, if it was reached.
  const BodyInfo *find(llvm::StringRef Name) const;

  unsigned numBodies() const { return Order.size(); }
  /// Functions with annotations that are called, named, defined or declared in
  /// the main file; in order of discovery.
  llvm::ArrayRef<const clang::FunctionDecl *> annotated() const {
    return Annotated;
  }
  /// All that were reached, in order of discovery.
  llvm::ArrayRef<BodyInfo *> bodies() const { return Order; }

private:
  class Walker;
  void addRoot(const clang::Decl *D);
  bool isOwn(const clang::Decl &D) const;
  BodyInfo *visit(const clang::FunctionDecl *F);
  bool isAnnotated(const clang::FunctionDecl *F);
  void propagate();

  const clang::ASTContext &Context;
  const flow::Contract &C;
  const clang::FileID Own;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<BodyInfo>> Bodies;
  std::vector<BodyInfo *> Order; ///< in order of discovery
  std::vector<BodyInfo *> Pending;
  std::vector<const clang::FunctionDecl *> Annotated;
  llvm::DenseMap<const clang::FunctionDecl *, bool> KnownAnnotated;
  llvm::StringMap<BodyInfo *> ByName;
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_CALLGRAPH_H
