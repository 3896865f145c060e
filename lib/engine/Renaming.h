//===- Renaming.h - facts of what variables lead to -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two paths meet on which a variable leads to different objects, as in two
// rounds of
//
//     for (; s; s = s->next) {
//             if (!s->nonatomic)
//                     spin_lock_irqsave(&s->lock, flags);
//
// The variable then holds an unknown, and what both paths know of their own
// object is known of that one.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_RENAMING_H
#define PVLINT_ENGINE_RENAMING_H

#include "values/Facts.h"

namespace pvlint::solve {

/// What a variable holds on two paths, and when they have met.
struct Renaming {
  const Expr *Mine;
  const Expr *Theirs;
  const Expr *Joined;
};

/// \p E with \p To in place of \p From.
const Expr *rename(ExprPool &Pool, const Expr *E, const Expr *From,
                   const Expr *To);

/// Adds to \p Known, what two paths that meet know alike, what they know of
/// memory behind the variables of \p All. What was known of another object that
/// had the joined name before is dropped.
void keepRenamed(ExprPool &Pool, llvm::ArrayRef<Renaming> All,
                 const Facts &Mine, const Facts &Theirs, Facts &Known);

/// Adds to \p Known what two paths know alike of the order of values, also
/// where they say it in other words, and of what has become of \p All.
void keepOrder(ExprPool &Pool, llvm::ArrayRef<Renaming> All, const Facts &Mine,
               const Facts &Theirs, Facts &Known);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_RENAMING_H
