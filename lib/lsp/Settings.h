//===- Settings.h - what the language server is told ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_SETTINGS_H
#define PVLINT_LSP_SETTINGS_H

#include "checks/Selection.h"
#include <string>
#include <vector>

namespace pvlint::lsp {

/// Of the command line; the client may change what is selected.
struct Settings {
  checks::Selection Select;
  std::vector<std::string> ContractFiles;
  std::string BuildPath; ///< -p
  unsigned Threads = 0;  ///< 0: one for each core
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_SETTINGS_H
