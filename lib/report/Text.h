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
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

namespace pvlint::report {

/// The line of the source at a place, if it is there.
using SourceLine =
    llvm::function_ref<std::optional<llvm::StringRef>(flow::Location)>;

/// Prints \p Findings at or above \p Show as Clang does, with notes, and
/// returns how many these are. \p Files are the names of flow::Location::File.
/// With \p Source each place comes with its line and a caret.
unsigned printText(llvm::ArrayRef<checks::Finding> Findings,
                   llvm::ArrayRef<std::string> Files, checks::Level Show,
                   llvm::raw_ostream &OS, SourceLine Source = nullptr);

/// Prints \p F as a note: one more place of what was just printed.
void printAlso(const checks::Finding &F, llvm::ArrayRef<std::string> Files,
               llvm::raw_ostream &OS, SourceLine Source = nullptr);

} // namespace pvlint::report

#endif // PVLINT_REPORT_TEXT_H
