//===- Implementations.cpp - what the paravirt ops are made of ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Implementations.h"
#include "engine/Solver.h"
#include "values/ExprBits.h"

namespace pvlint::solve {
namespace {

using flow::IrqsAfter;
using flow::Primitive;

/// A way for a function to return.
struct Return {
  State S;
  const Expr *Value = nullptr;
};

class Judge {
public:
  Judge(Solver &S, const std::vector<Implementation> &All)
      : S(S), Pool(S.pool()), C(Pool.contract()), All(All) {}

  std::vector<ImplObservation> run() {
    for (const Implementation &I : All) {
      const Primitive *P = C.member(I.Place);
      if (P && !P->Save && !P->Restore && P->Irqs != IrqsAfter::Unchanged)
        StandIns[I.Body->key()] = P;
    }
    for (const Implementation &I : All) {
      const Primitive *P = C.member(I.Place);
      if (!P || C.families().empty())
        continue;
      Family = &C.family(P->Family);
      if (!Family->EnableMask)
        continue;
      Now = &I;
      // A function in several tables is judged in each, and told once.
      if (P->Save)
        save();
      if (P->Restore)
        restore();
    }
    return std::move(Out);
  }

private:
  Solver &S;
  ExprPool &Pool;
  const flow::Contract &C;
  const std::vector<Implementation> &All;
  const flow::WordFamily *Family = nullptr;
  const Implementation *Now = nullptr;
  std::vector<ImplObservation> Out;
  /// Calls of these functions are as good as the primitives.
  llvm::StringMap<const Primitive *> StandIns;

  /// What one function of the table leaves in memory, or what the contract
  /// says is there.
  struct Effect {
    const flow::Function *F = nullptr;
    std::string Field;
    BitEnvironment Left;
    bool On = false;
  };

  std::vector<Return> returns(const flow::Function &F, Summary &Sum) {
    std::vector<Return> Result;
    struct Hearer : Listener {
      std::vector<Return> &Into;
      explicit Hearer(std::vector<Return> &Into) : Into(Into) {}
      void returns(const Row &R, const flow::Range &, const State &S) override {
        Into.push_back({S, R.Return});
      }
    } Hear(Result);
    Sum = S.examine(F, Hear, StandIns);
    return Result;
  }

  void observe(ImplObservation::Kind K, flow::Location At, uint64_t Bits = 0,
               const Effect *Other = nullptr) {
    ImplObservation O;
    O.K = K;
    O.Function = Now->Body->Name;
    O.Place = Now->Place;
    O.At = At;
    O.Bits = Bits;
    if (Other && Other->F) {
      O.Other = Other->F->Name;
      O.Where = Other->F->Loc.Begin;
    } else if (Other) {
      O.Other = Other->Field;
      O.IsField = true;
      O.Number = Other->Left.Cells.lookup(Other->Field).One;
      O.SaidOn = Other->On;
    }
    for (const ImplObservation &Old : Out)
      if (Old.K == K && Old.Function == O.Function && Old.At == O.At)
        return;
    Out.push_back(std::move(O));
  }

  /// The functions of the same table that turn interrupts \p To.
  std::vector<Effect> effects(IrqsAfter To) {
    std::vector<Effect> Result;
    for (const Implementation &I : All) {
      const Primitive *P = C.member(I.Place);
      if (I.Table != Now->Table || !P || P->Irqs != To || P->Save || P->Restore)
        continue;
      Effect E;
      E.F = I.Body.get();
      Summary Sum;
      bool First = true;
      for (const Return &R : returns(*I.Body, Sum)) {
        llvm::StringMap<BitValue> Cells = constants(R.S, {});
        if (First)
          E.Left.Cells = std::move(Cells);
        else
          keepCommon(E.Left.Cells, Cells);
        First = false;
      }
      if (!E.Left.Cells.empty())
        Result.push_back(std::move(E));
    }
    addSaid(To, Result);
    return Result;
  }

