//===- Counted.h - interrupts that are disabled by a count ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// local_interrupt_disable() raises a count that each CPU has, and
// local_interrupt_enable() lowers it. The first disable saves what interrupts
// were where no caller sees it, and the last enable gives that back. So while
// the count is not zero they have to stay off, whoever raised it.
//
// What the count is when a function is entered is not known; what the function
// adds to it and takes from it is. Its own sections are a stack:
//
//     spin_lock_irq_disable(&a);      // one open, before it: as at entry
//     spin_lock_irq_disable(&b);      // two open, before the second: off
//     spin_unlock_irq_enable(&a);     // one open; which lock it is of is all
//     spin_unlock_irq_enable(&b);     // the same. None: as at entry
//
// An enable more than that ends a section of the caller's, and interrupts are
// as the caller had them before it.
//
// Limits: in a loop that raises the count in each round it is lost, and with it
// what the function does to it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_COUNTED_H
#define PVLINT_ENGINE_COUNTED_H

#include "values/Expr.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace pvlint::solve {

struct CountedSection {
  const Event *Begin = nullptr;
  const Expr *Before = nullptr; ///< what its end gives back
  const Event *By = nullptr;    ///< what had made that so
  const CountedSection *Outer = nullptr;
};

struct CountedSections {
  /// Begun here and not ended, the innermost first.
  const CountedSection *Open = nullptr;
  /// How many more were ended here than begun.
  uint8_t Owed = 0;
  /// How many there are is not known any more.
  bool Lost = false;
  /// What ended the last of them, one begun here unless Owed, and which lock
  /// that was given, if any.
  const Event *Ended = nullptr;
  const Expr *EndedLock = nullptr;

  /// Whether a caller finds its count changed.
  bool isUsed() const { return Open || Owed || Lost; }
  /// Equal for callers, events aside.
  bool sameEffect(const CountedSections &Other) const;
  uint64_t hash() const;
  /// Keeps what is true of both. Returns whether something was lost.
  bool join(const CountedSections &Other);
  void dump(llvm::raw_ostream &OS) const;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_COUNTED_H
