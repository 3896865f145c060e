//===- Run.cpp - all ways through a piece of code -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/Run.h"
#include <set>

namespace pvlint::x86 {

/// Instructions that are run before code is given up.
static constexpr unsigned MaxSteps = 20000;

std::optional<std::vector<Ending>> run(const Code &C, uint64_t Begin,
                                       const State &Start,
                                       const Interpreter &Processor,
                                       Listener Look) {
  std::map<uint64_t, State> At;
  std::set<uint64_t> Work{Begin};
  std::map<uint64_t, Ending> Endings;
  At[Begin] = Start;
  for (unsigned Steps = 0; !Work.empty(); ++Steps) {
    if (Steps == MaxSteps)
      return std::nullopt;
    const uint64_t Address = *Work.begin();
    Work.erase(Work.begin());
    auto Found = C.find(Address);
    if (Found == C.end())
      continue; // runs on into another function
    const Instruction &I = Found->second;
    State S = At[Address];
    const Outcome O = Processor.step(I, S);
    Look(I, O);
    auto Arrive = [&](uint64_t To) {
      auto [It, IsNew] = At.try_emplace(To, S);
      if (IsNew || It->second.join(S))
        Work.insert(To);
    };
    switch (O.K) {
    case Outcome::Next:
      Arrive(I.Address + I.Size);
      break;
    case Outcome::Jump:
      Arrive(I.Target);
      break;
    case Outcome::Branch:
      if (O.Taken.value_or(true))
        Arrive(I.Target);
      if (!O.Taken.value_or(false))
        Arrive(I.Address + I.Size);
      break;
    case Outcome::Return:
    case Outcome::TailCall:
    case Outcome::End:
      Endings[Address] = {std::move(S), O.K};
      break;
    case Outcome::Stop:
      break;
    }
  }
  std::vector<Ending> Result;
  for (auto &[Address, E] : Endings)
    Result.push_back(std::move(E));
  return Result;
}

} // namespace pvlint::x86
