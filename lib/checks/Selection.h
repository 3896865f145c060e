//===- Selection.h - which findings one wants to see ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_SELECTION_H
#define PVLINT_CHECKS_SELECTION_H

#include "checks/CheckFilter.h"
#include "checks/Finding.h"
#include <optional>

namespace pvlint::checks {

/// What --level and --checks ask for.
struct Selection {
  Level Show = Level::Warning; ///< and above
  CheckFilter Checks;
};

/// A level by its name.
std::optional<Level> parseLevel(llvm::StringRef Name);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_SELECTION_H
