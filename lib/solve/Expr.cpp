//===- Expr.cpp - symbolic values -----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "solve/Expr.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/Support/MathExtras.h"
#include <bit>

namespace pvlint::solve {

using flow::BinOp;
using flow::Type;
using flow::UnOp;

bool Expr::isBoolean() const {
  if (K == Entry || K == IfBit)
    return true;
  if (K == Unary)
    return Un == UnOp::Not;
  if (K == Binary)
    return Bin >= BinOp::Eq;
  return Ty.Bits == 1 || (K == Const && (Value == 0 || Value == 1));
}

void Expr::Profile(llvm::FoldingSetNodeID &Id) const {
  Id.AddInteger(unsigned(K) | unsigned(Un) << 8 | unsigned(Bin) << 16 |
                unsigned(Spent) << 24);
  Id.AddInteger(unsigned(Ty.Bits) | unsigned(Ty.Signed) << 8 |
                unsigned(Ty.Pointer) << 9 | unsigned(Family) << 16);
  Id.AddInteger(Value);
  Id.AddPointer(A);
  Id.AddPointer(B);
  Id.AddPointer(C);
  Id.AddPointer(Origin);
  if (!Name.empty())
    Id.AddString(Name);
  for (const Expr *Arg : Args)
    Id.AddPointer(Arg);
  // An opaque made from others keeps their bits, which are not derived.
  if (K == Opaque || K == Word) {
    Id.AddInteger(Undefined);
    Id.AddInteger(MaybeUndefined);
    if (K == Opaque)
      Id.AddPointer(Source);
  }
}

static uint64_t typeMask(Type Ty) { return llvm::maskTrailingOnes<uint64_t>(Ty.Bits ? Ty.Bits : 64); }

static int64_t wrap(int64_t V, Type Ty) {
  if (Ty.Bits >= 64 || Ty.Bits == 0)
    return V;
  return Ty.Signed ? llvm::SignExtend64(V, Ty.Bits)
                   : static_cast<int64_t>(V & typeMask(Ty));
}

/// Undefined bits of `A op B`. Addition and its kin carry upwards only, so bits
/// below the lowest undefined one stay defined.
static uint64_t undefinedOf(BinOp Op, uint64_t A, uint64_t B, const Expr *EA,
                            const Expr *EB, Type Ty) {
  if (!A && !B)
    return 0;
  switch (Op) {
  case BinOp::And:
    if (EB->isConst())
      return A & EB->Value;
    if (EA->isConst())
      return B & EA->Value;
    return A | B;
  case BinOp::Or:
    if (EB->isConst())
      return A & ~EB->Value;
    if (EA->isConst())
      return B & ~EA->Value;
    return A | B;
  case BinOp::Xor:
    return A | B;
  case BinOp::Shl:
    return EB->isConst() && EB->Value >= 0 && EB->Value < 64
               ? A << EB->Value
               : ~uint64_t(0);
  case BinOp::Shr:
    if (!EB->isConst() || EB->Value < 0 || EB->Value >= 64)
      return ~uint64_t(0);
    // An arithmetic shift copies the sign bit.
    if (Ty.Signed && Ty.Bits)
      return static_cast<uint64_t>(llvm::SignExtend64(A, Ty.Bits) >> EB->Value);
    return A >> EB->Value;
  case BinOp::Add:
  case BinOp::Sub:
  case BinOp::Mul: {
    uint64_t Any = A | B;
    return ~llvm::maskTrailingOnes<uint64_t>(std::countr_zero(Any)) & typeMask(Ty);
  }
  case BinOp::Div:
  case BinOp::Rem:
    return typeMask(Ty);
  default:
    return 1; // a comparison hangs on every bit
  }
}

void ExprPool::derive(Expr &E) {
  auto Merge = [&](const Expr *X) {
    if (!X)
      return;
    E.HasWord |= X->HasWord;
    E.HasCallerValue |= X->HasCallerValue;
    E.HasEntry |= X->HasEntry;
    E.HasMemory |= X->HasMemory;
    E.HasLocal |= X->HasLocal;
    E.OpaqueBloom |= X->OpaqueBloom;
    E.Depth = std::max<unsigned>(E.Depth, X->Depth + 1);
    if (!E.Source)
      E.Source = X->Source;
    E.SourceBits |= X->SourceBits;
  };
  Merge(E.A);
  Merge(E.B);
  for (const Expr *Arg : E.Args)
    Merge(Arg);
  if (E.C && E.C->K == Cell::Pointee) {
    const Expr *P = E.C->Pointer;
    E.HasCallerValue |= P->HasCallerValue;
    E.HasMemory |= P->HasMemory;
    E.HasLocal |= P->HasLocal;
    E.OpaqueBloom |= P->OpaqueBloom;
    E.Depth = std::max<unsigned>(E.Depth, P->Depth + 1);
  }
  const uint64_t Defined =
      Contract.families().empty() ? 0 : Contract.family(0).DefinedBits;
  switch (E.K) {
  case Expr::Entry:
    E.HasEntry = true;
    break;
  case Expr::Param:
  case Expr::Init:
    E.HasCallerValue = true;
    E.HasMemory |= E.K == Expr::Init;
    if (E.Ty == Type{64, false, false})
      E.MaybeUndefined = ~Defined;
    if (E.C && E.C->K == Cell::Var)
      E.HasLocal = true;
    break;
  case Expr::IfBit:
    E.SourceBits = 0;
    break;
  case Expr::Opaque:
    E.HasLocal = true;
    E.OpaqueBloom |= uint64_t(1) << (E.Value & 63);
    break;
  case Expr::Uninit:
    E.HasLocal = true;
    break;
  case Expr::Address:
    if (E.C->K == Cell::Var)
      E.HasLocal = true;
    break;
  case Expr::Word:
    E.HasWord = true;
    break;
  case Expr::Unary:
    if (E.Un == UnOp::Not) {
      E.Undefined = E.A->Undefined != 0;
      E.MaybeUndefined = E.A->MaybeUndefined != 0;
    } else if (E.Un == UnOp::BitNot) {
      E.Undefined = E.A->Undefined;
      E.MaybeUndefined = E.A->MaybeUndefined;
    } else {
      E.Undefined = undefinedOf(BinOp::Sub, 0, E.A->Undefined, E.A, E.A, E.Ty);
      E.MaybeUndefined =
          undefinedOf(BinOp::Sub, 0, E.A->MaybeUndefined, E.A, E.A, E.Ty);
    }
    break;
  case Expr::Binary:
    E.Undefined = undefinedOf(E.Bin, E.A->Undefined, E.B->Undefined, E.A, E.B,
                              E.Ty) & typeMask(E.Ty);
    E.MaybeUndefined = undefinedOf(E.Bin, E.A->MaybeUndefined,
                                   E.B->MaybeUndefined, E.A, E.B, E.Ty) &
                       typeMask(E.Ty);
    // A mask applied to the word, perhaps after a shift, selects source bits.
    if (E.Bin == BinOp::And && E.B->isConst()) {
      unsigned Shift = 0;
      if (E.A->K == Expr::Binary && E.A->Bin == BinOp::Shr &&
          E.A->B->isConst())
        Shift = E.A->B->Value & 63;
      E.SourceBits &= uint64_t(E.B->Value) << Shift;
    }
    break;
  case Expr::Cast: {
    auto Extend = [&](uint64_t M) -> uint64_t {
      const Type From = E.A->Ty;
      if (From.Bits < E.Ty.Bits && From.Signed && From.Bits &&
          (M >> (From.Bits - 1) & 1))
        M |= ~typeMask(From);
      return M & typeMask(E.Ty);
    };
    E.Undefined = Extend(E.A->Undefined);
    E.MaybeUndefined = Extend(E.A->MaybeUndefined);
    E.SourceBits &= E.Ty.Bits < 64 && E.A->K == Expr::Word ? typeMask(E.Ty)
                                                           : ~uint64_t(0);
    break;
  }
  default:
    break;
  }
  if (E.K != Expr::Word && !E.Undefined) {
    E.Source = nullptr;
    E.SourceBits = 0;
  }
}

const Expr *ExprPool::intern(Expr E) {
  derive(E);
  llvm::FoldingSetNodeID Id;
  E.Profile(Id);
  void *Where;
  if (Expr *Known = Exprs.FindNodeOrInsertPos(Id, Where))
    return Known;
  if (E.Depth > MaxDepth) {
    uint64_t Hash = llvm::hash_combine(unsigned(E.K), unsigned(E.Bin), E.A, E.B,
                                       E.C, E.Value);
    return opaqueLike(Hash, &E);
  }
  if (!E.Args.empty())
    E.Args = E.Args.copy(Allocator);
  if (!E.Name.empty())
    E.Name = E.Name.copy(Allocator);
  E.Id = NextId++;
  auto *New = new (Allocator) Expr(E);
  if (New->K == Expr::Word)
    New->Source = New;
  Exprs.InsertNode(New, Where);
  return New;
}

const Expr *ExprPool::constant(int64_t V, Type Ty) {
  Expr E;
  E.K = Expr::Const;
  E.Value = wrap(V, Ty);
  E.Ty = {64, true, false}; // one object per number
  return intern(E);
}

const Expr *ExprPool::entry() {
  Expr E;
  E.K = Expr::Entry;
  E.Ty = {1, false, false};
  return intern(E);
}

const Expr *ExprPool::param(unsigned I, Type Ty) {
  Expr E;
  E.K = Expr::Param;
  E.Value = I;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::init(const Cell *C, Type Ty) {
  Expr E;
  E.K = Expr::Init;
  E.C = C;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::opaque(uint64_t Id, Type Ty) {
  Expr E;
  E.K = Expr::Opaque;
  E.Value = static_cast<int64_t>(Id);
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::opaqueLike(uint64_t Id, const Expr *Like,
                                 const Expr *Like2) {
  Expr E;
  E.K = Expr::Opaque;
  E.Value = static_cast<int64_t>(Id);
  // Constants have no type of their own; one that fits an int is an int, so that
  // storing the unknown to an int does not hide it behind a cast.
  auto TypeOf = [](const Expr *X) {
    return X->isConst() && llvm::isInt<32>(X->Value) ? Type{32, true, false}
                                                     : X->Ty;
  };
  E.Ty = TypeOf(Like);
  if (Like2 && TypeOf(Like2).Bits > E.Ty.Bits)
    E.Ty = TypeOf(Like2);
  for (const Expr *X : {Like, Like2}) {
    if (!X)
      continue;
    E.Undefined |= X->Undefined;
    E.MaybeUndefined |= X->MaybeUndefined;
    if (X->Undefined && !E.Source) {
      E.Source = X->Source;
      E.SourceBits = X->SourceBits;
    }
  }
  return intern(E);
}

const Expr *ExprPool::opaqueFrom(uint64_t Id, const Expr *Like,
                                 const Expr *Source) {
  Expr E;
  E.K = Expr::Opaque;
  E.Value = static_cast<int64_t>(Id);
  E.Ty = Like->Ty;
  if (Source && Source->K == Expr::Word) {
    E.Undefined = Like->Undefined;
    E.Source = Source;
    E.SourceBits = Like->SourceBits;
  }
  return intern(E);
}

const Expr *ExprPool::uninit(unsigned Var) {
  Expr E;
  E.K = Expr::Uninit;
  E.Value = Var;
  return intern(E);
}

const Expr *ExprPool::address(const Cell *C) {
  // &*p is p
  if (C->K == Cell::Pointee && C->Path.empty())
    return C->Pointer;
  Expr E;
  E.K = Expr::Address;
  E.C = C;
  E.Ty = {64, false, true};
  return intern(E);
}

const Expr *ExprPool::function(llvm::StringRef Name) {
  Expr E;
  E.K = Expr::FuncAddr;
  E.Name = Name;
  E.Ty = {64, false, true};
  return intern(E);
}

const Expr *ExprPool::word(const Event *Origin, const Expr *StateAtSave,
                           uint64_t DefinedBits, unsigned Family) {
  Expr E;
  E.K = Expr::Word;
  E.Origin = Origin;
  E.A = StateAtSave;
  E.Undefined = ~DefinedBits;
  E.SourceBits = ~DefinedBits;
  E.Family = Family;
  return intern(E);
}

const Expr *ExprPool::spent(const Expr *Word) {
  if (Word->Spent)
    return Word;
  Expr E = *Word;
  E.Spent = true;
  return intern(E);
}

const Expr *ExprPool::unary(UnOp Op, const Expr *A, Type Ty) {
  if (A->isConst()) {
    int64_t V = A->Value;
    return constant(Op == UnOp::Not      ? !V
                    : Op == UnOp::BitNot ? ~V
                                         : static_cast<int64_t>(0 - uint64_t(V)),
                    Op == UnOp::Not ? Type{32, true, false} : Ty);
  }
  if (Op == UnOp::Not) {
    // !!x keeps its truth; !!boolean is the boolean.
    if (A->K == Expr::Unary && A->Un == UnOp::Not && A->A->isBoolean())
      return A->A;
    if (A->K == Expr::Binary && A->B->isConst() &&
        (A->Bin == BinOp::Eq || A->Bin == BinOp::Ne))
      return binary(A->Bin == BinOp::Eq ? BinOp::Ne : BinOp::Eq, A->A, A->B,
                    Ty);
    if (A->K == Expr::Address || A->K == Expr::FuncAddr)
      return constant(0);
    Ty = {32, true, false};
  }
  Expr E;
  E.K = Expr::Unary;
  E.Un = Op;
  E.A = A;
  E.Ty = Ty;
  return intern(E);
}

static std::optional<int64_t> foldConstants(BinOp Op, int64_t A, int64_t B,
                                            bool Unsigned) {
  uint64_t UA = A, UB = B;
  switch (Op) {
  case BinOp::Add: return UA + UB;
  case BinOp::Sub: return UA - UB;
  case BinOp::Mul: return UA * UB;
  case BinOp::Div:
    if (B == 0 || (A == INT64_MIN && B == -1))
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA / UB) : A / B;
  case BinOp::Rem:
    if (B == 0 || (A == INT64_MIN && B == -1))
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA % UB) : A % B;
  case BinOp::And: return A & B;
  case BinOp::Or: return A | B;
  case BinOp::Xor: return A ^ B;
  case BinOp::Shl: return B >= 0 && B < 64 ? std::optional<int64_t>(UA << B) : std::nullopt;
  case BinOp::Shr:
    if (B < 0 || B >= 64)
      return std::nullopt;
    return Unsigned ? static_cast<int64_t>(UA >> B) : A >> B;
  case BinOp::Eq: return A == B;
  case BinOp::Ne: return A != B;
  case BinOp::Lt: return Unsigned ? UA < UB : A < B;
  case BinOp::Le: return Unsigned ? UA <= UB : A <= B;
  case BinOp::Gt: return Unsigned ? UA > UB : A > B;
  case BinOp::Ge: return Unsigned ? UA >= UB : A >= B;
  }
  return std::nullopt;
}

const Expr *ExprPool::binary(BinOp Op, const Expr *A, const Expr *B, Type Ty) {
  const bool Unsigned = !Ty.Signed;
  if (A->isConst() && B->isConst())
    if (auto V = foldConstants(Op, A->Value, B->Value, Unsigned))
      return constant(*V, Op >= BinOp::Eq ? Type{32, true, false} : Ty);
  // Constants go right; an order comparison becomes "less than" or its negation.
  switch (Op) {
  case BinOp::Gt:
    return binary(BinOp::Lt, B, A, Ty);
  case BinOp::Le:
    return logicalNot(binary(BinOp::Lt, B, A, Ty));
  case BinOp::Ge:
    return logicalNot(binary(BinOp::Lt, A, B, Ty));
  case BinOp::Eq:
  case BinOp::Ne:
  case BinOp::And:
  case BinOp::Or:
  case BinOp::Xor:
  case BinOp::Add:
  case BinOp::Mul:
    if (A->isConst() && !B->isConst())
      std::swap(A, B);
    break;
  default:
    break;
  }
  if (A == B && !A->Undefined) {
    if (Op == BinOp::Eq)
      return constant(1);
    if (Op == BinOp::Ne || Op == BinOp::Lt || Op == BinOp::Xor ||
        Op == BinOp::Sub)
      return constant(0);
  }
  if (A == B && (Op == BinOp::And || Op == BinOp::Or))
    return A;
  if (B->isConst()) {
    int64_t V = B->Value;
    switch (Op) {
    case BinOp::And:
      if (V == 0)
        return constant(0);
      if (V == -1 || (!A->Ty.Signed &&
                      (uint64_t(V) & typeMask(A->Ty)) == typeMask(A->Ty)))
        return A;
      // A cast keeps the low bits that the mask selects.
      if (A->K == Expr::Cast && V > 0 &&
          uint64_t(V) >> std::min(A->Ty.Bits, A->A->Ty.Bits) == 0)
        return binary(BinOp::And, A->A, B, Ty);
      // (x >> k) & m is (x & m << k) >> k: the mask then names the word's bits.
      if (A->K == Expr::Binary && A->Bin == BinOp::Shr && A->B->isConst() &&
          A->B->Value > 0 && A->B->Value < 64) {
        uint64_t K = A->B->Value, Up = uint64_t(V) << K;
        if (Up >> K == uint64_t(V))
          return binary(BinOp::Shr,
                        binary(BinOp::And, A->A, constant(Up), A->A->Ty), A->B,
                        Ty);
      }
      if (A->K == Expr::Binary && A->Bin == BinOp::And && A->B->isConst())
        return binary(BinOp::And, A->A, constant(A->B->Value & V), Ty);
      break;
    case BinOp::Or:
    case BinOp::Xor:
    case BinOp::Add:
    case BinOp::Sub:
    case BinOp::Shl:
    case BinOp::Shr:
      if (V == 0)
        return A;
      break;
    case BinOp::Eq:
    case BinOp::Ne:
      // A change of sign does not change small numbers.
      if (A->K == Expr::Cast && A->Ty.Bits >= A->A->Ty.Bits && V >= 0 &&
          V >> (A->A->Ty.Bits - 1) == 0 && !A->Undefined)
        return binary(Op, A->A, B, Ty);
      if (V == 0 && A->isBoolean()) {
        if (Op == BinOp::Eq)
          return logicalNot(A);
        return A;
      }
      if (V == 0 && (A->K == Expr::Address || A->K == Expr::FuncAddr))
        return constant(Op == BinOp::Ne);
      break;
    case BinOp::Lt:
      if (V == 0 && Unsigned && !A->Undefined)
        return constant(0);
      break;
    default:
      break;
    }
  }
  if (Op == BinOp::Eq || Op == BinOp::Ne)
    if (!B->isConst()) {
      if (B->Id < A->Id)
        std::swap(A, B);
      if (Op == BinOp::Ne)
        return logicalNot(binary(BinOp::Eq, A, B, Ty));
    }
  Expr E;
  E.K = Expr::Binary;
  E.Bin = Op;
  E.A = A;
  E.B = B;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::cast(const Expr *A, Type Ty) {
  if (A->isConst())
    return constant(A->Value, Ty);
  // What keeps the value is no cast, except where undefined sign bits spread.
  if (A->isBoolean() || A->K == Expr::Address || A->K == Expr::FuncAddr ||
      A->K == Expr::Uninit)
    return A;
  const Type From = A->Ty;
  const bool SpreadsUndefined =
      A->Undefined && Ty.Bits > From.Bits && From.Signed;
  const bool KeepsValue = Ty.Bits >= 64 ||
                          (Ty.Signed == From.Signed && Ty.Bits >= From.Bits) ||
                          (!From.Signed && Ty.Bits > From.Bits);
  if (KeepsValue && !SpreadsUndefined)
    return A;
  if (A->K == Expr::Cast && A->Ty == Ty)
    return A;
  Expr E;
  E.K = Expr::Cast;
  E.A = A;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::stable(llvm::StringRef Name,
                             llvm::ArrayRef<const Expr *> Args, Type Ty) {
  Expr E;
  E.K = Expr::Stable;
  E.Name = Name;
  E.Args = Args;
  E.Ty = Ty;
  return intern(E);
}

const Expr *ExprPool::stateOf(const Expr *W) {
  const unsigned Family = W->K == Expr::Word ? W->Family : 0;
  const flow::WordFamily &F = Contract.family(Family);
  switch (W->K) {
  case Expr::Word:
    return W->A;
  case Expr::Const:
    return constant(((W->Value & F.EnableMask) != 0) == F.SetMeansOn);
  case Expr::Cast:
    if (W->Ty.Bits >= 64 || (F.EnableMask >> W->Ty.Bits) == 0)
      return stateOf(W->A);
    break;
  case Expr::Binary:
    if (W->B->isConst() && (W->Bin == BinOp::And || W->Bin == BinOp::Or)) {
      bool Set = (W->B->Value & F.EnableMask) != 0;
      if (W->Bin == BinOp::And)
        return Set ? stateOf(W->A) : constant(!F.SetMeansOn);
      return Set ? constant(F.SetMeansOn) : stateOf(W->A);
    }
    break;
  default:
    break;
  }
  Expr E;
  E.K = Expr::IfBit;
  E.A = W;
  E.Ty = {1, false, false};
  return intern(E);
}

/// When \p E is a masked and perhaps shifted word, the word and the bits of \p E
/// that stand for its enable bits.
const Expr *ExprPool::asMaskedWord(const Expr *E, uint64_t &Bits) const {
  switch (E->K) {
  case Expr::Cast: {
    const Expr *W = asMaskedWord(E->A, Bits);
    // A narrow type may have lost them.
    return W && (E->Ty.Bits >= 64 || Bits >> E->Ty.Bits == 0) ? W : nullptr;
  }
  case Expr::Binary:
    break;
  default:
    return nullptr;
  }
  if (E->Bin == BinOp::Shr && E->B->isConst()) {
    const Expr *W = asMaskedWord(E->A, Bits);
    const uint64_t K = E->B->Value & 63;
    if (!W || Bits >> K << K != Bits)
      return nullptr; // shifted out
    Bits >>= K;
    return W;
  }
  if (E->Bin != BinOp::And || !E->B->isConst())
    return nullptr;
  const Expr *W = E->A;
  const flow::WordFamily *F = nullptr;
  Bits = E->B->Value;
  while (W->K == Expr::Cast) {
    if (W->Ty.Bits < 64 && Bits >> W->Ty.Bits)
      return nullptr;
    W = W->A;
  }
  if (W->K != Expr::Word && !W->MaybeUndefined && W->K != Expr::Opaque)
    return nullptr;
  F = &Contract.family(W->K == Expr::Word ? W->Family : 0);
  return Bits && !(Bits & ~F->EnableMask) ? W : nullptr;
}

const Expr *ExprPool::asStateTest(const Expr *E, bool &Negated) {
  if (E->K == Expr::Unary && E->Un == UnOp::Not) {
    const Expr *State = asStateTest(E->A, Negated);
    Negated = !Negated;
    return State;
  }
  uint64_t Bits = 0;
  const Expr *W = nullptr;
  bool Inverse = false;
  if (E->K == Expr::Binary && (E->Bin == BinOp::Eq || E->Bin == BinOp::Ne) &&
      E->B->isConst()) {
    W = asMaskedWord(E->A, Bits);
    if (!W || (E->B->Value != 0 && uint64_t(E->B->Value) != Bits))
      return nullptr;
    Inverse = (E->B->Value != 0) != (E->Bin == BinOp::Eq);
  } else {
    W = asMaskedWord(E, Bits);
  }
  if (!W)
    return nullptr;
  Negated =
      Inverse ==
      Contract.family(W->K == Expr::Word ? W->Family : 0).SetMeansOn;
  return stateOf(W);
}

//===----------------------------------------------------------------------===//
// Cells and events
//===----------------------------------------------------------------------===//

std::string pathText(llvm::ArrayRef<std::string> Steps) {
  std::string Text;
  for (const std::string &Step : Steps) {
    if (Step == "[]") {
      if (!llvm::StringRef(Text).ends_with("[]"))
        Text += "[]";
    } else {
      (Text += '.') += Step;
    }
  }
  return Text;
}

const Cell *ExprPool::internCell(Cell C) {
  std::string Key;
  Key += static_cast<char>('0' + C.K);
  Key += std::to_string(C.Var_);
  Key += '/';
  Key += C.Name;
  Key += '/';
  Key += std::to_string(reinterpret_cast<uintptr_t>(C.Pointer));
  Key += C.Path;
  const Cell *&Slot = CellByKey[Key];
  if (!Slot) {
    C.Id = Cells.size();
    CellStorage.push_back(std::make_unique<Cell>(std::move(C)));
    Slot = CellStorage.back().get();
    Cells.push_back(Slot);
  }
  return Slot;
}

const Cell *ExprPool::var(unsigned Index, llvm::StringRef Path) {
  Cell C;
  C.K = Cell::Var;
  C.Var_ = Index;
  C.Path = Path.str();
  return internCell(std::move(C));
}

const Cell *ExprPool::global(llvm::StringRef Name, llvm::StringRef Path) {
  Cell C;
  C.K = Cell::Global;
  C.Name = Name.str();
  C.Path = Path.str();
  return internCell(std::move(C));
}

const Cell *ExprPool::pointee(const Expr *Pointer, llvm::StringRef Path) {
  if (Pointer->K == Expr::Address) {
    Cell C = *Pointer->C;
    if (!(llvm::StringRef(C.Path).ends_with("[]") && Path.starts_with("[]")))
      C.Path += Path;
    else
      C.Path += Path.drop_front(2);
    return internCell(std::move(C));
  }
  Cell C;
  C.K = Cell::Pointee;
  C.Pointer = Pointer;
  C.Path = Path.str();
  return internCell(std::move(C));
}

const Event *ExprPool::event(Event::Kind K, const flow::Function *Fn,
                             const flow::Op *At, flow::Range Loc,
                             const Event *Inner) {
  if (Inner && Inner->Depth >= MaxEventDepth)
    Inner = nullptr;
  auto &Known = Events[{At ? static_cast<const void *>(At) : Fn, Inner}];
  for (const Event *E : Known)
    if (E->K == K && E->Fn == Fn && E->Loc == Loc)
      return E;
  auto E = std::make_unique<Event>();
  E->K = K;
  E->Fn = Fn;
  E->At = At;
  E->Loc = Loc;
  E->Inner = Inner;
  E->Depth = Inner ? Inner->Depth + 1 : 1;
  Known.push_back(E.get());
  EventStorage.push_back(std::move(E));
  return Known.back();
}

} // namespace pvlint::solve
