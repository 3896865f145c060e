//===- Mistake.h - what is wrong in a file that pvlint reads ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contracts, rules: the user has written them, and is told all that is wrong in
// one go. Such a message is complete: it says where, so whoever prints it adds
// nothing. That is asked of the error's type, never of its text, in which a
// file's name stands.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_MISTAKE_H
#define PVLINT_IR_MISTAKE_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pvlint::flow {

struct Mistake {
  std::string File;
  unsigned Line = 0, Col = 0; ///< from 1; 0: of the file as a whole
  std::string Message;

  /// "FILE:LINE:COL: error: MESSAGE", or without a place "FILE: error: …".
  std::string text() const;
};

/// One or more, in the order in which they were found.
class Mistakes : public llvm::ErrorInfo<Mistakes> {
public:
  static char ID;

  explicit Mistakes(std::vector<Mistake> All) : All(std::move(All)) {}

  llvm::ArrayRef<Mistake> all() const { return All; }
  /// A line for each.
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

private:
  std::vector<Mistake> All;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_MISTAKE_H
