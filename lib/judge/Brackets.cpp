//===- Brackets.cpp - how the sections of a function nest -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Brackets.h"
#include "engine/Solver.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace pvlint::solve {

using flow::Form;
using flow::FormKind;
using flow::FormRole;

/// The form that opens or closes something, or takes or releases a lock.
static std::optional<Form> bracket(llvm::StringRef Name,
                                   const flow::Forms &Forms) {
  const auto F = Forms.find(Name);
  if (F && (F->Role == FormRole::Begin || F->Role == FormRole::End) &&
      (F->Kind == FormKind::Plain || F->Kind == FormKind::Irq ||
       F->Kind == FormKind::IrqSave))
    return F;
  return std::nullopt;
}

/// Whether what \p P does cannot open or close anything.
static bool leavesAlone(const flow::Primitive *P) {
  return P && P->Irqs == flow::IrqsAfter::Unchanged && !P->Save &&
         !P->Restore && P->Counted == flow::CountedUse::No;
}

std::optional<Brackets> Brackets::of(const Scene &Sc, const flow::Function &F) {
  const flow::Forms &Forms = Sc.Pool.contract().forms();
  llvm::SmallPtrSet<const flow::Op *, 8> Acting;
  for (const flow::Op *O : Sc.Program.actingCalls(F)) {
    Acting.insert(O);
    if (!bracket(O->Spelling, Forms) && !leavesAlone(Sc.Program.entry(*O)))
      return std::nullopt;
  }
  Brackets B;
  B.Begin = F.Begin;
  B.BeginsWithDeclaration = F.BeginsWithDeclaration;
  for (const flow::Variable &V : F.Vars)
    B.Variables.push_back(V.Name);
  for (const flow::Block &From : F.Blocks) {
    Block &To = B.Blocks.emplace_back();
    for (const flow::Op &O : From.Ops) {
      if (O.Code != flow::Opcode::Call)
        continue;
      const auto Is = bracket(O.Spelling, Forms);
      // One use of a macro may be several calls, of which one acts.
      if (!Is || (Is->Kind != FormKind::Plain && !Acting.contains(&O)) ||
          (!To.Calls.empty() && To.Calls.back()->Loc == O.Loc))
        continue;
      To.Calls.push_back(Sc.Pool.eventOp(Sc.In, O));
    }
    To.Next.append(From.Term.Targets.begin(), From.Term.Targets.end());
    To.Returns = From.Term.K == flow::TermKind::Return;
  }
  return B;
}

llvm::SmallVector<const EventOp *, 8> Brackets::calls() const {
  llvm::SmallVector<const EventOp *, 8> All;
  for (const Block &B : Blocks)
    All.append(B.Calls.begin(), B.Calls.end());
  return All;
}

std::optional<Brackets::Walk> Brackets::walk(const flow::Forms &Forms,
                                             const Edits &Made) const {
  using Stack = llvm::SmallVector<const EventOp *, 2>;
  auto As = [&](const EventOp *O) {
    if (const auto It = Made.find(O); It != Made.end())
      return It->second;
    const auto F = *bracket(O->Spelling, Forms);
    return Becomes{F.Kind, F.Role};
  };
  Walk W;
  std::vector<std::optional<Stack>> In(Blocks.size());
  std::vector<uint32_t> Work = {0};
  In[0].emplace();
  while (!Work.empty()) {
    const Block &B = Blocks[Work.back()];
    Stack Open = *In[Work.back()];
    Work.pop_back();
    for (const EventOp *O : B.Calls) {
      const Becomes Is = As(O);
      const bool Acts = Is.Kind != FormKind::Plain;
      const bool Ends = Acts && Is.Role == FormRole::End;
      Around New;
      if (Ends && Open.empty())
        New.Loose = W.HasLoose = true;
      else if (Ends && As(Open.pop_back_val()).Kind != Is.Kind)
        return std::nullopt;
      New.Open = Open;
      if (Acts && !Ends)
        Open.push_back(O);
      auto [Old, First] = W.Calls.try_emplace(O, New);
      if (First ||
          (Old->second.Open == New.Open && Old->second.Loose == New.Loose))
        continue;
      if (Acts)
        return std::nullopt;
      Old->second.Differs = true;
    }
    W.EndsOpen |= B.Returns && !Open.empty();
    for (uint32_t To : B.Next) {
      if (!In[To]) {
        In[To] = Open;
        Work.push_back(To);
      } else if (*In[To] != Open) {
        return std::nullopt;
      }
    }
  }
  return W;
}

} // namespace pvlint::solve
