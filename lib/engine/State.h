//===- State.h - one disjunct of a program point ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is what one set of paths to a program point has in common. Its
// *property* is what the contract speaks of – the interrupt state, which saved
// words are alive and where, whether the function slept, what the open section
// needs – and its *facts* are all that the paths know beside that. States of
// equal property are merged and keep the facts they share; states of different
// property stay apart. That keeps the number of states at a point polynomial,
// and still follows
//
//     if (c) spin_lock_irqsave(&l, f);  …  if (c) spin_unlock_irqrestore(&l,
//     f);
//
// through the middle as two states, each of which knows c (ESP: Das, Lerner,
// Seigle, PLDI 2002).
//
// A word that was restored and is still in memory is no part of the property:
// nothing is to come of it, and it would double the paths behind every lock
// that keeps its word in the object.
//
// Limits: Simulator::MaxStates at one block; what is beyond is merged by force.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_STATE_H
#define PVLINT_ENGINE_STATE_H

#include "engine/IrqState.h"
#include "engine/Sleep.h"
#include "values/Facts.h"
#include "values/Pieces.h"

namespace pvlint::solve {

/// A representative path to a state, newest step first: the branches that were
/// taken, and between them the saves, and what changed the interrupt state.
/// Branches that decide nothing about interrupts have been sliced away, so what
/// is left is what a reader needs.
struct Trail {
  /// Steps of a path that are recorded.
  static constexpr unsigned MaxLength = 200;

  const Trail *Before = nullptr;
  flow::Range Branch = {};     ///< the condition, or
  const Event *Save = nullptr; ///< a save, or what begins a section, or
  bool Taken = false;          ///< whether the condition was true
  const Event *Lock = nullptr; ///< a lock that is taken or released, or a call
                               ///< of what may release it
  const Expr *LockAt = nullptr;
  enum Effect : uint8_t { Releases, Takes, Tries, MayRelease } Does = Releases;
  const Event *Changed = nullptr; ///< what made the interrupt state so
  unsigned Length = 1;
};

struct State {
  /// Whether interrupts are on, and the stories around that.
  IrqState Irq;
  FirstSleep Sleep;
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
  /// What some values are.
  struct Sum {
    bool HasWord = false;                   ///< one contains a word
    bool HasMemory = false;                 ///< one contains memory
    uint32_t FirstWord = ~0u, LastWord = 0; ///< words, by their numbers
    static uint32_t number(uint32_t Key) { return Key; }
    void add(const Slot &S);
    bool mayHold(const Expr *Word) const {
      return FirstWord <= Word->Id && Word->Id <= LastWord;
    }
  };
  using Slots = Pieces<Slot, Sum>;
  /// Values of memory cells, by Cell::Id, and of temporaries, by number.
  Slots Cells, Temps;
  /// Variables that a call may have written to since this block began, or that
  /// are kept although they are dead: those that Liveness does not tell.
  llvm::SmallVector<uint32_t, 2> Doubtful;
  /// \p C was written to by another operation than one on its variable.
  void doubt(const Cell *C) {
    if (C->K == Cell::Var)
      Doubtful.push_back(C->Var_);
  }
  /// A word was stored to a variable of the program.
  bool GivesWord = false;

  const Expr *get(const Slots &In, uint32_t Key) const {
    const Expr *const *V = In.find(Key);
    return V ? *V : nullptr;
  }
  static void set(Slots &In, uint32_t Key, const Expr *V) { In.set(Key, V); }

  /// Whether \p Is holds for some value that contains a word.
  template <typename Fn> static bool anyWord(const Slots &In, Fn Is) {
    return In.any([](const Sum &S) { return S.HasWord; },
                  [&](const Slot &S) { return S.second->HasWord && Is(S); });
  }
  /// Whether \p Is holds for some place of \p Word.
  template <typename Fn>
  static bool anyHolding(const Slots &In, const Expr *Word, Fn Is) {
    return In.any([&](const Sum &S) { return S.mayHold(Word); },
                  [&](const Slot &S) { return S.second == Word && Is(S); });
  }

  /// Equal for states that may be merged.
  uint64_t propertyHash(ExprPool &Pool) const;
  bool sameProperty(ExprPool &Pool, const State &Other) const;

  /// Whether this and \p Other know opposite things of how the function was
  /// entered, have interrupts as then, and are otherwise the same.
  bool differsByEntryAlone(ExprPool &Pool, const State &Other) const;

  /// Merges \p Other, of the same property, into this. \p JoinId tells the
  /// place of the merge. Returns whether this state changed.
  bool join(ExprPool &Pool, const State &Other, uint64_t JoinId);

  /// The truth of the state of interrupts, as far as the path knows it.
  Tri isOn(ExprPool &Pool) const { return Path.truth(Pool, Irq.Now); }

private:
  bool joinMarks(const State &Other);
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_STATE_H
