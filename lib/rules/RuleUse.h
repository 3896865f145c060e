//===- RuleUse.h - rules that suppress nothing -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A suppression of a .pvlint.yaml that is about nothing any more hides the next
// bug in its place, as a comment does that is left over. Unlike a comment it is
// for many files, so that is known only when all of these were analysed.
//
// Limits: a rule for headers alone is never called unused, and one of which a
// file is not part of this configuration is not either.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_RULES_RULEUSE_H
#define PVLINT_RULES_RULEUSE_H

#include "rules/Rules.h"
#include "rules/Scope.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace pvlint::rules {

/// What the suppressions of one .pvlint.yaml were good for in one unit or
/// program.
struct RuleUse {
  std::string File;       ///< absolute; empty when there are no suppressions
  std::vector<char> Used; ///< in the order of the file

  RuleUse() = default;
  explicit RuleUse(const Rules &R);
  explicit operator bool() const { return !File.empty(); }

  /// \p Function, in the file \p Path, does what is not all in sight: what is
  /// for it may be of use to those who see more.
  void mayBeUsed(const Rules &R, llvm::StringRef Path,
                 llvm::StringRef Function);
};

/// Collects what was analysed, and tells which suppressions were for nothing.
class UnusedRules {
public:
  /// Of a program, whose rules are those of one file, or of units, each of
  /// which has the nearest one.
  explicit UnusedRules(Scope Analysed) : Analysed(Analysed) {}

  void add(const RuleUse &Use);
  /// Absolute, without links.
  void analysed(llvm::StringRef Path) { Done.insert(Path); }

  /// Those whose suppressions were heard of.
  std::vector<std::string> files() const;

  /// In order of place; a flow::Location::File is an index into \p Files, to
  /// which the paths of .pvlint.yaml are added. Reads the tree's folders.
  std::vector<checks::Finding> take(std::vector<std::string> &Files) const;

private:
  const Scope Analysed;
  std::map<std::string, std::vector<char>> Used; ///< by file
  llvm::StringSet<> Done;                        ///< files
};

} // namespace pvlint::rules

#endif // PVLINT_RULES_RULEUSE_H
