//===- IrqState.h - the interrupt state, and how it came about --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state itself is one expression: 1 for on, 0 for off, Entry for "as the
// caller had it", the state of a caller's word, or unknown. Beside it stand
// the counted sections (Counted.h), and five stories that a path can be in the
// middle of, since what an operation means depends on them:
//
//   section    local_irq_save(f);  …  local_irq_restore(f);
//              Interrupts are off because this function turned them off, and
//              a word may say what they were. Left open, it is a mistake.
//   pair       local_irq_disable();  …  local_irq_enable();
//              Turned off without saving what they were: whoever turns them on
//              again believes that they were on at entry.
//   reopening  local_irq_enable();  …  local_irq_disable();
//              The other way round: the caller had them off, and gets them back
//              off.
//   dropped    local_irq_save(f);  …  local_irq_enable();
//   word       Closed without a look at the word. Restored later, nothing is
//              wrong; at the end, a caller that had them off has them on.
//
//   nested     spin_lock_irq(a);  spin_lock_irq(b);  …  spin_unlock_irq(b);
//   end        The end of what is inside a section that saved nothing turns
//              interrupts on, and the rest of the section runs so. Whoever then
//              turns them on again had meant them to be off until there.
//
// How operations move the stories ("-" leaves a story as it is):
//
//   operation              section      pair              reopening
//   disable, was entry     begins       Disabled          nothing open
//   disable, was on        begins       Disabled, if on   Reclosed, if Opened;
//                          unless       by Pair.Closed    no EnabledCaller
//                          reopened
//   disable, was off       -            -                 -
//   save + disable         begins,      nothing           no Reclosed,
//                          with word                      no EnabledCaller
//   enable, was entry      -            Closed if         Opened,
//                                       Disabled          EnabledCaller
//   enable, was off        ends         Closed if         EnabledCaller, if no
//                                       Disabled          section was open
//   restore of on, entry   ends         nothing           no EnabledCaller
//   restore of off         -            nothing           -
//   certain sleep          ends         -                 no EnabledCaller
//
// Limits: one section at a time. A section inside another changes nothing,
// since interrupts are off already.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_IRQSTATE_H
#define PVLINT_ENGINE_IRQSTATE_H

#include "engine/Counted.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace pvlint::solve {

/// A save over the word of the section that is open.
struct Resave {
  const Event *First = nullptr, *Second = nullptr;
  std::string Variable;
};

/// A stretch with interrupts off that began in this function.
struct OffSection {
  /// What turned them off where they were on or as the caller had them. Null
  /// when no section is open, and when that is not certain.
  const Event *Begin = nullptr;
  const Expr *Word = nullptr; ///< says what they were, if that was saved
  /// Word is kept where others than this function's variables find it.
  bool WordIsOut = false;
  const Cell *Holder = nullptr; ///< the first cell that held Word
  /// Whether it was opened depends on memory: see Simulator::compareSections.
  bool ByMemory = false;
  /// Word was overwritten. Outlives the section, which is not closed by it.
  const Resave *Second = nullptr;

  explicit operator bool() const { return Begin != nullptr; }
  /// What it still needs to be closed: nothing is open, no word, a word that
  /// others can find, one that only this path has.
  enum class Needs : uint8_t { Nothing, NoWord, WordOutside, Word };
  Needs needs() const {
    return !Begin      ? Needs::Nothing
           : !Word     ? Needs::NoWord
           : WordIsOut ? Needs::WordOutside
                       : Needs::Word;
  }
  /// Nothing is open any more, and nothing is told of it.
  void forget() { *this = {}; }
};

/// A disable that saved nothing, and its enable.
struct DisablePair {
  /// What turned interrupts off when they were as the caller had them.
  const Event *Disabled = nullptr;
  /// The last time that such a pair was closed. It left the state as a caller
  /// with interrupts on had it.
  const Event *Closed = nullptr;
  /// The first such disable on this path, closed or not.
  const Event *Began = nullptr;
};

/// An enable of what the caller had disabled, and its disable.
struct Reopening {
  const Event *Opened = nullptr;
  const Event *Reclosed = nullptr;
  /// Turned on where they were as the caller had them, with no section open.
  const Event *EnabledCaller = nullptr;
};

/// A section whose word says what the caller had, and that was closed by
/// turning interrupts on whatever it says. The word may still be restored
/// later.
struct DroppedWord {
  const Event *Begin = nullptr;   ///< of the section
  const Event *Enabled = nullptr; ///< what closed it
  const Expr *Word = nullptr;
};

/// A section that saved nothing, ended by the end of what is inside of it.
struct NestedEnd {
  const Event *Outer = nullptr; ///< what began the section
  const Event *Inner = nullptr; ///< what disabled inside of it; null once ended
  const Event *Early = nullptr; ///< what turned interrupts on too early
};

struct IrqState {
  const Expr *Now = nullptr;
  /// What made Now so; null when it is as at entry.
  const Event *By = nullptr;
  OffSection Section;
  DisablePair Pair;
  Reopening Opening;
  DroppedWord Dropped;
  NestedEnd Nested;
  CountedSections Counted;

  bool isOff() const { return Now->isConst(0); }
  bool isOn() const { return Now->isConst(1); }
  /// What made Now so, and not the restore of flags that were saved in a
  /// section and say so: then it is what began the section. Null as for By.
  const Event *madeBy() const {
    return isOff() && By && Section && By->innermost()->K == Event::Restore
               ? Section.Begin
               : By;
  }

  /// Keeps what is true of both paths. Returns whether something was lost. Now
  /// and By are the caller's to join.
  bool joinStories(const IrqState &Other);

  /// Checks what the comments above promise.
  void assertValid() const;
  void dump(llvm::raw_ostream &OS) const;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_IRQSTATE_H
