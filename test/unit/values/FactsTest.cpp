//===- FactsTest.cpp - what a path knows ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Facts.h"
#include "support/Evaluate.h"
#include "values/Order.h"
#include "gtest/gtest.h"
#include <concepts>

using namespace pvlint;
using namespace pvlint::test;
using flow::BinOp;
using flow::Type;
using solve::Expr;
using solve::ExprPool;
using solve::Facts;
using solve::Tri;

namespace pvlint::solve {
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name.
void PrintTo(Tri T, std::ostream *OS) {
  *OS << (T == Tri::True ? "True" : T == Tri::False ? "False" : "Unknown");
}
} // namespace pvlint::solve

namespace {

constexpr int64_t IF = 0x200;

class FactsTest : public testing::Test {
protected:
  flow::Contract C = flow::Contract::builtin("x86");
  ExprPool Pool{C};
  // Parameters: two words, two ints, a byte.
  const Expr *Flags = Pool.param(0, U64);
  const Expr *Other = Pool.param(1, U64);
  const Expr *N = Pool.param(2, I32);
  const Expr *M = Pool.param(3, I32);
  const Expr *Byte = Pool.param(4, U8);

  const Expr *bin(BinOp Op, const Expr *A, const Expr *B, Type Ty = I32) {
    return Pool.binary(Op, A, B, Ty);
  }
  const Expr *bin(BinOp Op, const Expr *A, std::integral auto B,
                  Type Ty = I32) {
    return Pool.binary(Op, A, Pool.constant(B), Ty);
  }
  const Expr *bin(BinOp Op, std::integral auto A, const Expr *B,
                  Type Ty = I32) {
    return Pool.binary(Op, Pool.constant(A), B, Ty);
  }
  const Expr *negated(const Expr *E) { return Pool.logicalNot(E); }
  const Expr *word(const Expr *State) {
    return Pool.word(Pool.event(solve::Event::Save, Pool.eventFunction(F),
                                &SaveOp, flow::Range()),
                     State, IF, 0);
  }

  /// Conditions on the parameters above, of all shapes that code has.
  std::vector<const Expr *> conditions() {
    std::vector<const Expr *> All = {Flags, Other, N, M, Byte, Pool.entry()};
    auto Add = [&](const Expr *E) {
      if (!E->isConst())
        All.push_back(E);
    };
    for (const Expr *E : {N, M, Byte}) {
      for (int K : {0, 1, 2, 5, 200}) {
        Add(bin(BinOp::Eq, E, K));
        Add(bin(BinOp::Ne, E, K));
        Add(bin(BinOp::Lt, E, K));
        Add(bin(BinOp::Le, E, K));
        Add(bin(BinOp::Gt, E, K));
        Add(bin(BinOp::Ge, E, K));
      }
      Add(bin(BinOp::And, E, 4));
      Add(bin(BinOp::And, E, 1));
    }
    Add(bin(BinOp::Eq, N, -1));
    Add(bin(BinOp::Lt, N, M));
    Add(bin(BinOp::Le, N, M));
    Add(bin(BinOp::Eq, N, M));
    Add(bin(BinOp::Ne, N, M));
    Add(bin(BinOp::Add, N, M));
    const Expr *Next = bin(BinOp::Add, N, 1), *Before = bin(BinOp::Sub, N, 1);
    for (const Expr *E : {Next, Before}) {
      Add(E);
      Add(bin(BinOp::Lt, E, M));
      Add(bin(BinOp::Lt, M, E));
      Add(bin(BinOp::Eq, E, M));
      Add(bin(BinOp::Lt, E, 2));
      Add(bin(BinOp::Lt, 2, E));
    }
    const Expr *Unsigned = Pool.cast(N, U32), *Size = Pool.cast(M, U32);
    const Expr *Again = Pool.cast(Before, I32);
    const Expr *Low = Pool.cast(bin(BinOp::Sub, Unsigned, 1, U32), I32);
    for (const Expr *E : {Again, Low, Pool.cast(Flags, I32)}) {
      Add(bin(BinOp::Lt, E, 0));
      Add(bin(BinOp::Lt, 1, E));
      Add(bin(BinOp::Lt, E, M));
      Add(bin(BinOp::Eq, E, -1));
    }
    Add(bin(BinOp::Lt, INT64_MAX, bin(BinOp::Sub, Flags, Other, U64), U64));
    Add(bin(BinOp::Lt, Unsigned, 5, U32));
    Add(bin(BinOp::Lt, 3, Unsigned, U32));
    Add(bin(BinOp::Lt, Unsigned, Size, U32));
    Add(bin(BinOp::Lt, bin(BinOp::Add, Unsigned, 1, U32), Size, U32));
    Add(bin(BinOp::Lt, Size, bin(BinOp::Sub, Unsigned, 1, U32), U32));
    Add(bin(BinOp::Lt, bin(BinOp::Sub, M, 2, U64), 3, U64));
    Add(bin(BinOp::Lt, bin(BinOp::And, M, 7), 3));
    for (const Expr *W : {Flags, Other}) {
      const Expr *Bit = bin(BinOp::And, W, IF, U64);
      const Expr *Shifted = bin(BinOp::And, bin(BinOp::Shr, W, 9, U64), 1, U64);
      Add(Bit);
      Add(bin(BinOp::Eq, Bit, IF, U64));
      Add(bin(BinOp::Ne, Bit, 0, U64));
      Add(Shifted);
      Add(bin(BinOp::Eq, Shifted, 0, U64));
      Add(bin(BinOp::Eq, W, 0, U64));
      Add(bin(BinOp::Lt, W, 0x300, U64));
      Add(bin(BinOp::And, W, 0x40000, U64));
      Add(Pool.stateOf(W));
    }
    Add(bin(BinOp::Eq, Flags, Other, U64));
    for (size_t I = 0, E = All.size(); I != E; ++I)
      Add(negated(All[I]));
    return All;
  }

