//===- DriverTest.cpp - in which order a source is asked ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Driver.h"
#include "program/Components.h"
#include "program/TextSource.h"
#include "support/SolveText.h"
#include "gtest/gtest.h"

using namespace pvlint;
using namespace pvlint::test;

namespace {

using Groups = std::vector<std::vector<uint32_t>>;

std::string function(unsigned I, llvm::ArrayRef<unsigned> Callees) {
  std::string Text = "func @f" + std::to_string(I) + "() static {\n";
  for (unsigned Callee : Callees)
    Text += "  call @f" + std::to_string(Callee) + "()\n";
  return Text + "  ret\n}\n";
}

Groups componentsOf(std::vector<std::vector<unsigned>> Calls) {
  std::string Text = "flow 1\n";
  for (unsigned I = 0; I != Calls.size(); ++I)
    Text += function(I, Calls[I]);
  const flow::Program P = parseOrFail(Text, "t.flow");
  const flow::Contract C = flow::Contract::builtin("x86");
  return solve::components(solve::TextSource(P, C));
}

TEST(Components, ComeAfterWhatTheyCall) {
  EXPECT_EQ(componentsOf({{1, 2}, {2}, {}}), (Groups{{2}, {1}, {0}}));
  EXPECT_EQ(componentsOf({{}, {0}, {0, 1}}), (Groups{{0}, {1}, {2}}));
}

TEST(Components, CallEachOther) {
  EXPECT_EQ(componentsOf({{0}}), (Groups{{0}}));
  EXPECT_EQ(componentsOf({{1}, {2, 3}, {0}, {}}), (Groups{{3}, {0, 1, 2}}));
  // Two rings, of which one calls the other.
  EXPECT_EQ(componentsOf({{1}, {0, 2}, {3}, {2}}), (Groups{{2, 3}, {0, 1}}));
}

TEST(Components, OfLongChains) {
  constexpr unsigned Length = 20000;
  std::vector<std::vector<unsigned>> Calls(Length);
  for (unsigned I = 0; I + 1 != Length; ++I)
    Calls[I] = {I + 1};
  const Groups Found = componentsOf(std::move(Calls));
  ASSERT_EQ(Found.size(), Length);
  EXPECT_EQ(Found.front(), std::vector<uint32_t>{Length - 1});
}

/// Notes what it is asked for.
class Asked : public solve::TextSource {
public:
  using TextSource::TextSource;
  std::vector<std::string> Log;

  std::vector<Declared> annotations() override {
    Log.push_back("annotations");
    return TextSource::annotations();
  }
  std::vector<solve::InstalledFunction> installed() override {
    Log.push_back("installed");
    return TextSource::installed();
  }
  std::unique_ptr<flow::Function> body(uint32_t F) override {
    Log.push_back(nameOf(F).str());
    if (OnBody)
      OnBody();
    return TextSource::body(F);
  }
  std::function<void()> OnBody;
};

constexpr llvm::StringRef Program = R"(flow 1
func @top() {
  call @middle()
  call @idle()
  ret
}
func @middle() static {
  call @bottom()
  ret
}
func @bottom() static {
  call @arch_local_irq_enable()
  ret
}
func @idle() static {
  call @work()
  ret
}
func @off() static {
  store @state.off = 1 : i32
  ret
}
func @install() {
  pointer function "off" to field "pv_irq_ops.irq_disable" of "a"
  pointer function "off" to field "pv_irq_ops.irq_disable" of "b"
  ret
}
)";

struct Unit {
  flow::Program P;
  flow::Contract C = flow::Contract::builtin("x86");
  Asked Source;
  solve::Solver S;
  solve::Judges J;

  explicit Unit(llvm::StringRef Text)
      : P(parseOrFail(Text, "t.flow")), Source(P, C), S(C, Source.demand()),
        J(S) {}
};

/// Bodies are made of what matters, callees first; and of what fills the
/// paravirt ops, last and once.
TEST(Driver, AsksForWhatMatters) {
  Unit U(Program);
  EXPECT_TRUE(solve::Driver(U.Source, U.S, U.J).runUnit());
  EXPECT_EQ(U.Source.Log,
            (std::vector<std::string>{"installed", "annotations", "bottom",
                                      "middle", "top", "off"}));
  EXPECT_TRUE(U.S.NativePlaces.contains("off"));
}

TEST(Driver, StopsWhenItIsCancelled) {
  Unit U(Program);
  std::atomic<bool> Cancelled = false;
  U.Source.OnBody = [&] { Cancelled = true; };
  EXPECT_FALSE(
      solve::Driver(U.Source, U.S, U.J, {&Cancelled, nullptr}).runUnit());
  EXPECT_EQ(U.Source.Log.back(), "bottom");
}

TEST(Driver, TellsOfContradictions) {
  Unit U("flow 1\nfile 0 \"t.c\"\nsays @f \"returns_irqs_off\" at 0:1:1\n"
         "says @f \"returns_irqs_on\" at 0:2:1\n"
         "func @f() {\n  ret\n}\n");
  solve::Driver D(U.Source, U.S, U.J);
  EXPECT_TRUE(D.runUnit());
  EXPECT_EQ(D.contradictions().size(), 1u);
}

} // namespace
