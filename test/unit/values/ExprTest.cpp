//===- ExprTest.cpp - symbolic values -------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Expr.h"
#include "support/Evaluate.h"
#include "gtest/gtest.h"
#include <concepts>

using namespace pvlint;
using namespace pvlint::test;
using flow::BinOp;
using flow::Type;
using flow::UnOp;
using solve::Expr;
using solve::ExprPool;

namespace {

constexpr int64_t IF = 0x200;

class ExprTest : public testing::Test {
protected:
  flow::Contract C = flow::Contract::builtin("x86");
  ExprPool Pool{C};
  flow::Function F;
  flow::Op SaveOp;
  const Expr *X = Pool.param(0, U64);
  const Expr *Y = Pool.param(1, U64);
  const Expr *N = Pool.param(2, I32);

  const Expr *constant(int64_t V) { return Pool.constant(V); }
  const Expr *bin(BinOp Op, const Expr *A, const Expr *B, Type Ty = U64) {
    return Pool.binary(Op, A, B, Ty);
  }
  const Expr *bin(BinOp Op, const Expr *A, std::integral auto B,
                  Type Ty = U64) {
    return Pool.binary(Op, A, constant(B), Ty);
  }
  /// A word whose undefined bits are \p Undefined.
  const Expr *word(uint64_t Undefined = ~uint64_t(IF)) {
    return Pool.word(Pool.event(solve::Event::Save, Pool.eventFunction(F),
                                &SaveOp, flow::Range()),
                     Pool.entry(), ~Undefined, 0);
  }
};

//===----------------------------------------------------------------------===//
// Hash-consing
//===----------------------------------------------------------------------===//

TEST_F(ExprTest, EqualIsSamePointer) {
  EXPECT_EQ(X, Pool.param(0, U64));
  EXPECT_NE(X, Y);
  EXPECT_NE(X, Pool.param(0, I32));
  EXPECT_EQ(constant(5), constant(5));
  EXPECT_EQ(Pool.constant(5, U8), Pool.constant(5, I64)) << "one a number";
  EXPECT_EQ(bin(BinOp::Add, X, Y), bin(BinOp::Add, X, Y));
  EXPECT_NE(bin(BinOp::Add, X, Y), bin(BinOp::Sub, X, Y));
  EXPECT_EQ(Pool.entry(), Pool.entry());
  EXPECT_EQ(Pool.function("f"), Pool.function("f"));
  EXPECT_NE(Pool.function("f"), Pool.function("g"));
  EXPECT_EQ(Pool.opaque(7), Pool.opaque(7));
  EXPECT_NE(Pool.opaque(7), Pool.opaque(8));
  EXPECT_NE(word(), word(0));
  EXPECT_EQ(Pool.stable("s", {X}, U64), Pool.stable("s", {X}, U64));
  EXPECT_NE(Pool.stable("s", {X}, U64), Pool.stable("s", {Y}, U64));
  EXPECT_NE(Pool.stable("s", {X}, U64), Pool.stable("t", {X}, U64));
}

TEST_F(ExprTest, OneWordForOneSave) {
  const Expr *W = word();
  EXPECT_EQ(W, word());
  EXPECT_NE(W, Pool.spent(W));
  EXPECT_EQ(Pool.spent(W), Pool.spent(W));
  EXPECT_EQ(Pool.spent(Pool.spent(W)), Pool.spent(W));
  EXPECT_EQ(bin(BinOp::And, word(), IF), bin(BinOp::And, word(), IF));
}

TEST_F(ExprTest, CellsAreInterned) {
  EXPECT_EQ(Pool.var(1, ".a"), Pool.var(1, ".a"));
  EXPECT_NE(Pool.var(1, ".a"), Pool.var(1, ".b"));
  EXPECT_NE(Pool.var(1), Pool.var(2));
  EXPECT_EQ(Pool.global("g"), Pool.global("g"));
  EXPECT_NE(Pool.global("g"), Pool.global("h"));
  EXPECT_EQ(Pool.pointee(X, ".f"), Pool.pointee(X, ".f"));
  EXPECT_NE(Pool.pointee(X, ".f"), Pool.pointee(Y, ".f"));
  EXPECT_EQ(Pool.cell(Pool.var(1)->Id), Pool.var(1));
}

TEST_F(ExprTest, AddressAndPointeeAreInverse) {
  EXPECT_EQ(Pool.pointee(Pool.address(Pool.var(3))), Pool.var(3));
  EXPECT_EQ(Pool.pointee(Pool.address(Pool.var(3, ".a")), ".b"),
            Pool.var(3, ".a.b"));
  EXPECT_EQ(Pool.address(Pool.pointee(X)), X);
  EXPECT_EQ(Pool.pointee(Pool.address(Pool.global("g", "[]")), "[]"),
            Pool.global("g", "[]"));
}

TEST_F(ExprTest, PathsNameFields) {
  EXPECT_EQ(solve::pathText({}), "");
  EXPECT_EQ(solve::pathText({"a", "b"}), ".a.b");
  EXPECT_EQ(solve::pathText({"a", "[]", "b"}), ".a[].b");
  EXPECT_EQ(solve::pathText({"[]", "[]"}), "[]") << "one cell for all elements";
}

TEST_F(ExprTest, EventsAreInternedAndBounded) {
  auto Step = [&](const solve::Event *Inner) {
    return Pool.event(solve::Event::Call, Pool.eventFunction(F), &SaveOp,
                      flow::Range(), Inner);
  };
  const solve::Event *E = Step(nullptr);
  EXPECT_EQ(E, Step(nullptr));
  EXPECT_EQ(Step(E), Step(E));
  EXPECT_NE(E, Step(E));
  EXPECT_EQ(Step(E)->innermost(), E);
  for (unsigned I = 0; I != 100; ++I)
    E = Step(E);
  EXPECT_LE(E->Depth, ExprPool::MaxEventDepth);
}

TEST_F(ExprTest, StepsAreOfNoBodyInParticular) {
  auto Save = [&] {
    flow::Function Body;
    Body.Name = "f";
    flow::Op Call;
    Call.Code = flow::Opcode::Call;
    Call.Callee = "local_irq_save";
    Call.Spelling = "spin_lock_irqsave";
    Body.Blocks.emplace_back().Ops.assign(2, Call);
    Body.number();
    return Pool.event(solve::Event::Save, Pool.eventFunction(Body),
                      &Body.Blocks[0].Ops[1], flow::Range());
  };
  const solve::Event *E = Save();
  EXPECT_EQ(E, Save()) << "of another copy";
  EXPECT_EQ(E->Fn->Name, "f");
  EXPECT_EQ(E->spelling(), "spin_lock_irqsave");
  EXPECT_EQ(E->At->Callee, "local_irq_save");
  EXPECT_EQ(E->At->Number, 1u);
}

TEST_F(ExprTest, DeepExpressionsBecomeOpaque) {
  const Expr *W = word(), *E = W;
  for (unsigned I = 0; I != 4 * ExprPool::MaxDepth; ++I)
    E = bin(BinOp::Mul, bin(BinOp::Xor, E, 0x5a5a), 3);
  EXPECT_LE(E->Depth, ExprPool::MaxDepth);
  EXPECT_NE(E->Undefined, 0u) << "undefined bits outlive the depth limit";
  EXPECT_EQ(E->Source, W);
}

//===----------------------------------------------------------------------===//
// Folding and normal forms
//===----------------------------------------------------------------------===//

TEST_F(ExprTest, ConstantsFoldInTheirType) {
  auto Fold = [&](BinOp Op, int64_t A, int64_t B, Type Ty) {
    const Expr *E =
        Pool.binary(Op, Pool.constant(A, Ty), Pool.constant(B, Ty), Ty);
    EXPECT_TRUE(E->isConst());
    return E->Value;
  };
  EXPECT_EQ(Fold(BinOp::Add, 200, 100, U8), 44);
  EXPECT_EQ(Fold(BinOp::Add, 100, 100, I8), -56);
  EXPECT_EQ(Fold(BinOp::Sub, 0, 1, U32), 0xffffffff);
  EXPECT_EQ(Fold(BinOp::Sub, 0, 1, I32), -1);
  EXPECT_EQ(Fold(BinOp::Sub, 0, 1, U64), -1);
  EXPECT_EQ(Fold(BinOp::Shl, 1, 31, I32), INT32_MIN);
  EXPECT_EQ(Fold(BinOp::Shr, -8, 1, I32), -4);
  EXPECT_EQ(Fold(BinOp::Shr, -8, 1, U32), 0x7ffffffc);
  EXPECT_EQ(Fold(BinOp::Shr, -1, 63, U64), 1);
  EXPECT_EQ(Fold(BinOp::Div, -7, 2, I32), -3);
  EXPECT_EQ(Fold(BinOp::Div, -1, 2, U64), INT64_MAX);
  EXPECT_EQ(Fold(BinOp::Rem, -7, 2, I32), -1);
  EXPECT_EQ(Fold(BinOp::Lt, -1, 0, I64), 1);
  EXPECT_EQ(Fold(BinOp::Lt, -1, 0, U64), 0);
  EXPECT_EQ(Fold(BinOp::Ge, -1, 0, U64), 1);
  EXPECT_EQ(Fold(BinOp::Ne, 1, 2, U8), 1);
}

TEST_F(ExprTest, WhatHasNoValueIsNotFolded) {
  for (BinOp Op : {BinOp::Div, BinOp::Rem}) {
    EXPECT_FALSE(bin(Op, constant(1), 0)->isConst());
    EXPECT_FALSE(bin(Op, constant(INT64_MIN), -1, I64)->isConst());
  }
  EXPECT_FALSE(bin(BinOp::Shl, constant(1), 64)->isConst());
  EXPECT_FALSE(bin(BinOp::Shr, constant(1), -1)->isConst());
}

TEST_F(ExprTest, CastsCut) {
  EXPECT_EQ(Pool.cast(constant(0x1ff), U8)->Value, 0xff);
  EXPECT_EQ(Pool.cast(constant(0x1ff), I8)->Value, -1);
  EXPECT_EQ(Pool.cast(constant(-1), U32)->Value, 0xffffffff);
  EXPECT_EQ(Pool.cast(X, U64), X);
  EXPECT_NE(Pool.cast(X, U32), X);
  EXPECT_EQ(Pool.cast(Pool.cast(X, U32), U32), Pool.cast(X, U32));
}

TEST_F(ExprTest, NeutralOperandsVanish) {
  for (BinOp Op :
       {BinOp::Or, BinOp::Xor, BinOp::Add, BinOp::Sub, BinOp::Shl, BinOp::Shr})
    EXPECT_EQ(bin(Op, X, 0), X);
  EXPECT_EQ(bin(BinOp::And, X, -1), X);
  EXPECT_EQ(bin(BinOp::And, X, 0), constant(0));
  EXPECT_EQ(bin(BinOp::And, X, X), X);
  EXPECT_EQ(bin(BinOp::Or, X, X), X);
  EXPECT_EQ(bin(BinOp::Xor, X, X), constant(0));
  EXPECT_EQ(bin(BinOp::Sub, X, X), constant(0));
  EXPECT_EQ(bin(BinOp::Eq, X, X), constant(1));
  EXPECT_EQ(bin(BinOp::Lt, X, X), constant(0));
  EXPECT_EQ(bin(BinOp::Le, X, X), constant(1));
  EXPECT_EQ(bin(BinOp::Lt, X, 0), constant(0)) << "unsigned";
  EXPECT_FALSE(bin(BinOp::Lt, N, 0, I32)->isConst());
}

TEST_F(ExprTest, OneFormForWhatIsTheSame) {
  for (BinOp Op : {BinOp::Add, BinOp::Mul, BinOp::And, BinOp::Or, BinOp::Xor})
    EXPECT_EQ(bin(Op, constant(6), X), bin(Op, X, 6));
  for (BinOp Op : {BinOp::Eq, BinOp::Ne})
    EXPECT_EQ(bin(Op, X, Y), bin(Op, Y, X));
  EXPECT_EQ(bin(BinOp::Gt, X, Y), bin(BinOp::Lt, Y, X));
  EXPECT_EQ(bin(BinOp::Le, X, Y), Pool.logicalNot(bin(BinOp::Gt, X, Y)));
  EXPECT_EQ(bin(BinOp::Ge, X, Y), Pool.logicalNot(bin(BinOp::Lt, X, Y)));
  EXPECT_EQ(Pool.logicalNot(bin(BinOp::Lt, X, Y)), bin(BinOp::Le, Y, X));
  EXPECT_EQ(Pool.logicalNot(Pool.logicalNot(bin(BinOp::Lt, X, Y))),
            bin(BinOp::Lt, X, Y));
  EXPECT_EQ(Pool.logicalNot(bin(BinOp::Eq, X, 3)), bin(BinOp::Ne, X, 3, I32));
  EXPECT_EQ(bin(BinOp::And, bin(BinOp::And, X, 0xf0), 0x3c),
            bin(BinOp::And, X, 0x30));
}

TEST_F(ExprTest, AddressesAreNotNull) {
  for (const Expr *A : {Pool.address(Pool.var(0)), Pool.function("f")}) {
    EXPECT_EQ(bin(BinOp::Eq, A, 0), constant(0));
    EXPECT_EQ(bin(BinOp::Ne, A, 0), constant(1));
    EXPECT_EQ(Pool.logicalNot(A), constant(0));
  }
}

/// Compares what the pool makes of random expressions with C, for \p Types.
void expectValuesKept(ExprPool &Pool, llvm::ArrayRef<Type> Types,
                      llvm::ArrayRef<Type> LeafTypes, bool ArithmeticShift) {
  std::vector<const Expr *> Params;
  for (size_t I = 0; I != LeafTypes.size(); ++I)
    Params.push_back(Pool.param(I, LeafTypes[I]));
  Grower G;
  G.Types = Types;
  G.Leaves = LeafTypes;
  G.ArithmeticShift = ArithmeticShift;
  unsigned Compared = 0, Failed = 0;
  for (unsigned Round = 0; Round != 4000; ++Round) {
    TreePtr T = G.grow(3);
    const Expr *E = T->build(Pool, Params);
    for (unsigned Try = 0; Try != 6; ++Try) {
      int64_t Values[4];
      for (size_t I = 0; I != LeafTypes.size(); ++I)
        Values[I] = cut(Try & 1 ? G.constant() : int64_t(G.Random()) << 11,
                        LeafTypes[I]);
      auto Want = T->evaluate(Values);
      auto Got = evaluate(E, Values);
      if (!Want || !Got)
        continue;
      ++Compared;
      if (*Want != *Got && ++Failed < 4)
        ADD_FAILURE() << T->text() << " with x0 = " << Values[0]
                      << ", x1 = " << Values[1] << " is " << *Want << ", not "
                      << *Got;
    }
  }
  EXPECT_GT(Compared, 5000u);
  EXPECT_EQ(Failed, 0u) << "of " << Compared;
}

TEST_F(ExprTest, SimplificationKeepsUnsigned64) {
  expectValuesKept(Pool, {U64}, {U64, U64}, true);
}

TEST_F(ExprTest, SimplificationKeepsUnsigned) {
  expectValuesKept(Pool, {U8, U32, U64}, {U64, U32, U8}, true);
}

TEST_F(ExprTest, SimplificationKeepsSigned64) {
  expectValuesKept(Pool, {I64}, {I64, I64}, true);
}

TEST_F(ExprTest, SimplificationKeepsSigned) {
  expectValuesKept(Pool, {I32, I64}, {I32, I64}, true);
}

TEST_F(ExprTest, SimplificationKeepsTheUsualTypes) {
  expectValuesKept(Pool, {U8, I32, U64}, {I32, U64, U8}, true);
}

// Disabled: cast() drops casts that change the sign only, and widening ones of
// negative numbers to an unsigned type under 64 bits.
TEST_F(ExprTest, SimplificationKeepsMixedSigns) {
  expectValuesKept(Pool, {U8, I8, I32, U32, I64, U64}, {I8, U8, I32, U64},
                   true);
}

// Disabled: binary(And) takes a mask as wide as the operand's type for one that
// does nothing, although the operand was widened with its sign before.
TEST_F(ExprTest, MasksCutWidenedSigns) {
  const Expr *Masked = bin(BinOp::And, Pool.cast(N, U64), 0xffffffff);
  EXPECT_EQ(evaluate(Masked, {0, 0, -1}), 0xffffffff);
}

//===----------------------------------------------------------------------===//
// Undefined bits
//===----------------------------------------------------------------------===//

TEST_F(ExprTest, MasksOrsAndShiftsAreExact) {
  const Expr *W = word(0x0f);
  auto Undefined = [](const Expr *E) { return E->Undefined; };
  EXPECT_EQ(Undefined(W), 0x0fu);
  EXPECT_EQ(Undefined(bin(BinOp::And, W, 0x3c)), 0x0cu);
  EXPECT_EQ(Undefined(bin(BinOp::And, W, 0xf0)), 0u);
  EXPECT_EQ(Undefined(bin(BinOp::Or, W, 0x05)), 0x0au);
  EXPECT_EQ(Undefined(bin(BinOp::Xor, W, 0xff)), 0x0fu);
  EXPECT_EQ(Undefined(bin(BinOp::Shl, W, 2)), 0x3cu);
  EXPECT_EQ(Undefined(bin(BinOp::Shr, W, 2)), 0x03u);
  EXPECT_EQ(Undefined(bin(BinOp::Shr, W, 4)), 0u);
  EXPECT_EQ(Undefined(Pool.unary(UnOp::BitNot, W, U64)), 0x0fu);
  EXPECT_EQ(Undefined(bin(BinOp::Shl, Pool.cast(W, U8), 6, U8)), 0xc0u);
  EXPECT_EQ(Undefined(bin(BinOp::Add, bin(BinOp::Shl, W, 8), 1)),
            ~uint64_t(0xff))
      << "a carry goes up only";
}

TEST_F(ExprTest, CastsCutAndExtendUndefinedBits) {
  const Expr *W = word(0xff80);
  EXPECT_EQ(Pool.cast(W, U8)->Undefined, 0x80u);
  EXPECT_EQ(Pool.cast(W, U32)->Undefined, 0xff80u);
  const Expr *Signed = Pool.cast(W, I8);
  EXPECT_EQ(Signed->Undefined & 0xff, 0x80u);
  EXPECT_EQ(Pool.cast(Signed, U64)->Undefined, ~uint64_t(0x7f))
      << "the sign bit is copied";
  EXPECT_EQ(Pool.cast(Pool.cast(W, U8), U64)->Undefined, 0x80u);
}

TEST_F(ExprTest, ComparisonsHangOnEveryBit) {
  const Expr *W = word();
  EXPECT_EQ(bin(BinOp::Eq, W, 0)->Undefined, 1u);
  EXPECT_EQ(bin(BinOp::Ne, W, IF)->Undefined, 1u);
  EXPECT_EQ(bin(BinOp::Lt, W, X)->Undefined, 1u);
  EXPECT_EQ(Pool.logicalNot(W)->Undefined, 1u);
  const Expr *Masked = bin(BinOp::And, W, IF);
  EXPECT_EQ(Masked->Undefined, 0u);
  EXPECT_EQ(bin(BinOp::Eq, Masked, 0)->Undefined, 0u);
  EXPECT_EQ(Pool.logicalNot(Masked)->Undefined, 0u);
  EXPECT_EQ(Masked->Source, nullptr);
}

TEST_F(ExprTest, TheSourceIsKnown) {
  const Expr *W = word();
  const Expr *AC = bin(BinOp::And, W, 0x40000);
  EXPECT_EQ(AC->Undefined, 0x40000u);
  EXPECT_EQ(AC->Source, W);
  EXPECT_EQ(AC->SourceBits, 0x40000u);
  const Expr *Shifted = bin(BinOp::And, bin(BinOp::Shr, W, 18), 1);
  EXPECT_EQ(Shifted->Undefined, 1u);
  EXPECT_EQ(Shifted->SourceBits, 0x40000u) << "bit 0 here is bit 18 there";
  EXPECT_EQ(bin(BinOp::And, bin(BinOp::Shr, W, 9), 1)->Undefined, 0u);
}

TEST_F(ExprTest, UndefinedConservativelyMerge) {
  const Expr *A = word(0x0f), *B = bin(BinOp::And, word(0xf0), 0x30);
  const Expr *J = Pool.opaqueLike(1, A, B);
  EXPECT_EQ(J->Undefined, 0x3fu);
  EXPECT_TRUE(J->Source == A || J->Source == B->Source);
}

TEST_F(ExprTest, CallersValuesMayBeWords) {
  EXPECT_EQ(X->Undefined, 0u);
  EXPECT_EQ(X->MaybeUndefined, ~uint64_t(IF));
  EXPECT_EQ(N->MaybeUndefined, 0u) << "an int holds no word";
  EXPECT_EQ(bin(BinOp::And, X, 0x600)->MaybeUndefined, 0x400u);
}

/// Enumerates the undefined low bits of a word, under several values of the
/// defined ones, and collects what varies.
void expectSound(ExprPool &Pool, const Expr *Word, uint64_t Undefined,
                 llvm::ArrayRef<Type> Types, bool ArithmeticShift) {
  Grower G;
  G.Types = Types;
  Type LeafTypes[] = {U64};
  G.Leaves = LeafTypes;
  G.ArithmeticShift = ArithmeticShift;
  unsigned Varying = 0, Failed = 0;
  for (unsigned Round = 0; Round != 4000; ++Round) {
    TreePtr T = G.grow(1 + Round % 4);
    const Expr *E = T->build(Pool, {Word});
    uint64_t Varies = 0;
    for (unsigned Base = 0; Base != 4; ++Base) {
      const int64_t Defined =
          Base == 0 ? 0
          : Base == 1
              ? ~int64_t(Undefined)
              : (int64_t(G.Random()) << 17 ^ G.Random()) & ~int64_t(Undefined);
      std::optional<int64_t> First;
      // All subsets of the undefined bits.
      for (uint64_t Noise = Undefined;; Noise = (Noise - 1) & Undefined) {
        auto V = T->evaluate({int64_t(uint64_t(Defined) | Noise)});
        if (V && !First)
          First = V;
        if (V)
          Varies |= uint64_t(*V ^ *First);
        if (!Noise)
          break;
      }
    }
    Type Ty = T->type();
    if (Ty.Bits < 64)
      Varies &= (uint64_t(1) << Ty.Bits) - 1;
    Varying += Varies != 0;
    if ((Varies & ~E->Undefined) && ++Failed < 4)
      ADD_FAILURE() << T->text() << " varies in 0x" << std::hex << Varies
                    << ", of which only 0x" << E->Undefined
                    << " are said to be undefined";
  }
  EXPECT_GT(Varying, 300u);
  EXPECT_EQ(Failed, 0u);
}

TEST_F(ExprTest, NoVaryingBitIsCalledDefinedUnsigned) {
  for (uint64_t Undefined : {0xffu, 0x0fu, 0x81u, 0x3cu})
    expectSound(Pool, word(Undefined), Undefined, {U8, U32, U64}, true);
}

TEST_F(ExprTest, NoVaryingBitIsCalledDefinedSigned) {
  for (uint64_t Undefined : {0xffu, 0x0fu, 0x81u})
    expectSound(Pool, word(Undefined), Undefined, {U8, I32, U64}, false);
}

// Disabled: see SimplificationKeepsMixedSigns.
TEST_F(ExprTest, NoVaryingBitIsCalledDefinedMixedSigns) {
  for (uint64_t Undefined : {0xffu, 0x0fu, 0x81u})
    expectSound(Pool, word(Undefined), Undefined, {I8, U8, I32, U64, I64},
                false);
}

// Disabled: undefinedOf(Shr) brings zeros in from above for signed types too;
// an undefined sign bit is copied.
TEST_F(ExprTest, NoVaryingBitIsCalledDefinedArithmeticShift) {
  for (uint64_t Undefined : {0xffu, 0x0fu, 0x81u})
    expectSound(Pool, word(Undefined), Undefined, {U8, I32, U64}, true);
}

/// For chains of operations with constants that lose nothing the mask is what
/// varies, bit for bit.
TEST_F(ExprTest, MaskChainsAreExact) {
  std::mt19937 Random;
  for (unsigned Round = 0; Round != 2000; ++Round) {
    const uint64_t Undefined = Random() & 0xff;
    const Expr *W = word(Undefined);
    TreePtr T = leaf(0, U64);
    for (unsigned I = 0, N = 1 + Random() % 5; I != N; ++I) {
      switch (Random() % 6) {
      case 0:
        T = binary(BinOp::And, std::move(T), number(Random() & 0xffff, U64),
                   U64);
        break;
      case 1:
        T = binary(BinOp::Or, std::move(T), number(Random() & 0xffff, U64),
                   U64);
        break;
      case 2:
        T = binary(BinOp::Xor, std::move(T), number(Random() & 0xffff, U64),
                   U64);
        break;
      case 3:
        T = binary(BinOp::Shl, std::move(T), number(Random() % 9, U64), U64);
        break;
      case 4:
        T = binary(BinOp::Shr, std::move(T), number(Random() % 9, U64), U64);
        break;
      default:
        T = castTo(U64, castTo(Random() % 2 ? U8 : U32, std::move(T)));
        break;
      }
    }
    uint64_t Varies = 0;
    int64_t First = *T->evaluate({0});
    for (uint64_t Noise = 0; Noise != 0x100; ++Noise)
      if (!(Noise & ~Undefined))
        Varies |= uint64_t(*T->evaluate({int64_t(Noise)}) ^ First);
    ASSERT_EQ(T->build(Pool, {W})->Undefined, Varies)
        << T->text() << ", undefined " << Undefined;
  }
}

//===----------------------------------------------------------------------===//
// What a word says
//===----------------------------------------------------------------------===//

TEST_F(ExprTest, StateOfWords) {
  const Expr *W = word();
  EXPECT_EQ(Pool.stateOf(W), Pool.entry());
  EXPECT_EQ(Pool.stateOf(Pool.spent(W)), Pool.entry());
  EXPECT_EQ(Pool.stateOf(Pool.cast(W, U32)), Pool.entry());
  EXPECT_EQ(Pool.stateOf(bin(BinOp::And, W, IF)), Pool.entry());
  EXPECT_EQ(Pool.stateOf(bin(BinOp::And, W, ~IF)), constant(0));
  EXPECT_EQ(Pool.stateOf(bin(BinOp::Or, W, IF)), constant(1));
  EXPECT_EQ(Pool.stateOf(bin(BinOp::Or, W, 1)), Pool.entry());
  EXPECT_EQ(Pool.stateOf(constant(IF)), constant(1));
  EXPECT_EQ(Pool.stateOf(constant(0)), constant(0));
  EXPECT_EQ(Pool.stateOf(X)->K, Expr::IfBit);
  EXPECT_EQ(Pool.stateOf(X), Pool.stateOf(X));
  EXPECT_NE(Pool.stateOf(X), Pool.stateOf(Y));
}

TEST_F(ExprTest, SpellingsOfTheStateTest) {
  for (const Expr *W : {word(), X}) {
    const Expr *State = Pool.stateOf(W);
    auto Test = [&](const Expr *E) -> std::pair<const Expr *, bool> {
      bool Negated = false;
      const Expr *S = Pool.asStateTest(E, Negated);
      return {S, Negated};
    };
    const Expr *Masked = bin(BinOp::And, W, IF);
    EXPECT_EQ(Test(Masked), std::pair(State, false));
    EXPECT_EQ(Test(Pool.logicalNot(Masked)), std::pair(State, true));
    EXPECT_EQ(Test(bin(BinOp::Eq, Masked, IF)), std::pair(State, false));
    EXPECT_EQ(Test(bin(BinOp::Ne, Masked, IF)), std::pair(State, true));
    EXPECT_EQ(Test(bin(BinOp::Eq, Masked, 0)), std::pair(State, true));
    EXPECT_EQ(Test(bin(BinOp::Ne, Masked, 0)), std::pair(State, false));
    const Expr *Shifted = bin(BinOp::And, bin(BinOp::Shr, W, 9), 1);
    EXPECT_EQ(Test(Shifted), std::pair(State, false));
    EXPECT_EQ(Test(bin(BinOp::Eq, Shifted, 1)), std::pair(State, false));
    EXPECT_EQ(Test(bin(BinOp::Eq, Shifted, 0)), std::pair(State, true));
    EXPECT_EQ(Test(Pool.logicalNot(Shifted)), std::pair(State, true));
    EXPECT_EQ(Test(Pool.cast(Masked, I32)), std::pair(State, false));

    EXPECT_EQ(Test(W).first, nullptr) << "other bits count too";
    EXPECT_EQ(Test(bin(BinOp::And, W, 0x600)).first, nullptr);
    EXPECT_EQ(Test(bin(BinOp::And, W, 0x400)).first, nullptr);
    EXPECT_EQ(Test(bin(BinOp::Eq, Masked, 1)).first, nullptr);
    EXPECT_EQ(Test(bin(BinOp::Add, Masked, 1)).first, nullptr);
  }
}

// Disabled: asStateTest() looks through every cast. A cast that cuts IF off
// leaves nothing to test.
TEST_F(ExprTest, NarrowedWordsTellNothing) {
  bool Negated;
  EXPECT_EQ(Pool.asStateTest(Pool.cast(bin(BinOp::And, X, IF), U8), Negated),
            nullptr);
  EXPECT_EQ(
      Pool.asStateTest(bin(BinOp::And, Pool.cast(X, U8), IF, I32), Negated),
      nullptr);
}

// Disabled: only an unshifted mask is compared with the number. A shifted bit
// is 0 or 1, never 2.
TEST_F(ExprTest, ShiftedBitsAreNotTwo) {
  bool Negated;
  const Expr *Bit = bin(BinOp::And, bin(BinOp::Shr, X, 9), 1);
  EXPECT_EQ(Pool.asStateTest(bin(BinOp::Eq, Bit, 2), Negated), nullptr);
}

TEST(ExprArm64, TheSenseIsTheFamilys) {
  flow::Contract C = flow::Contract::builtin("arm64");
  ExprPool Pool(C);
  const flow::WordFamily &F = C.family(0);
  if (!F.EnableMask || F.SetMeansOn)
    GTEST_SKIP() << "the family has no bit that means off";
  EXPECT_EQ(Pool.stateOf(Pool.constant(F.EnableMask)), Pool.constant(0));
  EXPECT_EQ(Pool.stateOf(Pool.constant(0)), Pool.constant(1));
  bool Negated = false;
  const Expr *X = Pool.param(0, U64);
  EXPECT_EQ(Pool.asStateTest(
                Pool.binary(BinOp::And, X, Pool.constant(F.EnableMask), U64),
                Negated),
            Pool.stateOf(X));
  EXPECT_TRUE(Negated);
}

} // namespace
