//===- Inside.cpp - what decides inside of callees ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inside.h"

namespace pvlint::solve {

void InsideJudge::note(const Event *At, const State &S) {
  // A function of a header is told by its name.
  if (F.InHeader)
    return;
  Branches Now;
  for (const Trail *T = S.Way; T; T = T->Before)
    if (T->Branch.Begin.isValid())
      Now.emplace_back(T->Branch, T->Taken);
  const auto [It, New] = Common.insert({At, Now});
  if (!New)
    llvm::erase_if(It->second, [&](const auto &Each) {
      return !llvm::is_contained(Now, Each);
    });
}

void InsideJudge::settled(bool) {
  for (const auto &[At, Taken] : Common) {
    Way Steps;
    for (const auto &[Branch, Which] : llvm::reverse(Taken)) {
      // A loop's condition is met once for each round.
      WayStep Step = branchOf(F, {.Branch = Branch, .Taken = Which});
      if (llvm::none_of(Steps, [&](const WayStep &Before) {
            return Before.Branch == Step.Branch && Before.Says == Step.Says;
          }))
        Steps.push_back(std::move(Step));
    }
    if (Steps.empty())
      Log.Seen.Inside.erase(At);
    else
      Log.Seen.Inside[At] = std::move(Steps);
  }
}

} // namespace pvlint::solve
