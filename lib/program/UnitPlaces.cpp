//===- UnitPlaces.cpp - what one unit knows of its own pointers -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/UnitPlaces.h"
#include "program/TargetsAt.h"

namespace pvlint::solve {

UnitPlaces::UnitPlaces(BodySource &Source) {
  llvm::StringMap<int64_t> Objects;
  for (const BodySource::HeldFunction &H : Source.held()) {
    const llvm::StringRef Key =
        Keys.insert(Source.nameOf(H.Function)).first->first();
    std::vector<IndirectTarget> &Targets = Places[H.Place].Targets;
    auto T = llvm::find_if(
        Targets, [&](const IndirectTarget &Old) { return Old.Key == Key; });
    if (T == Targets.end())
      T = Targets.insert(T, {Key, {}, {}, Reach::Table});
    if (!H.Object.empty())
      T->Objects.push_back(
          Objects.try_emplace(H.Object, Objects.size() + 1).first->second);
  }
  for (auto &Entry : Places) {
    Place &P = Entry.second;
    for (IndirectTarget &T : P.Targets) {
      llvm::sort(T.Objects);
      T.Objects.erase(llvm::unique(T.Objects), T.Objects.end());
      if (P.Targets.size() == 1)
        T.By = Reach::Named;
    }
  }
}

const IndirectPlace *UnitPlaces::place(llvm::StringRef Name) {
  const auto It = Places.find(Name);
  if (It == Places.end() || !Of)
    return nullptr;
  Place &P = It->second;
  TargetsAt At(Name);
  for (const IndirectTarget &T : P.Targets)
    At.add(T, Of->summary(T.Key), Of->pool());
  auto New = std::make_unique<IndirectPlace>(At.take());
  // In a unit all functions are in its file, or in headers that it includes.
  for (const IndirectTarget &T : P.Targets)
    if (const Summary *S = Of->summary(T.Key);
        S && llvm::any_of(S->Rows,
                          [](const Row &R) { return R.Sleep.Is != Slept::No; }))
      New->Sleeping.push_back({T, IndirectPlace::AnyFile});
  if (P.Known.empty() || *P.Known.back() != *New)
    P.Known.push_back(std::move(New));
  return P.Known.back().get();
}

} // namespace pvlint::solve
