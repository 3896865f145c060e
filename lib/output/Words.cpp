//===- Words.cpp - counts in words ----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/Words.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace pvlint::output {

std::string plural(unsigned Count, StringRef Noun) {
  return (llvm::Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

std::string plural(unsigned Count, llvm::StringRef One, llvm::StringRef Many) {
  return (llvm::Twine(Count) + " " + (Count == 1 ? One : Many)).str();
}

std::string describeLosses(const solve::Tally &Count, unsigned NoCfg) {
  std::vector<std::string> Parts;
  if (Count.TooLong)
    Parts.push_back(plural(Count.TooLong, "function") +
                    " too large and assumed not to change the interrupt state");
  if (Count.TooManyStates)
    Parts.push_back(plural(Count.TooManyStates, "function") +
                    " with states merged");
  if (Count.Unsettled)
    Parts.push_back(plural(Count.Unsettled, "function") +
                    " of deep recursion left as last found");
  if (NoCfg)
    Parts.push_back(plural(NoCfg, "function") + " without a CFG");
  return llvm::join(Parts, ", ");
}

} // namespace pvlint::output
