//===- Chains.cpp - from one function to another by calls -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Chains.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>

namespace pvlint::index {

/// Breadth first, so the first way found is a shortest one.
Chains callersOff(Reader &R, uint32_t F, uint64_t Limit) {
  struct Step {
    std::optional<CallInfo> Down; ///< the call that leads nearer to F
    unsigned Distance = 0;
  };
  struct Origin {
    unsigned Length;
    uint32_t To;
    std::optional<CallInfo> Call;
    std::string Why;
  };
  llvm::DenseMap<uint32_t, Step> Steps;
  std::vector<Origin> Origins;
  std::deque<uint32_t> Work{F};
  Steps[F] = {};
  while (!Work.empty()) {
    const uint32_t To = Work.front();
    Work.pop_front();
    const unsigned Distance = Steps[To].Distance;
    if (std::string Why = R.offBecause(To); !Why.empty())
      Origins.push_back({Distance, To, std::nullopt, std::move(Why)});
    for (CallInfo &Call : R.callers(To)) {
      if (Call.States & CallInfo::Off)
        Origins.push_back({Distance + 1, To, Call, ""});
      const uint32_t Caller = Call.Caller;
      if (Call.States & CallInfo::Entry && !Steps.count(Caller) &&
          R.enteredOff(Caller)) {
        Work.push_back(Caller);
        Steps[Caller] = {std::move(Call), Distance + 1};
      }
    }
  }
  llvm::stable_sort(Origins, [](const Origin &A, const Origin &B) {
    return A.Length < B.Length;
  });
  Chains Result;
  Result.Total = Origins.size();
  if (Origins.size() > Limit)
    Origins.resize(Limit);
  for (Origin &O : Origins) {
    Chain &C = Result.Shown.emplace_back();
    C.First = O.Call ? O.Call->Caller : O.To;
    C.Why = std::move(O.Why);
    if (O.Call) {
      if (O.Call->OffBy)
        C.Event = R.event(*O.Call->OffBy);
      C.Calls.push_back(std::move(*O.Call));
    }
    for (const Step *S = &Steps[O.To]; S->Down; S = &Steps[S->Down->Callee])
      C.Calls.push_back(*S->Down);
  }
  return Result;
}

Chains mayEnable(Reader &R, uint32_t F, uint64_t Limit) {
  Chains Result;
  llvm::DenseMap<uint32_t, std::optional<CallInfo>> From;
  std::deque<uint32_t> Work{F};
  From[F] = std::nullopt;
  while (!Work.empty()) {
    const uint32_t At = Work.front();
    Work.pop_front();
    // What a header's function does is said where it is called.
    if (At == F || !R.function(At).InHeader) {
      if (auto Event = R.enable(At); Event && ++Result.Total <= Limit) {
        Chain &C = Result.Shown.emplace_back();
        C.First = F;
        C.Event = std::move(Event);
        for (const std::optional<CallInfo> *Call = &From[At]; *Call;
             Call = &From[(*Call)->Caller])
          C.Calls.push_back(**Call);
        std::reverse(C.Calls.begin(), C.Calls.end());
      }
    }
    for (CallInfo &Call : R.callees(At))
      if (!From.count(Call.Callee)) {
        Work.push_back(Call.Callee);
        From[Call.Callee] = std::move(Call);
      }
  }
  return Result;
}

std::string describe(Reader &R, const Chain &C, bool EventAtEnd) {
  std::string Event;
  if (C.Event)
    Event = " [" + C.Event->At.text() + " " + C.Event->Spelling + "]";
  else if (!C.Why.empty())
    Event = " [" + R.function(C.First).At.text() + " is " + C.Why + "]";
  std::string Text = R.function(C.First).Name + "()";
  if (!EventAtEnd)
    Text += Event;
  for (const CallInfo &Call : C.Calls) {
    Text += " -> " + R.function(Call.Callee).Name + "()";
    if (!Call.Through.empty())
      Text += " {" + Call.Through + "}";
  }
  if (EventAtEnd)
    Text += Event;
  return Text;
}

} // namespace pvlint::index
