//===- Selection.cpp - which findings one wants to see --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Selection.h"
#include "llvm/ADT/StringSwitch.h"

namespace pvlint::checks {

std::optional<Level> parseLevel(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<Level>>(Name)
      .Case("error", Level::Error)
      .Case("warning", Level::Warning)
      .Case("audit", Level::Audit)
      .Default(std::nullopt);
}

} // namespace pvlint::checks
