//===- Memory.h - values, cells and what a state has in them ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_MEMORY_H
#define PVLINT_ENGINE_MEMORY_H

#include "engine/State.h"

namespace pvlint::solve {

/// What \p O is in \p S.
const Expr *valueOf(ExprPool &Pool, const State &S, const flow::Operand &O);

/// The cell that \p P names in \p S.
const Cell *cellOf(ExprPool &Pool, const State &S, const flow::Place &P);

/// What \p S has in \p C, or what was there at entry.
const Expr *load(ExprPool &Pool, const State &S, const Cell *C, flow::Type Ty);

/// Whether \p Op on \p A and \p B tells nothing, although they are the same
/// value: that of elements of an array, which are one cell, and may be two.
bool mayBeTwoElements(flow::BinOp Op, const Expr *A, const Expr *B);

/// Whether \p C is \p Whole or a part of it.
bool isWithin(const Cell *C, const Cell *Whole);

/// Whether \p C is a variable of the program, or memory that one leads to.
bool isOfProgram(const Cell *C);

/// Whether \p Is holds for some of \p Cells, all parts of one object, and the
/// value that \p S has there. Looks through the shorter of the two.
bool anyOf(const ExprPool &Pool, const State &S,
           llvm::ArrayRef<const Cell *> Cells,
           llvm::function_ref<bool(const Cell *, const Expr *)> Is);

/// The same for \p Whole and its parts.
bool anyWithin(const ExprPool &Pool, const State &S, const Cell *Whole,
               llvm::function_ref<bool(const Cell *, const Expr *)> Is);

/// Whether \p V, which \p S has in \p C, is a word that was restored, and lies
/// in memory since: nothing is to come of it.
inline bool isLeftBehind(const State &S, const Cell *C, const Expr *V) {
  return V->K == Expr::Word && V->Spent && C->K != Cell::Var && !S.MayBeOpen;
}

/// `*p` of a parameter p: a caller's variable, most of the time.
inline bool isOutPointer(const Cell *C) {
  return C->K == Cell::Pointee && C->Pointer->K == Expr::Param &&
         C->Path.empty();
}

/// The name that slices know \p C by: its last field, or the variable's own;
/// empty for what a plain pointer leads to.
llvm::StringRef nameOf(const Cell *C);

/// Whether \p Path knows that there is no \p C, since the pointer to it is
/// null. A path that has no such memory agrees with whatever another has there.
bool isNowhere(ExprPool &Pool, const Facts &Path, const Cell *C);

/// Whether a caller can look into \p C.
bool visibleToCaller(const Cell *C);

/// What of \p In a caller can know, which gets the values \p Given: also what
/// is known of the objects that they point to.
Facts callerVisible(const Facts &In, llvm::ArrayRef<const Expr *> Given = {});

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_MEMORY_H
