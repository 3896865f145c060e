//===- Simulate.cpp - blocks, states, simple operations -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"
#include "ir/Slice.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Opcode;
using flow::Operand;
using flow::Place;
using flow::TermKind;

Simulator::Simulator(const Scene &Sc, llvm::ArrayRef<Listener *> Hear)
    : Sc(Sc), Program(Sc.Program), Pool(Sc.Pool), Believes(Sc.Believes),
      F(Sc.F), Live(Sc.Live), Hear(Hear.begin(), Hear.end()) {
  In.resize(F.Blocks.size());
  InKeys.resize(F.Blocks.size());
  Dirty.resize(F.Blocks.size());
  KnownBefore.resize(F.Blocks.size());
  IrqsBefore.resize(F.Blocks.size());
  LeaveTests.resize(F.Blocks.size());
  for (const flow::Block &B : F.Blocks)
    Taken.emplace_back(B.Term.Targets.size());
}

bool Simulator::run(Summary &Out) {
  State Start;
  Start.Irq.Now = Pool.entry();
  for (uint32_t I = 0; I != F.NumParams; ++I) {
    State::set(Start.Cells, Pool.var(I)->Id, Pool.param(I, F.Vars[I].Ty));
    Start.doubt(Pool.var(I));
  }
  assumeDeclared(Start);
  if (!F.Blocks.empty())
    arrive(0, std::move(Start), /*From=*/0, /*IsEntry=*/true);
  do
    if (!settle())
      return false;
  while (lookAnew());
  tell([&](Listener &L) { L.settled(Merged || LosesCount); });
  if (Sc.Is == Pass::Watch)
    watch();
  mergeRows(Out);
  tell([&](Listener &L) { L.summarised(Out); });
  forgetDeclared(Out);
  return true;
}

/// Runs the blocks that are queued until nothing changes. False when there are
/// too many steps.
bool Simulator::settle() {
  // The lowest block in reverse post-order first: inner loops settle before
  // what follows them.
  while (!Queued.empty()) {
    const uint32_t B = Live.ReversePostOrder[*Queued.begin()];
    Queued.erase(Queued.begin());
    for (size_t I = 0; I < In[B].size(); ++I) {
      if (!Dirty[B][I])
        continue;
      Dirty[B][I] = false;
      simulateBlock(B, In[B][I]);
      if (Steps > Program.maxSteps())
        return false;
    }
  }
  return true;
}

unsigned Simulator::mostStates() const {
  size_t Most = 0;
  for (const std::vector<State> &Here : In)
    Most = std::max(Most, Here.size());
  return Most;
}

/// What is in In[] does not change any more.
void Simulator::watch() {
  IsSettled = true;
  Steps = 0;
  for (uint32_t B : Live.ReversePostOrder)
    for (const State &S : In[B])
      simulateBlock(B, S);
  IsSettled = false;
}

