//===- Shape.h - what kind of mistake a finding is --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check reports mistakes of several shapes: flags may be restored with
// interrupts enabled by an unlock, or by a sleep. The shape decides what else
// is said of a finding than its message: the subject of a mail, what comes of
// it at run time, and what is still open. Whoever needs to know asks the shape,
// never the wording of the message, which is free to change.
//
// Example: a sleep inside of an irqsave section is a finding of
// pvops-restore-disables, as the kernel warns at the restore, and of the shape
// `restored-slept`: its mail is about a sleep.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_SHAPE_H
#define PVLINT_CHECKS_SHAPE_H

#include "llvm/ADT/StringRef.h"

namespace pvlint::checks {

/// In the order of the table in Shape.cpp.
enum class Shape : uint8_t {
  None, ///< about a comment or a rule, not about code
  AnnotationBroken,
  CountedEnabled,
  CountedSlept,
  CountedRestored,
  CountedUnbalanced,
  FlagsOverwritten,
  FlagsCut,
  FlagsCutElsewhere,
  SavedToShared,
  RestoredTwice,
  RestoredWrong,
  IfWrong,
  HardwareFlag,
  RestoredEnabled,
  RestoredSlept,
  RestoredLate,
  RestoredNothing,
  BitsPrinted,
  BitsRead,
  SleptInSection,
  SleptInContext,
  EnabledForCaller,
  EnabledInContext,
  EnabledInSection,
  UnlockEnables,
  CalledDisabled,
  CalledEnabled,
  ReturnedDisabled,
  FlagsLost,
  FlagsDropped,
};

/// What comes of a mistake; report/Effect.h says it, with places.
enum class Effect : uint8_t {
  Said,          ///< the message has said it all
  Enables,       ///< code runs with interrupts enabled
  Sleeps,        ///< other tasks run in the middle of a section
  StaysDisabled, ///< the CPU takes no interrupts
  WrongOutput,   ///< only what is printed is wrong
  WrongInGuest,  ///< works but in a Xen PV guest
  WrongElsewhere ///< works but on other architectures
};

/// What a finding that is not proven still depends on.
enum class Open : uint8_t {
  Code,           ///< other code that was not analysed
  DisabledCaller, ///< a caller with interrupts disabled
  EnabledCaller,  ///< a caller with interrupts enabled
  Path,           ///< that the path is taken
  Architecture,   ///< another architecture
};

struct ShapeFacts {
  Shape Is;
  llvm::StringLiteral Name;  ///< in files, for ever
  llvm::StringLiteral Patch; ///< what a patch does, "{}" being the function
  llvm::StringLiteral Bug;   ///< what is wrong at the place of the report
  Effect Then;
  Open Needs;
};

const ShapeFacts &factsOf(Shape S);

/// What the kernel prints at run time, and the option that makes it do so, or
/// who prints it without one.
struct Symptom {
  llvm::StringLiteral Option, Line;
};
inline constexpr Symptom RestoreWarns = {
    "CONFIG_DEBUG_IRQFLAGS",
    "raw_local_irq_restore() called with IRQs enabled"};
inline constexpr Symptom SleepWarns = {
    "CONFIG_DEBUG_ATOMIC_SLEEP",
    "BUG: sleeping function called from invalid context"};
/// Of a sleep without might_sleep(), where preemption is disabled.
inline constexpr Symptom ScheduleWarns = {"the scheduler",
                                          "BUG: scheduling while atomic"};

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_SHAPE_H
