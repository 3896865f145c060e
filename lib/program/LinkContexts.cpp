//===- LinkContexts.cpp - who enters which function in which state --------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Context.h"
#include "program/Link.h"
#include "llvm/ADT/StringSet.h"
#include <deque>

namespace pvlint::solve {

using flow::FunctionEntry;
using llvm::StringRef;

/// A longer chain of calls that leave the interrupt state as it was depends on
/// more conditions than a summary keeps, so it is not followed.
static constexpr uint32_t MaxChain = 6;

void Link::collectEdges() {
  Edges.clear();
  const auto &Nodes = Syms.nodes();
  auto Through = [&](StringRef Place, CallEdge E, const CallRecord *R) {
    auto It = PlaceTargets.find(Place);
    if (It == PlaceTargets.end())
      return;
    E.Place = It->first();
    uint8_t States = E.States;
    if (It->second.size() > MaxTargets)
      States &= ~CallRecord::Off; // see MaxTargets; contracts tell of some
    for (const Target &T : It->second) {
      E.To = T.Node;
      E.States = States;
      // Off for some tables only, such as one whose lock was just called.
      // Functions of no known table are then in another one.
      if (R && !R->OffAnyObject && llvm::none_of(T.Objects, [&](int64_t O) {
            return llvm::is_contained(R->OffObjects, O);
          }))
        E.States &= ~CallRecord::Off;
      if (E.States)
        Edges.push_back(E);
    }
  };
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    CallEdge E;
    E.From = N;
    if (Active[N]) {
      for (const CallRecord &R : Records[N]) {
        // While the system starts there is one thread, and interrupts are off
        // whatever is called.
        E.States = R.States;
        if (Nodes[N].Flags & FunctionEntry::Init)
          E.States &= ~CallRecord::Off;
        E.At = R.At;
        E.OffEvent = R.OffEvent;
        E.Place = {};
        if (R.Indirect) {
          Through(R.Callee, E, &R);
        } else if (uint32_t To = Syms.find(R.Callee); To != Symbols::None) {
          E.To = To;
          Edges.push_back(E);
        }
      }
      continue;
    }
    // Never touches interrupts: all its calls are made as it was entered.
    E.States = CallRecord::Entry;
    llvm::SmallDenseSet<uint32_t, 8> OnlyAddress;
    if (Nodes[N].Flags & FunctionEntry::MovesPointers)
      for (const flow::PointerFlow &F : Nodes[N].File->pointers(Nodes[N].Index))
        if (F.From.K == flow::PointerNode::Function)
          OnlyAddress.insert(Syms.resolve(F.From.Name, Nodes[N].Unit));
    for (uint32_t To : Nodes[N].Callees)
      if (!OnlyAddress.count(To)) {
        E.To = To;
        Edges.push_back(E);
      }
    for (StringRef Member : Nodes[N].Members)
      Through(Member, E, nullptr);
  }
}

/// Floods "interrupts are off" (or "on") from where that is known along calls
/// that are made in the state of entry. Shortest chains first.
void Link::flood(bool IsOff, std::vector<std::optional<EntryWay>> &Entered) {
  const auto &Nodes = Syms.nodes();
  const uint8_t State = IsOff ? CallRecord::Off : CallRecord::On;
  std::deque<uint32_t> Work;
  auto Enter = [&](uint32_t N, EntryWay How) {
    if (Entered[N])
      return;
    // A call in the other state is told, and goes on in the declared one.
    if (const AnnotatedFunction *A = TheSolver.annotation(Nodes[N].Key);
        A && A->Requires && Contexts[N] && Contexts[N]->Off != IsOff)
      return;
    Entered[N] = How;
    Work.push_back(N);
  };
  for (uint32_t N = 0; N != Nodes.size(); ++N)
    if (Contexts[N] && Contexts[N]->Off == IsOff)
      Enter(N, {~0u, 0, Contexts[N]});
  for (uint32_t I = 0; I != Edges.size(); ++I)
    if (Edges[I].States & State)
      Enter(Edges[I].To, {I, 1, nullptr});
  while (!Work.empty()) {
    uint32_t N = Work.front();
    Work.pop_front();
    for (uint32_t I = FirstEdge[N]; I != FirstEdge[N + 1]; ++I)
      if (Edges[I].States & CallRecord::Entry)
        Enter(Edges[I].To, {I, Entered[N]->Calls + 1, nullptr});
  }
}

