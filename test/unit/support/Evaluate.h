//===- Evaluate.h - what C says a value is ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An oracle for symbolic values: expressions in C, evaluated by C's rules on
// numbers, with none of the solver's simplifications; and the evaluation of a
// symbolic value when the unknowns in it are given numbers.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_UNIT_SUPPORT_EVALUATE_H
#define PVLINT_TEST_UNIT_SUPPORT_EVALUATE_H

#include "values/Expr.h"
#include <memory>
#include <optional>
#include <random>

namespace pvlint::test {

inline constexpr flow::Type U8{8, false, false}, I8{8, true, false},
    U16{16, false, false}, U32{32, false, false}, I32{32, true, false},
    U64{64, false, false}, I64{64, true, false};

/// \p V as a number of type \p Ty, in 64 bits.
inline int64_t cut(int64_t V, flow::Type Ty) {
  if (Ty.Bits >= 64)
    return V;
  const uint64_t Mask = (uint64_t(1) << Ty.Bits) - 1;
  uint64_t U = static_cast<uint64_t>(V) & Mask;
  if (Ty.Signed && (U >> (Ty.Bits - 1)))
    U |= ~Mask;
  return static_cast<int64_t>(U);
}

/// `A op B` for numbers of type \p Ty; nothing where C has no answer.
inline std::optional<int64_t> apply(flow::BinOp Op, int64_t A, int64_t B,
                                    flow::Type Ty) {
  using flow::BinOp;
  const auto UA = static_cast<uint64_t>(A), UB = static_cast<uint64_t>(B);
  const bool S = Ty.Signed;
  auto Cut = [&](uint64_t V) { return cut(static_cast<int64_t>(V), Ty); };
  switch (Op) {
  case BinOp::Add:
    return Cut(UA + UB);
  case BinOp::Sub:
    return Cut(UA - UB);
  case BinOp::Mul:
    return Cut(UA * UB);
  case BinOp::Div:
  case BinOp::Rem:
    if (B == 0 || (S && B == -1))
      return std::nullopt;
    if (Op == BinOp::Div)
      return Cut(S ? static_cast<uint64_t>(A / B) : UA / UB);
    return Cut(S ? static_cast<uint64_t>(A % B) : UA % UB);
  case BinOp::And:
    return Cut(UA & UB);
  case BinOp::Or:
    return Cut(UA | UB);
  case BinOp::Xor:
    return Cut(UA ^ UB);
  case BinOp::Shl:
  case BinOp::Shr:
    if (B < 0 || B >= Ty.Bits)
      return std::nullopt;
    if (Op == BinOp::Shl)
      return Cut(UA << B);
    return Cut(S ? static_cast<uint64_t>(A >> B) : UA >> B);
  case BinOp::Eq:
    return A == B;
  case BinOp::Ne:
    return A != B;
  case BinOp::Lt:
    return S ? A < B : UA < UB;
  case BinOp::Le:
    return S ? A <= B : UA <= UB;
  case BinOp::Gt:
    return S ? A > B : UA > UB;
  case BinOp::Ge:
    return S ? A >= B : UA >= UB;
  }
  return std::nullopt;
}

inline int64_t apply(flow::UnOp Op, int64_t A, flow::Type Ty) {
  switch (Op) {
  case flow::UnOp::Not:
    return !A;
  case flow::UnOp::BitNot:
    return cut(~A, Ty);
  case flow::UnOp::Neg:
    return cut(static_cast<int64_t>(0 - static_cast<uint64_t>(A)), Ty);
  }
  return 0;
}

/// An expression as the extraction lowers it: operands of a binary operation
/// are cast to its type first, a comparison's type is that of its operands.
struct Tree {
  enum Kind : uint8_t { Leaf, Const, Unary, Binary, Cast };
  Kind K = Leaf;
  unsigned Index = 0; ///< Leaf
  int64_t Value = 0;  ///< Const
  flow::UnOp Un = flow::UnOp::Not;
  flow::BinOp Bin = flow::BinOp::Add;
  flow::Type Ty; ///< of the result, but for comparisons
  std::unique_ptr<Tree> A, B;

