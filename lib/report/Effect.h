//===- Effect.h - what comes of a finding -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A message says what is wrong; whether to act on it depends on what comes of
// it: which lock an interrupt then waits for, on which architecture flags are
// lost, that only the output is wrong. A mail says so, from the check and the
// steps of the finding.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_EFFECT_H
#define PVLINT_REPORT_EFFECT_H

#include "report/Result.h"
#include <functional>

namespace pvlint::report {

/// The line at a place, or nothing; may be null.
using SourceLine = std::function<std::string(const Place &)>;

/// One or two sentences; empty where the message has said it all. \p Source
/// tells the name of a lock.
std::string effectOf(const Result &R, const SourceLine &Source);

/// What is still open, for the reader to find out.
std::string openQuestion(const Result &R, const SourceLine &Source);

} // namespace pvlint::report

#endif // PVLINT_REPORT_EFFECT_H
