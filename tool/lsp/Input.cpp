//===- Input.cpp - messages from the client -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Input.h"

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::tool::lsp {

std::string whyNoMessage(StringRef Json, json::Value &Id) {
  auto Value = json::parse(Json);
  if (!Value)
    return llvm::toString(Value.takeError());
  const json::Object *O = Value->getAsObject();
  if (!O || O->getString("jsonrpc") != StringRef("2.0"))
    return "not a message of JSON-RPC 2.0";
  if (!O->getString("method") && (!O->get("id") || O->get("method")))
    return "neither a request nor a reply";
  const json::Value *Own = O->get("id");
  Id = Own ? *Own : nullptr;
  return "";
}

llvm::LogicalResult Input::readStandardMessage(std::string &Json) {
  if (llvm::failed(In.readStandardMessage(Json)))
    return llvm::failure();
  const std::string Why = whyNoMessage(Json, Id);
  if (Why.empty())
    return llvm::success();
  llvm::errs() << "pvlint: a message was dropped: " << Why << '\n';
  return llvm::failure();
}

llvm::LogicalResult Input::readDelimitedMessage(std::string &Json) {
  return In.readDelimitedMessage(Json);
}

} // namespace pvlint::tool::lsp
