//===- Questions.cpp - functions that are simulated once more -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is asked of one function, and changes nothing that is known of it: the
// path to each exit with all calls kept, the states at each of its lines, and
// what an implementation does by itself.
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Precautions.h"
#include "engine/Solver.h"

namespace pvlint::solve {

bool Solver::trace(const flow::Function &F, Listener &Hear) {
  const Solved *S = find(F.key());
  if (!S || !S->Original || precautions().LeftOut.contains(F.key()))
    return false;
  const Running This(*this);
  const Simulated Now(F.key());
  auto IsTraced = [](const flow::Op &O) {
    return O.CalleeIs != flow::CalleeKind::Asm && !O.Args.empty();
  };
  const std::unique_ptr<flow::Function> Traced =
      sliced(*S->Original, S->Why, /*KeepReturn=*/true, {}, IsTraced);
  const flow::Function &Slice = *Traced;
  const Liveness Live(Slice);
  const Scene Sc{*this,
                 Pool,
                 Believes,
                 Slice,
                 Pool.eventFunction(Slice),
                 Live,
                 Pass::Trace,
                 S->Why,
                 annotation(Slice.key())};
  Summary Unused;
  return Simulator(Sc, &Hear).run(Unused);
}

bool Solver::watch(const flow::Function &Body, Listener &Hear) {
  if (precautions().LeftOut.contains(Body.key()))
    return false;
  const Running This(*this);
  const Simulated Now(Body.key());
  const Solved *S = find(Body.key());
  const DemandKind Why = S ? S->Why : DemandKind::None;
  auto IsProbe = [](const flow::Op &O) { return flow::isProbe(O); };
  const std::unique_ptr<flow::Function> Watched =
      sliced(Body, Why, S && S->HasReturn, IsProbe, {});
  const flow::Function &Slice = *Watched;
  const Liveness Live(Slice);
  const Scene Sc{*this,
                 Pool,
                 Believes,
                 Slice,
                 Pool.eventFunction(Slice),
                 Live,
                 Pass::Watch,
                 Why,
                 annotation(Slice.key())};
  Summary Known;
  return Simulator(Sc, &Hear).run(Known);
}

Summary
Solver::examine(const flow::Function &F, Listener &Hear,
                const llvm::StringMap<const flow::Primitive *> &StandIns) {
  if (precautions().LeftOut.contains(F.key()))
    return Summary();
  const Running This(*this);
  const Simulated Now(F.key());
  Examined = &F;
  this->StandIns = &StandIns;
  const Liveness Live(F);
  const Scene Sc{*this,
                 Pool,
                 Believes,
                 F,
                 Pool.eventFunction(F),
                 Live,
                 Pass::Solve,
                 DemandKind::Word,
                 annotation(F.key())};
  const std::unique_ptr<Listener> Others =
      Hearers ? Hearers->listen(Sc) : nullptr;
  llvm::SmallVector<Listener *, 2> All{&Hear};
  if (Others)
    All.push_back(Others.get());
  Summary Result;
  if (!Simulator(Sc, All).run(Result))
    Result = Summary();
  Examined = nullptr;
  this->StandIns = nullptr;
  return Result;
}

} // namespace pvlint::solve
