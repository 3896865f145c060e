//===- Declared.cpp - what declarations say of a function -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An annotated function is entered as it says, and each of its ways out is held
// against what it says of its effect. Callers take the declaration's word, so
// what the body does otherwise is told here and nowhere else.
//
// A way out on which the state is not known is taken as kept.
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"

namespace pvlint::solve {

using flow::Annotation;
using flow::IrqsAfter;
using flow::Primitive;
using flow::Required;
using flow::When;
using flow::WordPlace;

static const Expr *stripCasts(const Expr *E) {
  while (E && E->K == Expr::Cast)
    E = E->A;
  return E;
}

static std::string name(const flow::Function &F, unsigned Param) {
  return Param < F.NumParams && !F.Vars[Param].Name.empty()
             ? "'" + F.Vars[Param].Name + "'"
             : "parameter " + std::to_string(Param + 1);
}

void FunctionSolver::assumeDeclared(State &Start) {
  if (Says && Says->Entry.Requires != Required::Anything)
    (void)Start.Path.assume(Pool, Pool.entry(),
                            Says->Entry.Requires == Required::On);
}

/// What was assumed of the entry is no condition of a row: a caller that is
/// wrong about it has been told.
void FunctionSolver::forgetDeclared(Summary &Out) {
  if (!Says || Says->Entry.Requires == Required::Anything)
    return;
  auto IsEntry = [&](const Expr *E) { return E == Pool.entry(); };
  const int64_t Assumed = Says->Entry.Requires == Required::On;
  for (Row &R : Out.Rows) {
    R.When.removeIf(IsEntry);
    if (R.Irq->isConst(Assumed)) {
      R.Irq = Pool.entry();
      R.IrqEvent = nullptr;
      R.Disabled = R.EnabledCaller = nullptr;
      R.InSection = false;
      R.SectionWord = nullptr;
    }
  }
  for (Obligation &O : Out.Obligations)
    O.When.removeIf(IsEntry);
}

void FunctionSolver::noteDeclared(const State &S, const Expr *Return,
                                  const flow::Range &At) {
  if (!Says || !Says->Entry.hasEffect() || !Report || Parent.RecordingCalls)
    return;
  const Primitive &P = Says->Entry;
  Tri Happens = Tri::True;
  if (P.Happens != When::Always) {
    Happens = Return ? S.Path.truth(Pool, Return) : Tri::Unknown;
    if (P.Happens == When::Zero)
      Happens = !Happens;
  }
  if (Happens == Tri::Unknown)
    return;
  auto Is = [&](const std::optional<Annotation> &Part, bool IsMissing,
                std::string Does, const Event *Made = nullptr) {
    AnnotationObservation O;
    O.Says = *Part;
    O.Return = Pool.event(Event::Return, &F, nullptr, At);
    O.Does = std::move(Does);
    O.Made = Made;
    Breaches.push_back({&*Part, IsMissing, std::move(O)});
  };
  const Tri Now = S.Path.truth(Pool, S.Irq);
  const Tri Before = S.Path.truth(Pool, Pool.entry());
  const bool IsAsEntered =
      S.Irq == Pool.entry() || (Now != Tri::Unknown && Now == Before);
  const std::string State = Now == Tri::True ? "on" : "off";

  if (Happens == Tri::False) {
    // For these results nothing happens.
    if (!IsAsEntered && Now != Tri::Unknown && !S.MayBeOpen)
      Is(Says->When, false,
         "returns with interrupts " + State + " for the other results too",
         S.IrqEvent);
    return;
  }

  if (P.KeepsIrqs) {
    if (IsAsEntered)
      Kept.insert(&*Says->Irqs);
    else if (Now != Tri::Unknown && !S.MayBeOpen)
      Is(Says->Irqs, false,
         "returns with interrupts " + State + ", whatever they were",
         S.IrqEvent);
  } else if (P.Irqs != IrqsAfter::Unchanged) {
    const Tri Wanted = P.Irqs == IrqsAfter::On ? Tri::True : Tri::False;
    if (Now == Wanted)
      Kept.insert(&*Says->Irqs);
    else if (Now != Tri::Unknown)
      Is(Says->Irqs, false, "returns with interrupts " + State, S.IrqEvent);
    else if (S.Irq == Pool.entry())
      Is(Says->Irqs, true, "returns with interrupts as it was entered");
  }

  if (P.Save) {
    const bool IsResult = P.Save->K == WordPlace::Return;
    const Expr *V = Return;
    if (!IsResult) {
      const Cell *C =
          Pool.pointee(Pool.param(P.Save->Arg, F.Vars[P.Save->Arg].Ty), "");
      V = S.get(S.Cells, C->Id);
    }
    V = stripCasts(V);
    const std::string Where =
        IsResult ? "" : " where " + name(F, P.Save->Arg) + " points";
    if (V && V->K == Expr::Word) {
      if (P.Irqs == IrqsAfter::Off && V->A->isConst(0) && Before != Tri::False)
        Is(Says->Save, false,
           std::string(IsResult ? "returns" : "stores") +
               " a word that was saved with interrupts off already",
           V->Origin);
      else
        Kept.insert(&*Says->Save);
    } else if (V && V->isConst()) {
      Is(Says->Save, false,
         (IsResult ? "returns the number " : "stores the number ") +
             std::to_string(V->Value) + Where);
    } else if (!V && !IsResult) {
      Is(Says->Save, true, "stores no word" + Where);
    }
  }

  if (P.Restore) {
    const WordPlace &From = *P.Restore;
    const Expr *Param = Pool.param(From.Arg, F.Vars[From.Arg].Ty);
    const Cell *C =
        From.K == WordPlace::Pointee ? Pool.pointee(Param, "") : nullptr;
    auto IsIt = [&](const Expr *E) {
      E = stripCasts(E);
      return C ? E->K == Expr::Init && E->C == C : E == Param;
    };
    // Restored; or written out: "if the word says on, turn them on".
    bool Done = llvm::any_of(S.Restored, IsIt) ||
                (S.Irq->K == Expr::IfBit && IsIt(S.Irq->A));
    for (const auto &[E, Known] : S.Path)
      Done |= E->K == Expr::IfBit && IsIt(E->A);
    if (Done)
      Kept.insert(&*Says->Restore);
    else
      Is(Says->Restore, true,
         "does not restore the word " +
             (C ? "where " + name(F, From.Arg) + " points"
                : name(F, From.Arg)));
  }
}

/// What \p Name does is what its declaration says; what its body leaves to
/// callers is theirs all the same.
void FunctionSolver::judgeBody(const flow::Op &O, llvm::StringRef Name,
                               const Primitive &P, const State &S,
                               llvm::ArrayRef<const Expr *> Args) {
  recordCall(O, Name, /*IsIndirect=*/false, S);
  const Summary *Body = Parent.summaryForCall(Name, DemandKind::None);
  if (!Body)
    return;
  Summary Left;
  Left.Obligations = Body->Obligations;
  // The word is judged here, where it is given.
  llvm::erase_if(Left.Obligations, [&](const Obligation &Ob) {
    return P.Restore && Ob.K == Obligation::RestoreWord;
  });
  Substitution Subst(*this, S, O, Args, S.Irq);
  judgeCallee(O, Left, S, Subst);
}

void FunctionSolver::judgeDeclared() {
  for (Breach &B : Breaches) {
    B.What.MayBeOutside =
        B.IsMissing && !Kept.contains(B.Part) && Says->ReachesUnknown;
    Parent.observe(std::move(B.What));
  }
  Breaches.clear();
}

} // namespace pvlint::solve
