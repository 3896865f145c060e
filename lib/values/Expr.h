//===- Expr.h - symbolic values ---------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is a hash-consed expression over what the function's caller knows
// (parameters, initial contents of memory, the interrupt state at entry), saved
// words, and opaque unknowns. Equal pointers are equal values, so repeating a
// condition gives the same answer, and a summary is instantiated at a call by
// substitution.
//
// Every expression carries the mask of its bits that are undefined because they
// come from undefined bits of a saved word, and which word that was.
//
// Limits: expressions deeper than MaxDepth become opaque; they keep their
// undefined bits.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_EXPR_H
#define PVLINT_VALUES_EXPR_H

#include "contract/Contract.h"
#include "ir/Program.h"
#include "values/Event.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/StringSaver.h"
#include <string>
#include <vector>

namespace pvlint::solve {

struct Expr;

/// A memory cell: a base and a path of field names.
struct Cell {
  enum Kind : uint8_t { Var, Global, Pointee };
  Kind K = Var;
  uint32_t Var_ = 0;             ///< Var: index into the function's variables
  std::string Name;              ///< Global
  const Expr *Pointer = nullptr; ///< Pointee: the pointer's value
  std::string Path;              ///< ".lock.flags", "[]" for array elements
  uint32_t Id = 0;               ///< dense, in order of creation
  uint32_t Whole = 0; ///< dense, the same for all parts of one object

  /// Arrays are one cell for all elements, so a store does not tell which.
  bool isArrayElement() const { return Path.find('[') != std::string::npos; }
  /// Only code on this CPU writes there.
  bool isPerCpu() const {
    return llvm::StringRef(Path).ends_with(flow::ThisCpuStep);
  }
};

struct Expr {
  enum Kind : uint8_t {
    Const,    ///< the integer Value
    Entry,    ///< 1 if interrupts were on when the function was entered
    Param,    ///< initial value of parameter Value
    Init,     ///< initial content of the cell C
    Opaque,   ///< unknown; Value tells unknowns apart
    Uninit,   ///< content of the local variable Value before any store
    Address,  ///< address of the cell C
    FuncAddr, ///< address of the function Name
    Word,     ///< the word saved at Origin when the interrupt state was A
    IfBit,    ///< 1 if the word A (not one we saw saved) says "on"
    Unary,
    Binary,
    Cast,
    Stable, ///< depends on Name and Args only
  };
  Kind K = Const;
  flow::UnOp Un = flow::UnOp::Not;
  flow::BinOp Bin = flow::BinOp::Add;
  flow::Type Ty;
  bool Spent = false; ///< Word: already restored once
  uint8_t Family = 0; ///< Word
  uint8_t Depth = 1;
  uint32_t Id = 0; ///< in order of creation, so the same in every run
  int64_t Value = 0;
  const Expr *A = nullptr, *B = nullptr;
  const Cell *C = nullptr;
  /// Word: the save. Of what a word was cut down to: where that happened.
  const Event *Origin = nullptr;
  llvm::StringRef Name;
  llvm::ArrayRef<const Expr *> Args;
  const Expr *SameHash = nullptr; ///< the next one in the pool

  // Derived from the above.
  uint64_t Undefined = 0;      ///< bits that depend on undefined bits of Source
  uint64_t MaybeUndefined = 0; ///< ... if the caller's values were saved words
  uint64_t SourceBits = 0;     ///< which bits of Source they are
  const Expr *Source = nullptr;
  bool HasWord = false;        ///< contains a Word
  bool HasCallerValue = false; ///< contains Param, Init or IfBit
  bool HasMemory = false;      ///< contains Init
  bool HasEntry = false;
  bool HasLocal = false;    ///< contains Opaque, Uninit or a local's address
  uint64_t OpaqueBloom = 0; ///< Bloom filter of the opaques inside

