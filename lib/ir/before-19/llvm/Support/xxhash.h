//===- xxhash.h - of LLVM 19, for 16 to 18 ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hash that flow files are sealed with, declared only: plugins write no
// flow files, and of 16 to 18 there is nothing but plugins. What would use it
// does not link.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_19_XXHASH_H
#define PVLINT_BEFORE_19_XXHASH_H

#include_next "llvm/Support/xxhash.h"

namespace llvm {

struct XXH128_hash_t {
  uint64_t low64;
  uint64_t high64;
};

XXH128_hash_t xxh3_128bits(ArrayRef<uint8_t> Data);

} // namespace llvm

#endif // PVLINT_BEFORE_19_XXHASH_H
