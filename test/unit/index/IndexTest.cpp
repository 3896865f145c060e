//===- IndexTest.cpp - tests of the index -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Index.h"
#include "index/Chains.h"
#include "support/LinkText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace pvlint;
using namespace pvlint::index;
using test::UnitText;

namespace {

constexpr UnitText Flush = {"fs/a.c", R"(
func @flush() at 1:6 {
  var flags
  %0 = call @_raw_spin_lock_irqsave(?) at 4:2-4:30 "spin_lock_irqsave"
  store flags = %0
  call @middle() at 5:2-5:9
  %1 = load flags
  call @_raw_spin_unlock_irqrestore(?, %1) at 6:2-6:30 "spin_unlock_irqrestore"
  ret
}
func @helper() static at 20:13 {
  ret
}
)"};
constexpr UnitText Drain = {"mm/b.c", R"(
func @drain() at 1:6 {
  call @_raw_spin_lock_irq(?) at 3:2-3:30 "spin_lock_irq"
  call @helper() at 4:2-4:10
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
}
func @middle() at 8:6 {
  call @drain() at 9:2-9:9
  ret
}
func @helper() static at 20:13 {
  ret
}
func @handle() static addresstaken at 31:6 {
  call @drain() at 32:2-32:9
  ret
}
func @setup() at 40:6 {
  pointer function "handle" to param "request_irq" 1
  call @request_irq(7, @handle) at 41:2-41:20
  ret
}
)"};
constexpr UnitText Ops = {"net/c.c", R"(
func @file_scope() {
  pointer function "set_type" to field "chip.set" of "ops"
  ret
}
func @set_type(c: ptr) static addresstaken at 2:6 {
  call @_raw_spin_lock_irq(?) at 3:2-3:30 "spin_lock_irq"
  call @_raw_spin_unlock_irq(?) at 5:2-5:30 "spin_unlock_irq"
  ret
}
func @core(c: ptr) at 8:6 {
  var flags
  %0 = call @_raw_spin_lock_irqsave(?) at 9:2-9:30 "spin_lock_irqsave"
  store flags = %0
  call member "chip.set"(?) at 10:2-10:9
  %1 = load flags
  call @_raw_spin_unlock_irqrestore(?, %1) at 11:2-11:30 "spin_unlock_irqrestore"
  ret
}
)"};

struct Index : testing::Test {
  llvm::SmallString<128> Path;

  void SetUp() override {
    ASSERT_FALSE(
        llvm::sys::fs::createTemporaryFile("pvlint-index", "db", Path));
  }
  void TearDown() override { llvm::sys::fs::remove(Path); }