  /// Equal for values that paths need not be kept apart for: the same ones, and
  /// words of one state that have been restored. Which save those came from
  /// tells nothing about what is still to come, and a word that stays behind in
  /// memory would double the paths at every call that leaves one there.
  uint64_t sameFateId() const {
    return K == Word && Spent ? uint64_t(A->Id) << 32 | 1u << 31 | Family : Id;
  }
  bool isConst() const { return K == Const; }
  bool isConst(int64_t V) const { return K == Const && Value == V; }
  /// A value that is 0 or 1.
  bool isBoolean() const;
  /// The address of something, or computed from one, as that of a per-CPU
  /// variable is: it is not null.
  bool isAddressInside() const;
  /// Of what tells expressions apart.
  uint64_t hash() const;
  bool isSame(const Expr &Other) const;
};

/// Whether \p Part is \p E or in it.
bool contains(const Expr *E, const Expr *Part);

/// What \p E is counted from: i of `i + 1`, and of casts of it.
const Expr *rootOf(const Expr *E);

/// Owns and interns expressions, cells and events.
class ExprPool {
public:
  /// An expression nested deeper than this becomes an unknown value that keeps
  /// its bits and its word.
  static constexpr unsigned MaxDepth = 12;
  /// If a step is inside more calls than this, only the outer ones are
  /// reported.
  static constexpr unsigned MaxEventDepth = 16;

  explicit ExprPool(const flow::Contract &C) : Contract(C) {}
  const flow::Contract &contract() const { return Contract; }

  const Expr *constant(int64_t V, flow::Type Ty = {64, true, false});
  const Expr *entry();
  const Expr *param(unsigned I, flow::Type Ty);
  const Expr *init(const Cell *C, flow::Type Ty);
  const Expr *opaque(uint64_t Id, flow::Type Ty = {});
  /// An unknown that keeps the undefined bits of \p Like (and \p Like2).
  const Expr *opaqueLike(uint64_t Id, const Expr *Like,
                         const Expr *Like2 = nullptr);
  /// An unknown with the undefined bits of \p Like, which come from \p Source.
  const Expr *opaqueFrom(uint64_t Id, const Expr *Like, const Expr *Source);
  const Expr *uninit(unsigned Var);
  const Expr *address(const Cell *C);
  const Expr *function(llvm::StringRef Name);
  const Expr *word(const Event *Origin, const Expr *StateAtSave,
                   uint64_t DefinedBits, unsigned Family, flow::Type Ty = {});
  const Expr *spent(const Expr *Word);
  /// \p E, which is cut from a word, with the place where that happened.
  const Expr *cutAt(const Expr *E, const Event *Where);
  const Expr *unary(flow::UnOp Op, const Expr *A, flow::Type Ty);
  const Expr *binary(flow::BinOp Op, const Expr *A, const Expr *B,
                     flow::Type Ty);
  const Expr *cast(const Expr *A, flow::Type Ty);
  const Expr *stable(llvm::StringRef Name, llvm::ArrayRef<const Expr *> Args,
                     flow::Type Ty);
  const Expr *logicalNot(const Expr *A) {
    return unary(flow::UnOp::Not, A, {32, true, false});
  }

  /// The interrupt state that the word \p W stands for: 1 on, 0 off, Entry, or
  /// IfBit(W) for a word that was saved elsewhere. A word that was cut to a
  /// narrower type stands for what it was meant to.
  const Expr *stateOf(const Expr *W);

  /// When \p E is nonzero exactly if a word has interrupts on (or off, then
  /// \p Negated is set), that word's state; otherwise null.
  const Expr *asStateTest(const Expr *E, bool &Negated);

  const Cell *var(unsigned Index, llvm::StringRef Path = {});
  const Cell *global(llvm::StringRef Name, llvm::StringRef Path = {});
  /// What \p Pointer points to, narrowed by \p Path.
  const Cell *pointee(const Expr *Pointer, llvm::StringRef Path = {});
  const Cell *cell(uint32_t Id) const { return Cells[Id]; }
  /// All parts of what \p C is a part of, in order of creation, with it.
  llvm::ArrayRef<const Cell *> siblings(const Cell *C) const {
    return Siblings[C->Whole];
  }
  /// All cells behind \p Pointer, in order of creation.
  llvm::ArrayRef<const Cell *> cellsBehind(const Expr *Pointer) const {
    const auto First = FirstBehind.find(Pointer);
    return First == FirstBehind.end() ? llvm::ArrayRef<const Cell *>()
                                      : siblings(First->second);
  }