  bool isComparison() const { return K == Binary && Bin >= flow::BinOp::Eq; }
  /// C's type.
  flow::Type type() const {
    bool IsBool = isComparison() || (K == Unary && Un == flow::UnOp::Not);
    return IsBool ? I32 : Ty;
  }

  /// \p Leaves are numbers, by Index.
  std::optional<int64_t> evaluate(llvm::ArrayRef<int64_t> Leaves) const {
    std::optional<int64_t> X, Y;
    if (A && !(X = A->evaluate(Leaves)))
      return std::nullopt;
    if (B && !(Y = B->evaluate(Leaves)))
      return std::nullopt;
    switch (K) {
    case Leaf:
      return cut(Leaves[Index], Ty);
    case Const:
      return cut(Value, Ty);
    case Unary:
      return apply(Un, Un == flow::UnOp::Not ? *X : cut(*X, Ty), Ty);
    case Binary:
      return apply(Bin, cut(*X, Ty), cut(*Y, Ty), Ty);
    case Cast:
      return cut(*X, Ty);
    }
    return std::nullopt;
  }

  const solve::Expr *build(solve::ExprPool &Pool,
                           llvm::ArrayRef<const solve::Expr *> Leaves) const {
    switch (K) {
    case Leaf:
      return Leaves[Index];
    case Const:
      return Pool.constant(Value, Ty);
    case Unary: {
      const solve::Expr *X = A->build(Pool, Leaves);
      return Pool.unary(Un, Un == flow::UnOp::Not ? X : cast(Pool, X, *A), Ty);
    }
    case Binary:
      return Pool.binary(Bin, cast(Pool, A->build(Pool, Leaves), *A),
                         cast(Pool, B->build(Pool, Leaves), *B), Ty);
    case Cast:
      return Pool.cast(A->build(Pool, Leaves), Ty);
    }
    return nullptr;
  }

  std::string text() const {
    std::string T =
        std::string(1, Ty.Signed ? 'i' : 'u') + std::to_string(Ty.Bits);
    switch (K) {
    case Leaf:
      return "x" + std::to_string(Index) + ":" + T;
    case Const:
      return std::to_string(Value) + ":" + T;
    case Unary:
      return (Un == flow::UnOp::Not      ? "!"
              : Un == flow::UnOp::BitNot ? "~"
                                         : "-") +
             A->text();
    case Binary: {
      static const char *const Names[] = {
          "+",  "-",  "*",  "/",  "%", "&",  "|", "^",
          "<<", ">>", "==", "!=", "<", "<=", ">", ">="};
      return "(" + A->text() + " " + Names[unsigned(Bin)] + ":" + T + " " +
             B->text() + ")";
    }
    case Cast:
      return "(" + T + ")" + A->text();
    }
    return {};
  }

private:
  const solve::Expr *cast(solve::ExprPool &Pool, const solve::Expr *E,
                          const Tree &From) const {
    return From.type() == Ty ? E : Pool.cast(E, Ty);
  }
};

using TreePtr = std::unique_ptr<Tree>;

inline TreePtr leaf(unsigned Index, flow::Type Ty) {
  auto T = std::make_unique<Tree>();
  T->Index = Index;
  T->Ty = Ty;
  return T;
}
inline TreePtr number(int64_t V, flow::Type Ty) {
  auto T = std::make_unique<Tree>();
  T->K = Tree::Const;
  T->Value = V;
  T->Ty = Ty;
  return T;
}
inline TreePtr unary(flow::UnOp Op, TreePtr A, flow::Type Ty) {
  auto T = std::make_unique<Tree>();
  T->K = Tree::Unary;
  T->Un = Op;
  T->Ty = Ty;
  T->A = std::move(A);
  return T;
}
inline TreePtr binary(flow::BinOp Op, TreePtr A, TreePtr B, flow::Type Ty) {
  auto T = std::make_unique<Tree>();
  T->K = Tree::Binary;
  T->Bin = Op;
  T->Ty = Ty;
  T->A = std::move(A);
  T->B = std::move(B);
  return T;
}
inline TreePtr castTo(flow::Type Ty, TreePtr A) {
  auto T = std::make_unique<Tree>();
  T->K = Tree::Cast;
  T->Ty = Ty;
  T->A = std::move(A);
  return T;
}

/// Makes trees by chance, the same in every run.
struct Grower {
  std::mt19937 Random;
  llvm::ArrayRef<flow::Type> Types;  ///< of operations and casts
  llvm::ArrayRef<flow::Type> Leaves; ///< of the unknowns
  /// A signed number is shifted right.
  bool ArithmeticShift = true;

