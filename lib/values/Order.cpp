//===- Order.cpp - which values are below which ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Order.h"

namespace pvlint::solve {

using flow::BinOp;

static bool isSize(flow::Type Ty) {
  return Ty.Pointer || (!Ty.Signed && (Ty.Bits == 64 || Ty.Bits == 0));
}

/// A sum that stays at the end of what can be counted.
static int64_t add(int64_t A, int64_t B) {
  if (A == INT64_MIN || A == INT64_MAX)
    return A;
  int64_t Sum;
  if (llvm::AddOverflow(A, B, Sum))
    return B < 0 ? INT64_MIN : INT64_MAX;
  return Sum;
}

static int64_t negate(int64_t V) {
  return V == INT64_MIN ? INT64_MAX : V == INT64_MAX ? INT64_MIN : -V;
}

static int64_t subtract(int64_t A, int64_t B) { return add(A, negate(B)); }

/// What a value of an unsigned type can be. An int may be anything: it can be
/// the number that it was assigned, before it was cut.
static Bounds ofType(flow::Type Ty) {
  if (Ty.Bits == 0 || Ty.Bits >= 64 || Ty.Signed)
    return {};
  return {0, static_cast<int64_t>(typeMask(Ty))};
}

/// Whether a cast to \p Ty changes nothing.
static bool fits(Bounds V, flow::Type Ty) {
  const unsigned Bits = Ty.Bits - Ty.Signed;
  return V.Low >= 0 && (Bits >= 63 || V.High >> Bits == 0);
}

/// A number that cannot be counted with: no size, or near where they wrap,
/// which code tests for by ULONG_MAX / 2.
static bool isHuge(const Expr *E, bool IsSize) {
  static constexpr int64_t Most = int64_t(1) << 61;
  return E->isConst() &&
         (E->Value > Most || E->Value < -Most || (IsSize && E->Value < 0));
}

/// What is known of the truth of a test, or nothing.
static std::optional<bool> asTruth(const Fact &F) {
  if (F.excludes(0))
    return true;
  if (F.IsEqual)
    return false;
  return std::nullopt;
}

/// E of `E - Low < Count`, which asks whether E is one of a range of numbers.
static std::optional<std::pair<const Expr *, Bounds>>
asRangeTest(const Expr *A, const Expr *Count) {
  if (!Count->isConst() || Count->Value <= 0 || A->K != Expr::Binary ||
      A->Bin != BinOp::Sub || !A->B->isConst() || !isSize(A->Ty))
    return std::nullopt;
  return {{A->A, {A->B->Value, add(A->B->Value, Count->Value - 1)}}};
}

Order::Order(const ExprPool &Pool, const Facts &Known, flow::Type Ty)
    : Pool(Pool), Known(Known), Sizes(isSize(Ty)) {}

Order::Order(const Order *Other)
    : Pool(Other->Pool), Known(Other->Known), Sizes(!Other->Sizes),
      Other(Other), IsOwned(true) {}

/// All that the facts have.
llvm::ArrayRef<Order::Test> Order::tests() const {
  if (IsOwned)
    return Other->tests();
  if (!Tests) {
    Tests.emplace();
    Known.eachTest(BinOp::Lt, [&](const Expr *Of, const Fact &Is) {
      if (auto Truth = asTruth(Is))
        Tests->push_back({Of, *Truth, rootOf(Of->A), rootOf(Of->B)});
    });
  }
  return *Tests;
}

void Order::eachTest(const Expr *Root,
                     llvm::function_ref<void(const Expr *, bool)> Tell) const {
  // Facts that are no more than these are looked through at once; of many, few
  // are of one root.
  static constexpr size_t Few = 32;
  if (!Root->isConst()) {
    const auto *Made = Pool.comparisonsOf(Root);
    if (!Made)
      return;
    if (!(IsOwned ? Other : this)->Tests && Known.size() > Few &&
        Made->Length < Known.size() / 8) {
      for (; Made; Made = Made->Next)
        if (Made->Test->Bin == BinOp::Lt)
          if (const Fact *Is = Known.find(Made->Test))
            if (auto Truth = asTruth(*Is))
              Tell(Made->Test, *Truth);
      return;
    }
  }
  for (const Test &T : tests())
    if (Root->isConst() || T.RootA == Root || T.RootB == Root)
      Tell(T.Of, T.IsTrue);
}

bool Order::isRuledOut(const Expr *E) const {
  const Bounds Is = signedBounds(E);
  bool Result = false;
  eachTest(rootOf(E), [&](const Expr *Test, bool IsTrue) {
    if (IsTrue)
      return;
    const auto Range = asRangeTest(Test->A, Test->B);
    Result =
        Result || (Range && Range->first == E && Is.Low >= Range->second.Low &&
                   Is.High <= Range->second.High);
  });
  return Result;
}

const Order &Order::as(bool WantsSizes) const {
  if (Sizes == WantsSizes)
    return *this;
  if (!Other) {
    Owned.reset(new Order(this));
    Other = Owned.get();
  }
  return *Other;
}

const Order &Order::as(flow::Type Ty) const { return as(isSize(Ty)); }

/// Whether a comparison says something of values as they are compared here.
bool Order::isUsable(const Expr *Test, bool IsTrue) const {
  if (isHuge(Test->A, Sizes) || isHuge(Test->B, Sizes))
    return false;
  if (isSize(Test->Ty) == Sizes)
    return true;
  // Below a number, as a size: not negative either.
  return !Sizes && IsTrue && Test->B->isConst() && Test->B->Value >= 0;
}

Offset Order::split(const Expr *E, unsigned Depth) const {
  Offset R{E, 0};
  while (!R.Base->isConst()) {
    const Expr *At = R.Base;
    if (At->K == Expr::Cast && Depth < MaxImplied) {
      const Bounds Part = bounds(At->A, Depth + 1);
      // What has been counted is no more than an unsigned int.
      const bool IsCount = At->A->K == Expr::Opaque && !At->Ty.Signed &&
                           At->Ty.Bits >= 32 && Part.Low >= 0;
      if (!IsCount && !fits(Part, At->Ty))
        return R;
      R.Base = At->A;
      continue;
    }
    if (At->K != Expr::Binary || !At->B->isConst() ||
        (At->Bin != BinOp::Add && At->Bin != BinOp::Sub))
      return R;
    const int64_t By =
        At->Bin == BinOp::Add ? At->B->Value : negate(At->B->Value);
    if (!At->Ty.Signed) {
      if (Depth >= MaxImplied)
        return R;
      const Bounds Part = bounds(At->A, Depth + 1);
      const int64_t Most = isSize(At->Ty) ? INT64_MAX : ofType(At->Ty).High;
      if (add(Part.Low, By) < 0 || Part.High == INT64_MAX ||
          add(Part.High, By) > Most)
        return R;
    }
    R.By = add(R.By, By);
    R.Base = At->A;
  }
  return {nullptr, add(R.By, R.Base->Value)};
}

const Order::Sides &Order::sides(const Expr *Test, unsigned Depth) const {
  auto &Kept = SidesAt[Depth];
  if (auto It = Kept.find(Test); It != Kept.end())
    return It->second;
  auto Of = [&](const Offset &Side) {
    return Side.Base ? bounds(Side.Base, MaxImplied) : Bounds{0, 0};
  };
  const Offset A = split(Test->A, Depth + 1), B = split(Test->B, Depth + 1);
  return Kept[Test] = {A, B, Of(A), Of(B)};
}

/// What the outcome of \p Test, one of a value with the same root, says of \p
/// E.
void Order::follow(const Expr *Test, bool IsTrue, const Expr *E, unsigned Depth,
                   Bounds &Of) const {
  if (IsTrue && isSize(Test->Ty))
    if (auto Range = asRangeTest(Test->A, Test->B);
        Range && Range->first == E) {
      Of.meet(Range->second);
      return;
    }
  if (!isUsable(Test, IsTrue))
    return;
  if (!Sizes && isSize(Test->Ty)) {
    if (Test->A == E)
      Of.meet({0, Test->B->Value - 1});
    return;
  }
  const auto [A, B, OfA, OfB] = sides(Test, Depth);
  if ((A.Base == E) == (B.Base == E))
    return;
  const bool IsLeft = A.Base == E;
  const Offset Mine = IsLeft ? A : B, Other = IsLeft ? B : A;
  Bounds There = IsLeft ? OfB : OfA;
  if (There.Low != INT64_MIN)
    There.Low = subtract(add(There.Low, Other.By), Mine.By);
  if (There.High != INT64_MAX)
    There.High = subtract(add(There.High, Other.By), Mine.By);
  if (IsLeft == IsTrue) // E < There, or not There < E
    Of.meet({INT64_MIN, IsTrue ? subtract(There.High, 1) : There.High});
  else
    Of.meet({IsTrue ? add(There.Low, 1) : There.Low, INT64_MAX});
}

Bounds Order::bounds(const Expr *E, unsigned Depth) const {
  if (E->isConst())
    return {E->Value, E->Value};
  if (Depth == MaxImplied || !Pool.comparisonsOf(rootOf(E)))
    return findBounds(E, Depth);
  if (auto Kept = BoundsAt[Depth].find(E); Kept != BoundsAt[Depth].end())
    return Kept->second;
  const Bounds R = findBounds(E, Depth);
  BoundsAt[Depth][E] = R;
  return R;
}

Bounds Order::findBounds(const Expr *E, unsigned Depth) const {
  Bounds R = E->isBoolean() ? Bounds{0, 1} : ofType(E->Ty);
  if (Sizes && R.Low == INT64_MIN)
    R.Low = 0;
  // What is not negative is the same size.
  if (Sizes && Depth < MaxImplied)
    if (const Bounds AsSigned = as(false).bounds(E, Depth); AsSigned.Low >= 0)
      R.meet(AsSigned);
  const Fact *F = Known.find(E);
  if (F && F->IsEqual)
    return {F->Equal, F->Equal};
  if (F && !F->In.empty())
    R.meet({F->In.front(), F->In.back()});
  if (Depth < MaxImplied) {
    if (E->K == Expr::Binary && E->B->isConst()) {
      const int64_t V = E->B->Value;
      if (E->Bin == BinOp::And && V >= 0)
        R.meet({0, V});
      if (E->Bin == BinOp::Rem && V > 0)
        R.meet({E->Ty.Signed ? 1 - V : 0, V - 1});
      if (const Offset At = split(E, Depth); At.Base != E && At.Base) {
        const Bounds Part = bounds(At.Base, Depth + 1);
        R.meet({add(Part.Low, At.By), add(Part.High, At.By)});
      }
    }
    if (E->K == Expr::Cast) {
      // A cast that cuts nothing.
      if (const Bounds Part = bounds(E->A, Depth + 1); fits(Part, E->Ty))
        R.meet(Part);
    }
    eachTest(rootOf(E), [&](const Expr *Test, bool IsTrue) {
      follow(Test, IsTrue, E, Depth, R);
    });
  }
  if (F) {
    while (R.Low < R.High && llvm::binary_search(F->Not, R.Low))
      ++R.Low;
    while (R.Low < R.High && llvm::binary_search(F->Not, R.High))
      --R.High;
  }
  return R;
}

/// The bounds of the base of \p E, which is often \p E itself.
Bounds Order::boundsOfBase(const Expr *Base, const Expr *E, Bounds OfE) const {
  return Base == E ? OfE : Base ? bounds(Base) : Bounds{0, 0};
}

/// How much the base \p A can be above the base \p B; null is zero.
Bounds Order::difference(const Expr *A, Bounds OfA, const Expr *B,
                         Bounds OfB) const {
  if (A == B)
    return {0, 0};
  Bounds R;
  if (OfA.Low != INT64_MIN && OfB.High != INT64_MAX)
    R.Low = subtract(OfA.Low, OfB.High);
  if (OfA.High != INT64_MAX && OfB.Low != INT64_MIN)
    R.High = subtract(OfA.High, OfB.Low);
  if (!A || !B)
    return R;
  const Expr *RootA = rootOf(A), *RootB = rootOf(B);
  auto Relates = [&](const Expr *Test) {
    const Expr *X = rootOf(Test->A), *Y = rootOf(Test->B);
    return (X == RootA && Y == RootB) || (X == RootB && Y == RootA);
  };
  eachTest(RootA, [&](const Expr *Test, bool IsTrue) {
    if (!Relates(Test) || isSize(Test->Ty) != Sizes || !isUsable(Test, IsTrue))
      return;
    const Offset X = split(Test->A), Y = split(Test->B);
    const int64_t Apart = subtract(Y.By, X.By);
    if (X.Base == A && Y.Base == B)
      R.meet(IsTrue ? Bounds{INT64_MIN, subtract(Apart, 1)}
                    : Bounds{Apart, INT64_MAX});
    else if (X.Base == B && Y.Base == A)
      R.meet(IsTrue ? Bounds{add(negate(Apart), 1), INT64_MAX}
                    : Bounds{INT64_MIN, negate(Apart)});
  });
  Known.eachTest(BinOp::Eq, [&](const Expr *Test, const Fact &Is) {
    const auto Truth = asTruth(Is);
    if (!Truth || !Relates(Test))
      return;
    const Offset X = split(Test->A), Y = split(Test->B);
    int64_t Apart = subtract(Y.By, X.By);
    if (X.Base == B && Y.Base == A)
      Apart = negate(Apart);
    else if (X.Base != A || Y.Base != B)
      return;
    if (*Truth)
      R.meet({Apart, Apart});
    else if (R.Low == Apart)
      ++R.Low;
    else if (R.High == Apart)
      --R.High;
  });
  return R;
}

Tri Order::less(const Expr *A, const Expr *B) const {
  if (A->HasWord || B->HasWord || isHuge(A, Sizes) || isHuge(B, Sizes))
    return Tri::Unknown;
  if (A->isConst() && B->isConst())
    return A->Value < B->Value ? Tri::True : Tri::False;
  if (auto Range = Sizes ? asRangeTest(A, B) : std::nullopt) {
    const auto &[E, Asked] = *Range;
    const Bounds Has = signedBounds(E);
    if (Has.Low >= Asked.Low && Has.High <= Asked.High)
      return Tri::True;
    if (Has.High < Asked.Low || Asked.High < Has.Low)
      return Tri::False;
  }
  const Offset X = split(A), Y = split(B);
  const int64_t Apart = subtract(Y.By, X.By);
  const Bounds OfA = bounds(A), OfB = bounds(B);
  const Bounds D = difference(X.Base, boundsOfBase(X.Base, A, OfA), Y.Base,
                              boundsOfBase(Y.Base, B, OfB));
  // A sum may be known better than what it is a sum of.
  if (D.High < Apart || OfA.High < OfB.Low)
    return Tri::True;
  if (D.Low >= Apart || OfA.Low >= OfB.High)
    return Tri::False;
  return Tri::Unknown;
}

Tri Order::equal(const Expr *A, const Expr *B) const {
  if (A->HasWord || B->HasWord || isHuge(A, Sizes) || isHuge(B, Sizes))
    return Tri::Unknown;
  const Offset X = split(A), Y = split(B);
  const int64_t Apart = subtract(Y.By, X.By);
  const Bounds OfA = bounds(A), OfB = bounds(B);
  const Bounds D = difference(X.Base, boundsOfBase(X.Base, A, OfA), Y.Base,
                              boundsOfBase(Y.Base, B, OfB));
  if (D.excludes(Apart) || OfA.High < OfB.Low || OfB.High < OfA.Low)
    return Tri::False;
  return D.isOne() ? Tri::True : Tri::Unknown;
}

} // namespace pvlint::solve
