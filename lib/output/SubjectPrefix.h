//===- SubjectPrefix.h - what subjects about a file begin with --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A maintainer's filter looks for "scsi: aacraid:". The commits of a file have
// it, but a tree from a package has no history. Then the folder tells the
// subsystem, and the Makefile the driver: the module that the file is a part
// of.
//
// Limits: subsystems that are not in the table begin with their folder's name.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_SUBJECTPREFIX_H
#define PVLINT_OUTPUT_SUBJECTPREFIX_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::output {

/// "scsi: aacraid" of "drivers/scsi/aacraid/commsup.c". \p Makefile is the text
/// of the one in its folder, or empty.
std::string subjectPrefix(llvm::StringRef File, llvm::StringRef Makefile);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_SUBJECTPREFIX_H
