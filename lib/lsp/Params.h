//===- Params.h - what a client sends ---------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parameters of requests and notifications, read with patience: a member of the
// wrong type is as good as none. LLVM's structures refuse a request as a whole,
// say for a diagnostic of another server in the context of a code action.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_PARAMS_H
#define PVLINT_LSP_PARAMS_H

#include "llvm/Support/JSON.h"
#include "llvm/Support/LSP/Protocol.h"
#include <optional>

namespace pvlint::lsp {

struct Params {
  llvm::json::Value Raw = nullptr;

  const llvm::json::Object *object() const { return Raw.getAsObject(); }
  /// The member at \p Path ("textDocument.uri"), or null.
  const llvm::json::Value *get(llvm::StringRef Path) const;
  std::optional<llvm::StringRef> string(llvm::StringRef Path) const;
  std::optional<int64_t> integer(llvm::StringRef Path) const;
  bool flag(llvm::StringRef Path) const;

  /// The path of textDocument.uri, when it is a file.
  std::optional<std::string> file() const;
};

inline bool fromJSON(const llvm::json::Value &V, Params &P, llvm::json::Path) {
  P.Raw = V;
  return true;
}

std::optional<llvm::lsp::Position> readPosition(const llvm::json::Value *V);
std::optional<llvm::lsp::Range> readRange(const llvm::json::Value *V);

} // namespace pvlint::lsp

#endif // PVLINT_LSP_PARAMS_H
