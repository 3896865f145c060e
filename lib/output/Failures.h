//===- Failures.h - units that could not be analysed ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_FAILURES_H
#define PVLINT_OUTPUT_FAILURES_H

#include <string>
#include <utility>
#include <vector>

namespace pvlint::output {

/// Names of units and what is wrong with each.
using UnitFailures = std::vector<std::pair<std::string, std::string>>;

/// One line of stderr for each.
void printFailures(const UnitFailures &Units);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_FAILURES_H
