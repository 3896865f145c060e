//===- NativePlaces.h - where native flags are in place --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that fills a member of the paravirt ops is what the ops are made
// of: it may well use the processor's own flags. So may a function that is
// called from such functions alone.
//
// Limits: a function that anybody else may call is judged like any other, even
// if its author meant it for an implementation.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_NATIVEPLACES_H
#define PVLINT_PROGRAM_NATIVEPLACES_H

#include <cstdint>
#include <vector>

namespace pvlint::solve {

class NativePlaces {
public:
  /// Of functions 0 to \p Count.
  explicit NativePlaces(size_t Count)
      : Callers(Count), Callees(Count), Closed(Count), Found(Count) {}

  void addCall(uint32_t From, uint32_t To) {
    Callees[From].push_back(To);
    Callers[To].push_back(From);
  }
  /// Whether all callers of \p Function are known.
  void setClosed(uint32_t Function, bool Is) { Closed[Function] = Is; }
  /// \p Function fills a member.
  void add(uint32_t Function) {
    Found[Function] = true;
    Work.push_back(Function);
  }

  bool contains(uint32_t Function) {
    spread();
    return Found[Function];
  }

private:
  void spread() {
    while (!Work.empty()) {
      const uint32_t From = Work.back();
      Work.pop_back();
      for (uint32_t To : Callees[From])
        if (!Found[To] && Closed[To] && onlyFromFound(To))
          add(To);
    }
  }
  bool onlyFromFound(uint32_t Function) const {
    for (uint32_t Caller : Callers[Function])
      if (!Found[Caller])
        return false;
    return true;
  }

  std::vector<std::vector<uint32_t>> Callers, Callees;
  std::vector<char> Closed, Found;
  std::vector<uint32_t> Work;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_NATIVEPLACES_H
