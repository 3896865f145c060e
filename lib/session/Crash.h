//===- Crash.h - what a crash of an analysis leaves standing ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang is a recursive program of millions of lines, and what it is fed here is
// whatever a tree has. A unit may overflow the stack, run into an assertion or
// out of memory. That costs this unit, and what happened is told in one line.
//
// There are two ways to stand it. Where a unit is analysed in a process of its
// own (batch/WorkerPool.h), that process dies, after it has left its last words
// in memory that it shares with its parent. The language server keeps ASTs
// between two requests and cannot do that: survive() goes back to where the
// analysis was called from, and all that it had allocated is lost. Handlers run
// on a stack of their own, or an overflow would kill the process.
//
// Limits: a lock that is held at a crash stays held in survive(). Clang and
// this analysis hold none but those of malloc, for a moment each.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_CRASH_H
#define PVLINT_SESSION_CRASH_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <cstddef>
#include <string>

namespace pvlint::session {

/// Bytes of the memory for last words.
constexpr size_t MaxLastWords = 512;
/// With what a process ends that has left some: as LLVM's own handler of fatal
/// errors does.
constexpr int CrashStatus = 70;

/// Notes from now on why this process dies. Call once, before any analysis.
void watchForCrashes();

/// What kills this process is also written to \p Page, of MaxLastWords bytes.
void leaveLastWordsIn(char *Page);

/// Runs \p Body on a thread whose stack is large, and waits for it.
void onLargeStack(llvm::function_ref<void()> Body);

/// The same; a crash inside ends \p Body only. Returns what happened, or "".
std::string survive(llvm::function_ref<void()> Body);

/// Whether \p Signal is one that a mistake raises.
bool isCrash(int Signal);
bool isOutOfMemory(llvm::StringRef LastWords);

/// One line of why an analysis is not there: of last words, which may be empty,
/// and of a signal, which may be 0.
std::string describeCrash(const std::string &LastWords, int Signal);

} // namespace pvlint::session

#endif // PVLINT_SESSION_CRASH_H
