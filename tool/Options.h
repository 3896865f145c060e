//===- Options.h - the command line of a subcommand -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_OPTIONS_H
#define PVLINT_TOOL_OPTIONS_H

#include "batch/Run.h"
#include "convert/Patches.h"
#include "convert/Table.h"
#include "engine/StatePrinter.h"
#include "output/Options.h"
#include "report/Census.h"
#include "session/Jobs.h"
#include "session/Unit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace pvlint::tool {

enum class Subcommand : uint8_t;

struct QueryOptions {
  unsigned Limit = 20; ///< --limit: lines
  std::string SQL;     ///< --sql
  /// Seconds: ends a join of everything with everything.
  unsigned Timeout = 60;
};

struct ContractOptions {
  bool Verify = false;
  bool ListEntries = false; ///< --list
};

struct ConvertOptions {
  convert::Target To = convert::Target::Counted; ///< --to
  bool WithoutLock = false;
  bool InPlace = false;
  convert::Split By = convert::Split::File; ///< --split
  bool SplitGiven = false;
  convert::TableOptions Table; ///< --by, --depth, --list
};

/// The parts are for rooms that do not know the command line. A subcommand uses
/// those for the options that it has.
struct Options {
  /// Files or folders, -p BUILD, and flags: what follows "--"; for kbuild and
  /// cc, what follows pvlint's own options.
  session::Inputs In;
  std::vector<std::string> ContractFiles;
  output::Options Report;
  batch::Shard Part;                    ///< --shard of run
  std::string Output;                   ///< -o of run, convert and compdb
  std::string MakeFolder;               ///< -C of compdb
  unsigned UnitTimeout = 600;           ///< seconds, of each unit
  std::vector<std::string> BaseFolders; ///< --base: earlier flow files
  solve::Inspection Inspect;            ///< --print-states, --print-summary
  session::StateQuestion Explain;       ///< --explain-states
  QueryOptions Query;
  report::CensusOptions Census;
  ConvertOptions Convert;
  ContractOptions Contract;
  std::optional<bool> Color; ///< unset: when writing to a terminal
  unsigned Jobs = 0;         ///< 0: one for each core
  std::string Arch = "x86";  ///< --arch of solve
  bool Strict = false;       ///< of kbuild and check
  bool CommandsOnly = false; ///< of cc
  bool Help = false;

  bool quiet() const { return Report.Quiet; }
};

/// Parses \p Args, which follow the name of the subcommand. Contract files are
/// read once to see that they are right.
llvm::Expected<Options> parseOptions(Subcommand Sub,
                                     llvm::ArrayRef<const char *> Args);

/// The lines of help on the options of \p Sub.
std::string optionsHelp(Subcommand Sub);

/// The word of \p Words that \p Typed may have been meant to be, or "".
llvm::StringRef nearest(llvm::StringRef Typed,
                        llvm::ArrayRef<llvm::StringRef> Words,
                        unsigned MaxDistance = 2);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_OPTIONS_H