  /// Values for the five parameters.
  std::vector<int64_t> values(Grower &G) {
    auto Pick = [&] {
      static const int64_t Some[] = {0, 1,  2,     3,     5,     200,
                                     4, -1, 0x200, 0x204, 0x2ff, 0x40200};
      return Some[G.below(std::size(Some))];
    };
    return {Pick(), Pick(), cut(Pick(), I32), cut(Pick(), I32),
            cut(Pick(), U8)};
  }

private:
  flow::Function F;
  flow::Op SaveOp;
};

TEST_F(FactsTest, NothingIsKnownAtFirst) {
  Facts F;
  EXPECT_TRUE(F.empty());
  for (const Expr *E : conditions())
    EXPECT_EQ(F.truth(Pool, E), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, Pool.constant(3)), Tri::True);
  EXPECT_EQ(F.truth(Pool, Pool.constant(0)), Tri::False);
  EXPECT_EQ(F.truth(Pool, Pool.function("f")), Tri::True);
  EXPECT_EQ(F.truth(Pool, Pool.address(Pool.var(0))), Tri::True);
}

bool isEqualityOfUnknowns(const Expr *E) {
  return E->K == Expr::Binary && !E->B->isConst() &&
         (E->Bin == BinOp::Eq || E->Bin == BinOp::Ne);
}

TEST_F(FactsTest, WhatIsAssumedIsTrue) {
  for (const Expr *E : conditions())
    for (bool Nonzero : {false, true}) {
      Facts F;
      EXPECT_TRUE(F.assume(Pool, E, Nonzero));
      EXPECT_EQ(F.truth(Pool, E), Nonzero ? Tri::True : Tri::False);
      EXPECT_TRUE(F.assume(Pool, E, Nonzero)) << "again";
      EXPECT_FALSE(Facts(F).assume(Pool, E, !Nonzero)) << "a contradiction";
      if (isEqualityOfUnknowns(E))
        continue; // EqualAndUnequalExcludeEachOther
      EXPECT_EQ(F.truth(Pool, negated(E)), Nonzero ? Tri::False : Tri::True);
      EXPECT_FALSE(Facts(F).assume(Pool, negated(E), Nonzero));
    }
}

