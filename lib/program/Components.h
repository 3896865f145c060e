//===- Components.h - strongly connected components -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_COMPONENTS_H
#define PVLINT_PROGRAM_COMPONENTS_H

#include <cstdint>
#include <vector>

namespace pvlint::solve {

class BodySource;

/// Functions that call each other are together, in the order in which a walk
/// from function 0 on meets them; components come after those that they call.
std::vector<std::vector<uint32_t>> components(const BodySource &Source);

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_COMPONENTS_H
