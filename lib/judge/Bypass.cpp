//===- Bypass.cpp - the processor's own flags -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Xen PV guest keeps its interrupt state in memory that it shares with the
// hypervisor. cli, sti and popf do nothing to it, and IF of the register is
// always set. A word that was read from the register is of use for its other
// bits only, so what counts is whether something depends on IF.
//
// Limits: differences and comparisons of two words of the register are assumed
// not to depend on IF, since it is the same in both: probing for CPUID. A popf
// in one function of a word that another function saved is a guess.
//
//===----------------------------------------------------------------------===//

#include "Bypass.h"
#include "values/Masked.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Bypass;
using flow::Primitive;

static const Primitive *primitiveOf(const Solver &S, const Event *E) {
  const EventOp *At = E ? E->innermost()->At : nullptr;
  return At ? S.entry(*At) : nullptr;
}

static const Expr *withoutCasts(const Expr *E) {
  while (E->K == Expr::Cast)
    E = E->A;
  return E;
}

/// Whether \p E is a word read from the register itself.
static const Primitive *nativeSave(const Solver &S, const Expr *E) {
  if (E->K != Expr::Word)
    return nullptr;
  const Primitive *P = primitiveOf(S, E->Origin);
  return P && P->Native != Bypass::No ? P : nullptr;
}

namespace {
/// What a value has of IF of a word of the register.
struct IfBits {
  uint64_t Set = ~uint64_t(0); ///< bits that may be set at all
  uint64_t FromIf = 0;         ///< of these, which depend on IF
  const Expr *Word = nullptr;

  /// Whether the value was masked down to where IF counts.
  bool counts() const { return FromIf && flow::isMasked(Set); }
};
} // namespace

static IfBits ifBits(const Solver &S, const Expr *E);

static IfBits ifBitsOfBinary(const Solver &S, const Expr *E) {
  IfBits A = ifBits(S, E->A), B = ifBits(S, E->B), R;
  const bool TwoWords = A.Word && B.Word;
  R.Word = A.Word ? A.Word : B.Word;
  auto Amount = [&] { return E->B->Value & 63; };
  switch (E->Bin) {
  case BinOp::And:
    R.Set = A.Set & B.Set;
    R.FromIf = (A.FromIf | B.FromIf) & R.Set;
    break;
  case BinOp::Or:
  case BinOp::Xor:
    R.Set = A.Set | B.Set;
    R.FromIf = TwoWords ? 0 : A.FromIf | B.FromIf;
    break;
  case BinOp::Shl:
    if (!E->B->isConst())
      break;
    R.Set = A.Set << Amount();
    R.FromIf = A.FromIf << Amount();
    break;
  case BinOp::Shr:
    if (!E->B->isConst())
      break;
    R.Set = A.Set >> Amount();
    R.FromIf = A.FromIf >> Amount();
    break;
  case BinOp::Eq:
  case BinOp::Ne:
  case BinOp::Lt:
  case BinOp::Le:
  case BinOp::Gt:
  case BinOp::Ge:
    R.Set = 1;
    R.FromIf = !TwoWords && (A.counts() || B.counts());
    break;
  default:
    break;
  }
  return R;
}

static IfBits ifBits(const Solver &S, const Expr *E) {
  IfBits R;
  switch (E->K) {
  case Expr::Const:
    R.Set = E->Value;
    return R;
  case Expr::Word:
    if (nativeSave(S, E)) {
      R.FromIf = S.contract().family(E->Family).EnableMask;
      R.Word = E;
    }
    return R;
  case Expr::Param:
  case Expr::Init:
    // May be one in a caller.
    if (E->MaybeUndefined) {
      R.FromIf = S.contract().family(0).EnableMask;
      R.Word = E;
    }
    return R;
  case Expr::Cast:
    R = ifBits(S, E->A);
    R.Set &= typeMask(E->Ty);
    R.FromIf &= typeMask(E->Ty);
    return R;
  case Expr::Unary:
    R = ifBits(S, E->A);
    if (E->Un == flow::UnOp::Not)
      R.FromIf = R.counts(), R.Set = 1;
    else
      R.Set = ~uint64_t(0);
    return R;
  case Expr::Binary:
    return ifBitsOfBinary(S, E);
  default:
    return R;
  }
}

