//===- SayTest.cpp - sentences that have to fit ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Say.h"
#include "gtest/gtest.h"

namespace pvlint::checks {
namespace {

TEST(Say, FillsGaps) {
  EXPECT_EQ(say("{1} by {0}, {1}", {"f()", "saved"}), "saved by f(), saved");
}

TEST(Say, KeepsWhatHasRoom) {
  EXPECT_EQ(fit(say("{0} sleeps[ on line {1}][: too late]", {"f()", "12"})),
            "f() sleeps on line 12: too late");
}

TEST(Say, LeavesOutAsLittleAsPossible) {
  const std::string Long(MaxMessage - 20, 'f');
  EXPECT_EQ(fit(say("{0}[ on line {1}][: too late]", {Long, "12345678901"})),
            Long + " on line 12345678901");
  EXPECT_EQ(fit(say("{0}[ on line 123456789][: it is too late now]", {Long})),
            Long + " on line 123456789");
  EXPECT_EQ(fit(say("{0}[ on line 12][: too late]", {Long + Long})),
            Long + Long);
}

TEST(Say, LeavesOutPartsOfParts) {
  const std::string Place = say("f()[ on line 12]", {}), Long(MaxMessage, 'x');
  EXPECT_EQ(fit(say("{0} sleeps", {Place})), "f() on line 12 sleeps");
  EXPECT_EQ(fit(say("{1}: {0} sleeps", {Place, Long})), Long + ": f() sleeps");
  EXPECT_EQ(fit(say("{1}[: {0} sleeps]", {Place, Long})), Long);
  const std::string Inner = say("f()[ on line 12[ in g()]]", {});
  EXPECT_EQ(fit(say("{1}: {0}", {Inner, Long.substr(18)})),
            Long.substr(18) + ": f() on line 12");
}

TEST(Say, TakesBracketsOfNamesAsTheyAre) {
  EXPECT_EQ(fit(say("restores '{0}'", {"a[…].flags"})),
            "restores 'a[…].flags'");
}

} // namespace
} // namespace pvlint::checks
