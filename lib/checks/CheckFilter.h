//===- CheckFilter.h - which checks are asked for ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_CHECKFILTER_H
#define PVLINT_CHECKS_CHECKFILTER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <string>
#include <vector>

namespace pvlint::checks {

/// The value of --checks: globs, of which the last that matches decides; those
/// that start with '-' leave out. A list that starts with one of these starts
/// from all checks.
class CheckFilter {
public:
  /// Adds the globs of \p List. A glob that matches no check is an error; those
  /// before it have been added.
  llvm::Error add(llvm::StringRef List);

  bool allows(llvm::StringRef Check) const;

private:
  struct Item {
    bool Allow;
    /// What the glob refers to. Shared by copies, so that it stays where it is.
    std::shared_ptr<const std::string> Text;
    llvm::GlobPattern Glob;
  };
  std::vector<Item> Items;
};

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_CHECKFILTER_H
