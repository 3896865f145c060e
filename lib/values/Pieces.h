//===- Pieces.h - a sorted list that copies share ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is copied at every branch and call, and nearly all of it stays the
// same. So what it maps to what – cells to values, values to what is known of
// them – is a list, sorted by number, in pieces of at most MaxPiece entries: a
// copy shares them, and a piece is copied when one of its owners changes it.
// Ordinary functions have one piece.
//
// Each piece has a sum of what its entries are, so that a search passes over
// pieces in which it would find nothing; and two lists are compared
// or merged without a look at the pieces that they share.
//
// Limits: a copy still takes a step for each piece. What entries were removed
// stays in the sum of their piece, so a sum may promise what is not there, but
// never the other way round. Not for lists that threads share.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_PIECES_H
#define PVLINT_VALUES_PIECES_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <array>
#include <vector>

namespace pvlint::solve {

/// \p Slot is a pair. Of its first, \p Sum has the number(); what it has of
/// entries comes by add().
template <typename Slot, typename Sum> class Pieces {
  using Key = typename Slot::first_type;
  using Value = typename Slot::second_type;

public:
  static constexpr size_t MaxPiece = 32;

private:
  struct Piece : llvm::RefCountedBase<Piece> {
    std::vector<Slot> Slots;
    /// Of the slots' keys: a search looks at these alone. Behind them, none.
    std::array<uint32_t, MaxPiece> Numbers = none();
    Sum Has;

    static constexpr uint32_t None = ~0u;
    static constexpr std::array<uint32_t, MaxPiece> none() {
      std::array<uint32_t, MaxPiece> All{};
      All.fill(None);
      return All;
    }
    /// The index of the first that is not before \p Number. Without a branch:
    /// nobody could predict it.
    size_t lower(uint32_t Number) const {
      size_t Before = 0;
      for (const uint32_t Mine : Numbers)
        Before += Mine < Number;
      return Before;
    }
    bool has(size_t At, Key K) const {
      return At != Slots.size() && Slots[At].first == K;
    }
    Slot &insert(size_t At, Slot S) {
      std::move_backward(Numbers.begin() + At, Numbers.end() - 1,
                         Numbers.end());
      Numbers[At] = Sum::number(S.first);
      return *Slots.insert(Slots.begin() + At, std::move(S));
    }
    void erase(size_t At) {
      std::move(Numbers.begin() + At + 1, Numbers.end(), Numbers.begin() + At);
      Numbers.back() = None;
      Slots.erase(Slots.begin() + At);
    }
    /// After slots were removed.
    void renumber() {
      Numbers = none();
      for (size_t I = 0; I != Slots.size(); ++I)
        Numbers[I] = Sum::number(Slots[I].first);
    }
  };
  using Owner = llvm::IntrusiveRefCntPtr<Piece>;
  llvm::SmallVector<Owner, 1> All; ///< none is empty
  size_t Count = 0;

public:
  /// Valid until the list is changed. Named as the standard library does.
  class const_iterator // NOLINT(readability-identifier-naming)
      : public llvm::iterator_facade_base<
            const_iterator, std::forward_iterator_tag, const Slot> {
    friend class Pieces;
    const Owner *In = nullptr, *End = nullptr;
    size_t I = 0;
    const_iterator(const Owner *In, const Owner *End, size_t I = 0)
        : In(In), End(End), I(I) {}

  public:
    const_iterator() = default;
    using llvm::iterator_facade_base<const_iterator, std::forward_iterator_tag,
                                     const Slot>::operator++;
    const Slot &operator*() const { return (*In)->Slots[I]; }
    const_iterator &operator++() {
      if (++I == (*In)->Slots.size()) {
        ++In;
        I = 0;
      }
      return *this;
    }
    bool operator==(const const_iterator &Other) const {
      return In == Other.In && I == Other.I;
    }
    bool atEnd() const { return In == End; }
    /// Whether a piece begins here that \p Other is at the beginning of too.
    bool isShared(const const_iterator &Other) const {
      return !I && !Other.I && !atEnd() && !Other.atEnd() &&
             In->get() == Other.In->get();
    }
    void skipPiece() { ++In; }
  };

  const_iterator begin() const { return {All.begin(), All.end()}; }
  const_iterator end() const { return {All.end(), All.end()}; }
  size_t size() const { return Count; }
  bool empty() const { return !Count; }

  const Value *find(Key K) const {
    if (All.empty())
      return nullptr;
    const Piece &In = *All[pieceOf(K)];
    const size_t At = In.lower(Sum::number(K));
    return In.has(At, K) ? &In.Slots[At].second : nullptr;
  }

  /// The first entry behind where \p K is or would be.
  const_iterator after(Key K) const {
    if (All.empty())
      return end();
    const Owner *In = All.begin() + pieceOf(K);
    size_t At = (*In)->lower(Sum::number(K));
    At += (*In)->has(At, K);
    if (At == (*In)->Slots.size())
      return {In + 1, All.end()};
    return {In, All.end(), At};
  }

  /// The value of \p K, which is made if there is none. What it becomes is not
  /// in the sum.
  Value &operator[](Key K) {
    Piece &P = pieceFor(K);
    const size_t At = P.lower(Sum::number(K));
    if (!P.has(At, K)) {
      P.Has.add(P.insert(At, Slot{K, Value()}));
      ++Count;
    }
    return P.Slots[At].second;
  }

  void set(Key K, Value V) {
    Piece &P = pieceFor(K);
    const size_t At = P.lower(Sum::number(K));
    if (!P.has(At, K)) {
      P.insert(At, Slot{K, std::move(V)});
      ++Count;
    } else {
      P.Slots[At].second = std::move(V);
    }
    P.Has.add(P.Slots[At]);
  }

  void erase(Key K) {
    if (!find(K))
      return;
    const size_t At = pieceOf(K);
    Piece &In = own(At);
    In.erase(In.lower(Sum::number(K)));
    --Count;
    if (In.Slots.empty())
      All.erase(All.begin() + At);
  }

  template <typename Fn> void eraseIf(Fn Drop) { eraseIfFrom(0, Drop); }
  /// The same where none is before where \p K is or would be.
  template <typename Fn> void eraseIf(Key K, Fn Drop) {
    if (!All.empty())
      eraseIfFrom(pieceOf(K), Drop);
  }

  /// Gives each entry the value that \p New has for it, in pieces whose sum \p
  /// MayHave says may have some for which that is another.
  template <typename May, typename Fn> void change(May MayHave, Fn New) {
    for (size_t At = 0; At != All.size(); ++At)
      for (size_t I = 0; MayHave(All[At]->Has) && I != All[At]->Slots.size();
           ++I) {
        Value V = New(std::as_const(All[At]->Slots[I]));
        if (V == All[At]->Slots[I].second)
          continue;
        Piece &P = own(At);
        P.Slots[I].second = std::move(V);
        P.Has.add(P.Slots[I]);
      }
  }
  template <typename Fn> void change(Fn New) {
    change([](const Sum &) { return true; }, New);
  }

  /// Whether \p Is holds for an entry, of pieces whose sum \p MayHave says may
  /// have one. In order.
  template <typename May, typename Fn> bool any(May MayHave, Fn Is) const {
    return llvm::any_of(All, [&](const Owner &P) {
      return MayHave(P->Has) && llvm::any_of(P->Slots, Is);
    });
  }

  /// Calls \p Tell with the entries whose keys \p Other does not have, in
  /// order, of pieces whose sum \p MayHave says may have one to tell.
  template <typename May, typename Fn>
  void eachBeyond(const Pieces &Other, May MayHave, Fn Tell) const {
    auto Mine = begin(), Theirs = Other.begin();
    while (!Mine.atEnd()) {
      if (Mine.isShared(Theirs)) {
        Mine.skipPiece();
        Theirs.skipPiece();
      } else if (!Mine.I && !MayHave((*Mine.In)->Has)) {
        Mine.skipPiece();
      } else if (!Theirs.atEnd() &&
                 Sum::number(Theirs->first) < Sum::number(Mine->first)) {
        ++Theirs;
      } else {
        if (Theirs.atEnd() || Theirs->first != Mine->first)
          Tell(*Mine);
        ++Mine;
      }
    }
  }

  /// Appends an entry that is behind all others.
  void append(Slot S) {
    if (All.empty() || All.back()->Slots.size() >= MaxPiece ||
        All.back()->UseCount() > 1)
      All.push_back(new Piece);
    All.back()->Has.add(S);
    All.back()->Numbers[All.back()->Slots.size()] = Sum::number(S.first);
    All.back()->Slots.push_back(std::move(S));
    ++Count;
  }

  /// Appends the piece that begins at \p At, which is in another list, and
  /// behind all others here.
  void appendPiece(const const_iterator &At) {
    All.push_back(*At.In);
    Count += (*At.In)->Slots.size();
  }

  friend bool operator==(const Pieces &A, const Pieces &B) {
    if (A.Count != B.Count)
      return false;
    auto I = A.begin(), J = B.begin();
    while (!I.atEnd()) {
      if (I.isShared(J)) {
        I.skipPiece();
        J.skipPiece();
      } else if (*I == *J) {
        ++I;
        ++J;
      } else {
        return false;
      }
    }
    return true;
  }

private:
  template <typename Fn> void eraseIfFrom(size_t At, Fn Drop) {
    bool LeavesEmpty = false;
    for (; At != All.size(); ++At) {
      const auto &Old = All[At]->Slots;
      const auto First = llvm::find_if(Old, Drop);
      if (First == Old.end())
        continue;
      const size_t Kept = First - Old.begin(), Before = Old.size();
      Piece &Owned = own(At);
      std::vector<Slot> &In = Owned.Slots;
      In.erase(std::remove_if(In.begin() + Kept, In.end(), Drop), In.end());
      Owned.renumber();
      Count -= Before - In.size();
      LeavesEmpty |= In.empty();
    }
    if (LeavesEmpty)
      llvm::erase_if(All, [](const Owner &P) { return P->Slots.empty(); });
  }

  /// The index of the piece where \p K is or would be, if there is any.
  size_t pieceOf(Key K) const {
    if (All.size() == 1)
      return 0;
    const auto Behind =
        std::upper_bound(All.begin() + 1, All.end(), Sum::number(K),
                         [](uint32_t Number, const Owner &P) {
                           return Number < P->Numbers.front();
                         });
    return Behind - All.begin() - 1;
  }

  /// The piece at \p At, which no other list has from now on.
  Piece &own(size_t At) {
    if (All[At]->UseCount() > 1)
      All[At] = new Piece(*All[At]);
    return *All[At];
  }

  /// The piece where \p K is, or has room to be.
  Piece &pieceFor(Key K) {
    if (All.empty())
      All.push_back(new Piece);
    const size_t At = pieceOf(K);
    Piece &P = own(At);
    if (P.Slots.size() < MaxPiece)
      return P;
    const size_t In = P.lower(Sum::number(K));
    if (P.has(In, K))
      return P;
    // In two; what only grows at its end leaves full ones behind.
    const bool AtEnd = In == P.Slots.size() && At + 1 == All.size();
    const auto Half = P.Slots.begin() + (AtEnd ? MaxPiece : MaxPiece / 2);
    Owner Rest = new Piece;
    Rest->Slots.assign(std::make_move_iterator(Half),
                       std::make_move_iterator(P.Slots.end()));
    P.Slots.erase(Half, P.Slots.end());
    for (Piece *Each : {&P, Rest.get()}) {
      Each->renumber();
      Each->Has = Sum();
      for (const Slot &S : Each->Slots)
        Each->Has.add(S);
    }
    const bool IsInRest = AtEnd || Rest->Numbers.front() <= Sum::number(K);
    Piece &For = IsInRest ? *Rest : P;
    All.insert(All.begin() + At + 1, std::move(Rest));
    return For;
  }
};

} // namespace pvlint::solve

#endif // PVLINT_VALUES_PIECES_H