void Link::findContexts() {
  phase("finding what is called with interrupts disabled");
  collectEdges();
  FirstEdge.assign(Syms.nodes().size() + 1, 0);
  for (const CallEdge &E : Edges)
    ++FirstEdge[E.From + 1];
  for (uint32_t N = 0; N != Syms.nodes().size(); ++N)
    FirstEdge[N + 1] += FirstEdge[N];
  flood(/*IsOff=*/true, Off);
  flood(/*IsOff=*/false, On);
  floodContexts();
}

/// What an interrupt handler calls runs with interrupts off, in whatever
/// section it is called.
void Link::floodContexts() {
  std::deque<uint32_t> Work;
  for (uint32_t N = 0; N != InContext.size(); ++N)
    if (Contexts[N] && Contexts[N]->Off) {
      InContext[N] = {~0u, 0, Contexts[N]};
      Work.push_back(N);
    }
  while (!Work.empty()) {
    const uint32_t N = Work.front();
    Work.pop_front();
    if (InContext[N]->Calls == MaxChain)
      continue;
    for (uint32_t I = FirstEdge[N]; I != FirstEdge[N + 1]; ++I) {
      const CallEdge &E = Edges[I];
      if ((E.States & (CallRecord::Entry | CallRecord::Off)) &&
          !InContext[E.To] && !(Contexts[E.To] && !Contexts[E.To]->Off)) {
        InContext[E.To] = {I, InContext[N]->Calls + 1, nullptr};
        Work.push_back(E.To);
      }
    }
  }
}

/// Adds to \p Which the nodes \p From and those that they come to be entered
/// through in \p State.
void Link::findCallers(const std::vector<uint32_t> &From,
                       const std::vector<std::optional<EntryWay>> &Entered,
                       uint8_t State, std::vector<char> &Which) const {
  if (From.empty())
    return;
  std::vector<std::vector<uint32_t>> EdgesTo(Syms.nodes().size());
  for (uint32_t I = 0; I != Edges.size(); ++I)
    if (Edges[I].States & (State | CallRecord::Entry))
      EdgesTo[Edges[I].To].push_back(I);
  std::vector<char> Done(Syms.nodes().size());
  std::vector<uint32_t> Work = From;
  for (uint32_t N : From)
    Done[N] = true;
  while (!Work.empty()) {
    uint32_t N = Work.back();
    Work.pop_back();
    for (uint32_t I : EdgesTo[N]) {
      const CallEdge &E = Edges[I];
      // Only along the short ways: everything can be reached on long ones.
      const bool Near =
          Entered[E.From] && Entered[E.From]->Calls < Entered[N]->Calls;
      if (Done[E.From] || !((E.States & State) || Near))
        continue;
      Done[E.From] = true;
      if (((E.States & CallRecord::Entry) || &Entered == &InContext) && Near)
        Work.push_back(E.From);
    }
  }
  for (uint32_t N = 0; N != Done.size(); ++N)
    Which[N] |= Done[N];
}

