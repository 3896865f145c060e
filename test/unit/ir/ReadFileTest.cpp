//===- ReadFileTest.cpp - tests of files that may be anything -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/ReadFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <unistd.h>

using namespace pvlint::flow;
namespace fs = llvm::sys::fs;

namespace {

class ReadFile : public testing::Test {
protected:
  llvm::SmallString<128> Path;

  void SetUp() override {
    int Fd = -1;
    ASSERT_FALSE(fs::createTemporaryFile("pvlint-read", "", Fd, Path));
    ::close(Fd);
  }
  void TearDown() override { (void)fs::remove(Path); }
  void resize(uint64_t Size) { ASSERT_EQ(::truncate(Path.c_str(), Size), 0); }
};

// A page of a mapped file is gone with the file's end, and who looks at it.
TEST_F(ReadFile, AFileMayShrinkAfterwards) {
  constexpr size_t Size = 1 << 20;
  resize(Size);
  auto Buffer = readFile(Path, Pipes::Refused);
  ASSERT_TRUE(bool(Buffer)) << toString(Buffer.takeError());
  resize(0);
  EXPECT_EQ((*Buffer)->getBuffer(), std::string(Size, '\0'));
}

TEST_F(ReadFile, WhatNoMemoryHoldsIsRefused) {
  resize(MaxFileSize + 1);
  auto Buffer = readFile(Path, Pipes::Refused);
  ASSERT_FALSE(bool(Buffer));
  EXPECT_EQ(toString(Buffer.takeError()), "larger than 1 GB");
  EXPECT_FALSE(readIfThere(Path));
}

} // namespace
