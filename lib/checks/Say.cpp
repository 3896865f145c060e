//===- Say.cpp - sentences of checks --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Say.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <cassert>

namespace pvlint::checks {

/// Around what may be left out. Neither is in names or in source text that is
/// quoted (ir/Notes.h escapes control characters).
static constexpr char Open = '\x02', Close = '\x03';

std::string ifThereIsRoom(llvm::StringRef Text) {
  return (llvm::Twine(Open) + Text + llvm::Twine(Close)).str();
}

std::string fit(std::string Text) {
  while (true) {
    const size_t End = Text.find(Close);
    if (End == std::string::npos)
      return Text;
    const size_t Begin = Text.rfind(Open, End);
    const size_t Marks = llvm::count(Text, Open) + llvm::count(Text, Close);
    if (Text.size() - Marks > MaxMessage) {
      Text.erase(Begin, End + 1 - Begin);
    } else {
      Text.erase(End, 1);
      Text.erase(Begin, 1);
    }
  }
}

std::string say(llvm::StringRef Template, llvm::ArrayRef<std::string> Parts) {
  std::string Text;
  while (!Template.empty()) {
    const size_t At = Template.find_first_of("{[]");
    Text += Template.take_front(At);
    if (At == llvm::StringRef::npos)
      break;
    Template = Template.drop_front(At);
    if (Template[0] != '{') {
      Text += Template[0] == '[' ? Open : Close;
      Template = Template.drop_front();
      continue;
    }
    // A gap is one digit in braces.
    const size_t Index = Template[1] - '0';
    assert(Index < Parts.size() && Template[2] == '}');
    Text += Parts[Index];
    Template = Template.drop_front(3);
  }
  return Text;
}

} // namespace pvlint::checks
