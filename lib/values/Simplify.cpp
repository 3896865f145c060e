//===- Simplify.cpp - operations on symbolic values -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The constructors of unary, binary and cast expressions. They fold constants
// and bring equal values into one shape, because equality of expressions is
// equality of pointers.
//
//===----------------------------------------------------------------------===//

#include "values/Expr.h"
#include "llvm/Support/MathExtras.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Type;
using flow::UnOp;

const Expr *ExprPool::unary(UnOp Op, const Expr *A, Type Ty) {
  if (A->isConst()) {
    int64_t V = A->Value;
    return constant(Op == UnOp::Not ? !V
                    : Op == UnOp::BitNot
                        ? ~V
                        : static_cast<int64_t>(0 - uint64_t(V)),
                    Op == UnOp::Not ? Type{32, true, false} : Ty);
  }
  if (Op == UnOp::Not) {
    // !!x keeps its truth; !!boolean is the boolean.
    if (A->K == Expr::Unary && A->Un == UnOp::Not && A->A->isBoolean())
      return A->A;
    if (A->K == Expr::Binary && A->B->isConst() &&
        (A->Bin == BinOp::Eq || A->Bin == BinOp::Ne))
      return binary(A->Bin == BinOp::Eq ? BinOp::Ne : BinOp::Eq, A->A, A->B,
                    Ty);
    if (A->isAddressInside())
      return constant(0);
    Ty = {32, true, false};
  }
  Expr E;
  E.K = Expr::Unary;
  E.Un = Op;
  E.A = A;
  E.Ty = Ty;
  return intern(E);
}

static std::optional<int64_t> foldConstants(BinOp Op, int64_t A, int64_t B,
                                            bool Unsigned) {
  uint64_t UA = A, UB = B;
  switch (Op) {
  case BinOp::Add:
    return UA + UB;
  case BinOp::Sub:
    return UA - UB;
  case BinOp::Mul:
    return UA * UB;
  case BinOp::Div:
    if (B == 0 || (A == INT64_MIN && B == -1))
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA / UB) : A / B;
  case BinOp::Rem:
    if (B == 0 || (A == INT64_MIN && B == -1))
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA % UB) : A % B;
  case BinOp::And:
    return A & B;
  case BinOp::Or:
    return A | B;
  case BinOp::Xor:
    return A ^ B;
  case BinOp::Shl:
    return B >= 0 && B < 64 ? std::optional<int64_t>(UA << B) : std::nullopt;
  case BinOp::Shr:
    if (B < 0 || B >= 64)
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA >> B) : A >> B;
  case BinOp::Eq:
    return A == B;
  case BinOp::Ne:
    return A != B;
  case BinOp::Lt:
    return Unsigned ? UA < UB : A < B;
  case BinOp::Le:
    return Unsigned ? UA <= UB : A <= B;
  case BinOp::Gt:
    return Unsigned ? UA > UB : A > B;
  case BinOp::Ge:
    return Unsigned ? UA >= UB : A >= B;
  }
  return std::nullopt;
}

bool hasNone(const Expr *E, uint64_t Mask) {
  if (E->isConst())
    return !(E->Value & Mask);
  if (E->K == Expr::Cast)
    return hasNone(E->A, Mask);
  return E->K == Expr::Binary && E->Bin == BinOp::And && E->B->isConst() &&
         !(E->B->Value & Mask);
}

/// The x of `x - 1 == V`, where nothing wraps.
static std::optional<int64_t> solvedForPart(const Expr *Sum, int64_t V) {
  if (Sum->K != Expr::Binary || !Sum->B->isConst() || Sum->Ty.Pointer ||
      Sum->HasWord || Sum->Undefined ||
      (Sum->Bin != BinOp::Add && Sum->Bin != BinOp::Sub))
    return std::nullopt;
  int64_t Part;
  if (Sum->Bin == BinOp::Add ? llvm::SubOverflow(V, Sum->B->Value, Part)
                             : llvm::AddOverflow(V, Sum->B->Value, Part))
    return std::nullopt;
  const unsigned Bits = Sum->Ty.Bits ? Sum->Ty.Bits : 64;
  const bool Fits = Sum->Ty.Signed ? llvm::isIntN(Bits, Part)
                                   : V >= 0 && llvm::isUIntN(Bits, V) &&
                                         Part >= 0 && llvm::isUIntN(Bits, Part);
  return Fits ? std::optional(Part) : std::nullopt;
}

