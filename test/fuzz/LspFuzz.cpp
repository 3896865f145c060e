//===- LspFuzz.cpp - hostile messages of a client -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What of the language server reads messages and is our own: what is a message,
// its parameters, and changes of a text. The first line of the input is the
// text, the rest a message; its positions are applied to the text whatever they
// are.
//
//===----------------------------------------------------------------------===//

#include "lsp/Input.h"
#include "lsp/Params.h"
#include "lsp/Text.h"

using namespace pvlint::tool::lsp;

static void require(bool Fact) {
  if (!Fact)
    __builtin_trap();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  auto [First, Rest] =
      llvm::StringRef(reinterpret_cast<const char *>(Data), Size).split('\n');
  llvm::json::Value Id = nullptr;
  (void)whyNoMessage(Rest, Id);
  std::string Lines = First.str();
  std::replace(Lines.begin(), Lines.end(), '|', '\n');
  Text T(Lines);
  auto Message = llvm::json::parse(Rest);
  if (!Message) {
    llvm::consumeError(Message.takeError());
    return 0;
  }
  Params P{*Message};
  (void)P.file();
  (void)P.flag("a.b");
  (void)P.integer("textDocument.version");
  const llvm::json::Value *Changes = P.get("contentChanges");
  const llvm::json::Array *List = Changes ? Changes->getAsArray() : nullptr;
  if (!List)
    return 0;
  for (const llvm::json::Value &V : *List) {
    Params Change{V};
    auto R = readRange(Change.get("range"));
    if (R) {
      // A position is one of an offset, and back.
      const size_t Offset = T.offset(R->start);
      require(Offset <= T.bytes().size());
      require(T.offset(T.positionOf(Offset)) <= Offset);
      (void)T.word(R->start.line + 1, R->start.character + 1);
      (void)T.wordColumn(R->end);
    }
    if (auto New = Change.string("text"))
      T.replace(R, *New);
    require(T.numLines() >= 1);
  }
  return 0;
}
