//===- Mark.h - comments that speak to pvlint ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_MARK_H
#define PVLINT_IR_MARK_H

#include "ir/Program.h"

namespace pvlint::flow {

/// A comment that starts with "pvlint:", and the statement that it is about:
/// the one it stands in, behind, or above.
struct Mark {
  Location At; ///< of "pvlint:"
  /// The lines of the statement, in the same file.
  uint32_t First = 0, Last = 0;
  std::string Text; ///< what follows, on one line
  /// The unit's own file has it, and the statement is compiled. Not known of
  /// headers.
  bool IsOwn = false;
  /// Nothing that other files have can add a finding to the statement.
  bool IsClosed = false;

  friend bool operator==(const Mark &, const Mark &) = default;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_MARK_H