/// A pair that disables and enables is wrong only where interrupts can be off
/// at entry, which few functions with pairs ever see, and a call of what has to
/// be entered with them off only where they can be on. For those the obligation
/// climbs, with the conditions of the path, to the callers that have them so.
void Link::verifyEntries() {
  const auto &Nodes = Syms.nodes();
  std::vector<char> Which(Nodes.size());
  std::vector<uint32_t> FromOff, FromOn, FromContext;
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (HasPair[N] && Off[N] && Off[N]->Calls > MaxChain) {
      ++FarCandidates;
    } else if (HasPair[N] && Off[N]) {
      FromOff.push_back(N);
      ++Candidates;
    }
    if (Opens[N] && InContext[N])
      FromContext.push_back(N);
    if (NeedsOff[N] && On[N] && On[N]->Calls <= MaxChain)
      FromOn.push_back(N);
  }
  findCallers(FromOff, Off, CallRecord::Off, Which);
  findCallers(FromOn, On, CallRecord::On, Which);
  findCallers(FromContext, InContext, CallRecord::Off, Which);
  phase("following calls made in the wrong state");
  for (uint32_t N : Order)
    if (Which[N] && !Active[N])
      summarise(N);
  phase("judging them");
  Verifying = true;
  // Sweeps over obligations: through a pointer, one reaches the caller a sweep
  // later.
  static constexpr unsigned MaxHops = 4;
  std::vector<char> Dirty = Which;
  for (unsigned Hop = 0; Hop != MaxHops; ++Hop) {
    reportAll(Which, std::move(Dirty));
    const std::vector<uint32_t> Users = findActing();
    if (Users.empty())
      break;
    Dirty.assign(Nodes.size(), false);
    for (uint32_t User : Users)
      Dirty[User] = Which[User];
  }
  Verifying = false;
}

/// Callers that nobody sees: what a function is tells how it is entered; where
/// that is not known either, that is said.
bool Link::isCustomary(const Event &Call, uint8_t State) const {
  static constexpr size_t Many = 3;
  static constexpr unsigned Near = 2; // the callers can see what it does
  if (Call.Depth <= Near || !Call.At ||
      Call.At->CalleeIs != flow::CalleeKind::Function)
    return false;
  const uint32_t Callee = Syms.find(Call.At->Callee);
  const Summary *S = Callee != Symbols::None ? summary(Callee) : nullptr;
  // Who enables on every path does so to all of them.
  if (!S || llvm::all_of(S->Rows, [](const Row &R) {
        return R.Paired || R.Irq->isConst(1);
      }))
    return false;
  llvm::SmallDenseSet<uint32_t, 8> From;
  for (const CallEdge &E : Edges)
    if (E.To == Callee && (E.States & State))
      From.insert(E.From);
  return From.size() >= Many;
}

/// Whether \p Call goes through a pointer, and every call through the place
/// that holds it is made with interrupts off.
bool Link::isAlwaysOff(const Event &Call) const {
  if (!Call.At || Call.At->CalleeIs != flow::CalleeKind::Member ||
      (Call.Inner && Call.Inner->leastCertain() != Reach::Named))
    return false;
  bool Any = false;
  for (const CallEdge &E : Edges)
    if (E.Place == Call.At->Callee) {
      Any = true;
      if (!(E.States & CallRecord::Off) ||
          (E.States & (CallRecord::On | CallRecord::Entry)))
        return false;
    }
  return Any;
}

bool Link::isOwn(uint32_t Node) const {
  const uint32_t Flags = Syms.nodes()[Node].Flags;
  return (Flags & FunctionEntry::Static) &&
         !(Flags & FunctionEntry::AddressTaken);
}

/// What happens in \p Node only if it is passed certain values. Callers have
/// told when they pass them; one that was not judged, or given up, may. If
/// nobody calls, nothing happens.
void Link::settleConditions(uint32_t Node) {
  auto IsJudged = [&](uint32_t Caller) {
    if (!Active[Caller])
      return bool(Asked[Caller]);
    const Summary *S = summary(Caller);
    return S && !S->GivenUp;
  };
  for (const Obligation &O : summary(Node)->Obligations)
    if (O.K == Obligation::Happens &&
        (!isOwn(Node) || !llvm::all_of(Callers[Node], IsJudged)))
      TheJudges.editObservations().Conditions[O.Index].meet(Met::Maybe);
}

/// Whether \p O is about calls of \p Node by name, not about its context.
bool Link::isForCallsByName(uint32_t Node, const Obligation &O) {
  const llvm::StringRef Key = Syms.nodes()[Node].Key;
  auto CallsIt = [&](uint32_t Caller) {
    const auto Body = Syms.decode(Caller);
    return Body && llvm::any_of(Body->Blocks, [&](const flow::Block &B) {
             return llvm::any_of(B.Ops, [&](const flow::Op &Op) {
               return Op.Code == flow::Opcode::Call &&
                      Op.CalleeIs == flow::CalleeKind::Function &&
                      Op.Callee == Key;
             });
           });
  };
  return O.takesNull() && llvm::any_of(Callers[Node], CallsIt);
}

