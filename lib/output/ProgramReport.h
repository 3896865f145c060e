//===- ProgramReport.h - what is reported of a linked program ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_PROGRAMREPORT_H
#define PVLINT_OUTPUT_PROGRAMREPORT_H

#include "output/LinkResult.h"
#include "output/Report.h"
#include "output/SourceFiles.h"

namespace pvlint::output {

/// Units by what became of them.
struct ProgramUnits {
  size_t Linked = 0;
  UnitFailures Failed; ///< missing parts of the program too
  size_t MissingShards = 0;
};

class ProgramReport {
public:
  /// With \p Had the program's files are where its names say, under the
  /// report's root; without, none is looked for.
  ProgramReport(Report &All, const LinkResult &Program,
                SourceFiles::WasAnalysed Had);
  ~ProgramReport();

  /// Takes \p Findings, and reports them by place.
  void add(std::vector<checks::Finding> Findings);

  /// Prints sums, and whether the program was linked for them or before.
  void printSums(const ProgramUnits &Units, bool WasReused) const;

  /// Writes all forms, and applies fix-its.
  llvm::Expected<ExitStatus> finish(const ProgramUnits &Units);

private:
  void printUnread() const;

  Report &All;
  const Options &O;
  const LinkResult &Program;
  const bool HasSources;
  std::unique_ptr<SourceFiles> Sources;
  std::unique_ptr<class ProgramFixes> Edits;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_PROGRAMREPORT_H
