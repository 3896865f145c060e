//===- Memory.cpp - values, cells and what a state has in them ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Memory.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::Operand;
using flow::Place;

const Expr *valueOf(ExprPool &Pool, const State &S, const Operand &O) {
  switch (O.K) {
  case Operand::Temp:
    if (const Expr *V = S.get(S.Temps, O.Index))
      return V;
    return Pool.opaque(llvm::hash_combine(0x7e3bu, O.Index));
  case Operand::Const:
    return Pool.constant(O.Value);
  case Operand::Function:
    return Pool.function(O.Name);
  case Operand::None:
    break;
  }
  return Pool.opaque(0x0bad);
}

const Cell *cellOf(ExprPool &Pool, const State &S, const Place &P) {
  std::string Path = pathText(P.Path);
  switch (P.K) {
  case Place::Var:
    return Pool.var(P.Index, Path);
  case Place::Global:
    return Pool.global(P.Name, Path);
  case Place::Deref:
    return Pool.pointee(valueOf(Pool, S, Operand::temp(P.Index)), Path);
  }
  return nullptr;
}

const Expr *load(ExprPool &Pool, const State &S, const Cell *C, flow::Type Ty) {
  if (const Expr *V = S.get(S.Cells, C->Id))
    return V;
  if (C->K == Cell::Var && !C->Path.empty()) {
    // A field of a variable nothing was stored to.
    const Cell *Whole = Pool.var(C->Var_);
    if (const Expr *V = S.get(S.Cells, Whole->Id)) {
      if (V->K == Expr::Uninit && !C->isArrayElement())
        return V;
      // An array of one: `addr[nr / 64]` with the address of a word.
      if (C->Path == "[]" && V->K != Expr::Uninit)
        return V;
      return Pool.opaque(llvm::hash_combine(V->Value, C->Path), Ty);
    }
  }
  return Pool.init(C, Ty);
}

bool isWithin(const Cell *C, const Cell *Whole) {
  return C->Whole == Whole->Whole &&
         llvm::StringRef(C->Path).starts_with(Whole->Path);
}

bool isOfProgram(const Cell *C) {
  return C->K == Cell::Global ||
         (C->K == Cell::Pointee && C->Pointer->K == Expr::Init &&
          C->Pointer->C->K == Cell::Global);
}

bool anyOf(const ExprPool &Pool, const State &S,
           llvm::ArrayRef<const Cell *> Cells,
           llvm::function_ref<bool(const Cell *, const Expr *)> Is) {
  if (Cells.size() <= S.Cells.size())
    return llvm::any_of(Cells, [&](const Cell *C) {
      const Expr *V = S.get(S.Cells, C->Id);
      return V && Is(C, V);
    });
  return llvm::any_of(S.Cells, [&](const State::Slot &Slot) {
    const Cell *C = Pool.cell(Slot.first);
    return C->Whole == Cells.front()->Whole && Is(C, Slot.second);
  });
}

bool anyWithin(const ExprPool &Pool, const State &S, const Cell *Whole,
               llvm::function_ref<bool(const Cell *, const Expr *)> Is) {
  return anyOf(Pool, S, Pool.siblings(Whole),
               [&](const Cell *C, const Expr *V) {
                 return isWithin(C, Whole) && Is(C, V);
               });
}

llvm::StringRef nameOf(const Cell *C) {
  llvm::StringRef Name = C->Path;
  while (Name.consume_back("[]") || Name.consume_back(flow::ThisCpuStep))
    Name.consume_back(".");
  Name = Name.rsplit('.').second;
  return Name.empty() && C->K == Cell::Global ? llvm::StringRef(C->Name) : Name;
}

bool isNowhere(ExprPool &Pool, const Facts &Path, const Cell *C) {
  return C->K == Cell::Pointee && Path.truth(Pool, C->Pointer) == Tri::False;
}

bool visibleToCaller(const Cell *C) {
  return C->K == Cell::Global ||
         (C->K == Cell::Pointee && !C->Pointer->HasLocal);
}

static bool isOfElement(const Expr *E) {
  if (E->K == Expr::Init || E->K == Expr::Address)
    return E->C->isArrayElement() ||
           (E->C->K == Cell::Pointee && isOfElement(E->C->Pointer));
  return (E->A && isOfElement(E->A)) || (E->B && isOfElement(E->B));
}

bool mayBeTwoElements(flow::BinOp Op, const Expr *A, const Expr *B) {
  using flow::BinOp;
  return A == B &&
         (Op == BinOp::Eq || Op == BinOp::Ne || Op == BinOp::Lt ||
          Op == BinOp::Sub) &&
         isOfElement(A);
}

/// Whether \p E is made of nothing but the values \p Given, the memory that
/// they lead to, and what the caller has.
static bool isMadeOf(const Expr *E, llvm::ArrayRef<const Expr *> Given) {
  if (!E->HasLocal || llvm::is_contained(Given, E))
    return true;
  switch (E->K) {
  case Expr::Init:
    return E->C->K == Cell::Pointee && isMadeOf(E->C->Pointer, Given);
  case Expr::Unary:
  case Expr::Cast:
    return isMadeOf(E->A, Given);
  case Expr::Binary:
    return isMadeOf(E->A, Given) && isMadeOf(E->B, Given);
  default:
    return false;
  }
}

Facts callerVisible(const Facts &In, llvm::ArrayRef<const Expr *> Given) {
  Facts Out = In;
  llvm::SmallVector<const Expr *, 2> Unknown;
  for (const Expr *V : Given) {
    while (V->K == Expr::Cast)
      V = V->A;
    if (V->HasLocal && !V->HasWord)
      Unknown.push_back(V);
  }
  Out.removeIf([&](const Expr *E) {
    return E->HasLocal && (Unknown.empty() || !isMadeOf(E, Unknown));
  });
  return Out;
}

} // namespace pvlint::solve
