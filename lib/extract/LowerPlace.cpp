//===- LowerPlace.cpp - memory places of one function ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ClangCompat.h"
#include "extract/Lowering.h"

using namespace clang;
using pvlint::flow::Operand;

namespace pvlint::extract {

/// The name that the memory of \p Field has. Numbers of one size in a union are
/// the same memory, whichever is named.
static std::string cellName(const FieldDecl *Field, const ASTContext &Context) {
  auto SizeOf = [&](const FieldDecl *F) {
    return F->getType()->isIntegerType() && !F->isBitField()
               ? Context.getTypeSize(F->getType())
               : 0;
  };
  if (Field->getParent()->isUnion())
    if (const uint64_t Size = SizeOf(Field))
      for (const FieldDecl *Other : Field->getParent()->fields())
        if (Other->getIdentifier() && SizeOf(Other) == Size)
          return Other->getNameAsString();
  return Field->getNameAsString();
}

flow::Place Lowering::place(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      return variablePlace(V);
  } else if (const auto *M = dyn_cast<MemberExpr>(E)) {
    flow::Place P;
    if (M->isArrow()) {
      // (&x)->field is x.field
      const Expr *Base = M->getBase()->IgnoreParenImpCasts();
      const auto *U = dyn_cast<UnaryOperator>(Base);
      if (U && U->getOpcode() == UO_AddrOf) {
        P = place(U->getSubExpr());
      } else {
        Operand Pointer = value(M->getBase());
        P.K = flow::Place::Deref;
        if (!Pointer.isTemp()) {
          flow::Op &O = emit(flow::Opcode::Copy);
          O.A = Pointer;
          O.Ty = {64, false, true};
          Pointer = emitResult(O);
        }
        P.Index = Pointer.Index;
      }
    } else {
      P = place(M->getBase());
    }
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
        Field && Field->getIdentifier())
      P.Path.push_back(cellName(Field, Context));
    return P;
  } else if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Sub->getBase()->IgnoreParenImpCasts();
    flow::Place P;
    if (Base->getType()->isArrayType()) {
      P = place(Base);
    } else {
      P.K = flow::Place::Deref;
      Operand Pointer = value(Sub->getBase());
      // Two numbers as index are two elements.
      if (const auto Number = Sub->getIdx()->getIntegerConstantExpr(Context);
          Pointer.isTemp() && Number && Number->isStrictlyPositive() &&
          Number->getActiveBits() < 32)
        Pointer = binary(flow::BinOp::Add, Pointer,
                         Operand::constant(Number->getZExtValue()),
                         Sub->getBase()->getType(), Sub);
      P.Index = Pointer.isTemp() ? Pointer.Index : opaque().Index;
    }
    Operand Index = value(Sub->getIdx());
    if (Index.isTemp()) {
      flow::Op &Use = emit(flow::Opcode::Use, Sub->getIdx());
      Use.Used = flow::UseKind::Index;
      Use.A = Index;
    }
    P.Path.push_back("[]");
    return P;
  } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref) {
      // *&x, also through the casts of READ_ONCE
      const Expr *Sub = U->getSubExpr()->IgnoreParenCasts();
      if (const auto *Addr = dyn_cast<UnaryOperator>(Sub);
          Addr && Addr->getOpcode() == UO_AddrOf &&
          Addr->getSubExpr()->getType()->isScalarType())
        return place(Addr->getSubExpr());
      Operand Pointer = value(U->getSubExpr());
      flow::Place P;
      P.K = flow::Place::Deref;
      P.Index = Pointer.isTemp() ? Pointer.Index : opaque().Index;
      return P;
    }
    if (U->getOpcode() == UO_Extension)
      return place(U->getSubExpr());
  } else if (const auto *G = dyn_cast<GenericSelectionExpr>(E)) {
    if (!G->isResultDependent())
      return place(G->getResultExpr());
  } else if (const auto *Choose = dyn_cast<ChooseExpr>(E)) {
    return place(Choose->getChosenSubExpr());
  } else if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getSubExpr()->isGLValue())
      return place(Cast->getSubExpr());
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    value(Call);
    return recordResult(Call);
  } else if (const auto *S = dyn_cast<StmtExpr>(E)) {
    if (!S->getSubStmt()->body_empty())
      if (const auto *Last = dyn_cast<ValueStmt>(S->getSubStmt()->body_back()))
        if (const Expr *Result = Last->getExprStmt())
          return place(Result);
  } else if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E)) {
    flow::Place P;
    P.K = flow::Place::Var;
    P.Index = Out.Vars.size();
    flow::Variable &Var = Out.Vars.emplace_back();
    Var.Name = "literal" + std::to_string(P.Index);
    Var.Ty = type(Literal->getType());
    initialise(P, Literal->getInitializer(), Literal->getType());
    return P;
  }
  flow::Place P;
  P.K = flow::Place::Deref;
  P.Index = opaque().Index;
  return P;
}

