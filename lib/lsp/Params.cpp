//===- Params.cpp - what a client sends -----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Params.h"

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::lsp {

static const json::Value *find(const json::Value *V, StringRef Path) {
  while (V && !Path.empty()) {
    auto [Name, Rest] = Path.split('.');
    const json::Object *O = V->getAsObject();
    V = O ? O->get(Name) : nullptr;
    Path = Rest;
  }
  return V;
}

const json::Value *Params::get(StringRef Path) const {
  return find(&Raw, Path);
}

std::optional<StringRef> Params::string(StringRef Path) const {
  const json::Value *V = get(Path);
  return V ? V->getAsString() : std::nullopt;
}

std::optional<int64_t> Params::integer(StringRef Path) const {
  const json::Value *V = get(Path);
  return V ? V->getAsInteger() : std::nullopt;
}

bool Params::flag(StringRef Path) const {
  const json::Value *V = get(Path);
  return V && V->getAsBoolean().value_or(false);
}

std::optional<std::string> Params::file() const {
  auto Uri = string("textDocument.uri");
  // fromURI() complains in the log about other schemes.
  if (!Uri || !Uri->starts_with("file:"))
    return std::nullopt;
  auto File = llvm::lsp::URIForFile::fromURI(*Uri);
  if (!File) {
    llvm::consumeError(File.takeError());
    return std::nullopt;
  }
  return File->file().str();
}

/// Counts of lines and columns that make no sense are brought into a range in
/// which they can be computed with.
static std::optional<int> count(const json::Value *V) {
  auto N = V ? V->getAsInteger() : std::nullopt;
  if (!N || *N < 0)
    return std::nullopt;
  return int(std::min<int64_t>(*N, 1 << 30));
}

std::optional<llvm::lsp::Position> readPosition(const json::Value *V) {
  auto Line = count(find(V, "line")), Character = count(find(V, "character"));
  if (!V || !Line || !Character)
    return std::nullopt;
  return llvm::lsp::Position(*Line, *Character);
}

std::optional<llvm::lsp::Range> readRange(const json::Value *V) {
  if (!V)
    return std::nullopt;
  auto Start = readPosition(find(V, "start")),
       End = readPosition(find(V, "end"));
  if (!Start || !End)
    return std::nullopt;
  return llvm::lsp::Range(*Start, *End);
}

} // namespace pvlint::lsp