  void write(llvm::ArrayRef<UnitText> Units) {
    auto L = test::link(Units);
    const auto Findings = L.findings();
    llvm::Error E = index::write({*L.Link, L.Contract, Findings, "0123"}, Path);
    ASSERT_FALSE(bool(E)) << llvm::toString(std::move(E));
  }
  std::unique_ptr<Reader> open() {
    auto R = Reader::open(Path);
    if (R)
      return std::move(*R);
    ADD_FAILURE() << llvm::toString(R.takeError());
    return nullptr;
  }
  std::string bytes() {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    return Buffer ? (*Buffer)->getBuffer().str() : "";
  }
  std::vector<std::string> rows(Reader &R, llvm::StringRef SQL) {
    std::vector<std::string> Rows;
    llvm::Error E = R.query(SQL, [&](llvm::ArrayRef<std::string> Columns) {
      Rows.push_back(llvm::join(Columns, "|"));
    });
    EXPECT_FALSE(bool(E)) << llvm::toString(std::move(E));
    return Rows;
  }
};

using Rows = std::vector<std::string>;

TEST_F(Index, SameProgramSameBytes) {
  write({Flush, Drain, Ops});
  const std::string First = bytes();
  write({Ops, Drain, Flush});
  EXPECT_GT(First.size(), 1000u);
  EXPECT_EQ(First, bytes());
}

TEST_F(Index, FunctionsAndSites) {
  write({Flush, Drain, Ops});
  auto R = open();
  EXPECT_EQ(R->text("input"), "0123");
  EXPECT_EQ(R->number("units"), 3);
  EXPECT_EQ(rows(*R, "SELECT key, disables, enables, restores, entered_off"
                     " FROM functions WHERE name = 'drain'"),
            Rows{"drain|1|1|0|1"});
  EXPECT_EQ(rows(*R, "SELECT path, line, col, verdict, function FROM"
                     " site_list WHERE path LIKE 'net/%'"),
            Rows{"net/c.c|11|2|needs|core"});
  EXPECT_EQ(R->sites().size(), 2u);
  // flush() restores after the same pair, two calls up, and core() after what
  // it always calls with them disabled: told at the pairs.
  EXPECT_EQ(rows(*R, "SELECT level, \"check\", line FROM findings ORDER BY id"),
            (Rows{"error|pvops-unconditional-enable|5",
                  "error|pvops-unconditional-enable|5"}));
}

TEST_F(Index, WhoCallsWithInterruptsOff) {
  write({Flush, Drain, Ops});
  auto R = open();
  const uint32_t F = R->find("drain").front().Id;
  Chains C = callersOff(*R, F, 20);
  ASSERT_EQ(C.Shown.size(), 2u);
  EXPECT_EQ(C.Total, 2u);
  EXPECT_EQ(describe(*R, C.Shown[0], false),
            "handle() [mm/b.c:31 is a hard interrupt handler] -> drain()");
  EXPECT_EQ(describe(*R, C.Shown[1], false),
            "flush() [fs/a.c:4 spin_lock_irqsave] -> middle() -> drain()");
  C = callersOff(*R, F, 1);
  EXPECT_EQ(C.Shown.size(), 1u);
  EXPECT_EQ(C.Total, 2u);
}

TEST_F(Index, CallsThroughTables) {
  write({Flush, Drain, Ops});
  auto R = open();
  Chains C = callersOff(*R, R->find("set_type").front().Id, 20);
  ASSERT_EQ(C.Shown.size(), 1u);
  EXPECT_EQ(describe(*R, C.Shown[0], false),
            "core() [net/c.c:9 spin_lock_irqsave] -> set_type() {chip.set}");
}

TEST_F(Index, WhatMayEnable) {
  write({Flush, Drain, Ops});
  auto R = open();
  Chains C = mayEnable(*R, R->find("flush").front().Id, 20);
  ASSERT_EQ(C.Shown.size(), 1u);
  EXPECT_EQ(describe(*R, C.Shown[0], true),
            "flush() -> middle() -> drain() [mm/b.c:5 spin_unlock_irq]");
}

TEST_F(Index, Names) {
  write({Flush, Drain, Ops});
  auto R = open();
  EXPECT_EQ(R->find("helper").size(), 2u);
  ASSERT_EQ(R->find("b.c:helper").size(), 1u);
  EXPECT_EQ(R->find("b.c:helper")[0].Key, "mm/b.c:helper");
  EXPECT_EQ(R->find("mm/b.c:helper").size(), 1u);
  EXPECT_TRUE(R->find(".c:helper").empty());
  EXPECT_EQ(R->nearest("drian"), "drain");
  EXPECT_EQ(R->nearest("something_else"), "");
}

TEST_F(Index, OnlyReads) {
  write({Drain});
  auto R = open();
  for (llvm::StringRef SQL :
       {"DELETE FROM functions", "SELECT 1; DELETE FROM functions",
        "SELECT FROM", ""}) {
    llvm::Error E = R->query(SQL, [](auto) {});
    EXPECT_TRUE(bool(E)) << SQL.str();
    llvm::consumeError(std::move(E));
  }
  EXPECT_EQ(rows(*R, "SELECT 1;"), Rows{"1"});
}

TEST_F(Index, OtherFilesAreRefused) {
  auto R = Reader::open(Path);
  EXPECT_FALSE(bool(R)); // empty
  llvm::consumeError(R.takeError());
  auto Missing = Reader::open("/nonexistent/index.db");
  ASSERT_FALSE(bool(Missing));
  EXPECT_EQ(llvm::toString(Missing.takeError()),
            "no such file: '/nonexistent/index.db'");
}

} // namespace