  /// What the contract says of fields that no function in \p Known sets.
  void addSaid(IrqsAfter To, std::vector<Effect> &Known) {
    std::vector<llvm::StringRef> Names;
    for (const auto &Entry : C.states())
      Names.push_back(Entry.first());
    llvm::sort(Names);
    const size_t Seen = Known.size();
    for (llvm::StringRef Name : Names) {
      if (std::any_of(Known.begin(), Known.begin() + Seen,
                      [&](Effect &E) { return E.Left.Cells.count(Name); }))
        continue;
      const flow::StateNumbers Numbers = C.states().lookup(Name);
      Effect E;
      E.Field = Name.str();
      E.On = To == IrqsAfter::On;
      E.Left.Cells[Name] = BitValue::constant(E.On ? Numbers.On : Numbers.Off);
      Known.push_back(std::move(E));
    }
  }

  static void keepCommon(llvm::StringMap<BitValue> &Into,
                         const llvm::StringMap<BitValue> &Other) {
    llvm::SmallVector<std::string, 2> Gone;
    for (const auto &Entry : Into) {
      auto It = Other.find(Entry.first());
      if (It == Other.end() || !(It->second == Entry.second))
        Gone.push_back(Entry.first().str());
    }
    for (const std::string &Key : Gone)
      Into.erase(Key);
  }

  /// Numbers that \p At leaves in memory.
  llvm::StringMap<BitValue> constants(const State &At,
                                      const BitEnvironment &In) {
    llvm::StringMap<BitValue> Result;
    for (const State::Slot &Slot : At.Cells) {
      const Cell *To = Pool.cell(Slot.first);
      if (To->K == Cell::Var || cellKey(*To).empty())
        continue;
      const BitValue V = bitsOf(Pool, Slot.second, In);
      if (V.isConstant())
        Result[cellKey(*To)] = V;
    }
    return Result;
  }

  bool saysOn(BitValue V) const {
    return (Family->SetMeansOn ? V.One : V.Zero) & Family->EnableMask;
  }
  bool saysOff(BitValue V) const {
    return (Family->SetMeansOn ? V.Zero : V.One) & Family->EnableMask;
  }

  void save() {
    Summary Sum;
    std::vector<Return> Returns = returns(*Now->Body, Sum);
    const flow::Location Here = Now->Body->Loc.Begin;
    uint64_t Undefined = 0;
    bool NeverOn = true, AllNumbers = true, Any = false;
    for (const Return &R : Returns) {
      if (!R.Value)
        continue;
      Any = true;
      const BitValue V = bitsOf(Pool, R.Value, {});
      Undefined |= V.Undefined;
      NeverOn &= saysOff(V);
      AllNumbers &= V.isConstant();
    }
    if (!Any)
      return;
    if (Undefined & Family->EnableMask)
      return observe(ImplObservation::IfUndefined, Here, Undefined);
    if (NeverOn)
      return observe(AllNumbers && Returns.size() == 1
                         ? ImplObservation::AlwaysOff
                         : ImplObservation::IfNeverSet,
                     Here);
    if (Undefined)
      observe(ImplObservation::BitsUndefined, Here, Undefined);
    for (IrqsAfter To : {IrqsAfter::Off, IrqsAfter::On})
      for (const Effect &E : effects(To))
        for (const Return &R : Returns) {
          if (!R.Value || !isFeasible(Pool, R.S.Path, E.Left))
            continue;
          const BitValue V = bitsOf(Pool, R.Value, E.Left);
          if (To == IrqsAfter::Off ? saysOn(V) : saysOff(V))
            if (hangsOn(Returns, E.Left))
              return observe(ImplObservation::IfInverted, Here, 0, &E);
        }
  }

  /// Whether what is returned depends on what \p Left says at all.
  bool hangsOn(const std::vector<Return> &Returns,
               const BitEnvironment &Left) const {
    for (const Return &R : Returns) {
      if (!isFeasible(Pool, R.S.Path, Left))
        return true;
      if (R.Value &&
          !(bitsOf(Pool, R.Value, Left) == bitsOf(Pool, R.Value, {})))
        return true;
    }
    return false;
  }