TEST_F(FactsTest, Equalities) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, 5), true));
  EXPECT_EQ(F.equal(N), 5);
  EXPECT_EQ(F.truth(Pool, N), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 6)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Ne, N, 6)), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, 6)), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Gt, N, 6)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, M)), Tri::Unknown);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, M, N), true));
  EXPECT_EQ(F.equal(M), 5) << "equal to a number";
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, M)), Tri::False);
}

TEST_F(FactsTest, Exclusions) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, 5), false));
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, 6), false));
  EXPECT_EQ(F.truth(Pool, N), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 5)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 6)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 7)), Tri::Unknown);
  EXPECT_FALSE(Facts(F).assume(Pool, bin(BinOp::Eq, N, 5), true));
  EXPECT_TRUE(F.assume(Pool, N, true));
  EXPECT_EQ(F.truth(Pool, N), Tri::True);
}

TEST_F(FactsTest, ManyExclusionsAreForgottenNotWrong) {
  Facts F;
  for (int K = 1; K <= 48; ++K)
    EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, K), false));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 1)), Tri::False);
  EXPECT_NE(F.truth(Pool, bin(BinOp::Eq, N, 40)), Tri::True);
}

TEST_F(FactsTest, ABooleanHasTwoValues) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, Pool.entry(), 1), false));
  EXPECT_EQ(F.equal(Pool.entry()), 0);
  EXPECT_EQ(F.truth(Pool, negated(Pool.entry())), Tri::True);
}

TEST_F(FactsTest, OrderFacts) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, M), true));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Gt, M, N)), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Ge, N, M)), Tri::False);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, 7), true));
  EXPECT_FALSE(Facts(F).assume(Pool, bin(BinOp::Eq, M, 7), true));
  EXPECT_FALSE(Facts(F).assume(Pool, bin(BinOp::Eq, M, -7), true));
  EXPECT_TRUE(Facts(F).assume(Pool, bin(BinOp::Eq, M, 8), true));
}

TEST_F(FactsTest, OrderWithSums) {
  // i < n, then i + 1: not above n, and n where that is not above i + 1.
  Facts F;
  const Expr *Next = bin(BinOp::Add, N, 1);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, M), true));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, M, Next)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, Next, M)), Tri::Unknown);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, Next, M), false));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, Next, M)), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, M)), Tri::False);
}

TEST_F(FactsTest, WhatIsLeftOfARangeIsOneNumber) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, 2), false));
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Gt, N, 3), false));
  EXPECT_EQ(F.truth(Pool, N), Tri::True);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, 4)), Tri::False);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, 2), false));
  EXPECT_EQ(F.equal(N), 3);
}

TEST_F(FactsTest, RangesAndCaseRangesAreOne) {
  Facts In;
  EXPECT_TRUE(In.assumeIn(Pool, N, 2, 5));
  EXPECT_EQ(In.truth(Pool, bin(BinOp::Lt, N, 2)), Tri::False);
  EXPECT_EQ(In.truth(Pool, bin(BinOp::Gt, N, 5)), Tri::False);
  Facts Out;
  EXPECT_TRUE(Out.assumeNotIn(Pool, N, 2, 5));
  EXPECT_TRUE(Out.assume(Pool, bin(BinOp::Ge, N, 2), true));
  EXPECT_FALSE(Out.assume(Pool, bin(BinOp::Le, N, 5), true));
}

TEST_F(FactsTest, CountingDownFromWhatIsNotNegativeEndsAtZero) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, 0), false));
  EXPECT_TRUE(F.assume(Pool, N, true));
  const Expr *Before = bin(BinOp::Sub, N, 1);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, Before, 0)), Tri::False);
  EXPECT_EQ(F.truth(Pool, Before), Tri::Unknown);
}

