//===- STLExtras.h - of LLVM 17, for 16 -------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This folder has what plugins need of LLVM's support library and 16 does not
// have yet, beside what before-18/ and before-19/ add. Each header is LLVM's
// own with something added, and is found in its place; remove the folder when
// 16 is no longer built for.
//
// Here: a search in a list that is written down.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_17_STLEXTRAS_H
#define PVLINT_BEFORE_17_STLEXTRAS_H

#include_next "llvm/ADT/STLExtras.h"

namespace llvm {

template <typename T, typename E>
constexpr bool is_contained(std::initializer_list<T> Set, const E &Element) {
  for (const T &Each : Set)
    if (Each == Element)
      return true;
  return false;
}

} // namespace llvm

#endif // PVLINT_BEFORE_17_STLEXTRAS_H
