//===- ExitStatus.h - what a command ends with ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_EXITSTATUS_H
#define PVLINT_OUTPUT_EXITSTATUS_H

namespace pvlint::output {

enum ExitStatus : int {
  Clean = 0,
  Findings = 1,
  Failed = 2,
  Interrupted = 128, ///< and the number of the signal, as shells say it
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_EXITSTATUS_H
