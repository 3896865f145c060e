//===- UnitStates.cpp - a unit, kept for questions ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/UnitStates.h"
#include "extract/Lower.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace pvlint::frontend {
namespace {

/// Collects the lines of statements.
class Lines {
public:
  using Ranges = std::vector<std::pair<unsigned, unsigned>>;
  Lines(const SourceManager &SM, Ranges &Out) : SM(SM), Out(Out) {}

  void add(const Stmt *S) {
    if (!S)
      return;
    if (const auto *C = dyn_cast<CompoundStmt>(S)) {
      for (const Stmt *Inner : C->body())
        add(Inner);
    } else if (const auto *If = dyn_cast<IfStmt>(S)) {
      add(If->getBeginLoc(), If->getRParenLoc());
      add(If->getThen());
      add(If->getElse());
    } else if (const auto *W = dyn_cast<WhileStmt>(S)) {
      add(W->getBeginLoc(), W->getRParenLoc());
      add(W->getBody());
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      add(For->getBeginLoc(), For->getRParenLoc());
      add(For->getBody());
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
      add(Switch->getBeginLoc(), Switch->getRParenLoc());
      add(Switch->getBody());
    } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
      add(Do->getBody());
      add(Do->getWhileLoc(), Do->getRParenLoc());
    } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
      add(Case->getSubStmt()); // a label is where the next statement begins
    } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
      add(Label->getSubStmt());
    } else if (const auto *A = dyn_cast<AttributedStmt>(S)) {
      add(A->getSubStmt());
    } else if (!isa<NullStmt>(S)) {
      add(S->getBeginLoc(), S->getEndLoc());
    }
  }

private:
  const SourceManager &SM;
  Ranges &Out;

  void add(SourceLocation Begin, SourceLocation End) {
    const unsigned First = SM.getExpansionLineNumber(Begin);
    const unsigned Last =
        SM.getExpansionLineNumber(SM.getExpansionRange(End).getEnd());
    if (First)
      Out.emplace_back(First, std::max(First, Last));
  }
};

} // namespace

std::optional<unsigned> UnitStates::Body::statementAt(unsigned Line) const {
  // The innermost one around it: a macro with statements in it is around them.
  std::optional<unsigned> Around, Next;
  unsigned Size = ~0u;
  for (const auto &[First, Last] : Statements) {
    if (First <= Line && Line <= Last && Last - First < Size) {
      Around = First;
      Size = Last - First;
    }
    if (First > Line && (!Next || First < *Next))
      Next = First;
  }
  return Around ? Around : Next;
}

const UnitStates::Body *UnitStates::at(unsigned Line) const {
  for (const Body &B : Bodies)
    if (B.FirstLine <= Line && Line <= B.LastLine)
      return &B;
  return nullptr;
}

bool keepStates(ASTContext &Context, UnitResult &Result, UnitStates &States,
                const std::atomic<bool> &Cancelled) {
  const SourceManager &SM = Context.getSourceManager();
  // What a precompiled preamble holds is no part of the file.
  for (const Decl *D : Context.getTranslationUnitDecl()->noload_decls()) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || D->isFromASTFile() || !F->isThisDeclarationADefinition() ||
        !F->getBody() || !SM.isInMainFile(SM.getExpansionLoc(F->getLocation())))
      continue;
    if (Cancelled)
      return false;
    auto Flow = extract::lower(*F, Context, States.Contract, *Result.Locations,
                               /*Variables=*/nullptr, /*Probes=*/true);
    if (!Flow)
      continue;
    UnitStates::Body &B = States.Bodies.emplace_back();
    B.Flow = std::move(Flow);
    B.FirstLine = SM.getExpansionLineNumber(F->getBeginLoc());
    B.LastLine = SM.getExpansionLineNumber(
        SM.getExpansionRange(F->getEndLoc()).getEnd());
    Lines(SM, B.Statements).add(F->getBody());
  }
  States.Files = Result.Flow.Files;
  States.Places = std::move(Result.Places);
  States.Solver = std::move(Result.Solver);
  return true;
}

} // namespace pvlint::frontend
