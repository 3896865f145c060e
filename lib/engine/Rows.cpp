//===- Rows.cpp - the ways a function returns, compared -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Rows.h"
#include "engine/Memory.h"
#include "engine/Renaming.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

bool sameEffect(ExprPool &Pool, const Row &A, const Row &B, bool SplitResults) {
  auto Words = [](const Row &R) {
    std::vector<std::pair<const Cell *, uint64_t>> W;
    for (const Row::Write &P : R.Writes)
      if (P.Value->HasWord)
        W.emplace_back(P.To, P.Value->sameFateId());
    return W;
  };
  // `lruvec = relock(folio, lruvec)`: that it holds what it held before, or
  // another lock, is all that tells whether there is one.
  auto Given = [](const Row &R) {
    return R.Return && R.Return->K == Expr::Param && R.Return->Ty.Pointer
               ? R.Return
               : nullptr;
  };
  if (Given(A) != Given(B))
    return false;
  const bool WordReturn =
      (A.Return && A.Return->HasWord) || (B.Return && B.Return->HasWord);
  // A predicate's caller wants to know when it is true.
  auto ResultClass = [](const Row &R) {
    if (!R.Return)
      return Tri::Unknown;
    if (R.Return->isConst())
      return R.Return->Value ? Tri::True : Tri::False;
    if (R.ReturnIs.IsEqual)
      return R.ReturnIs.Equal ? Tri::True : Tri::False;
    return R.ReturnIs.excludes(0) ? Tri::True : Tri::Unknown;
  };
  if (SplitResults && ResultClass(A) != ResultClass(B))
    return false;
  return A.Irq == B.Irq && A.Counted.sameEffect(B.Counted) &&
         !A.Paired == !B.Paired && A.Sleep.sameEffect(B.Sleep) &&
         (!WordReturn || A.Return == B.Return) &&
         A.When.truth(Pool, Pool.entry()) == B.When.truth(Pool, Pool.entry()) &&
         Words(A) == Words(B);
}

std::optional<int64_t> numberAt(const Facts &When, const Cell *C) {
  for (const auto &[E, F] : When)
    if (E->K == Expr::Init && E->C == C)
      return F.IsEqual ? std::optional(F.Equal) : std::nullopt;
  return std::nullopt;
}

void joinRow(ExprPool &Pool, Row &Into, const Row &R) {
  if (Into.ReturnIs != R.ReturnIs || Into.Return != R.Return) {
    auto Values = [](const Row &X) {
      return X.Return && X.Return->isConst()
                 ? std::optional(Fact::Values{X.Return->Value})
                 : X.ReturnIs.values();
    };
    auto Nonzero = [](const Row &X) {
      return X.Return && X.Return->isConst() ? X.Return->Value != 0
             : X.Return && X.Return->K == Expr::Address
                 ? true
                 : X.ReturnIs.excludes(0);
    };
    auto A = Values(Into), B = Values(R);
    Fact Either;
    if (A && B) {
      A->append(B->begin(), B->end());
      Either = Fact::oneOf(std::move(*A));
    } else if (Nonzero(Into) && Nonzero(R)) {
      if (Into.ReturnIs.isObject() && R.ReturnIs.isObject())
        Either.Not.push_back(Fact::ErrorPointer);
      Either.Not.push_back(0);
    }
    Into.ReturnIs = Either;
  }
  const Facts Knew = Into.When;
  Into.When.intersect(R.When);
  if (Into.Return != R.Return) {
    const Expr *Before = Into.Return;
    Into.Return = Into.Return && R.Return
                      ? Pool.opaqueLike(0x4e7, Into.Return, R.Return)
                      : nullptr;
    // Whichever object it is, callers are told what is true of it.
    if (Into.Return && !Before->isConst() && !R.Return->isConst())
      keepRenamed(Pool, Renaming{Before, R.Return, Into.Return}, Knew, R.When,
                  Into.When);
  }
  if (!R.Disabled)
    Into.Disabled = nullptr;
  if (!R.EnabledCaller)
    Into.EnabledCaller = nullptr;
  if (Into.InSection != R.InSection || Into.SectionWord != R.SectionWord) {
    Into.InSection = false;
    Into.SectionWord = nullptr;
  }
  Into.WordIsOut |= R.WordIsOut;
  (void)Into.Counted.join(R.Counted);
  if (!R.Paired)
    Into.Paired = nullptr;
  llvm::erase_if(Into.Restored, [&](const Expr *W) {
    return !llvm::is_contained(R.Restored, W);
  });
  (void)Into.Sleep.join(R.Sleep);
  // What is written on one path only, or differs, is unknown after the call,
  // but where the other path had no such memory.
  auto Blur = [&](Row::Write &W) {
    if (W.Value->HasWord)
      return;
    W.Value = Pool.opaqueLike(llvm::hash_combine(0x4e8, W.To->Id), W.Value);
    W.Is = Fact();
  };
  // A path that finds a number there leaves it, too.
  auto Finds = [&](const Facts &When, const Row::Write &W) {
    return W.Value->isConst() && numberAt(When, W.To) == W.Value->Value;
  };
  for (Row::Write &W : Into.Writes) {
    auto Theirs = llvm::find_if(
        R.Writes, [&](const Row::Write &X) { return X.To == W.To; });
    if (Theirs == R.Writes.end()
            ? !isNowhere(Pool, R.When, W.To) && !Finds(R.When, W)
            : !(*Theirs == W))
      Blur(W);
  }
  for (const Row::Write &W : R.Writes)
    if (llvm::none_of(Into.Writes,
                      [&](const Row::Write &X) { return X.To == W.To; })) {
      Into.Writes.push_back(W);
      if (!isNowhere(Pool, Knew, W.To) && !Finds(Knew, W))
        Blur(Into.Writes.back());
    }
}

bool tellsApart(ExprPool &Pool, const Row &A, const Row &B, bool ByMemory) {
  auto Values = [](const Row &R) {
    return R.Return && R.Return->isConst()
               ? std::optional(Fact::Values{R.Return->Value})
               : R.ReturnIs.values();
  };
  auto Excludes = [](const Row &R, int64_t V) {
    return R.Return && R.Return->isConst() ? R.Return->Value != V
                                           : R.ReturnIs.excludes(V);
  };
  for (auto [X, Y] : {std::pair(&A, &B), std::pair(&B, &A)})
    if (auto V = Values(*X);
        V && llvm::all_of(*V, [&](int64_t N) { return Excludes(*Y, N); }))
      return true;
  if (ByMemory && A.When.contradicts(B.When))
    return true;
  Facts Both = A.When;
  for (const auto &[E, F] : B.When)
    if ((ByMemory || !E->HasMemory) && !Both.add(Pool, E, F))
      return true;
  return false;
}

bool sameResult(const Row &A, const Row &B) {
  if (A.Return == B.Return)
    return true;
  if (!A.Return || !B.Return)
    return false;
  auto Values = [](const Row &R) {
    return R.Return->isConst() ? std::optional(Fact::Values{R.Return->Value})
                               : R.ReturnIs.values();
  };
  auto V = Values(A), W = Values(B);
  return V && W &&
         llvm::any_of(*V, [&](int64_t N) { return llvm::is_contained(*W, N); });
}

} // namespace pvlint::solve
