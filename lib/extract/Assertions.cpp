//===- Assertions.cpp - what a body asserts of interrupts -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Assertions.h"
#include "clang/Basic/Builtins.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace pvlint::extract {

using flow::Asserted;

Assertions::Around Assertions::around(SourceLocation Loc,
                                      bool AsArgument) const {
  while (Loc.isMacroID()) {
    const bool IsArgument = SM.isMacroArgExpansion(Loc);
    const SourceLocation Use = SM.getImmediateExpansionRange(Loc).getBegin();
    if (IsArgument == AsArgument) {
      const StringRef Name =
          Lexer::getImmediateMacroName(IsArgument ? Use : Loc, SM, Lang);
      const Asserted *What = C.assertion(Name);
      const bool IsOfArgument =
          What && (*What == Asserted::Nonzero || *What == Asserted::Zero);
      if (What && IsOfArgument == AsArgument)
        return {What, Name, Use};
    }
    Loc = IsArgument ? SM.getImmediateSpellingLoc(Loc) : Use;
  }
  return {};
}

bool Assertions::isNamed(const DoStmt *S) const {
  return S->getBeginLoc().isMacroID() &&
         around(S->getBeginLoc(), /*AsArgument=*/false).What;
}

/// Of `do { … } while (0)`, which is evaluated once, whatever is in it.
static const Expr *conditionOf(const DoStmt *S) {
  return S->getCond()->IgnoreParenImpCasts();
}

/// A test of the interrupt state as it is, or of a word that is saved for it:
/// `({ unsigned long _flags; …save(_flags); …irqs_disabled_flags(_flags); })`.
static const flow::Primitive *
testOf(const CallExpr *Call, const flow::Contract &C, const SourceManager &SM) {
  auto EntryOf = [&](const CallExpr *Of) {
    const FunctionDecl *F = Of->getDirectCallee();
    return F && F->getIdentifier() ? C.function(F->getName()) : nullptr;
  };
  const flow::Primitive *P = EntryOf(Call);
  if (!P || !P->IsTest)
    return nullptr;
  if (!P->Test)
    return P;
  if (P->Test->K != flow::WordPlace::Argument ||
      P->Test->Arg >= Call->getNumArgs())
    return nullptr;
  const Expr *Word = Call->getArg(P->Test->Arg)->IgnoreParenCasts();
  if (const auto *Save = dyn_cast<CallExpr>(Word)) {
    const flow::Primitive *By = EntryOf(Save);
    return By && By->Save && By->Irqs == flow::IrqsAfter::Unchanged ? P
                                                                    : nullptr;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Word);
  const SourceLocation At =
      Ref ? Ref->getDecl()->getLocation() : SourceLocation();
  return At.isMacroID() && SM.getExpansionLoc(At) ==
                               SM.getExpansionLoc(Call->getBeginLoc())
             ? P
             : nullptr;
}

void Assertions::collect(Stmt *Body) {
  if (!C.hasAssertions())
    return;
  /// With whether it is in an initialiser.
  llvm::SmallVector<std::pair<const Stmt *, bool>, 64> Work;
  Work.emplace_back(Body, false);
  llvm::SmallVector<const CallExpr *, 4> Tests;
  while (!Work.empty()) {
    const auto [S, InDecl] = Work.pop_back_val();
    if (!S)
      continue;
    if (const auto *Do = dyn_cast<DoStmt>(S); Do && isNamed(Do)) {
      const Around A = around(Do->getBeginLoc(), /*AsArgument=*/false);
      At[conditionOf(Do)] = {*A.What == Asserted::On, A.Macro,
                             SM.getExpansionLoc(Do->getBeginLoc()), false};
    } else if (const auto *Call = dyn_cast<CallExpr>(S);
               Call && testOf(Call, C, SM) &&
               around(Call->getBeginLoc(), /*AsArgument=*/true).What) {
      Tests.push_back(Call);
    } else if (Call && !InDecl && !Call->getBeginLoc().isMacroID() &&
               !Call->getBuiltinCallee() &&
               (FirstCall.isInvalid() ||
                SM.isBeforeInTranslationUnit(Call->getBeginLoc(), FirstCall))) {
      FirstCall = Call->getBeginLoc();
    }
    for (const Stmt *Child : S->children())
      Work.emplace_back(Child, InDecl || isa<DeclStmt>(S));
  }
  if (Tests.empty() && At.empty())
    return;
  const ParentMap Parents(Body);
  for (auto &[Where, Found] : At)
    Found.Guarded = isGuarded(Where, Parents);
  for (const CallExpr *Test : Tests)
    test(Test, Parents);
}

