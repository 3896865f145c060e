//===- LowerExpr.cpp - expressions of one function ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ClangCompat.h"
#include "extract/Lowering.h"
#include "extract/Records.h"

using namespace clang;
using pvlint::flow::Operand;

namespace pvlint::extract {

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

flow::Op &Lowering::emit(flow::Opcode Code, const Stmt *At) {
  flow::Op &O = Current->Ops.emplace_back();
  O.Code = Code;
  if (At) {
    O.Loc = Locs.pointRange(At->getBeginLoc());
    O.Spelling = Locs.macroName(At->getBeginLoc());
  }
  return O;
}

Operand Lowering::emitResult(flow::Op &O) {
  O.HasResult = true;
  O.Result = newTemp();
  return Operand::temp(O.Result);
}

Operand Lowering::opaque(const Stmt *At) {
  return emitResult(emit(flow::Opcode::Opaque));
}

Operand Lowering::load(flow::Place P, const Expr *At) {
  flow::Op &O = emit(flow::Opcode::Load);
  O.P = std::move(P);
  O.Ty = type(At->getType());
  O.Loc = Locs.pointRange(At->getBeginLoc());
  if (O.Ty.Pointer && holdsFunction(At->getType()))
    if (const auto *M = dyn_cast<MemberExpr>(placeCore(At)))
      if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
        O.Callee = fieldName(Field);
  // The text of a plain variable or member can be replaced by a fix-it.
  if (O.Ty.Bits == C.wordBits() && !O.Ty.Pointer)
    O.Loc = Locs.range(At);
  return emitResult(O);
}

void Lowering::store(flow::Place P, Operand V, QualType Type, const Stmt *At) {
  flow::Op &O = emit(flow::Opcode::Store, At);
  O.P = std::move(P);
  O.A = std::move(V);
  O.Ty = type(Type);
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(At))
    if (const FieldDecl *Field = Assign->isAssignmentOp()
                                     ? Assign->getLHS()->getSourceBitField()
                                     : nullptr)
      O.Ty.Bits = compat::bitWidth(*Field, Context);
}

Operand Lowering::binary(flow::BinOp Op, Operand A, Operand B, QualType Type,
                         const Stmt *At) {
  flow::Op &O = emit(flow::Opcode::Binary, At);
  O.Bin = Op;
  O.A = std::move(A);
  O.B = std::move(B);
  O.Ty = type(Type);
  return emitResult(O);
}

flow::Type Lowering::type(QualType T) const {
  T = T.getCanonicalType();
  if (const auto *A = T->getAs<AtomicType>())
    T = A->getValueType();
  if (T->isAnyPointerType() || T->isArrayType() || T->isFunctionType())
    return {64, false, true};
  if (!T->isIntegralOrEnumerationType() || T->isIncompleteType())
    return {64, false, false};
  uint64_t Bits = Context.getIntWidth(T);
  if (Bits > 64)
    Bits = 64;
  return {static_cast<uint8_t>(Bits), T->isSignedIntegerOrEnumerationType(),
          false};
}

uint32_t Lowering::variable(const VarDecl *V) {
  auto [It, New] = Variables.try_emplace(V, Out.Vars.size());
  if (New) {
    flow::Variable &Var = Out.Vars.emplace_back();
    Var.Name = variableName(V).str();
    if (Var.Name.empty())
      Var.Name = "unnamed" + std::to_string(It->second);
    Var.Ty = isa<ParmVarDecl>(V) && carriesWord(V->getType(), Context)
                 ? flow::Type{64, false, true}
                 : type(V->getType());
  }
  return It->second;
}

