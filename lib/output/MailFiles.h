//===- MailFiles.h - mails to maintainers -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_MAILFILES_H
#define PVLINT_OUTPUT_MAILFILES_H

#include "report/Result.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::output {

/// Writes a mail for each cause: to \p Folder, one file each, or if that is
/// empty all to \p OS. The tree at Results::Root says to whom, and how subjects
/// begin: scripts/get_maintainer.pl and git.
llvm::Error writeMails(const report::Results &All, llvm::StringRef Folder,
                       llvm::raw_ostream &OS);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_MAILFILES_H
