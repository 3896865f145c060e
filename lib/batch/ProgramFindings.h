//===- ProgramFindings.h - what a project sees of a program -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_PROGRAMFINDINGS_H
#define PVLINT_BATCH_PROGRAMFINDINGS_H

#include "checks/Selection.h"
#include "ir/SourceRoot.h"
#include "output/LinkResult.h"
#include "report/Baseline.h"
#include "rules/RuleUse.h"

namespace pvlint::batch {

/// The rules of the tree at \p Root, held against a program.
class ProgramRules {
public:
  /// \p Root without links.
  ProgramRules(const rules::Rules &Rules, flow::SourceRoot Root,
               const checks::Selection &Select)
      : Rules(Rules), Root(std::move(Root)), Select(Select), Use(Rules) {}

  /// The findings of \p Program that the project and the command line want to
  /// see.
  std::vector<checks::Finding> apply(const output::LinkResult &Program);

  /// Suppressions that none of the findings of \p Program needs. It is not
  /// \p IsWhole when some unit is missing. Call it after apply().
  rules::UnusedRules unused(const output::LinkResult &Program,
                            bool IsWhole) const;

private:
  const rules::Rules &Rules;
  const flow::SourceRoot Root;
  const checks::Selection &Select;
  rules::RuleUse Use;

  std::string fullPath(const output::LinkResult &Program, uint32_t File) const;
};

/// What the program in \p Folders (--base) reports. A finding that a change has
/// lifted to the level shown is one that the change introduced.
llvm::Expected<report::Baseline>
findingsBefore(llvm::ArrayRef<std::string> Folders,
               llvm::ArrayRef<std::string> ContractFiles,
               const rules::Rules &Rules, const flow::SourceRoot &Root,
               const checks::Selection &Select);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_PROGRAMFINDINGS_H
