//===- SarifTest.cpp - the limits of those who take SARIF -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What GitHub code scanning takes, with more than that. What a report looks
// like otherwise is in test/report/.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "report/Formats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "gtest/gtest.h"
#include <random>

using namespace pvlint;
using report::Result;
using report::Results;

namespace {

Result finding(unsigned Line, checks::Level L) {
  Result R;
  R.Check = checks::registry().front().Name.str();
  R.Severity = L;
  R.At = {"mm/a.c", Line, 1};
  R.Message = "a message";
  R.Fingerprint = std::to_string(Line);
  return R;
}

struct Written {
  std::string Text, Errors;
  llvm::json::Array Results;
};

Written write(const Results &R) {
  Written W;
  testing::internal::CaptureStderr();
  {
    llvm::raw_string_ostream OS(W.Text);
    report::writeSarif(R, OS);
  }
  W.Errors = testing::internal::GetCapturedStderr();
  auto Parsed = llvm::json::parse(W.Text);
  EXPECT_TRUE(bool(Parsed));
  auto &Run = *Parsed->getAsObject()->getArray("runs")->front().getAsObject();
  W.Results = std::move(*Run.getArray("results"));
  return W;
}

const llvm::json::Array &stepsOf(const llvm::json::Value &Result) {
  auto First = [](const llvm::json::Object *O, llvm::StringRef Key) {
    return O->getArray(Key)->front().getAsObject();
  };
  return *First(First(Result.getAsObject(), "codeFlows"), "threadFlows")
              ->getArray("locations");
}

std::string textOf(const llvm::json::Value &Step) {
  return Step.getAsObject()
      ->getObject("location")
      ->getObject("message")
      ->getString("text")
      ->str();
}

TEST(Sarif, KeepsTheWorstOfTooManyFindings) {
  Results R;
  for (unsigned I = 0; I != 25010; ++I)
    R.Findings.push_back(
        finding(I + 1, I % 2 ? checks::Level::Error : checks::Level::Warning));
  Written W = write(R);
  ASSERT_EQ(W.Results.size(), 25000U);
  auto LevelOf = [](const llvm::json::Value &V) {
    return V.getAsObject()->getString("level").value().str();
  };
  EXPECT_EQ(
      llvm::count_if(W.Results, [&](auto &V) { return LevelOf(V) == "error"; }),
      12505);
  EXPECT_NE(W.Errors.find("10 reports are left out"), std::string::npos)
      << W.Errors;

  R.Findings.resize(25000);
  W = write(R);
  EXPECT_EQ(W.Results.size(), 25000U);
  EXPECT_EQ(W.Errors, "");
}

TEST(Sarif, KeepsBothEndsOfALongWay) {
  Results R;
  R.Findings.push_back(finding(1, checks::Level::Error));
  for (unsigned I = 0; I != 999; ++I)
    R.Findings[0].Steps.push_back({{"mm/a.c", I + 1, 1}, std::to_string(I)});
  const Written Fits = write(R);
  ASSERT_EQ(stepsOf(Fits.Results[0]).size(), 1000U);

  for (unsigned I = 999; I != 5000; ++I)
    R.Findings[0].Steps.push_back({{"mm/a.c", I + 1, 1}, std::to_string(I)});
  const Written Cut = write(R);
  const llvm::json::Array &Steps = stepsOf(Cut.Results[0]);
  ASSERT_EQ(Steps.size(), 1000U);
  EXPECT_EQ(textOf(Steps[0]), "0");
  EXPECT_EQ(textOf(Steps[498]), "498");
  EXPECT_EQ(textOf(Steps[499]), "4002 steps are left out here");
  EXPECT_EQ(textOf(Steps[500]), "4501");
  EXPECT_EQ(textOf(Steps[998]), "4999");
  EXPECT_EQ(textOf(Steps[999]), "a message");
}

TEST(Sarif, FitsCompressed) {
  if (!llvm::compression::zlib::isAvailable())
    GTEST_SKIP();
  std::mt19937 Random(1);
  Results R;
  for (unsigned I = 0; I != 60; ++I) {
    R.Findings.push_back(
        finding(I + 1, I < 20 ? checks::Level::Audit : checks::Level::Error));
    // Letters without order: six bits of each eight stay.
    for (unsigned K = 0; K != 300000; ++K)
      R.Findings.back().Message += char('0' + Random() % 64);
  }
  const Written W = write(R);
  EXPECT_LT(W.Results.size(), 60U);
  EXPECT_GT(W.Results.size(), 30U);
  EXPECT_EQ(*W.Results[0].getAsObject()->getString("level"), "error");
  EXPECT_NE(W.Errors.find("reports are left out"), std::string::npos);
  llvm::SmallVector<uint8_t, 0> Compressed;
  llvm::compression::zlib::compress(llvm::arrayRefFromStringRef(W.Text),
                                    Compressed);
  EXPECT_LE(Compressed.size(), 10000000U);
}

} // namespace
