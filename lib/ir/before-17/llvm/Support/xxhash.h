//===- xxhash.h - of LLVM 17, for 16 ----------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hash of 64 bits, by its older form. The numbers are others, but they stay
// in the process: plugins write none of them.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_17_XXHASH_H
#define PVLINT_BEFORE_17_XXHASH_H

#include_next "llvm/Support/xxhash.h"

namespace llvm {

inline uint64_t xxh3_64bits(ArrayRef<uint8_t> Data) { return xxHash64(Data); }
inline uint64_t xxh3_64bits(StringRef Data) { return xxHash64(Data); }

} // namespace llvm

#endif // PVLINT_BEFORE_17_XXHASH_H
