//===- Expr.cpp - symbolic values -----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Expr.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"
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

bool Expr::isAddressInside() const {
  const Expr *E = this;
  auto IsAddress = [](const Expr *Part) {
    return Part->K == Address || Part->K == FuncAddr;
  };
  while (E->K == Binary && E->B->isConst() &&
         (E->Bin == BinOp::Add || E->Bin == BinOp::Sub))
    E = E->A;
  // The sum of two addresses is none, as is their difference.
  return IsAddress(E) || (E->K == Binary && E->Bin == BinOp::Add &&
                          IsAddress(E->A) != IsAddress(E->B));
}

uint64_t Expr::hash() const {
  // An opaque made from others keeps their bits, which are not derived.
  const bool BitsTell = K == Opaque || K == Word;
  const uint64_t Parts[] = {
      uint64_t(K) | uint64_t(Un) << 8 | uint64_t(Bin) << 16 |
          uint64_t(Spent) << 24 | uint64_t(Family) << 32 |
          uint64_t(Ty.Bits) << 40 | uint64_t(Ty.Signed) << 48 |
          uint64_t(Ty.Pointer) << 49,
      uint64_t(Value),
      reinterpret_cast<uintptr_t>(A),
      reinterpret_cast<uintptr_t>(B),
      reinterpret_cast<uintptr_t>(C),
      reinterpret_cast<uintptr_t>(Origin),
      BitsTell ? Undefined : 0,
      BitsTell ? MaybeUndefined : 0,
      K == Opaque ? reinterpret_cast<uintptr_t>(Source) : 0,
      Name.empty() ? 0 : llvm::xxh3_64bits(Name),
  };
  uint64_t H = llvm::xxh3_64bits(
      llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Parts), sizeof(Parts)));
  for (const Expr *Arg : Args)
    H = llvm::hash_combine(H, Arg);
  // DenseMap keeps the largest two numbers for itself.
  return H >> 1;
}