  /// The comparisons of two values, by `<` or `==`, that were ever made and
  /// have one whose root is \p Root.
  struct Compared {
    const Expr *Test;
    const Compared *Next;
    uint32_t Length; ///< of the list from here on
  };
  const Compared *comparisonsOf(const Expr *Root) const {
    return Comparisons.lookup(Root);
  }

  /// Copies \p V to memory that lives as long as the pool.
  template <typename T> const T *keep(T V) {
    return new (Allocator) T(std::move(V));
  }

  /// A copy of \p Text that lives as long as the pool, each text once.
  llvm::StringRef text(llvm::StringRef Text) { return Texts.save(Text); }

  /// What steps tell of \p F and its operations.
  EventFunction &eventFunction(const flow::FunctionHead &F);
  const EventOp *eventOp(EventFunction &Fn, const flow::Op &O);
  /// The step \p K at \p O; null at a terminator.
  const Event *event(Event::Kind K, EventFunction &Fn, const flow::Op *O,
                     flow::Range Loc, const Event *Inner = nullptr,
                     Reach By = Reach::Named);
  /// What is left of the word that was cut at \p Cut is in \p In.
  void noteHolder(const Event *Cut, Holder In) {
    Holders.try_emplace(Cut, std::move(In));
  }
  bool hasHolder(const Event *Cut) const { return Holders.count(Cut); }
  Holder holder(const Event *Cut) const { return Holders.lookup(Cut); }

private:
  const Expr *asMaskedWord(const Expr *E, uint64_t &Bits) const;
  const Expr *intern(Expr E);
  const Cell *internCell(Cell C);
  const Cell *newPointee(const Expr *Pointer, llvm::StringRef Path);
  void derive(Expr &E);
  void noteComparison(const Expr *E);

  const flow::Contract &Contract;
  llvm::BumpPtrAllocator Allocator;
  /// By hash(). Looking an expression up is most of what a link does: the first
  /// one that is read is nearly always the right one.
  llvm::DenseMap<uint64_t, const Expr *> Exprs;
  llvm::DenseMap<const Expr *, const Compared *> Comparisons; ///< by root
  const Expr *Entry = nullptr; ///< entry(), which is asked for all the time
  uint32_t NextId = 1;
  std::vector<const Cell *> Cells;
  std::vector<llvm::SmallVector<const Cell *, 1>> Siblings; ///< by Cell::Whole
  llvm::DenseMap<const Expr *, const Cell *> FirstBehind;
  llvm::StringMap<uint32_t> Wholes; ///< by what cells are parts of
  llvm::StringMap<const Cell *> CellByKey;
  /// The same, for those that are asked for most: variables as a whole by their
  /// index, and what pointer and path lead to.
  std::vector<const Cell *> WholeVars;
  llvm::DenseMap<std::pair<const Expr *, llvm::StringRef>, const Cell *>
      Pointees;
  std::vector<std::unique_ptr<Cell>> CellStorage;
  llvm::UniqueStringSaver Texts{Allocator};
  llvm::StringMap<std::unique_ptr<EventFunction>> EventFunctions; ///< by key
  llvm::DenseMap<uint64_t, const Event *> Events; ///< by what tells them apart
  llvm::DenseMap<const Event *, Holder> Holders;  ///< of those that cut a word
};

/// Whether \p E is `(bool)word`, all that a bool can keep of a word.
inline bool isBooleanOfWord(const Expr *E) {
  return E->K == Expr::Binary && E->Bin == flow::BinOp::Ne && E->Origin &&
         E->A->HasWord;
}

/// The bits of a value of type \p Ty.
inline uint64_t typeMask(flow::Type Ty) {
  return llvm::maskTrailingOnes<uint64_t>(Ty.Bits ? Ty.Bits : 64);
}

/// Whether \p E has none of the bits \p Mask, whatever it is computed from.
bool hasNone(const Expr *E, uint64_t Mask);

/// The value of a cell path made of \p Steps.
std::string pathText(llvm::ArrayRef<std::string> Steps);

} // namespace pvlint::solve

#endif // PVLINT_VALUES_EXPR_H
