//===- BitValueTest.cpp - bits, against numbers ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/BitValue.h"
#include <gtest/gtest.h>
#include <random>

using pvlint::flow::BitValue;

namespace {

/// A value of which some bits are known, and a number that it may be.
struct Sample {
  BitValue V;
  uint64_t Number;
};

class BitValueLaws : public testing::Test {
protected:
  std::mt19937_64 Random{7};

  Sample sample() {
    uint64_t Number = Random(), Known = Random() | Random();
    // Small numbers are where sums are exact.
    if (Random() % 2)
      Number &= 0xffff, Known |= ~uint64_t(0xffff);
    return {{~Number & Known, Number & Known, 0}, Number};
  }

  static bool mayBe(BitValue V, uint64_t Number) {
    return !(V.Zero & Number) && !(V.One & ~Number) && !(V.Zero & V.One);
  }
};

TEST_F(BitValueLaws, OperationsKeepTheNumber) {
  for (int I = 0; I != 20000; ++I) {
    auto [A, X] = sample();
    auto [B, Y] = sample();
    const unsigned N = Random() % 64, W = 1 + Random() % 64;
    EXPECT_TRUE(mayBe(A & B, X & Y));
    EXPECT_TRUE(mayBe(A | B, X | Y));
    EXPECT_TRUE(mayBe(A ^ B, X ^ Y));
    EXPECT_TRUE(mayBe(~A, ~X));
    EXPECT_TRUE(mayBe(-A, -X));
    EXPECT_TRUE(mayBe(BitValue::add(A, B), X + Y));
    EXPECT_TRUE(mayBe(BitValue::sub(A, B), X - Y));
    EXPECT_TRUE(mayBe(A.shl(N), X << N));
    EXPECT_TRUE(mayBe(A.shr(N), X >> N));
    EXPECT_TRUE(mayBe(A.cut(W), W == 64 ? X : X & ((uint64_t(1) << W) - 1)));
    EXPECT_TRUE(mayBe(BitValue::join(A, B), X));
    EXPECT_TRUE(mayBe(BitValue::join(A, B), Y));
    ASSERT_FALSE(HasFailure()) << std::hex << X << ' ' << Y;
  }
}

TEST(BitValue, Signs) {
  EXPECT_EQ(BitValue::constant(0x80).cut(8, true),
            BitValue::constant(~uint64_t(0x7f)));
  EXPECT_EQ(BitValue::constant(0x180).cut(8), BitValue::constant(0x80));
}

TEST(BitValue, Undefined) {
  const BitValue Noise = BitValue::undefined();
  EXPECT_EQ((Noise & BitValue::constant(0x200)).Undefined, 0x200u);
  EXPECT_EQ((Noise | BitValue::constant(0x200)).Undefined, ~uint64_t(0x200));
  EXPECT_EQ(Noise.cut(8).Undefined, 0xffu);
  EXPECT_EQ(Noise.shl(8).Undefined, ~uint64_t(0xff));
  // Eight bits written into a register that held noise.
  EXPECT_EQ(Noise.insert(BitValue::constant(2), 8, 8).Undefined,
            ~uint64_t(0xff00));
  EXPECT_EQ(BitValue::add(BitValue{0, 0, 2}, BitValue::constant(1)).Undefined &
                1,
            0u);
}

/// Equal patterns are not equal numbers.
TEST(BitValue, SumOfBooleans) {
  const BitValue Flag = BitValue::boolean();
  EXPECT_EQ(BitValue::add(Flag, Flag).possible(), 3u);
}

} // namespace
