//===- LockFixes.h - lock calls that do something else to irqs --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fix-its that change what the lock calls of a function do to interrupts. Each
// is all of it or nothing: it is tried on the function's brackets first
// (judge/Brackets.h), and offered if every path is balanced with it.
//
// A section of the function itself is edited where it is, since what is inside
// of it is known. A helper may have callers that are right, so what it turns
// off it is made to save; that is right for all of them.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_LOCKFIXES_H
#define PVLINT_CHECKS_LOCKFIXES_H

#include "checks/Finding.h"
#include "contract/Contract.h"
#include "judge/Observation.h"

namespace pvlint::checks {

/// Makes all calls plain that enable or disable inside the section that \p Save
/// began, among them \p Within.
std::vector<Edit> plainInside(const solve::Event *Save,
                              const solve::EventOp *Within,
                              const solve::Observations &Seen,
                              const flow::Contract &C);

/// Makes \p Unlock plain, which ends no section of its function on any path.
std::vector<Edit> plainUnlock(const solve::Event *Unlock,
                              const solve::Observations &Seen,
                              const flow::Contract &C);

/// Whether the call \p Wrong stands where, on every path that reaches it, the
/// end of \p Section is due, which is called \p Is.
bool endsSection(const solve::Event *Wrong, const solve::Event *Section,
                 const flow::Form &Is, const solve::Observations &Seen,
                 const flow::Contract &C);

/// Makes the sections of \p Fn that save nothing save and restore, and what is
/// inside of them plain.
std::vector<Edit> saveAndRestore(const solve::EventFunction &Fn,
                                 const solve::Observations &Seen,
                                 const flow::Contract &C);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_LOCKFIXES_H
