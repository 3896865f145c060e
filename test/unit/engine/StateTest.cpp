//===- StateTest.cpp - joining disjuncts ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/State.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <random>

using namespace pvlint;
using flow::BinOp;
using flow::Type;
using solve::Expr;
using solve::ExprPool;
using solve::Slept;
using solve::State;
using solve::Tri;

namespace {

constexpr Type U64{64, false, false}, I32{32, true, false};

class StateTest : public testing::Test {
protected:
  flow::Contract C = flow::Contract::builtin("x86");
  ExprPool Pool{C};
  flow::Function F;
  flow::Op SaveOp;
  const Expr *Word =
      Pool.word(Pool.event(solve::Event::Save, Pool.eventFunction(F), &SaveOp,
                           flow::Range()),
                Pool.entry(), 0x200, 0);
  const Expr *N = Pool.param(0, I32);

  State fresh() {
    State S;
    S.Irq.Now = Pool.constant(0);
    return S;
  }
  void setVar(State &S, unsigned Var, const Expr *V) {
    State::set(S.Cells, Pool.var(Var)->Id, V);
  }
  const Expr *getVar(const State &S, unsigned Var) {
    return S.get(S.Cells, Pool.var(Var)->Id);
  }
  State join(State A, const State &B) {
    A.join(Pool, B, 77);
    return A;
  }

