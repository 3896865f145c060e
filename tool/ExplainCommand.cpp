//===- ExplainCommand.cpp - pvlint explain --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints the pages that were built in, so that they are those of this pvlint.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "checks/Check.h"
#include "report/Page.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"

using llvm::StringRef;

namespace pvlint::tool {

ExitStatus listChecks() {
  size_t Width = 0;
  for (const checks::Check &C : checks::registry())
    Width = std::max(Width, C.Name.size());
  for (const checks::Check &C : checks::registry())
    llvm::outs() << llvm::left_justify(C.Name, Width) << "  " << C.Clause
                 << "  " << C.Summary << '\n';
  return output::Clean;
}

/// Those of the name, or of the clause, \p Name.
static std::vector<const checks::Check *> find(StringRef Name) {
  std::vector<const checks::Check *> Found;
  for (const checks::Check &C : checks::registry())
    if (C.Name == Name || C.Clause.equals_insensitive(Name))
      Found.push_back(&C);
  return Found;
}

/// The check that the unknown name \p Name may mean.
static StringRef nearCheck(StringRef Name) {
  llvm::SmallVector<StringRef, 16> Names;
  for (const checks::Check &C : checks::registry())
    Names.push_back(C.Name);
  const std::string Full =
      (Name.starts_with("pvops-") ? "" : "pvops-") + Name.str();
  return nearest(Full, Names, 4);
}

ExitStatus runExplain(const Options &O) {
  if (O.In.Files.empty())
    return listChecks();
  ExitStatus Status = output::Clean;
  const bool Color =
      O.Color.value_or(llvm::sys::Process::StandardOutHasColors());
  for (const std::string &Name : O.In.Files) {
    const std::vector<const checks::Check *> Checks = find(Name);
    if (Checks.empty()) {
      StringRef Near = nearCheck(Name);
      Status = fail("no check is called '" + Name +
                    (Near.empty() ? "' ('pvlint explain' lists all)"
                                  : "' (did you mean '" + Near.str() + "'?)"));
      continue;
    }
    for (const checks::Check *C : Checks)
      llvm::outs() << report::renderPage(C->Page,
                                         Color ? report::PageStyle::Terminal
                                               : report::PageStyle::Text);
  }
  return Status;
}

} // namespace pvlint::tool
