//===- CheckFilterTest.cpp - which checks are asked for -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CheckFilter.h"
#include "gtest/gtest.h"

using namespace pvlint;
using checks::CheckFilter;

namespace {

CheckFilter filterOf(llvm::StringRef List) {
  CheckFilter Filter;
  EXPECT_EQ(llvm::toString(Filter.add(List)), "");
  return Filter;
}

TEST(CheckFilter, LastMatchDecides) {
  CheckFilter Filter = filterOf("pvops-flags-*,-pvops-flags-narrowed");
  EXPECT_TRUE(Filter.allows("pvops-flags-clobbered"));
  EXPECT_FALSE(Filter.allows("pvops-flags-narrowed"));
  EXPECT_FALSE(Filter.allows("pvops-foreign-flags"));
}

TEST(CheckFilter, StartsFromAllWhenTheFirstLeavesOut) {
  CheckFilter Filter = filterOf("-pvops-restore-disables");
  EXPECT_TRUE(Filter.allows("pvops-foreign-flags"));
  EXPECT_FALSE(Filter.allows("pvops-restore-disables"));
  EXPECT_TRUE(CheckFilter().allows("pvops-restore-disables"));
}

TEST(CheckFilter, SaysWhatMatchesNothing) {
  CheckFilter Filter;
  EXPECT_EQ(llvm::toString(Filter.add("pvops-nothing")),
            "no check matches 'pvops-nothing'");
}

// The text of a setting is gone when the message it came in is; and a filter is
// copied with the options of which it is a part.
TEST(CheckFilter, OutlivesItsTextAndItsOriginal) {
  CheckFilter Copy;
  {
    std::string Text = "pvops-flags-*,pvops-foreign-flags";
    CheckFilter Filter = filterOf(Text);
    Text.assign(Text.size(), 'x');
    EXPECT_TRUE(Filter.allows("pvops-flags-clobbered"));
    EXPECT_TRUE(Filter.allows("pvops-foreign-flags"));
    Copy = Filter;
    Filter = filterOf("-*");
  }
  EXPECT_TRUE(Copy.allows("pvops-flags-clobbered"));
  EXPECT_TRUE(Copy.allows("pvops-foreign-flags"));
  EXPECT_FALSE(Copy.allows("pvops-restore-disables"));
}

} // namespace
