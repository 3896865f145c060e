//===- Implementations.cpp - who fills the paravirt ops -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Implementations.h"
#include "contract/AsmText.h"
#include "extract/ClangCompat.h"
#include "extract/Records.h"

using namespace clang;

namespace pvlint::extract {

void Implementations::declaration(const Decl &D) {
  if (const auto *Asm = dyn_cast<FileScopeAsmDecl>(&D)) {
    for (auto &[Label, Callee] : flow::asmThunks(compat::asmText(*Asm)))
      Thunks.try_emplace(Label, Callee);
  } else if (const auto *V = dyn_cast<VarDecl>(&D)) {
    if (V->hasInit() && V->getIdentifier() && !V->getType()->isScalarType())
      initialise(V->getType(), V->getInit(), {V->getNameAsString()},
                 V->getName());
  }
}

void Implementations::body(const FunctionDecl &F) {
  walk(F.getBody(), F.getName());
}

std::vector<flow::PointerFlow> Implementations::flows() const {
  std::vector<flow::PointerFlow> Result = Found;
  for (flow::PointerFlow &F : Result)
    if (auto It = Thunks.find(F.From.Name); It != Thunks.end())
      F.From.Name = It->second;
  return Result;
}

/// In the order of the text. Bodies may be deeper than a stack.
void Implementations::walk(const Stmt *Body, StringRef In) {
  llvm::SmallVector<const Stmt *, 32> Work = {Body};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!S)
      continue;
    if (const auto *B = dyn_cast<BinaryOperator>(S);
        B && B->getOpcode() == BO_Assign)
      assign(B->getLHS(), B->getRHS(), In);
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Declared : D->decls())
        declaration(*Declared);
    const size_t First = Work.size();
    llvm::append_range(Work, S->children());
    std::reverse(Work.begin() + First, Work.end());
  }
}

void Implementations::assign(const Expr *To, const Expr *From, StringRef In) {
  // The names of a.b.c: "record of b.c", "record of a.b.c", "a.b.c".
  Names Places;
  std::string Path, Object = In.str() + ":";
  const Expr *Base = placeCore(To);
  while (const auto *M = dyn_cast<MemberExpr>(Base)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field || !Field->getIdentifier())
      return;
    Places.push_back(fieldName(Field) + Path);
    Path = "." + Field->getNameAsString() + Path;
    Base = placeCore(M->getBase());
  }
  if (Places.empty())
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Base)) {
    Places.push_back(Ref->getDecl()->getNameAsString() + Path);
    Object += Ref->getDecl()->getNameAsString();
  }
  initialise(To->getType(), From, Places, Object);
}

void Implementations::initialise(QualType Type, const Expr *Init,
                                 const Names &Places, StringRef Object) {
  const Expr *E = Init->IgnoreParenCasts();
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    E = Literal->getInitializer()->IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenCasts();
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    const auto *Record = Type->getAsRecordDecl();
    if (!Record || Record->isUnion())
      return;
    unsigned I = 0;
    for (const FieldDecl *D : Record->fields()) {
      if (compat::isUnnamedBitField(*D))
        continue;
      if (I >= List->getNumInits())
        return;
      const Expr *Value = List->getInit(I++);
      if (!D->getIdentifier() || isa<ImplicitValueInitExpr>(Value))
        continue;
      Names Inner{fieldName(D)};
      for (const std::string &Place : Places)
        Inner.push_back(Place + "." + D->getNameAsString());
      initialise(D->getType(), Value, Inner, Object);
    }
    return;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
  if (!F || !F->getIdentifier())
    return;
  for (const std::string &Place : Places)
    if (C.member(Place)) {
      flow::PointerFlow New;
      New.From.K = flow::PointerNode::Function;
      New.From.Name = F->getName();
      New.To.K = flow::PointerNode::Field;
      New.To.Name = Place;
      New.Object = Object.str();
      Found.push_back(std::move(New));
      return;
    }
}

} // namespace pvlint::extract