/// Remembers where the type of \p V can be mended, if \p Value may be a word
/// that does not fit it.
void Lowering::noteNarrow(const VarDecl *V, const Expr *Value) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(Value->IgnoreParens());
  if (!V->hasLocalStorage() || isa<ParmVarDecl>(V) || !Cast ||
      (Cast->getCastKind() != CK_IntegralCast &&
       Cast->getCastKind() != CK_IntegralToBoolean))
    return;
  const flow::Type Long = type(Context.UnsignedLongTy);
  if (type(Cast->getSubExpr()->getType()) == Long &&
      type(V->getType()).Bits < Long.Bits)
    Out.Vars[variable(V)].TypeText = Locs.typeText(*V);
}

flow::Place Lowering::variablePlace(const VarDecl *V) {
  flow::Place P;
  if (V->hasLocalStorage()) {
    P.K = flow::Place::Var;
    P.Index = variable(V);
    if (isa<ParmVarDecl>(V) && carriesWord(V->getType(), Context)) {
      flow::Op &O = emit(flow::Opcode::Load);
      O.P = P;
      O.Ty = {64, false, true};
      P = {};
      P.K = flow::Place::Deref;
      P.Index = emitResult(O).Index;
    }
    return P;
  }
  P.K = flow::Place::Global;
  P.Name = V->getNameAsString();
  if (V->isStaticLocal())
    P.Name = F.getNameAsString() + "." + variableName(V).str();
  return P;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Operand Lowering::value(const Expr *E) {
  E = E->IgnoreParens();
  auto It = Values.find(E);
  if (It != Values.end())
    return It->second;
  Operand V = lowerValue(E);
  Values[E] = V;
  return V;
}

Operand Lowering::lowerValue(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass: {
    const llvm::APInt &V = cast<IntegerLiteral>(E)->getValue();
    return V.getBitWidth() > 64
               ? Operand()
               : Operand::constant(V.getBitWidth() == 64
                                       ? V.getSExtValue()
                                       : (E->getType()->isSignedIntegerType()
                                              ? V.getSExtValue()
                                              : (int64_t)V.getZExtValue()));
  }
  case Stmt::CharacterLiteralClass:
    return Operand::constant(cast<CharacterLiteral>(E)->getValue());
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::OffsetOfExprClass: {
    Expr::EvalResult R;
    if (E->EvaluateAsInt(R, Context))
      return Operand::constant(R.Val.getInt().getExtValue());
    return opaque(E);
  }
  case Stmt::DeclRefExprClass: {
    const ValueDecl *D = cast<DeclRefExpr>(E)->getDecl();
    if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(D))
      return Operand::constant(Enumerator->getInitVal().getExtValue());
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      return Operand::function(Function->getName());
    return {}; // an lvalue: nothing to compute yet
  }
  case Stmt::MemberExprClass:
  case Stmt::ArraySubscriptExprClass:
    return {};
  case Stmt::ImplicitCastExprClass:
  case Stmt::CStyleCastExprClass:
    return lowerCast(cast<CastExpr>(E));
  case Stmt::UnaryOperatorClass:
    return lowerUnary(cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return lowerBinary(cast<BinaryOperator>(E));
  case Stmt::CallExprClass:
    return lowerCall(cast<CallExpr>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: {
    auto It = Merged.find(E);
    return It == Merged.end() ? opaque(E) : Operand::temp(It->second);
  }
  case Stmt::OpaqueValueExprClass: {
    const Expr *Source = cast<OpaqueValueExpr>(E)->getSourceExpr();
    return Source ? value(Source) : opaque(E);
  }
  case Stmt::StmtExprClass: {
    const CompoundStmt *Body = cast<StmtExpr>(E)->getSubStmt();
    if (E->getType()->isScalarType() && !Body->body_empty())
      if (const auto *Last = dyn_cast<ValueStmt>(Body->body_back()))
        if (const Expr *Result = Last->getExprStmt())
          return value(Result);
    return {};
  }
  case Stmt::GenericSelectionExprClass: {
    const auto *G = cast<GenericSelectionExpr>(E);
    return G->isResultDependent() ? opaque(E) : value(G->getResultExpr());
  }
  case Stmt::ChooseExprClass:
    return value(cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::ConstantExprClass:
    return value(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::ImplicitValueInitExprClass:
    return Operand::constant(0);
  case Stmt::InitListExprClass:
  case Stmt::CompoundLiteralExprClass:
  case Stmt::StringLiteralClass:
  case Stmt::DesignatedInitExprClass:
    return {};
  default:
    return E->getType()->isScalarType() ? opaque(E) : Operand();
  }
}

/// READ_ONCE of memory in a loop: another value each time. Elsewhere the policy
/// on fields holds: two tests of one flag agree.
Operand Lowering::loadChanging(flow::Place P, const Expr *From,
                               bool IsVolatile) {
  if (IsVolatile && P.K != flow::Place::Var && InLoop)
    return opaque(From);
  return load(std::move(P), From);
}

Operand Lowering::lowerCast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    if (!E->getType()->isScalarType())
      return {};
    return loadChanging(place(Sub), Sub, Sub->getType().isVolatileQualified());
  case CK_NoOp:
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_AddressSpaceConversion:
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
    return value(Sub);
  case CK_ArrayToPointerDecay: {
    if (isa<StringLiteral>(Sub->IgnoreParens()) ||
        isa<PredefinedExpr>(Sub->IgnoreParens()))
      return {};
    flow::Place P = place(Sub);
    flow::Op &O = emit(flow::Opcode::Addr);
    O.P = std::move(P);
    O.P.Path.push_back("[]");
    O.Ty = {64, false, true};
    markEscape(Sub);
    return emitResult(O);
  }
  case CK_NullToPointer:
    return Operand::constant(0);
  case CK_IntegralToBoolean:
  case CK_PointerToBoolean:
    return binary(flow::BinOp::Ne, value(Sub), Operand::constant(0),
                  E->getType(), E);
  case CK_IntegralCast:
  case CK_PointerToIntegral:
  case CK_IntegralToPointer: {
    Operand V = value(Sub);
    flow::Type From = type(Sub->getType()), To = type(E->getType());
    if (V.K == Operand::Function || V.K == Operand::None)
      return V;
    if (V.isTemp() && From.Bits == To.Bits && From.Signed == To.Signed)
      return V;
    flow::Op &O = emit(flow::Opcode::Cast);
    O.A = V;
    O.Ty = To;
    O.Loc = Locs.pointRange(E->getBeginLoc());
    return emitResult(O);
  }
  case CK_ToVoid:
    return {};
  default:
    return E->getType()->isScalarType() ? opaque(E) : Operand();
  }
}

Operand Lowering::lowerUnary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  auto Un = [&](flow::UnOp Code) {
    Operand V = value(Sub);
    flow::Op &O = emit(flow::Opcode::Unary, E);
    O.Un = Code;
    O.A = V;
    O.Ty = type(E->getType());
    return emitResult(O);
  };
  switch (E->getOpcode()) {
  case UO_LNot:
    return Un(flow::UnOp::Not);
  case UO_Not:
    return Un(flow::UnOp::BitNot);
  case UO_Minus:
    return Un(flow::UnOp::Neg);
  case UO_Plus:
  case UO_Extension:
    return value(Sub);
  case UO_AddrOf: {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens()))
      if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
        return Operand::function(Function->getName());
    flow::Place P = place(Sub);
    flow::Op &O = emit(flow::Opcode::Addr);
    O.P = std::move(P);
    O.Ty = {64, false, true};
    return emitResult(O);
  }
  case UO_Deref:
    // (*f)(): dereferencing a function pointer does nothing.
    return E->getType()->isFunctionType() ? value(Sub) : Operand();
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    flow::Place P = place(Sub);
    Operand Old = load(P, Sub);
    bool Inc = E->isIncrementOp();
    Operand New = binary(Inc ? flow::BinOp::Add : flow::BinOp::Sub, Old,
                         Operand::constant(1), E->getType(), E);
    store(P, New, E->getType(), E);
    return E->isPostfix() ? Old : New;
  }
  default:
    return E->getType()->isScalarType() ? opaque(E) : Operand();
  }
}

