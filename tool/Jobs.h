//===- Jobs.h - which units to analyse, and with which flags ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_JOBS_H
#define PVLINT_TOOL_JOBS_H

#include "CompileFlags.h"
#include "Options.h"
#include <memory>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace pvlint::tool {

/// One translation unit to analyse.
struct Job {
  std::string Name;      ///< as the user knows it
  std::string Directory; ///< absolute; relative paths start here
  std::string File;      ///< as written in the compile command
  std::string Driver;    ///< the compiler's name: may tell the target
  CompileFlags Flags;
  std::string Problem; ///< why it cannot be analysed, if known already
};

/// The compile database that \p BuildPath (a folder or a file) names, or the
/// nearest above \p FirstFile.
llvm::Expected<std::string> findDatabase(llvm::StringRef BuildPath,
                                         llvm::StringRef FirstFile);

/// Reads the compile database at \p Path. Files without an entry get the flags
/// of one that is like them.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
loadDatabase(llvm::StringRef Path);

/// The ways in which \p Full, an absolute path that the user knows as \p Name,
/// is compiled. \p Donor is the file whose flags were borrowed, if any.
std::vector<Job> jobsFor(const clang::tooling::CompilationDatabase &Database,
                         llvm::StringRef Full, llvm::StringRef Name,
                         std::string &Donor);

/// The units that \p O asks for. Notes go to stderr.
llvm::Expected<std::vector<Job>> collectJobs(const Options &O);

/// Why \p Path (relative to \p Directory) cannot be read, or "".
std::string unreadable(llvm::StringRef Path, llvm::StringRef Directory);

std::string currentDirectory();

/// The folder that results name files from: that of the compile database, or
/// the current one when flags were given.
llvm::Expected<std::string> sourceRoot(const Options &O);

/// \p Path without links and dots; itself when there is no such file.
std::string realPath(const llvm::Twine &Path);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_JOBS_H
