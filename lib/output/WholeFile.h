//===- WholeFile.h - a file that is there whole or not at all ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_WHOLEFILE_H
#define PVLINT_OUTPUT_WHOLEFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::output {

/// Writes a file as a whole or not at all.
llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_WHOLEFILE_H
