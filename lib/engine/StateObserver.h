//===- StateObserver.h - the states at a function's operations --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For an editor, which asks what is known at one line of one function. The
// function is solved once more, and when nothing changes any more each of its
// blocks is run a last time for each state that reaches it, with an observer.
// So it hears of what holds at the end, and of nothing that was only believed
// on the way to a loop's fixpoint.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_STATEOBSERVER_H
#define PVLINT_ENGINE_STATEOBSERVER_H

#include "engine/State.h"
#include "ir/Program.h"

namespace pvlint::solve {

class StateObserver {
public:
  virtual ~StateObserver() = default;
  /// \p O is about to run in the state \p S.
  virtual void before(const flow::Op &O, const State &S) {}
  /// One of the states that the call \p O leaves behind.
  virtual void after(const flow::Op &O, const State &S) {}
  /// The function returns in the state \p S.
  virtual void returns(const State &S) {}
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_STATEOBSERVER_H
