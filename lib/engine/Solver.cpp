//===- Solver.cpp - summaries and observations of a program ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Solver.h"
#include "Simulator.h"
#include "engine/Precautions.h"
#include "ir/Binding.h"
#include "ir/Slice.h"

namespace pvlint::solve {

Solver::Solver(const flow::Contract &C, Demand OnDemand, ProgramView *View)
    : C(C), Believes(View && View->isLinked() ? Beliefs::ofProgram()
                                              : Beliefs::ofUnit()),
      View(View), IsLinked(View && View->isLinked()), Pool(C) {
  if (OnDemand)
    this->OnDemand = [Of = std::move(OnDemand)](llvm::StringRef Name,
                                                DemandKind Why) {
      auto F = Of(flow::unboundName(Name), Why);
      if (F && flow::unboundName(Name) != Name)
        flow::bind(*F, Name);
      return F;
    };
}

Solver::~Solver() = default;

Solver::Solved *Solver::find(llvm::StringRef Name) const {
  auto It = Known.find(Name);
  return It == Known.end() ? nullptr : It->second.get();
}

const AnnotatedFunction *Solver::annotation(llvm::StringRef Name) const {
  auto It = Annotated.find(Name);
  return It == Annotated.end() ? nullptr : &It->second;
}

/// Of a function that does nothing a caller could tell.
static Summary neutralSummary(ExprPool &Pool) {
  Summary S;
  S.Rows.emplace_back().Irq = Pool.entry();
  return S;
}

const flow::Primitive *Solver::entry(llvm::StringRef Name) const {
  if (const flow::Primitive *P = C.function(Name))
    return P;
  const AnnotatedFunction *A = annotation(Name);
  return A ? &A->Entry : nullptr;
}

const flow::Primitive *Solver::entry(flow::Opcode Code, flow::CalleeKind Kind,
                                     llvm::StringRef Callee) const {
  if (Code != flow::Opcode::Call)
    return nullptr;
  switch (Kind) {
  case flow::CalleeKind::Function:
    return entry(Callee);
  case flow::CalleeKind::Member:
    return C.member(Callee);
  case flow::CalleeKind::Asm:
    return C.assembly(Callee);
  case flow::CalleeKind::Pointer:
    return nullptr;
  }
  return nullptr;
}

bool Solver::isNeutral(llvm::StringRef Name) const {
  if (entry(Name))
    return false;
  const Solved *S = find(Name);
  if (!S)
    return !maySleep(Name);
  return S->Neutral;
}

const Summary *Solver::summaryForCall(llvm::StringRef Name, DemandKind Why) {
  // What is wanted here is a summary, whatever the caller is simulated for.
  const bool Outer = std::exchange(RecordingCalls, false);
  const Summary *Found = findSummary(Name, Why);
  RecordingCalls = Outer;
  return Found;
}

/// The summary of \p Name, which is solved, or solved again, if that is wanted.
const Summary *Solver::findSummary(llvm::StringRef Name, DemandKind Why) {
  Solved *S = find(Name);
  if (!S && OnDemand && Refused.lookup(Name) < Why) {
    Refused[Name] = Why; // also stops a cycle of demands
    if (std::unique_ptr<flow::Function> F = OnDemand(Name, Why);
        F && IsLinked) {
      DemandKind Outer = std::exchange(Demanding, Why);
      summarise(std::move(F));
      Demanding = Outer;
      S = find(Name);
    } else if (F) {
      std::vector<std::unique_ptr<flow::Function>> Component;
      Component.push_back(std::move(F));
      DemandKind Outer = std::exchange(Demanding, Why);
      solve(std::move(Component));
      Demanding = Outer;
      S = find(Name);
    }
  }
  if (!S)
    return nullptr;
  // Solved as neutral, without the value that is now wanted.
  if (Why == DemandKind::Value && S->Neutral && !S->HasReturn && OnDemand &&
      !S->Original /* not being solved just now */ &&
      Refused.lookup(Name) < Why) {
    Refused[Name] = Why;
    S->Original = OnDemand(Name, Why);
    S->Why = Why;
    if (S->Original)
      simulate(*S, /*KeepReturn=*/true, /*Final=*/false);
    S->dropBodies();
  }
  // Summarised without a thought of words.
  if (Why == DemandKind::Word && IsLinked && S->Why != Why && !S->Original &&
      Refused.lookup(Name) < Why) {
    Refused[Name] = Why;
    S->Why = Why;
    if (std::unique_ptr<flow::Function> F = OnDemand(Name, Why))
      summarise(std::move(F));
  }
  S->S.HasCaller = true;
  if (Reporting && IsLinked && flow::unboundName(Name) != Name &&
      ToldBound.insert(Name).second)
    if (std::unique_ptr<flow::Function> F = OnDemand(Name, DemandKind::Word))
      report(std::move(F), /*RecordCalls=*/false);
  return &S->S;
}

DemandKind Solver::firstDemand(llvm::StringRef Name) const {
  const AnnotatedFunction *A = annotation(Name);
  return A && A->Entry.Restore ? DemandKind::Word : Demanding;
}

void Solver::noteWordFields(const Summary &S) {
  for (const Row &R : S.Rows)
    for (const Row::Write &W : R.Writes)
      if (W.Value->HasWord)
        WordFields.insert(llvm::StringRef(W.To->Path).rsplit('.').second);
}

const flow::Function *Solver::original(const flow::Function &F) const {
  const Solved *S = find(F.key());
  return S ? S->Original.get() : nullptr;
}

bool Solver::namesLock(const flow::Function &F, bool Takes) const {
  const Solved *S = find(F.key());
  if (!S || !S->Original)
    return false;
  for (const flow::Block &B : S->Original->Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == flow::Opcode::Call)
        if (const flow::LockEffect *L = C.lock(O.Callee);
            L && (L->Takes || L->Tries) == Takes)
          return true;
  return false;
}

/// Whether \p Name is, or calls by name, a function that takes a lock. Wrappers
/// are near their locks.
bool Solver::takesLock(llvm::StringRef Name, unsigned Depth) {
  // Calls between a function and the lock that it is believed to take.
  static constexpr unsigned MaxWrappers = 4;
  if (const flow::LockEffect *L = C.lock(Name))
    return L->Takes || L->Tries;
  if (C.function(Name) || Depth == MaxWrappers)
    return false;
  if (auto Known = Lockers.find(Name); Known != Lockers.end())
    return Known->second;
  Lockers[Name] = false; // for recursion
  std::unique_ptr<flow::Function> Demanded;
  const flow::Function *F = nullptr;
  if (const Solved *S = find(Name); S && S->Original)
    F = S->Original.get();
  else if (OnDemand)
    F = (Demanded = OnDemand(Name, DemandKind::Value)).get();
  bool Result = false;
  if (F)
    for (const flow::Block &B : F->Blocks)
      for (const flow::Op &O : B.Ops)
        Result = Result || (O.Code == flow::Opcode::Call &&
                            O.CalleeIs == flow::CalleeKind::Function &&
                            takesLock(O.Callee, Depth + 1));
  if (Depth == 0 || Result)
    Lockers[Name] = Result;
  else
    Lockers.erase(Name); // a longer chain may have been cut
  return Result;
}

void Solver::simulate(Solved &S, bool KeepReturn, bool Final) {
  const bool Outer = std::exchange(FollowingLocks, false);
  // A linked program's summaries are made many times until they settle; what is
  // told of locks changes none of them.
  const bool IsSettled = Final || !IsLinked;
  if (simulateOnce(S, KeepReturn, Final) && IsSettled && !RecordingCalls) {
    FollowingLocks = true;
    simulateOnce(S, KeepReturn, Final);
  }
  FollowingLocks = Outer;
}

/// The functions whose results \p Slice has left.
static std::vector<llvm::StringRef> wantedResults(const flow::Function &Slice) {
  std::vector<llvm::StringRef> Names;
  for (const flow::Block &B : Slice.Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == flow::Opcode::Call && O.HasResult &&
          O.CalleeIs == flow::CalleeKind::Function)
        Names.push_back(O.Callee);
  return Names;
}

/// Returns whether it should be done with locks in sight, and was not.
bool Solver::simulateOnce(Solved &S, bool KeepReturn, bool Final) {
  const llvm::StringRef Key = S.Original->key();
  if (precautions().LeftOut.contains(Key)) {
    S.S = neutralSummary(Pool);
    S.S.GivenUp = true;
    S.AsksCaller.clear();
    S.HasReturn = KeepReturn;
    return false;
  }
  const Running This(*this);
  const Simulated Now(Key);
  const auto Began = std::chrono::steady_clock::now();
  // A getter says what it reads when it is solved for its result, which a first
  // slice asks for. What this function writes there is wanted then, too.
  static constexpr unsigned MaxSlices = 4;
  const KeptSlice *Settled = &slice(S, KeepReturn);
  auto IsAnswered = [&](llvm::StringRef Name) {
    const Solved *Callee = find(Name);
    return Callee ? Callee->HasReturn
                  : Refused.lookup(Name) >= DemandKind::Value || entry(Name);
  };
  for (unsigned Round = 1; Round != MaxSlices; ++Round) {
    const uint64_t Key = Settled->Key;
    const bool Following = std::exchange(FollowingLocks, false);
    bool IsNew = false;
    for (llvm::StringRef Name : wantedResults(*Settled->Function))
      if (!IsAnswered(Name)) {
        IsNew = true;
        if (!entry(Name))
          (void)summaryForCall(Name, DemandKind::Value);
      }
    FollowingLocks = Following;
    if (!IsNew)
      break;
    Settled = &slice(S, KeepReturn);
    if (Settled->Key == Key)
      break;
  }
  const KeptSlice &Kept = *Settled;
  const flow::Function &Slice = *Kept.Function;
  // In a linked program effects have settled when it comes to reports.
  if (!(IsLinked && Final))
    askCallees(Slice, Kept.Asks);
  S.HasReturn = KeepReturn;
  const Pass Is = RecordingCalls   ? Pass::Record
                  : FollowingLocks ? Pass::Locks
                                   : Pass::Solve;
  if (Is == Pass::Solve && Final)
    for (const flow::Block &B : Slice.Blocks)
      for (const flow::Op &O : B.Ops) {
        const flow::Primitive *P = entry(O);
        Count.RestoreSites += P && P->Restore.has_value();
      }
  const Liveness Live(Slice);
  const Scene Sc{*this,
                 Pool,
                 Believes,
                 Slice,
                 Pool.eventFunction(Slice),
                 Live,
                 Is,
                 S.Why,
                 annotation(Slice.key()),
                 Final};
  const std::unique_ptr<Listener> Hear =
      Hearers ? Hearers->listen(Sc) : nullptr;
  Summary New;
  New.HasCaller = S.S.HasCaller;
  Simulator Run(Sc, Hear ? llvm::ArrayRef<Listener *>(Hear.get())
                         : llvm::ArrayRef<Listener *>());
  const bool Done = Run.run(New);
  if (!Done) {
    if (Final && !RecordingCalls) {
      ++Count.TooLong;
      GivenUp.push_back(Slice.Name);
    }
    New = neutralSummary(Pool);
    New.GivenUp = true;
  } else if (New.Merged && Is == Pass::Solve && Final) {
    ++Count.TooManyStates;
  }
  S.S = std::move(New);
  S.AsksCaller = namesAskedIn(S.S);
  noteCost(Slice.key(), Run, S.S, std::chrono::steady_clock::now() - Began);
  return Done && !FollowingLocks && Hear && Hear->wantsLocks();
}

void Solver::noteCost(llvm::StringRef Name, const Simulator &Run,
                      const Summary &Made,
                      std::chrono::duration<double> Seconds) {
  Cost &C = Spent.of(Name);
  ++C.Simulations;
  C.Steps += Run.numSteps();
  C.States = std::max(C.States, Run.mostStates());
  C.Rows = Made.Rows.size();
  C.Writes = 0;
  for (const Row &R : Made.Rows)
    C.Writes = std::max<unsigned>(C.Writes, R.Writes.size());
  C.Seconds += Seconds.count();
}

void Solver::noteUnknownCall(const Scene &Sc) {
  if (Sc.Tells && !FollowingLocks)
    ++Count.UnknownIndirectCalls;
}

static bool returnsValue(const flow::Function &F) {
  return llvm::any_of(F.Blocks, [](const flow::Block &B) {
    return B.Term.K == flow::TermKind::Return &&
           B.Term.Cond.K != flow::Operand::None;
  });
}

bool Solver::summarise(std::unique_ptr<flow::Function> Body) {
  auto &Slot = Known[Body->Key];
  const bool First = !Slot;
  if (First) {
    Slot = std::make_unique<Solved>();
    Slot->Why = firstDemand(Body->Key);
    Order.push_back(Slot.get());
    Slot->Fn = &Pool.eventFunction(*Body);
    // Neutral until found otherwise, for calls of itself.
    Slot->Neutral = true;
    Slot->S = neutralSummary(Pool);
  }
  Solved &S = *Slot;
  Summary Before = S.S;
  const bool WasNeutral = S.Neutral;
  S.Original = std::move(Body);
  // Most functions turn out neutral without a look at what they return.
  const bool WantsValue =
      S.Why >= DemandKind::Value || S.HasReturn || !returnsValue(*S.Original);
  simulate(S, /*KeepReturn=*/WantsValue, /*Final=*/false);
  if (!WantsValue && (!S.S.isNeutral(Pool) || S.S.HasOddExit))
    simulate(S, /*KeepReturn=*/true, /*Final=*/false);
  S.Neutral = S.S.isNeutral(Pool);
  S.dropBodies();
  noteWordFields(S.S);
  if (S.Neutral && WasNeutral)
    return false;
  return S.Neutral != WasNeutral || !S.S.sameEffect(Before);
}

bool Solver::report(std::unique_ptr<flow::Function> Body, bool RecordCalls) {
  Solved *S = find(Body->Key);
  if (!S)
    return false;
  const bool Outer = std::exchange(Reporting, true);
  Summary Before = S->S;
  S->Original = std::move(Body);
  const bool KeepReturn = !S->Neutral || S->HasReturn || S->S.HasOddExit ||
                          isAnnotated(S->Original->Key);
  // Once with every call in its place, to hear of the states they are made in;
  // the branches around them cost states, so what is observed comes from a
  // second run without them.
  if (RecordCalls) {
    RecordingCalls = true;
    simulate(*S, KeepReturn, /*Final=*/true);
    RecordingCalls = false;
    S->S = Before;
  }
  simulate(*S, KeepReturn, /*Final=*/true);
  S->dropBodies();
  S->Neutral = S->S.isNeutral(Pool);
  Reporting = Outer;
  // Its effect is settled; only obligations may be new.
  const bool Changed = !S->S.sameEffect(Before);
  return Changed;
}

void Solver::forget(llvm::StringRef Name) {
  auto It = Known.find(Name);
  if (It == Known.end())
    return;
  llvm::erase(Order, It->second.get());
  Known.erase(It);
}

const Summary *Solver::summary(llvm::StringRef Key) const {
  const Solved *S = find(Key);
  return S ? &S->S : nullptr;
}

void Solver::solve(std::vector<std::unique_ptr<flow::Function>> Component) {
  std::vector<Solved *> Members;
  for (auto &F : Component) {
    auto &Slot = Known[F->key()];
    if (Slot)
      continue; // demanded before
    Slot = std::make_unique<Solved>();
    Slot->Original = std::move(F);
    Slot->Fn = &Pool.eventFunction(*Slot->Original);
    Slot->Why = firstDemand(Slot->Original->key());
    Members.push_back(Slot.get());
    Order.push_back(Slot.get());
  }
  // Recursion: summaries start without rows ("does not return") and grow, for
  // so many rounds.
  static constexpr unsigned MaxRounds = 6;
  const bool Recursive = Members.size() > 1;
  unsigned Rounds = Recursive ? MaxRounds : 1;
  auto CallsItself = [](const flow::Function &F) {
    for (const flow::Block &B : F.Blocks)
      for (const flow::Op &O : B.Ops)
        if (O.Code == flow::Opcode::Call && O.Callee == F.Name)
          return true;
    return false;
  };
  if (!Recursive && !Members.empty() && CallsItself(*Members[0]->Original))
    Rounds = 3;
  for (unsigned Round = 0; Round + 1 < Rounds; ++Round)
    for (Solved *S : Members)
      simulate(*S, /*KeepReturn=*/true, /*Final=*/false);
  for (Solved *S : Members) {
    if (Rounds > 1 || S->Why >= DemandKind::Value ||
        isAnnotated(S->Original->Name)) {
      simulate(*S, true, true);
    } else {
      // Most functions leave interrupts as they were; only for the others is it
      // worth following the returned value, which tells their ends apart.
      simulate(*S, /*KeepReturn=*/false, /*Final=*/false);
      simulate(*S, !S->S.isNeutral(Pool) || S->S.HasOddExit, /*Final=*/true);
    }
    ++Count.Functions;
  }
  for (Solved *S : Members) {
    // Another unit's body may take the place of a weak one.
    if (!IsLinked && S->Original->IsWeak)
      S->S = neutralSummary(Pool);
    noteWordFields(S->S);
    S->Neutral = S->S.isNeutral(Pool);
    S->dropBodies();
  }
}

void Solver::forEachSolved(
    llvm::function_ref<void(const EventFunction &, const Summary &)> Each)
    const {
  for (const Solved *S : Order)
    Each(*S->Fn, S->S);
}

} // namespace pvlint::solve
