//===- LinkBytes.h - what a link found out, as bytes ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the same build of pvlint: another one does not look for them.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_LINKBYTES_H
#define PVLINT_BATCH_LINKBYTES_H

#include "output/LinkResult.h"
#include <optional>

namespace pvlint::batch {

std::string encode(const output::LinkResult &R);

/// Nothing when \p Bytes are no such result.
std::optional<output::LinkResult> decodeLinkResult(llvm::StringRef Bytes);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_LINKBYTES_H
