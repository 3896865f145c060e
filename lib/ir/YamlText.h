//===- YamlText.h - text that a YAML parser can stand -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's YAML parser trusts its input more than a file from outside deserves:
// it is recursive, and reads whatever bytes there are. So what would exhaust
// its stack, and what is no text, is refused before it.
//
// Limits: brackets in strings and comments count, too.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_YAMLTEXT_H
#define PVLINT_IR_YAMLTEXT_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace pvlint::flow {

/// What is wrong with a text, and where.
struct YamlProblem {
  size_t Offset;
  llvm::StringRef Message;
};

std::optional<YamlProblem> yamlProblem(llvm::StringRef Text);

} // namespace pvlint::flow

#endif // PVLINT_IR_YAMLTEXT_H
