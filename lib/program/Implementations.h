//===- Implementations.h - what the paravirt ops are made of ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions that fill the members of a table, judged bit by bit: does save_fl
// return IF in a bit that somebody sets, and in the contract's sense; does
// restore_fl look at IF alone? The sense follows from the table itself: what
// irq_disable and irq_enable of the same table leave in memory is what save_fl
// finds there.
//
// Limits: memory is told apart by the last field of a place or the name of a
// global. A state that is kept where C cannot write it (a control register, a
// hypercall) has no sense that could be compared.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_IMPLEMENTATIONS_H
#define PVLINT_PROGRAM_IMPLEMENTATIONS_H

#include "contract/Contract.h"
#include "judge/ImplObservation.h"
#include <memory>
#include <vector>

namespace pvlint::solve {

class Solver;

/// One function in one table.
struct Implementation {
  std::string Place;                          ///< a member of the contract
  std::string Table;                          ///< the object that it is in
  std::shared_ptr<const flow::Function> Body; ///< not sliced
};

/// Judges all of a program, or of one unit.
std::vector<ImplObservation>
judgeImplementations(Solver &S, const std::vector<Implementation> &All);

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_IMPLEMENTATIONS_H