static bool binaryCode(BinaryOperatorKind K, flow::BinOp &Out) {
  using flow::BinOp;
  switch (K) {
  case BO_Add:
  case BO_AddAssign:
    Out = BinOp::Add;
    return true;
  case BO_Sub:
  case BO_SubAssign:
    Out = BinOp::Sub;
    return true;
  case BO_Mul:
  case BO_MulAssign:
    Out = BinOp::Mul;
    return true;
  case BO_Div:
  case BO_DivAssign:
    Out = BinOp::Div;
    return true;
  case BO_Rem:
  case BO_RemAssign:
    Out = BinOp::Rem;
    return true;
  case BO_And:
  case BO_AndAssign:
    Out = BinOp::And;
    return true;
  case BO_Or:
  case BO_OrAssign:
    Out = BinOp::Or;
    return true;
  case BO_Xor:
  case BO_XorAssign:
    Out = BinOp::Xor;
    return true;
  case BO_Shl:
  case BO_ShlAssign:
    Out = BinOp::Shl;
    return true;
  case BO_Shr:
  case BO_ShrAssign:
    Out = BinOp::Shr;
    return true;
  case BO_EQ:
    Out = BinOp::Eq;
    return true;
  case BO_NE:
    Out = BinOp::Ne;
    return true;
  case BO_LT:
    Out = BinOp::Lt;
    return true;
  case BO_LE:
    Out = BinOp::Le;
    return true;
  case BO_GT:
    Out = BinOp::Gt;
    return true;
  case BO_GE:
    Out = BinOp::Ge;
    return true;
  default:
    return false;
  }
}