  /// A state whose property is always the same: a word in variable 0.
  State random(std::mt19937 &Random) {
    State S = fresh();
    setVar(S, 0, Word);
    for (unsigned V = 1; V != 6; ++V)
      if (Random() % 4)
        setVar(S, V,
               Random() % 2 ? Pool.constant(Random() % 3)
                            : Pool.param(Random() % 3, U64));
    for (unsigned T = 0; T != 4; ++T)
      if (Random() % 3)
        State::set(S.Temps, T, Pool.constant(Random() % 2));
    for (unsigned I = 0; I != 2; ++I)
      if (Random() % 2)
        S.Path.assume(Pool,
                      Pool.binary(BinOp::Eq, Pool.param(Random() % 2, I32),
                                  Pool.constant(Random() % 2), I32),
                      Random() % 2);
    if (Random() % 2)
      S.Restored.push_back(Pool.param(7, U64));
    return S;
  }
};

TEST_F(StateTest, WhatBothPathsKnowOfAFieldIsKnown) {
  // One path has written to it, the other has only looked.
  const solve::Cell *Field = Pool.pointee(Pool.param(3, U64), ".mode");
  State Looked = fresh(), Written = fresh();
  ASSERT_TRUE(Looked.Path.assume(Pool, Pool.init(Field, I32), true));
  const Expr *New = Pool.opaque(5, I32);
  State::set(Written.Cells, Field->Id, New);
  ASSERT_TRUE(Written.Path.assume(Pool, New, true));
  for (const State &Met : {join(Looked, Written), join(Written, Looked)})
    EXPECT_EQ(Met.Path.truth(Pool, Met.get(Met.Cells, Field->Id)), Tri::True);
  State Open = fresh();
  State::set(Open.Cells, Field->Id, Pool.opaque(6, I32));
  const State Met = join(Looked, Open);
  EXPECT_EQ(Met.Path.truth(Pool, Met.get(Met.Cells, Field->Id)), Tri::Unknown);
}

TEST_F(StateTest, SlotsAreAMap) {
  State::Slots In;
  State S;
  for (uint32_t Key : {5u, 1u, 9u, 3u})
    State::set(In, Key, Pool.constant(Key));
  EXPECT_TRUE(
      llvm::is_sorted(In, [](auto &A, auto &B) { return A.first < B.first; }));
  State::set(In, 3, N);
  EXPECT_EQ(In.size(), 4u);
  EXPECT_EQ(S.get(In, 3), N);
  EXPECT_EQ(S.get(In, 9), Pool.constant(9));
  EXPECT_EQ(S.get(In, 4), nullptr);
}

TEST_F(StateTest, PropertyIsInterruptsWordsAndSleep) {
  State A = fresh(), B = fresh();
  EXPECT_TRUE(A.sameProperty(Pool, B));
  setVar(A, 1, Pool.constant(3));
  State::set(B.Temps, 2, N);
  B.Path.assume(Pool, N, true);
  EXPECT_TRUE(A.sameProperty(Pool, B)) << "numbers are no property";
  EXPECT_EQ(A.propertyHash(Pool), B.propertyHash(Pool));

  State Irq = A;
  Irq.Irq.Now = Pool.constant(1);
  EXPECT_FALSE(A.sameProperty(Pool, Irq));
  State Held = A;
  setVar(Held, 4, Word);
  EXPECT_FALSE(A.sameProperty(Pool, Held));
  EXPECT_FALSE(Held.sameProperty(Pool, A));
  State Spent = A;
  setVar(Spent, 4, Pool.spent(Word));
  EXPECT_FALSE(Held.sameProperty(Pool, Spent));
  State Elsewhere = A;
  setVar(Elsewhere, 5, Word);
  EXPECT_FALSE(Held.sameProperty(Pool, Elsewhere));
  State Slept = A;
  Slept.Sleep.Is = Slept::Yes;
  EXPECT_FALSE(A.sameProperty(Pool, Slept));
  State Tested = A;
  Tested.Path.assume(Pool, Pool.entry(), false);
  EXPECT_FALSE(A.sameProperty(Pool, Tested));
}

TEST_F(StateTest, PropertyIsWhatEndsOfCountedSectionsGiveBack) {
  auto Begin = [&](State &S, const Expr *Before) {
    S.Irq.Counted.Open = Pool.keep(solve::CountedSection{
        Word->Origin, Before, nullptr, S.Irq.Counted.Open});
  };
  State None = fresh(), A = fresh(), B = fresh(), Twice = fresh();
  Begin(A, Pool.entry());
  Begin(B, Pool.constant(0));
  Begin(Twice, Pool.entry());
  EXPECT_TRUE(A.sameProperty(Pool, Twice))
      << "which one began it does not tell";
  EXPECT_EQ(A.propertyHash(Pool), Twice.propertyHash(Pool));
  Begin(Twice, Pool.constant(0));
  EXPECT_FALSE(None.sameProperty(Pool, A));
  EXPECT_FALSE(A.sameProperty(Pool, B));
  EXPECT_FALSE(A.sameProperty(Pool, Twice));
  State Owed = fresh();
  Owed.Irq.Counted.Owed = 1;
  EXPECT_FALSE(None.sameProperty(Pool, Owed));

  // By force: how many there are is not known any more.
  EXPECT_TRUE(join(A, B).Irq.Counted.Lost);
  EXPECT_FALSE(join(A, A).Irq.Counted.Lost);
  EXPECT_EQ(join(A, A).Irq.Counted.Open, A.Irq.Counted.Open);
}

TEST_F(StateTest, JoinKeepsWhatIsEqual) {
  State A = fresh(), B = fresh();
  setVar(A, 1, Pool.constant(3));
  setVar(B, 1, Pool.constant(3));
  setVar(A, 2, Pool.constant(1));
  setVar(B, 2, Pool.constant(2));
  A.Path.assume(Pool, N, true);
  State J = join(A, B);
  EXPECT_EQ(getVar(J, 1), Pool.constant(3));
  EXPECT_EQ(getVar(J, 2)->K, Expr::Opaque);
  EXPECT_EQ(J.Path.truth(Pool, N), Tri::Unknown);
}

TEST_F(StateTest, ACellOfOneSideIsUnknown) {
  State A = fresh(), B = fresh();
  setVar(A, 1, Pool.constant(3));
  EXPECT_EQ(getVar(join(A, B), 1)->K, Expr::Opaque)
      << "the other side has what was there at entry";
  EXPECT_EQ(getVar(join(B, A), 1)->K, Expr::Opaque);
}

TEST_F(StateTest, DifferentCellsGetDifferentUnknowns) {
  State A = fresh(), B = fresh();
  for (unsigned V : {1, 2}) {
    setVar(A, V, Pool.constant(0));
    setVar(B, V, Pool.constant(1));
  }
  State J = join(A, B);
  EXPECT_NE(getVar(J, 1), getVar(J, 2));
}

TEST_F(StateTest, JoinKeepsUndefinedBits) {
  State A = fresh(), B = fresh();
  setVar(A, 1, Pool.opaqueLike(3, Word));
  setVar(B, 1, Pool.constant(0));
  for (const State &J : {join(A, B), join(B, A)}) {
    EXPECT_EQ(getVar(J, 1)->Undefined, Word->Undefined);
    EXPECT_EQ(getVar(J, 1)->Source, Word);
  }
}

TEST_F(StateTest, RestoredWordsAreThoseOfBoth) {
  State A = fresh(), B = fresh();
  const Expr *P = Pool.param(1, U64), *Q = Pool.param(2, U64);
  A.Restored = {P, Q};
  B.Restored = {Q};
  EXPECT_EQ(join(A, B).Restored, (llvm::SmallVector<const Expr *, 1>{Q}));
  EXPECT_EQ(join(B, A).Restored, (llvm::SmallVector<const Expr *, 1>{Q}));
}

TEST_F(StateTest, JoinIsIdempotent) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 300; ++I) {
    State A = random(Random), Copy = A;
    EXPECT_FALSE(Copy.join(Pool, A, 77)) << "nothing changed";
    EXPECT_EQ(Copy.Cells, A.Cells);
    EXPECT_EQ(Copy.Temps, A.Temps);
    EXPECT_EQ(Copy.Path, A.Path);
  }
}