TEST_F(FactsTest, UnsignedSumsMayWrap) {
  Facts F;
  const Expr *U = Pool.cast(N, U32), *V = Pool.cast(M, U32);
  const Expr *Before = bin(BinOp::Sub, U, 1, U32);
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, U, V, U32), true));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, Before, V, U32)), Tri::Unknown);
  EXPECT_TRUE(F.assume(Pool, U, true));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, Before, V, U32)), Tri::True);
}

TEST_F(FactsTest, BelowZeroIsNotZero) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, 0), true));
  EXPECT_EQ(F.truth(Pool, N), Tri::True);
  Facts G;
  EXPECT_TRUE(G.assume(Pool, bin(BinOp::Gt, N, 3), true));
  EXPECT_EQ(G.truth(Pool, N), Tri::True);
}

TEST_F(FactsTest, CaseRanges) {
  Facts F;
  EXPECT_TRUE(F.assumeIn(Pool, N, 3, 3));
  EXPECT_EQ(F.equal(N), 3);
  EXPECT_TRUE(F.assumeIn(Pool, N, 1, 5));
  EXPECT_FALSE(Facts(F).assumeIn(Pool, N, 4, 5));
  EXPECT_FALSE(Facts(F).assumeNotIn(Pool, N, 1, 5));
  EXPECT_FALSE(Facts(F).assumeNotIn(Pool, N, 3, 3));
  EXPECT_TRUE(F.assumeNotIn(Pool, N, 4, 5));
  Facts G;
  EXPECT_TRUE(G.assumeNotIn(Pool, N, 3, 3));
  EXPECT_FALSE(Facts(G).assumeIn(Pool, N, 3, 3));
}

TEST_F(FactsTest, OneWordOneTruth) {
  for (const Expr *W : {Flags, word(Pool.entry())}) {
    const Expr *Bit = bin(BinOp::And, W, IF, U64);
    const Expr *Shifted = bin(BinOp::And, bin(BinOp::Shr, W, 9, U64), 1, U64);
    const std::pair<const Expr *, bool> Tests[] = {
        {Bit, true},
        {Shifted, true},
        {negated(Bit), false},
        {negated(negated(Bit)), true},
        {bin(BinOp::Eq, Bit, IF, U64), true},
        {bin(BinOp::Ne, Bit, IF, U64), false},
        {bin(BinOp::Eq, Bit, 0, U64), false},
        {bin(BinOp::Ne, Bit, 0, U64), true},
        {bin(BinOp::Eq, Shifted, 1, U64), true},
        {bin(BinOp::Eq, Shifted, 0, U64), false},
        {Pool.stateOf(W), true},
    };
    for (const auto &[Assumed, MeansOn] : Tests)
      for (bool On : {false, true}) {
        Facts F;
        EXPECT_TRUE(F.assume(Pool, Assumed, MeansOn == On));
        for (const auto &[Asked, AskedMeansOn] : Tests)
          EXPECT_EQ(F.truth(Pool, Asked),
                    AskedMeansOn == On ? Tri::True : Tri::False);
      }
  }
}

TEST_F(FactsTest, AWordsTestIsATestOfTheStateAtItsSave) {
  const Expr *W = word(Pool.entry());
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::And, W, IF, U64), false));
  EXPECT_EQ(F.truth(Pool, Pool.entry()), Tri::False);
  const Expr *Off = word(Pool.constant(0));
  EXPECT_EQ(Facts().truth(Pool, bin(BinOp::And, Off, IF, U64)), Tri::False);
  EXPECT_FALSE(Facts().assume(Pool, bin(BinOp::And, Off, IF, U64), true));
}

TEST_F(FactsTest, MaskOfZeroIsZero) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, N, false));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::And, N, 4)), Tri::False);
}

