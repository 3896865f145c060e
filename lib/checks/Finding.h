//===- Finding.h - what a user is told --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_FINDING_H
#define PVLINT_CHECKS_FINDING_H

#include "ir/Program.h"
#include <string>
#include <vector>

namespace pvlint::checks {

/// How sure a finding is. Levels are promises; docs/levels.md.
enum class Level : uint8_t {
  Error,   ///< the report shows a run that breaks
  Warning, ///< breaks unless callers that are not in sight behave
  Audit,   ///< worth a look, silent by default
};

/// Where it says that a finding is not one to act on.
enum class Suppression : uint8_t {
  None,
  Comment, ///< `pvlint: ok(CHECK) REASON`
  Rule,    ///< of a .pvlint.yaml
};

/// What interrupts are after a step, as far as the step itself tells.
enum class IrqsThen : uint8_t {
  Unsaid,  ///< as before it
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

struct Note {
  flow::Location Loc;
  std::string Text;
  IrqsThen After = IrqsThen::Unsaid;
  NoteRole Role = NoteRole::Before;
};

/// Replaces [Begin, End) by Text; inserts when both are equal.
struct Edit {
  flow::Location Begin, End;
  std::string Text;
  /// Text is a statement before another: only right where that one stands in
  /// a block of its own, not as the sole body of an `if`.
  bool NeedsBlock = false;
  /// What has to stand there, if that is not certain; else empty.
  std::string Was = {};
  /// A variable that Text declares, before the first statement of a function:
  /// only right where that names nothing else so far.
  std::string Declares = {};
};

/// What another finding of the same cause is told with, as a note.
inline constexpr llvm::StringLiteral AlsoHere = "also here: ";

struct Finding {
  std::string Check;
  Level Severity = Level::Warning;
  flow::Location Loc;
  std::string Message;
  std::string Function; ///< where it is
  /// What tells it from others, but for its check and file: functions and calls
  /// of the witness, without lines. Set by identify().
  std::string Identity;
  std::vector<Note> Notes;           ///< the witness, in the order of the run
  IrqsThen After = IrqsThen::Unsaid; ///< of Loc itself
  std::vector<Edit> Fix;             ///< all or none of them
  /// Somebody has looked at it and says so, and why.
  Suppression Suppressed = Suppression::None;
  std::string Reason;
  /// It is about a comment that does nothing and can go.
  bool IsUnneeded = false;

  bool isSuppressed() const { return Suppressed != Suppression::None; }
};

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_FINDING_H
