//===- LivenessTest.cpp - which variables a point still needs -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Liveness.h"
#include "ir/text/Text.h"
#include "gtest/gtest.h"

using namespace pvlint;
using solve::Liveness;

namespace {

flow::Program functionOf(llvm::StringRef Body) {
  auto P = flow::parse(
      ("flow 1\nfunc @f(a, b, c, e escapes) {\n" + Body + "\n}\n").str(),
      "t.flow");
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError());
  return {};
}

/// The names of the variables that are needed at the entry of block \p B.
std::string liveVars(const flow::Program &P, const Liveness &L, unsigned B) {
  std::string Names;
  for (unsigned V : L.Vars[B].set_bits())
    Names += P.Functions[0]->Vars[V].Name;
  return Names;
}

TEST(Liveness, LoadsNeedStoresEnd) {
  flow::Program P = functionOf("start:\n"
                               "  store a = 1\n"
                               "  jump next\n"
                               "next:\n"
                               "  %0 = load a\n"
                               "  store c = %0\n"
                               "  %1 = load b\n"
                               "  ret %1");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 0), "be");
  EXPECT_EQ(liveVars(P, L, 1), "abe");
  EXPECT_TRUE(L.Temps[0].empty());
  EXPECT_TRUE(L.Temps[1].empty());
  EXPECT_FALSE(L.HasLoop);
}

TEST(Liveness, BranchesNeedWhatEitherNeeds) {
  flow::Program P = functionOf("  %0 = opaque\n"
                               "  %1 = opaque\n"
                               "  br %0, one, two\n"
                               "one:\n"
                               "  %2 = load a\n"
                               "  ret %2\n"
                               "two:\n"
                               "  %3 = load b\n"
                               "  %4 = add %3, %1\n"
                               "  ret %4");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 0), "abe");
  EXPECT_EQ(liveVars(P, L, 1), "ae");
  EXPECT_EQ(liveVars(P, L, 2), "be");
  EXPECT_TRUE(L.Temps[0].empty());
  EXPECT_TRUE(L.Temps[1].empty());
  EXPECT_EQ(L.Temps[2].count(), 1u);
  EXPECT_TRUE(L.Temps[2].test(1));
}

TEST(Liveness, LoopsCarryWhatTheyNeed) {
  flow::Program P = functionOf("  jump head\n"
                               "head:\n"
                               "  %0 = load a\n"
                               "  br %0, body, done\n"
                               "body:\n"
                               "  %1 = load b\n"
                               "  store a = %1\n"
                               "  jump head\n"
                               "done:\n"
                               "  ret");
  Liveness L(*P.Functions[0]);
  EXPECT_TRUE(L.HasLoop);
  EXPECT_EQ(liveVars(P, L, 0), "abe");
  EXPECT_EQ(liveVars(P, L, 1), "abe");
  EXPECT_EQ(liveVars(P, L, 2), "be");
  EXPECT_EQ(liveVars(P, L, 3), "e");
}

TEST(Liveness, APartIsNoWhole) {
  flow::Program P = functionOf("  store a.x = 1\n"
                               "  %0 = load a.y\n"
                               "  ret %0");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 0), "ae") << "the store leaves a.y";
}

TEST(Liveness, AnAddressNeedsTheVariable) {
  flow::Program P = functionOf("  %0 = addr a : ptr\n"
                               "  call @f2(%0)\n"
                               "  ret");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 0), "ae");
}

TEST(Liveness, WhatEscapesIsNeededAlways) {
  flow::Program P = functionOf("  store e = 1\n  ret");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 0), "e");
}

TEST(Liveness, DereferencingNeedsThePointer) {
  flow::Program P = functionOf("  %0 = opaque : ptr\n"
                               "  %1 = opaque : ptr\n"
                               "  %2 = opaque : ptr\n"
                               "  jump next\n"
                               "next:\n"
                               "  %3 = load [%0].x\n"
                               "  store [%1].x = 1\n"
                               "  %4 = addr [%2].x : ptr\n"
                               "  ret");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(L.Temps[1].count(), 3u);
  EXPECT_TRUE(L.Temps[0].empty());
}

TEST(Liveness, BeginAndOverwritten) {
  flow::Program P = functionOf("  jump next\n"
                               "next:\n"
                               "  store a = 1\n"
                               "  begin b\n"
                               "  store b = 1\n"
                               "  ret");
  Liveness L(*P.Functions[0]);
  EXPECT_EQ(liveVars(P, L, 1), "e");
  EXPECT_TRUE(L.Overwritten[1][0]) << "the store shows that a word is lost";
  EXPECT_FALSE(L.Overwritten[1][1]) << "a new life loses nothing";
  EXPECT_FALSE(L.Overwritten[1][2]);
}

TEST(Liveness, OrderIsReversePostOrder) {
  flow::Program P = functionOf("  %0 = opaque\n"
                               "  br %0, b1, b2\n"
                               "b1:\n"
                               "  jump b3\n"
                               "b2:\n"
                               "  jump b3\n"
                               "b3:\n"
                               "  ret\n"
                               "lost:\n"
                               "  jump b3");
  Liveness L(*P.Functions[0]);
  ASSERT_EQ(L.ReversePostOrder.size(), 4u)
      << "what is not reached is not there";
  EXPECT_EQ(L.ReversePostOrder.front(), 0u);
  EXPECT_EQ(L.ReversePostOrder.back(), 3u);
  for (uint32_t I = 0; I != 4; ++I)
    EXPECT_EQ(L.OrderOf[L.ReversePostOrder[I]], I);
  EXPECT_FALSE(L.HasLoop) << "two ways to one block are no loop";
}

} // namespace
