//===- Slice.h - drop what the contract cannot see --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weiser's program slicing, fitted to the flow program: starting from calls
// that matter and from values that may be a saved word, keep what they need –
// operands, the stores that feed them, the branches that decide whether they
// run – and fold the rest away. Most of a kernel function disappears.
//
// Example: of
//
//     spin_lock_irqsave(&q->lock, flags);
//     n = q->head->len + 1;
//     if (n > q->max)
//             stats.dropped++;
//     spin_unlock_irqrestore(&q->lock, flags);
//
// the two calls and what they are given are left; the branch decides about
// nothing that is kept, so both of its ways are one.
//
// What is neutral is known only where the callees are, so the same function may
// be cut again when more is known, or when a caller wants its result too.
//
// Limits: memory is told apart by the name of the field.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_SLICE_H
#define PVLINT_IR_SLICE_H

#include "ir/CellNames.h"
#include "ir/Program.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::flow {

struct SliceOptions {
  /// Whether a call can be dropped when nobody needs its result.
  llvm::function_ref<bool(const Op &)> IsNeutral;
  /// Whether words are known to be stored in fields of this name.
  llvm::function_ref<bool(llvm::StringRef Field)> IsWordField;
  /// Whether a neutral call overwrites memory of one of these names with a word
  /// that is of no use any more.
  llvm::function_ref<bool(const Op &, const llvm::StringSet<> &)> LeavesWord;
  /// Whether a call that does nothing to the contract, or a probe, is kept all
  /// the same, by itself: where it stands tells in which state it is reached.
  llvm::function_ref<bool(const Op &)> IsBare;
  /// Whether a call writes memory of this name, which is no word.
  llvm::function_ref<bool(const Op &, llvm::StringRef Field)> Writes;
  /// Whether a call may look at a word that is in this variable of the program.
  llvm::function_ref<bool(const Op &, llvm::StringRef Global)> ReadsGlobal;
  /// Names of memory that what a call does depends on.
  llvm::function_ref<llvm::ArrayRef<llvm::StringRef>(const Op &)> AskedBy;
  /// Names of memory that callers ask about after the function has returned.
  llvm::ArrayRef<llvm::StringRef> Asked;
  /// Receives the names of memory that what is left asks about, if not null.
  llvm::StringSet<> *Asks = nullptr;
  /// Calls that are kept although they are neutral, with what they are given.
  llvm::function_ref<bool(const Op &)> IsTraced;
  /// Whether callers look at the returned value. A returned word is kept
  /// regardless.
  bool KeepReturn = false;
  /// Whether callers look at what is left in an unsigned long behind a pointer
  /// parameter, also where it is no word.
  bool KeepPointees = false;
  unsigned WordBits = 64; ///< of an unsigned long

  bool canHoldWord(Type Ty) const {
    return Ty.Bits == WordBits && !Ty.Signed && !Ty.Pointer;
  }
};

/// A probe is an opaque without a result. It does nothing, and stands where a
/// statement begins, so that states there can be asked for.
inline bool isProbe(const Op &O) {
  return O.Code == Opcode::Opaque && !O.HasResult;
}

/// Equal for options that cut \p F alike: a hash of the answers that they give
/// on it. IsBare and IsTraced are not asked.
uint64_t sliceKey(const Function &F, const SliceOptions &Options);

/// What is left of \p F.
Function slice(const Function &F, const SliceOptions &Options);

} // namespace pvlint::flow

#endif // PVLINT_IR_SLICE_H
