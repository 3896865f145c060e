//===- Precautions.cpp - what not to simulate again -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Precautions.h"
#include <utility>

using llvm::StringRef;

namespace pvlint::solve {

Precautions &precautions() {
  static Precautions Care;
  return Care;
}

/// The language server solves on several threads.
static thread_local StringRef Innermost;

static void tell() {
  if (const auto &Hear = precautions().OnSimulate)
    Hear(Innermost);
}

Simulated::Simulated(StringRef Key) : Outer(std::exchange(Innermost, Key)) {
  tell();
}

Simulated::~Simulated() {
  Innermost = Outer;
  tell();
}

} // namespace pvlint::solve
