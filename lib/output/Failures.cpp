//===- Failures.cpp - units that could not be analysed --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/Failures.h"
#include "ir/Notes.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::output {

void printFailures(const UnitFailures &Units) {
  for (const auto &[Name, Message] : Units) {
    flow::notes() << "pvlint: error: not analysed: ";
    // Clang's errors start with their place.
    if (!llvm::StringRef(Message).contains(Name + ":"))
      flow::notes() << Name << ": ";
    flow::notes() << Message << '\n';
  }
}

} // namespace pvlint::output
