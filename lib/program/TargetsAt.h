//===- TargetsAt.h - which functions at a place do what ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the functions that a call through a pointer may reach, those that do
// something to interrupts are applied one by one, and the others together.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_TARGETSAT_H
#define PVLINT_PROGRAM_TARGETSAT_H

#include "engine/ProgramView.h"
#include "engine/Summary.h"

namespace pvlint::solve {

class TargetsAt {
public:
  /// If more functions than this can be behind one place, each with a different
  /// effect, the call is assumed not to change the interrupt state.
  static constexpr size_t MaxActing = 16;
  /// If more neutral functions than this can be behind one place, the result
  /// may be anything.
  static constexpr size_t MaxAnswering = 4;

  explicit TargetsAt(llvm::StringRef Place) {
    Of.Name = Place.str();
    Of.HasNeutral = true;
  }

  /// \p S is what is known of it by now, or null.
  void add(const IndirectTarget &T, const Summary *S, ExprPool &Pool);
  /// Nothing is believed of the functions here: there are too many, or a call
  /// may reach any of them. Says whether that is so already.
  bool isTooMany() const { return Of.Acting.size() > MaxActing; }
  void giveUp();
  /// Call once, when all have been added.
  IndirectPlace take();

private:
  IndirectPlace Of;
  bool NeutralAnywhere = false;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_TARGETSAT_H
