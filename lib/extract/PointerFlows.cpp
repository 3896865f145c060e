//===- PointerFlows.cpp - where addresses of functions go -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/PointerFlows.h"
#include "extract/ClangCompat.h"
#include "extract/Records.h"
#include "clang/AST/Attr.h"

using namespace clang;
using pvlint::flow::PointerNode;

namespace pvlint::extract {

void PointerFlows::body() {
  walk(F->getBody());
  addModes();
}

void PointerFlows::variable(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init)
    return;
  std::string Outer = std::move(Object);
  PointerNode To;
  const bool Known = variableNode(V, To);
  Object = !V->hasGlobalStorage() && F
               ? F->getNameAsString() + ":" + variableName(V).str()
               : To.Name;
  initialise(V->getType(), Init, Known ? &To : nullptr);
  Object = std::move(Outer);
}

void PointerFlows::walk(const Stmt *S) {
  if (!S)
    return;
  switch (S->getStmtClass()) {
  case Stmt::CallExprClass:
    return call(cast<CallExpr>(S));
  case Stmt::DeclRefExprClass:
    if (const auto *Fn =
            dyn_cast<FunctionDecl>(cast<DeclRefExpr>(S)->getDecl()))
      if (SeenAddresses.insert(Fn->getName()).second)
        AddressTaken.push_back(Fn->getName().str());
    return;
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        variable(V);
    return;
  case Stmt::CompoundStmtClass: {
    const unsigned Outer = std::exchange(Block, ++NumBlocks);
    for (const Stmt *Child : S->children())
      walk(Child);
    Block = Outer;
    return;
  }
  case Stmt::IfStmtClass: {
    const auto *If = cast<IfStmt>(S);
    walk(If->getCond());
    for (const Stmt *Branch : {If->getThen(), If->getElse()}) {
      const unsigned Outer = std::exchange(Block, ++NumBlocks);
      walk(Branch);
      Block = Outer;
    }
    return;
  }
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    // What follows the label, up to the next one.
    Block = ++NumBlocks;
    return walk(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::BinaryOperatorClass:
    if (const auto *B = cast<BinaryOperator>(S);
        B->getOpcode() == BO_Assign && B->getType()->isScalarType())
      assign(B->getLHS(), B->getRHS());
    break;
  case Stmt::CompoundLiteralExprClass: {
    const auto *Literal = cast<CompoundLiteralExpr>(S);
    return initialise(Literal->getType(), Literal->getInitializer(), nullptr);
  }
  case Stmt::ReturnStmtClass:
    if (const Expr *Value = cast<ReturnStmt>(S)->getRetValue()) {
      PointerNode To;
      To.K = PointerNode::Return;
      To.Name = F->getNameAsString();
      add(Value, F->getReturnType(), To, "");
    }
    break;
  case Stmt::IntegerLiteralClass:
  case Stmt::StringLiteralClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
    return;
  default:
    break;
  }
  for (const Stmt *Child : S->children())
    walk(Child);
}

/// The enumerator that a call passes, or null: hrtimer_setup() is told by one
/// in which context the function that it is given runs.
static const EnumConstantDecl *passedEnumerator(const CallExpr *Call) {
  for (const Expr *Arg : Call->arguments())
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
      if (const auto *E = dyn_cast<EnumConstantDecl>(Ref->getDecl()))
        return E;
  return nullptr;
}

/// hrtimer_init(&d->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL) says in which
/// context d->timer.function runs.
void PointerFlows::noteModes(const CallExpr *Call,
                             const EnumConstantDecl *Mode) {
  for (const Expr *Arg : Call->arguments()) {
    const QualType To = Arg->getType()->getPointeeType();
    const RecordDecl *Record = To.isNull() ? nullptr : To->getAsRecordDecl();
    if (!Record || !Record->getIdentifier())
      continue;
    const auto [It, New] =
        Modes.try_emplace(Record->getName(), Mode->getNameAsString());
    if (!New && It->second != Mode->getName())
      It->second.clear();
  }
}

/// What is put into a record's field where one mode is chosen for it.
void PointerFlows::addModes() {
  for (size_t I = 0, E = Modes.empty() ? 0 : Flows.size(); I != E; ++I) {
    const flow::PointerFlow &Put = Flows[I];
    if (Put.To.K != PointerNode::Field)
      continue;
    const std::string Mode =
        Modes.lookup(StringRef(Put.To.Name).split('.').first);
    if (Mode.empty())
      continue;
    flow::PointerFlow Chosen = Put;
    Chosen.To.Name += "," + Mode;
    Flows.push_back(std::move(Chosen));
  }
}

void PointerFlows::call(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    walk(Call->getCallee());
  const EnumConstantDecl *Enumerator =
      Callee ? passedEnumerator(Call) : nullptr;
  if (Enumerator)
    noteModes(Call, Enumerator);
  for (unsigned I = 0, E = Call->getNumArgs(); I != E; ++I) {
    const Expr *Arg = Call->getArg(I);
    if (Callee && Callee->getIdentifier()) {
      PointerNode To;
      To.K = PointerNode::Param;
      To.Name = Callee->getName();
      To.Index = I;
      add(Arg,
          I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType()
                                     : Arg->getType(),
          To, "");
      if (Enumerator && I < Callee->getNumParams() &&
          Callee->getParamDecl(I)->getType()->isFunctionPointerType()) {
        To.Name += "," + Enumerator->getNameAsString();
        add(Arg, Callee->getParamDecl(I)->getType(), To, "");
      }
    }
    walk(Arg);
  }
}

void PointerFlows::assign(const Expr *To, const Expr *From) {
  PointerNode Target;
  if (!To->getType()->isAnyPointerType() && !To->getType()->isIntegerType())
    return;
  if (!place(To, Target))
    return;
  // x->a.f = ... and x->b = ... set one object.
  const Expr *Base = placeCore(To);
  while (const auto *M = dyn_cast<MemberExpr>(Base))
    Base = placeCore(M->getBase());
  std::string Of;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Base);
      Ref && Target.K == PointerNode::Field && F)
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Of = F->getNameAsString() + ":" + variableName(V).str() + "#" +
           std::to_string(Block);
  add(From, To->getType(), Target, Of);
}

