//===- Solver.h - the summaries of a program --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Solves functions bottom-up, callees before callers: each is sliced down to
// what matters for interrupts, simulated (Simulator.h), and leaves a summary
// for its callers. What a call needs and nobody has solved yet is asked for.
//
// The same solver serves one translation unit (solve()) and a linked program
// (summarise() until nothing changes, then report()); what the two believe
// differently is in Beliefs.h. Who wants to hear what happens in the functions
// comes along as an Audience.
//
// Limits: recursion is followed for a few rounds; a function that takes more
// than maxSteps() is taken as neutral, and counted.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SOLVER_H
#define PVLINT_ENGINE_SOLVER_H

#include "engine/Costs.h"
#include "engine/Listener.h"
#include "engine/ProgramView.h"
#include "engine/Tally.h"
#include "ir/Slice.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <array>
#include <chrono>
#include <functional>
#include <memory>

namespace pvlint::solve {

class Simulator;

class Solver {
public:
  /// Operations that are simulated before a function is given up.
  static constexpr unsigned MaxSteps = 400000;
  /// The same in a linked program, where more calls have effects.
  static constexpr unsigned MaxLinkSteps = 60000;

  /// Gives a function whose summary is not known; null when it has no body
  /// here, or is too big for the reason given.
  using Demand = std::function<std::unique_ptr<flow::Function>(
      llvm::StringRef Name, DemandKind Why)>;

  /// Without a \p View of a linked program, one unit is solved.
  explicit Solver(const flow::Contract &C, Demand OnDemand = nullptr,
                  ProgramView *View = nullptr);
  ~Solver();

  /// Who hears of what is simulated from now on; null for nobody.
  void setAudience(Audience *A) { Hearers = A; }

  //===--------------------------------------------------------------------===//
  // What is said of functions
  //===--------------------------------------------------------------------===//

  /// Functions, by the names that the solver knows them by, in which the
  /// processor's own flags are in place: implementations of the paravirt ops,
  /// and what is called from these alone.
  llvm::StringSet<> NativePlaces;

  /// Functions that say of themselves what an entry of the contract would, by
  /// the names that the solver knows them by. To be filled before solving.
  llvm::StringMap<AnnotatedFunction> Annotated;
  bool isAnnotated(llvm::StringRef Name) const { return Annotated.count(Name); }
  const AnnotatedFunction *annotation(llvm::StringRef Name) const;
  /// What is said of \p Name by the contract, or else by itself. All that ask
  /// what a call does ask here.
  const flow::Primitive *entry(llvm::StringRef Name) const;
  /// The same of what \p O calls; null for no call, and for a pointer.
  const flow::Primitive *entry(const flow::Op &O) const {
    return entry(O.Code, O.CalleeIs, O.Callee);
  }
  const flow::Primitive *entry(const EventOp &O) const {
    return entry(O.Code, O.CalleeIs, O.Callee);
  }

  const flow::Contract &contract() const { return C; }
  ProgramView *view() const { return View; }

  //===--------------------------------------------------------------------===//
  // One unit
  //===--------------------------------------------------------------------===//

  /// Solves one strongly connected component of the call graph. Callees outside
  /// it must have been solved, or are unknown and neutral.
  void solve(std::vector<std::unique_ptr<flow::Function>> Component);

  //===--------------------------------------------------------------------===//
  // A linked program, where the order is not strictly bottom-up
  //===--------------------------------------------------------------------===//

  /// Solves one function with what is known now. Returns whether callers would
  /// see a difference.
  bool summarise(std::unique_ptr<flow::Function> Body);
  /// Simulates a function that was summarised once more, for who listens, and
  /// with \p RecordCalls first in Pass::Record. Returns whether its obligations
  /// changed.
  bool report(std::unique_ptr<flow::Function> Body, bool RecordCalls);
  /// Another sweep of reports begins: functions that calls pass functions to
  /// are told of again.
  void beginSweep() { ToldBound.clear(); }
  /// The summary of a function, which is solved if that was not needed so far.
  const Summary *demand(llvm::StringRef Key, DemandKind Why) {
    return summaryForCall(Key, Why);
  }

  //===--------------------------------------------------------------------===//
  // Questions
  //===--------------------------------------------------------------------===//

  /// Simulates \p F alone and as it is, as if it were a caller's to know about
  /// its words. \p Hear is told what happens, the audience too. There, calls of
  /// the functions of \p StandIns are as good as these primitives.
  Summary examine(const flow::Function &F, Listener &Hear,
                  const llvm::StringMap<const flow::Primitive *> &StandIns);
  /// Simulates \p F, which is being solved, once more with all its calls, and
  /// tells \p Hear alone. False when it was given up.
  bool trace(const flow::Function &F, Listener &Hear);
  /// From now on only what has been solved is known.
  void forgetDemand() { OnDemand = nullptr; }
  /// Solves \p Body once more, with all its probes in their places, and tells
  /// \p Hear alone the states at its operations when these have settled. False
  /// when the function is too big to be followed.
  bool watch(const flow::Function &Body, Listener &Hear);

