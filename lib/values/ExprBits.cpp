//===- ExprBits.cpp - expressions, bit by bit -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/ExprBits.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::UnOp;

llvm::StringRef cellKey(const Cell &C) {
  llvm::StringRef Path = C.Path;
  while (Path.consume_back("[]"))
    ;
  if (!Path.empty())
    return Path.rsplit('.').second;
  return C.K == Cell::Global ? llvm::StringRef(C.Name) : llvm::StringRef();
}

/// Arithmetic shift: what lies above is the sign.
static BitValue shiftRight(BitValue V, unsigned N, bool Signed) {
  BitValue R = V.shr(N);
  if (!Signed || !N)
    return R;
  const uint64_t In = ~uint64_t(0) << (64 - N);
  R.Zero &= ~In;
  if (V.Zero >> 63)
    R.Zero |= In;
  if (V.One >> 63)
    R.One |= In;
  if (V.Undefined >> 63)
    R.Undefined |= In;
  return R;
}

static BitValue compare(BinOp Op, BitValue A, BitValue B, bool Signed) {
  auto Known = [](bool V) { return BitValue::constant(V); };
  const bool Differ = (A.Zero & B.One) | (A.One & B.Zero);
  if (Differ && (Op == BinOp::Eq || Op == BinOp::Ne))
    return Known(Op == BinOp::Ne);
  if (!A.isConstant() || !B.isConstant())
    return BitValue::boolean((A.Undefined | B.Undefined) != 0);
  auto Compare = [&](auto X, auto Y) {
    switch (Op) {
    case BinOp::Eq:
      return X == Y;
    case BinOp::Ne:
      return X != Y;
    case BinOp::Lt:
      return X < Y;
    case BinOp::Le:
      return X <= Y;
    case BinOp::Gt:
      return X > Y;
    default:
      return X >= Y;
    }
  };
  return Known(Signed ? Compare(int64_t(A.One), int64_t(B.One))
                      : Compare(A.One, B.One));
}

static BitValue binary(const Expr *E, BitValue A, BitValue B) {
  const auto Amount = B.asConstant();
  const BitValue Unknown{
      0, 0, A.Undefined | B.Undefined ? ~uint64_t(0) : uint64_t(0)};
  switch (E->Bin) {
  case BinOp::Add:
    return E->A == E->B ? A.shl(1) : BitValue::add(A, B);
  case BinOp::Sub:
    return BitValue::sub(A, B);
  case BinOp::And:
    return A & B;
  case BinOp::Or:
    return A | B;
  case BinOp::Xor:
    return A ^ B;
  case BinOp::Shl:
    return Amount && *Amount < 64 ? A.shl(*Amount) : Unknown;
  case BinOp::Shr:
    return Amount && *Amount < 64 ? shiftRight(A, *Amount, E->Ty.Signed)
                                  : Unknown;
  case BinOp::Mul:
    // By a power of two.
    for (auto [V, By] : {std::pair(A, B), std::pair(B, A)})
      if (By.isConstant() && std::has_single_bit(By.One))
        return V.shl(std::countr_zero(By.One));
    return A.isConstant() && B.isConstant() ? BitValue::constant(A.One * B.One)
                                            : Unknown;
  case BinOp::Div:
  case BinOp::Rem:
    return Unknown;
  default:
    return compare(E->Bin, A, B, E->Ty.Signed);
  }
}

BitValue bitsOf(const ExprPool &Pool, const Expr *E, const BitEnvironment &In) {
  auto Of = [&](const Expr *X) { return bitsOf(Pool, X, In); };
  switch (E->K) {
  case Expr::Const:
    return BitValue::constant(E->Value);
  case Expr::Param:
    if (E->Value == 0 && In.Argument)
      return In.Argument->cut(E->Ty.Bits, E->Ty.Signed);
    return BitValue().cut(E->Ty.Bits);
  case Expr::Init:
    if (auto Known = In.Cells.find(cellKey(*E->C)); Known != In.Cells.end())
      return Known->second.cut(E->Ty.Bits, E->Ty.Signed);
    return E->Ty.Signed ? BitValue() : BitValue().cut(E->Ty.Bits);
  case Expr::Uninit:
    return BitValue::undefined();
  case Expr::Word:
  case Expr::Opaque:
    return {0, 0, E->Undefined};
  case Expr::Entry:
    return BitValue::boolean();
  case Expr::IfBit: {
    const flow::WordFamily &F = Pool.contract().family(0);
    const BitValue If = Of(E->A) & BitValue::constant(F.EnableMask);
    if (auto Set = If.truth())
      return BitValue::constant(*Set == F.SetMeansOn);
    return BitValue::boolean(If.Undefined != 0);
  }
  case Expr::Unary: {
    const BitValue A = Of(E->A);
    if (E->Un == UnOp::BitNot)
      return (~A).cut(E->Ty.Bits, E->Ty.Signed);
    if (E->Un == UnOp::Neg)
      return (-A).cut(E->Ty.Bits, E->Ty.Signed);
    if (auto Nonzero = A.truth())
      return BitValue::constant(!*Nonzero);
    return BitValue::boolean(A.Undefined != 0);
  }
  case Expr::Binary: {
    const BitValue V = binary(E, Of(E->A), Of(E->B));
    return E->Bin >= BinOp::Eq ? V : V.cut(E->Ty.Bits, E->Ty.Signed);
  }
  case Expr::Cast:
    return Of(E->A).cut(E->Ty.Bits, E->Ty.Signed);
  case Expr::Address:
  case Expr::FuncAddr:
  case Expr::Stable:
    break;
  }
  return BitValue().cut(E->Ty.Bits);
}

bool isFeasible(const ExprPool &Pool, const Facts &Path,
                const BitEnvironment &In) {
  for (const auto &[E, F] : Path) {
    const BitValue V = bitsOf(Pool, E, In);
    if (auto Number = V.asConstant()) {
      if (F.excludes(*Number))
        return false;
    } else if (V.truth() && F.IsEqual && F.Equal == 0) {
      return false;
    }
  }
  return true;
}

} // namespace pvlint::solve
