//===- CompileFlags.h - what to keep of a compile command -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_COMPILEFLAGS_H
#define PVLINT_SESSION_COMPILEFLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pvlint::session {

/// The flags of a compile command that matter to parse its file. Commands come
/// from gcc as well as from clang, and with sparse's flags in them: what this
/// Clang does not know is left out.
class CompileFlags {
public:
  CompileFlags() = default;

  /// \p Args without the compiler's name. Dropped are inputs, outputs (-o,
  /// dependency files), -Werror, plugins and unknown flags.
  explicit CompileFlags(llvm::ArrayRef<std::string> Args);

  /// Positional arguments, in order.
  std::vector<std::string> Inputs;
  /// Flags that were dropped because Clang does not know them.
  std::vector<std::string> Unknown;

  void appendTo(std::vector<std::string> &Args) const;
  void append(llvm::StringRef Flag) { Flags.push_back({Flag.str()}); }

  /// Drops \p Name, however its value is attached.
  void remove(llvm::StringRef Name);

  /// Drops the flag that a complaint of Clang's driver is about, given the
  /// words quoted in it. False if none was found.
  bool removeOffender(llvm::ArrayRef<std::string> Quoted);

  /// Drops the last flag that is about instructions to use, for a complaint
  /// that names none: such flags say little about what the code means, and gcc
  /// takes them together. False if there is none.
  bool removeMachineFlag();

  friend bool operator==(const CompileFlags &, const CompileFlags &) = default;

private:
  /// Each with its separate value.
  std::vector<std::vector<std::string>> Flags;
};

} // namespace pvlint::session

#endif // PVLINT_SESSION_COMPILEFLAGS_H
