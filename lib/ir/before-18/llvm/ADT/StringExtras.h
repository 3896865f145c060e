//===- StringExtras.h - of LLVM 18, for 16 and 17 ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Letters in lower case.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_18_STRINGEXTRAS_H
#define PVLINT_BEFORE_18_STRINGEXTRAS_H

#include_next "llvm/ADT/StringExtras.h"

namespace llvm {

inline bool isLower(char C) { return 'a' <= C && C <= 'z'; }

} // namespace llvm

#endif // PVLINT_BEFORE_18_STRINGEXTRAS_H
