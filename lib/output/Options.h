//===- Options.h - what is to be reported, and how --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_OPTIONS_H
#define PVLINT_OUTPUT_OPTIONS_H

#include "checks/Selection.h"
#include <string>
#include <vector>

namespace pvlint::output {

enum class FixMode : uint8_t { None, Files, Diff, Patches };

struct Options {
  checks::Selection Select;
  /// Findings at or above it make the exit status 1; unset: never.
  std::optional<checks::Level> FailOn;
  FixMode Fix = FixMode::None;
  std::string PatchFolder; ///< of FixMode::Patches
  bool EmitFlow = false;   ///< the flow program instead of findings
  bool Stats = false;
  bool Quiet = false;
  std::string BaselineFile;    ///< --baseline
  bool UpdateBaseline = false; ///< --update-baseline
  std::string DiffRev;         ///< --diff: a revision of git
  /// --format: a form ("text", "json", ...) and a file, empty for stdout.
  std::vector<std::pair<std::string, std::string>> Formats;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_OPTIONS_H