void Simulator::arrive(uint32_t Block, State S, uint32_t From, bool IsEntry) {
  if (IsSettled)
    return;
#ifndef NDEBUG
  S.Irq.assertValid();
#endif
  const bool IsBackEdge = !IsEntry && Live.OrderOf[Block] <= Live.OrderOf[From];
  if (IsBackEdge) {
    forgetRound(Block, S);
  } else if (Live.HasLoop) {
    for (const auto &[E, Fact] : S.Path)
      KnownBefore[Block].insert(E);
    IrqsBefore[Block].insert(S.Irq.Now);
  }
  forgetDead(Block, S);
  if (S.Path.size() > MaxFacts) {
    Merged = true;
    S.Path.keepAtMost(MaxFacts);
  }
  std::vector<State> &Here = In[Block];
  uint64_t JoinId = llvm::hash_combine(0x10171u, Block);
  State *Same = nullptr;
  // A test of the interrupt state that nothing came of: `WARN_ON(…)`. It tells
  // how the author expects to be called, not that there are such callers.
  for (State &Old : Here)
    if (Old.differsByEntryAlone(Pool, S)) {
      Same = &Old;
      break;
    }
  // Equal properties merge, but a few ways to get there are kept: `if (a &&
  // !b)` is passed by in two ways, and only both together say that the second
  // test comes out like the first.
  unsigned Ways = 0;
  std::vector<PropertyKey> &Keys = InKeys[Block];
  PropertyKey Key;
  // With too many ways, what is merged should lose facts that decide little:
  // not what a variable holds, nor what a test has told of the state at entry.
  State *Nearest = nullptr;
  unsigned Likeness = 0;
  const Tri Entry = S.Path.truth(Pool, Pool.entry());
  for (size_t I = 0; !Same && I != Here.size(); ++I) {
    State &Old = Here[I];
    if (hash(Keys[I], Old) != hash(Key, S) || !Old.sameProperty(Pool, S))
      continue;
    if (Old.Path == S.Path)
      Same = &Old;
    ++Ways;
    const unsigned Like = 2 * (Old.Cells == S.Cells) +
                          (Old.Path.truth(Pool, Pool.entry()) == Entry);
    if (!Nearest || Like >= Likeness) {
      Nearest = &Old;
      Likeness = Like;
    }
  }
  if (!Same && Ways >= MaxWays)
    Same = Nearest;
  if (!Same && Here.size() >= MaxStates)
    Same = &forceTogether(Here, S, JoinId);
  size_t Index;
  if (Same) {
    Index = Same - Here.data();
    const bool Changed = Same->join(Pool, S, JoinId);
    Keys[Index].reset();
    if (!Changed)
      return;
  } else {
    Index = Here.size();
    Here.push_back(std::move(S));
    Keys.push_back(Key);
    Dirty[Block].push_back(false);
  }
  Dirty[Block][Index] = true;
  Queued.insert(Live.OrderOf[Block]);
}

/// There are too many states \p Here: the one that \p S is to be merged with,
/// of equal interrupt state, or any.
State &Simulator::forceTogether(std::vector<State> &Here, State &S,
                                uint64_t JoinId) {
  Merged = true;
  auto Same = llvm::find_if(
      Here, [&](const State &Old) { return Old.Irq.Now == S.Irq.Now; });
  if (Same != Here.end())
    return *Same;
  S.Irq.Now = Pool.opaque(llvm::hash_combine(JoinId, 1), {1, false, false});
  Here.front().Irq.Now = S.Irq.Now;
  return Here.front();
}

void Simulator::simulateBlock(uint32_t Block, State Start) {
  const flow::Block &B = F.Blocks[Block];
  Current = Block;
  // Calls split states.
  std::vector<State> Now, Next;
  std::vector<PropertyKey> Keys; // of Next
  Now.push_back(std::move(Start));
  for (uint32_t I = 0; I != B.Ops.size() && !Now.empty(); ++I) {
    const flow::Op &O = B.Ops[I];
    for (const State &S : Now)
      Steps +=
          1 + (S.Cells.size() + S.Temps.size() + S.Path.size()) / ValuesOfStep;
    if (Steps > Program.maxSteps())
      return;
    if (IsSettled)
      for (const State &S : Now)
        tell([&](Listener &L) { L.before(O, S); });
    if (O.Code != Opcode::Call) {
      size_t Alive = 0;
      for (State &S : Now)
        if (step(O, S)) {
          if (&Now[Alive] != &S)
            Now[Alive] = std::move(S);
          ++Alive;
        }
      Now.erase(Now.begin() + Alive, Now.end());
      continue;
    }
    Next.clear();
    Keys.clear();
    for (State &S : Now) {
      std::vector<State> Results;
      call(O, std::move(S), Results);
      for (State &R : Results) {
        if (IsSettled)
          tell([&](Listener &L) { L.after(O, R); });
        meet(Next, Keys, std::move(R), llvm::hash_combine(0x10172u, Block, I));
      }
    }
    std::swap(Now, Next);
  }
  for (State &S : Now)
    terminate(B, std::move(S), Block);
}

