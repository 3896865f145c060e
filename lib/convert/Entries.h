//===- Entries.h - who is always entered in one state -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A section that saves flags may be one that disables, or nothing, if its
// function is always entered in one state. The index of a linked program knows
// each call with the states that it is made in.
//
// Limits: a function whose address is taken counts only if the contract says
// how what is in such a place is entered. Callers outside of the program are
// not known: modules that are built elsewhere. What runs while the system
// starts is never said to have interrupts enabled.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_ENTRIES_H
#define PVLINT_CONVERT_ENTRIES_H

#include "convert/Section.h"
#include "index/Reader.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::convert {

class Entries {
public:
  /// For functions that are always entered with interrupts off, or \p WantOff
  /// unset, on.
  static llvm::Expected<Entries> read(index::Reader &R, bool WantOff);

  enum Answer : uint8_t { Always, NotAlways, Unknown };
  /// Of the function at \p File, as the index names it, and \p Line.
  Answer of(llvm::StringRef File, uint32_t Line, llvm::StringRef Name) const;

private:
  llvm::StringMap<Answer> Known;
};

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_ENTRIES_H
