//===- Rendering.h - diagnostics to text ------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_RENDERING_H
#define PVLINT_TOOL_RENDERING_H

#include "Unit.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

namespace pvlint::tool {

/// Prints findings as Clang does, and collects their fix-its.
class FindingPrinter : public clang::DiagnosticConsumer {
public:
  FindingPrinter(const clang::DiagnosticOptions &UnitOptions,
                 const clang::LangOptions &Lang, llvm::StringRef Directory,
                 bool Color, unsigned Columns);
  ~FindingPrinter() override;

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// What was printed since the last call, and its fix-its: all of them or
  /// none, as they only make sense together.
  std::string take(std::vector<FileEdit> &Fix);

  report::Place at(const clang::SourceManager &SM, clang::SourceLocation Loc,
                   llvm::StringRef Root) const;

  /// "file:line:col: " with the file's real path.
  std::string place(const clang::SourceManager &SM,
                    clang::SourceLocation Loc) const;

private:
  clang::DiagnosticOptions Options;
  const clang::LangOptions &Lang;
  std::string Directory;
  std::string Text;
  llvm::raw_string_ostream OS;
  clang::TextDiagnosticPrinter Printer;
  std::vector<FileEdit> Edits;
  bool Incomplete = false;

  std::string realPath(clang::FileEntryRef File) const;
};

/// \p Path as seen from the folder \p Root; itself when it is not in there.
std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path);

/// Keeps the first errors of a compilation.
class ErrorPrinter : public clang::DiagnosticConsumer {
public:
  ErrorPrinter(const clang::DiagnosticOptions &UnitOptions, bool Color);

  void BeginSourceFile(const clang::LangOptions &Lang,
                       const clang::Preprocessor *PP) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  llvm::StringRef text() const { return Text; }
  /// The first error in one line.
  std::string first() const { return First; }

private:
  static constexpr unsigned MaxShown = 3;
  clang::DiagnosticOptions Options;
  std::string Text, First;
  llvm::raw_string_ostream OS;
  clang::TextDiagnosticPrinter Printer;
  bool Showing = false;
};

} // namespace pvlint::tool

#endif // PVLINT_TOOL_RENDERING_H
