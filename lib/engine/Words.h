//===- Words.h - whether a value is a word that was saved -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that reaches a restore is an expression over what it was computed
// from, so its shape tells whether it is a word that was saved, whole: a word
// under casts to narrower types was cut, a word under other operations was
// changed, and a number never was one. A word that was restored before, with
// the state still as that restore left it, closed its section at the first
// restore.
//
// Example: of `restore((u8)flags | 1)` the core is `(u8)flags | 1`, changed; of
// `restore((unsigned long)(u8)flags)` it is the word itself, cut to 8 bits.
//
// Limits: of a value that comes from where no save was seen only the type is
// known. Numbers that a caller passes are judged where the caller is.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_WORDS_H
#define PVLINT_ENGINE_WORDS_H

#include "engine/Scene.h"

namespace pvlint::solve {

/// A value without the casts around it.
struct Core {
  const Expr *Value = nullptr;
  const Expr *Cut = nullptr; ///< the first cast to the narrowest type
  uint64_t Kept = ~uint64_t(0);
};

Core coreOf(const Expr *E);

/// \p To is what \p O makes of \p From. Where that cuts a word, the value
/// remembers the place.
const Expr *markCut(const Scene &Sc, const flow::Op &O, const Expr *From,
                    const Expr *To);

/// The operation that gives \p V, past casts. \p CastTo becomes the widest type
/// on the way.
const flow::Op *sourceOf(const Definitions &Gives, const flow::Operand &V,
                         uint8_t &CastTo);

/// What a restored value is, held against the words that were saved.
struct WordMatch {
  enum Kind : uint8_t {
    Own,         ///< a saved word, or nothing that can be told
    OtherFamily, ///< a word of another family
    Again,       ///< restored before, and the state is as that restore left it
    Number,      ///< no word at all
    Mixed,       ///< computed from more than one word
    Changed,     ///< computed from a word, and its IF is not that word's
  };
  Kind K = Own;
  Core Is;
  /// What the operand is loaded by, when there is an operand.
  const flow::Op *Load = nullptr;
  /// Number: what stored it to the variable.
  const flow::Op *Stored = nullptr;
  /// Mixed, Changed: those it is computed from.
  llvm::SmallVector<const Expr *, 2> Words;

  bool isForeign() const { return K != Own; }
};

/// The circumstances of a restore: of this function's, or of a callee's as seen
/// from here.
struct WordUse {
  const Facts &When;
  const Expr *Word = nullptr;
  const Expr *Irq = nullptr;           ///< the state there
  const Event *IrqEvent = nullptr;     ///< what made it so
  unsigned Family = 0;                 ///< of the restore
  bool Full = false;                   ///< it writes the whole register
  const flow::Operand *From = nullptr; ///< that is Word in this function
};

WordMatch matchWord(const Scene &Sc, const State &S, const WordUse &Use);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_WORDS_H
