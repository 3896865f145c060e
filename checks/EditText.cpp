//===- EditText.cpp - edits against the text of a file --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/EditText.h"

namespace pvlint::checks {

using llvm::StringRef;

std::optional<StringRef> startsStatement(StringRef Before) {
  const size_t LineBegin = Before.rfind('\n') + 1; // npos + 1 is 0
  const StringRef Indent = Before.substr(LineBegin);
  if (Indent.find_first_not_of(" \t") != StringRef::npos)
    return std::nullopt;
  Before = Before.rtrim();
  while (Before.ends_with("*/")) {
    const size_t Open = Before.rfind("/*");
    if (Open == StringRef::npos)
      return std::nullopt;
    Before = Before.take_front(Open).rtrim();
  }
  const size_t LastLine = Before.rfind('\n') + 1;
  if (Before.substr(LastLine).contains("//"))
    return std::nullopt;
  if (Before.ends_with(";") || Before.ends_with("{") || Before.ends_with("}") ||
      Before.ends_with(":"))
    return Indent;
  return std::nullopt;
}

} // namespace pvlint::checks
