//===- FindingsTest.cpp - levels and their text ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"
#include "support/SolveText.h"
#include "gtest/gtest.h"

using namespace pvlint;
using namespace pvlint::test;
using checks::Level;

namespace {

/// A function that enables between save and restore, and what calls it.
Outcome calledFrom(llvm::StringRef Attributes, llvm::StringRef Callers) {
  return solveText(("flow 1\nfile 0 \"t.c\"\nfunc @f() " + Attributes +
                    " {\n"
                    "  %0 = call @arch_local_irq_save() at 1:1 \"save\"\n"
                    "  call @arch_local_irq_enable() at 2:1 \"enable\"\n"
                    "  call @arch_local_irq_restore(%0) at 3:1 \"restore\"\n"
                    "  ret\n}\n" +
                    Callers)
                       .str());
}

constexpr llvm::StringRef Off =
    "func @off() {\n"
    "  call @arch_local_irq_disable() at 5:1 \"d\"\n"
    "  call @f() at 6:1 \"f\"\n  ret\n}\n";
constexpr llvm::StringRef On = "func @on() {\n"
                               "  call @arch_local_irq_enable() at 7:1 \"e\"\n"
                               "  call @f() at 8:1 \"f\"\n  ret\n}\n";
constexpr llvm::StringRef Unsure = "func @unsure() {\n"
                                   "  call @f() at 9:1 \"f\"\n  ret\n}\n";

Level levelOf(const Outcome &O) {
  EXPECT_EQ(O.Findings.size(), 1u) << O.Text;
  return O.Findings.empty() ? Level::Audit : O.Findings[0].Severity;
}

TEST(Levels, CallersDecide) {
  EXPECT_EQ(levelOf(calledFrom("", "")), Level::Warning);
  EXPECT_EQ(levelOf(calledFrom("static addresstaken", On.str())),
            Level::Warning);
  EXPECT_EQ(levelOf(calledFrom("static", On)), Level::Audit);
  EXPECT_EQ(levelOf(calledFrom("static", Off)), Level::Error);
  EXPECT_EQ(levelOf(calledFrom("static", Unsure)), Level::Warning);
  EXPECT_EQ(levelOf(calledFrom("static", On.str() + Off.str())), Level::Error);
  EXPECT_EQ(levelOf(calledFrom("static", Off.str() + On.str())), Level::Error);
  EXPECT_EQ(levelOf(calledFrom("", On)), Level::Warning)
      << "other files may call it";
}

TEST(Levels, TheChainOfCallersIsTold) {
  Outcome O = calledFrom(
      "static", "func @middle() static {\n  call @f() at 11:1 \"f\"\n  ret\n}\n"
                "func @top() {\n"
                "  call @arch_local_irq_disable() at 12:1 \"d\"\n"
                "  call @middle() at 13:1 \"middle\"\n  ret\n}\n");
  EXPECT_EQ(levelOf(O), Level::Error);
  EXPECT_NE(O.Text.find("t.c:12:1: note: interrupts disabled here"),
            std::string::npos)
      << O.Text;
  EXPECT_NE(O.Text.find("t.c:13:1: note: "), std::string::npos) << O.Text;
  EXPECT_NE(O.Text.find("t.c:11:1: note: "), std::string::npos) << O.Text;
}

TEST(Levels, PrintingStopsAtTheLevel) {
  Outcome O = calledFrom("static", On);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  EXPECT_EQ(report::printText(O.Findings, {"t.c"}, Level::Warning, OS), 0u);
  EXPECT_EQ(Text, "");
  EXPECT_EQ(report::printText(O.Findings, {"t.c"}, Level::Audit, OS), 1u);
  EXPECT_NE(Text.find("t.c:3:1: remark: "), std::string::npos) << Text;
  EXPECT_NE(Text.find("[pvops-restore-disables]"), std::string::npos);
}

TEST(Levels, FindingsComeInOrderOfPlace) {
  Outcome O = solveText(R"(flow 1
file 0 "t.c"
func @b() {
  %0 = call @arch_local_save_flags() at 20:1 "s"
  %1 = and %0, 1
  use print %1 at 21:1
  ret
}
func @a() {
  %0 = call @arch_local_save_flags() at 10:1 "s"
  %1 = and %0, 1
  use print %1 at 11:1
  use print %1 at 12:1
  ret
}
)");
  ASSERT_EQ(O.Findings.size(), 3u) << O.Text;
  EXPECT_EQ(O.count("pvops-save-fl-bits", Level::Error), 3u);
  for (size_t I = 1; I != O.Findings.size(); ++I)
    EXPECT_LT(O.Findings[I - 1].Loc, O.Findings[I].Loc);
}

} // namespace
