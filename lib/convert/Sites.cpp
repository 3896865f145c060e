//===- Sites.cpp - where sections begin and end in a function -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sites.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace pvlint::convert {

using flow::Form;
using flow::FormKind;
using flow::FormRole;
using flow::Primitive;
using llvm::StringRef;

static std::optional<Form> sectionForm(const flow::Forms &Forms,
                                       StringRef Name) {
  const auto F = Forms.find(Name);
  if (F && (F->Kind == FormKind::Irq || F->Kind == FormKind::IrqSave) &&
      (F->Role == FormRole::Begin || F->Role == FormRole::End ||
       F->Role == FormRole::Try))
    return F;
  return std::nullopt;
}

/// Whether \p P only asks.
static bool isHarmless(const Primitive *P) {
  return P && (P->IsTest || (!P->Save && !P->Restore &&
                             P->Irqs == flow::IrqsAfter::Unchanged &&
                             P->Counted == flow::CountedUse::No));
}

static bool begins(const Primitive &P) {
  return P.Save || P.Irqs == flow::IrqsAfter::Off;
}

/// What \p Callee does for the section of a guard, and of which class it is.
/// <linux/cleanup.h> makes such names: class_spinlock_irqsave_constructor.
static std::optional<Form> guardForm(const flow::Forms &Forms, StringRef Callee,
                                     StringRef &Class) {
  Class = Callee;
  if (!Class.consume_front("class_"))
    return std::nullopt;
  const bool Ends = Class.consume_back("_destructor");
  if (!Ends && !Class.consume_back("_constructor"))
    return std::nullopt;
  StringRef Base = Class;
  const bool Tries = Base.consume_back("_try");
  const bool Saves = Base.ends_with("irqsave");
  if (!Saves && !Base.ends_with("irq"))
    return std::nullopt;
  return Form{&Forms.cpu(), Saves ? FormKind::IrqSave : FormKind::Irq,
              Ends    ? FormRole::End
              : Tries ? FormRole::Try
                      : FormRole::Begin};
}

std::string guardClass(StringRef Class, Target To) {
  if (!Class.consume_back("irqsave"))
    (void)Class.consume_back("irq");
  const bool HasLock = Class.consume_back("_");
  switch (To) {
  case Target::Counted:
    return HasLock ? (Class + "_irq_disable").str() : "interrupt_disable";
  case Target::Plain:
    return HasLock ? Class.str() : "";
  case Target::Irq:
    return HasLock ? (Class + "_irq").str() : "irq";
  }
  return "";
}

std::vector<Site> sitesOf(solve::Solver &S, const flow::Function &F) {
  const flow::Forms &Forms = S.contract().forms();
  llvm::SmallPtrSet<const flow::Op *, 8> Acting;
  for (const flow::Op *O : S.actingCalls(F))
    if (!isHarmless(S.entry(*O)))
      Acting.insert(O);
  std::vector<Site> All;
  if (Acting.empty())
    return All;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (!Acting.contains(&O) || !O.Loc.Begin.isValid())
        continue;
      Site New;
      StringRef Class;
      New.At = O.Loc.Begin;
      New.Spelling = O.Spelling;
      const bool IsNamed = O.CalleeIs == flow::CalleeKind::Function;
      if (const auto Is = sectionForm(Forms, O.Spelling)) {
        New.Is = *Is;
      } else if (const auto Of = guardForm(Forms, O.Callee, Class);
                 Of && IsNamed && O.Spelling != O.Callee) {
        New.Is = *Of;
        New.K = Site::Guard;
        New.Class = Class.str();
      } else if (const auto Uses = sectionForm(Forms, O.Callee);
                 Uses && IsNamed && O.Spelling != O.Callee) {
        New.Is = *Uses;
        New.K = Site::Macro;
      } else if (const Primitive *P = S.entry(O); P && IsNamed && begins(*P)) {
        New.Is = {&Forms.cpu(), P->Save ? FormKind::IrqSave : FormKind::Irq,
                  FormRole::Begin};
        New.K = Site::Foreign;
      } else {
        continue; // a function of the program: its body has sites of its own
      }
      const auto Same = llvm::find_if(All, [&](const Site &Old) {
        return Old.At == New.At && Old.K == New.K &&
               (New.K != Site::Guard || Old.Is.Role == New.Is.Role);
      });
      if (Same == All.end()) {
        New.Ops.push_back(O.Number);
        All.push_back(std::move(New));
      } else if (Same->K != Site::Macro) {
        Same->Ops.push_back(O.Number);
      }
    }
  return All;
}

} // namespace pvlint::convert
