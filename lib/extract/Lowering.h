//===- Lowering.h - state of one function being lowered ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_LOWERING_H
#define PVLINT_EXTRACT_LOWERING_H

#include "contract/Contract.h"
#include "extract/Assertions.h"
#include "extract/Locations.h"
#include "extract/PointerFlows.h"
#include "extract/Scopes.h"
#include "ir/Program.h"
#include "x86/AsmBits.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::extract {

/// Lowers expressions (LowerExpr.cpp), asm statements (LowerAsm.cpp) and
/// control flow (Lower.cpp) of one function.
class Lowering {
public:
  Lowering(const clang::FunctionDecl &F, clang::ASTContext &Context,
           const flow::Contract &C, Locations &Locs, flow::Function &Out,
           bool Probes)
      : F(F), Context(Context), C(C), Locs(Locs), Out(Out), Probes(Probes),
        Asserts(Context.getSourceManager(), Context.getLangOpts(), C),
        VariableScopes(F.getBody()) {}

  /// False when Clang gives no CFG.
  bool run();
  VariableMap takeVariables() { return std::move(Variables); }

private:
  // Control flow.
  void element(const clang::CFGElement &E);
  void statement(const clang::Stmt *S);
  void probe(const clang::Stmt *S);
  void assertion(const clang::Expr *E);
  void declare(const clang::VarDecl *V);
  void cleanup(const clang::CFGCleanupFunction &E);
  void terminate(const clang::CFGBlock &B);
  flow::Terminator returnHere();
  void tellCondition(flow::Terminator &T, const clang::Stmt *Asks,
                     const clang::Expr *Core) const;
  flow::Terminator fallOff();
  void terminateSwitch(const clang::CFGBlock &B, const clang::SwitchStmt *S);
  void forwardValue(const clang::Expr *E);
  uint32_t target(const clang::CFGBlock &To);
  void findForwards(const clang::CFG &Cfg);

  // Expressions.
  flow::Operand value(const clang::Expr *E);
  flow::Operand lowerValue(const clang::Expr *E);
  flow::Operand lowerCast(const clang::CastExpr *E);
  flow::Operand loadChanging(flow::Place P, const clang::Expr *From,
                             bool IsVolatile);
  flow::Operand lowerUnary(const clang::UnaryOperator *E);
  flow::Operand lowerBinary(const clang::BinaryOperator *E);
  /// Fields that one copy of a record, or one memset(), is lowered to.
  static constexpr unsigned MaxCopied = 32;
  flow::Operand lowerCall(const clang::CallExpr *E);
  flow::Operand lowerBuiltin(const clang::CallExpr *E, unsigned Builtin,
                             bool &Handled);
  flow::Place place(const clang::Expr *E);
  void initialise(flow::Place P, const clang::Expr *Init, clang::QualType Type);
  void copyRecord(const flow::Place &To, const clang::Expr *From,
                  clang::QualType Type);
  void zeroFields(const flow::Place &To, const clang::RecordDecl &Record,
                  const clang::Expr *By, unsigned &Left);
  const clang::RecordDecl *zeroedRecord(const clang::CallExpr *E) const;
  void copyFields(const flow::Place &To, const flow::Place &Source,
                  const clang::RecordDecl &Record, const clang::Expr *From,
                  unsigned &Left);
  flow::Place recordResult(const clang::CallExpr *Call);
  void markEscape(const clang::Expr *AddressOf);

  // Asm statements.
  /// Something larger that holds a value, as it lies in memory.
  struct Wider {
    flow::Place P;
    clang::QualType Type;
    uint64_t Shift = 0;    ///< in bits
    bool IsBeside = false; ///< the value has a place of its own too: a union
  };
  void assembly(const clang::GCCAsmStmt *S);
  bool movesRegister(const clang::GCCAsmStmt *S, llvm::StringRef Text);
  std::optional<flow::Operand> moved(const clang::GCCAsmStmt *S,
                                     llvm::StringRef Text);
  std::optional<x86::AsmEffect> asmEffectOf(const clang::GCCAsmStmt *S) const;
  void readIf(const clang::GCCAsmStmt *S);
  flow::Operand outputBits(const clang::GCCAsmStmt *S, unsigned I,
                           const x86::AsmOutput &Known, flow::Operand V);
  flow::Operand nobodys(const clang::Expr *Like);
  std::optional<Wider> widerPlace(const clang::Expr *E);
  void storePart(const Wider &To, flow::Operand V, clang::QualType Type,
                 const clang::Stmt *At);

  // Emission.
  flow::Op &emit(flow::Opcode Code, const clang::Stmt *At = nullptr);
  flow::Operand emitResult(flow::Op &O);
  flow::Operand opaque(const clang::Stmt *At = nullptr);
  flow::Operand load(flow::Place P, const clang::Expr *At);
  void store(flow::Place P, flow::Operand V, clang::QualType Type,
             const clang::Stmt *At);
  flow::Operand binary(flow::BinOp Op, flow::Operand A, flow::Operand B,
                       clang::QualType Type, const clang::Stmt *At);
  uint32_t newTemp() { return Out.NumTemps++; }
  uint32_t variable(const clang::VarDecl *V);
  flow::Place variablePlace(const clang::VarDecl *V);
  void noteNarrow(const clang::VarDecl *V, const clang::Expr *Value);
  flow::Type type(clang::QualType T) const;

  const clang::FunctionDecl &F;
  clang::ASTContext &Context;
  const flow::Contract &C;
  Locations &Locs;
  flow::Function &Out;
  const bool Probes;
  Assertions Asserts;
  Scopes VariableScopes;
  unsigned ProbedLine = 0;

  flow::Block *Current = nullptr;
  llvm::DenseMap<const clang::Expr *, flow::Operand> Values;
  VariableMap Variables;
  /// The value of an arm of `?:`, `&&` or `||` is also the value of the whole:
  /// arm -> the temporaries of the expressions it stands for.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<uint32_t, 1>> Forwards;
  llvm::DenseMap<const clang::Expr *, uint32_t> Merged; ///< whole -> temporary
  llvm::DenseMap<const clang::CFGBlock *, uint32_t> BlockIndex;
  llvm::DenseMap<const clang::CallExpr *, uint32_t> RecordResults;
  uint32_t ReturnSlot = ~0u; ///< hidden parameter of a function that returns a
                             ///< record
  flow::Operand ReturnValue;
  const clang::ReturnStmt *Returns = nullptr; ///< of this block, if any
  bool InLoop = false; ///< the current block can reach itself
  void findLoops(llvm::ArrayRef<const clang::CFGBlock *> Blocks);
  llvm::DenseSet<const clang::CFGBlock *> LoopBlocks;
};

/// \p E without parentheses, casts, `!` and __builtin_expect: what a reader
/// would call the condition.
const clang::Expr *conditionCore(const clang::Expr *E);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_LOWERING_H
