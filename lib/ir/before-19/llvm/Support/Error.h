//===- Error.h - of LLVM 19, for 16 to 18 -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This folder has what plugins need of LLVM's support library and 18 and older
// ones do not have yet. Each header is LLVM's own with something added, and is
// found in its place; remove the folder when 18 is no longer built for.
//
// Here: errors that are nothing but a sentence.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_19_ERROR_H
#define PVLINT_BEFORE_19_ERROR_H

#include_next "llvm/Support/Error.h"

namespace llvm {

inline Error createStringError(const Twine &S) {
  return createStringError(inconvertibleErrorCode(), S);
}

} // namespace llvm

#endif // PVLINT_BEFORE_19_ERROR_H
