//===- Slice.cpp - drop what the contract cannot see ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Slice.h"
#include "Addresses.h"
#include "BlockFolding.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace pvlint::flow {
namespace {

/// Whether \p O loads from a field that is known to hold words.
static bool loadsWordField(const Op &O, const SliceOptions &Options) {
  return O.P.K != Place::Var && O.Ty.Bits == Options.WordBits &&
         Options.IsWordField && Options.IsWordField(cellKey(O.P));
}

class Slicer {
public:
  Slicer(const Function &F, const SliceOptions &Options)
      : F(F), Options(Options), At(F), Blocks(F, NonEmpty, Decides) {}

  Function run() {
    index();
    findWords();
    markEssential();
    do {
      drain();
      Blocks.fold();
    } while (markDecisions() || markDeadEnds() || markWaits() ||
             markDereferences());
    if (Options.Asks) {
      *Options.Asks = NeedCell;
      Options.Asks->erase(AnyPointee); // anything at all
      for (const auto &Name : AskedOfCallees)
        Options.Asks->insert(Name.getKey());
    }
    return rebuild();
  }

private:
  struct OpRef {
    uint32_t Block, Index;
  };

  const Function &F;
  const SliceOptions &Options;

  std::vector<llvm::SmallVector<OpRef, 1>> TempDefs;
  std::vector<llvm::SmallVector<OpRef, 4>> VarDefs;
  llvm::StringMap<std::vector<OpRef>> CellDefs;
  /// By what they call: what that writes is asked once for all of them.
  std::map<std::pair<CalleeKind, llvm::StringRef>, std::vector<OpRef>> Calls;
  /// Calls by the name of memory whose address they are given.
  llvm::StringMap<std::vector<OpRef>> GivenTo;
  const Addresses At;

  /// The variable a pointer temporary was loaded from, or ~0.
  std::vector<uint32_t> LoadedFrom;
  llvm::BitVector WordBases;     ///< pointer variables to what holds a word
  llvm::StringSet<> WordGlobals; ///< that a word is stored to

  // May hold a saved word or something computed from one.
  llvm::BitVector WordTemps, WordVars;
  llvm::StringSet<> WordCells;

  std::vector<llvm::BitVector> Kept; ///< per block, per op
  std::vector<llvm::BitVector> Bare; ///< kept without what it reads
  /// Per block, ops of which only stays that they go through a pointer.
  std::vector<llvm::BitVector> Dereferences;
  llvm::BitVector NonEmpty; ///< blocks with a kept op
  llvm::BitVector Decides;  ///< blocks whose branch is kept
  llvm::BitVector NeedTemp, NeedVar;
  llvm::StringSet<> NeedCell;
  llvm::BitVector IsGiven;          ///< variables whose address calls are given
  llvm::StringSet<> AskedOfCallees; ///< names in those
  BlockFolding Blocks;
  std::vector<OpRef> Work;
  std::vector<char> CallNeutral; ///< cache, by running op number
  std::vector<uint32_t> FirstOp;

  const Op &op(OpRef R) const { return F.Blocks[R.Block].Ops[R.Index]; }

  bool isNeutral(OpRef R) {
    char &Known = CallNeutral[FirstOp[R.Block] + R.Index];
    if (Known < 0)
      Known = Options.IsNeutral(op(R));
    return Known;
  }

