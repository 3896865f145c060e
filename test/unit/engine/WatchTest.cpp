//===- WatchTest.cpp - states at the places of a function -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Listener.h"
#include "ir/Slice.h"
#include "ir/text/Text.h"
#include "judge/Judges.h"
#include "gtest/gtest.h"
#include <map>

using namespace pvlint;
using solve::Solver;
using solve::State;

namespace {

/// Interrupts by the line of the probe: "on", "off", "entry" or "?", in the
/// order of discovery, and at the end of the function under line 0.
class Recorder : public solve::Listener {
public:
  explicit Recorder(Solver &S) : Pool(S.pool()) {}
  std::map<unsigned, std::vector<std::string>> At;

  void before(const flow::Op &O, const State &S) override {
    if (flow::isProbe(O))
      add(O.Loc.Begin.Line, S);
  }
  void after(const flow::Op &O, const State &S) override {
    add(1000 + O.Loc.Begin.Line, S);
  }
  void returns(const solve::Row &, const flow::Range &,
               const State &S) override {
    add(0, S);
  }

private:
  solve::ExprPool &Pool;

  void add(unsigned Line, const State &S) {
    const solve::Tri T = S.isOn(Pool);
    std::string Word = T == solve::Tri::True       ? "on"
                       : T == solve::Tri::False    ? "off"
                       : S.Irq.Now == Pool.entry() ? "entry"
                                                   : "?";
    for (const auto &[Cell, V] : S.Cells)
      if (V->K == solve::Expr::Word && !V->Spent)
        Word += " word";
    auto &Here = At[Line];
    if (std::find(Here.begin(), Here.end(), Word) == Here.end())
      Here.push_back(Word);
  }
};

class WatchTest : public testing::Test {
protected:
  flow::Contract C = flow::Contract::builtin("x86");
  Solver S{C};
  solve::Judges J{S};
  using Words = std::vector<std::string>;

  /// Solves \p Text and watches its last function. `call @probe()` is a probe.
  Recorder watch(llvm::StringRef Text) {
    auto P = flow::parse(("flow 1\nfile 0 \"t.c\"\n" + Text).str(), "t.flow");
    if (!P) {
      ADD_FAILURE() << llvm::toString(P.takeError());
      return Recorder(S);
    }
    flow::Function Last;
    for (auto &F : P->Functions) {
      Last = *F;
      std::vector<std::unique_ptr<flow::Function>> Component;
      Component.push_back(std::move(F));
      S.solve(std::move(Component));
    }
    J.finish();
    S.forgetDemand();
    for (flow::Block &B : Last.Blocks)
      for (flow::Op &O : B.Ops)
        if (O.Callee == "probe") {
          const flow::Range Loc = O.Loc;
          O = flow::Op();
          O.Code = flow::Opcode::Opaque;
          O.Loc = Loc;
        }
    Recorder R(S);
    EXPECT_TRUE(S.watch(Last, R));
    return R;
  }
};

TEST_F(WatchTest, EveryPlaceOfAStraightLine) {
  Recorder R = watch(R"(
func @f() {
  var flags
  call @probe() at 1:1
  %0 = call @arch_local_irq_save() at 2:1 "s"
  store flags = %0
  call @probe() at 3:1
  %1 = load flags
  call @arch_local_irq_restore(%1) at 4:1 "r"
  call @probe() at 5:1
  ret
}
)");
  EXPECT_EQ(R.At[1], Words{"entry"});
  EXPECT_EQ(R.At[3], Words{"off word"});
  EXPECT_EQ(R.At[1002], Words{"off"}) << "not stored yet";
  EXPECT_EQ(R.At[5], Words{"entry"});
  EXPECT_EQ(R.At[0], Words{"entry"});
}

TEST_F(WatchTest, BranchesThatSlicingFolds) {
  // Nothing in the arms matters to the contract; the probes are there still.
  Recorder R = watch(R"(
func @f(c: i32) {
  call @arch_local_irq_disable() at 1:1 "d"
  %0 = load c : i32
  br %0, yes, no at 2:1
yes:
  call @probe() at 3:1
  jump out
no:
  call @arch_local_irq_enable() at 4:1 "e"
  call @probe() at 5:1
  jump out
out:
  call @probe() at 6:1
  ret
}
)");
  EXPECT_EQ(R.At[3], Words{"off"});
  EXPECT_EQ(R.At[5], Words{"on"});
  EXPECT_EQ(R.At[6].size(), 2u);
}

TEST_F(WatchTest, FixpointOfALoop) {
  // The second round comes in another state than the first.
  Recorder R = watch(R"(
func @f(n: i32) {
  call @arch_local_irq_disable() at 1:1 "d"
  jump head
head:
  call @probe() at 2:1
  %0 = opaque
  br %0, body, out at 2:1
body:
  call @probe() at 3:1
  call @arch_local_irq_enable() at 4:1 "e"
  call @probe() at 5:1
  jump head
out:
  call @probe() at 6:1
  ret
}
)");
  EXPECT_EQ(R.At[2], (Words{"off", "on"}));
  EXPECT_EQ(R.At[3], (Words{"off", "on"}));
  EXPECT_EQ(R.At[5], Words{"on"});
  EXPECT_EQ(R.At[6], (Words{"off", "on"}));
}

TEST_F(WatchTest, CalleesAreKnownWithoutTheirBodies) {
  Recorder R = watch(R"(
func @on() {
  call @arch_local_irq_enable() at 1:1 "e"
  ret
}
func @f() {
  call @arch_local_irq_disable() at 2:1 "d"
  call @on() at 3:1 "on"
  call @probe() at 4:1
  ret
}
)");
  EXPECT_EQ(R.At[4], Words{"on"});
}

TEST_F(WatchTest, AfterWhatDoesNotReturn) {
  Recorder R = watch(R"(
func @f(c: i32) {
  %0 = load c : i32
  br %0, bad, good at 1:1
bad:
  call @probe() at 2:1
  unreachable
good:
  call @probe() at 3:1
  ret
}
)");
  EXPECT_EQ(R.At[2], Words{"entry"});
  EXPECT_EQ(R.At[3], Words{"entry"});
}

TEST_F(WatchTest, ObservationsStayAsTheyAre) {
  const char *Text = R"(
func @f() {
  var flags
  %0 = call @arch_local_irq_save() at 2:1 "s"
  store flags = %0
  call @arch_local_irq_enable() at 3:1 "e"
  call @probe() at 4:1
  %1 = load flags
  call @arch_local_irq_restore(%1) at 5:1 "r"
  ret
}
)";
  Recorder R = watch(Text);
  EXPECT_EQ(R.At[4], Words{"on word"});
  EXPECT_EQ(J.observations().Restores.size(), 1u);
  EXPECT_EQ(S.tally().Functions, 1u);
}

} // namespace
