//===- LinkBoundsTest.cpp - what a linked program believes ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each rule that keeps a whole program silent where paths, pointers or long
// chains have lost the truth, with a neighbour in which it does not apply.
//
//===----------------------------------------------------------------------===//

#include "engine/Precautions.h"
#include "support/LinkText.h"
#include "gtest/gtest.h"

using namespace pvlint;
using llvm::StringRef;
using test::link;
using test::LinkedText;

namespace {

constexpr StringRef Pair = R"(
func @drain() at 1:6 {
  call @_raw_spin_lock_irq(?) at 3:2-3:30 "spin_lock_irq"
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
}
)";

/// A function that does \p Body with interrupts off and its word saved.
std::string saving(StringRef Name, StringRef Body, unsigned Line = 10) {
  auto At = [&](unsigned Add) {
    return " at " + std::to_string(Line + Add) + ":2-" +
           std::to_string(Line + Add) + ":30";
  };
  return "func @" + Name.str() + "()" + " at " + std::to_string(Line) +
         ":6 {\n  var flags\n  %0 = call @_raw_spin_lock_irqsave(?)" + At(1) +
         " \"spin_lock_irqsave\"\n  store flags = %0\n  " + Body.str() + At(2) +
         "\n  %1 = load flags\n  call @_raw_spin_unlock_irqrestore(?, %1)" +
         At(3) + " \"spin_unlock_irqrestore\"\n  ret\n}\n";
}

/// @f1 calls @f2 ... calls the last one, which calls \p Last.
std::string chain(unsigned Length, StringRef Last) {
  std::string Text;
  for (unsigned I = 1; I <= Length; ++I) {
    const std::string At = std::to_string(100 + I);
    Text += "func @f" + std::to_string(I) + "() at " + At + ":6 {\n  call @" +
            (I == Length ? Last.str() : "f" + std::to_string(I + 1)) +
            "() at " + At + ":12-" + At + ":20\n  ret\n}\n";
  }
  return Text;
}

bool reports(const LinkedText &L, StringRef Line,
             checks::Level Show = checks::Level::Warning) {
  return StringRef(L.text(Show)).contains(Line);
}

//===----------------------------------------------------------------------===//
// Functions that a link crashed in
//===----------------------------------------------------------------------===//

TEST(LeftOut, AFunctionIsAssumedToChangeNothing) {
  const std::string Text =
      Pair.str() + saving("stop", "call @drain()") +
      saving("pause", "call @_raw_spin_unlock_irq(?)", /*Line=*/30);
  const auto Whole = link({{"a.c", Text}});
  EXPECT_TRUE(reports(Whole, "a.c:13:"));
  EXPECT_TRUE(reports(Whole, "a.c:33:"));
  solve::precautions().LeftOut.insert("drain");
  const auto Without = link({{"a.c", Text}});
  solve::precautions().LeftOut.clear();
  EXPECT_FALSE(reports(Without, "a.c:13:"));
  EXPECT_TRUE(reports(Without, "a.c:33:"));
}

//===----------------------------------------------------------------------===//
// Which function a pointer holds
//===----------------------------------------------------------------------===//

constexpr StringRef Neutral = "func @idle() addresstaken at 50:6 {\n  ret\n}\n";

TEST(Pointers, OfTablesCanAllBeMeant) {
  auto L = link({{"a.c", saving("stop", "call member \"ops.stop\"(?)")},
                 {"b.c", (Pair + Neutral + R"(
func @file_scope() at 9:1 {
  pointer function "drain" to field "ops.stop" of "drain_ops"
  pointer function "idle" to field "ops.stop" of "idle_ops"
  ret
}
)")
                             .str()}});
  EXPECT_TRUE(reports(L, "b.c:5:2: warning: spin_unlock_irq() enables"))
      << L.text(checks::Level::Audit);
}

TEST(Pointers, OfCallbacksAlwaysCalledOffAreNoGuess) {
  auto L = link({{"a.c", saving("stop", "call member \"work.fn\"(?)")},
                 {"b.c", (Pair + Neutral + R"(
func @queue_drain() at 9:6 {
  pointer function "drain" to field "work.fn" of "queue_drain:w"
  ret
}
func @queue_idle() at 19:6 {
  pointer function "idle" to field "work.fn" of "queue_idle:w"
  ret
}
)")
                             .str()}});
  // But no guess is left where every call is made with interrupts off.
  EXPECT_TRUE(reports(L, "b.c:5:2: warning: spin_unlock_irq() enables"))
      << L.text(checks::Level::Audit);
}

