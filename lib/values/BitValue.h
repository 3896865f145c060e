//===- BitValue.h - what is known of each bit ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A 64-bit value of which each bit is known to be 0, known to be 1, undefined
// (it depends on something nobody set), or none of these. It is what C
// expressions and machine registers of an implementation of the paravirt ops
// are reduced to.
//
// Sums and products are exact where all bits are known; otherwise what lies
// above the lowest bit that is not known is not known either, and undefined
// bits spread upwards.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_BITVALUE_H
#define PVLINT_VALUES_BITVALUE_H

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>

namespace pvlint::flow {

struct BitValue {
  uint64_t Zero = 0, One = 0, Undefined = 0; ///< disjoint

  static BitValue constant(uint64_t V) { return {~V, V, 0}; }
  static BitValue undefined() { return {0, 0, ~uint64_t(0)}; }
  /// 0 or 1.
  static BitValue boolean(bool IsUndefined = false) {
    return {~uint64_t(1), 0, IsUndefined ? uint64_t(1) : 0};
  }

  bool isConstant() const { return (Zero | One) == ~uint64_t(0); }
  std::optional<uint64_t> asConstant() const {
    return isConstant() ? std::optional(One) : std::nullopt;
  }
  /// Whether the value is not 0, if that is known.
  std::optional<bool> truth() const {
    if (One)
      return true;
    return isConstant() ? std::optional(false) : std::nullopt;
  }
  /// The bits that may be set.
  uint64_t possible() const { return ~Zero; }

  friend bool operator==(const BitValue &, const BitValue &) = default;

  friend BitValue operator&(BitValue A, BitValue B) {
    const uint64_t Zero = A.Zero | B.Zero, One = A.One & B.One;
    return {Zero, One, (A.Undefined | B.Undefined) & ~Zero & ~One};
  }
  friend BitValue operator|(BitValue A, BitValue B) {
    const uint64_t Zero = A.Zero & B.Zero, One = A.One | B.One;
    return {Zero, One, (A.Undefined | B.Undefined) & ~Zero & ~One};
  }
  friend BitValue operator^(BitValue A, BitValue B) {
    return {(A.Zero & B.Zero) | (A.One & B.One),
            (A.Zero & B.One) | (A.One & B.Zero), A.Undefined | B.Undefined};
  }
  BitValue operator~() const { return {One, Zero, Undefined}; }

  BitValue shl(unsigned N) const {
    const uint64_t In = (uint64_t(1) << N) - 1;
    return {Zero << N | In, One << N, Undefined << N};
  }
  BitValue shr(unsigned N) const {
    const uint64_t In = N ? ~uint64_t(0) << (64 - N) : 0;
    return {Zero >> N | In, One >> N, Undefined >> N};
  }
  /// The low \p Bits, the others 0, or copies of the highest of them.
  BitValue cut(unsigned Bits, bool Signed = false) const {
    if (!Bits || Bits >= 64)
      return *this;
    const uint64_t High = ~uint64_t(0) << Bits, Sign = uint64_t(1)
                                                       << (Bits - 1);
    if (!Signed)
      return {Zero | High, One & ~High, Undefined & ~High};
    auto Extend = [&](uint64_t M) {
      return (M & ~High) | (M & Sign ? High : 0);
    };
    return {Extend(Zero), Extend(One), Extend(Undefined)};
  }
  /// This, with the low \p Bits from bit \p At on replaced by those of \p V.
  BitValue insert(BitValue V, unsigned At, unsigned Bits) const {
    if (Bits >= 64)
      return V;
    const uint64_t Field = ((uint64_t(1) << Bits) - 1) << At;
    auto Mix = [&](uint64_t Old, uint64_t New) {
      return (Old & ~Field) | (New << At & Field);
    };
    return {Mix(Zero, V.Zero), Mix(One, V.One), Mix(Undefined, V.Undefined)};
  }

  static BitValue add(BitValue A, BitValue B) {
    if (A.isConstant() && B.isConstant())
      return constant(A.One + B.One);
    // Where one of the two is known to be 0 in every bit, nothing carries.
    if (!(A.possible() & B.possible()))
      return A | B;
    const uint64_t Known = (A.Zero | A.One) & (B.Zero | B.One);
    const unsigned Low = std::countr_one(Known);
    const uint64_t Exact = Low >= 64 ? ~uint64_t(0) : (uint64_t(1) << Low) - 1;
    const uint64_t Sum = A.One + B.One;
    // The sum of two numbers below 2^n is below 2^(n+1).
    const int Width =
        std::max(std::bit_width(A.possible()), std::bit_width(B.possible()));
    const uint64_t Above = Width >= 63 ? 0 : ~uint64_t(0) << (Width + 1);
    uint64_t Undefined = A.Undefined | B.Undefined;
    if (Undefined)
      Undefined = ~uint64_t(0) << std::countr_zero(Undefined);
    return {(~Sum & Exact) | Above, Sum & Exact & ~Above,
            Undefined & ~Exact & ~Above};
  }
  BitValue operator-() const {
    if (isConstant())
      return constant(-One);
    if (!possible())
      return constant(0);
    const uint64_t Low = (uint64_t(1) << std::countr_zero(possible())) - 1;
    uint64_t High = 0;
    if (Undefined)
      High = ~uint64_t(0) << std::countr_zero(Undefined);
    return {Low, 0, High & ~Low};
  }
  static BitValue sub(BitValue A, BitValue B) {
    if (A.isConstant() && B.isConstant())
      return constant(A.One - B.One);
    return add(A, -B);
  }

  /// What holds of either.
  static BitValue join(BitValue A, BitValue B) {
    return {A.Zero & B.Zero, A.One & B.One, A.Undefined | B.Undefined};
  }
};

} // namespace pvlint::flow

#endif // PVLINT_VALUES_BITVALUE_H
