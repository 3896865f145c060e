//===- STLExtras.h - of LLVM 18, for 16 and 17 ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Removing a value from a container.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_18_STLEXTRAS_H
#define PVLINT_BEFORE_18_STLEXTRAS_H

#include_next "llvm/ADT/STLExtras.h"

namespace llvm {

template <typename Container, typename T>
void erase(Container &C, const T &Value) {
  C.erase(std::remove(C.begin(), C.end(), Value), C.end());
}

} // namespace llvm

#endif // PVLINT_BEFORE_18_STLEXTRAS_H
