//===- ErrorPrinter.h - errors of a parse -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_ERRORPRINTER_H
#define PVLINT_SESSION_ERRORPRINTER_H

#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace pvlint::session {

/// Keeps the first errors of a compilation.
class ErrorPrinter : public clang::DiagnosticConsumer {
public:
  ErrorPrinter(const clang::DiagnosticOptions &UnitOptions, bool Color);

  void BeginSourceFile(const clang::LangOptions &Lang,
                       const clang::Preprocessor *PP) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  std::string text() const;
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

} // namespace pvlint::session

#endif // PVLINT_SESSION_ERRORPRINTER_H