void Link::settleCallers() {
  const auto &Nodes = Syms.nodes();
  std::vector<char> HasCaller(Nodes.size());
  for (const CallEdge &E : Edges)
    HasCaller[E.To] = true;
  Observations &Seen = TheJudges.editObservations();
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    const Summary *S = Active[N] ? summary(N) : nullptr;
    if (!S)
      continue;
    settleConditions(N);
    for (const Obligation &O : S->Obligations) {
      if (O.K == Obligation::LeftOff || O.K == Obligation::OpensIfOn) {
        OnFacts &E = O.K == Obligation::LeftOff
                         ? static_cast<OnFacts &>(Seen.Exits[O.Index])
                         : Seen.Counted[O.Index];
        if (Contexts[N])
          (Contexts[N]->Off ? E.SomeCallerOff : E.CallerOn) = true;
        else if (!HasCaller[N] && isOwn(N))
          E.Unreached = true;
        else if (!HasCaller[N])
          E.CallersUnknown = true;
        continue;
      }
      if (O.K == Obligation::OpensEntry || O.K == Obligation::SleepsEntry) {
        EntryFacts &E = O.K == Obligation::OpensEntry
                            ? static_cast<EntryFacts &>(Seen.Enables[O.Index])
                            : Seen.Sleeps[O.Index];
        if (Contexts[N] && Contexts[N]->Off && !E.CallerOff && !E.Context &&
            isOfContext(TheSolver.pool(), O) && !isForCallsByName(N, O)) {
          E.Context = Contexts[N];
          E.CallerOff = O.At;
        }
        continue;
      }
      const bool WantsOff = O.K == Obligation::MustBeOff;
      if (O.K != Obligation::EntryOff && O.K != Obligation::EnterOn &&
          O.K != Obligation::MustBeOn && !WantsOff)
        continue;
      EntryFacts *E = nullptr;
      if (O.K == Obligation::EntryOff)
        E = &Seen.Restores[O.Index];
      else if (O.K == Obligation::MustBeOn || WantsOff)
        E = &Seen.Requirements[O.Index];
      else
        E = &Seen.Enables[O.Index];
      if (Contexts[N] && Contexts[N]->Off != WantsOff) {
        if (!E->CallerOff && !E->Context && isOfContext(TheSolver.pool(), O) &&
            !isForCallsByName(N, O)) {
          E->Context = Contexts[N];
          E->CallerOff = O.At;
        }
      } else if (Contexts[N]) {
        E->CallerOn = true;
      } else if (!HasCaller[N] && isOwn(N)) {
        E->Unreached = true;
      } else if ((!HasCaller[N] || (WantsOff ? On[N] : Off[N])) && !O.Guess) {
        // Some caller that is wrong may be one that nothing followed.
        E->CallersUnknown = true;
      }
    }
  }
  auto Judge = [&](EntryFacts &E, uint8_t Wrong = CallRecord::Off) {
    E.Customary = E.CallerOff && isCustomary(*E.CallerOff, Wrong);
  };
  for (RestoreObservation &R : Seen.Restores)
    Judge(R);
  for (EnableObservation &E : Seen.Enables) {
    Judge(E);
    E.EveryCall = E.CallerOff && isAlwaysOff(*E.CallerOff);
  }
  for (RequirementObservation &R : Seen.Requirements)
    Judge(R, R.WantsOn ? CallRecord::Off : CallRecord::On);
  // What no caller has judged is not harmless for that.
  for (RestoreObservation &R : Seen.Restores)
    if (R.Seen == RestoreObservation::OnEntry && !R.Guess && !R.CallerOn &&
        !R.CallerOff && !R.Context && !R.Unreached)
      R.CallersUnknown = true;
}

} // namespace pvlint::solve
