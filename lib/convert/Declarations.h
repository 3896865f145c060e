//===- Declarations.h - variables that are declared no more -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_DECLARATIONS_H
#define PVLINT_CONVERT_DECLARATIONS_H

#include "convert/Section.h"

namespace pvlint::convert {

/// Takes the parts of \p D that go out of \p Text, or all of its line, and the
/// empty line that would begin the block.
std::vector<TextChange> removal(llvm::StringRef Text, const Declaration &D,
                                llvm::ArrayRef<char> Goes);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_DECLARATIONS_H
