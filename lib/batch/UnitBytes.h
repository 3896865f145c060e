//===- UnitBytes.h - what is found in a unit, as bytes ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a worker to the process that reports.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_UNITBYTES_H
#define PVLINT_BATCH_UNITBYTES_H

#include "session/UnitReport.h"
#include <optional>

namespace pvlint::batch {

std::string encode(const session::UnitReport &R);

/// Nothing when \p Bytes are no such report.
std::optional<session::UnitReport> decodeUnitReport(llvm::StringRef Bytes);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_UNITBYTES_H