/// The hash of the property of \p S, which \p Key is kept for. Most states are
/// never compared: it is found out when somebody asks.
uint64_t Simulator::hash(PropertyKey &Key, const State &S) {
  if (!Key)
    Key = S.propertyHash(Pool);
  return *Key;
}

/// Adds \p S to the states behind a call, whose properties have the hashes
/// \p Keys. Calls in a row multiply them, so of many that differ in what their
/// paths know, one stands for the rest.
void Simulator::meet(std::vector<State> &Here, std::vector<PropertyKey> &Keys,
                     State S, uint64_t JoinId) {
  PropertyKey Key;
  State *Same = nullptr;
  if (Here.size() >= MaxWaysInBlock) {
    unsigned Ways = 0;
    for (size_t I = 0; !Same && I != Here.size(); ++I)
      if (hash(Keys[I], Here[I]) == hash(Key, S) &&
          Here[I].sameProperty(Pool, S) && ++Ways >= MaxWaysInBlock)
        Same = &Here[I];
  }
  if (!Same && Here.size() >= MaxStatesInBlock)
    Same = &forceTogether(Here, S, JoinId);
  if (!Same) {
    Here.push_back(std::move(S));
    Keys.push_back(Key);
    return;
  }
  (void)Same->join(Pool, S, JoinId);
  Keys[Same - Here.data()].reset();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// Names an operation the same way in every run: by its place in the program,
/// not by its address.
uint64_t Simulator::id(const flow::Op &O, unsigned Salt) const {
  auto In = [&](uint32_t B) -> std::optional<uint64_t> {
    const auto &Ops = F.Blocks[B].Ops;
    if (Ops.empty() || &O < &Ops.front() || &O > &Ops.back())
      return std::nullopt;
    return llvm::hash_combine(B, uint32_t(&O - &Ops.front()), Salt);
  };
  // Nearly always one of the block at hand.
  if (auto Id = In(Current))
    return *Id;
  for (uint32_t B = 0; B != F.Blocks.size(); ++B)
    if (auto Id = In(B))
      return *Id;
  return Salt;
}

const Expr *Simulator::fresh(State &S, uint64_t Id, flow::Type Ty) {
  const Expr *E = Pool.opaque(Id, Ty);
  if (Live.HasLoop)
    forget(S, E);
  return E;
}

void Simulator::store(State &S, const Cell *C, const Expr *V) {
  noteStore(S, C, V);
  tell([&](Listener &L) { L.stores(C, V, S); });
  State::set(S.Cells, C->Id, V);
  S.GivesWord |= V->HasWord && isOfProgram(C);
}

/// Something unknown may have written through \p Address.
void Simulator::havoc(State &S, const Expr *Address, uint64_t Id) {
  if (Address->K != Expr::Address || Address->C->K != Cell::Var)
    return;
  const Cell *C = Address->C;
  llvm::SmallVector<uint32_t, 4> Gone;
  (void)anyWithin(Pool, S, C, [&](const Cell *Part, const Expr *V) {
    // A live word in a field of a record is believed to survive: the callee was
    // given the record, not the word.
    if (Part == C || V->K != Expr::Word)
      Gone.push_back(Part->Id);
    return false;
  });
  for (uint32_t Part : Gone)
    S.Cells.erase(Part);
  State::set(S.Cells, C->Id, fresh(S, llvm::hash_combine(Id, C->Id), {}));
  S.doubt(C);
}

void Simulator::setResult(State &S, const flow::Op &O, const Expr *V) {
  if (O.HasResult)
    State::set(S.Temps, O.Result, V);
}

/// A pointer that is dereferenced is not null; a path on which it must be is
/// not taken.
bool Simulator::dereference(State &S, const Place &P) {
  if (P.K != Place::Deref)
    return true;
  const Expr *Pointer = value(S, Operand::temp(P.Index));
  return Pointer->K == Expr::Address || S.Path.assumeObject(Pool, Pointer);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

bool Simulator::step(const flow::Op &O, State &S) {
  switch (O.Code) {
  case Opcode::Copy:
    setResult(S, O,
              O.A.K == Operand::None ? fresh(S, id(O), O.Ty) : value(S, O.A));
    break;
  case Opcode::Load: {
    if (!dereference(S, O.P))
      return false;
    if (!O.HasResult) // all that is left of it in a slice
      break;
    const Cell *C = cellOf(Pool, S, O.P);
    const Expr *V = lookAgain(O, S, C, load(Pool, S, C, O.Ty));
    // A number the path has pinned down is that number.
    // But what a loop tests must stay in sight.
    if (auto Known = S.Path.equal(V); Known && !V->HasWord && !Live.HasLoop)
      V = Pool.constant(*Known);
    if (!O.Callee.empty())
      Program.noteLoad(V, O.Callee);
    setResult(S, O, V);
    break;
  }
  case Opcode::Store: {
    if (!dereference(S, O.P))
      return false;
    const Cell *C = cellOf(Pool, S, O.P);
    const Expr *V =
        O.A.K == Operand::None ? fresh(S, id(O), O.Ty) : value(S, O.A);
    V = markCut(Sc, O, V, Pool.cast(V, O.Ty));
    if (V->K == Expr::Word && !V->Spent)
      extend(S, {.Save = V->Origin});
    if (V->K == Expr::Word)
      overwrite(S, C, V);
    const Reading R{ReadKind::Store, V, O.Loc, &O, &O.A, C};
    tell([&](Listener &L) { L.reads(R, S); });
    store(S, C, V);
    if (O.P.K != Place::Var)
      S.doubt(C);
    break;
  }
  case Opcode::Begin: {
    const Cell *C = cellOf(Pool, S, O.P);
    if (C->K == Cell::Var) {
      llvm::SmallVector<uint32_t, 4> Parts;
      (void)anyOf(Pool, S, Pool.siblings(C),
                  [&](const Cell *Part, const Expr *) {
                    Parts.push_back(Part->Id);
                    return false;
                  });
      for (uint32_t Part : Parts)
        S.Cells.erase(Part);
    }
    store(S, C, Pool.uninit(O.P.Index));
    break;
  }
  case Opcode::Addr:
    setResult(S, O, Pool.address(cellOf(Pool, S, O.P)));
    break;
  case Opcode::Unary:
    setResult(S, O, Pool.unary(O.Un, value(S, O.A), O.Ty));
    break;
  case Opcode::Binary: {
    const Expr *A = value(S, O.A), *B = value(S, O.B);
    if (O.Bin == BinOp::And && A->HasWord && B->isConst())
      tell([&](Listener &L) { L.masks(A, B->Value, O, S); });
    setResult(S, O,
              mayBeTwoElements(O.Bin, A, B)
                  ? fresh(S, id(O), O.Ty)
                  : markCut(Sc, O, A, Pool.binary(O.Bin, A, B, O.Ty)));
    break;
  }
  case Opcode::Cast:
    setResult(S, O,
              markCut(Sc, O, value(S, O.A), Pool.cast(value(S, O.A), O.Ty)));
    break;
  case Opcode::Opaque:
    if (!flow::isProbe(O))
      setResult(S, O, fresh(S, id(O), O.Ty));
    break;
  case Opcode::Stable: {
    llvm::SmallVector<const Expr *, 4> Args;
    for (const Operand &A : O.Args)
      Args.push_back(value(S, A));
    setResult(S, O, Pool.stable(O.Callee, Args, O.Ty));
    break;
  }
  case Opcode::Use: {
    const Reading R{O.Used == flow::UseKind::Print   ? ReadKind::Print
                    : O.Used == flow::UseKind::Index ? ReadKind::Index
                                                     : ReadKind::Branch,
                    value(S, O.A), O.Loc, &O, &O.A};
    tell([&](Listener &L) { L.reads(R, S); });
    break;
  }
  case Opcode::Call:
    llvm_unreachable("calls split states");
  }
  return true;
}

void Simulator::extend(State &S, Trail Step) {
  if (S.Way && (S.Way->Length >= Trail::MaxLength ||
                (S.Way->Branch == Step.Branch && S.Way->Save == Step.Save &&
                 S.Way->Lock == Step.Lock && S.Way->Changed == Step.Changed)))
    return;
  Step.Before = S.Way;
  Step.Length = S.Way ? S.Way->Length + 1 : 1;
  S.Way = Program.keep(Step);
}

void Simulator::terminate(const flow::Block &B, State S, uint32_t Index) {
  const flow::Terminator &T = B.Term;
  switch (T.K) {
  case TermKind::Jump:
    go(0, std::move(S), Index);
    return;
  case TermKind::Branch: {
    if (T.Cond.K == Operand::None) {
      go(0, S, Index);
      go(1, std::move(S), Index);
      return;
    }
    const Expr *V = value(S, T.Cond);
    const Reading R{ReadKind::Branch, V, T.Loc, nullptr, &T.Cond};
    tell([&](Listener &L) { L.reads(R, S); });
    noteLeaveTest(Index, V);
    noteLook(V);
    const bool Decided = S.Path.truth(Pool, V) != Tri::Unknown;
    State Yes = S;
    if (!Decided) {
      extend(Yes, {.Branch = T.Loc, .Taken = true});
      extend(S, {.Branch = T.Loc, .Taken = false});
    }
    // Where `a && b` ends with a, the value of the whole is 0, and stays that
    // when the path forgets what a was.
    auto Settle = [&](State &To) {
      To.Temps.change([&](const State::Slot &Temp) {
        const Expr *Held = Temp.second;
        if (Held->isConst() || Held->HasWord ||
            (Held->MaybeUndefined && !Held->isBoolean()))
          return Held;
        const Tri T = To.Path.truth(Pool, Held);
        return T == Tri::False || (T == Tri::True && Held->isBoolean())
                   ? Pool.constant(T == Tri::True)
                   : Held;
      });
    };
    if (Yes.Path.assume(Pool, V, true)) {
      Settle(Yes);
      go(0, std::move(Yes), Index);
    }
    if (S.Path.assume(Pool, V, false) && countsNothing(Index, V, S) &&
        endsCount(B, Index, V, S)) {
      Settle(S);
      go(1, std::move(S), Index);
    }
    return;
  }
  case TermKind::Switch: {
    if (T.Cond.K == Operand::None) {
      for (unsigned I = 0; I != T.Targets.size(); ++I)
        go(I, S, Index);
      return;
    }
    const Expr *V = value(S, T.Cond);
    const Reading R{ReadKind::Switch, V, T.Loc, nullptr, &T.Cond};
    tell([&](Listener &L) { L.reads(R, S); });
    noteLook(V);
    bool DefaultPossible = true;
    for (size_t I = 0; I != T.Cases.size(); ++I) {
      State Case = S;
      if (Case.Path.assumeIn(Pool, V, T.Cases[I].Low, T.Cases[I].High))
        go(I, std::move(Case), Index);
      if (DefaultPossible)
        DefaultPossible =
            S.Path.assumeNotIn(Pool, V, T.Cases[I].Low, T.Cases[I].High);
    }
    if (DefaultPossible)
      go(T.Targets.size() - 1, std::move(S), Index);
    return;
  }
  case TermKind::Return: {
    const Expr *V = T.Cond.K == Operand::None ? nullptr : value(S, T.Cond);
    if (IsSettled) {
      Row R;
      R.Return = V;
      R.Irq = S.Irq.Now;
      tell([&](Listener &L) { L.returns(R, T.Loc, S); });
      return;
    }
    addRow(S, V, T.Loc);
    return;
  }
  case TermKind::Unreachable:
    return;
  }
}

} // namespace pvlint::solve
