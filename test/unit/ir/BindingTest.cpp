//===- BindingTest.cpp - functions that are passed functions --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Binding.h"
#include "gtest/gtest.h"

using namespace pvlint::flow;

namespace {

TEST(BindingTest, NamesSayWhatIsBound) {
  const std::string Inner = boundName("walk", {{1, "one"}, {3, "two"}});
  EXPECT_EQ(Inner, "walk{1=one}{3=two}");
  EXPECT_EQ(unboundName(Inner), "walk");
  EXPECT_EQ(unboundName("walk"), "walk");
  EXPECT_TRUE(bindingsOf("walk").empty());
  const auto To = bindingsOf(Inner);
  ASSERT_EQ(To.size(), 2u);
  EXPECT_EQ(To[0].Param, 1u);
  EXPECT_EQ(To[0].Function, "one");
  EXPECT_EQ(To[1].Param, 3u);
  EXPECT_EQ(To[1].Function, "two");
}

TEST(BindingTest, WhatIsBoundMayBeBoundItself) {
  const std::string Inner = boundName("f", {{0, "g"}});
  const std::string Outer = boundName("h", {{0, Inner}, {2, "k"}});
  const auto To = bindingsOf(Outer);
  ASSERT_EQ(To.size(), 2u);
  EXPECT_EQ(To[0].Function, Inner);
  EXPECT_EQ(To[1].Function, "k");
  // A function that is bound again forgets what it was bound to.
  EXPECT_EQ(boundName(Outer, {{1, "m"}}), "h{1=m}");
}

/// void each(struct dev *d, void (*fn)(struct dev *d)) { fn(d); }
Function each() {
  Function F;
  F.Name = "each";
  F.Vars = {{"d", {64, false, true}, false, false, {}},
            {"fn", {64, false, true}, false, false, {}}};
  F.NumParams = 2;
  F.NumTemps = 2;
  Block &B = F.Blocks.emplace_back();
  for (uint32_t Param : {1u, 0u}) {
    Op &Load = B.Ops.emplace_back();
    Load.Code = Opcode::Load;
    Load.Ty = {64, false, true};
    Load.HasResult = true;
    Load.Result = Param;
    Load.P.Index = Param;
  }
  Op &Call = B.Ops.emplace_back();
  Call.Code = Opcode::Call;
  Call.CalleeIs = CalleeKind::Pointer;
  Call.A = Operand::temp(1);
  Call.Args = {Operand::temp(0)};
  B.Term.K = TermKind::Return;
  F.number();
  return F;
}

TEST(BindingTest, ABoundFunctionBeginsWithAnAssignment) {
  Function F = each();
  bind(F, "each{1=one}");
  EXPECT_EQ(F.key(), "each{1=one}");
  EXPECT_EQ(F.Name, "each");
  EXPECT_TRUE(F.IsStatic);
  const Op &First = F.Blocks[0].Ops.front();
  EXPECT_EQ(First.Code, Opcode::Store);
  EXPECT_EQ(First.P.Index, 1u);
  EXPECT_EQ(First.A, Operand::function("one"));
  EXPECT_EQ(First.Number, 0u);
}

TEST(BindingTest, ParametersThatAreCalledOrPassedOn) {
  Function F = each();
  auto Uses = callbackUses(F);
  ASSERT_EQ(Uses.size(), 1u);
  EXPECT_EQ(Uses[0].Param, 1u);
  EXPECT_TRUE(Uses[0].To.empty());

  Op &Call = F.Blocks[0].Ops.back();
  Call.CalleeIs = CalleeKind::Function;
  Call.Callee = "other";
  Call.Args = {Operand::temp(0), Operand::temp(1)};
  Uses = callbackUses(F);
  ASSERT_EQ(Uses.size(), 2u);
  EXPECT_EQ(Uses[1].Param, 1u);
  EXPECT_EQ(Uses[1].To, "other");
  EXPECT_EQ(Uses[1].Arg, 1u);
}

TEST(BindingTest, AParameterThatChangesIsNone) {
  Function F = each();
  Op Store;
  Store.Code = Opcode::Store;
  Store.P.Index = 1;
  Store.A = Operand::function("two");
  F.Blocks[0].Ops.insert(F.Blocks[0].Ops.begin(), Store);
  EXPECT_TRUE(callbackUses(F).empty());
}

} // namespace
