//===- JudgesTest.cpp - the solver's interface ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What findings do not show; for those see test/solve.
//
//===----------------------------------------------------------------------===//

#include "judge/Judges.h"
#include "ir/text/Text.h"
#include "gtest/gtest.h"

using namespace pvlint;
using solve::Judges;
using solve::RestoreObservation;
using solve::Solver;

namespace {

class JudgesTest : public testing::Test {
protected:
  flow::Contract C = flow::Contract::builtin("x86");

  std::vector<std::unique_ptr<flow::Function>> functions(llvm::StringRef Text) {
    auto P = flow::parse(("flow 1\nfile 0 \"t.c\"\n" + Text).str(), "t.flow");
    if (P)
      return std::move(P->Functions);
    ADD_FAILURE() << llvm::toString(P.takeError());
    return {};
  }
  /// Each function is a component of its own.
  void solveInOrder(Solver &S, Judges &J, llvm::StringRef Text) {
    for (auto &F : functions(Text)) {
      std::vector<std::unique_ptr<flow::Function>> Component;
      Component.push_back(std::move(F));
      S.solve(std::move(Component));
    }
    J.finish();
  }
};

TEST_F(JudgesTest, NeutralFunctions) {
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J, R"(
func @nothing(n: i32) {
  %0 = load n : i32
  ret %0
}
func @balanced() {
  %0 = call @arch_local_irq_save() at 1:1 "s"
  call @arch_local_irq_restore(%0) at 2:1 "r"
  ret
}
func @off() {
  call @arch_local_irq_disable() at 3:1 "d"
  ret
}
func @calls_off() {
  call @off() at 4:1 "off"
  ret
}
func @never() {
  unreachable
}
)");
  EXPECT_TRUE(S.isNeutral("nothing"));
  EXPECT_TRUE(S.isNeutral("balanced"));
  EXPECT_FALSE(S.isNeutral("off"));
  EXPECT_FALSE(S.isNeutral("calls_off"));
  EXPECT_FALSE(S.isNeutral("never")) << "nothing runs after it";
  EXPECT_TRUE(S.isNeutral("unheard_of")) << "by policy";
  EXPECT_FALSE(S.isNeutral("arch_local_irq_enable")) << "the contract has it";
  EXPECT_TRUE(S.isKnown("nothing"));
  EXPECT_FALSE(S.isKnown("unheard_of"));
  EXPECT_EQ(S.tally().Functions, 5u);
}

TEST_F(JudgesTest, VerdictsOfTheTable) {
  struct {
    const char *Before, *Between;
    int Case; ///< -1: fine
  } const Table[] = {
      {"", "call @arch_local_irq_disable() at 2:1 \"d\"", -1},
      {"", "call @arch_local_irq_enable() at 2:1 \"e\"",
       RestoreObservation::OnEntry},
      {"", "", RestoreObservation::EntryEntry},
      {"call @arch_local_irq_disable() at 1:1 \"d\"",
       "call @arch_local_irq_enable() at 2:1 \"e\"", RestoreObservation::OnOff},
      {"call @arch_local_irq_enable() at 1:1 \"e\"", "",
       RestoreObservation::OnOn},
      {"call @arch_local_irq_disable() at 1:1 \"d\"", "", -1},
  };
  for (const auto &Row : Table) {
    Solver S(C);
    Judges J(S);
    solveInOrder(S, J,
                 std::string("func @f() {\n") + Row.Before +
                     "\n%0 = call @arch_local_save_flags() at 3:1 \"s\"\n" +
                     Row.Between +
                     "\ncall @arch_local_irq_restore(%0) at 4:1 \"r\"\n"
                     "ret\n}\n");
    const auto &Seen = J.observations().Restores;
    SCOPED_TRACE(std::string(Row.Before) + " / " + Row.Between);
    ASSERT_EQ(Seen.size(), Row.Case < 0 ? 0u : 1u);
    if (Row.Case >= 0) {
      EXPECT_EQ(int(Seen[0].Seen), Row.Case);
    }
  }
}

