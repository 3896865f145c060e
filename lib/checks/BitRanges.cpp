//===- BitRanges.cpp - the names of bits ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/BitRanges.h"
#include <bit>
#include <vector>

namespace pvlint::checks {

std::string bitRanges(uint64_t Bits) {
  std::vector<std::string> Parts;
  while (Bits) {
    const int Low = std::countr_zero(Bits);
    const int Length = std::countr_one(Bits >> Low);
    const int High = Low + Length - 1;
    Parts.push_back(Low == High
                        ? std::to_string(Low)
                        : std::to_string(Low) + "-" + std::to_string(High));
    Bits = High == 63 ? 0 : Bits >> (High + 1) << (High + 1);
  }
  std::string Text = "bit";
  if (Parts.size() != 1 || Parts[0].find('-') != std::string::npos)
    Text += 's';
  for (size_t I = 0; I != Parts.size(); ++I)
    Text += (I == 0 ? " " : I + 1 == Parts.size() ? " and " : ", ") + Parts[I];
  return Text;
}

} // namespace pvlint::checks
