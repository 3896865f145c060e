//===- Declarations.cpp - what declarations say of a function -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An annotated function is entered in the annotated state, and each of its
// returns is compared with the annotated effect. Callers believe the
// annotation, so a body that does something else is reported here and nowhere
// else.
//
// A return at which the state is not known is assumed to be as annotated.
//
//===----------------------------------------------------------------------===//

#include "Declarations.h"

namespace pvlint::solve {

using flow::Annotation;
using flow::IrqsAfter;
using flow::Primitive;
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

void DeclarationJudge::breach(const std::optional<Annotation> &Part,
                              bool IsMissing, const flow::Range &At,
                              AnnotationObservation What) {
  What.Says = *Part;
  What.Return = Pool.event(Event::Return, Sc.In, nullptr, At);
  Breaches.push_back({&*Part, IsMissing, std::move(What)});
}

/// Whether interrupts in \p S are in the state of the function's entry.
static bool isAsEntered(ExprPool &Pool, const State &S) {
  const Tri Now = S.isOn(Pool);
  return S.Irq.Now == Pool.entry() ||
         (Now != Tri::Unknown && Now == S.Path.truth(Pool, Pool.entry()));
}

void DeclarationJudge::returns(const Row &R, const flow::Range &At,
                               const State &S) {
  if (!Sc.Says || !Sc.Says->Entry.hasEffect() || !Report)
    return;
  const Primitive &P = Sc.Says->Entry;
  const Expr *Return = R.Return;
  Tri Happens = Tri::True;
  if (P.Happens != When::Always) {
    Happens = Return ? S.Path.truth(Pool, Return) : Tri::Unknown;
    if (P.Happens == When::Zero)
      Happens = !Happens;
  }
  if (Happens == Tri::Unknown)
    return;
  if (Happens == Tri::False) {
    // For these results nothing happens.
    const Tri Now = S.isOn(Pool);
    if (!isAsEntered(Pool, S) && Now != Tri::Unknown && !S.MayBeOpen)
      breach(Sc.Says->When, false, At,
             {.K = AnnotationObservation::LeavesOther,
              .Made = S.Irq.By,
              .IsOn = Now == Tri::True});
    return;
  }
  judgeIrqs(At, S);
  if (P.Save)
    judgeSave(Return, At, S);
  if (P.Restore)
    judgeRestore(At, S);
}

void DeclarationJudge::judgeIrqs(const flow::Range &At, const State &S) {
  const Primitive &P = Sc.Says->Entry;
  const std::optional<Annotation> &Part = Sc.Says->Irqs;
  const Tri Now = S.isOn(Pool);
  auto Leaves = [&](AnnotationObservation::Kind K) {
    return AnnotationObservation{
        .K = K, .Made = S.Irq.By, .IsOn = Now == Tri::True};
  };
  if (P.KeepsIrqs) {
    if (isAsEntered(Pool, S))
      Kept.insert(&*Part);
    else if (Now != Tri::Unknown && !S.MayBeOpen)
      breach(Part, false, At, Leaves(AnnotationObservation::LeavesAnyCaller));
  } else if (P.Irqs != IrqsAfter::Unchanged) {
    const Tri Wanted = P.Irqs == IrqsAfter::On ? Tri::True : Tri::False;
    if (Now == Wanted)
      Kept.insert(&*Part);
    else if (Now != Tri::Unknown)
      breach(Part, false, At, Leaves(AnnotationObservation::Leaves));
    else if (S.Irq.Now == Pool.entry())
      breach(Part, true, At, {.K = AnnotationObservation::Unchanged});
  }
}

void DeclarationJudge::judgeSave(const Expr *Return, const flow::Range &At,
                                 const State &S) {
  const Primitive &P = Sc.Says->Entry;
  const std::optional<Annotation> &Part = Sc.Says->Save;
  const bool IsResult = P.Save->K == WordPlace::Return;
  const Expr *V = Return;
  if (!IsResult) {
    const Cell *C =
        Pool.pointee(Pool.param(P.Save->Arg, F.Vars[P.Save->Arg].Ty), "");
    V = S.get(S.Cells, C->Id);
  }
  V = stripCasts(V);
  AnnotationObservation What{.K = AnnotationObservation::GivesNothing,
                             .IsPointee = !IsResult,
                             .Param = IsResult ? "" : name(F, P.Save->Arg)};
  if (V && V->K == Expr::Word) {
    if (P.Irqs != IrqsAfter::Off || !V->A->isConst(0) ||
        S.Path.truth(Pool, Pool.entry()) == Tri::False) {
      Kept.insert(&*Part);
      return;
    }
    What.K = AnnotationObservation::SavedTooLate;
    What.Made = V->Origin;
  } else if (V && V->isConst()) {
    What.K = AnnotationObservation::GivesNumber;
    What.Number = V->Value;
  } else if (V || IsResult) {
    return; // not known
  }
  const bool GivesNothing = What.K == AnnotationObservation::GivesNothing;
  breach(Part, GivesNothing, At, std::move(What));
}

void DeclarationJudge::judgeRestore(const flow::Range &At, const State &S) {
  const WordPlace &From = *Sc.Says->Entry.Restore;
  const Expr *Param = Pool.param(From.Arg, F.Vars[From.Arg].Ty);
  const Cell *C =
      From.K == WordPlace::Pointee ? Pool.pointee(Param, "") : nullptr;
  auto IsIt = [&](const Expr *E) {
    E = stripCasts(E);
    return C ? E->K == Expr::Init && E->C == C : E == Param;
  };
  // Restored; or written out: "if the word says on, turn them on".
  bool Done = llvm::any_of(S.Restored, IsIt) ||
              (S.Irq.Now->K == Expr::IfBit && IsIt(S.Irq.Now->A));
  for (const auto &[E, Known] : S.Path)
    Done |= E->K == Expr::IfBit && IsIt(E->A);
  if (Done)
    Kept.insert(&*Sc.Says->Restore);
  else
    breach(Sc.Says->Restore, true, At,
           {.K = AnnotationObservation::RestoresNothing,
            .IsPointee = C != nullptr,
            .Param = name(F, From.Arg)});
}

void DeclarationJudge::settled(bool Merged) {
  for (Breach &B : Breaches) {
    B.What.MayBeOutside =
        B.IsMissing && !Kept.contains(B.Part) && Sc.Says->ReachesUnknown;
    Log.observe(std::move(B.What));
  }
  Breaches.clear();
}

} // namespace pvlint::solve
