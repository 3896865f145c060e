//===- Rules.h - .pvlint.yaml: what a project wants to be told --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_RULES_RULES_H
#define PVLINT_RULES_RULES_H

#include "checks/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace pvlint::rules {

/// Globs that were looked at when they were read, as text: GlobPattern refers
/// to it.
using Globs = std::vector<std::string>;
/// Whether one of \p List matches, or there is none in it.
bool matchesAny(const Globs &List, llvm::StringRef Text);

/// Globs of which the last that matches decides; those that start with '-'
/// leave out. A list that starts with one of these starts from everything.
class GlobList {
public:
  /// Adds \p Glob. An error if it is none, or matches no check.
  llvm::Error addCheck(llvm::StringRef Glob);

  bool empty() const { return Items.empty(); }
  /// As it was written, with commas.
  std::string text() const;
  bool allows(llvm::StringRef Name, bool Before = true) const;

private:
  struct Item {
    bool Allow;
    std::string Glob;
  };
  std::vector<Item> Items;
};

struct RuleUse;

/// The rules of one .pvlint.yaml; docs/suppression.md has its keys.
class Rules {
public:
  static constexpr llvm::StringLiteral FileName = ".pvlint.yaml";

  /// Reads the nearest file in \p Folder or above it. Without one there are no
  /// rules. An error has a line for each thing that is wrong, with its place.
  static llvm::Expected<Rules> find(llvm::StringRef Folder);
  static llvm::Expected<Rules> read(llvm::StringRef File);

  /// Absolute paths.
  const std::vector<std::string> &contractFiles() const { return Contracts; }

  /// Drops findings that nobody wants to see, and marks those that are
  /// suppressed. \p Path gives the absolute path of a flow::Location::File.
  /// Which suppressions were about something goes to \p Use.
  void apply(std::vector<checks::Finding> &Findings,
             llvm::function_ref<std::string(uint32_t File)> Path,
             RuleUse *Use = nullptr) const;

private:
  friend class RulesReader;
  friend struct RuleUse;
  friend class UnusedRules;

  struct Suppressed {
    GlobList Checks;
    Globs Functions; ///< none: all
    std::string Reason;
    unsigned Line = 0, Col = 0;
  };
  struct Rule {
    Globs Paths; ///< none: all
    GlobList Checks;
    std::optional<checks::Level> Least;
    std::vector<Suppressed> Suppress;
  };

  std::string File;   ///< absolute
  std::string Folder; ///< paths are relative to it
  std::vector<std::string> Contracts;
  std::vector<Rule> All;

  bool hasSuppressions() const;
  /// \p Path as globs see it.
  llvm::StringRef relative(llvm::StringRef Path) const;
};

} // namespace pvlint::rules

#endif // PVLINT_RULES_RULES_H
