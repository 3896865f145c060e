//===- Shorten.h - source text with less in it ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A condition that is too long for a line of a mail is quoted without the least
// that makes it fit: arguments and indices first,
//
//   find(dev->bus, first, last) == dev->current  ->  find(…) == dev->current
//
// and if that is not enough, what stands in its middle. What it compares, and
// with what, are its ends.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_SHORTEN_H
#define PVLINT_EXTRACT_SHORTEN_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::extract {

/// \p Text, words of C on one line, in at most \p Room bytes.
std::string shorten(llvm::StringRef Text, size_t Room);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_SHORTEN_H
