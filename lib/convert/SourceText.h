//===- SourceText.h - the text of a function, as it is changed --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analysis found is changed where it is written. The text of a
// function is read as tokens, and held against what Clang made of it: which
// tokens name which variable, and which are of code that this configuration
// leaves out.
//
// Limits: one file. A function whose braces are in a macro has no text.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_SOURCETEXT_H
#define PVLINT_CONVERT_SOURCETEXT_H

#include "convert/Section.h"
#include "extract/Locations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::convert {

/// A half-open piece of the file.
struct Piece {
  unsigned Begin = 0, End = 0;
};

/// `name(first, second)` as it is written.
struct CallText {
  Piece Name;
  std::vector<Piece> Args;
};

class SourceText {
public:
  SourceText(const clang::FunctionDecl &F, clang::ASTContext &Context,
             const extract::Locations &Locs);

  bool isReadable() const { return File.isValid(); }
  std::string path() const;
  uint64_t contents() const;

  /// Nothing where \p Name is not written at \p At, or without arguments.
  std::optional<CallText> call(flow::Location At, llvm::StringRef Name) const;
  /// Its tokens with one space between them.
  std::string text(Piece P) const;
  /// The local variable that is all of \p P.
  const clang::VarDecl *variable(Piece P) const;
  llvm::StringRef at(unsigned Offset, unsigned Length) const {
    return Buffer.substr(Offset, Length);
  }
  unsigned line(unsigned Offset) const;

  /// A use of \p V outside of \p Known, which begin at these offsets: what it
  /// is, in words, and where. Nothing if there is none.
  struct Use {
    Reason Is = Reason::HandedOn;
    std::string Detail;
  };
  std::optional<Use> otherUse(const clang::VarDecl &V,
                              const llvm::DenseSet<unsigned> &Known,
                              const flow::Forms &Forms) const;
  /// What stands where Clang saw nothing and names \p V, or a form that
  /// \p IsMeant; its line, or 0.
  unsigned leftOut(const clang::VarDecl *V,
                   llvm::function_ref<bool(llvm::StringRef)> IsMeant,
                   const llvm::DenseSet<unsigned> &Sites) const;

  /// Where \p V is declared, with one part for each variable that is declared
  /// with it; none when it cannot be removed, and \p Why says why.
  std::optional<Declaration> declaration(const clang::VarDecl &V,
                                         unsigned &Number,
                                         std::string &Why) const;

private:
  struct Token {
    Piece At;
    bool IsName = false;
  };
  struct Reference {
    unsigned Offset;
    const clang::VarDecl *To;
    const clang::Expr *Is;
  };

  clang::ASTContext &Context;
  const clang::SourceManager &SM;
  const extract::Locations &Locs;
  clang::FileID File;
  llvm::StringRef Buffer;
  Piece Body;
  std::vector<Token> Tokens;
  std::vector<Reference> References;
  llvm::DenseMap<const clang::VarDecl *, const clang::DeclStmt *> Statements;
  llvm::DenseSet<unsigned> Named; ///< offsets of declarations and members

  friend class Collector;
  void lex();
  unsigned offset(clang::SourceLocation Loc) const;
  const Token *tokenAt(unsigned Offset) const;
  llvm::StringRef text(const Token &T) const {
    return Buffer.slice(T.At.Begin, T.At.End);
  }
};

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_SOURCETEXT_H
