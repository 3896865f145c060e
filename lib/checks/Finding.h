//===- Finding.h - what a user is told --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_FINDING_H
#define PVLINT_CHECKS_FINDING_H

#include "checks/Shape.h"
#include "ir/Program.h"
#include <string>
#include <vector>

namespace pvlint::checks {

/// How sure a finding is. Levels are promises; docs/levels.md.
enum class Level : uint8_t {
  Error,   ///< the report shows a run that breaks
  Warning, ///< breaks if code in other files does something ordinary
  Audit,   ///< worth a look, silent by default
};

/// What suppresses a finding.
enum class Suppression : uint8_t {
  None,
  Comment, ///< `pvlint: ok(CHECK) REASON`
  Rule,    ///< of a .pvlint.yaml
};

/// What interrupts are after a step, as far as the step itself tells.
enum class IrqsThen : uint8_t {
  Unsaid,  ///< unchanged
  Callers, ///< whatever the caller of the function had
  Disabled,
  Enabled,
};

/// Where a note stands to the finding in the run.
enum class NoteRole : uint8_t {
  Before,    ///< it leads there
  Behind,    ///< it follows, or happens inside of the call that is the finding
  Elsewhere, ///< the same mistake, in another run
};

/// What happens at a step, for those who do more with it than print it.
enum class StepKind : uint8_t {
  Other,
  Begins,  ///< a section, perhaps by taking a lock
  Enables, ///< interrupts
  Sleeps,
  Entered, ///< a function, with interrupts known to be disabled or enabled
  Prints,  ///< a line of the kernel's log; see Symptom
};

struct Note {
  flow::Location Loc;
  std::string Text;
  IrqsThen After = IrqsThen::Unsaid;
  NoteRole Role = NoteRole::Before;
  StepKind Kind = StepKind::Other;
  std::string By = {}; ///< who does it, "msleep()", or which option prints it
};

/// Replaces [Begin, End) by Text; inserts when both are equal.
struct Edit {
  flow::Location Begin, End;
  std::string Text;
  /// Text is a statement before another one, which must be in a block: it
  /// cannot be the whole body of an `if`.
  bool NeedsBlock = false;
  /// The text that must be there, if that is not certain; else empty.
  std::string Was = {};
  /// A variable that Text declares before the first statement of a function:
  /// its name must not be in use there.
  std::string Declares = {};
};

/// Begins the note about another finding of the same cause.
inline constexpr llvm::StringLiteral AlsoHere = "also here: ";

struct Finding {
  std::string Check;
  Shape What = Shape::None;
  Level Severity = Level::Warning;
  flow::Location Loc;
  std::string Message;
  std::string Function; ///< where it is
  /// What identifies it, besides its check and file: functions and calls of the
  /// witness, without lines. Set by identify().
  std::string Identity;
  std::vector<Note> Notes;           ///< the witness, in the order of the run
  IrqsThen After = IrqsThen::Unsaid; ///< of Loc itself
  std::string By = {};               ///< what sleeps at Loc, "msleep()"
  std::vector<Edit> Fix;             ///< all or none of them
  /// Whether and why it is suppressed.
  Suppression Suppressed = Suppression::None;
  std::string Reason;
  /// It is about a suppression comment that does nothing and can be deleted.
  bool IsUnneeded = false;

  bool isSuppressed() const { return Suppressed != Suppression::None; }
};

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_FINDING_H
