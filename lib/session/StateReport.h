//===- StateReport.h - what interrupts are in a unit's functions *- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside its findings a unit is asked for states: of functions that findings
// lead through, for a page that shows them beside the source; of one that a
// user wants explained; or as the engine has them, for who works on it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_STATEREPORT_H
#define PVLINT_SESSION_STATEREPORT_H

#include "FindingPrinter.h"
#include "frontend/UnitStates.h"
#include "session/Unit.h"
#include <set>

namespace pvlint::session {

class StateReport {
public:
  StateReport(clang::CompilerInstance &CI, frontend::UnitResult &Result,
              const Job &J, const UnitOptions &Options);

  /// Whether \p F has to be among \p States for add().
  bool wants(const clang::FunctionDecl &F);
  void add(const frontend::UnitStates &States, UnitReport &To);

private:
  const clang::SourceManager &SM;
  frontend::UnitResult &Result;
  const UnitOptions &Options;
  FindingPrinter Printer;
  std::string ExplainedPath;
  /// Files and lines of findings.
  std::set<std::pair<uint32_t, uint32_t>> Places;

  std::string pathOf(flow::Location At) const;
  bool isExplained(llvm::StringRef Name, llvm::StringRef Path) const;
  void explain(const frontend::UnitStates::Body &B,
               const solve::FunctionStates &States,
               llvm::raw_ostream &OS) const;
};

} // namespace pvlint::session

#endif // PVLINT_SESSION_STATEREPORT_H
