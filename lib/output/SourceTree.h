//===- SourceTree.h - what the tree of the sources says ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who gets a patch and what it is called is asked of the tree: its git, and
// scripts/get_maintainer.pl. What is not there is left out: a tree without git
// has no "Fixes:" to suggest, one without the script names nobody.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_SOURCETREE_H
#define PVLINT_OUTPUT_SOURCETREE_H

#include "report/Mail.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::output {

/// Asks the tree about its files.
class SourceTree {
public:
  explicit SourceTree(llvm::StringRef Root);

  std::string author() const;
  std::string kernel() const;
  std::string configuration() const;
  /// Of the subject of a patch to \p File, or to a folder: "net: niu".
  std::string prefix(llvm::StringRef File);
  void addPeople(llvm::StringRef File, report::MailFacts &Facts);
  std::string lastChange(llvm::StringRef File, unsigned Line) const;
  /// Empty if it cannot be read.
  std::string read(llvm::StringRef File) const;

private:
  std::string Root;
  bool HasGit = false;
  llvm::StringMap<std::string> Prefixes, People;

  std::string inRoot(llvm::StringRef File) const;
  /// Empty if it fails.
  std::string run(llvm::StringRef Program,
                  llvm::ArrayRef<llvm::StringRef> Args) const;
  std::string git(llvm::ArrayRef<llvm::StringRef> Args) const;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_SOURCETREE_H