/// Facts hold for the numbers they were assumed of: with true conditions no
/// path is refused, and nothing untrue is believed.
TEST_F(FactsTest, BitsTestedTogether) {
  const Expr *Low = bin(BinOp::And, N, 1), *Both = bin(BinOp::And, N, 3);
  Facts Clear;
  EXPECT_TRUE(Clear.assume(Pool, Both, false));
  EXPECT_EQ(Clear.truth(Pool, Low), Tri::False);
  Facts Set;
  EXPECT_TRUE(Set.assume(Pool, Low, true));
  EXPECT_EQ(Set.truth(Pool, Both), Tri::True);
  EXPECT_FALSE(Facts(Set).assume(Pool, Both, false));
  Facts Some;
  EXPECT_TRUE(Some.assume(Pool, Both, true));
  EXPECT_EQ(Some.truth(Pool, Low), Tri::Unknown) << "it may be the other bit";
  Facts Number;
  EXPECT_TRUE(Number.assume(Pool, bin(BinOp::Eq, Both, 2), true));
  EXPECT_EQ(Number.truth(Pool, Low), Tri::False);
}

TEST_F(FactsTest, BitsTestedOneByOne) {
  const Expr *Low = bin(BinOp::And, N, 1), *High = bin(BinOp::And, N, 2),
             *Both = bin(BinOp::And, N, 3);
  Facts NotBoth;
  EXPECT_TRUE(NotBoth.assume(Pool, bin(BinOp::Eq, Both, 3), false));
  EXPECT_EQ(NotBoth.truth(Pool, High), Tri::Unknown);
  EXPECT_TRUE(NotBoth.assume(Pool, Low, true));
  EXPECT_EQ(NotBoth.truth(Pool, High), Tri::False);
  Facts Some;
  EXPECT_TRUE(Some.assume(Pool, Both, true));
  EXPECT_TRUE(Some.assume(Pool, Low, false));
  EXPECT_EQ(Some.truth(Pool, High), Tri::True);
  Facts NotLowAlone;
  EXPECT_TRUE(NotLowAlone.assume(Pool, bin(BinOp::Eq, Both, 1), false));
  EXPECT_TRUE(NotLowAlone.assume(Pool, Low, true));
  EXPECT_EQ(NotLowAlone.truth(Pool, High), Tri::True);
  Facts Each;
  EXPECT_TRUE(Each.assume(Pool, Low, true));
  EXPECT_EQ(Each.truth(Pool, bin(BinOp::Eq, Both, 2)), Tri::False);
  EXPECT_EQ(Each.truth(Pool, bin(BinOp::Eq, Both, 3)), Tri::Unknown);
  EXPECT_TRUE(Each.assume(Pool, High, true));
  EXPECT_EQ(Each.truth(Pool, bin(BinOp::Eq, Both, 3)), Tri::True);
  EXPECT_EQ(Each.truth(Pool, bin(BinOp::Eq, Both, 4)), Tri::False);
}

TEST_F(FactsTest, WhatFollowsFromEither) {
  Facts A, B;
  EXPECT_TRUE(A.assume(Pool, bin(BinOp::And, N, 3), false));
  EXPECT_TRUE(B.assume(Pool, bin(BinOp::And, N, 1), false));
  EXPECT_TRUE(B.assume(Pool, M, true));
  for (auto [X, Y] : {std::pair(A, B), std::pair(B, A)}) {
    X.weaken(Pool, Y);
    EXPECT_EQ(X.truth(Pool, bin(BinOp::And, N, 1)), Tri::False);
    EXPECT_EQ(X.truth(Pool, bin(BinOp::And, N, 2)), Tri::Unknown);
    EXPECT_EQ(X.truth(Pool, M), Tri::Unknown);
  }
}

TEST_F(FactsTest, NeverWrongAboutNumbers) {
  const std::vector<const Expr *> All = conditions();
  Grower G;
  unsigned Known = 0, Refused = 0, Wrong = 0;
  for (unsigned Round = 0; Round != 3000; ++Round) {
    const std::vector<int64_t> Values = values(G);
    const bool Entry = G.below(2);
    auto Holds = [&](const Expr *E) {
      return *evaluate(E, Values, Entry) != 0;
    };
    Facts F;
    for (unsigned I = 0, N = 1 + G.below(6); I != N; ++I) {
      const Expr *E = All[G.below(All.size())];
      if (!F.assume(Pool, E, Holds(E)))
        ++Refused;
    }
    for (const Expr *E : All) {
      Tri T = F.truth(Pool, E);
      Known += T != Tri::Unknown;
      Wrong += T != Tri::Unknown && (T == Tri::True) != Holds(E);
    }
  }
  EXPECT_GT(Known, 10000u);
  EXPECT_EQ(Refused, 0u) << "a path that runs was refused";
  EXPECT_EQ(Wrong, 0u) << "of " << Known;
}

