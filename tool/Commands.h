//===- Commands.h - the subcommands -----------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_COMMANDS_H
#define PVLINT_TOOL_COMMANDS_H

#include "Options.h"
#include "output/ExitStatus.h"

namespace pvlint::tool {

using output::ExitStatus;

ExitStatus runCheck(const Options &O);
ExitStatus runKbuild(const Options &O);
ExitStatus runSolve(const Options &O);
ExitStatus runRun(const Options &O);
ExitStatus runLink(const Options &O);
ExitStatus runQuery(const Options &O);
ExitStatus runCensus(const Options &O);
ExitStatus runConvert(const Options &O);
ExitStatus runContract(const Options &O);
ExitStatus runExplain(const Options &O);
ExitStatus runLsp(const Options &O);
ExitStatus runCompdb(const Options &O);

/// \p Args are those of a compiler.
ExitStatus runCc(const Options &O);

/// Prints name, clause and summary of each check.
ExitStatus listChecks();

/// Prints where the plugin of Clang, or of clang-tidy, for LLVM \p Version
/// (empty: the newest) is.
ExitStatus printPluginPath(llvm::StringRef Version, bool ClangTidy);

/// "19 or 22": the versions of LLVM that there are plugins for.
std::string pluginVersions();

/// Prints `pvlint: error: Message`.
ExitStatus fail(const llvm::Twine &Message);
/// The same; mistakes in files are printed as they are, with their places.
ExitStatus fail(llvm::Error E);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_COMMANDS_H
