//===- EntryStates.h - how functions may be entered -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_ENTRYSTATES_H
#define PVLINT_JUDGE_ENTRYSTATES_H

#include "contract/Contract.h"
#include "ir/Program.h"

namespace pvlint::solve {

/// What is known about the callers of a function, most in a linked program.
/// Asked about functions in which something is wrong for one state at entry.
class EntryStates {
public:
  virtual ~EntryStates() = default;
  /// Whether all callers are known. Otherwise only what is below an interrupt
  /// handler is.
  virtual bool knowsCallers() const = 0;
  /// Whether \p F, which disables and enables without saving, may be entered
  /// with interrupts off.
  virtual bool mayBeOff(const flow::Function &F) = 0;
  /// Whether \p F, which enables what its caller may have disabled, can be
  /// reached from a function in whose context interrupts are disabled.
  virtual bool mayBeInContext(const flow::Function &F) = 0;
  /// What kind of function \p Key is, if that says how it is entered.
  virtual const flow::EntryContext *context(llvm::StringRef Key) = 0;
  /// Whether \p F, which calls what has to be entered with them off, may be
  /// entered with them on.
  virtual bool mayBeOn(const flow::Function &F) = 0;
  /// Whether \p F, or what it calls, may turn interrupts on for a while
  /// although its caller had turned them off.
  virtual bool reopens(const flow::Function &F) = 0;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_ENTRYSTATES_H