  void index() {
    TempDefs.resize(F.NumTemps);
    VarDefs.resize(F.Vars.size());
    IsGiven.resize(F.Vars.size());
    LoadedFrom.assign(F.NumTemps, ~0u);
    WordBases.resize(F.Vars.size());
    uint32_t Count = 0;
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      FirstOp.push_back(Count);
      Count += F.Blocks[B].Ops.size();
      Kept.emplace_back(F.Blocks[B].Ops.size());
      Bare.emplace_back(F.Blocks[B].Ops.size());
      Dereferences.emplace_back(F.Blocks[B].Ops.size());
      for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
        const Op &O = F.Blocks[B].Ops[I];
        if (O.HasResult)
          TempDefs[O.Result].push_back({B, I});
        if (O.HasResult && O.Code == Opcode::Load && O.Ty.Pointer &&
            O.P.K == Place::Var && O.P.Path.empty())
          LoadedFrom[O.Result] = O.P.Index;
      }
    }
    const std::vector<llvm::StringRef> PointedNames = pointedNames(F);
    for (uint32_t B = 0; B != F.Blocks.size(); ++B)
      for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
        const Op &O = F.Blocks[B].Ops[I];
        if (O.Code == Opcode::Store || O.Code == Opcode::Begin) {
          uint32_t V = At.variableOf(O.P);
          if (V != ~0u)
            VarDefs[V].push_back({B, I});
          if (O.P.K != Place::Var)
            CellDefs[cellKey(O.P)].push_back({B, I});
        }
        if (O.Code != Opcode::Call)
          continue;
        Calls[{O.CalleeIs, O.Callee}].push_back({B, I});
        for (const Operand &A : O.Args) {
          if (uint32_t V = At.pointedVariable(A); V != ~0u) {
            VarDefs[V].push_back({B, I});
            IsGiven.set(V);
          }
          if (A.isTemp() && !PointedNames[A.Index].empty())
            GivenTo[PointedNames[A.Index]].push_back({B, I});
        }
      }
    CallNeutral.assign(Count, -1);
    NonEmpty.resize(F.Blocks.size());
    Decides.resize(F.Blocks.size());
    NeedTemp.resize(F.NumTemps);
    NeedVar.resize(F.Vars.size());
    WordTemps.resize(F.NumTemps);
    WordVars.resize(F.Vars.size());
  }

  static bool canBeWord(Type T) { return !T.Pointer; }

  bool isWord(const Operand &O) const {
    return O.isTemp() && WordTemps[O.Index];
  }

  bool isWordPlace(const Place &P) const {
    uint32_t V = At.variableOf(P);
    if (V != ~0u && WordVars[V])
      return true;
    return P.K != Place::Var && WordCells.contains(cellKey(P));
  }

  /// Whether \p O stores into the record that this function returns, whose
  /// address is a hidden parameter. What a guard's constructor leaves there
  /// tells its destructor whether there is a lock to release.
  bool isToResult(const Op &O) const {
    if (O.Code != Opcode::Store || O.P.K != Place::Deref)
      return false;
    const uint32_t V = LoadedFrom[O.P.Index];
    return V < F.NumParams && F.Vars[V].Name == HiddenResult;
  }

  /// Whether \p O stores what may stand for a word behind a parameter.
  bool isToPointee(const Op &O) const {
    return Options.KeepPointees && O.Code == Opcode::Store &&
           O.P.K == Place::Deref && O.P.Path.empty() &&
           Options.canHoldWord(O.Ty) && LoadedFrom[O.P.Index] < F.NumParams;
  }

  /// Whether \p Call is given a pointer through which this function stores a
  /// word: `lock_irqsave(&d->lock, d->flags); other_file_unlock(d);`.
  bool isGivenHolder(const Op &Call) const {
    return llvm::any_of(Call.Args, [&](const Operand &A) {
      return A.isTemp() && LoadedFrom[A.Index] != ~0u &&
             WordBases[LoadedFrom[A.Index]];
    });
  }

  /// Whether \p Call may overwrite a word that this function has in memory.
  bool overwritesWord(const Op &Call) const {
    return Options.LeavesWord && Options.LeavesWord(Call, WordCells);
  }

  bool isGivenWord(const Op &Call) const {
    return llvm::any_of(Call.Args,
                        [&](const Operand &A) {
                          uint32_t V = At.pointedVariable(A);
                          return isWord(A) || (V != ~0u && WordVars[V]) ||
                                 WordGlobals.contains(At.pointedGlobal(A));
                        }) ||
           (Options.ReadsGlobal &&
            llvm::any_of(WordGlobals, [&](const auto &Global) {
              return Options.ReadsGlobal(Call, Global.getKey());
            }));
  }

  /// Forward closure of "may hold a word", without regard to order.
  void findWords() {
    for (uint32_t V = 0; V != F.NumParams; ++V)
      if (Options.canHoldWord(F.Vars[V].Ty))
        WordVars.set(V);
    bool Changed = true;
    auto Set = [&](llvm::BitVector &Bits, uint32_t I) {
      if (!Bits[I]) {
        Bits.set(I);
        Changed = true;
      }
    };
    while (Changed) {
      Changed = false;
      for (uint32_t B = 0; B != F.Blocks.size(); ++B)
        for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
          const Op &O = F.Blocks[B].Ops[I];
          if (!O.HasResult && O.Code != Opcode::Store && O.Code != Opcode::Call)
            continue;
          switch (O.Code) {
          case Opcode::Copy:
          case Opcode::Unary:
          case Opcode::Cast:
            if (isWord(O.A) && canBeWord(O.Ty))
              Set(WordTemps, O.Result);
            break;
          case Opcode::Binary:
            if ((isWord(O.A) || isWord(O.B)) && canBeWord(O.Ty))
              Set(WordTemps, O.Result);
            break;
          case Opcode::Load:
            if (canBeWord(O.Ty) &&
                (isWordPlace(O.P) || loadsWordField(O, Options)))
              Set(WordTemps, O.Result);
            break;
          case Opcode::Store:
            if (!isWord(O.A))
              break;
            if (O.P.K == Place::Deref && LoadedFrom[O.P.Index] != ~0u)
              Set(WordBases, LoadedFrom[O.P.Index]);
            if (uint32_t V = At.variableOf(O.P); V != ~0u)
              Set(WordVars, V);
            if (O.P.K == Place::Var)
              break;
            if (const llvm::StringRef G = At.globalOf(O.P); !G.empty())
              Changed |= WordGlobals.insert(G).second;
            if (WordCells.insert(cellKey(O.P)).second)
              Changed = true;
            break;
          case Opcode::Call:
            // What is given a word may give it back.
            if (isNeutral({B, I}) && !isGivenWord(O) && !isGivenHolder(O))
              break;
            if (O.HasResult && canBeWord(O.Ty))
              Set(WordTemps, O.Result);
            for (const Operand &A : O.Args)
              if (uint32_t V = At.pointedVariable(A); V != ~0u)
                Set(WordVars, V);
            break;
          default:
            break;
          }
        }
    }
  }

  void keep(OpRef R) {
    if (Kept[R.Block][R.Index] && !Bare[R.Block][R.Index])
      return;
    Bare[R.Block].reset(R.Index);
    Kept[R.Block].set(R.Index);
    NonEmpty.set(R.Block);
    Work.push_back(R);
  }

  void need(const Operand &O) {
    if (!O.isTemp() || NeedTemp[O.Index])
      return;
    NeedTemp.set(O.Index);
    for (OpRef R : TempDefs[O.Index])
      keep(R);
  }

  void needVar(uint32_t V) {
    if (V == ~0u || NeedVar[V])
      return;
    NeedVar.set(V);
    for (OpRef R : VarDefs[V])
      keep(R);
  }

  void needPlace(const Place &P) {
    const uint32_t V = At.variableOf(P);
    needVar(V);
    // What callees may have written there.
    if (V != ~0u && IsGiven[V])
      AskedOfCallees.insert(cellKey(P));
    if (P.K == Place::Var)
      return;
    if (P.K == Place::Deref)
      need(Operand::temp(P.Index));
    needCell(cellKey(P));
  }

  void needCell(llvm::StringRef Name) {
    if (!NeedCell.insert(Name).second)
      return;
    for (OpRef R : CellDefs[Name])
      keep(R);
    if (!Options.Writes)
      return;
    for (const auto &[Callee, Of] : Calls)
      if (Options.Writes(op(Of.front()), Name))
        for (OpRef R : Of)
          keep(R);
    if (auto It = GivenTo.find(Name); It != GivenTo.end())
      for (OpRef R : It->second)
        if (Options.Writes(op(R), AnyPointee))
          keep(R);
  }

  void drain() {
    while (!Work.empty()) {
      OpRef R = Work.back();
      Work.pop_back();
      const Op &O = op(R);
      need(O.A);
      need(O.B);
      for (const Operand &A : O.Args)
        need(A);
      if (O.Code == Opcode::Load)
        needPlace(O.P);
      else if (O.P.K == Place::Deref &&
               (O.Code == Opcode::Store || O.Code == Opcode::Addr))
        need(Operand::temp(O.P.Index));
      // What a kept call may read or write through its arguments is needed
      // when the callee matters.
      if (O.Code == Opcode::Call && Options.AskedBy)
        for (llvm::StringRef Name : Options.AskedBy(O))
          needCell(Name);
      if (O.Code == Opcode::Call && (!isNeutral(R) || isGivenWord(O)))
        for (const Operand &A : O.Args)
          needVar(At.pointedVariable(A));
    }
  }

  void markEssential() {
    for (llvm::StringRef Name : Options.Asked)
      needCell(Name);
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
        const Op &O = F.Blocks[B].Ops[I];
        bool Essential = false;
        if (O.Code == Opcode::Call)
          Essential = !isNeutral({B, I}) || isGivenWord(O) ||
                      isGivenHolder(O) || overwritesWord(O) ||
                      (Options.IsTraced && Options.IsTraced(O));
        else if (O.Code == Opcode::Use || O.Code == Opcode::Store)
          Essential = isWord(O.A) || isToResult(O) || isToPointee(O);
        if (Essential) {
          keep({B, I});
        } else if ((O.Code == Opcode::Call || isProbe(O)) && Options.IsBare &&
                   Options.IsBare(O) && !Kept[B][I]) {
          Kept[B].set(I);
          Bare[B].set(I);
          NonEmpty.set(B);
        }
      }
      const Terminator &T = F.Blocks[B].Term;
      bool Word = isWord(T.Cond);
      if (T.K == TermKind::Return ? (Options.KeepReturn || Word) : Word) {
        Decides.set(B);
        need(T.Cond);
      }
    }
  }

  /// Marks the conditions of branches that still lead to different places.
  bool markDecisions() {
    bool Changed = false;
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      const Terminator &T = F.Blocks[B].Term;
      if ((Blocks.resolve(B) != B && B != 0) || Decides[B])
        continue;
      if (T.K != TermKind::Branch && T.K != TermKind::Switch)
        continue;
      if (Blocks.successors(B).size() < 2)
        continue;
      Decides.set(B);
      need(T.Cond);
      Changed = true;
    }
    return Changed;
  }

  /// Whether \p O is computed from constants and from at least one of what
  /// \p IsKept says of an operation.
  template <typename Fn> bool isOf(const Operand &O, Fn IsKept) const {
    bool Asks = false;
    auto Look = [&](auto &Self, const Operand &Part, unsigned Depth) -> bool {
      if (Part.K == Operand::Const)
        return true;
      if (!Part.isTemp() || Depth > 8)
        return false;
      return llvm::all_of(TempDefs[Part.Index], [&](OpRef R) {
        const Op &Def = op(R);
        switch (Def.Code) {
        case Opcode::Copy:
        case Opcode::Cast:
        case Opcode::Unary:
          return Self(Self, Def.A, Depth + 1);
        case Opcode::Binary:
          return Self(Self, Def.A, Depth + 1) && Self(Self, Def.B, Depth + 1);
        default:
          Asks = true;
          return IsKept(R);
        }
      });
    };
    return Look(Look, O, 0) && Asks;
  }

  /// Of results that are kept anyway.
  bool isOfKeptResult(const Operand &O) const {
    return isOf(O, [&](OpRef R) {
      const Opcode Code = op(R).Code;
      return (Code == Opcode::Load || Code == Opcode::Call ||
              Code == Opcode::Opaque) &&
             Kept[R.Block][R.Index];
    });
  }

  /// Whether all that is ever stored in \p Var is kept anyway: `ok` of `if
  /// (!(ok = lock())) restore(f);`.
  bool isOnlyOfKeptResults(uint32_t Var) const {
    return !F.Vars[Var].Escapes && !VarDefs[Var].empty() &&
           llvm::all_of(VarDefs[Var], [&](OpRef R) {
             const Op &Def = op(R);
             return Def.Code == Opcode::Begin ||
                    (Def.Code == Opcode::Store && Def.P.Path.empty() &&
                     isOfKeptResult(Def.A));
           });
  }

  /// Of variables that are kept anyway, or what they hold is.
  bool isOfKeptVariable(const Operand &O) const {
    return isOf(O, [&](OpRef R) {
      const Op &Def = op(R);
      return Def.Code == Opcode::Load && Def.P.K == Place::Var &&
             Def.P.Path.empty() &&
             (NeedVar[Def.P.Index] || isOnlyOfKeptResults(Def.P.Index));
    });
  }

  /// Marks branches that end some paths, where they ask what others ask too:
  /// `if (!ok) restore(f); if (!ok) BUG();`. The rest is not worth its states,
  /// and what is constant may be a guess:
  /// BUILD_BUG_ON(!__builtin_constant_p(n)) would end all paths of an inline
  /// function.
  bool markDeadEnds() {
    bool Changed = false;
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      const Terminator &T = F.Blocks[B].Term;
      if (Decides[B] || T.K != TermKind::Branch || !isOfKeptVariable(T.Cond))
        continue;
      const bool EndsSome = llvm::any_of(T.Targets, [&](uint32_t To) {
        To = Blocks.resolve(To);
        return !NonEmpty[To] && F.Blocks[To].Term.K == TermKind::Unreachable;
      });
      // One that was folded away is where its only way on is.
      if (!EndsSome || Blocks.successors(B).empty())
        continue;
      Blocks.unfold(B);
      Decides.set(B);
      need(T.Cond);
      Changed = true;
    }
    return Changed;
  }

  /// Marks loops that wait for a value that is kept anyway, which is then known
  /// behind them: read_seqbegin() reads the count again until it is even.
  bool markWaits() {
    bool Changed = false;
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      const Terminator &T = F.Blocks[B].Term;
      const bool Waits =
          !Decides[B] && NonEmpty[B] && T.K == TermKind::Branch &&
          llvm::any_of(T.Targets,
                       [&](uint32_t To) { return Blocks.resolve(To) == B; }) &&
          isOfKeptResult(T.Cond) && Blocks.successors(B).size() == 1;
      if (!Waits)
        continue;
      Decides.set(B);
      need(T.Cond);
      Changed = true;
    }
    return Changed;
  }

  /// Variables, but no parameters, that hold pointers which something that is
  /// kept may find null: a branch, or what they are given to, such as a guard.
  llvm::BitVector askedForNull() const {
    llvm::BitVector Asked(F.Vars.size());
    auto Ask = [&](const Operand &O) {
      if (!O.isTemp())
        return;
      (void)isOf(O, [&](OpRef R) {
        const Op &Def = op(R);
        if (Def.HasResult && LoadedFrom[Def.Result] != ~0u &&
            LoadedFrom[Def.Result] >= F.NumParams)
          Asked.set(LoadedFrom[Def.Result]);
        return true;
      });
    };
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      if (Decides[B])
        Ask(F.Blocks[B].Term.Cond);
      for (unsigned I : Kept[B].set_bits()) {
        const Op &O = F.Blocks[B].Ops[I];
        if (Bare[B][I])
          continue;
        if (O.Code == Opcode::Store)
          Ask(O.A);
        for (const Operand &A : O.Args)
          Ask(A);
      }
    }
    return Asked;
  }

  /// Marks where a pointer that is asked for null is dereferenced, once in a
  /// block: behind that it is not null.
  bool markDereferences() {
    bool Changed = false;
    const llvm::BitVector Asked = askedForNull();
    if (Asked.none())
      return false;
    for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
      if (!NonEmpty[B])
        continue;
      llvm::BitVector Seen = Asked;
      for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
        const Op &O = F.Blocks[B].Ops[I];
        if (O.P.K != Place::Deref || LoadedFrom[O.P.Index] == ~0u ||
            (O.Code != Opcode::Load && O.Code != Opcode::Store))
          continue;
        const uint32_t V = LoadedFrom[O.P.Index];
        if (!Seen[V])
          continue;
        Seen.reset(V);
        if (Kept[B][I] || Dereferences[B][I])
          continue;
        Dereferences[B].set(I);
        need(Operand::temp(O.P.Index));
        Changed = true;
      }
    }
    return Changed;
  }

  /// Both ways of what ends \p B are one: the word is looked at, and nobody
  /// goes on otherwise for it. Tracing asks so, around every save and restore.
  static void decideNothing(Block &B) {
    Op Use;
    Use.Code = Opcode::Use;
    Use.Used = UseKind::Decide;
    Use.A = B.Term.Cond;
    Use.Loc = B.Term.Loc;
    Terminator Next;
    Next.K = TermKind::Jump;
    Next.Targets = {B.Term.Targets.front()};
    B.Ops.push_back(std::move(Use));
    B.Term = std::move(Next);
  }

  static Op onlyDereference(const Op &O) {
    Op Load;
    Load.Code = Opcode::Load;
    Load.P = O.P;
    Load.Ty = O.Ty;
    Load.Loc = O.Loc;
    return Load;
  }

  Function rebuild() {
    std::vector<uint32_t> Index(F.Blocks.size(), ~0u);
    std::vector<uint32_t> Order;
    auto Visit = [&](uint32_t B) {
      if (Index[B] == ~0u) {
        Index[B] = Order.size();
        Order.push_back(B);
      }
      return Index[B];
    };
    Function Result;
    static_cast<FunctionHead &>(Result) = F;
    Visit(0);
    for (uint32_t I = 0; I != Order.size(); ++I) {
      uint32_t B = Order[I];
      const Block &Old = F.Blocks[B];
      Block &Out = Result.Blocks.emplace_back();
      Out.Ops.reserve(Kept[B].count()); // slices are many
      for (uint32_t N = 0; N != Old.Ops.size(); ++N)
        if (Kept[B][N])
          Out.Ops.push_back(Old.Ops[N]);
        else if (Dereferences[B][N])
          Out.Ops.push_back(onlyDereference(Old.Ops[N]));
      Out.Term = Old.Term;
      Terminator &T = Out.Term;
      if (T.K == TermKind::Return) {
        if (!Decides[B])
          T.Cond = {};
        continue;
      }
      if (!Decides[B]) {
        auto Next = Blocks.successors(B);
        T = {};
        if (Next.size() == 1) {
          T.K = TermKind::Jump;
          T.Targets = {Visit(Next[0])};
        } else {
          // Only dead ends and endless empty loops lie ahead.
          T.K = TermKind::Unreachable;
        }
        continue;
      }
      for (uint32_t &Target : T.Targets)
        Target = Visit(Blocks.resolve(Target));
      if (T.K == TermKind::Branch && T.Targets.front() == T.Targets.back())
        decideNothing(Out);
    }
    return Result;
  }
};

} // namespace

uint64_t sliceKey(const Function &F, const SliceOptions &Options) {
  llvm::hash_code H =
      llvm::hash_combine(Options.KeepReturn, Options.KeepPointees);
  for (llvm::StringRef Name : Options.Asked)
    H = llvm::hash_combine(H, Name);
  llvm::StringSet<> MayHoldWords;
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops)
      if (Options.LeavesWord && O.Code == Opcode::Store &&
          O.P.K != Place::Var && Options.canHoldWord(O.Ty))
        MayHoldWords.insert(cellKey(O.P));
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops)
      if (O.Code == Opcode::Call) {
        if (Options.AskedBy)
          for (llvm::StringRef Name : Options.AskedBy(O))
            H = llvm::hash_combine(H, Name);
        H = llvm::hash_combine(H, Options.IsNeutral(O),
                               !MayHoldWords.empty() &&
                                   Options.LeavesWord(O, MayHoldWords));
      } else if (O.Code == Opcode::Load && loadsWordField(O, Options))
        H = llvm::hash_combine(H, &O - B.Ops.data(), &B - F.Blocks.data());
  return H;
}

Function slice(const Function &F, const SliceOptions &Options) {
  return Slicer(F, Options).run();
}

} // namespace pvlint::flow
