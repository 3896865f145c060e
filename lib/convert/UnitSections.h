//===- UnitSections.h - the sections of one unit ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts together what the simulation says of a unit's functions (Follow.h) and
// what their text allows (SourceText.h).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_UNITSECTIONS_H
#define PVLINT_CONVERT_UNITSECTIONS_H

#include "convert/Section.h"
#include "session/Unit.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace pvlint::convert {

struct Question {
  Target To = Target::Counted;
  /// Counts sections without a lock, too. Where a spinlock is taken, no NMI and
  /// no softirq can run; code without one may have to run in an NMI, where the
  /// count warns, or runs softirqs, which enable interrupts.
  bool WithoutLock = false;
  /// Whether sections of the file at this absolute path are wanted; those of
  /// the unit's own source are in any case.
  std::function<bool(llvm::StringRef Path)> Wants;
};

/// Those of the functions of \p U that are asked for, in the order of the
/// source.
UnitSections sectionsOf(const session::ParsedUnit &U, const Question &Q);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_UNITSECTIONS_H
