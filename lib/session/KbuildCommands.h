//===- KbuildCommands.h - the commands that Kbuild recorded -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kbuild leaves the command of each object in a file beside it, .NAME.o.cmd, by
// which it knows what to do again. They are right whatever was made before:
// what a compile database says is taken from them. Xen's build does the same.
//
// Limits: an object that the configuration does not have any more is still
// there, until 'make clean'.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_KBUILDCOMMANDS_H
#define PVLINT_SESSION_KBUILDCOMMANDS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace pvlint::session {

/// An entry of a compile database.
struct CompileEntry {
  std::string Directory, File; ///< absolute
  std::string Command;         ///< as a shell reads it
};

struct KbuildCommands {
  std::vector<CompileEntry> Entries; ///< sorted by file
  unsigned Gone = 0;                 ///< left out: the source is not there
};

/// Says that a command is of a kernel's own code: Linux's, or Xen's.
bool isKernelFlag(llvm::StringRef Flag);

/// The commands for C and assembly of the kernel below \p Build. \p MakeFolder,
/// which may be empty, is where make ran for those that do not tell: of modules
/// outside the tree, before Linux 6.13.
llvm::Expected<KbuildCommands> readKbuildCommands(llvm::StringRef Build,
                                                  llvm::StringRef MakeFolder);

/// As compile_commands.json.
void writeDatabase(llvm::raw_ostream &OS, const KbuildCommands &Commands);

} // namespace pvlint::session

#endif // PVLINT_SESSION_KBUILDCOMMANDS_H
