//===- Result.h - findings as reports have them -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_RESULT_H
#define PVLINT_REPORT_RESULT_H

#include "checks/Finding.h"
#include "engine/LineStates.h"
#include "ir/SourceRoot.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <functional>
#include <memory>
#include <optional>

namespace pvlint::report {

struct Place {
  std::string Path;           ///< relative to the tree, or absolute outside it
  uint32_t Line = 0, Col = 0; ///< from 1; 0: not known

  friend bool operator==(const Place &, const Place &) = default;
  friend auto operator<=>(const Place &, const Place &) = default;
};

struct Step {
  Place At;
  std::string Text;
  checks::IrqsThen After = checks::IrqsThen::Unsaid;
  checks::NoteRole Role = checks::NoteRole::Before;
  checks::StepKind Kind = checks::StepKind::Other;
  std::string By = {};
};

/// Replaces the text from Begin up to End, which is behind it.
struct Replacement {
  Place Begin;
  uint32_t EndLine = 0, EndCol = 0;
  std::string Text;
};

/// A finding that no longer needs the unit or the program it was found in.
struct Result {
  std::string Check;
  checks::Shape What = checks::Shape::None;
  checks::Level Severity = checks::Level::Warning;
  Place At;
  std::string Function;
  std::string Message;
  std::vector<Step> Steps; ///< the witness, in the order of the run
  checks::IrqsThen After = checks::IrqsThen::Unsaid; ///< of At itself
  std::string By;                                    ///< what sleeps there
  std::vector<Replacement> Fix;                      ///< all or none of them
  /// What the finding is, without lines and wording. Equal for findings that
  /// only differ in their places.
  std::string Identity;
  std::string Fingerprint; ///< 32 hexadecimal digits; see Fingerprints
  /// The fingerprint of the first finding of its report; see Cause.h.
  std::string Cause;
  /// Whether it is in the baseline; unset where there is none.
  std::optional<bool> IsKnown;
  checks::Suppression Suppressed = checks::Suppression::None;
  std::string Reason;      ///< why it is suppressed
  bool IsUnneeded = false; ///< it is about a comment that can be deleted

  bool isKnown() const { return IsKnown.value_or(false); }
};

/// The same, with places by \p Where. Fix-its that need the source text to know
/// whether they fit are left out.
Result makeResult(const checks::Finding &F,
                  llvm::function_ref<Place(flow::Location)> Where);

/// Gives findings names that stay when lines shift and functions move within a
/// file. They depend on the check, the file, the function and the calls of the
/// witness. Findings that are equal in all of that are numbered as they come.
class Fingerprints {
public:
  void name(Result &R);

private:
  llvm::StringMap<unsigned> Count;
};

/// What interrupts are on the lines of a function that a finding leads through.
struct StateBar {
  std::string Path; ///< as places have it
  std::string Function;
  std::vector<solve::LineState> Lines;
};

/// What was found, and what it was found in.
struct Results {
  std::vector<Result> Findings;
  /// Files that could not be analysed, with the first error in one line.
  std::vector<std::pair<std::string, std::string>> Failed;
  uint64_t Units = 0;
  uint64_t Hidden = 0; ///< findings below the level shown
  /// Findings of the level shown that are suppressed; the forms that have a
  /// place for such carry them.
  std::vector<Result> Suppressed;
  std::string Version;   ///< of pvlint
  flow::SourceRoot Root; ///< which places are named from
  /// Whether \p Text is what was analysed of the source \p Name. Null where
  /// nobody knows: what is there now is believed.
  std::function<bool(llvm::StringRef Name, llvm::StringRef Text)> WasAnalysed;
  /// Sources that were given as text, whatever is on disk.
  llvm::StringMap<std::string> Given;
  /// What printCensusJson() says of all sites of the program; empty for none.
  std::string Census;
  /// Of the functions of all findings, where somebody asked for them.
  std::vector<StateBar> States;

  uint64_t count(checks::Level L) const;
  /// The text of a source. Null if it cannot be read, or is not what was
  /// analysed: then no line of it may be quoted or measured.
  std::unique_ptr<llvm::MemoryBuffer> source(llvm::StringRef Name) const;
  /// Whether a source can be read, and is not what was analysed.
  bool hasChanged(llvm::StringRef Name) const;
};

llvm::StringRef levelName(checks::Level L);

/// "disabled", "enabled", "caller's"; empty for Unsaid.
llvm::StringRef irqsName(checks::IrqsThen I);

/// "begins", "sleeps", …; empty for Other.
llvm::StringRef kindName(checks::StepKind K);

} // namespace pvlint::report

#endif // PVLINT_REPORT_RESULT_H
