//===- Sites.h - where sections begin and end in a function -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A site is a place where somebody wrote a begin or an end: the contract's
// forms tell which of them a name is. One use of a macro is one site, however
// many calls it makes.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_SITES_H
#define PVLINT_CONVERT_SITES_H

#include "contract/Forms.h"
#include "convert/Section.h"
#include "engine/Solver.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::convert {

struct Site {
  flow::Location At;
  std::string Spelling;
  /// What is written there, or for Macro what the macro uses.
  flow::Form Is;
  /// Foreign: begins something, and is none of the forms.
  enum Kind : uint8_t { Written, Macro, Guard, Foreign } K = Written;
  std::string Class; ///< of a guard: "spinlock_irqsave"
  /// The calls that begin or end something, by flow::Op::Number.
  llvm::SmallVector<uint32_t, 2> Ops;

  /// Told by the source: what an end shares with its begin, the variable or
  /// the lock. Sites without one are not followed.
  std::optional<unsigned> Key;
  std::string Lock; ///< the text of the lock
  Reason Against = Reason::None;
  std::string Detail;

  bool isBegin() const { return Is.Role == flow::FormRole::Begin; }
  bool isEnd() const { return Is.Role == flow::FormRole::End; }
};

/// The irqsave and `_irq` sites of \p F, in the order of its blocks.
std::vector<Site> sitesOf(solve::Solver &S, const flow::Function &F);

/// The class of guards that is for \p To what \p Class is now; empty if there
/// can be none.
std::string guardClass(llvm::StringRef Class, Target To);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_SITES_H
