//===- ProgramFindings.h - what a project sees of a program -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_PROGRAMFINDINGS_H
#define PVLINT_BATCH_PROGRAMFINDINGS_H

#include "batch/LinkInput.h"
#include "checks/Selection.h"
#include "program/Link.h"
#include "report/Baseline.h"
#include "rules/RuleUse.h"

namespace pvlint::batch {

/// The rules of the tree at \p Root, held against a program.
class ProgramRules {
public:
  /// \p Root without links.
  ProgramRules(const rules::Rules &Rules, std::string Root,
               const checks::Selection &Select)
      : Rules(Rules), Root(std::move(Root)), Select(Select), Use(Rules) {}

  /// Leaves of \p Findings what the project and the command line want to see.
  void apply(const solve::Link &Program,
             std::vector<checks::Finding> &Findings);

  /// Suppressions that none of the findings of \p Program, made of \p Input,
  /// needs. Call it after apply().
  rules::UnusedRules unused(const LinkInput &Input,
                            const solve::Link &Program) const;

private:
  const rules::Rules &Rules;
  const std::string Root;
  const checks::Selection &Select;
  rules::RuleUse Use;

  std::string fullPath(const solve::Link &Program, uint32_t File) const;
};

/// What the program in \p Folders (--base) reports. A finding that a change has
/// lifted to the level shown is one that the change introduced.
llvm::Expected<report::Baseline>
findingsBefore(llvm::ArrayRef<std::string> Folders,
               llvm::ArrayRef<std::string> ContractFiles,
               const rules::Rules &Rules, const std::string &Root,
               const checks::Selection &Select);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_PROGRAMFINDINGS_H