void PointerFlows::initialise(QualType Type, const Expr *Init,
                              const PointerNode *To) {
  const Expr *E = Init->IgnoreParens();
  if (isa<ImplicitValueInitExpr, NoInitExpr, StringLiteral>(E))
    return;
  if (const auto *Update = dyn_cast<DesignatedInitUpdateExpr>(E)) {
    initialise(Type, Update->getBase(), To);
    return initialise(Type, Update->getUpdater(), To);
  }
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (const auto *Array = dyn_cast<ArrayType>(Type.getCanonicalType())) {
      // Elements that are records are objects of their own.
      const QualType Element = Array->getElementType();
      const bool Own = !holdsFunction(Element) && !Element->isArithmeticType();
      const size_t Length = Object.size();
      for (unsigned I = 0, N = List->getNumInits(); I != N; ++I) {
        if (Own)
          Object += ("[" + llvm::Twine(I) + "]").str();
        initialise(Element, List->getInit(I), To);
        Object.resize(Length);
      }
      return;
    }
    if (const auto *Record = Type->getAsRecordDecl()) {
      auto Field = [&](const FieldDecl *D, const Expr *Value) {
        PointerNode Node;
        Node.K = PointerNode::Field;
        const QualType T = D->getType();
        const bool IsPlace = !T->isRecordType() && D->getIdentifier();
        if (IsPlace)
          Node.Name = fieldName(D);
        initialise(T, Value, IsPlace ? &Node : nullptr);
      };
      if (Record->isUnion()) {
        if (const FieldDecl *D = List->getInitializedFieldInUnion();
            D && List->getNumInits())
          Field(D, List->getInit(0));
        return;
      }
      unsigned I = 0;
      for (const FieldDecl *D : Record->fields()) {
        if (compat::isUnnamedBitField(*D))
          continue;
        if (I >= List->getNumInits())
          break;
        Field(D, List->getInit(I++));
      }
      return;
    }
    for (const Expr *Value : List->inits())
      initialise(Type, Value, To);
    return;
  }
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    return initialise(Type, Literal->getInitializer(), To);
  if (To && Type->isScalarType())
    add(E, Type, *To, Object);
  walk(E);
}

void PointerFlows::add(const Expr *From, QualType Type, const PointerNode &To,
                       StringRef Of) {
  const bool IsFunction = holdsFunction(Type) || holdsFunction(From->getType());
  // Numbers and pointers to data are most of what there is.
  if (!IsFunction && !Type->isVoidPointerType() && !Type->isIntegerType() &&
      !From->getType()->isVoidPointerType())
    return;
  Nodes Sources;
  sources(From, IsFunction, Sources);
  for (PointerNode &Node : Sources) {
    if (Node == To)
      continue;
    std::string Key;
    for (const PointerNode *N : {&std::as_const(Node), &To})
      Key += (llvm::Twine(unsigned(N->K)) + N->Name + "#" +
              llvm::Twine(N->Index) + (N->IsStatic ? "s>" : ">"))
                 .str();
    Key += Of;
    if (Seen.insert(Key).second)
      Flows.push_back({std::move(Node), To, Of.str()});
  }
}

