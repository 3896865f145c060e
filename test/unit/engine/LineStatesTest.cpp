//===- LineStatesTest.cpp - what interrupts are, line by line -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/LineStates.h"
#include "ir/text/Text.h"
#include "gtest/gtest.h"

using namespace pvlint;

namespace {

/// "LINE:BEFORE:AFTER" of each line.
std::vector<std::string> linesOf(llvm::StringRef Text) {
  flow::Contract C = flow::Contract::builtin("x86");
  auto Program = llvm::cantFail(
      flow::parse(("flow 1\nfile 0 \"t.c\"\n" + Text).str(), "t.flow"));
  flow::Function F = *Program.Functions.front();
  solve::Solver S(C);
  std::vector<std::unique_ptr<flow::Function>> Component;
  Component.push_back(std::make_unique<flow::Function>(F));
  S.solve(std::move(Component));
  std::vector<std::string> Lines;
  const auto States = solve::lineStates(S, F);
  for (const solve::LineState &L : States->Lines)
    Lines.push_back(std::to_string(L.Line) + ":" + solve::irqWords(L.Before) +
                    ":" + solve::irqWords(L.After));
  return Lines;
}

using Lines = std::vector<std::string>;

TEST(LineStates, BeforeALineAndBehindIt) {
  EXPECT_EQ(linesOf(R"(
func @f() at 1:1 {
  var flags
  %0 = call @arch_local_irq_save() at 2:1 "s"
  store flags = %0
  call @arch_local_irq_enable() at 3:1 "e"
  %1 = load flags at 4:3
  call @arch_local_irq_restore(%1) at 4:1 "r"
  ret at 5:1
}
)"),
            (Lines{"2:caller's:disabled", "3:disabled:enabled",
                   "4:enabled:caller's", "5:caller's:caller's"}));
}

TEST(LineStates, PathsArePutTogether) {
  EXPECT_EQ(linesOf(R"(
func @f(c: i32) at 1:1 {
  %0 = load c : i32 at 2:1
  br %0, yes, no at 2:1
yes:
  call @arch_local_irq_disable() at 3:1 "d"
  jump no
no:
  ret at 4:1
}
)"),
            (Lines{"2:caller's:caller's", "3:caller's:disabled",
                   "4:caller's or disabled:caller's or disabled"}));
}

TEST(LineStates, WhatNoPathReachesHasNone) {
  EXPECT_EQ(linesOf(R"(
func @f() at 1:1 {
  call @arch_local_irq_disable() at 2:1 "d"
  jump end
lost:
  call @arch_local_irq_enable() at 3:1 "e"
  jump end
end:
  ret at 4:1
}
)"),
            (Lines{"2:caller's:disabled", "3:not reached:not reached",
                   "4:disabled:disabled"}));
}

} // namespace
