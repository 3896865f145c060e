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
// bits only, so what counts is whether something hangs on IF.
//
// Limits: differences and comparisons of two words of the register are taken
// not to hang on IF, since that is the same in both: probing for CPUID. A
// popf in one function of a word that another function saved is a guess.
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"
#include <bit>

namespace pvlint::solve {

using flow::BinOp;
using flow::Bypass;
using flow::Primitive;

/// A value of which more bits than this may be set has not been masked: a whole
/// word, compared or tested, is not tested for IF.
static constexpr int MaxTested = 16;

static const Primitive *primitiveOf(const Solver &S, const Event *E) {
  const flow::Op *At = E ? E->innermost()->At : nullptr;
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
  uint64_t FromIf = 0;         ///< of these, which hang on IF
  const Expr *Word = nullptr;

  /// Whether the value was masked down to where IF counts.
  bool counts() const { return FromIf && std::popcount(Set) <= MaxTested; }
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

void FunctionSolver::bypass(BypassObservation B) {
  if (!Report || Parent.NativePlaces.contains(F.Key.empty() ? F.Name : F.Key))
    return;
  B.IsNative = F.IsNative;
  Parent.observe(B);
}

/// Whether the path holds a word of native_local_irq_save(): the author has
/// said that this code never is a guest.
bool FunctionSolver::inNativeSection(const State &S) const {
  for (const auto *Slots : {&S.Cells, &S.Temps})
    for (const State::Slot &Slot : *Slots) {
      const Primitive *P = nativeSave(Parent, Slot.second);
      if (P && P->Native == Bypass::Deliberate)
        return true;
    }
  return false;
}

/// A primitive that works on the register is about to be applied.
void FunctionSolver::judgeBypass(const State &S, const flow::Op &O,
                                 const Primitive &P) {
  if (P.Native == Bypass::No || P.Irqs == flow::IrqsAfter::Unchanged)
    return;
  BypassObservation B;
  B.How = inNativeSection(S) ? Bypass::Deliberate : P.Native;
  const bool Off = P.Irqs == flow::IrqsAfter::Off;
  B.K = Off ? BypassObservation::Disable : BypassObservation::Enable;
  B.At = Pool.event(Off ? Event::Disable : Event::Enable, &F, &O, O.Loc);
  bypass(B);
}

/// \p Word is about to be restored by \p P.
void FunctionSolver::judgeBypassRestore(const State &S, const flow::Op &O,
                                        const Primitive &P, const Expr *Word) {
  Word = withoutCasts(Word);
  const Primitive *Saved = nativeSave(Parent, Word);
  BypassObservation B;
  B.How = P.Native;
  B.At = Pool.event(Event::Restore, &F, &O, O.Loc);
  B.Save = Word->K == Expr::Word ? Word->Origin : nullptr;
  if (P.Native == Bypass::No) {
    // In a kernel without paravirt ops it is the register all the same.
    if (!Saved)
      return;
    B.K = BypassObservation::ToOp;
    B.How = Saved->Native;
    return bypass(B);
  }
  if (P.Native == Bypass::Deliberate && (Saved || !B.Save)) {
    B.K = BypassObservation::RestoreNative;
    return bypass(B);
  }
  if (!Saved) {
    B.K = B.Save ? BypassObservation::RestoreOp : BypassObservation::Restore;
    if (!B.Save && !P.RestoreFull)
      return;
    return bypass(B);
  }
  // popf does not give back what a paravirt op took away; what cli or sti did
  // is told where they are.
  if (S.Irq == Pool.stateOf(Word) || !S.IrqEvent)
    return;
  const Primitive *Changed = primitiveOf(Parent, S.IrqEvent);
  if (S.Path.truth(Pool, S.Irq) != Tri::False || !Changed ||
      Changed->Native != Bypass::No)
    return;
  B.K = BypassObservation::RestoreOff;
  B.Off = S.IrqEvent;
  bypass(B);
}

/// \p At asks the word \p Word for its interrupt state.
void FunctionSolver::readsIf(const Expr *Word, const Event *At) {
  Word = withoutCasts(Word);
  const Primitive *Saved = nativeSave(Parent, Word);
  if (!Saved)
    return;
  BypassObservation B;
  B.K = BypassObservation::ReadIf;
  B.How = Saved->Native;
  B.At = At;
  B.Save = Word->Origin;
  bypass(B);
}

/// What happens at \p At hangs on \p V, perhaps on IF of a word of the register
/// in it.
void FunctionSolver::judgeIfRead(const Expr *V, const Event *At) {
  if (!V->HasWord)
    return;
  if (IfBits Bits = ifBits(Parent, V);
      Bits.counts() && Bits.Word->K == Expr::Word)
    readsIf(Bits.Word, At);
}

/// Whether something that hangs on \p V hangs on IF of a caller's word.
bool FunctionSolver::mayReadIf(const Expr *V) const {
  if (!V->HasCallerValue || V->HasWord)
    return false;
  return ifBits(Parent, V).counts();
}

} // namespace pvlint::solve
