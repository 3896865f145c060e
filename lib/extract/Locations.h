//===- Locations.h - source locations as the user sees them -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_LOCATIONS_H
#define PVLINT_EXTRACT_LOCATIONS_H

#include "ir/Program.h"
#include "ir/SourceRoot.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace pvlint::extract {

/// Turns Clang's locations into flow locations and back. A location inside a
/// macro body becomes the place where the user wrote the outermost macro; one
/// inside a macro argument, the place of the argument.
class Locations {
public:
  /// Files are named from \p Root, if there is one, and without detours; else
  /// as the compiler names them.
  Locations(const clang::SourceManager &SM, const clang::LangOptions &Lang,
            flow::Program &Program, flow::SourceRoot Root = {})
      : SM(SM), Lang(Lang), Program(Program), Root(std::move(Root)) {}

  flow::Location point(clang::SourceLocation Loc);

  /// The text of \p E when it can be replaced as a whole, else only its begin.
  flow::Range range(const clang::Expr *E);
  /// The same text on one line, without comments; empty if there is none, or
  /// directives are in it.
  std::string text(const clang::Expr *E) const;
  flow::Range pointRange(clang::SourceLocation Loc) { return {point(Loc), {}}; }

  /// The text of the type of \p V, where \p V is declared alone and that is
  /// all there is before its name.
  flow::Range typeText(const clang::VarDecl &V);

  /// The outermost macro whose body \p Loc lies in, or "".
  llvm::StringRef macroName(clang::SourceLocation Loc) const;

  /// Back to Clang, for diagnostics in this unit.
  clang::SourceLocation clangLocation(flow::Location Loc) const;

  /// What a file is called from \p Root.
  static std::string path(const clang::SourceManager &SM, llvm::StringRef Name,
                          const flow::SourceRoot &Root);

private:
  /// What was written for \p E: tokens of a file. Not valid if that is not all
  /// of it, or more.
  clang::CharSourceRange written(const clang::Expr *E) const;

  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  flow::Program &Program;
  const flow::SourceRoot Root;
  llvm::DenseMap<clang::FileID, uint32_t> Indices;
  llvm::DenseMap<uint32_t, clang::FileID> Files; ///< by flow file index
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_LOCATIONS_H
