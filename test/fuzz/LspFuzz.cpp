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
// are. The rest is also read as what comes over the wire, headers and all; a
// good message behind it is heard unless a length in it covers that.
//
//===----------------------------------------------------------------------===//

#include "lsp/Input.h"
#include "lsp/Params.h"
#include "lsp/Text.h"

using namespace pvlint::lsp;

static void require(bool Fact) {
  if (!Fact)
    __builtin_trap();
}

/// Whether \p Bytes, and then a good message, end in that one: a reply, which
/// is in time before and after all others.
static bool hearsTheLast(std::string Bytes) {
  static constexpr llvm::StringLiteral Good =
      R"({"jsonrpc":"2.0","id":9,"result":0})";
  Bytes += "Content-Length: " + std::to_string(Good.size()) + "\r\n\r\n" +
           Good.str();
  std::FILE *Stream = ::fmemopen(Bytes.data(), Bytes.size(), "r");
  require(Stream);
  Input In(Stream);
  std::string Json, Last;
  while (!In.isEndOfInput() && !In.hasError())
    if (llvm::succeeded(In.readMessage(Json)))
      Last = Json;
  std::fclose(Stream);
  return Last == Good && In.id() == llvm::json::Value(9);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  auto [First, Rest] =
      llvm::StringRef(reinterpret_cast<const char *>(Data), Size).split('\n');
  const bool Hears = hearsTheLast(Rest.str());
  require(Hears || Rest.contains_insensitive("content-length"));
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
