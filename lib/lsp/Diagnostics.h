//===- Diagnostics.h - findings for an editor -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_DIAGNOSTICS_H
#define PVLINT_LSP_DIAGNOSTICS_H

#include "lsp/LiveUnit.h"
#include "report/Cause.h"
#include "llvm/Support/JSON.h"

namespace pvlint::lsp {

/// What is published for a document at \p Path, \p Uri to the client.
llvm::json::Array diagnosticsOf(const Snapshot &S, llvm::StringRef Path,
                                llvm::StringRef Uri);

/// The findings that are shown, those of the whole program last.
struct Shown {
  const report::Result *R;
  const std::vector<session::FileEdit> *Fix; ///< null when there is none
  unsigned IncludedAt = 0;                   ///< as UnitFinding has it
  /// The finding that tells of the same cause; null for that one itself.
  const report::Result *First = nullptr;
  report::Cause Also = {}; ///< those that it tells of
};
std::vector<Shown> shownFindings(const Snapshot &S);

llvm::json::Object diagnosticOf(const Shown &F, const Snapshot &S,
                                llvm::StringRef Path, llvm::StringRef Uri);

/// The range of \p F in the document, as diagnosticOf() has it.
llvm::lsp::Range rangeOf(const Shown &F, const Snapshot &S,
                         llvm::StringRef Path);

/// Whether \p File is the document's own.
bool isDocument(llvm::StringRef File, llvm::StringRef Path);

/// The URI of \p File; empty when it has none.
std::string uriOf(llvm::StringRef File);

} // namespace pvlint::lsp

#endif // PVLINT_LSP_DIAGNOSTICS_H
