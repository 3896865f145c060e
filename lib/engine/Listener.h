//===- Listener.h - who hears of a simulation -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The simulator moves states and says what happens; whoever wants to know
// something listens. Judges, the census, the record of calls, an editor's
// question and the dump of states are all listeners, and none of them can
// change a state: they are shown `const State &`. What a listener leaves behind
// for callers goes into the summary, as an obligation, when the function is
// done.
//
// Example: of
//
//     spin_lock_irqsave(&l, f);  …  local_irq_enable();  …  restore(f)
//
// a listener hears stores() of the word, enables() of the enable, and
// restores() with the state in which that happens.
//
// Things are told in the order of the path, each in the state before it unless
// it says otherwise, for
// every state that reaches it: a loop that is simulated three times is heard
// three times.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_LISTENER_H
#define PVLINT_ENGINE_LISTENER_H

#include "engine/Scene.h"
#include "engine/Summary.h"
#include "engine/Words.h"

namespace pvlint::solve {

class Substitution;

/// How the outcome of something depends on a value.
enum class ReadKind : uint8_t { Branch, Switch, Print, Index, Store, Call };

/// A value is looked at.
struct Reading {
  ReadKind K = ReadKind::Branch;
  const Expr *Value = nullptr;
  flow::Range Loc;
  const flow::Op *At = nullptr;        ///< null for a terminator
  const flow::Operand *From = nullptr; ///< that is Value
  const Cell *To = nullptr;            ///< Store
};

/// A word is restored.
struct Restoring {
  const Expr *Word = nullptr;
  const Event *At = nullptr;
  const flow::Primitive *By = nullptr;
  /// The operand that is the word; null when it lies in memory.
  const flow::Operand *From = nullptr;
  /// Whether it is a word that was saved; of no meaning for an uninitialised
  /// variable.
  WordMatch Match;
};

/// A word that was the only way back to interrupts on is overwritten.
struct Overwriting {
  const Event *Save = nullptr; ///< the second save
  const Event *Lost = nullptr; ///< the first
  std::string Variable;
};

class Listener {
public:
  virtual ~Listener() = default;

  // Only in Pass::Watch, when nothing changes any more:

  /// \p O is about to run.
  virtual void before(const flow::Op &O, const State &S) {}
  /// One of the states that the call \p O leaves behind.
  virtual void after(const flow::Op &O, const State &S) {}

  // Calls, before they are made:

  /// \p O calls what has the entry \p P, which may require a state.
  virtual void enters(const flow::Op &O, const flow::Primitive &P,
                      const State &S) {}
  /// \p O calls a function of the program, or (\p IsIndirect) what is at the
  /// place \p Callee.
  virtual void calls(const flow::Op &O, llvm::StringRef Callee, bool IsIndirect,
                     const State &S) {}
  /// \p O calls by name what takes a lock; only in Pass::Locks.
  virtual void takesLock(const flow::Op &O, const State &S,
                         llvm::ArrayRef<const Expr *> Args) {}

  // Calls, when they have been made; \p S is the state before:

  /// \p Callee was applied. \p Subst turns its values into those of \p S.
  virtual void called(const flow::Op &O, const Summary &Callee, const State &S,
                      Substitution &Subst) {}
  /// The same of the body of a function that is believed to do what its
  /// declaration \p P says.
  virtual void calledDeclared(const flow::Op &O, const flow::Primitive &P,
                              const Summary &Body, const State &S,
                              Substitution &Subst) {}

  // What happens to interrupts and words:

  /// The effects of \p P are about to be applied; a save has been.
  virtual void acts(const flow::Op &O, const flow::Primitive &P,
                    const State &S) {}
  /// \p O asks \p Word for the state that it stands for.
  virtual void tests(const flow::Op &O, const flow::Primitive &P,
                     const Expr *Word, const State &S) {}
  virtual void restores(const Restoring &R, const State &S) {}
  /// The saved word \p Word has been restored.
  virtual void spent(const Expr *Word) {}
  /// \p At turns interrupts on, whatever they are in \p S.
  virtual void enables(const Event *At, const State &S) {}
  /// \p At sleeps for certain, whatever interrupts are in \p S, if the path
  /// knows \p When.
  virtual void sleeps(const Event *At, const State &S, const Facts &When) {}
  /// \p At makes interrupts \p Then, which may be on, where they are off and a
  /// counted section is open in \p S.
  virtual void breaksCounted(const Event *At, const Expr *Then,
                             const State &S) {}
  /// \p At ends the innermost counted section of \p S; with none open, one of
  /// the caller's. \p IsAgain: \p S has ended one of its own by the same call
  /// already, so that it is believed to end none.
  virtual void endsCounted(const Event *At, bool IsAgain, const State &S) {}
  /// \p At turns interrupts on to end a section that S.Irq.Nested.Early has
  /// ended already.
  virtual void endsLate(const Event *At, const State &S) {}
  /// The open section of \p S is closed.
  virtual void endsSection(const State &S) {}
  virtual void stores(const Cell *To, const Expr *V, const State &S) {}
  /// Told when the section is forgotten already.
  virtual void overwrites(const Overwriting &O, const State &S) {}
  virtual void reads(const Reading &R, const State &S) {}
  /// \p At is `word & Mask`.
  virtual void masks(const Expr *Word, uint64_t Mask, const flow::Op &At,
                     const State &S) {}

  // The end:

  /// The function returns R.Return; \p R is the row before callers are spared
  /// what they can do nothing about.
  virtual void returns(const Row &R, const flow::Range &At, const State &S) {}
  /// All paths have been simulated. \p Merged: some by force, or a count, so
  /// that something was lost.
  virtual void settled(bool Merged) {}
  /// The summary is made, and listeners add what they leave to callers.
  virtual void summarised(Summary &Out) {}
  /// Whether the function is wanted once more, in Pass::Locks.
  virtual bool wantsLocks() const { return false; }
};

/// Who is asked for listeners.
class Audience {
public:
  virtual ~Audience() = default;
  /// Those of one simulation; null when nobody is interested.
  virtual std::unique_ptr<Listener> listen(const Scene &Sc) = 0;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_LISTENER_H
