//===- State.h - one disjunct of a program point ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_STATE_H
#define PVLINT_ENGINE_STATE_H

#include "values/Facts.h"

namespace pvlint::solve {

/// Whether the function has slept since it was entered, on this path.
enum class Slept : uint8_t { No, Maybe, Yes };

/// A representative path to a state, newest step first: the branches that were
/// taken, and the saves between them. Branches that decide nothing about
/// interrupts have been sliced away, so what is left is what a reader needs.
struct Trail {
  /// A longer path is not recorded further.
  static constexpr unsigned MaxLength = 200;

  const Trail *Before = nullptr;
  flow::Range Branch = {};     ///< the condition, or
  const Event *Save = nullptr; ///< a save, or what begins a section, or
  bool Taken = false;          ///< whether the condition was true
  const Event *Lock = nullptr; ///< a lock that is taken or released, or a call
                               ///< of what may release it
  const Expr *LockAt = nullptr;
  enum Effect : uint8_t { Releases, Takes, MayRelease } Does = Releases;
  unsigned Length = 1;
};

/// A save over the word of the section that is open.
struct Resave {
  const Event *First = nullptr, *Second = nullptr;
  std::string Variable;
};

/// The property state (interrupts, live words) and what the path knows beside
/// it. Two states with equal property are merged, and the rest is joined: that
/// keeps the number of states at a point polynomial (ESP, PLDI 2002).
struct State {
  /// 1 on, 0 off, Entry, the state of a caller's word, or unknown.
  const Expr *Irq = nullptr;
  /// What made Irq so; null when it is as at entry.
  const Event *IrqEvent = nullptr;
  /// What turned interrupts off when they were as the caller had them, without
  /// saving that: who turns them on again believes that they were on.
  const Event *Disabled = nullptr;
  /// Linked programs: the last time that such a pair was closed. It left the
  /// state as a caller with interrupts on had it; one that has them off is
  /// judged by itself.
  const Event *Paired = nullptr;
  /// The first such disable on this path, closed or not.
  const Event *Began = nullptr;
  /// The same the other way round: turned on where they were as the caller had
  /// them, which says that the caller had them off; and off again.
  const Event *Opened = nullptr;
  const Event *Reclosed = nullptr;
  /// Interrupts are off because something after the entry turned them off where
  /// they were on or as the caller had them: what did, and the word that says
  /// what they were, if one was saved. Null too when that is not certain.
  const Event *Section = nullptr;
  const Expr *SectionWord = nullptr;
  /// That word is kept where others than this function's variables find it.
  bool WordIsOut = false;
  const Cell *SectionCell = nullptr; ///< the first that held it
  bool SectionByMemory = false;      ///< see FunctionSolver::compareSections
  /// Turned on where they were as the caller had them, with no section open.
  const Event *EnabledCaller = nullptr;
  const struct Resave *Second = nullptr; ///< SectionWord was overwritten
  Slept HasSlept = Slept::No;
  /// An unknown function was given a live word, and may have restored it.
  bool MayBeOpen = false;
  /// Only where locks are followed: one may be held.
  bool MayHoldLock = false;
  Facts Path;
  /// Unknowns that were made since the loop began this round.
  llvm::SmallVector<const Expr *, 2> Fresh;
  /// Words of the caller that were restored on this path.
  llvm::SmallVector<const Expr *, 1> Restored;

  /// How a path got here; of merged paths, the first.
  const Trail *Way = nullptr;

  using Slot = std::pair<uint32_t, const Expr *>;
  /// Values of memory cells, by Cell::Id, and of temporaries, by number.
  std::vector<Slot> Cells, Temps;

  const Expr *get(const std::vector<Slot> &In, uint32_t Key) const;
  static void set(std::vector<Slot> &In, uint32_t Key, const Expr *V);

  /// Equal for states that may be merged.
  uint64_t propertyHash(ExprPool &Pool) const;
  bool sameProperty(ExprPool &Pool, const State &Other) const;
  /// What the open section, if any, still needs to be closed: nothing is open,
  /// no word, a word that others can find, one that only this path has.
  enum class Needs : uint8_t { Nothing, NoWord, WordOutside, Word };
  Needs sectionNeeds() const {
    return !Section       ? Needs::Nothing
           : !SectionWord ? Needs::NoWord
           : WordIsOut    ? Needs::WordOutside
                          : Needs::Word;
  }

  /// Merges \p Other, of the same property, into this. \p JoinId tells the
  /// place of the merge. Returns whether this state changed.
  bool join(ExprPool &Pool, const State &Other, uint64_t JoinId);

private:
  bool joinMarks(const State &Other);
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_STATE_H