  /// As if \p Name had never been summarised; what was heard of it stays.
  void forget(llvm::StringRef Name);
  /// Null for a function that was not summarised.
  const Summary *summary(llvm::StringRef Key) const;
  /// Calls \p Each with all functions that were solved, in the order in which
  /// that was begun.
  void forEachSolved(
      llvm::function_ref<void(const EventFunction &, const Summary &)> Each)
      const;
  /// Whether a call of \p Name can be dropped; also for unknown functions.
  bool isNeutral(llvm::StringRef Name) const;
  /// The calls of \p F that do something to interrupts.
  std::vector<const flow::Op *> actingCalls(const flow::Function &F);
  bool isKnown(llvm::StringRef Name) const { return find(Name) != nullptr; }
  /// \p F before it was sliced, while it is being solved; else null.
  const flow::Function *original(const flow::Function &F) const;
  /// Whether \p F, before it was sliced, takes (or releases) a lock by name.
  bool namesLock(const flow::Function &F, bool Takes) const;
  /// Whether \p Name is, or calls by name, a function that takes a lock.
  bool takesLock(llvm::StringRef Name) { return takesLock(Name, 0); }

  const Tally &tally() const { return Count; }
  /// \p Functions were still to be solved again, and are not.
  void noteUnsettled(unsigned Functions) { Count.Unsettled += Functions; }
  /// Functions of Tally::TooLong.
  const std::vector<std::string> &givenUp() const { return GivenUp; }
  /// For --stats.
  const Costs &costs() const { return Spent; }
  ExprPool &pool() { return Pool; }

private:
  friend class Simulator;

  /// A simulation is running. The ways of its states (Trail) are told to who
  /// listens and are of no use afterwards.
  class Running {
  public:
    explicit Running(Solver &S) : S(S) { ++S.NumRunning; }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;
    ~Running() {
      if (--S.NumRunning == 0)
        S.Trails.Reset();
    }

  private:
    Solver &S;
  };

  struct KeptSlice {
    uint64_t Key; ///< tells it from others
    std::unique_ptr<flow::Function> Function;
    llvm::StringSet<> Asks; ///< SliceOptions::Asks
  };

  struct Solved {
    const EventFunction *Fn = nullptr;
    std::unique_ptr<flow::Function> Original; ///< while it is being solved
    /// The ways it was sliced for that.
    std::vector<KeptSlice> Slices;
    Summary S;
    std::vector<llvm::StringRef> AsksCaller; ///< see namesAskedIn()
    bool Neutral = false;
    bool HasReturn = false; ///< the summary follows the returned value
    DemandKind Why = DemandKind::None;

    void dropBodies() {
      Original.reset();
      Slices.clear();
      Slices.shrink_to_fit();
    }
  };

  Solved *find(llvm::StringRef Name) const;
  const flow::Primitive *entry(flow::Opcode Code, flow::CalleeKind Kind,
                               llvm::StringRef Callee) const;
  const Summary *summaryForCall(llvm::StringRef Name, DemandKind Why);
  const Summary *findSummary(llvm::StringRef Name, DemandKind Why);
  void noteWordFields(const Summary &S);
  /// What is wanted of \p Name before anybody asks for it.
  DemandKind firstDemand(llvm::StringRef Name) const;
  /// Calls \p Use with what decides how \p F is sliced.
  void withSliceOptions(const flow::Function &F, DemandKind Why,
                        bool KeepReturn,
                        llvm::function_ref<void(flow::SliceOptions &)> Use);
  /// A copy of \p F, sliced for what is wanted of it.
  std::unique_ptr<flow::Function>
  sliced(const flow::Function &F, DemandKind Why, bool KeepReturn,
         llvm::function_ref<bool(const flow::Op &)> IsBare,
         llvm::function_ref<bool(const flow::Op &)> IsTraced);
  /// The slice of S.Original to simulate, which may be one of before.
  const KeptSlice &slice(Solved &S, bool KeepReturn);
  void simulate(Solved &Entry, bool KeepReturn, bool Final);
  bool simulateOnce(Solved &Entry, bool KeepReturn, bool Final);
  bool pointerActs(const flow::Function &F, const flow::Op &Call) const;
  bool takesLock(llvm::StringRef Name, unsigned Depth);

  // Callbacks.cpp: calls that pass functions.
  /// The parameters of \p Callee through which it calls, or that it passes to
  /// such functions, as bits.
  uint32_t callbacks(llvm::StringRef Callee, unsigned Depth = 0);
  /// What a call of \p Callee calls when \p FunctionAt tells which functions it
  /// passes; empty when none of them makes a difference.
  std::string bound(llvm::StringRef Callee, size_t NumArgs,
                    llvm::function_ref<llvm::StringRef(size_t)> FunctionAt);
  /// Whether \p Call can be dropped, as for what it passes.
  bool isBoundNeutral(const flow::Op &Call);
  /// Whether \p Call passes values to what may call them.
  bool passesOn(const flow::Op &Call);