/// After any number of conditions, the last one is true.
TEST_F(FactsTest, TheLastAssumptionIsTrue) {
  const std::vector<const Expr *> All = conditions();
  Grower G;
  unsigned Failed = 0;
  for (unsigned Round = 0; Round != 3000; ++Round) {
    Facts F;
    for (unsigned I = 0; I != 5; ++I) {
      const Expr *E = All[G.below(All.size())];
      const bool Nonzero = G.below(2);
      if (!F.assume(Pool, E, Nonzero))
        break;
      Failed += F.truth(Pool, E) != (Nonzero ? Tri::True : Tri::False);
    }
  }
  EXPECT_EQ(Failed, 0u);
}

// Disabled: a == b and a != b are two facts when neither side is a number.
TEST_F(FactsTest, EqualAndUnequalExcludeEachOther) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Eq, N, M), true));
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Ne, N, M)), Tri::False);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, M)), Tri::False);
}

//===----------------------------------------------------------------------===//
// Meeting paths
//===----------------------------------------------------------------------===//

class FactsMeetTest : public FactsTest {
protected:
  std::vector<const Expr *> All;
  std::vector<Facts> Some;

  void SetUp() override {
    All = conditions();
    Grower G;
    while (Some.size() != 60) {
      Facts F;
      bool Feasible = true;
      for (unsigned I = 0, N = G.below(6); I != N && Feasible; ++I)
        Feasible = F.assume(Pool, All[G.below(All.size())], G.below(2));
      if (Feasible)
        Some.push_back(F);
    }
  }
  static Facts meet(Facts A, const Facts &B) {
    A.intersect(B);
    return A;
  }
};

TEST_F(FactsMeetTest, Idempotent) {
  for (const Facts &F : Some) {
    Facts Copy = F;
    EXPECT_FALSE(Copy.intersect(F)) << "nothing is lost";
    EXPECT_EQ(Copy, F);
  }
}

TEST_F(FactsMeetTest, Commutative) {
  for (const Facts &A : Some)
    for (const Facts &B : Some)
      EXPECT_EQ(meet(A, B), meet(B, A));
}

TEST_F(FactsMeetTest, KnowsOnlyWhatBothKnow) {
  for (const Facts &A : Some)
    for (const Facts &B : Some) {
      Facts Both = meet(A, B);
      for (const Expr *E : All) {
        Tri T = Both.truth(Pool, E);
        if (T == Tri::Unknown)
          continue;
        EXPECT_EQ(A.truth(Pool, E), T);
        EXPECT_EQ(B.truth(Pool, E), T);
      }
    }
}

TEST_F(FactsMeetTest, ASecondMeetingLosesNothing) {
  for (const Facts &A : Some)
    for (const Facts &B : Some) {
      Facts Both = meet(A, B);
      EXPECT_FALSE(Facts(Both).intersect(A));
      EXPECT_FALSE(Facts(Both).intersect(B));
    }
}

TEST_F(FactsMeetTest, SaysWhetherItLost) {
  for (const Facts &A : Some)
    for (const Facts &B : Some) {
      Facts Both = A;
      const bool Lost = Both.intersect(B);
      EXPECT_EQ(Lost, !(Both == A));
    }
}

