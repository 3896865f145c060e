//===- SleepsBelow.h - who sleeps whatever it is passed ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beyond its file whether a function sleeps depends on more than its summary
// keeps: on flags in objects, on whether the hardware answers. Of a function
// that sleeps on every way through it nothing is asked: a call of it with
// interrupts disabled is wrong, wherever it is.
//
// Example:
//
//     void reset_phy(struct phy *p)      // in phy.c
//     {
//             write_reset(p);
//             msleep(20);
//             if (p->slow)
//                     msleep(100);
//     }
//
// sleeps in any case, by its first call of msleep().
//
// Limits: MaxCalls; a function that does something to interrupts itself is not
// asked, since it may enable before it sleeps.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_SLEEPSBELOW_H
#define PVLINT_PROGRAM_SLEEPSBELOW_H

#include "engine/Solver.h"
#include "program/Symbols.h"
#include "llvm/ADT/DenseMap.h"

namespace pvlint::solve {

class SleepsBelow {
public:
  /// Calls from the function that is asked about to what sleeps.
  static constexpr unsigned MaxCalls = 3;

  SleepsBelow(Symbols &Syms, Solver &S);

  /// The sleep of \p Node on each way through it, as a chain of calls from
  /// there; null when there is none.
  const Event *find(uint32_t Node) { return find(Node, MaxCalls); }

private:
  const Event *find(uint32_t Node, unsigned Calls);
  const Event *sleepAt(const flow::Op &O, EventFunction &In, unsigned Calls);
  bool touchesInterrupts(uint32_t Node) const;

  Symbols &Syms;
  Solver &S;
  std::vector<char> MayReach; ///< by node: names a sleeper, or calls who does
  /// By node, and how many calls further were looked at.
  llvm::DenseMap<std::pair<uint32_t, unsigned>, const Event *> Known;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_SLEEPSBELOW_H
