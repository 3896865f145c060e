//===- Jobs.h - which units to analyse, and with which flags ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_JOBS_H
#define PVLINT_SESSION_JOBS_H

#include "session/CompileFlags.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace pvlint::session {

/// One translation unit to analyse.
struct Job {
  std::string Name;      ///< as the user knows it
  std::string Directory; ///< absolute; relative paths start here
  std::string File;      ///< as written in the compile command
  std::string Driver;    ///< the compiler's name: may tell the target
  CompileFlags Flags;
  std::string Problem; ///< why it cannot be analysed, if known already
  /// The header to look at, absolute, if File is a unit that includes it.
  std::string Header = {};
  /// Of File, where it is not what is stored there.
  std::optional<std::string> Contents = {};
};

struct Inputs;

/// The compile database that \p BuildPath (a folder or a file) names, or the
/// nearest above \p FirstFile.
llvm::Expected<std::string> findDatabase(llvm::StringRef BuildPath,
                                         llvm::StringRef FirstFile);
/// That of \p In.
llvm::Expected<std::string> findDatabase(const Inputs &In);

/// Reads the compile database at \p Path. Files without an entry get the flags
/// of one that is like them.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
loadDatabase(llvm::StringRef Path);

/// The ways in which \p Full, an absolute path that the user knows as \p Name,
/// is compiled. \p Donor is the file whose flags were borrowed, if any.
std::vector<Job> jobsFor(const clang::tooling::CompilationDatabase &Database,
                         llvm::StringRef Full, llvm::StringRef Name,
                         std::string &Donor);

/// Which files are meant, and where their flags are.
struct Inputs {
  std::vector<std::string> Files;
  std::string BuildPath;      ///< -p
  std::string Root = {};      ///< --root
  std::string StdinName = {}; ///< --stdin-filename: of "-"
  /// What follows "--".
  std::optional<std::vector<std::string>> Flags;
};

/// The units of \p In. Notes go to stderr, unless \p Quiet.
llvm::Expected<std::vector<Job>> collectJobs(const Inputs &In, bool Quiet);

/// By its name.
bool isHeader(llvm::StringRef File);

/// Whether \p In are objects only, which need no compile command.
bool needsNoDatabase(const Inputs &In);

} // namespace pvlint::session

#endif // PVLINT_SESSION_JOBS_H