  // Asking.cpp: memory that callers ask about.
  struct OwnWrites {
    std::vector<llvm::StringRef> Names, Callees;
    std::vector<llvm::StringRef> Globals; ///< that it loads, and may be words
    /// Callees, and names of memory whose address they are given.
    std::vector<std::pair<llvm::StringRef, llvm::StringRef>> Given;
  };
  /// The names of memory that \p Name writes to by itself, and what it calls.
  OwnWrites ownWrites(llvm::StringRef Name);
  const OwnWrites &ownOf(llvm::StringRef Name);
  /// Whether \p Call, or what it calls, loads a whole word from \p Global.
  bool readsGlobal(const flow::Op &Call, llvm::StringRef Global);
  /// The names of memory that a call of \p Name writes to; sorted.
  const std::vector<llvm::StringRef> &written(llvm::StringRef Name);
  bool writes(const flow::Op &Call, llvm::StringRef Field);
  /// Whether \p Name writes to memory that is called \p Field.
  bool writes(llvm::StringRef Name, llvm::StringRef Field);
  /// What callers have asked about so far that \p Name writes; sorted.
  llvm::ArrayRef<llvm::StringRef> asked(llvm::StringRef Name) const;
  /// A caller of \p Name asks about \p Asks: if that is new, it is solved
  /// again.
  void ask(llvm::StringRef Name, const llvm::StringSet<> &Asks);
  /// The names of memory that the rows of \p S depend on; sorted.
  static std::vector<llvm::StringRef> namesAskedIn(const Summary &S);
  /// The same of what \p Call calls, when that acts on interrupts.
  llvm::ArrayRef<llvm::StringRef> askedBy(const flow::Op &Call) const;
  void askCallees(const flow::Function &Slice, const llvm::StringSet<> &Asks);

  // What a simulation asks and notes:
  unsigned maxSteps() const { return IsLinked ? MaxLinkSteps : MaxSteps; }
  bool maySleep(llvm::StringRef Name) const {
    return View && View->maySleep(Name);
  }
  const flow::Primitive *standIn(const flow::Function &F,
                                 llvm::StringRef Name) const {
    return &F == Examined ? StandIns->lookup(Name) : nullptr;
  }
  /// \p V was loaded from a function pointer of a known field.
  void noteLoad(const Expr *V, const std::string &Field) {
    if (!View)
      return;
    if (auto [It, New] = LoadedFrom.try_emplace(V); New)
      It->second = Pool.text(Field);
  }
  /// Empty when that is not known.
  llvm::StringRef loadedFrom(const Expr *V) const {
    return LoadedFrom.lookup(V);
  }
  void noteUnknownCall(const Scene &Sc);
  void noteCost(llvm::StringRef Name, const Simulator &Run, const Summary &Made,
                std::chrono::duration<double> Seconds);
  void noteTooDeep() { ++Count.TooDeep; }
  const Trail *keep(const Trail &T) { return new (Trails) Trail(T); }

  const flow::Contract &C;
  const Beliefs Believes;
  ProgramView *const View;
  const bool IsLinked; ///< otherwise one unit is solved
  Audience *Hearers = nullptr;
  DemandKind Demanding = DemandKind::None;
  Demand OnDemand;
  ExprPool Pool;
  llvm::BumpPtrAllocator Trails;
  unsigned NumRunning = 0; ///< one demands others
  llvm::StringMap<std::unique_ptr<Solved>> Known;
  std::vector<Solved *> Order;
  /// Names of fields that some function stores a word to.
  llvm::StringSet<> WordFields;
  llvm::StringMap<DemandKind> Refused; ///< demanded and not available
  Tally Count;
  std::vector<std::string> GivenUp;
  Costs Spent;
  const flow::Function *Examined = nullptr;
  const llvm::StringMap<const flow::Primitive *> *StandIns = nullptr;
  bool RecordingCalls = false;   ///< in Pass::Record
  bool FollowingLocks = false;   ///< in Pass::Locks
  llvm::StringMap<bool> Lockers; ///< takesLock()
  /// Calls between a function and the one that calls what it was passed.
  static constexpr unsigned MaxPassedOn = 3;
  /// By how many calls were followed to there, which bounds what is found.
  std::array<llvm::StringMap<uint32_t>, MaxPassedOn> Callbacks;
  /// Of a linked program: bound functions that were told of in this sweep.
  llvm::StringSet<> ToldBound;
  bool Reporting = false;
  llvm::StringMap<std::vector<llvm::StringRef>> Written, Asked;
  llvm::StringMap<OwnWrites> WrittenAlone;
  llvm::DenseMap<const Expr *, llvm::StringRef> LoadedFrom; ///< see noteLoad()
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SOLVER_H
