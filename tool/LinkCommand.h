//===- LinkCommand.h - the whole-program half of run ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_LINKCOMMAND_H
#define PVLINT_TOOL_LINKCOMMAND_H

#include "Commands.h"

namespace pvlint::tool {

/// Opens the stores in \p Folders, given in any order, links what is in them,
/// analyses and reports. Failed, after all else is done, when there are units
/// that have no flow; they are listed last. \p AreVerified: the caller has just
/// looked at all flow files.
ExitStatus linkAndReport(const Options &O, llvm::ArrayRef<std::string> Folders,
                         bool AreVerified);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_LINKCOMMAND_H
