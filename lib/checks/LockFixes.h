//===- LockFixes.h - lock calls that do something else to irqs --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fix-its that change what the lock calls of a function do to interrupts. Each
// is tried on the function's brackets first (judge/Brackets.h), and offered as
// a whole if every path is balanced with it.
//
// A section of the function itself is edited in place, since everything inside
// it is known. A helper may have callers that are right, so it is changed to
// save and restore; that is right for all of them.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_LOCKFIXES_H
#define PVLINT_CHECKS_LOCKFIXES_H

#include "checks/Finding.h"
#include "contract/Contract.h"
#include "judge/Observation.h"

namespace pvlint::checks {

/// Replaces all calls that enable or disable inside the section that \p Save
/// began by plain ones, \p Within among them.
std::vector<Edit> plainInside(const solve::Event *Save,
                              const solve::EventOp *Within,
                              const solve::Observations &Seen,
                              const flow::Contract &C);

/// Replaces \p Unlock, which ends no section of its function, by a plain one.
std::vector<Edit> plainUnlock(const solve::Event *Unlock,
                              const solve::Observations &Seen,
                              const flow::Contract &C);

/// Whether, on every path that reaches the call \p Wrong, it is in the place of
/// the end of \p Section, which is called \p Is.
bool endsSection(const solve::Event *Wrong, const solve::Event *Section,
                 const flow::Form &Is, const solve::Observations &Seen,
                 const flow::Contract &C);

/// Changes the sections of \p Fn that save nothing to save and restore, and the
/// calls inside them to plain ones.
std::vector<Edit> saveAndRestore(const solve::EventFunction &Fn,
                                 const solve::Observations &Seen,
                                 const flow::Contract &C);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_LOCKFIXES_H
