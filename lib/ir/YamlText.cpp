//===- YamlText.cpp - text that a YAML parser can stand -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/YamlText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace pvlint::flow {

static constexpr size_t MaxSize = 1 << 20;
static constexpr int MaxNesting = 32;

std::optional<YamlProblem> yamlProblem(llvm::StringRef Text) {
  if (Text.size() > MaxSize)
    return YamlProblem{0, "file is too big, expected at most 1 MiB"};
  const auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.data());
  const llvm::UTF8 *Position = Begin;
  if (!llvm::isLegalUTF8String(&Position, Begin + Text.size()))
    return YamlProblem{size_t(Position - Begin), "not text, expected UTF-8"};
  int Brackets = 0, Markers = 0, Indent = 0;
  bool InIndent = true;
  for (size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    if ((static_cast<unsigned char>(C) < 0x20 && !llvm::isSpace(C)) ||
        C == 0x7f || C == '\v' || C == '\f')
      return YamlProblem{I, "not text, found a control character"};
    Brackets += C == '[' || C == '{';
    Brackets -= C == ']' || C == '}';
    if (C == '\n')
      Markers = Indent = 0, InIndent = true;
    else if (InIndent && C == ' ')
      ++Indent;
    else if (InIndent && (C == '-' || C == '?' || C == ':'))
      ++Markers;
    else
      InIndent = false;
    if (Brackets > MaxNesting || Markers > MaxNesting ||
        Indent > 8 * MaxNesting)
      return YamlProblem{I, "nested too deeply"};
  }
  return std::nullopt;
}

} // namespace pvlint::flow
