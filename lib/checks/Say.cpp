//===- Say.cpp - sentences of checks --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Say.h"
#include <cassert>

namespace pvlint::checks {

std::string say(llvm::StringRef Template, llvm::ArrayRef<std::string> Parts) {
  std::string Text;
  while (!Template.empty()) {
    const size_t Open = Template.find('{');
    Text += Template.take_front(Open);
    if (Open == llvm::StringRef::npos)
      break;
    // A gap is one digit in braces.
    const size_t Index = Template[Open + 1] - '0';
    assert(Index < Parts.size() && Template[Open + 2] == '}');
    Text += Parts[Index];
    Template = Template.drop_front(Open + 3);
  }
  return Text;
}

} // namespace pvlint::checks