  unsigned below(unsigned N) { return static_cast<unsigned>(Random() % N); }

  TreePtr grow(unsigned Depth) {
    using flow::BinOp;
    flow::Type Ty = Types[below(Types.size())];
    if (Depth == 0 || below(8) == 0) {
      if (below(4) == 0)
        return number(constant(), Ty);
      unsigned I = below(Leaves.size());
      return leaf(I, Leaves[I]);
    }
    switch (below(8)) {
    case 0:
      return castTo(Ty, grow(Depth - 1));
    case 1:
      return unary(flow::UnOp(below(3)), grow(Depth - 1), Ty);
    default:
      break;
    }
    auto Op = BinOp(below(16));
    bool IsShift = Op == BinOp::Shl || Op == BinOp::Shr;
    if (Op == BinOp::Shr && !ArithmeticShift)
      Ty.Signed = false;
    TreePtr A = grow(Depth - 1);
    // Most masks and shifts in C are by constants.
    TreePtr B = IsShift    ? number(below(Ty.Bits), Ty)
                : below(2) ? grow(Depth - 1)
                           : number(constant(), Ty);
    return binary(Op, std::move(A), std::move(B), Ty);
  }

  int64_t constant() {
    static const int64_t Numbers[] = {
        0,    1,  2, 3,    4,    5,     8,     0xf, 0x10,           0x55,
        0x7f, -1, 9, 0x80, 0xff, 0x200, 0x204, -2,  ~int64_t(0x200)};
    return Numbers[below(std::size(Numbers))];
  }
};

/// The value of \p E when Param and Opaque number N is \p Leaves[N], Entry is
/// \p Entry, and a Word is \p Word; nothing when C has no answer.
inline std::optional<int64_t> evaluate(const solve::Expr *E,
                                       llvm::ArrayRef<int64_t> Leaves,
                                       bool Entry = false, int64_t Word = 0) {
  using solve::Expr;
  auto Sub = [&](const Expr *X) { return evaluate(X, Leaves, Entry, Word); };
  switch (E->K) {
  case Expr::Const:
    return E->Value;
  case Expr::Entry:
    return Entry;
  case Expr::Param:
    return cut(Leaves[E->Value], E->Ty);
  case Expr::Word:
    return Word;
  case Expr::IfBit:
    if (auto X = Sub(E->A))
      return (*X >> 9) & 1;
    return std::nullopt;
  case Expr::Unary:
    if (auto X = Sub(E->A))
      return apply(E->Un, *X, E->Ty);
    return std::nullopt;
  case Expr::Cast:
    if (auto X = Sub(E->A))
      return cut(*X, E->Ty);
    return std::nullopt;
  case Expr::Binary: {
    auto X = Sub(E->A), Y = Sub(E->B);
    if (!X || !Y)
      return std::nullopt;
    return apply(E->Bin, *X, *Y, E->Ty);
  }
  default:
    return std::nullopt;
  }
}

} // namespace pvlint::test

#endif // PVLINT_TEST_UNIT_SUPPORT_EVALUATE_H
