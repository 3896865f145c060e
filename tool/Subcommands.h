//===- Subcommands.h - the table of subcommands -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_SUBCOMMANDS_H
#define PVLINT_TOOL_SUBCOMMANDS_H

#include "output/ExitStatus.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::tool {

struct Options;

/// In the order of the table, which is that of the help.
enum class Subcommand : uint8_t {
  Check,
  Run,
  Link,
  Census,
  Convert,
  Query,
  Contract,
  Explain,
  Lsp,
  Kbuild,
  Cc,
  Compdb,
  Solve,
  Help,
};

struct SubcommandRow {
  llvm::StringLiteral Name;
  Subcommand Is;
  /// Null for help, which takes the name of another.
  output::ExitStatus (*Run)(const Options &O);
  llvm::StringLiteral Summary; ///< for the list of all
  llvm::StringLiteral About;   ///< how it is called, and what it does
  llvm::StringLiteral Ending;  ///< what follows the options

  /// The usage text; empty when there is none.
  std::string usage() const;
};

llvm::ArrayRef<SubcommandRow> subcommands();

/// Null for an unknown name.
const SubcommandRow *findSubcommand(llvm::StringRef Name);

/// The usage text of pvlint itself.
std::string mainUsage();

/// A set of subcommands, of those that take an option.
class SubcommandSet {
public:
  constexpr SubcommandSet(Subcommand S) : Bits(1u << unsigned(S)) {}
  constexpr bool has(Subcommand S) const { return Bits >> unsigned(S) & 1; }
  friend constexpr SubcommandSet operator|(SubcommandSet A, SubcommandSet B) {
    A.Bits |= B.Bits;
    return A;
  }

private:
  uint32_t Bits;
};

constexpr SubcommandSet operator|(Subcommand A, Subcommand B) {
  return SubcommandSet(A) | SubcommandSet(B);
}

} // namespace pvlint::tool

#endif // PVLINT_TOOL_SUBCOMMANDS_H
