//===- SourceTree.h - what a tree says for a mail -----*- C++ -*- ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_SOURCETREE_H
#define PVLINT_OUTPUT_SOURCETREE_H

#include "ir/SourceRoot.h"
#include "report/Mail.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <functional>
#include <memory>

namespace pvlint::output {

/// Asks the tree about its files. What is not there is left out: without git
/// there is no "Fixes:" to suggest, without scripts/get_maintainer.pl nobody to
/// send to.
class SourceTree {
public:
  /// The text of a source as it was analysed; null if it is there no more.
  using Analysed =
      std::function<std::unique_ptr<llvm::MemoryBuffer>(llvm::StringRef)>;

  /// \p Source is for the lines that mails quote.
  explicit SourceTree(const flow::SourceRoot &Root, Analysed Source = {});

  /// What a mail about \p R says of the tree.
  report::MailFacts factsOf(const report::Result &R);
  /// The contents of a file, as places name it and as it was analysed.
  std::string analysed(llvm::StringRef File) const;
  /// The author of patches; empty if not known.
  std::string author() const;
  /// Of the subject of a patch to \p File, or to a folder: "net: niu".
  std::string prefix(llvm::StringRef File);

private:
  const flow::SourceRoot All;
  const std::string Root; ///< its folder
  const Analysed Source;
  std::string Author;
  bool HasGit = false;
  llvm::StringMap<std::string> Prefixes, People, Texts, Quoted;

  std::string line(const report::Place &At);
  /// Of a step "with 'x' nonzero" where x is a parameter of the module.
  std::string remark(const report::Step &S);
  const std::string &text(llvm::StringRef File);
  std::string read(llvm::StringRef File) const;
  std::string kernel() const;
  std::string makefileOf(llvm::StringRef File) const;
  std::string configuration(llvm::StringRef File);
  void addPeople(llvm::StringRef File, report::MailFacts &Facts);
  std::string maintainersOf(llvm::StringRef File) const;
  std::string lastChange(llvm::StringRef File, unsigned Line) const;
  std::string inRoot(llvm::StringRef File) const;
  std::string run(llvm::StringRef Program,
                  llvm::ArrayRef<llvm::StringRef> Args) const;
  std::string git(llvm::ArrayRef<llvm::StringRef> Args) const;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_SOURCETREE_H
