//===- CheckUnits.h - units by themselves, each kept apart ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `pvlint check` and `pvlint kbuild`: worker processes analyse and render, this
// one reports. Whatever a unit does to its worker, it is one unit that failed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_CHECKUNITS_H
#define PVLINT_BATCH_CHECKUNITS_H

#include "session/Unit.h"

namespace pvlint::batch {

struct CheckOptions {
  unsigned Workers = 0; ///< 0: one for each core
  unsigned UnitTimeout; ///< seconds
  bool Quiet = false;   ///< no progress of many units on stderr
};

/// Hands what is found in each of \p Jobs to \p Take, in their order, as soon
/// as it and all before it are there. This process must have no other threads.
void checkUnits(
    llvm::ArrayRef<session::Job> Jobs, const session::UnitOptions &Unit,
    const CheckOptions &O,
    llvm::function_ref<void(const session::Job &, session::UnitReport)> Take);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_CHECKUNITS_H
