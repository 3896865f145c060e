//===- PiecesTest.cpp - a sorted list that copies share -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Pieces.h"
#include "gtest/gtest.h"
#include <map>
#include <random>

using namespace pvlint;

namespace {

using Slot = std::pair<uint32_t, int>;

struct Sum {
  bool HasOdd = false;
  static uint32_t number(uint32_t Key) { return Key; }
  void add(const Slot &S) { HasOdd |= S.second % 2 != 0; }
};

using List = solve::Pieces<Slot, Sum>;
using Map = std::map<uint32_t, int>;

List listOf(uint32_t Count) {
  List L;
  for (uint32_t K = 0; K != Count; ++K)
    L.set(K, 0);
  return L;
}

void expectSame(const List &L, const Map &M) {
  ASSERT_EQ(L.size(), M.size());
  EXPECT_TRUE(std::equal(L.begin(), L.end(), M.begin(), M.end(),
                         [](const Slot &A, const auto &B) {
                           return A.first == B.first && A.second == B.second;
                         }));
}

TEST(Pieces, AreAMap) {
  std::mt19937 Random(18);
  // As many keys as go into one piece, and as many as take several.
  for (uint32_t Keys : {20u, 500u}) {
    List L;
    Map M;
    std::vector<std::pair<List, Map>> Copies;
    for (unsigned Step = 0; Step != 4000; ++Step) {
      const uint32_t K = Random() % Keys;
      const int V = Random() % 10;
      switch (Random() % 8) {
      case 0:
      case 1:
      case 2:
        L.set(K, V);
        M[K] = V;
        break;
      case 3:
        L[K] = V;
        M[K] = V;
        break;
      case 4:
        L.erase(K);
        M.erase(K);
        break;
      case 5:
        if (Step % 16)
          break;
        L.eraseIf([&](const Slot &S) { return S.second == V; });
        std::erase_if(M, [&](const auto &S) { return S.second == V; });
        break;
      case 6:
        L.change([](const Slot &S) { return S.second == 3 ? 4 : S.second; });
        for (auto &[Key, Value] : M)
          if (Value == 3)
            Value = 4;
        break;
      case 7:
        if (Copies.size() < 50)
          Copies.emplace_back(L, M);
        break;
      }
      const auto At = M.find(K);
      const int *Found = L.find(K);
      ASSERT_EQ(Found != nullptr, At != M.end());
      if (Found)
        ASSERT_EQ(*Found, At->second);
      const auto Next = M.upper_bound(K);
      const auto Behind = L.after(K);
      ASSERT_EQ(Behind == L.end(), Next == M.end());
      if (Next != M.end())
        ASSERT_EQ(Behind->first, Next->first);
    }
    expectSame(L, M);
    // Changes of one are none of another.
    for (const auto &[Copy, As] : Copies) {
      expectSame(Copy, As);
      EXPECT_EQ(Copy == L, As == M);
    }
  }
}

TEST(Pieces, AreEqualByWhatIsInThem) {
  List Rising = listOf(200), Falling;
  for (uint32_t K = 200; K-- != 0;)
    Falling.set(K, 0);
  EXPECT_EQ(Rising, Falling);
  Falling.set(77, 1);
  EXPECT_FALSE(Rising == Falling);
}

TEST(Pieces, CopiesShareWhatDidNotChange) {
  const List Old = listOf(1000);
  List New = Old;
  New.set(500, 1);
  unsigned Shared = 0, Single = 0;
  auto I = Old.begin(), J = New.begin();
  while (!I.atEnd()) {
    if (I.isShared(J)) {
      I.skipPiece();
      J.skipPiece();
      ++Shared;
    } else {
      ++I;
      ++J;
      ++Single;
    }
  }
  EXPECT_TRUE(J.atEnd());
  EXPECT_LE(Single, List::MaxPiece);
  EXPECT_GE(Shared, 1000 / List::MaxPiece - 1);
}

TEST(Pieces, WhatIsBeyondAnother) {
  const List Old = listOf(1000);
  List New = Old;
  New.set(500, 3); // the key is there
  New.set(2000, 1);
  New.set(2001, 2);
  std::vector<uint32_t> Told;
  auto All = [](const Sum &) { return true; };
  New.eachBeyond(Old, All, [&](const Slot &S) { Told.push_back(S.first); });
  EXPECT_EQ(Told, (std::vector<uint32_t>{2000, 2001}));
  Told.clear();
  Old.eachBeyond(New, All, [&](const Slot &S) { Told.push_back(S.first); });
  EXPECT_TRUE(Told.empty());
  // As of maps, whatever they share.
  std::mt19937 Random(19);
  for (unsigned Round = 0; Round != 200; ++Round) {
    List L = Old, M;
    for (unsigned I = 0; I != 20; ++I)
      L.erase(Random() % 1000);
    if (Round % 2)
      M = L;
    for (unsigned I = 0; I != 200; ++I)
      M.set(Random() % 1500, 0);
    std::vector<uint32_t> Expected;
    for (const Slot &S : M)
      if (!L.find(S.first))
        Expected.push_back(S.first);
    Told.clear();
    M.eachBeyond(L, All, [&](const Slot &S) { Told.push_back(S.first); });
    EXPECT_EQ(Told, Expected);
  }
}

TEST(Pieces, AreErasedFromAKeyOn) {
  List L = listOf(1000);
  unsigned Looked = 0;
  L.eraseIf(900, [&](const Slot &S) {
    ++Looked;
    return S.first >= 900 && S.first % 2;
  });
  EXPECT_EQ(L.size(), 950u);
  EXPECT_EQ(L.find(901), nullptr);
  EXPECT_NE(L.find(899), nullptr);
  EXPECT_LE(Looked, 200u);
  List().eraseIf(3, [](const Slot &) { return true; });
}

TEST(Pieces, ASumLeavesPiecesOut) {
  List L = listOf(1000);
  unsigned Looked = 0;
  auto AnyOdd = [&] {
    Looked = 0;
    return L.any([](const Sum &S) { return S.HasOdd; },
                 [&](const Slot &S) {
                   ++Looked;
                   return S.second % 2 != 0;
                 });
  };
  EXPECT_FALSE(AnyOdd());
  EXPECT_EQ(Looked, 0u);
  L.set(900, 1);
  EXPECT_TRUE(AnyOdd());
  EXPECT_LE(Looked, List::MaxPiece);
  // What is gone may still be looked for.
  L.set(900, 2);
  EXPECT_FALSE(AnyOdd());
}

TEST(Pieces, AreAppendedWhole) {
  const List Old = listOf(100);
  List New;
  for (auto I = Old.begin(); !I.atEnd(); I.skipPiece())
    New.appendPiece(I);
  New.append({200, 5});
  EXPECT_EQ(Old.size(), 100u);
  EXPECT_EQ(New.size(), 101u);
  EXPECT_EQ(*New.find(200), 5);
  EXPECT_EQ(Old.find(200), nullptr);
}

} // namespace