TEST(Pointers, ToOneFunctionAreNoGuess) {
  auto L = link({{"a.c", saving("stop", "call member \"work.fn\"(?)")},
                 {"b.c", (Pair + R"(
func @queue_drain() at 9:6 {
  pointer function "drain" to field "work.fn" of "queue_drain:w"
  ret
}
)")
                             .str()}});
  EXPECT_TRUE(reports(L, "b.c:5:2: warning: spin_unlock_irq() enables"))
      << L.text(checks::Level::Audit);
}

/// \p Count tables, of which one has the pair.
LinkedText tables(unsigned Count) {
  std::string B = Pair.str(), Moves;
  for (unsigned I = 0; I != Count; ++I) {
    const std::string N = I ? "idle" + std::to_string(I) : "drain";
    Moves += "  pointer function \"" + N + "\" to field \"ops.stop\" of \"o" +
             std::to_string(I) + "\"\n";
    if (I)
      B += "func @" + N + "() addresstaken at 50:6 {\n  ret\n}\n";
  }
  B += "func @file_scope() at 9:1 {\n" + Moves + "  ret\n}\n";
  return link(
      {{"a.c", saving("stop", "call member \"ops.stop\"(?)")}, {"b.c", B}});
}

TEST(Pointers, ToManyFunctionsSayNothing) {
  EXPECT_TRUE(reports(tables(solve::Link::MaxTargets), "b.c:5:2: warning"));
  auto L = tables(solve::Link::MaxTargets + 1);
  EXPECT_EQ(L.text(checks::Level::Audit), "");
  EXPECT_GT(L.Link->numTooManyTargets(), 0u);
}

//===----------------------------------------------------------------------===//
// Callers
//===----------------------------------------------------------------------===//

/// The pair, on one path only.
constexpr StringRef Conditional = R"(
func @drain() at 1:6 {
  %0 = load @busy : i32
  br %0, b1, b2
b1:
  call @_raw_spin_lock_irq(?) at 3:2-3:30 "spin_lock_irq"
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
b2:
  ret
}
)";

/// That many functions call @drain, over \p Between others.
LinkedText callers(unsigned Count, unsigned Between, StringRef Callee) {
  std::string A, First = Between ? "f1" : "drain";
  for (unsigned I = 0; I != Count; ++I)
    A += saving("flush" + std::to_string(I), "call @" + First + "()",
                10 + 10 * I);
  A += chain(Between, "drain");
  return link({{"a.c", A}, {"b.c", Callee}});
}

TEST(Callers, ManyOfSomethingDeepKnowWhenItEnables) {
  EXPECT_TRUE(reports(callers(2, 2, Conditional), "b.c:5:2: warning"));
  EXPECT_FALSE(reports(callers(3, 2, Conditional), "b.c:5:2: warning"));
  EXPECT_TRUE(reports(callers(3, 2, Conditional), "b.c:5:2: remark",
                      checks::Level::Audit));
}

TEST(Callers, ManyAreWrongAboutWhatTheySee) {
  EXPECT_TRUE(reports(callers(5, 0, Conditional), "b.c:5:2: warning"));
}

TEST(Callers, ManyAreWrongAboutWhatAlwaysEnables) {
  EXPECT_TRUE(reports(callers(5, 2, Pair), "b.c:5:2: warning"));
}

TEST(Callers, FarAwayAreNotFollowed) {
  for (auto [Calls, Level] :
       {std::pair(3u, "warning"), std::pair(5u, "remark")}) {
    auto L = link(
        {{"a.c", saving("flush", "call @f1()") + chain(Calls - 1, "drain")},
         {"b.c", Pair}});
    EXPECT_TRUE(
        reports(L, std::string("b.c:5:2: ") + Level, checks::Level::Audit))
        << L.text(checks::Level::Audit);
    EXPECT_EQ(L.Link->numFarCandidates(), 0u);
  }
  auto L = link({{"a.c", saving("flush", "call @f1()") + chain(6, "drain")},
                 {"b.c", Pair}});
  EXPECT_EQ(L.text(checks::Level::Audit), "");
  EXPECT_EQ(L.Link->numFarCandidates(), 1u);
}

//===----------------------------------------------------------------------===//
// Effects
//===----------------------------------------------------------------------===//

constexpr StringRef Enabling = R"(
func @open() at 1:6 {
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
}
)";

