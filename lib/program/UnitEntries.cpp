//===- UnitEntries.cpp - who enters the functions of one unit -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/UnitEntries.h"

namespace pvlint::solve {

UnitEntries::UnitEntries(BodySource &Source) {
  std::vector<uint32_t> Work;
  for (const auto &[F, Known] : Source.contexts()) {
    auto [It, New] = Contexts.try_emplace(Source.nameOf(F), Known);
    if (!New && Known->Off)
      It->second = Known;
    if (Known->Off)
      Work.push_back(F);
  }
  while (!Work.empty()) {
    const uint32_t F = Work.back();
    Work.pop_back();
    if (!Source.nameOf(F).empty() && Below.insert(Source.nameOf(F)).second)
      for (uint32_t Callee : Source.calleesOf(F))
        Work.push_back(Callee);
  }
}

bool UnitEntries::mayBeOff(const flow::Function &F) {
  return Below.contains(F.key());
}

bool UnitEntries::mayBeInContext(const flow::Function &F) {
  return Below.contains(F.key());
}

const flow::EntryContext *UnitEntries::context(llvm::StringRef Key) {
  return Contexts.lookup(Key);
}

} // namespace pvlint::solve
