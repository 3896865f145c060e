//===- BitRanges.h - the names of bits --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_BITRANGES_H
#define PVLINT_CHECKS_BITRANGES_H

#include <cstdint>
#include <string>

namespace pvlint::checks {

/// "bit 18", "bits 3 and 5", "bits 0-7 and 16-63".
std::string bitRanges(uint64_t Bits);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_BITRANGES_H