void BypassJudge::note(BypassObservation O) {
  if (!Report || Sc.Program.NativePlaces.contains(Sc.key()))
    return;
  // What the contract calls native is made of the processor's flags.
  const Primitive *Own = Sc.Program.entry(Sc.F.Name);
  if (Own && Own->Native != Bypass::No)
    return;
  O.IsNative = F.IsNative;
  Log.observe(O);
}

/// Whether the path holds a word of native_local_irq_save(): the author has
/// said that this code never runs in a guest.
bool BypassJudge::inNativeSection(const State &S) const {
  for (const auto *Slots : {&S.Cells, &S.Temps})
    for (const State::Slot &Slot : *Slots) {
      const Primitive *P = nativeSave(Sc.Program, Slot.second);
      if (P && P->Native == Bypass::Deliberate)
        return true;
    }
  return false;
}

/// A primitive that works on the register is about to be applied.
void BypassJudge::acts(const flow::Op &O, const Primitive &P, const State &S) {
  if (P.Native == Bypass::No || P.Irqs == flow::IrqsAfter::Unchanged)
    return;
  BypassObservation Seen;
  Seen.How = inNativeSection(S) ? Bypass::Deliberate : P.Native;
  const bool Off = P.Irqs == flow::IrqsAfter::Off;
  Seen.K = Off ? BypassObservation::Disable : BypassObservation::Enable;
  Seen.At = Pool.event(Off ? Event::Disable : Event::Enable, Sc.In, &O, O.Loc);
  note(Seen);
}

void BypassJudge::restores(const Restoring &R, const State &S) {
  const Primitive &P = *R.By;
  const Expr *Word = withoutCasts(R.Word);
  const Primitive *Saved = nativeSave(Sc.Program, Word);
  BypassObservation Seen;
  Seen.How = P.Native;
  Seen.At = R.At;
  Seen.Save = Word->K == Expr::Word ? Word->Origin : nullptr;
  if (P.Native == Bypass::No) {
    // In a kernel without paravirt ops it is the register anyway.
    if (!Saved)
      return;
    Seen.K = BypassObservation::ToOp;
    Seen.How = Saved->Native;
    return note(Seen);
  }
  if (P.Native == Bypass::Deliberate && (Saved || !Seen.Save)) {
    Seen.K = BypassObservation::RestoreNative;
    return note(Seen);
  }
  if (!Saved) {
    Seen.K =
        Seen.Save ? BypassObservation::RestoreOp : BypassObservation::Restore;
    if (!Seen.Save && !P.RestoreFull)
      return;
    return note(Seen);
  }
  // popf does not undo what a paravirt op did; cli and sti are reported where
  // they are.
  if (S.Irq.Now == Pool.stateOf(Word) || !S.Irq.By)
    return;
  const Primitive *Changed = primitiveOf(Sc.Program, S.Irq.By);
  if (S.isOn(Pool) != Tri::False || !Changed || Changed->Native != Bypass::No)
    return;
  Seen.K = BypassObservation::RestoreOff;
  Seen.Off = S.Irq.By;
  note(Seen);
}

void BypassJudge::tests(const flow::Op &O, const Primitive &P, const Expr *Word,
                        const State &S) {
  readsIf(Word, event(Event::Read, O));
}

void BypassJudge::reads(const Reading &R, const State &S) {
  // Printing the value, or keeping it in a variable, decides nothing.
  if (R.K == ReadKind::Print || (R.To && R.To->K == Cell::Var))
    return;
  if (R.Value->HasWord)
    judgeIfRead(R.Value, Pool.event(Event::Read, Sc.In, R.At, R.Loc));
}

/// \p At tests the interrupt state of the word \p Word.
void BypassJudge::readsIf(const Expr *Word, const Event *At) {
  Word = withoutCasts(Word);
  const Primitive *Saved = nativeSave(Sc.Program, Word);
  if (!Saved)
    return;
  BypassObservation Seen;
  Seen.K = BypassObservation::ReadIf;
  Seen.How = Saved->Native;
  Seen.At = At;
  Seen.Save = Word->Origin;
  note(Seen);
}

void BypassJudge::judgeIfRead(const Expr *V, const Event *At) {
  if (!V->HasWord)
    return;
  if (IfBits Bits = ifBits(Sc.Program, V);
      Bits.counts() && Bits.Word->K == Expr::Word)
    readsIf(Bits.Word, At);
}

bool BypassJudge::mayReadIf(const Expr *V) const {
  if (!V->HasCallerValue || V->HasWord)
    return false;
  return ifBits(Sc.Program, V).counts();
}

} // namespace pvlint::solve