  /// The place of the store that leaves something in \p Key, or of the
  /// function.
  flow::Location storeTo(llvm::StringRef Key) const {
    for (const flow::Block &B : Now->Body->Blocks)
      for (const flow::Op &O : B.Ops)
        if (O.Code == flow::Opcode::Store && O.P.K != flow::Place::Var &&
            (O.P.Path.empty() ? O.P.Name == Key : O.P.Path.back() == Key))
          return O.Loc.Begin;
    return Now->Body->Loc.Begin;
  }

  /// A popf or its like in the function, if there is one.
  std::optional<flow::Location> fullRestore() const {
    for (const flow::Block &B : Now->Body->Blocks)
      for (const flow::Op &O : B.Ops) {
        const Primitive *P = S.entry(O);
        if (P && P->Restore && P->RestoreFull)
          return O.Loc.Begin;
      }
    return std::nullopt;
  }

  void restore() {
    Summary Sum;
    std::vector<Return> Returns = returns(*Now->Body, Sum);
    BitEnvironment Noise;
    Noise.Argument = BitValue{0, 0, ~Family->EnableMask};
    auto Others = [&](const Expr *E) {
      return bitsOf(Pool, E, Noise).Undefined;
    };
    // Of a comparison, the bits that are compared.
    auto Compared = [&](const Expr *E) {
      while (Others(E) && E->isBoolean() && E->A)
        E = E->B && !Others(E->A) ? E->B : E->A;
      return Others(E);
    };
    for (const Obligation &O : Sum.Obligations)
      if (O.K == Obligation::ReadBits)
        if (uint64_t Bits = Compared(O.Value))
          observe(ImplObservation::ReadsOther, O.At->innermost()->Loc.Begin,
                  Bits);
    for (const Return &R : Returns) {
      for (const State::Slot &Slot : R.S.Cells) {
        const Cell *To = Pool.cell(Slot.first);
        if (To->K == Cell::Var)
          continue;
        if (uint64_t Bits = Others(Slot.second))
          observe(ImplObservation::StoresOther, storeTo(cellKey(*To)), Bits);
      }
      for (const Expr *W : R.S.Restored)
        if (uint64_t Bits = Others(W))
          if (auto At = fullRestore())
            observe(ImplObservation::LoadsRegister, *At, Bits);
    }
    sense(Returns, IrqsAfter::Off);
    sense(Returns, IrqsAfter::On);
  }

  /// Whether a word that says \p Meant does what the other function of the
  /// table does.
  void sense(const std::vector<Return> &Returns, IrqsAfter Meant) {
    const bool On = Meant == IrqsAfter::On;
    BitEnvironment In;
    In.Argument = BitValue::constant(
        On == Family->SetMeansOn ? Family->EnableMask : uint64_t(0));
    for (const Return &R : Returns) {
      if (!isFeasible(Pool, R.S.Path, In))
        continue;
      llvm::StringMap<BitValue> Left = constants(R.S, In);
      for (const Effect &Wrong : effects(On ? IrqsAfter::Off : IrqsAfter::On))
        for (const auto &Entry : Wrong.Left.Cells) {
          auto It = Left.find(Entry.first());
          if (It == Left.end() || !(It->second == Entry.second))
            continue;
          if (differs(Entry.first(), Entry.second, Meant))
            return observe(ImplObservation::RestoreInverted,
                           Now->Body->Loc.Begin, 0, &Wrong);
        }
      if (R.S.Irq.By && R.S.Irq.Now->isConst(On ? 0 : 1))
        return observe(ImplObservation::RestoreInverted, Now->Body->Loc.Begin);
    }
  }

  /// Whether the function that turns interrupts \p To leaves something else
  /// than \p V in \p Key.
  bool differs(llvm::StringRef Key, BitValue V, IrqsAfter To) {
    for (const Effect &E : effects(To)) {
      auto It = E.Left.Cells.find(Key);
      if (It != E.Left.Cells.end() && It->second == V)
        return false;
    }
    return true;
  }
};

} // namespace

std::vector<ImplObservation>
judgeImplementations(Solver &S, const std::vector<Implementation> &All) {
  return Judge(S, All).run();
}

} // namespace pvlint::solve
