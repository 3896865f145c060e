//===- Components.cpp - strongly connected components ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tarjan's algorithm, with a stack of its own: chains of calls may be long.
//
//===----------------------------------------------------------------------===//

#include "program/Components.h"
#include "program/BodySource.h"
#include <algorithm>

namespace pvlint::solve {
namespace {

class Walk {
public:
  explicit Walk(const BodySource &Source)
      : Source(Source), Marks(Source.numFunctions()) {}

  std::vector<std::vector<uint32_t>> run() {
    for (uint32_t Root = 0; Root != Marks.size(); ++Root) {
      if (Marks[Root].Number)
        continue;
      enter(Root);
      while (!Path.empty())
        step();
    }
    return std::move(Found);
  }

private:
  struct Mark {
    uint32_t Number = 0, Low = 0; ///< from 1; 0: not met so far
    bool IsOpen = false;          ///< its component is not complete
  };
  struct Place {
    uint32_t Function;
    size_t Next = 0; ///< of its callees
  };

  const BodySource &Source;
  std::vector<Mark> Marks;
  std::vector<Place> Path;
  std::vector<uint32_t> Open;
  std::vector<std::vector<uint32_t>> Found;
  uint32_t Numbers = 0;

  void enter(uint32_t F) {
    ++Numbers;
    Marks[F] = {Numbers, Numbers, true};
    Open.push_back(F);
    Path.push_back({F});
  }

  void step() {
    const uint32_t F = Path.back().Function;
    const llvm::ArrayRef<uint32_t> Callees = Source.calleesOf(F);
    if (Path.back().Next != Callees.size()) {
      const uint32_t To = Callees[Path.back().Next++];
      if (!Marks[To].Number)
        enter(To);
      else if (Marks[To].IsOpen)
        Marks[F].Low = std::min(Marks[F].Low, Marks[To].Number);
      return;
    }
    Path.pop_back();
    if (!Path.empty()) {
      Mark &Caller = Marks[Path.back().Function];
      Caller.Low = std::min(Caller.Low, Marks[F].Low);
    }
    if (Marks[F].Low == Marks[F].Number)
      close(F);
  }

  /// \p F is the first that was met of its component.
  void close(uint32_t F) {
    const auto First = std::find(Open.rbegin(), Open.rend(), F).base() - 1;
    for (auto It = First; It != Open.end(); ++It)
      Marks[*It].IsOpen = false;
    Found.emplace_back(First, Open.end());
    Open.erase(First, Open.end());
  }
};

} // namespace

std::vector<std::vector<uint32_t>> components(const BodySource &Source) {
  return Walk(Source).run();
}

} // namespace pvlint::solve