bool Expr::isSame(const Expr &O) const {
  if (K != O.K || Value != O.Value || A != O.A || B != O.B || C != O.C ||
      Un != O.Un || Bin != O.Bin || Spent != O.Spent || Family != O.Family ||
      Ty.Bits != O.Ty.Bits || Ty.Signed != O.Ty.Signed ||
      Ty.Pointer != O.Ty.Pointer || Origin != O.Origin || Name != O.Name ||
      Args != O.Args)
    return false;
  if (K != Opaque && K != Word)
    return true;
  return Undefined == O.Undefined && MaybeUndefined == O.MaybeUndefined &&
         (K == Word || Source == O.Source);
}

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
    return EB->isConst() && EB->Value >= 0 && EB->Value < 64 ? A << EB->Value
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
    return ~llvm::maskTrailingOnes<uint64_t>(std::countr_zero(Any)) &
           typeMask(Ty);
  }
  case BinOp::Div:
  case BinOp::Rem:
    return typeMask(Ty);
  default:
    return 1; // a comparison depends on every bit
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
    if (E.Ty.Bits == Contract.wordBits() && !E.Ty.Signed && !E.Ty.Pointer)
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
    E.Undefined =
        undefinedOf(E.Bin, E.A->Undefined, E.B->Undefined, E.A, E.B, E.Ty) &
        typeMask(E.Ty);
    E.MaybeUndefined = undefinedOf(E.Bin, E.A->MaybeUndefined,
                                   E.B->MaybeUndefined, E.A, E.B, E.Ty) &
                       typeMask(E.Ty);
    // A mask applied to the word, perhaps after a shift, selects source bits.
    if (E.Bin == BinOp::And && E.B->isConst()) {
      unsigned Shift = 0;
      if (E.A->K == Expr::Binary && E.A->Bin == BinOp::Shr && E.A->B->isConst())
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
    E.SourceBits &=
        E.Ty.Bits < 64 && E.A->K == Expr::Word ? typeMask(E.Ty) : ~uint64_t(0);
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

bool contains(const Expr *E, const Expr *Part) {
  if (E == Part)
    return true;
  // What is made of others comes after them.
  if (E->Id < Part->Id ||
      (E->OpaqueBloom & Part->OpaqueBloom) != Part->OpaqueBloom)
    return false;
  if (E->A && contains(E->A, Part))
    return true;
  if (E->B && contains(E->B, Part))
    return true;
  if (E->C && E->C->K == Cell::Pointee && contains(E->C->Pointer, Part))
    return true;
  return llvm::any_of(E->Args,
                      [&](const Expr *Arg) { return contains(Arg, Part); });
}

const Expr *rootOf(const Expr *E) {
  while (E->K == Expr::Cast || (E->K == Expr::Binary && E->B->isConst() &&
                                (E->Bin == BinOp::Add || E->Bin == BinOp::Sub)))
    E = E->A;
  return E;
}

const Expr *ExprPool::intern(Expr E) {
  // The bits of these are part of what they are; of others they follow from it.
  const bool BitsTell = E.K == Expr::Opaque || E.K == Expr::Word;
  if (BitsTell)
    derive(E);
  const uint64_t Hash = E.hash();
  const Expr *First = Exprs.lookup(Hash);
  for (const Expr *Known = First; Known; Known = Known->SameHash)
    if (E.isSame(*Known))
      return Known;
  if (!BitsTell)
    derive(E);
  if (E.Depth > MaxDepth) {
    uint64_t Id = llvm::hash_combine(unsigned(E.K), unsigned(E.Bin), E.A, E.B,
                                     E.C, E.Value);
    return opaqueLike(Id, &E);
  }
  if (!E.Args.empty())
    E.Args = E.Args.copy(Allocator);
  if (!E.Name.empty())
    E.Name = E.Name.copy(Allocator);
  E.Id = NextId++;
  E.SameHash = First;
  auto *New = new (Allocator) Expr(E);
  if (New->K == Expr::Word)
    New->Source = New;
  Exprs[Hash] = New;
  noteComparison(New);
  return New;
}

void ExprPool::noteComparison(const Expr *E) {
  if (E->K != Expr::Binary || E->HasWord ||
      (E->Bin != BinOp::Lt && (E->Bin != BinOp::Eq || E->B->isConst())))
    return;
  const Expr *Left = rootOf(E->A), *Right = rootOf(E->B);
  auto Note = [&](const Expr *Root) {
    const Compared *&Last = Comparisons[Root];
    Last = keep(Compared{E, Last, Last ? Last->Length + 1 : 1});
  };
  if (!Left->isConst())
    Note(Left);
  if (Right != Left && !Right->isConst())
    Note(Right);
}

const Expr *ExprPool::constant(int64_t V, Type Ty) {
  Expr E;
  E.K = Expr::Const;
  E.Value = wrap(V, Ty);
  E.Ty = {64, true, false}; // one object per number
  return intern(E);
}

const Expr *ExprPool::entry() {
  if (!Entry) {
    Expr E;
    E.K = Expr::Entry;
    E.Ty = {1, false, false};
    Entry = intern(E);
  }
  return Entry;
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
  // Where paths meet again and again, it is nearly always there.
  if (Like->K == Expr::Opaque && Like->Value == static_cast<int64_t>(Id) &&
      (!Like2 || (Like2->Ty.Bits <= Like->Ty.Bits &&
                  !(Like2->Undefined & ~Like->Undefined) &&
                  !(Like2->MaybeUndefined & ~Like->MaybeUndefined))))
    return Like;
  Expr E;
  E.K = Expr::Opaque;
  E.Value = static_cast<int64_t>(Id);
  // Constants have no type of their own; one that fits an int is an int, so
  // that storing the unknown to an int does not hide it behind a cast.
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
                           uint64_t DefinedBits, unsigned Family, Type Ty) {
  Expr E;
  E.K = Expr::Word;
  E.Ty = Ty;
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

const Expr *ExprPool::cutAt(const Expr *Cut, const Event *Where) {
  if (Cut->Origin || (Cut->K != Expr::Cast && Cut->K != Expr::Binary))
    return Cut;
  Expr E = *Cut;
  E.Origin = Where;
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
  // Names hold no NUL; numbers come first, so their bytes need no separator.
  llvm::SmallString<96> Key;
  auto Bytes = [&](const auto &Value) {
    Key.append(llvm::StringRef(reinterpret_cast<const char *>(&Value),
                               sizeof(decltype(Value))));
  };
  Bytes(C.K);
  Bytes(C.Var_);
  Bytes(C.Pointer);
  Key += C.Name;
  Key += '\0';
  const size_t WholeKey = Key.size();
  Key += C.Path;
  const Cell *&Slot = CellByKey[Key];
  if (!Slot) {
    C.Id = Cells.size();
    C.Whole = Wholes.try_emplace(Key.str().take_front(WholeKey), Wholes.size())
                  .first->second;
    CellStorage.push_back(std::make_unique<Cell>(std::move(C)));
    Slot = CellStorage.back().get();
    Cells.push_back(Slot);
    if (Slot->Whole == Siblings.size())
      Siblings.emplace_back();
    Siblings[Slot->Whole].push_back(Slot);
    if (Slot->K == Cell::Pointee)
      FirstBehind.try_emplace(Slot->Pointer, Slot);
  }
  return Slot;
}

const Cell *ExprPool::var(unsigned Index, llvm::StringRef Path) {
  const bool IsWhole = Path.empty();
  if (IsWhole && Index < WholeVars.size() && WholeVars[Index])
    return WholeVars[Index];
  Cell C;
  C.K = Cell::Var;
  C.Var_ = Index;
  C.Path = Path.str();
  const Cell *Result = internCell(std::move(C));
  if (IsWhole) {
    if (WholeVars.size() <= Index)
      WholeVars.resize(Index + 1);
    WholeVars[Index] = Result;
  }
  return Result;
}

const Cell *ExprPool::global(llvm::StringRef Name, llvm::StringRef Path) {
  Cell C;
  C.K = Cell::Global;
  C.Name = Name.str();
  C.Path = Path.str();
  return internCell(std::move(C));
}

const Cell *ExprPool::pointee(const Expr *Pointer, llvm::StringRef Path) {
  auto Known = Pointees.find({Pointer, Path});
  if (Known != Pointees.end())
    return Known->second;
  const Cell *Result = newPointee(Pointer, Path);
  Pointees[{Pointer, Path.copy(Allocator)}] = Result;
  return Result;
}

const Cell *ExprPool::newPointee(const Expr *Pointer, llvm::StringRef Path) {
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

EventFunction &ExprPool::eventFunction(const flow::FunctionHead &F) {
  auto &Slot = EventFunctions[F.key()];
  if (!Slot) {
    Slot = std::make_unique<EventFunction>();
    Slot->Name = F.Name;
    Slot->Key = F.Key;
    Slot->Loc = F.Loc.Begin;
    Slot->IsStatic = F.IsStatic;
    Slot->AddressTaken = F.AddressTaken;
    Slot->InHeader = F.InHeader;
  }
  return *Slot;
}

const EventOp *ExprPool::eventOp(EventFunction &Fn, const flow::Op &O) {
  // Most functions have few steps. Of itself a map begins with room for many.
  static constexpr unsigned FewSteps = 10;
  if (!Fn.Ops.getMemorySize())
    Fn.Ops = decltype(Fn.Ops)(FewSteps);
  auto &Same = Fn.Ops[O.Number];
  for (const EventOp *Known : Same)
    if (Known->Loc == O.Loc)
      return Known;
  Same.push_back(keep(EventOp{O.Number, O.Code, O.CalleeIs, text(O.Callee),
                              text(O.Spelling), O.Loc}));
  return Same.back();
}

const Event *ExprPool::event(Event::Kind K, EventFunction &Fn,
                             const flow::Op *O, flow::Range Loc,
                             const Event *Inner, Reach By) {
  if (Inner && Inner->Depth >= MaxEventDepth)
    Inner = nullptr;
  const uint32_t Number = O ? O->Number : flow::Op::Unnumbered;
  const Event *&Known = Events[llvm::hash_combine(
      K, &Fn, Number, Loc.Begin.Line, Loc.Begin.Col, Inner, By)];
  for (const Event *E = Known; E; E = E->SameHash)
    if (E->K == K && E->Fn == &Fn && E->Inner == Inner && E->By == By &&
        E->Loc == Loc && (O ? E->At && E->At->is(*O) : !E->At))
      return E;
  Known = keep(Event{K, By, Inner ? Inner->Depth + 1 : 1, &Fn,
                     O ? eventOp(Fn, *O) : nullptr, Loc, Inner, Known});
  return Known;
}

} // namespace pvlint::solve
