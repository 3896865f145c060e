//===- Summary.h - what a function does to its caller -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A summary is polymorphic in the state at entry: it speaks of Entry, of
// parameters and of initial contents of memory, and is instantiated at each
// call by substituting what the caller knows. One row for each way to return
// that the caller must tell apart, so that trylocks and error returns split.
//
// Example: of
//
//     bool lock_if_alive(struct dev *d, unsigned long *flags)
//     {
//             spin_lock_irqsave(&d->lock, *flags);
//             if (!d->dead)
//                     return true;
//             spin_unlock_irqrestore(&d->lock, *flags);
//             return false;
//     }
//
// the rows are: returns 1, interrupts off in a section with a word that is at
// *arg1, where d->dead is 0; returns 0, interrupts as at entry, where d->dead
// is not 0. A caller that tests the result has one state behind each branch.
//
// What the function does wrong only if its caller is in a certain state is an
// obligation: it is told at the call, by the caller's state, or goes up with
// the caller's own summary.
//
// Limits: Simulator::MaxRows rows; of more, one that says little is made.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SUMMARY_H
#define PVLINT_ENGINE_SUMMARY_H

#include "engine/State.h"

namespace pvlint::solve {

/// One way to return.
struct Row {
  Facts When; ///< about values the caller knows
  const Expr *Return = nullptr;
  Fact ReturnIs; ///< what is known of Return when it is not a caller's value
  const Expr *Irq = nullptr; ///< state at return
  const Event *IrqEvent = nullptr;
  /// Irq is off: what turned them off when they were as the caller had them.
  const Event *Disabled = nullptr;
  /// Turned interrupts off and on again; Irq is Entry, which a caller with
  /// interrupts off must read as on.
  const Event *Paired = nullptr;
  /// Irq is off: in a section that began here (IrqEvent), and its word.
  bool InSection = false;
  /// Irq is on: what turned them on, see State.
  const Event *EnabledCaller = nullptr;
  const Expr *SectionWord = nullptr;
  bool WordIsOut = false;  ///< in memory that the caller does not see
  CountedSections Counted; ///< that it leaves open, or that it ended
  FirstSleep Sleep;
  llvm::SmallVector<const Expr *, 1> Restored; ///< words the caller supplied
  struct Write {
    const Cell *To;
    const Expr *Value;
    Fact Is; ///< what is known of Value when it is not a caller's value
    friend bool operator==(const Write &, const Write &) = default;
  };
  std::vector<Write> Writes;
};

/// Something inside the function that only its caller can judge.
struct Obligation {
  enum Kind : uint8_t {
    RestoreWord, ///< restores Value, a word that the caller supplied, while the
                 ///< state is Irq
    EntryOff,    ///< is wrong if the function is entered with interrupts off:
                 ///< observation Index
    EnterOn,     ///< likewise: the pair of observation Index
    OpensEntry,  ///< turns on what the caller may have off for what it is, an
                 ///< interrupt handler say: observation Index
    SleepsEntry, ///< likewise, by a sleep: observation Index
    MustBeOn,    ///< likewise: requirement Index
    MustBeOff,   ///< is wrong if entered with interrupts on: requirement Index
    LeftOff,     ///< is wrong if entered with interrupts on: exit Index
    OpensIfOn,   ///< likewise: observation Index of a counted section
    ReadBits,    ///< looks at Value, which is computed from the caller's values
    Happens,     ///< does something wrong if called so that When holds: the
                 ///< observations of condition Index
    SlotTooSoon, ///< saves a word to the memory at Value before it takes the
                 ///< lock at Irq: wrong if others can take that lock and write
                 ///< there too
  };
  Kind K = RestoreWord;
  Facts When;
  const Expr *Value = nullptr;
  const Expr *Irq = nullptr;
  const Event *IrqEvent = nullptr;
  const Event *At = nullptr; ///< where, seen from this function
  bool Guess = false;        ///< EntryOff: depends on gfp flags not known yet
  bool Full = false;         ///< RestoreWord: writes the whole register
  bool Guarded = false;      ///< RestoreWord: on some paths only
  unsigned Family = 0;       ///< RestoreWord: of the restore
  /// EntryOff to OpensIfOn: observation; Happens: condition; ReadBits:
  /// ReadKind.
  unsigned Index = 0;
  /// Whether that takes a null pointer as an argument. A function that is
  /// registered together with an object, `smp_call_function(f, d, 1)`, is
  /// called with it; those that call it by name may pass none.
  bool takesNull() const;
};

/// A word that was restored, and lies in memory that the caller sees since: it
/// matters to one that keeps a word of its own there, and to no other.
struct LeftBehind {
  const Cell *In;
  const Expr *Word;
};

struct Summary {
  std::vector<Row> Rows;
  std::vector<Obligation> Obligations;
  std::vector<LeftBehind> Left; ///< on some path, one for each cell
  /// Some call in the program was judged with this summary.
  bool HasCaller = false;
  /// Some way to return leaves interrupts in doubt: which way that is must be
  /// told apart.
  bool HasOddExit = false;
  /// Some path turns on what the caller had turned off, and off again: its row
  /// says that nothing changes.
  bool Reopens = false;
  bool GivenUp = false; ///< too large: taken as neutral
  bool Merged = false;  ///< paths were merged by force, something was lost
  /// Interrupts, words and memory are as before, on every path.
  bool isNeutral(ExprPool &Pool) const;
  /// Not neutral, and not for sleeping or pairs alone.
  bool actsOnInterrupts(ExprPool &Pool) const;
  /// Whether a word is left behind in a variable of the program or a field that
  /// is called \p Name.
  bool leavesBehindIn(llvm::StringRef Name) const;
  /// Nothing that a caller can tell apart, events aside.
  bool sameEffect(const Summary &Other) const;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SUMMARY_H