/// The places that \p E may have its value from. Unless it \p IsFunction, only
/// functions that are named count.
void PointerFlows::sources(const Expr *E, bool IsFunction, Nodes &Out) const {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    const Expr *Sub = Cast->getSubExpr();
    return sources(Sub, IsFunction || holdsFunction(Sub->getType()), Out);
  }
  if (const auto *Cond = dyn_cast<ConditionalOperator>(E)) {
    sources(Cond->getTrueExpr(), IsFunction, Out);
    return sources(Cond->getFalseExpr(), IsFunction, Out);
  }
  if (const auto *Cond = dyn_cast<BinaryConditionalOperator>(E)) {
    sources(Cond->getCommon(), IsFunction, Out);
    return sources(Cond->getFalseExpr(), IsFunction, Out);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma || B->getOpcode() == BO_Assign)
      sources(B->getRHS(), IsFunction, Out);
    return;
  }
  if (const auto *S = dyn_cast<StmtExpr>(E)) {
    if (!S->getSubStmt()->body_empty())
      if (const auto *Last = dyn_cast<ValueStmt>(S->getSubStmt()->body_back()))
        if (const Expr *Result = Last->getExprStmt())
          sources(Result, IsFunction, Out);
    return;
  }
  if (const auto *G = dyn_cast<GenericSelectionExpr>(E)) {
    if (!G->isResultDependent())
      sources(G->getResultExpr(), IsFunction, Out);
    return;
  }
  if (const auto *Choose = dyn_cast<ChooseExpr>(E))
    return sources(Choose->getChosenSubExpr(), IsFunction, Out);
  if (const auto *Value = dyn_cast<OpaqueValueExpr>(E)) {
    if (Value->getSourceExpr())
      sources(Value->getSourceExpr(), IsFunction, Out);
    return;
  }
  if (const auto *Constant = dyn_cast<ConstantExpr>(E))
    return sources(Constant->getSubExpr(), IsFunction, Out);
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Extension)) {
    if (U->getOpcode() == UO_Extension ||
        U->getSubExpr()->getType()->isFunctionType())
      sources(U->getSubExpr(), IsFunction, Out);
    return;
  }
  PointerNode Node;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!IsFunction || !Callee || !Callee->getIdentifier())
      return;
    Node.K = PointerNode::Return;
    Node.Name = Callee->getName();
    Out.push_back(std::move(Node));
    return;
  }
  if (!place(E, Node))
    return;
  if (IsFunction || Node.K == PointerNode::Function)
    Out.push_back(std::move(Node));
}

bool PointerFlows::place(const Expr *E, PointerNode &Out) const {
  E = placeCore(E);
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field || !Field->getIdentifier())
      return false;
    Out.K = PointerNode::Field;
    Out.Name = fieldName(Field);
    return true;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return false;
  if (const auto *Fn = dyn_cast<FunctionDecl>(Ref->getDecl())) {
    Out.K = PointerNode::Function;
    Out.Name = Fn->getNameAsString();
    return true;
  }
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  return V && variableNode(V, Out);
}

bool PointerFlows::variableNode(const VarDecl *V, PointerNode &Out) const {
  Out.Name = variableName(V).str();
  if (V->hasGlobalStorage()) {
    Out.K = PointerNode::Global;
    Out.IsStatic = !V->hasExternalFormalLinkage();
    if (V->isStaticLocal())
      if (const auto *In = dyn_cast<FunctionDecl>(V->getDeclContext()))
        Out.Name = In->getNameAsString() + "." + variableName(V).str();
    return true;
  }
  if (!F)
    return false;
  Out.Name = F->getNameAsString();
  if (const auto *P = dyn_cast<ParmVarDecl>(V)) {
    Out.K = PointerNode::Param;
    Out.Index = P->getFunctionScopeIndex();
    return true;
  }
  Out.K = PointerNode::Local;
  if (!Variables)
    return true;
  auto It = Variables->find(V);
  if (It == Variables->end())
    return false;
  Out.Index = It->second;
  return true;
}

} // namespace pvlint::extract
