//===- Json.cpp - JSON that others have written ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Json.h"

using llvm::StringRef;

namespace pvlint::session {

/// Whether lists and objects are in each other more than anybody needs. The
/// parser recurses for each.
static bool nestsTooDeep(StringRef Json) {
  static constexpr unsigned MaxDepth = 200;
  unsigned Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Json.size(); ++I) {
    const char C = Json[I];
    if (InString && C == '\\')
      ++I;
    else if (C == '"')
      InString = !InString;
    else if (InString)
      continue;
    else if ((C == '[' || C == '{') && ++Depth > MaxDepth)
      return true;
    else if ((C == ']' || C == '}') && Depth)
      --Depth;
  }
  return false;
}

llvm::Expected<llvm::json::Value> parseJson(StringRef Text) {
  if (nestsTooDeep(Text))
    return llvm::createStringError("brackets are nested too deeply");
  return llvm::json::parse(Text);
}

} // namespace pvlint::session