const Expr *ExprPool::binary(BinOp Op, const Expr *A, const Expr *B, Type Ty) {
  const bool Unsigned = !Ty.Signed;
  if (A->isConst() && B->isConst())
    if (auto V = foldConstants(Op, A->Value, B->Value, Unsigned))
      return constant(*V, Op >= BinOp::Eq ? Type{32, true, false} : Ty);
  // Constants go right; an order comparison becomes "less than" or its
  // negation.
  switch (Op) {
  case BinOp::Gt:
    return binary(BinOp::Lt, B, A, Ty);
  case BinOp::Le:
    return logicalNot(binary(BinOp::Lt, B, A, Ty));
  case BinOp::Ge:
    return logicalNot(binary(BinOp::Lt, A, B, Ty));
  case BinOp::Eq:
  case BinOp::Ne:
  case BinOp::And:
  case BinOp::Or:
  case BinOp::Xor:
  case BinOp::Add:
  case BinOp::Mul:
    if (A->isConst() && !B->isConst())
      std::swap(A, B);
    break;
  default:
    break;
  }
  if (A == B && !A->Undefined) {
    if (Op == BinOp::Eq)
      return constant(1);
    if (Op == BinOp::Ne || Op == BinOp::Lt || Op == BinOp::Xor ||
        Op == BinOp::Sub)
      return constant(0);
  }
  if (A == B && (Op == BinOp::And || Op == BinOp::Or))
    return A;
  if (B->isConst()) {
    int64_t V = B->Value;
    switch (Op) {
    case BinOp::And:
      if (V == 0)
        return constant(0);
      if (V == -1 ||
          (!A->Ty.Signed && (uint64_t(V) & typeMask(A->Ty)) == typeMask(A->Ty)))
        return A;
      // A cast keeps the low bits that the mask selects.
      if (A->K == Expr::Cast && V > 0 &&
          uint64_t(V) >> std::min(A->Ty.Bits, A->A->Ty.Bits) == 0)
        return binary(BinOp::And, A->A, B, Ty);
      // (x >> k) & m is (x & m << k) >> k: the mask then names the word's bits.
      if (A->K == Expr::Binary && A->Bin == BinOp::Shr && A->B->isConst() &&
          A->B->Value > 0 && A->B->Value < 64) {
        uint64_t K = A->B->Value, Up = uint64_t(V) << K;
        if (Up >> K == uint64_t(V))
          return binary(BinOp::Shr,
                        binary(BinOp::And, A->A, constant(Up), A->A->Ty), A->B,
                        Ty);
      }
      if (A->K == Expr::Binary && A->Bin == BinOp::And && A->B->isConst())
        return binary(BinOp::And, A->A, constant(A->B->Value & V), Ty);
      // Bits that were set, or turned, and others that were not.
      if (A->K == Expr::Binary && A->B->isConst() &&
          (A->Bin == BinOp::Or || A->Bin == BinOp::Xor)) {
        if (A->Bin == BinOp::Or && (A->B->Value & V) == V)
          return constant(V, Ty);
      }
      if (A->K == Expr::Binary &&
          (A->Bin == BinOp::Or || A->Bin == BinOp::Xor)) {
        if (hasNone(A->B, V))
          return binary(BinOp::And, A->A, B, Ty);
        if (hasNone(A->A, V))
          return binary(BinOp::And, A->B, B, Ty);
      }
      break;
    case BinOp::Add:
    case BinOp::Sub:
      if (V == 0)
        return A;
      // What is counted on and on is one sum.
      if (A->K == Expr::Binary && A->B->isConst() && A->Ty == Ty &&
          (A->Bin == BinOp::Add || A->Bin == BinOp::Sub)) {
        const uint64_t Sum =
            (A->Bin == BinOp::Add ? 0 + uint64_t(A->B->Value)
                                  : 0 - uint64_t(A->B->Value)) +
            (Op == BinOp::Add ? uint64_t(V) : 0 - uint64_t(V));
        const auto By = static_cast<int64_t>(Sum);
        return By < 0 && By != INT64_MIN
                   ? binary(BinOp::Sub, A->A, constant(-By), Ty)
                   : binary(BinOp::Add, A->A, constant(By), Ty);
      }
      break;
    case BinOp::Or:
    case BinOp::Xor:
    case BinOp::Shl:
    case BinOp::Shr:
      if (V == 0)
        return A;
      break;
    case BinOp::Eq:
    case BinOp::Ne:
      // A change of sign does not change small numbers.
      if (A->K == Expr::Cast && A->Ty.Bits >= A->A->Ty.Bits && V >= 0 &&
          V >> (A->A->Ty.Bits - 1) == 0 && !A->Undefined)
        return binary(Op, A->A, B, Ty);
      if (auto Part = solvedForPart(A, V))
        return binary(Op, A->A, constant(*Part), Ty);
      if (V == 0 && A->isBoolean()) {
        if (Op == BinOp::Eq)
          return logicalNot(A);
        return A;
      }
      if (V == 0 && A->isAddressInside())
        return constant(Op == BinOp::Ne);
      break;
    case BinOp::Mul:
      if (V == 0)
        return constant(0, Ty);
      if (V == 1)
        return A;
      break;
    case BinOp::Lt:
      if (V == 0 && Unsigned && !A->Undefined)
        return constant(0);
      break;
    default:
      break;
    }
  }
  if (Op == BinOp::Eq || Op == BinOp::Ne)
    if (!B->isConst()) {
      if (B->Id < A->Id)
        std::swap(A, B);
      if (Op == BinOp::Ne)
        return logicalNot(binary(BinOp::Eq, A, B, Ty));
    }
  Expr E;
  E.K = Expr::Binary;
  E.Bin = Op;
  E.A = A;
  E.B = B;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::cast(const Expr *A, Type Ty) {
  if (A->isConst())
    return constant(A->Value, Ty);
  // What keeps the value is no cast, except where undefined sign bits spread.
  if (A->isBoolean() || A->K == Expr::Address || A->K == Expr::FuncAddr ||
      A->K == Expr::Uninit)
    return A;
  const Type From = A->Ty;
  const bool SpreadsUndefined =
      A->Undefined && Ty.Bits > From.Bits && From.Signed;
  const bool KeepsValue = Ty.Bits >= 64 ||
                          (Ty.Signed == From.Signed && Ty.Bits >= From.Bits) ||
                          (!From.Signed && Ty.Bits > From.Bits);
  if (KeepsValue && !SpreadsUndefined)
    return A;
  if (A->K == Expr::Cast && A->Ty == Ty)
    return A;
  Expr E;
  E.K = Expr::Cast;
  E.A = A;
  E.Ty = Ty;
  return intern(E);
}

} // namespace pvlint::solve
