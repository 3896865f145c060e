//===- Scope.h - how much was analysed at once ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_RULES_SCOPE_H
#define PVLINT_RULES_SCOPE_H

#include <cstdint>

namespace pvlint::rules {

/// How much of the code was analysed at once. What one unit shows nothing of, a
/// program may: so it takes a program to say that a suppression of it is for
/// nothing.
enum class Scope : uint8_t { Unit, Program };

} // namespace pvlint::rules

#endif // PVLINT_RULES_SCOPE_H
