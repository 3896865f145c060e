//===- LockText.h - the lock that a line takes, in its own words *- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Readers of a mail know a lock by its name, and a flow program only has what
// it lies in. The line that takes it says the name.
//
// Limits: only calls of the kernel's own lock functions and guards, whole on
// their line; nobody knows which argument of a driver's function is the lock.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_LOCKTEXT_H
#define PVLINT_REPORT_LOCKTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::report {

/// "&np->lock" of "spin_lock_irqsave(&np->lock, flags);" and of
/// "guard(spinlock_irq)(&np->lock);", where \p By, such as "guard()", begins at
/// \p Col, from 1; empty where the line does not tell.
std::string lockTaken(llvm::StringRef Line, unsigned Col, llvm::StringRef By);

} // namespace pvlint::report

#endif // PVLINT_REPORT_LOCKTEXT_H
