//===- CallRecorder.cpp - the states in which calls are made --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/CallRecorder.h"

namespace pvlint::solve {

/// Whether the call before through the same place has turned interrupts on, in
/// the round of a loop before this: that is not how the caller has them.
static bool isMadeBy(const Event *E, llvm::StringRef Place) {
  return E && E->At && E->At->CalleeIs == flow::CalleeKind::Member &&
         E->At->Callee == Place;
}

void CallRecorder::calls(const flow::Op &O, llvm::StringRef Callee,
                         bool IsIndirect, const State &S) {
  CallRecord R;
  R.Callee = Pool.text(Callee);
  R.Indirect = IsIndirect;
  R.Number = O.Number;
  R.At = O.Loc.Begin;
  const Tri Now = S.isOn(Pool);
  // A test of the state at entry says nothing of how callers enter.
  const bool Tested = S.Irq.Now == Pool.entry() && Now == Tri::False;
  R.States = Tested              ? CallRecord::Entry
             : Now == Tri::False ? CallRecord::Off
             : Now == Tri::True && IsIndirect && isMadeBy(S.Irq.By, Callee)
                 ? CallRecord::Unknown
             : Now == Tri::True          ? CallRecord::On
             : S.Irq.Now == Pool.entry() ? CallRecord::Entry
                                         : CallRecord::Unknown;
  if (R.States == CallRecord::Off) {
    R.OffEvent = S.Irq.By;
    R.IsSurelyOff = !S.MayBeOpen;
    if (IsIndirect)
      if (auto Objects = S.Path.about(Pool, objectOf(Pool, Callee)).values())
        R.OffObjects.assign(Objects->begin(), Objects->end());
    R.OffAnyObject = R.OffObjects.empty();
  }
  for (CallRecord &Old : Into)
    if (Old.Number == R.Number && Old.Callee == R.Callee) {
      Old.States |= R.States;
      Old.IsSurelyOff &= R.IsSurelyOff;
      Old.OffAnyObject |= R.OffAnyObject;
      Old.OffObjects.insert(Old.OffObjects.end(), R.OffObjects.begin(),
                            R.OffObjects.end());
      if (!Old.OffEvent)
        Old.OffEvent = R.OffEvent;
      return;
    }
  Into.push_back(std::move(R));
}

} // namespace pvlint::solve
