//===- Substitution.cpp - a callee's values at a call ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Substitution.h"
#include "engine/Memory.h"
#include "engine/Words.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

const Expr *Substitution::expr(const Expr *E) {
  if (!E->HasCallerValue && !E->HasEntry && !E->HasLocal && !E->HasWord)
    return E;
  auto It = Memo.find(E);
  if (It != Memo.end())
    return It->second;
  const Expr *New = rewrite(E);
  Memo[E] = New;
  return New;
}

const Expr *Substitution::rewrite(const Expr *E) {
  ExprPool &Pool = Sc.Pool;
  auto Unknown = [&](uint64_t Salt) {
    uint64_t Id = llvm::hash_combine(CallId, E->Value, unsigned(E->K), Salt);
    const Expr *Source =
        E->Source && E->Source != E ? expr(E->Source) : nullptr;
    const Expr *New = Pool.opaqueFrom(Id, E, Source);
    Created.push_back(New);
    return New;
  };
  switch (E->K) {
  case Expr::Const:
  case Expr::FuncAddr:
    return E;
  case Expr::Entry:
    return IrqAtEntry;
  case Expr::Param:
    if (static_cast<size_t>(E->Value) < Args.size())
      return Pool.cast(Args[E->Value], E->Ty);
    return Unknown(1);
  case Expr::Init: {
    const Cell *C = cell(E->C);
    if (!C)
      return Unknown(2);
    const Expr *V = load(Pool, Before, C, E->Ty);
    if (auto Known = Before.Path.equal(V);
        Known && !V->HasWord && !Sc.Live.HasLoop)
      return Pool.constant(*Known);
    return V;
  }
  case Expr::Opaque:
  case Expr::Uninit:
    return Unknown(3);
  case Expr::Address: {
    const Cell *C = cell(E->C);
    return C ? Pool.address(C) : Unknown(4);
  }
  case Expr::Word: {
    const Expr *W = Pool.word(event(E->Origin), expr(E->A), ~E->Undefined,
                              E->Family, E->Ty);
    return E->Spent ? Pool.spent(W) : W;
  }
  case Expr::IfBit:
    return Pool.stateOf(expr(E->A));
  case Expr::Unary:
    return Pool.unary(E->Un, expr(E->A), E->Ty);
  case Expr::Binary: {
    const Expr *A = expr(E->A), *B = expr(E->B);
    if (E->A != E->B && mayBeTwoElements(E->Bin, A, B))
      return Unknown(5);
    const Expr *New = Pool.binary(E->Bin, A, B, E->Ty);
    return E->Origin ? Pool.cutAt(New, event(E->Origin)) : New;
  }
  case Expr::Cast: {
    const Expr *A = expr(E->A), *New = Pool.cast(A, E->Ty);
    if (E->Origin)
      return Pool.cutAt(New, event(E->Origin));
    // The callee cuts what turns out to be a word.
    return markCut(Sc, Call, A, New);
  }
  case Expr::Stable: {
    llvm::SmallVector<const Expr *, 4> NewArgs;
    for (const Expr *A : E->Args)
      NewArgs.push_back(expr(A));
    return Pool.stable(E->Name, NewArgs, E->Ty);
  }
  }
  return E;
}

const Cell *Substitution::cell(const Cell *C) {
  switch (C->K) {
  case Cell::Var:
    return nullptr;
  case Cell::Global:
    return C;
  case Cell::Pointee:
    return Sc.Pool.pointee(expr(C->Pointer), C->Path);
  }
  return nullptr;
}

const Event *Substitution::event(const Event *Inner) {
  return Sc.Pool.event(Event::Call, Sc.In, &Call, Call.Loc, Inner, By);
}

} // namespace pvlint::solve
