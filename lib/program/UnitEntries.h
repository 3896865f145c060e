//===- UnitEntries.h - who enters the functions of one unit -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One unit knows little of callers. But what it registers as an interrupt
// handler is entered with interrupts off, whoever does it, and so is what that
// calls.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_UNITENTRIES_H
#define PVLINT_PROGRAM_UNITENTRIES_H

#include "judge/EntryStates.h"
#include "program/BodySource.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::solve {

class UnitEntries : public EntryStates {
public:
  explicit UnitEntries(BodySource &Source);

  bool knowsCallers() const override { return false; }
  bool mayBeOff(const flow::Function &F) override;
  bool mayBeInContext(const flow::Function &F) override;
  const flow::EntryContext *context(llvm::StringRef Key) override;
  bool mayBeOn(const flow::Function &F) override { return true; }
  bool reopens(const flow::Function &F) override { return false; }

private:
  llvm::StringMap<const flow::EntryContext *> Contexts;
  llvm::StringSet<> Below; ///< what those call that are entered off, and they
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_UNITENTRIES_H