/// What is the same in all survives however they are grouped.
TEST_F(FactsMeetTest, AssociativeInWhatAllKnow) {
  for (size_t I = 0; I + 2 < Some.size(); ++I) {
    Facts A = Some[I], B = Some[I + 1], D = Some[I + 2];
    const Expr *E = bin(BinOp::Eq, Pool.param(9, I32), 3);
    for (Facts *F : {&A, &B, &D})
      ASSERT_TRUE(F->assume(Pool, E, I & 1));
    for (const Facts &F : {meet(meet(A, B), D), meet(A, meet(B, D))})
      EXPECT_EQ(F.truth(Pool, E), I & 1 ? Tri::True : Tri::False);
  }
}

TEST_F(FactsMeetTest, Associative) {
  for (const Facts &A : Some)
    for (size_t I = 0; I + 1 < Some.size(); ++I)
      EXPECT_EQ(meet(meet(A, Some[I]), Some[I + 1]),
                meet(A, meet(Some[I], Some[I + 1])));
}

TEST_F(FactsMeetTest, DifferentNumbersAreBothNotZero) {
  Facts A, B;
  EXPECT_TRUE(A.assume(Pool, bin(BinOp::Eq, N, 1), true));
  EXPECT_TRUE(B.assume(Pool, bin(BinOp::Eq, N, 2), true));
  EXPECT_EQ(meet(A, B).truth(Pool, N), Tri::True);
  Facts Z;
  EXPECT_TRUE(Z.assume(Pool, N, false));
  EXPECT_EQ(meet(A, Z).truth(Pool, N), Tri::Unknown);
  EXPECT_EQ(meet(meet(A, B), A).truth(Pool, N), Tri::True);
}

TEST_F(FactsMeetTest, RemoveIf) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, N, true));
  EXPECT_TRUE(F.assume(Pool, M, false));
  F.removeIf([&](const Expr *E) { return E == N; });
  EXPECT_EQ(F.truth(Pool, N), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, M), Tri::False);
}

TEST_F(FactsMeetTest, RemoveWithAPart) {
  const Expr *Unknown = Pool.opaque(7, I32);
  Facts F;
  EXPECT_TRUE(F.assume(Pool, N, true));
  EXPECT_TRUE(F.assume(Pool, Unknown, true));
  EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, Unknown, N), true));
  F.removeWith(Unknown, solve::isOrder);
  EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, Unknown, N)), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, Unknown), Tri::True);
  F.removeWith(Unknown);
  EXPECT_EQ(F.truth(Pool, Unknown), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, N), Tri::True);
}

TEST_F(FactsMeetTest, TheOldestIsForgotten) {
  Facts F;
  EXPECT_TRUE(F.assume(Pool, Pool.entry(), false));
  std::vector<const Expr *> Tests;
  for (int K = 0; K != 100; ++K) {
    Tests.push_back(bin(BinOp::Lt, Pool.param(10 + K, I32), M));
    EXPECT_TRUE(F.assume(Pool, Tests.back(), true));
  }
  F.keepAtMost(200);
  EXPECT_EQ(F.size(), 101u);
  F.keepAtMost(40);
  EXPECT_EQ(F.size(), 40u);
  EXPECT_EQ(F.truth(Pool, Pool.entry()), Tri::False);
  EXPECT_EQ(F.truth(Pool, Tests.front()), Tri::Unknown);
  EXPECT_EQ(F.truth(Pool, Tests.back()), Tri::True);
}

// Of many facts those on one value are found by what was compared with it.
TEST_F(FactsMeetTest, OrderAmongManyFacts) {
  for (int Others : {0, 500}) {
    Facts F;
    for (int K = 0; K != Others; ++K)
      EXPECT_TRUE(
          F.assume(Pool, bin(BinOp::Lt, Pool.param(100 + K, I32), 7), true));
    EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, M), true));
    EXPECT_TRUE(F.assume(Pool, bin(BinOp::Lt, N, 5), true));
    EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, 6)), Tri::True);
    EXPECT_EQ(F.truth(Pool, bin(BinOp::Eq, N, M)), Tri::False);
    EXPECT_EQ(F.truth(Pool, bin(BinOp::Lt, N, 2)), Tri::Unknown);
  }
}

} // namespace
