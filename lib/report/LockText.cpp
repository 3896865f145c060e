//===- LockText.cpp - the lock that a line takes, in its own words --------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LockText.h"
#include "llvm/ADT/SmallVector.h"

using llvm::StringRef;

namespace pvlint::report {

using Arguments = llvm::SmallVector<StringRef, 4>;

/// Takes "(a, f(b))" from the front of \p Text; none where it does not end.
static Arguments takeArguments(StringRef &Text) {
  Arguments Args;
  unsigned Depth = 0;
  size_t First = 1;
  for (size_t I = 0; I != Text.size(); ++I) {
    const char C = Text[I];
    if (I == 0 && C != '(')
      break;
    Depth += C == '(';
    Depth -= C == ')';
    if (Depth == 0 || (Depth == 1 && C == ',')) {
      Args.push_back(Text.slice(First, I).trim());
      First = I + 1;
    }
    if (Depth == 0) {
      Text = Text.substr(I + 1);
      return Args;
    }
  }
  return {};
}

std::string lockTaken(StringRef Line, unsigned Col, StringRef By) {
  const StringRef Name = By.split('(').first;
  StringRef Rest = Line.substr(Col ? Col - 1 : Line.size());
  if (Name.empty() || !Rest.consume_front(Name))
    return "";
  Arguments Args = takeArguments(Rest);
  if (Args.empty())
    return "";
  if (Name == "guard" || Name == "scoped_guard") {
    // The first one is the class.
    if (!Args.front().contains("lock"))
      return "";
    if (Name == "guard")
      Args = takeArguments(Rest);
    else
      Args.erase(Args.begin());
    return Args.empty() ? "" : Args.front().str();
  }
  for (StringRef Known : {"spin_", "raw_spin_", "read_", "write_"})
    if (Name.starts_with(Known) && Name.contains("lock"))
      return Args.front().str();
  return "";
}

} // namespace pvlint::report
