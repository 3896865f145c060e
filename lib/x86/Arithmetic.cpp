//===- Arithmetic.cpp - results and flags of operations on bits -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"

namespace pvlint::x86 {

static constexpr uint64_t All = ~uint64_t(0);

/// \p Mask and all bits above its lowest.
static uint64_t spreadUpwards(uint64_t Mask) { return Mask | -Mask; }

static Flags flagsOf(const Content &R, unsigned Bits) {
  Flags F;
  F.Undefined = R.V.Undefined;
  F.FromIf = R.FromIf;
  F.AsksIf = R.asksIf();
  if (auto Nonzero = R.V.truth())
    F.Zero = !*Nonzero;
  const uint64_t Top = uint64_t(1) << (Bits - 1);
  if ((R.V.Zero | R.V.One) & Top)
    F.Sign = (R.V.One & Top) != 0;
  return F;
}

static Flags flagsOfLogic(const Content &R, unsigned Bits) {
  Flags F = flagsOf(R, Bits);
  F.Carry = F.Overflow = false;
  return F;
}

/// Two pushed words that are combined tell a bit that somebody flipped in
/// between, and not the interrupt flag.
static uint64_t fromEither(const Content &A, const Content &B) {
  return A.FromIf && B.FromIf ? 0 : A.FromIf | B.FromIf;
}

static Flags flagsOfCompare(const Content &A, const Content &B, unsigned Bits) {
  Flags F = flagsOf({BitValue::sub(A.V, B.V).cut(Bits)}, Bits);
  F.Undefined = A.V.Undefined | B.V.Undefined;
  F.FromIf = fromEither(A, B);
  F.AsksIf = F.FromIf && (A.asksIf() || B.asksIf());
  if ((A.V.Zero & B.V.One) | (A.V.One & B.V.Zero))
    F.Zero = false;
  if (A.V.isConstant() && B.V.isConstant()) {
    F.Zero = A.V.One == B.V.One;
    F.Carry = A.V.One < B.V.One;
    const uint64_t Top = uint64_t(1) << (Bits - 1);
    F.Overflow =
        ((A.V.One ^ B.V.One) & (A.V.One ^ (A.V.One - B.V.One)) & Top) != 0;
  } else if (B.V == BitValue::constant(0)) {
    F.Carry = F.Overflow = false;
  }
  return F;
}

static Content logic(const Content &A, const Content &B, BitValue V,
                     uint64_t Kept) {
  return {V, A.Kept & Kept, fromEither(A, B) & ~V.Zero & ~V.One};
}

/// A result of which nothing is known but what it depends on.
static Content anything(unsigned Bits, bool IsUndefined) {
  return {BitValue{0, 0, IsUndefined ? All : 0}.cut(Bits)};
}

static Computed bitTest(unsigned Bits, const Content &A, const Content &B) {
  Computed C;
  C.IsWritten = false;
  if (const auto Number = B.V.asConstant()) {
    const uint64_t Bit = uint64_t(1) << (*Number & (Bits - 1));
    C.F.Undefined = A.V.Undefined & Bit;
    C.F.FromIf = A.FromIf & Bit;
    C.F.AsksIf = C.F.FromIf != 0;
    if ((A.V.Zero | A.V.One) & Bit)
      C.F.Carry = (A.V.One & Bit) != 0;
  }
  return C;
}

static Computed shift(Operation What, unsigned Bits, const Content &A,
                      const Content &B) {
  Computed C;
  const auto Amount = B.V.asConstant();
  const unsigned N = Amount ? *Amount & (Bits == 64 ? 63 : 31) : Bits;
  if (N >= Bits) {
    C.Result = anything(Bits, A.V.Undefined | B.V.Undefined);
    C.F = flagsOf(C.Result, Bits);
    return C;
  }
  const bool Left = What == Operation::ShiftLeft;
  Content &R = C.Result;
  R.V = (Left ? A.V.shl(N) : A.V.shr(N)).cut(Bits);
  if (What == Operation::ShiftSigned && N)
    R.V = BitValue{0, 0, A.V.Undefined >> N};
  R.FromIf = (Left ? A.FromIf << N : A.FromIf >> N) & R.V.possible();
  C.F = flagsOf(R, Bits);
  // What is shifted out last is the carry.
  const uint64_t Out = N ? uint64_t(1) << (Left ? Bits - N : N - 1) : 0;
  C.F.Undefined |= A.V.Undefined & Out;
  C.F.FromIf |= A.FromIf & Out;
  C.F.AsksIf |= (A.FromIf & Out) != 0;
  return C;
}

/// Of a register with itself: all bits are the carry.
static Computed spreadCarry(unsigned Bits, const Flags &Before) {
  Computed C;
  C.F = Before;
  C.F.Overflow.reset();
  C.F.Sign = Before.Carry;
  C.F.Zero.reset();
  if (Before.Carry) {
    C.F.Zero = !*Before.Carry;
    C.Result = {BitValue::constant(*Before.Carry ? All : 0).cut(Bits)};
    return C;
  }
  C.AsksFlags = true;
  C.Result = anything(Bits, Before.Undefined);
  C.Result.FromIf = Before.AsksIf ? lowBits(Bits) : 0;
  return C;
}

Computed compute(Operation What, unsigned Bits, const Content &A,
                 const Content &B, bool Same, const Flags &Before) {
  Computed C;
  Content &R = C.Result;
  switch (What) {
  case Operation::Move:
    R = B;
    if (!Same)
      R.Kept = 0;
    C.SetsFlags = false;
    return C;
  case Operation::Not:
    R = {(~A.V).cut(Bits), 0, A.FromIf};
    C.SetsFlags = false;
    return C;
  case Operation::Test:
  case Operation::And:
    R = Same ? A : logic(A, B, A.V & B.V, B.V.One);
    C.IsWritten = What == Operation::And;
    C.F = flagsOfLogic(R, Bits);
    return C;
  case Operation::Or:
    R = Same ? A : logic(A, B, A.V | B.V, B.V.Zero);
    C.F = flagsOfLogic(R, Bits);
    return C;
  case Operation::Xor:
    // This is how a zero is made; nobody asks for the flags.
    if (Same)
      R = Content::number(0).part(0, Bits);
    else
      C.F = flagsOfLogic(R = logic(A, B, A.V ^ B.V, B.V.Zero), Bits);
    return C;
  case Operation::Add:
    R.V = (Same ? A.V.shl(1) : BitValue::add(A.V, B.V)).cut(Bits);
    R.FromIf = Same ? A.FromIf << 1 & lowBits(Bits) : fromEither(A, B);
    C.F = flagsOf(R, Bits);
    return C;
  case Operation::Sub:
  case Operation::Compare:
    C.IsWritten = What == Operation::Sub;
    if (Same) {
      R = Content::number(0).part(0, Bits);
      C.F = flagsOfCompare(R, R, Bits);
      return C;
    }
    R.V = BitValue::sub(A.V, B.V).cut(Bits);
    R.FromIf = fromEither(A, B);
    C.F = flagsOfCompare(A, B, Bits);
    return C;
  case Operation::AddCarry:
  case Operation::SubCarry:
    if (Same && What == Operation::SubCarry)
      return spreadCarry(Bits, Before);
    C.AsksFlags = !Before.Carry;
    R = anything(Bits, A.V.Undefined | B.V.Undefined |
                           (C.AsksFlags ? Before.Undefined : 0));
    C.F = flagsOf(R, Bits);
    return C;
  case Operation::BitTest:
    return bitTest(Bits, A, B);
  case Operation::ShiftLeft:
  case Operation::ShiftRight:
  case Operation::ShiftSigned:
    return shift(What, Bits, A, B);
  case Operation::Negate:
    R = {(-A.V).cut(Bits), 0, spreadUpwards(A.FromIf) & lowBits(Bits)};
    C.F = flagsOf(R, Bits);
    C.F.Carry = A.V.truth();
    return C;
  case Operation::Increment:
  case Operation::Decrement:
    R.V = BitValue::add(
              A.V, BitValue::constant(What == Operation::Increment ? 1 : -1))
              .cut(Bits);
    R.FromIf = A.FromIf;
    C.F = flagsOf(R, Bits);
    C.F.Carry = Before.Carry;
    return C;
  default:
    R = anything(Bits, false);
    return C;
  }
}

} // namespace pvlint::x86
