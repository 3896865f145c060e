//===- Input.cpp - messages from the client -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Input.h"
#include "ir/Notes.h"
#include "session/Json.h"
#include "llvm/Support/FormatVariadic.h"

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::lsp {

std::string whyNoMessage(StringRef Json, json::Value &Message) {
  auto Value = session::parseJson(Json);
  if (!Value)
    return llvm::toString(Value.takeError());
  Message = std::move(*Value);
  const json::Object *O = Message.getAsObject();
  if (!O || O->getString("jsonrpc") != StringRef("2.0"))
    return "not a message of JSON-RPC 2.0";
  if (!O->getString("method") && (!O->get("id") || O->get("method")))
    return "neither a request nor a reply";
  return "";
}

static void sayDropped(StringRef Why) {
  flow::notes() << "pvlint: a message was dropped: " << Why << '\n';
}

/// Without its end; of one that is long, at least the end. None at the end of
/// the input.
std::optional<std::string> Input::readLine() {
  static constexpr size_t Enough = 256;
  std::string Line;
  for (int C; (C = std::getc(In)) != EOF;) {
    if (C == '\n') {
      if (StringRef(Line).ends_with("\r"))
        Line.pop_back();
      return Line;
    }
    if (Line.size() == 2 * Enough)
      Line.erase(0, Enough);
    Line += char(C);
  }
  return std::nullopt;
}

/// The length of the message behind the header; 0 when that does not say it.
size_t Input::readHeader() {
  static constexpr llvm::StringLiteral Field = "content-length:";
  size_t Length = 0;
  while (auto Line = readLine()) {
    if (Line->empty()) {
      if (!Length)
        sayDropped("its header has no valid length");
      return Length;
    }
    // What is left of a message that was longer than said ends in no newline.
    StringRef Value = *Line;
    const size_t At = Value.rfind_insensitive(Field);
    if (At == StringRef::npos)
      continue;
    Value = Value.drop_front(At + Field.size()).trim();
    if (Value.getAsInteger(10, Length) || Length > MaxLength)
      Length = 0;
  }
  return 0;
}

/// Whether \p Message may be handled now. A request that may not becomes one
/// that is answered with an error; a notification, as the protocol has it, is
/// dropped.
bool Input::isInTime(json::Object &Message) {
  const StringRef Method = Message.getString("method").value_or("");
  if (Method.empty() || Method == "exit")
    return true;
  const bool IsRequest = Message.get("id");
  const bool IsFirst = Method == "initialize";
  if (Now == Phase::Serving && !IsFirst) {
    if (Method == "shutdown" && IsRequest)
      Now = Phase::AfterShutdown;
    return true;
  }
  if (!IsRequest)
    return false;
  if (Now == Phase::BeforeInitialize && IsFirst) {
    Now = Phase::Serving;
    return true;
  }
  Message["method"] = Now == Phase::BeforeInitialize ? TooEarly
                      : Now == Phase::Serving        ? Again
                                                     : TooLate;
  return true;
}

llvm::LogicalResult Input::readStandardMessage(std::string &Json) {
  Json.clear();
  for (size_t Rest = readHeader(); Rest;) {
    char Part[1 << 16];
    const size_t Count = std::fread(Part, 1, std::min(Rest, sizeof Part), In);
    if (!Count)
      return llvm::failure();
    Json.append(Part, Count);
    Rest -= Count;
  }
  if (Json.empty())
    return llvm::failure();
  json::Value Message = nullptr;
  if (const std::string Why = whyNoMessage(Json, Message); !Why.empty()) {
    sayDropped(Why);
    return llvm::failure();
  }
  json::Object &O = *Message.getAsObject();
  Id = nullptr;
  if (const json::Value *Own = O.get("id"))
    Id = *Own;
  const std::string Method = O.getString("method").value_or("").str();
  if (!isInTime(O))
    return llvm::failure();
  if (O.getString("method").value_or("") != Method)
    Json = llvm::formatv("{0}", Message).str();
  return llvm::success();
}

} // namespace pvlint::lsp
