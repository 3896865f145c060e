//===- BodyTest.cpp - tests of bodies that nothing has written --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// encodeBody() cannot be made to write these, so they are given byte by byte.
// Both were found by FlowBodyFuzz.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"
#include "gtest/gtest.h"

using namespace pvlint::flow;

namespace {

std::string refusal(std::initializer_list<std::vector<uint8_t>> Parts) {
  std::vector<uint8_t> Bytes;
  for (const std::vector<uint8_t> &Part : Parts)
    Bytes.insert(Bytes.end(), Part.begin(), Part.end());
  auto Name = [](uint32_t) { return llvm::StringRef("v"); };
  BodyContext Context{/*NumFiles=*/2, /*NumStrings=*/1, Name};
  Function F;
  return llvm::toString(decodeBody(Bytes, Context, /*NumOps=*/0, F));
}

using Bytes = std::vector<uint8_t>;

const Bytes Nowhere = {body::LocNone};
const Bytes NoDeclaration = {0}, NoVariables = {0};
/// No parameters and temporaries, one block without instructions.
const Bytes Rest = {0, 0, 1, 0, uint8_t(TermKind::Unreachable) | 8};

/// From line \p Line of file \p File to \p More lines below.
Bytes text(uint8_t File, uint8_t Line, uint8_t More) {
  return {
      uint8_t(body::LocText | body::LocNewFile | Line * 2 << body::LocTagBits),
      File, /*Column=*/1, /*OtherLine=*/1, uint8_t(More * 2)};
}

TEST(Body, BothEndsOfARangeAreInAFile) {
  EXPECT_EQ(refusal({text(1, 1, 5), Nowhere, NoDeclaration, NoVariables, Rest}),
            "");
  EXPECT_EQ(refusal({text(9, 1, 5), Nowhere, NoDeclaration, NoVariables, Rest}),
            "a location is in no file");
  // A begin on line 0 is none, and may name any file. The end may not.
  EXPECT_EQ(refusal({text(9, 0, 0), Nowhere, NoDeclaration, NoVariables, Rest}),
            "");
  EXPECT_EQ(refusal({text(9, 0, 5), Nowhere, NoDeclaration, NoVariables, Rest}),
            "a location is in no file");
}

TEST(Body, TheTextOfATypeIsSomewhere) {
  const Bytes One = {1}, Plain = {0, 0}, WithTypeText = {0, 8};
  EXPECT_EQ(refusal({Nowhere, Nowhere, NoDeclaration, One, Plain, Rest}), "");
  EXPECT_EQ(refusal({Nowhere, Nowhere, NoDeclaration, One, WithTypeText,
                     text(1, 1, 5), Rest}),
            "");
  EXPECT_EQ(refusal({Nowhere, Nowhere, NoDeclaration, One, WithTypeText,
                     Nowhere, Rest}),
            "a variable's type is nowhere");
}

} // namespace
