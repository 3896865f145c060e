//===- SolveText.cpp - from flow text to findings -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/SolveText.h"
#include "checks/Check.h"
#include "ir/text/Text.h"
#include "program/Driver.h"
#include "program/TextSource.h"
#include "report/Text.h"
#include "gtest/gtest.h"

namespace pvlint::test {

namespace {

class Source : public solve::TextSource {
public:
  Source(const flow::Program &P, const flow::Contract &C, Solve Which)
      : TextSource(P, C), Which(Which) {}
  bool mattersItself(uint32_t F) const override {
    return Which == Solve::All || TextSource::mattersItself(F);
  }

private:
  const Solve Which;
};

} // namespace

unsigned Outcome::count(llvm::StringRef Check, checks::Level Show) const {
  return llvm::count_if(Findings, [&](const checks::Finding &F) {
    return F.Check == Check && F.Severity <= Show;
  });
}

Outcome solveProgram(const flow::Program &P, Solve Which) {
  const flow::Contract C = flow::Contract::builtin("x86");
  Source From(P, C, Which);
  solve::Solver S(C, From.demand());
  solve::Judges J(S);
  solve::Driver(From, S, J).runUnit();
  Outcome Result;
  Result.Count = S.tally();
  Result.Findings = checks::runChecks(J.observations(), C);
  llvm::raw_string_ostream OS(Result.Text);
  report::printText(Result.Findings, P.Files, checks::Level::Audit, OS);
  return Result;
}

flow::Program parseOrFail(llvm::StringRef Text, llvm::StringRef Name) {
  auto P = flow::parse(Text, Name);
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError());
  return {};
}

Outcome solveText(llvm::StringRef Text, llvm::StringRef Name) {
  return solveProgram(parseOrFail(Text, Name));
}

} // namespace pvlint::test
