//===- Targets.h - what the built-in contracts are for ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// contracts/linux-ARCH.yaml is for an architecture. Which contract a unit gets
// is known only when it is parsed, so what has to hold for one of them, or for
// all, is asked of each.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_TARGETS_H
#define PVLINT_CONTRACT_TARGETS_H

#include <string>
#include <vector>

namespace pvlint::flow {

/// The names that Contract::builtin() has a file for, each also with "+rt".
std::vector<std::string> targets();

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_TARGETS_H
