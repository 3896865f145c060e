//===- UnitReport.cpp - what is known of a unit ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/UnitReport.h"
#include "ir/Mistake.h"
#include "llvm/ADT/StringRef.h"

namespace pvlint::session {

void UnitReport::fail(llvm::Error E) {
  Failed = true;
  const bool IsMistakes = E.isA<flow::Mistakes>();
  const std::string Text = llvm::toString(std::move(E));
  if (IsMistakes)
    Mistakes = Text + '\n';
  FirstError = llvm::StringRef(Text).split('\n').first.str();
}

} // namespace pvlint::session
