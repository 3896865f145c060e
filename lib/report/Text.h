//===- Text.h - findings as Clang-style text --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_TEXT_H
#define PVLINT_REPORT_TEXT_H

#include "checks/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::report {

/// Prints `file:line:col: warning: message [check]` and notes, for findings at
/// or above \p Show. \p Files are the names of flow::Location::File. Returns
/// how many were printed.
unsigned printText(llvm::ArrayRef<checks::Finding> Findings,
                   llvm::ArrayRef<std::string> Files, checks::Level Show,
                   llvm::raw_ostream &OS);

} // namespace pvlint::report

#endif // PVLINT_REPORT_TEXT_H