TEST_F(StateTest, JoinIsCommutativeInValues) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 300; ++I) {
    State A = random(Random), B = random(Random);
    ASSERT_TRUE(A.sameProperty(Pool, B));
    State AB = join(A, B), BA = join(B, A);
    EXPECT_EQ(AB.Path, BA.Path);
    EXPECT_EQ(AB.Restored, BA.Restored);
    ASSERT_EQ(AB.Cells.size(), BA.Cells.size());
    for (size_t N = 0; N != AB.Cells.size(); ++N) {
      const auto &[Key, X] = *std::next(AB.Cells.begin(), N);
      const auto &[OtherKey, Y] = *std::next(BA.Cells.begin(), N);
      EXPECT_EQ(Key, OtherKey);
      // An unknown has the type of the side it was first seen on.
      if (X->K == Expr::Opaque && Y->K == Expr::Opaque) {
        EXPECT_EQ(X->Value, Y->Value);
        EXPECT_EQ(X->Undefined, Y->Undefined);
        EXPECT_EQ(X->MaybeUndefined, Y->MaybeUndefined);
      } else {
        EXPECT_EQ(X, Y);
      }
    }
    ASSERT_EQ(AB.Temps.size(), BA.Temps.size());
    for (size_t N = 0; N != AB.Temps.size(); ++N)
      EXPECT_EQ(std::next(AB.Temps.begin(), N)->first,
                std::next(BA.Temps.begin(), N)->first);
  }
}

TEST_F(StateTest, JoinKeepsTheProperty) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 100; ++I) {
    State A = random(Random), B = random(Random), J = join(A, B);
    EXPECT_TRUE(J.sameProperty(Pool, A));
    EXPECT_TRUE(J.sameProperty(Pool, B));
    EXPECT_EQ(J.propertyHash(Pool), A.propertyHash(Pool));
  }
}

// Disabled: the first join writes facts about the unknowns it makes, the second
// drops them, which counts as a change, and writes them again.
TEST_F(StateTest, TheSecondJoinChangesNothing) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 300; ++I) {
    State A = random(Random), B = random(Random);
    // Facts have laws, and troubles, of their own.
    A.Path = B.Path;
    A.join(Pool, B, 77);
    State Once = A;
    EXPECT_FALSE(A.join(Pool, B, 77));
    EXPECT_EQ(A.Cells, Once.Cells);
    EXPECT_EQ(A.Temps, Once.Temps);
    EXPECT_FALSE(A.join(Pool, Once, 77));
  }
}

TEST_F(StateTest, JoinSaysWhetherItChanged) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 300; ++I) {
    State A = random(Random), B = random(Random), Before = A;
    A.Path = Before.Path = B.Path;
    const bool Changed = A.join(Pool, B, 77);
    EXPECT_EQ(Changed, A.Cells != Before.Cells || A.Temps != Before.Temps ||
                           A.Restored != Before.Restored);
  }
}

/// What is true of either side stays possible.
TEST_F(StateTest, JoinForgetsOnly) {
  std::mt19937 Random;
  for (unsigned I = 0; I != 300; ++I) {
    State A = random(Random), B = random(Random), J = join(A, B);
    for (const State *S : {&A, &B})
      for (const State::Slot &Slot : J.Cells)
        if (Slot.second->K != Expr::Opaque) {
          EXPECT_EQ(S->get(S->Cells, Slot.first), Slot.second);
        }
    for (unsigned P = 0; P != 2; ++P) {
      Tri T = J.Path.truth(Pool, Pool.param(P, I32));
      if (T == Tri::Unknown)
        continue;
      EXPECT_EQ(A.Path.truth(Pool, Pool.param(P, I32)), T);
      EXPECT_EQ(B.Path.truth(Pool, Pool.param(P, I32)), T);
    }
  }
}

} // namespace