TEST_F(JudgesTest, OneMistakeIsOneObservation) {
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J, R"(
func @f(c: i32) {
  %0 = call @arch_local_irq_save() at 1:1 "s"
  %1 = load c : i32
  br %1, b1, b2
b1:
  call @arch_local_irq_enable() at 2:1 "e"
  call @work(1)
  jump out
b2:
  call @arch_local_irq_enable() at 3:1 "e"
  jump out
out:
  call @arch_local_irq_restore(%0) at 4:1 "r"
  call @arch_local_irq_restore(%0) at 5:1 "r"
  ret
}
)");
  unsigned Bad = 0;
  for (const RestoreObservation &R : J.observations().Restores)
    Bad += R.Seen == RestoreObservation::OnEntry;
  EXPECT_EQ(Bad, 1u) << "after a restore the state is what its author meant";
}

TEST_F(JudgesTest, UnknownIndirectCallsAreCounted) {
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J, R"(
func @f(ops: ptr) {
  %0 = call @arch_local_irq_save() at 1:1 "s"
  %1 = load ops : ptr
  %2 = load [%1].handler : ptr
  call ptr %2(%0) at 2:1 "handler"
  call @arch_local_irq_restore(%0) at 3:1 "r"
  ret
}
)");
  EXPECT_TRUE(J.observations().Restores.empty());
  EXPECT_GE(S.tally().UnknownIndirectCalls, 1u);
}

TEST_F(JudgesTest, AWordGivenToAnUnknownFunctionIsDemanded) {
  unsigned Asked = 0;
  Solver S(C,
           [&](llvm::StringRef Name,
               solve::DemandKind Why) -> std::unique_ptr<flow::Function> {
             Asked += Why == solve::DemandKind::Word;
             if (Name != "put")
               return nullptr;
             return std::move(
                 functions("func @put(flags) static {\n"
                           "  %0 = load flags\n"
                           "  call @arch_local_irq_restore(%0) at 9:1 \"r\"\n"
                           "  ret\n"
                           "}\n")[0]);
           });
  Judges J(S);
  solveInOrder(S, J, R"(
func @f() {
  %0 = call @arch_local_irq_save() at 1:1 "s"
  call @arch_local_irq_enable() at 2:1 "e"
  call @put(%0) at 3:1 "put"
  call @absent(%0) at 4:1 "absent"
  ret
}
)");
  EXPECT_GE(Asked, 2u);
  EXPECT_TRUE(S.isKnown("put"));
  ASSERT_EQ(J.observations().Restores.size(), 1u);
  EXPECT_EQ(J.observations().Restores[0].Seen, RestoreObservation::OnEntry);
}

TEST_F(JudgesTest, ManyIndependentConditionsStaySmall) {
  // 2^40 paths, of one property.
  std::string Text = "func @f(n: i32) {\n"
                     "  %0 = call @arch_local_irq_save() at 1:1 \"s\"\n"
                     "  jump c0\n";
  for (unsigned I = 0; I != 40; ++I) {
    std::string N = std::to_string(I);
    Text += "c" + N + ":\n  %1 = call @cond(" + N + ") : i32\n  br %1, t" + N +
            ", c" + std::to_string(I + 1) + "\nt" + N +
            ":\n  call @arch_local_irq_enable() at 2:1 \"e\"\n"
            "  call @arch_local_irq_disable() at 3:1 \"d\"\n  jump c" +
            std::to_string(I + 1) + "\n";
  }
  Text += "c40:\n  call @arch_local_irq_restore(%0) at 4:1 \"r\"\n  ret\n}\n";
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J, Text);
  EXPECT_TRUE(J.observations().Restores.empty());
  EXPECT_EQ(S.tally().TooLong, 0u);
  EXPECT_EQ(S.tally().TooManyStates, 0u);
}

