//===- Kbuild.cpp - what a Makefile of the kernel says of a file ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kbuild.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace pvlint::output {

/// What \p Makefile adds \p Object to: "obj-$(CONFIG_NIU)", "aacraid-objs".
static llvm::SmallVector<StringRef, 2> sumsWith(StringRef Makefile,
                                                StringRef Object) {
  llvm::SmallVector<StringRef, 2> Sums;
  StringRef Sum; // what the line, or the one that it goes on from, adds to
  for (StringRef Line : llvm::split(Makefile, '\n')) {
    const size_t Sign = Sum.empty() ? Line.find('=') : StringRef::npos;
    if (Sign != StringRef::npos)
      Sum = Line.take_front(Sign).rtrim(":+ \t");
    llvm::SmallVector<StringRef, 8> Words;
    llvm::SplitString(Sign == StringRef::npos ? Line : Line.substr(Sign + 1),
                      Words);
    if (!Sum.empty() && llvm::is_contained(Words, Object))
      Sums.push_back(Sum);
    if (!Line.rtrim().ends_with("\\"))
      Sum = "";
  }
  return Sums;
}

/// "aacraid" of "aacraid-objs" and "aacraid-$(CONFIG_X)"; empty for what is
/// linked by itself.
static StringRef wholeOf(StringRef Sum) {
  return Sum.starts_with("obj-") ? StringRef() : Sum.rsplit('-').first;
}

std::string moduleOf(StringRef Makefile, StringRef Stem) {
  std::string Module;
  for (StringRef Sum : sumsWith(Makefile, (Stem + ".o").str())) {
    if (const StringRef Whole = wholeOf(Sum); !Whole.empty())
      return Whole.str();
    if (Sum != "obj-y")
      Module = Stem;
  }
  return Module;
}

std::string optionOf(StringRef Makefile, StringRef Stem) {
  // Objects in objects; a Makefile that is wrong may go round in circles.
  static constexpr unsigned MaxNested = 8;
  for (unsigned Nested = 0; Nested != MaxNested; ++Nested) {
    StringRef Whole;
    for (StringRef Sum : sumsWith(Makefile, (Stem + ".o").str())) {
      if (const size_t At = Sum.find("$(CONFIG_"); At != StringRef::npos)
        return Sum.substr(At + 2).split(')').first.str();
      if (Whole = wholeOf(Sum); !Whole.empty())
        break;
    }
    if (Whole.empty())
      break;
    Stem = Whole;
  }
  return "";
}

} // namespace pvlint::output
