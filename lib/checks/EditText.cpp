//===- EditText.cpp - edits against the text of a file --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/EditText.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::checks {

using llvm::StringRef;

std::optional<StringRef> startsStatement(StringRef Before) {
  // Looks no further back than it has to: a line may be all of a file.
  const StringRef Above = Before.rtrim(" \t");
  if (!Above.empty() && !Above.ends_with("\n"))
    return std::nullopt;
  const StringRef Indent = Before.substr(Above.size());
  Before = Above.rtrim();
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

bool canDeclare(StringRef Text, size_t Begin, StringRef Name) {
  StringRef Before = Text.take_front(Begin);
  const size_t Brace = Before.rfind('{');
  if (Brace == StringRef::npos)
    return false;
  for (StringRef Rest = Before.substr(Brace); !Rest.empty();) {
    auto [Line, After] = Rest.split('\n');
    if (Line.ltrim().starts_with("#"))
      return false;
    Rest = After;
  }
  auto IsPart = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  // A closing brace in the first column ends the function.
  const StringRef Body = Text.substr(Begin).split("\n}").first;
  for (size_t At = Body.find(Name); At != StringRef::npos;
       At = Body.find(Name, At + 1)) {
    const StringRef Left = Body.take_front(At);
    const StringRef Right = Body.substr(At + Name.size());
    const bool IsWhole = (Left.empty() || !IsPart(Left.back())) &&
                         (Right.empty() || !IsPart(Right.front()));
    const bool IsMember = Left.ends_with(".") || Left.ends_with("->");
    if (IsWhole && !IsMember)
      return false;
  }
  return true;
}

} // namespace pvlint::checks