TEST_F(JudgesTest, TooManyWordsAreMergedAndCounted) {
  // Each condition leaves a word in a variable of its own or not: 2^8 states.
  std::string Vars, Text = "  jump c0\n", Uses;
  for (unsigned I = 0; I != 8; ++I) {
    std::string N = std::to_string(I);
    Vars += "  var v" + N + "\n";
    Text += "c" + N + ":\n  %1 = call @cond(" + N + ") : i32\n  br %1, t" + N +
            ", c" + std::to_string(I + 1) + "\nt" + N +
            ":\n  %2 = call @arch_local_save_flags() at 1" + N + ":1 \"s\"\n" +
            "  store v" + N + " = %2\n  jump c" + std::to_string(I + 1) + "\n";
    Uses += "  %3 = load v" + N + "\n  call @use(%3)\n";
  }
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J,
               "func @f() {\n" + Vars + Text + "c8:\n" + Uses + "  ret\n}\n");
  EXPECT_EQ(S.tally().TooManyStates, 1u);
  EXPECT_EQ(S.tally().TooLong, 0u);
}

TEST_F(JudgesTest, ExitsWithInterruptsOff) {
  using solve::ExitObservation;
  Solver S(C);
  Judges J(S);
  solveInOrder(S, J, R"(
func @lost(c: i32) {
  var flags
  %0 = call @arch_local_irq_save() at 1:1 "s"
  store flags = %0
  %1 = load c : i32
  br %1, early, rest at 2:1
early:
  ret -16 at 3:1
rest:
  %2 = load flags
  call @arch_local_irq_restore(%2) at 4:1 "r"
  ret 0 at 5:1
}
func @user(c: i32) {
  call @arch_local_irq_enable() at 11:1 "e"
  %0 = load c : i32
  %1 = call @lost(%0) : i32 at 12:1 "lost"
  ret
}
func @pair(d: ptr, c: i32) {
  %0 = load d : ptr
  call @_raw_spin_lock_irq(%0) at 21:1 "spin_lock_irq"
  %1 = load c : i32
  br %1, early, rest at 22:1
early:
  call @_raw_spin_unlock(%0) at 23:1 "spin_unlock"
  ret 1 at 24:1
rest:
  call @_raw_spin_unlock_irq(%0) at 25:1 "spin_unlock_irq"
  ret 0 at 26:1
}
)");
  const auto &Exits = J.observations().Exits;
  ASSERT_EQ(Exits.size(), 2u);
  const ExitObservation &Lost = Exits[0];
  EXPECT_EQ(Lost.K, ExitObservation::WordLost);
  EXPECT_EQ(Lost.At->Loc.Begin.Line, 3u);
  EXPECT_EQ(Lost.Section->Loc.Begin.Line, 1u);
  EXPECT_EQ(Lost.Variable, "flags");
  EXPECT_TRUE(Lost.Closes);
  EXPECT_TRUE(Lost.Fails);
  EXPECT_TRUE(Lost.CallerOn);
  ASSERT_TRUE(Lost.OnChain);
  EXPECT_EQ(Lost.OnChain->Loc.Begin.Line, 12u);
  EXPECT_FALSE(Lost.Unlock);
  ASSERT_EQ(Lost.Path.size(), 1u);
  EXPECT_EQ(Lost.Path[0].Says, "'c' nonzero");
  const ExitObservation &Pair = Exits[1];
  EXPECT_EQ(Pair.K, ExitObservation::NoWord);
  EXPECT_FALSE(Pair.Fails) << "1 against 0 may be a trylock";
  EXPECT_TRUE(Pair.ToldApart);
  ASSERT_TRUE(Pair.Unlock);
  EXPECT_EQ(Pair.Unlock->Loc.Begin.Line, 23u);
  EXPECT_TRUE(Pair.UnlocksOwn);
  EXPECT_FALSE(Pair.HoldsLock);
  // Callers of what loses its word are spared: they can do nothing.
  EXPECT_TRUE(S.summary("lost")->Rows.size() >= 1);
  for (const solve::Row &R : S.summary("lost")->Rows)
    EXPECT_EQ(R.Irq, S.pool().entry());
}

} // namespace
