//===- Kbuild.h - what a Makefile of the kernel says of a file --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `obj-$(CONFIG_SCSI_AACRAID) := aacraid.o` and `aacraid-objs := commsup.o`: a
// mail about commsup.c is about the driver aacraid, and whoever wants to see it
// for themselves needs CONFIG_SCSI_AACRAID.
//
// Limits: conditions and variables of the Makefile are not evaluated, nor are
// options of the folders above.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_KBUILD_H
#define PVLINT_OUTPUT_KBUILD_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::output {

/// The module that \p Makefile builds of \p Stem.o and other objects: "aacraid"
/// of "aacraid-objs := commsup.o". \p Stem if it is a module by itself, and
/// empty if nothing says so.
std::string moduleOf(llvm::StringRef Makefile, llvm::StringRef Stem);

/// The option for which \p Makefile builds \p Stem.o: "CONFIG_SCSI_AACRAID";
/// empty if it always does, or does not say.
std::string optionOf(llvm::StringRef Makefile, llvm::StringRef Stem);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_KBUILD_H
