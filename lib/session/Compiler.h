//===- Compiler.h - who compiles: the first words of a command --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compile command may begin with others that start the compiler: "ccache
// aarch64-linux-gnu-gcc-12 -pipe …". Which they are need not be known: the last
// word before flags and inputs is the compiler. Its name tells the target,
// which matters more than any flag does: what is parsed as another
// architecture's is another kernel. What starts it may have flags of its own
// ("nice -n 5 gcc", "sccache -- gcc"): behind these it is the first word that
// is called like one.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_COMPILER_H
#define PVLINT_SESSION_COMPILER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pvlint::session {

/// How many of \p Words name the compiler: "ccache gcc", without its flags and
/// inputs. Zero when none is named.
size_t countCompilerWords(llvm::ArrayRef<std::string> Words);

/// A command, cut behind the compiler.
struct CompilerCommand {
  std::string Compiler;          ///< alone; empty when none is named
  std::vector<std::string> Args; ///< its flags and inputs
};

/// Reads \p Words, which may be a stand-in's (StandIn.h).
CompilerCommand splitCommand(std::vector<std::string> Words);

/// Adds to \p Args, the command line of Clang, what \p Compiler is by its name.
/// Returns why that cannot be done, or "".
std::string addTargetOf(llvm::StringRef Compiler,
                        std::vector<std::string> &Args);

} // namespace pvlint::session

#endif // PVLINT_SESSION_COMPILER_H
