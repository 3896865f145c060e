//===- HeaderSkipper.h - leave bodies in headers unparsed -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One unit's view of the table of known header functions. Asked before each
// body, it answers from macros alone: what a body means depends on its text, on
// the macros in it, and on declarations, which come from the same headers under
// the same command line.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_HEADERSKIPPER_H
#define PVLINT_FRONTEND_HEADERSKIPPER_H

#include "frontend/HeaderTable.h"
#include "ir/SourceRoot.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::frontend {

class HeaderSkipper {
public:
  HeaderSkipper(clang::CompilerInstance &CI, const HeaderTable::Impl &Table,
                const flow::SourceRoot &Root)
      : CI(CI), SM(CI.getSourceManager()), PP(CI.getPreprocessor()),
        Table(Table), Root(Root) {}

  /// The flow of \p F, whose body comes next, if it is known. The lexer is then
  /// before the closing brace where that is possible.
  const HeaderEntry *skip(const clang::FunctionDecl &F,
                          const flow::Contract &C);

  /// The body that the last unsuccessful skip() was about, parsed now and
  /// worth \p Entry, which enters the table in commit().
  void parsed(const clang::FunctionDecl &F, HeaderEntry &Entry);

  /// Moves what was parsed to \p Table: the table this was made for, locked for
  /// writing.
  void commit(HeaderTable::Impl &Table);

  /// A macro comes or goes.
  void changed(const clang::IdentifierInfo *Name) {
    if (Looked.contains(Name))
      Digests.clear();
  }

private:
  /// A function that has to be parsed.
  struct Pending {
    flow::Digest File;
    uint64_t Function;
    HeaderText Text; ///< without the identifiers
    std::vector<std::string> Identifiers;
    bool HasText = false; ///< it is not in the table yet
    flow::Digest Variant;
    HeaderEntry *Entry = nullptr;
  };

  clang::CompilerInstance &CI;
  const clang::SourceManager &SM;
  clang::Preprocessor &PP;
  const HeaderTable::Impl &Table;
  const flow::SourceRoot &Root;

  flow::Digest CommandLine;
  bool HasCommandLine = false;
  llvm::DenseMap<clang::FileID, flow::Digest> Files;
  /// This unit's identifiers by the number of their names in the table.
  std::vector<clang::IdentifierInfo *> Identifiers;
  llvm::DenseMap<const clang::MacroInfo *, flow::Digest> Definitions;
  /// Of macros with all they mention; forgotten when one of Looked changes.
  llvm::DenseMap<const clang::IdentifierInfo *, flow::Digest> Digests;
  llvm::DenseSet<const clang::IdentifierInfo *> Looked;

  llvm::DenseMap<const clang::FunctionDecl *, Pending> Parsing;
  std::vector<Pending> Done;

  void readCommandLine(const flow::Contract &C);
  const flow::Digest &file(clang::FileID File);
  clang::IdentifierInfo *identifier(const llvm::StringMapEntry<uint32_t> &Name);
  flow::Digest macro(const clang::IdentifierInfo *Name);
  const flow::Digest &definition(const clang::IdentifierInfo *Name,
                                 const clang::MacroInfo *Macro);
  bool isOnlyText(const clang::MacroInfo *Macro, unsigned Depth);
  flow::Digest variant(llvm::ArrayRef<clang::IdentifierInfo *> Mentioned);
  bool readText(const clang::FunctionDecl &F, clang::FileID File, Pending &P);
  void jump(const HeaderText &Text, clang::FileID File);
};

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_HEADERSKIPPER_H
