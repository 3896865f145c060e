//===- Condition.h - a condition, for people --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a branch's condition came to, as a reader of the source would say it:
// "'oldcad' NULL", "'dev->waiting & 1' nonzero". It is read back from the
// operations that compute it, which know types, unless the branch has the text
// as written (ir/Program.h): with the names of constants, and of arguments.
//
// Limits: a condition without a text that is more than comparisons, sums and
// masks of names and numbers, such as a product, says nothing.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_CONDITION_H
#define PVLINT_JUDGE_CONDITION_H

#include "ir/Program.h"

namespace pvlint::solve {

/// Reads a condition back from the operations that compute it.
class ConditionText {
public:
  explicit ConditionText(const flow::Function &F);

  /// "'n' > 1", of the condition of \p T, which is \p Taken if it is not zero;
  /// empty if it has no form that is worth reading.
  std::string of(const flow::Terminator &T, bool Taken) const;

  /// What \p Cond compares with a number, or tests: a load, or null.
  const flow::Op *tested(const flow::Operand &Cond) const;
  /// The function that returned \p O, as it is spelled; or empty.
  std::string returner(const flow::Operand &O) const;
  std::string placeName(const flow::Place &P) const;

private:
  const flow::Function &F;
  /// By temporary, the only operation that sets it, or null.
  std::vector<const flow::Op *> Definitions;

  const flow::Op *definition(const flow::Operand &O) const {
    return O.isTemp() ? Definitions[O.Index] : nullptr;
  }
  /// "dev->state", "0x4", "ready()", "flags & 0x4"; empty if there is none.
  std::string name(const flow::Operand &O, unsigned Depth = 0) const;
  /// "'skb' NULL", of \p O, which is called \p Name.
  std::string zeroOr(const flow::Op *O, llvm::StringRef Name,
                     bool NotZero) const;
  /// \p Text, as written, of the comparison \p D.
  std::string comparison(const flow::Op &D, llvm::StringRef Text,
                         bool Taken) const;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_CONDITION_H