TEST(Effects, OfLongChainsAreTakenAsBalanced) {
  auto Near = link({{"a.c", saving("flush", "call @f1()") + chain(2, "open")},
                    {"b.c", Enabling}});
  EXPECT_TRUE(reports(Near, "a.c:13:2: warning")) << Near.text();
  auto Far = link({{"a.c", saving("flush", "call @f1()") + chain(12, "open")},
                   {"b.c", Enabling}});
  EXPECT_EQ(Far.text(), "");
  EXPECT_GT(Far.Link->tally().TooDeep, 0u);
}

TEST(Effects, OfALostHalfAreNone) {
  // Whether the lock is held at the end hangs on what is not kept.
  constexpr StringRef Lost = R"(
func @walk() at 20:6 {
  call @_raw_spin_lock_irq(?) at 21:2-21:30 "spin_lock_irq"
  br ?, b1, b2
b1:
  call @_raw_spin_unlock_irq(?) at 22:2-22:30 "spin_unlock_irq"
  ret
b2:
  ret
}
func @sync() at 30:6 {
  call @walk() at 31:2-31:9
  call @drain() at 32:2-32:9
  ret
}
)";
  auto L = link({{"a.c", Lost}, {"b.c", Pair}});
  // That it may be left off is walk()'s own matter (pvops-unrestored-flags).
  EXPECT_EQ(StringRef(L.text(checks::Level::Audit)).count("warning:"), 1u);
  EXPECT_FALSE(reports(L, "pvops-unconditional-enable"));
  // Its result tells: this is a lock that is taken, or not.
  std::string Told = Lost.str();
  auto Replace = [&](StringRef From, StringRef To) {
    size_t At = Told.find(From);
    ASSERT_NE(At, std::string::npos);
    Told.replace(At, From.size(), To);
  };
  Replace("  ret\nb2:\n  ret", "  ret 0\nb2:\n  ret 1");
  Replace("  call @walk() at 31:2-31:9\n", "  %0 = call @walk() : i32 at "
                                           "31:2-31:9\n  br %0, b1, b2\nb2:\n "
                                           " ret\nb1:\n");
  auto M = link({{"a.c", Told}, {"b.c", Pair}});
  EXPECT_TRUE(reports(M, "b.c:5:2: remark", checks::Level::Audit))
      << M.text(checks::Level::Audit);
}

/// Opens the section of its caller for a while.
constexpr StringRef Relock = R"(
func @relock() at 40:6 {
  call @_raw_spin_unlock_irq(?) at 41:2-41:30 "spin_unlock_irq"
  call @_raw_spin_lock_irq(?) at 42:2-42:30 "spin_lock_irq"
  ret
}
)";

TEST(Effects, OfARelockAreNoneInTheEnd) {
  auto On = link({{"a.c", (Relock + R"(
func @sync() at 30:6 {
  call @relock() at 31:2-31:9
  call @drain() at 32:2-32:9
  ret
}
)")
                              .str()},
                  {"b.c", Pair}});
  EXPECT_EQ(On.text(checks::Level::Audit), "");
  auto Off = link({{"a.c", (Relock + R"(
func @sync() at 30:6 {
  call @_raw_spin_lock_irq(?) at 31:2-31:30 "spin_lock_irq"
  call @relock() at 32:2-32:9
  call @drain() at 33:2-33:9
  call @_raw_spin_unlock_irq(?) at 34:2-34:30 "spin_unlock_irq"
  ret
}
)")
                               .str()},
                   {"b.c", Pair}});
  EXPECT_TRUE(reports(Off, "b.c:5:2: warning"))
      << Off.text(checks::Level::Audit);
}

TEST(Effects, OfSleepCountWithinOneFile) {
  const std::string Waits = "func @wait() at 60:6 {\n  call @msleep(10) at "
                            "61:2-61:12 \"msleep\"\n  ret\n}\n";
  const std::string Holds = saving("flush", "call @wait()");
  auto One = link({{"a.c", Holds + Waits}});
  EXPECT_TRUE(reports(One, "a.c:13:2: warning")) << One.text();
  // Beyond it, who sleeps on each way is told where it is called.
  auto Two = link({{"a.c", Holds}, {"b.c", Waits}});
  EXPECT_FALSE(reports(Two, "a.c:13:2:")) << Two.text();
  EXPECT_TRUE(reports(Two, "may sleep with interrupts disabled")) << Two.text();
}

} // namespace
