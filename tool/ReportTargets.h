//===- ReportTargets.h - files that reports may go to -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_REPORTTARGETS_H
#define PVLINT_TOOL_REPORTTARGETS_H

#include "Options.h"

namespace pvlint::tool {

/// Refuses what --format would write over another report, or over what is read.
llvm::Error checkReportFiles(const Options &O);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_REPORTTARGETS_H