/// Whether \p S is evaluated on some ways through the function only. What the
/// macro itself consists of does not count.
bool Assertions::isGuarded(const Stmt *S, const ParentMap &Parents) const {
  const SourceLocation Use = SM.getExpansionLoc(S->getBeginLoc());
  // What a callee has done to interrupts is asserted then.
  if (FirstCall.isValid() && SM.isBeforeInTranslationUnit(FirstCall, Use))
    return true;
  const Stmt *Child = nullptr;
  for (const Stmt *P = S; P; Child = P, P = Parents.getParent(P)) {
    if (!Child)
      continue;
    if (P->getBeginLoc().isMacroID() &&
        SM.getExpansionLoc(P->getBeginLoc()) == Use)
      continue;
    const auto *If = dyn_cast<IfStmt>(P);
    const auto *Both = dyn_cast<BinaryOperator>(P);
    if ((If && If->getCond() != Child) || isa<ForStmt>(P) ||
        isa<WhileStmt>(P) || isa<DoStmt>(P) || isa<SwitchStmt>(P) ||
        isa<AbstractConditionalOperator>(P) ||
        (Both && Both->isLogicalOp() && Both->getLHS() != Child))
      return true;
  }
  return false;
}

static bool isExpect(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && (Call->getBuiltinCallee() == Builtin::BI__builtin_expect ||
                  Call->getBuiltinCallee() ==
                      Builtin::BI__builtin_expect_with_probability);
}

/// The value of \p E follows from one of its parts alone; false where it does
/// not. \p Wanted, of \p E, becomes that of the part.
static bool descend(const Expr *E, bool &Wanted) {
  if (const auto *Not = dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() == UO_LNot)
      Wanted = !Wanted;
    return Not->getOpcode() == UO_LNot || Not->getOpcode() == UO_Extension;
  }
  if (const auto *Both = dyn_cast<BinaryOperator>(E))
    return (Both->getOpcode() == BO_LAnd && Wanted) ||
           (Both->getOpcode() == BO_LOr && !Wanted);
  return isa<ParenExpr>(E) || isa<CastExpr>(E) || isa<StmtExpr>(E) ||
         isExpect(E);
}

void Assertions::test(const CallExpr *Test, const ParentMap &Parents) {
  const Around A = around(Test->getBeginLoc(), /*AsArgument=*/true);
  llvm::SmallVector<const Expr *, 8> Inside;
  const Stmt *Child = Test;
  for (const Stmt *S = Parents.getParent(Test); S; S = Parents.getParent(S)) {
    const auto *E = dyn_cast<Expr>(S);
    // The value of a statement expression is that of its last statement.
    if (const auto *Body = dyn_cast<CompoundStmt>(S);
        Body && isa_and_nonnull<StmtExpr>(Parents.getParent(S)) &&
        Body->body_back() == Child) {
      Child = S;
      continue;
    }
    Child = S;
    if (!E)
      break;
    if (around(E->getExprLoc(), /*AsArgument=*/true).Param == A.Param) {
      Inside.push_back(E);
    } else if (bool Ignored = true;
               isa<BinaryOperator>(E) || !descend(E, Ignored)) {
      return; // printed, or not evaluated
    }
  }
  bool Wanted = *A.What == Asserted::Nonzero;
  for (const Expr *E : llvm::reverse(Inside))
    if (!descend(E, Wanted))
      return;
  At[Test] = {Wanted != testOf(Test, C, SM)->TestOff, A.Macro,
              SM.getExpansionLoc(Test->getBeginLoc()),
              isGuarded(Test, Parents)};
}

} // namespace pvlint::extract
