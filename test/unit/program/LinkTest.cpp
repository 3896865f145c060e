//===- LinkTest.cpp - tests of linked programs ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/LinkText.h"
#include "gtest/gtest.h"

using namespace pvlint;
using test::link;

namespace {

/// A pair, in a function that others call.
constexpr llvm::StringLiteral Pair = R"(
func @drain() at 1:6 {
  call @_raw_spin_lock_irq(?) at 3:2-3:30 "spin_lock_irq"
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
}
)";

TEST(Link, PairUnderIrqsaveInAnotherFile) {
  auto L = link({{"a.c", R"(
func @flush() at 1:6 {
  var flags
  %0 = call @_raw_spin_lock_irqsave(?) at 4:2-4:30 "spin_lock_irqsave"
  store flags = %0
  call @drain() at 5:2-5:9
  %1 = load flags
  call @_raw_spin_unlock_irqrestore(?, %1) at 6:2-6:30 "spin_unlock_irqrestore"
  ret
}
)"},
                 {"b.c", Pair}});
  EXPECT_NE(L.text().find("b.c:5:2: warning: spin_unlock_irq() enables"),
            std::string::npos)
      << L.text();
  EXPECT_TRUE(L.Link->offEntries()[L.node("drain")].has_value());
}

TEST(Link, PairWithoutCallersIsSilent) {
  auto L = link({{"b.c", Pair}});
  EXPECT_EQ(L.text(), "");
}

TEST(Link, HandlerOfAnInterrupt) {
  auto L = link({{"a.c", R"(
func @handle() static addresstaken at 1:6 {
  call @drain() at 2:2-2:9
  ret
}
func @probe() at 4:6 {
  pointer function "handle" to param "request_irq" 1
  call @request_irq(7, @handle) at 5:2-5:20
  ret
}
)"},
                 {"b.c", Pair}});
  EXPECT_NE(L.text().find("a hard interrupt handler"), std::string::npos)
      << L.text();
}

TEST(Link, FunctionOfAHeaderIsOneNode) {
  const std::string Helper = R"(
file 1 "h.h"
func @helper() static inline inheader at 1:1:6 {
  call @_raw_spin_unlock_irq(?) at 1:5:2-1:5:30
  ret
}
)";
  auto User = [&](llvm::StringRef Name) {
    return Helper + "func @" + Name.str() +
           "() at 9:6 {\n call @helper() at 10:2-10:10\n ret\n}\n";
  };
  const std::string A = User("a"), B = User("b");
  auto L = link({{"a.c", A}, {"b.c", B}});
  EXPECT_EQ(L.Link->symbols().nodes().size(), 3u);
  EXPECT_EQ(L.Link->symbols().nodes()[L.node("a")].Callees,
            std::vector<uint32_t>{L.node("h.h:helper")});
}

} // namespace
