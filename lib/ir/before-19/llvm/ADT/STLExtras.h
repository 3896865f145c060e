//===- STLExtras.h - of LLVM 19, for 16 to 18 -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Algorithms that take a whole range.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_19_STLEXTRAS_H
#define PVLINT_BEFORE_19_STLEXTRAS_H

#include_next "llvm/ADT/STLExtras.h"

namespace llvm {

template <typename R, typename T> auto binary_search(R &&Range, T &&Value) {
  return std::binary_search(adl_begin(Range), adl_end(Range),
                            std::forward<T>(Value));
}

template <typename L, typename R, typename Predicate>
bool equal(L &&Left, R &&Right, Predicate P) {
  return std::equal(adl_begin(Left), adl_end(Left), adl_begin(Right),
                    adl_end(Right), P);
}

template <typename R, typename Compare> auto min_element(R &&Range, Compare C) {
  return std::min_element(adl_begin(Range), adl_end(Range), C);
}

template <typename R> auto unique(R &&Range) {
  return std::unique(adl_begin(Range), adl_end(Range));
}

} // namespace llvm

#endif // PVLINT_BEFORE_19_STLEXTRAS_H
