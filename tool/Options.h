//===- Options.h - the command line of a subcommand -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_OPTIONS_H
#define PVLINT_TOOL_OPTIONS_H

#include "CheckFilter.h"
#include "checks/Finding.h"
#include "report/Census.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace pvlint::tool {

enum class Subcommand : uint16_t {
  Check = 1,
  Kbuild = 2,
  Solve = 4,
  Run = 8,
  Link = 16,
  Query = 32,
  Census = 64,
  Contract = 128,
  Explain = 256,
  Lsp = 512,
  Cc = 1024,
};

/// The \p Index-th of \p Count parts, from 1.
struct Shard {
  unsigned Index = 1, Count = 1;
};

enum class FixMode : uint8_t { None, Files, Diff };

struct Options {
  checks::Level Show = checks::Level::Warning;
  /// Findings at or above it make the exit status 1; unset: never.
  std::optional<checks::Level> FailOn;
  std::vector<std::string> ContractFiles;
  CheckFilter Checks;
  FixMode Fix = FixMode::None;
  bool EmitFlow = false;
  bool Stats = false;
  bool Quiet = false;
  bool Strict = false;
  bool Help = false;
  std::optional<bool> Color;  ///< unset: when writing to a terminal
  unsigned Jobs = 0;          ///< 0: one for each core
  std::string BuildPath;      ///< -p
  std::string Arch = "x86";   ///< --arch of solve
  std::string Output;         ///< -o of run: the folder; empty: BUILD/.pvlint
  Shard Part;                 ///< --shard of run
  unsigned UnitTimeout = 600; ///< seconds, of run
  unsigned Limit = 20;        ///< --limit of query: lines
  std::string SQL;            ///< --sql of query
  report::CensusOptions Census;
  bool Verify = false;                  ///< of contract
  bool ListEntries = false;             ///< --list of contract
  std::string BaselineFile;             ///< --baseline
  bool UpdateBaseline = false;          ///< --update-baseline
  std::string DiffRev;                  ///< --diff: a revision of git
  std::vector<std::string> BaseFolders; ///< --base: flow files of before
  /// --format: a form ("text", "json", ...) and a file, empty for stdout.
  std::vector<std::pair<std::string, std::string>> Formats;
  std::vector<std::string> Files;
  /// What follows "--"; for kbuild and cc, what follows pvlint's own options.
  std::optional<std::vector<std::string>> Flags;
};

/// Parses \p Args, which follow the name of the subcommand. Contract files are
/// read once to see that they are right.
llvm::Expected<Options> parseOptions(Subcommand Sub,
                                     llvm::ArrayRef<const char *> Args);

/// A level by its name.
std::optional<checks::Level> parseLevel(llvm::StringRef Name);

/// The word of \p Words that \p Typed may have been meant to be, or "".
llvm::StringRef nearest(llvm::StringRef Typed,
                        llvm::ArrayRef<llvm::StringRef> Words,
                        unsigned MaxDistance = 2);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_OPTIONS_H
