//===- SleepsBelow.cpp - who sleeps whatever it is passed -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/SleepsBelow.h"

namespace pvlint::solve {

using flow::FunctionEntry;

SleepsBelow::SleepsBelow(Symbols &Syms, Solver &S)
    : Syms(Syms), S(S), MayReach(Syms.nodes().size()) {
  const auto &Nodes = Syms.nodes();
  std::vector<std::vector<uint32_t>> Callers(Nodes.size());
  std::vector<uint32_t> Work;
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    for (uint32_t To : Nodes[N].Callees)
      Callers[To].push_back(N);
    if (Nodes[N].Flags & FunctionEntry::NamesSleeper) {
      MayReach[N] = true;
      Work.push_back(N);
    }
  }
  while (!Work.empty()) {
    const uint32_t N = Work.back();
    Work.pop_back();
    for (uint32_t Caller : Callers[N])
      if (!std::exchange(MayReach[Caller], true))
        Work.push_back(Caller);
  }
}

bool SleepsBelow::touchesInterrupts(uint32_t Node) const {
  const Summary *Sum = S.summary(Syms.nodes()[Node].Key);
  return Sum &&
         (Sum->GivenUp || Sum->Reopens ||
          llvm::any_of(Sum->Rows, [&](const Row &R) {
            return R.Irq != S.pool().entry() || R.Paired ||
                   R.When.truth(S.pool(), S.pool().entry()) != Tri::Unknown;
          }));
}

/// Whether no way through \p F leads around the block \p Avoid. Ways that never
/// return do not count.
static bool isUnavoidable(const flow::Function &F, uint32_t Avoid) {
  std::vector<char> Seen(F.Blocks.size());
  std::vector<uint32_t> Work{0};
  while (!Work.empty()) {
    const uint32_t B = Work.back();
    Work.pop_back();
    if (B == Avoid || std::exchange(Seen[B], true))
      continue;
    if (F.Blocks[B].Term.K == flow::TermKind::Return)
      return false;
    llvm::append_range(Work, F.Blocks[B].Term.Targets);
  }
  return true;
}

/// What \p O of \p In sleeps in, if it does.
const Event *SleepsBelow::sleepAt(const flow::Op &O, EventFunction &In,
                                  unsigned Calls) {
  if (O.Code != flow::Opcode::Call)
    return nullptr;
  if (const flow::Primitive *P = S.entry(O)) {
    const auto Gfp = P->sleepArg(O.Args.size());
    const bool Sleeps =
        P->Sleeps || (Gfp && O.Args[*Gfp].K == flow::Operand::Const &&
                      (O.Args[*Gfp].Value & P->SleepMask));
    return Sleeps ? S.pool().event(Event::Sleep, In, &O, O.Loc) : nullptr;
  }
  if (!Calls || O.CalleeIs != flow::CalleeKind::Function)
    return nullptr;
  const uint32_t To = Syms.find(O.Callee);
  const Event *Inner = To == Symbols::None ? nullptr : find(To, Calls - 1);
  return Inner ? S.pool().event(Event::Call, In, &O, O.Loc, Inner) : nullptr;
}

const Event *SleepsBelow::find(uint32_t Node, unsigned Calls) {
  if (!MayReach[Node] || touchesInterrupts(Node))
    return nullptr;
  // Also stops recursion.
  const auto [It, New] = Known.try_emplace({Node, Calls}, nullptr);
  if (!New)
    return It->second;
  const std::unique_ptr<flow::Function> F = Syms.decode(Node);
  if (!F)
    return nullptr;
  EventFunction &In = S.pool().eventFunction(*F);
  for (uint32_t B = 0; B != F->Blocks.size(); ++B) {
    std::optional<bool> IsCertain;
    for (const flow::Op &O : F->Blocks[B].Ops) {
      const Event *Sleep = sleepAt(O, In, Calls);
      if (!Sleep)
        continue;
      if (!IsCertain)
        IsCertain = isUnavoidable(*F, B);
      if (*IsCertain)
        return Known[{Node, Calls}] = Sleep;
    }
  }
  return nullptr;
}

} // namespace pvlint::solve
