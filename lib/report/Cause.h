//===- Cause.h - findings that are one report -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Six unlocks in one function that all enable interrupts are six findings, but
// one decision. So findings that one change fixes are one report: those of one
// check in one function, and those that share a part of their fix-its, like the
// lock and the unlock of a pair in two functions. A variable of the wrong type
// is a report by itself. Each is still a finding, with a fingerprint, for
// baselines and comments.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_CAUSE_H
#define PVLINT_REPORT_CAUSE_H

#include "report/Result.h"
#include "llvm/ADT/ArrayRef.h"

namespace pvlint::report {

/// The findings of each cause, as numbers in \p Findings: the worst ones first,
/// then as they come. Causes are in the order of their first findings there.
std::vector<std::vector<size_t>>
groupByCause(llvm::ArrayRef<const Result *> Findings);

using Cause = std::vector<const Result *>;

/// Of findings whose Result::Cause is known, in the order in which they come.
std::vector<Cause> causesOf(llvm::ArrayRef<Result> Findings);
/// The same without findings that are known.
std::vector<Cause> newCausesOf(llvm::ArrayRef<Result> Findings);

/// The changes of all fix-its of a cause, each once, in order.
std::vector<const Replacement *> editsOf(const Cause &C);

/// "; also at a.c:12 and a.c:20", or nothing for a single finding.
std::string alsoAt(const Cause &C);

} // namespace pvlint::report

#endif // PVLINT_REPORT_CAUSE_H
