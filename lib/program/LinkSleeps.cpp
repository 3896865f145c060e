//===- LinkSleeps.cpp - calls of what sleeps in another file --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Within a file the simulation follows sleeps with their conditions. Beyond it,
// calls that are made with interrupts off, whatever way leads to them, are held
// against functions that sleep on every way (SleepsBelow.h).
//
//===----------------------------------------------------------------------===//

#include "program/Link.h"
#include "program/SleepsBelow.h"

namespace pvlint::solve {

/// Whether the simulation of a function of \p File has followed the sleep that
/// the chain \p Call leads to.
static bool isFollowed(const Event *Call, uint32_t File) {
  const EventFunction *In = Call->Fn;
  for (const Event *E = Call; E; E = E->Inner)
    if (!E->Fn->InHeader)
      In = E->Fn;
  return In->InHeader || In->Loc.File == File;
}

void Link::observeSleeps() {
  const auto &Nodes = Syms.nodes();
  SleepsBelow Below(Syms, TheSolver);
  ExprPool &Pool = TheSolver.pool();
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    // While the system starts nobody else contends.
    if (!Active[N] || (Nodes[N].Flags & flow::FunctionEntry::Init))
      continue;
    std::unique_ptr<flow::Function> Body;
    for (const CallRecord &R : Records[N]) {
      if (R.States != CallRecord::Off || !R.IsSurelyOff || !R.OffEvent)
        continue;
      const Event *Sleep = nullptr;
      Reach By = Reach::Named;
      if (!R.Indirect) {
        if (const uint32_t To = Syms.find(R.Callee); To != Symbols::None)
          Sleep = Below.find(To);
      } else if (const llvm::ArrayRef<Target> All = targets(R.Callee);
                 All.size() <= MaxTargets) {
        // One that does not sleep may be the one that is called here.
        for (const Target &T : All) {
          Sleep = Below.find(T.Node);
          By = std::max(By, reachOf(R.Callee, T));
          if (!Sleep)
            break;
        }
      }
      if (!Sleep)
        continue;
      if (!Body && !(Body = Syms.decode(N)))
        break;
      for (const flow::Block &B : Body->Blocks)
        for (const flow::Op &O : B.Ops) {
          if (O.Number != R.Number)
            continue;
          SleepObservation Seen;
          Seen.At = Pool.event(Event::Call, Pool.eventFunction(*Body), &O,
                               O.Loc, Sleep, By);
          Seen.Off = R.OffEvent;
          if (!isFollowed(Seen.At, Body->Loc.Begin.File))
            TheJudges.observe(std::move(Seen));
        }
    }
  }
}

} // namespace pvlint::solve
