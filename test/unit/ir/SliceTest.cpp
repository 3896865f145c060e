//===- SliceTest.cpp - dropping what the contract cannot see --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Slice.h"
#include "contract/Contract.h"
#include "ir/text/Text.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace pvlint::flow;
using llvm::StringRef;

namespace {

/// The lines between the braces of what is left of the function with the body
/// \p Body, without blanks around them.
std::string sliced(StringRef Body, bool KeepReturn = false) {
  static const Contract C = Contract::builtin("x86");
  auto P =
      parse(("flow 1\nfunc @f(a: i32, w, p: ptr) {\n" + Body + "\n}\n").str(),
            "t.flow");
  if (!P) {
    ADD_FAILURE() << llvm::toString(P.takeError());
    return "";
  }
  Function &F = *P->Functions[0];
  SliceOptions Options;
  auto Neutral = [](const Op &O) { return !C.function(O.Callee); };
  Options.IsNeutral = Neutral;
  Options.KeepReturn = KeepReturn;
  F = slice(F, Options);
  std::string Text, Lines;
  llvm::raw_string_ostream OS(Text);
  print(F, OS);
  // What was sliced can be read again: no jump leads nowhere.
  auto Again = parse("flow 1\n" + Text, "sliced.flow");
  EXPECT_TRUE(bool(Again)) << llvm::toString(Again.takeError()) << Text;
  StringRef Rest = StringRef(Text).split("{\n").second;
  while (!Rest.starts_with("}") && !Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    if (!Line.trim().starts_with("var ") && !Line.trim().starts_with("temps "))
      Lines += Line.trim().str() + "\n";
    Rest = Next;
  }
  return Lines;
}

TEST(Slice, NothingToSee) {
  EXPECT_EQ(sliced("  %0 = load a : i32\n"
                   "  %1 = add %0, 1 : i32\n"
                   "  store a = %1 : i32\n"
                   "  %2 = call @printk(%1)\n"
                   "  ret"),
            "b0:\nret\n");
}

TEST(Slice, PrimitivesStay) {
  EXPECT_EQ(sliced("  %0 = load a : i32\n"
                   "  call @arch_local_irq_disable()\n"
                   "  %1 = call @other(%0)\n"
                   "  call @arch_local_irq_enable()\n"
                   "  ret"),
            "b0:\ncall @arch_local_irq_disable()\n"
            "call @arch_local_irq_enable()\nret\n");
}

TEST(Slice, WhatAConstructorLeavesInItsResultStays) {
  auto P = parse("flow 1\nfunc @make(return: ptr) {\n"
                 "  call @arch_local_irq_disable()\n"
                 "  %0 = load return : ptr\n"
                 "  store [%0].lock = 1 : ptr\n"
                 "  ret\n}\n"
                 "func @set(other: ptr) {\n"
                 "  call @arch_local_irq_disable()\n"
                 "  %0 = load other : ptr\n"
                 "  store [%0].lock = 1 : ptr\n"
                 "  ret\n}\n",
                 "t.flow");
  ASSERT_TRUE(bool(P)) << llvm::toString(P.takeError());
  SliceOptions Options;
  auto Neutral = [](const Op &) { return false; };
  Options.IsNeutral = Neutral;
  for (auto &F : P->Functions)
    *F = slice(*F, Options);
  EXPECT_EQ(P->Functions[0]->Blocks[0].Ops.size(), 3u);
  EXPECT_EQ(P->Functions[1]->Blocks[0].Ops.size(), 1u);
}

TEST(Slice, AnIrrelevantDiamondFoldsAway) {
  EXPECT_EQ(sliced("  call @arch_local_irq_disable()\n"
                   "  %0 = load a : i32\n"
                   "  br %0, yes, no\n"
                   "yes:\n"
                   "  store a = 1 : i32\n"
                   "  jump out\n"
                   "no:\n"
                   "  %1 = call @printk(%0)\n"
                   "  jump out\n"
                   "out:\n"
                   "  call @arch_local_irq_enable()\n"
                   "  ret"),
            "b0:\ncall @arch_local_irq_disable()\njump b1\n"
            "b1:\ncall @arch_local_irq_enable()\nret\n");
}

TEST(Slice, ABranchThatGuardsAPrimitiveStays) {
  EXPECT_EQ(sliced("  %0 = load a : i32\n"
                   "  %1 = gt %0, 3 : i32\n"
                   "  %9 = mul %0, 3 : i32\n"
                   "  br %1, yes, no\n"
                   "yes:\n"
                   "  call @arch_local_irq_enable()\n"
                   "  jump no\n"
                   "no:\n"
                   "  ret"),
            "b0:\n%0 = load a : i32\n%1 = gt %0, 3 : i32\nbr %1, b1, b2\n"
            "b1:\ncall @arch_local_irq_enable()\njump b2\n"
            "b2:\nret\n");
}

TEST(Slice, TheConditionBringsItsStores) {
  std::string Text = sliced("  store a = 0 : i32\n"
                            "  %0 = opaque : i32\n"
                            "  br %0, one, join\n"
                            "one:\n"
                            "  store a = 1 : i32\n"
                            "  call @other()\n"
                            "  jump join\n"
                            "join:\n"
                            "  %1 = load a : i32\n"
                            "  br %1, two, out\n"
                            "two:\n"
                            "  call @arch_local_irq_enable()\n"
                            "  jump out\n"
                            "out:\n"
                            "  ret");
  EXPECT_NE(Text.find("store a = 0"), std::string::npos) << Text;
  EXPECT_NE(Text.find("store a = 1"), std::string::npos) << Text;
  EXPECT_EQ(Text.find("@other"), std::string::npos) << Text;
}

TEST(Slice, BothArmsOfASwitchThatMatterStay) {
  std::string Text = sliced("  %0 = load a : i32\n"
                            "  switch %0 [0: off, 1: on, 2..9: none] none\n"
                            "off:\n"
                            "  call @arch_local_irq_disable()\n"
                            "  jump none\n"
                            "on:\n"
                            "  call @arch_local_irq_enable()\n"
                            "  jump none\n"
                            "none:\n"
                            "  ret");
  EXPECT_NE(Text.find("switch %0 [0: "), std::string::npos) << Text;
  EXPECT_NE(Text.find("2..9"), std::string::npos) << Text;
}

TEST(Slice, ALoopAroundNothingGoes) {
  EXPECT_EQ(sliced("  call @arch_local_irq_disable()\n"
                   "  jump head\n"
                   "head:\n"
                   "  %0 = load a : i32\n"
                   "  br %0, body, out\n"
                   "body:\n"
                   "  store a = 0 : i32\n"
                   "  jump head\n"
                   "out:\n"
                   "  ret"),
            "b0:\ncall @arch_local_irq_disable()\njump b1\nb1:\nret\n");
}

TEST(Slice, ALoopAroundAPrimitiveStays) {
  std::string Text = sliced("  jump head\n"
                            "head:\n"
                            "  %0 = load a : i32\n"
                            "  br %0, body, out\n"
                            "body:\n"
                            "  call @arch_local_irq_enable()\n"
                            "  jump head\n"
                            "out:\n"
                            "  ret");
  EXPECT_NE(Text.find("br %0"), std::string::npos) << Text;
  EXPECT_NE(Text.find("@arch_local_irq_enable"), std::string::npos) << Text;
}

TEST(Slice, DeadEndsDoNotDecide) {
  EXPECT_EQ(sliced("  call @arch_local_irq_disable()\n"
                   "  %0 = load a : i32\n"
                   "  br %0, bug, fine\n"
                   "bug:\n"
                   "  call @printk()\n"
                   "  unreachable\n"
                   "fine:\n"
                   "  call @arch_local_irq_enable()\n"
                   "  ret"),
            "b0:\ncall @arch_local_irq_disable()\njump b1\n"
            "b1:\ncall @arch_local_irq_enable()\nret\n");
}

TEST(Slice, ADeadEndThatAsksWhatIsAskedAnywayStays) {
  const std::string Text = sliced("  %0 = load a : i32\n"
                                  "  br %0, on, check\n"
                                  "on:\n"
                                  "  call @arch_local_irq_enable()\n"
                                  "  jump check\n"
                                  "check:\n"
                                  "  %1 = load a : i32\n"
                                  "  br %1, fine, bug\n"
                                  "bug:\n"
                                  "  unreachable\n"
                                  "fine:\n"
                                  "  ret");
  EXPECT_NE(Text.find("unreachable"), std::string::npos) << Text;
}

TEST(Slice, AConstantDeadEndDoesNotDecide) {
  EXPECT_EQ(sliced("  call @arch_local_irq_disable()\n"
                   "  %0 = not 0 : i32\n"
                   "  br %0, bug, fine\n"
                   "bug:\n"
                   "  unreachable\n"
                   "fine:\n"
                   "  ret"),
            "b0:\ncall @arch_local_irq_disable()\njump b1\nb1:\nret\n");
}

TEST(Slice, OnlyDeadEndsAhead) {
  EXPECT_EQ(sliced("  call @arch_local_irq_disable()\n  unreachable"),
            "b0:\ncall @arch_local_irq_disable()\nunreachable\n");
  // The entry block stays, even when it is empty.
  EXPECT_EQ(sliced("  jump head\nhead:\n  jump head"),
            "b0:\njump b1\nb1:\nunreachable\n");
}

TEST(Slice, UnreachedBlocksGo) {
  EXPECT_EQ(sliced("  ret\nlost:\n  call @arch_local_irq_enable()\n  ret"),
            "b0:\nret\n");
}

TEST(Slice, ReturnsOnDemand) {
  StringRef Body = "  %0 = load a : i32\n"
                   "  call @arch_local_irq_enable()\n"
                   "  ret %0";
  EXPECT_EQ(sliced(Body), "b0:\ncall @arch_local_irq_enable()\nret\n");
  EXPECT_EQ(sliced(Body, /*KeepReturn=*/true),
            "b0:\n%0 = load a : i32\ncall @arch_local_irq_enable()\nret %0\n");
}

TEST(Slice, ReturnsThatDifferKeepTheirBranchOnDemand) {
  StringRef Body = "  %0 = load a : i32\n"
                   "  br %0, one, two\n"
                   "one:\n"
                   "  ret 1\n"
                   "two:\n"
                   "  ret 0";
  EXPECT_EQ(sliced(Body), "b0:\njump b1\nb1:\nret\n");
  EXPECT_EQ(sliced(Body, true), "b0:\n%0 = load a : i32\nbr %0, b1, b2\n"
                                "b1:\nret 1\nb2:\nret 0\n");
}

TEST(Slice, AReturnedWordIsKept) {
  EXPECT_EQ(sliced("  %0 = call @arch_local_save_flags()\n  ret %0"),
            "b0:\n%0 = call @arch_local_save_flags()\nret %0\n");
}

TEST(Slice, ReadsOfAWordStay) {
  EXPECT_EQ(sliced("  %0 = call @arch_local_save_flags()\n"
                   "  %1 = and %0, 4\n"
                   "  use print %1\n"
                   "  %2 = load a : i32\n"
                   "  use print %2\n"
                   "  ret"),
            "b0:\n%0 = call @arch_local_save_flags()\n%1 = and %0, 4\n"
            "use print %1\nret\n");
}

TEST(Slice, AWordThroughMemoryStays) {
  std::string Text = sliced("  %0 = load p : ptr\n"
                            "  %1 = call @arch_local_irq_save()\n"
                            "  store [%0].flags = %1\n"
                            "  store [%0].count = 3\n"
                            "  %2 = load [%0].flags\n"
                            "  call @arch_local_irq_restore(%2)\n"
                            "  ret");
  EXPECT_NE(Text.find("store [%0].flags = %1"), std::string::npos) << Text;
  EXPECT_NE(Text.find("%2 = load [%0].flags"), std::string::npos) << Text;
  EXPECT_EQ(Text.find("count"), std::string::npos) << Text;
}

// Disabled: the slicer uses Op::Result of loads, copies and addresses that have
// no result, and so writes past the end when there are no temporaries.
TEST(Slice, NobodyReadsTheResult) {
  EXPECT_EQ(sliced("  load a : i32\n"
                   "  addr w : ptr\n"
                   "  copy 3\n"
                   "  call @arch_local_save_flags()\n"
                   "  opaque\n"
                   "  ret"),
            "b0:\ncall @arch_local_save_flags()\nret\n");
}

TEST(Slice, SlicingTwiceIsSlicingOnce) {
  StringRef Body = "  %0 = load a : i32\n"
                   "  %1 = call @arch_local_irq_save()\n"
                   "  store w = %1\n"
                   "  br %0, one, two\n"
                   "one:\n"
                   "  call @arch_local_irq_enable()\n"
                   "  jump two\n"
                   "two:\n"
                   "  %2 = load w\n"
                   "  call @arch_local_irq_restore(%2)\n"
                   "  ret";
  std::string Once = sliced(Body);
  EXPECT_EQ(sliced(Once), Once);
}

} // namespace
