//===- GuardTest.cpp - links that crash -----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/Guard.h"
#include "engine/Precautions.h"
#include "gtest/gtest.h"
#include <csignal>
#include <unistd.h>

namespace pvlint::batch {
namespace {

using solve::precautions;
using solve::Simulated;
using testing::ExitedWithCode;

/// Links anew until nothing crashes any more; then ends with 0 if \p IsRight.
template <typename Fn> [[noreturn]] void link(bool Crashes(), Fn IsRight) {
  guardLinks();
  const std::vector<LostFunction> Lost = nextLink();
  if (!precautions().LeftOut.contains("f")) {
    const Simulated Outer("g");
    {
      const Simulated Inner("f");
      if (Crashes())
        std::raise(SIGSEGV);
    }
  }
  ::_exit(IsRight(Lost) ? 0 : 3);
}

TEST(Guard, TheFunctionOfACrashIsLeftOutNextTime) {
  EXPECT_EXIT(link([] { return true; },
                   [](llvm::ArrayRef<LostFunction> Lost) {
                     return Lost.size() == 1 && Lost[0].Key == "f" &&
                            Lost[0].Link == 1 && !Lost[0].Why.empty() &&
                            precautions().LeftOut.size() == 1;
                   }),
              ExitedWithCode(0), "");
}

TEST(Guard, WithoutACrashAllIsThere) {
  EXPECT_EXIT(link([] { return false; },
                   [](llvm::ArrayRef<LostFunction> Lost) {
                     return Lost.empty() && precautions().LeftOut.empty();
                   }),
              ExitedWithCode(0), "");
}

TEST(Guard, ACrashOutsideOfFunctionsIsTheEnd) {
  EXPECT_EXIT(
      {
        guardLinks();
        (void)nextLink();
        std::raise(SIGSEGV);
      },
      ExitedWithCode(2), "pvlint: error: the analysis crashed");
}

TEST(Guard, ACrashAfterTheLinkIsTheEnd) {
  EXPECT_EXIT(
      {
        guardLinks();
        (void)nextLink();
        const Simulated Now("f");
        endGuard();
        std::raise(SIGSEGV);
      },
      ExitedWithCode(2), "pvlint: error: the analysis crashed");
}

TEST(Guard, AKillIsNotTriedAgain) {
  EXPECT_EXIT(
      {
        guardLinks();
        (void)nextLink();
        const Simulated Now("f");
        std::raise(SIGKILL);
      },
      ExitedWithCode(2), "in f\\(\\)");
}

} // namespace
} // namespace pvlint::batch
