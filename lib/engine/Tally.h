//===- Tally.h - what was given up, counted ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_TALLY_H
#define PVLINT_ENGINE_TALLY_H

namespace pvlint::solve {

/// What was given up or assumed, with a count; see docs/contract.md.
struct Tally {
  unsigned UnknownIndirectCalls = 0; ///< taken as neutral
  /// Functions where states were merged, or facts forgotten.
  unsigned TooManyStates = 0;
  unsigned TooDeep = 0;   ///< effects taken as balanced
  unsigned TooLong = 0;   ///< functions assumed not to change interrupts
  unsigned Unsettled = 0; ///< functions left as last found
  unsigned Functions = 0; ///< solved
  unsigned RestoreSites = 0;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_TALLY_H