void Lowering::initialise(flow::Place P, const Expr *Init, QualType Type) {
  const Expr *E = Init->IgnoreParens();
  if (Type->isScalarType()) {
    if (const auto *List = dyn_cast<InitListExpr>(E))
      E = List->getNumInits() ? List->getInit(0) : nullptr;
    Operand V =
        E && !isa<ImplicitValueInitExpr>(E) ? value(E) : Operand::constant(0);
    return store(std::move(P), V, Type, Init);
  }
  const auto *List = dyn_cast<InitListExpr>(E);
  const auto *Record = Type->getAsRecordDecl();
  if (List && Record && !Record->isUnion()) {
    unsigned I = 0;
    for (const FieldDecl *Field : Record->fields()) {
      if (compat::isUnnamedBitField(*Field))
        continue;
      if (I >= List->getNumInits())
        break;
      const Expr *FieldInit = List->getInit(I++);
      flow::Place FieldPlace = P;
      if (Field->getIdentifier())
        FieldPlace.Path.push_back(Field->getNameAsString());
      if (isa<ImplicitValueInitExpr>(FieldInit) &&
          !Field->getType()->isScalarType())
        continue;
      initialise(std::move(FieldPlace), FieldInit, Field->getType());
    }
    return;
  }
  copyRecord(P, E, Type);
}

/// The hidden variable that receives the record that \p Call returns.
flow::Place Lowering::recordResult(const CallExpr *Call) {
  auto [It, New] = RecordResults.try_emplace(Call, Out.Vars.size());
  if (New) {
    flow::Variable &Var = Out.Vars.emplace_back();
    Var.Name = "result" + std::to_string(It->second);
  }
  flow::Place P;
  P.K = flow::Place::Var;
  P.Index = It->second;
  return P;
}

/// `a = b` for records: copies the scalar fields that can hold a word.
void Lowering::copyRecord(const flow::Place &To, const Expr *From,
                          QualType Type) {
  const auto *Record = Type->getAsRecordDecl();
  From = From->IgnoreParenImpCasts();
  if (!Record || Record->isUnion() ||
      !(From->isGLValue() || isa<CallExpr>(From) || isa<StmtExpr>(From)))
    return;
  unsigned Left = MaxCopied;
  copyFields(To, place(From), *Record, From, Left);
}

/// Copies up to \p Left fields, those of records inside included.
void Lowering::copyFields(const flow::Place &To, const flow::Place &Source,
                          const RecordDecl &Record, const Expr *From,
                          unsigned &Left) {
  for (const FieldDecl *Field : Record.fields()) {
    if (!Field->getIdentifier() || Field->isBitField())
      continue;
    flow::Place A = To, B = Source;
    A.Path.push_back(Field->getNameAsString());
    B.Path.push_back(Field->getNameAsString());
    if (const RecordDecl *Inner = Field->getType()->getAsRecordDecl();
        Inner && !Inner->isUnion())
      copyFields(A, B, *Inner, From, Left);
    if (!Field->getType()->isScalarType() || !Left)
      continue;
    --Left;
    flow::Op &O = emit(flow::Opcode::Load);
    O.P = B;
    O.Ty = type(Field->getType());
    O.Loc = Locs.pointRange(From->getBeginLoc());
    Operand V = emitResult(O);
    store(A, V, Field->getType(), From);
  }
}

/// The record that \p E, a memset(), makes all zero; null for other calls.
const RecordDecl *Lowering::zeroedRecord(const CallExpr *E) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee || E->getNumArgs() != 3 || !Callee->getIdentifier() ||
      (Callee->getName() != "memset" &&
       Callee->getName() != "__builtin_memset"))
    return nullptr;
  auto Number = [&](const Expr *Arg) -> std::optional<uint64_t> {
    Expr::EvalResult R;
    if (Arg->EvaluateAsInt(R, Context))
      return R.Val.getInt().getZExtValue();
    // The kernel's memset() keeps the size in a variable.
    const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts());
    const auto *Kept = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (Kept && Kept->getInit() && !Kept->getInit()->isValueDependent() &&
        Kept->getInit()->EvaluateAsInt(R, Context))
      return R.Val.getInt().getZExtValue();
    return std::nullopt;
  };
  const QualType Of =
      E->getArg(0)->IgnoreParenCasts()->getType()->getPointeeType();
  const RecordDecl *Record = Of.isNull() ? nullptr : Of->getAsRecordDecl();
  if (!Record || Record->isUnion() || !Record->isCompleteDefinition() ||
      Number(E->getArg(1)) != 0 ||
      Number(E->getArg(2)) != Context.getTypeSizeInChars(Of).getQuantity())
    return nullptr;
  return Record;
}

/// Stores 0 to up to \p Left scalar fields, those of records inside included.
void Lowering::zeroFields(const flow::Place &To, const RecordDecl &Record,
                          const Expr *By, unsigned &Left) {
  for (const FieldDecl *Field : Record.fields()) {
    if (!Field->getIdentifier())
      continue;
    flow::Place Part = To;
    Part.Path.push_back(Field->getNameAsString());
    if (const RecordDecl *Inner = Field->getType()->getAsRecordDecl();
        Inner && !Inner->isUnion())
      zeroFields(Part, *Inner, By, Left);
    if (!Field->getType()->isScalarType() || !Left)
      continue;
    --Left;
    store(std::move(Part), Operand::constant(0), Field->getType(), By);
  }
}

/// The address of a local variable is computed for something else than a call
/// argument.
void Lowering::markEscape(const Expr *AddressOf) {
  const Expr *E = AddressOf->IgnoreParens();
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
      E = M->getBase();
    else if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E);
             Sub &&
             Sub->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
      E = Sub->getBase();
    else
      break;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      if (V->hasLocalStorage())
        Out.Vars[variable(V)].Escapes = true;
}

} // namespace pvlint::extract
