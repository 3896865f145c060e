//===- OptionTable.h - the table of options --------------------------*- C++
//-*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_OPTIONTABLE_H
#define PVLINT_TOOL_OPTIONTABLE_H

#include "Options.h"
#include "Subcommands.h"

namespace pvlint::tool {

enum class Value : uint8_t { None, Needed, Optional };

/// What is known only after the last option.
struct Parsed : Options {
  bool LevelGiven = false;
  bool FailOnGiven = false;
};

/// An option of some subcommands. Where two mean different things by it, or
/// explain it in different words, it has two rows.
struct OptionRow {
  llvm::StringLiteral Name;
  Value Takes;
  SubcommandSet Of;
  llvm::Error (*Set)(Parsed &O, llvm::StringRef V);
  llvm::StringLiteral Help; ///< whole lines; empty: not explained, or elsewhere
};

/// In the order of the help.
llvm::ArrayRef<OptionRow> optionTable();

/// The complaint about \p Arg, which is not an option of \p Sub.
llvm::Error unknownOption(llvm::StringRef Arg, Subcommand Sub);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_OPTIONTABLE_H