Operand Lowering::lowerBinary(const BinaryOperator *E) {
  const Expr *L = E->getLHS(), *R = E->getRHS();
  if (E->isLogicalOp()) {
    auto It = Merged.find(E);
    Operand V = It == Merged.end() ? opaque(E) : Operand::temp(It->second);
    return binary(flow::BinOp::Ne, V, Operand::constant(0), E->getType(), E);
  }
  if (E->getOpcode() == BO_Comma) {
    value(L);
    return E->getType()->isScalarType() ? value(R) : Operand();
  }
  if (E->getOpcode() == BO_Assign) {
    if (!E->getType()->isScalarType()) {
      if (L->getType()->isRecordType())
        initialise(place(L), R, L->getType());
      return {};
    }
    Operand V = value(R);
    store(place(L), V, E->getType(), E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(L->IgnoreParens()))
      if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
        noteNarrow(Variable, R);
    // `p = &local` lets the address out of sight.
    if (const auto *U = dyn_cast<UnaryOperator>(R->IgnoreParenCasts());
        U && U->getOpcode() == UO_AddrOf)
      markEscape(U->getSubExpr());
    return V;
  }
  flow::BinOp Code;
  if (!binaryCode(E->getOpcode(), Code)) {
    value(L);
    value(R);
    return E->getType()->isScalarType() ? opaque(E) : Operand();
  }
  if (E->isCompoundAssignmentOp()) {
    if (!E->getType()->isIntegralOrEnumerationType() &&
        !E->getType()->isPointerType())
      return {};
    flow::Place P = place(L);
    Operand Old = load(P, L);
    Operand New = binary(Code, Old, value(R), E->getType(), E);
    store(P, New, E->getType(), E);
    return New;
  }
  if (!L->getType()->isIntegralOrEnumerationType() &&
      !L->getType()->isAnyPointerType())
    return E->getType()->isScalarType() ? opaque(E) : Operand();
  QualType Type = E->isComparisonOp() ? L->getType() : E->getType();
  Operand A = value(L), B = value(R);
  return binary(Code, A, B, Type, E);
}

} // namespace pvlint::extract
