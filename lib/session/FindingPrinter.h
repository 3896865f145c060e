//===- FindingPrinter.h - findings to text ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_FINDINGPRINTER_H
#define PVLINT_SESSION_FINDINGPRINTER_H

#include "ir/SourceRoot.h"
#include "session/Unit.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace pvlint::session {

/// Prints findings as Clang does, and collects their fix-its.
class FindingPrinter : public clang::DiagnosticConsumer {
public:
  FindingPrinter(const clang::DiagnosticOptions &Own,
                 const clang::LangOptions &Lang, llvm::StringRef Directory,
                 const UnitOptions &Unit);
  ~FindingPrinter() override;

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// What was printed since the last call, and its fix-its: all of them or
  /// none, as they only make sense together.
  std::string take(std::vector<FileEdit> &Fix);

  report::Place at(const clang::SourceManager &SM, clang::SourceLocation Loc,
                   const flow::SourceRoot &Root) const;

  /// "file:line:col: " with the file's real path.
  std::string place(const clang::SourceManager &SM,
                    clang::SourceLocation Loc) const;

  /// Of what the file contained when it was parsed. Each is read once: there
  /// may be a fix-it on every line.
  uint64_t hash(const clang::SourceManager &SM, clang::FileID File);

private:
  class Renderer;
  clang::DiagnosticOptions Options;
  const clang::LangOptions &Lang;
  std::string Directory;
  std::string Text;
  llvm::raw_string_ostream OS;
  std::unique_ptr<Renderer> Clang;
  std::vector<FileEdit> Edits;
  bool Incomplete = false;
  llvm::DenseMap<clang::FileID, uint64_t> Hashes;

  std::string realPath(clang::FileEntryRef File) const;
};

} // namespace pvlint::session

#endif // PVLINT_SESSION_FINDINGPRINTER_H
