//===- Solver.h - summaries and observations of a program -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Solves functions bottom-up, callees before callers. Within a function:
// property simulation over the sliced flow program, path-sensitive in what
// decides the interrupt state and the live words. Between functions: summaries.
//
// The same solver serves one translation unit and, fed with more functions, a
// linked program.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SOLVER_H
#define PVLINT_ENGINE_SOLVER_H

#include "engine/Exits.h"
#include "engine/Observation.h"
#include "engine/Summary.h"
#include "ir/Slice.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <memory>

namespace pvlint::solve {

class FunctionSolver;
class StateObserver;
using flow::AnnotatedFunction;

/// Whether two events are one line of the program.
bool samePlace(const Event *A, const Event *B);

/// Why a function that does nothing to interrupts is wanted after all.
enum class DemandKind : uint8_t {
  None,
  Sleep, ///< it may sleep
  Value, ///< a decision hangs on its result: worth it for small functions
  Word,  ///< it is handed a saved word, and its result is wanted too
};

/// A function that an indirect call may reach and that does something.
struct IndirectTarget {
  llvm::StringRef Key;
  llvm::SmallVector<int64_t, 2> Objects; ///< the tables that hold it there
  Reach By = Reach::Named;
};

/// What is known of an indirect call through one place.
struct IndirectPlace {
  std::string Name;
  std::vector<IndirectTarget> Acting;           ///< not neutral
  bool HasNeutral = false;                      ///< others are
  llvm::SmallVector<int64_t, 4> NeutralObjects; ///< empty: any
};

/// What a linked program knows beside bodies and summaries.
struct LinkHooks {
  /// The functions at a place, or null when nothing in the program is there.
  std::function<const IndirectPlace *(llvm::StringRef Place)> Place;
  /// Whether a function that is not solved yet may sleep.
  std::function<bool(llvm::StringRef Key)> MaySleep;
  /// Hears of every call, in reports.
  std::function<void(const flow::Function &, const CallRecord &)> Call;
  /// Whether a function may be entered with interrupts off; on. Asked of those
  /// in which that is wrong.
  std::function<bool(const flow::Function &)> Pair, MustBeOff;
  /// Whether a function, or what it calls, may turn interrupts on for a while
  /// although its caller had turned them off.
  std::function<bool(const flow::Function &)> Reopens;
};

class Solver {
public:
  /// Gives a function whose summary is not known; null when it has no body
  /// here, or is too big for the reason given.
  using Demand = std::function<std::unique_ptr<flow::Function>(
      llvm::StringRef Name, DemandKind Why)>;

  explicit Solver(const flow::Contract &C, Demand OnDemand = nullptr);
  ~Solver();

  /// Solves one strongly connected component of the call graph. Callees outside
  /// it must have been solved, or are unknown and neutral.
  void solve(std::vector<std::unique_ptr<flow::Function>> Component);

  /// Call when all functions are solved: settles who can call what.
  void finish();

  /// Simulates \p F alone and as it is, and hears of the states in which it
  /// returns. Nothing is observed.
  using AtReturn = std::function<void(const State &, const Expr *Value)>;
  Summary examine(const flow::Function &F, const AtReturn &Hear);
  /// There, calls of these functions are as good as the primitives.
  llvm::StringMap<const flow::Primitive *> StandIns;

  /// Functions, by the names that the solver knows them by, in which the
  /// processor's own flags are in place: implementations of the paravirt ops,
  /// and what is called from these alone.
  llvm::StringSet<> NativePlaces;

  /// Functions that say of themselves what an entry of the contract would, by
  /// the names that the solver knows them by. To be filled before solving.
  llvm::StringMap<AnnotatedFunction> Annotated;
  bool isAnnotated(llvm::StringRef Name) const {
    return Annotated.contains(Name);
  }
  const AnnotatedFunction *annotation(llvm::StringRef Name) const;
  /// What is said of \p Name by the contract, or else by itself. All that ask
  /// what a call does ask here.
  const flow::Primitive *entry(llvm::StringRef Name) const;
  /// The same of what \p O calls; null for no call, and for a pointer.
  const flow::Primitive *entry(const flow::Op &O) const;

  const flow::Contract &contract() const { return C; }

  // For linked programs, where the order is not strictly bottom-up:

  LinkHooks Hooks;
  /// Whether this is a link rather than one unit. There callers are judged
  /// where they are, so what a function does to interrupts is told as it was at
  /// entry where its paths have lost the truth (unequal halves of a section,
  /// words lost from sight, long chains): guesses would reach everything.
  /// docs/architecture.md has the list.
  bool isWholeProgram() const { return static_cast<bool>(Hooks.Place); }
  /// Solves one function with what is known now. Returns whether callers would
  /// see a difference.
  bool summarise(std::unique_ptr<flow::Function> Body);
  /// Simulates a function that was summarised once more, for observations, and
  /// with \p RecordCalls for Hooks.Call. Returns whether its obligations
  /// changed.
  bool report(std::unique_ptr<flow::Function> Body, bool RecordCalls);
  /// The summary of a function, which is solved if that was not needed so far.
  const Summary *demand(llvm::StringRef Key, DemandKind Why) {
    return summaryForCall(Key, Why);
  }
  // For questions, when all is solved:

  /// From now on only what has been solved is known.
  void forgetDemand() { OnDemand = nullptr; }
  /// Solves \p Body once more, with all its probes in their places, and tells
  /// \p Observer the states at its operations. Nothing is observed otherwise.
  /// False when the function is too big to be followed.
  bool watch(const flow::Function &Body, StateObserver &Observer);

  /// Null for a function that was not summarised.
  const Summary *summary(llvm::StringRef Key) const;
  Observations &editObservations() { return Seen; }

  /// Whether a call of \p Name can be dropped; also for unknown functions.
  bool isNeutral(llvm::StringRef Name) const;
  /// The calls of \p F that do something to interrupts.
  std::vector<const flow::Op *> actingCalls(const flow::Function &F);
  bool isKnown(llvm::StringRef Name) const { return find(Name) != nullptr; }

  const Observations &observations() const { return Seen; }
  ExprPool &pool() { return Pool; }

private:
  friend class FunctionSolver;

  struct Solved {
    std::unique_ptr<flow::Function> Original; ///< until it is sliced for good
    /// The ways it was sliced so far, by what tells them apart. All are kept,
    /// since events point into them.
    llvm::SmallVector<std::pair<uint64_t, std::unique_ptr<flow::Function>>, 2>
        Slices;
    const flow::Function *Sliced = nullptr; ///< the last of them in use
    Summary S;
    bool Done = false;
    bool Neutral = false;
    bool HasReturn = false; ///< the summary follows the returned value
    DemandKind Why = DemandKind::None;
  };

  Solved *find(llvm::StringRef Name) const;
  const Summary *summaryForCall(llvm::StringRef Name, DemandKind Why);
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
  const flow::Function &slice(Solved &S, bool KeepReturn);
  void simulate(Solved &Entry, bool KeepReturn, bool Final);
  bool simulateOnce(Solved &Entry, bool KeepReturn, bool Final);
  /// Simulates \p F, which is being solved, once more with all its calls.
  Traces trace(const flow::Function &F);
  /// Whether \p F, before it was sliced, takes (or releases) a lock by name.
  bool namesLock(const flow::Function &F, bool Takes) const;
  bool pointerActs(const flow::Function &F, const flow::Op &Call) const;

  // Observations are merged by place, so that one mistake is one report.
  unsigned observe(RestoreObservation O);
  void observe(ReadObservation O);
  void observe(ClobberObservation O);
  void observe(UninitObservation O);
  void observe(ForeignObservation O);
  void observe(NarrowObservation O);
  void observe(SlotObservation O);
  bool takesLock(llvm::StringRef Name, unsigned Depth = 0);
  unsigned observe(EnableObservation O);
  unsigned observe(RequirementObservation O);
  unsigned observe(ExitObservation O);
  void observe(MismatchObservation O);
  void observe(AnnotationObservation O);
  void observe(SiteObservation O);
  void observe(BypassObservation O);

  const flow::Contract &C;
  DemandKind Demanding = DemandKind::None;
  Demand OnDemand;
  ExprPool Pool;
  llvm::StringMap<std::unique_ptr<Solved>> Known;
  std::vector<Solved *> Order;
  /// Names of fields that some function stores a word to.
  llvm::StringSet<> WordFields;
  llvm::StringMap<DemandKind> Refused; ///< demanded and not available
  Observations Seen;
  const flow::Function *Examined = nullptr;
  const AtReturn *Hearer = nullptr;
  /// Linked programs: calls are heard of, and nothing else is observed.
  bool RecordingCalls = false;
  /// Calls that take locks are kept and heard of; see SharedSlot.cpp.
  bool FollowingLocks = false;
  llvm::StringMap<bool> Lockers; ///< takesLock()
  llvm::StringMap<unsigned> RestoreAt, EnableAt, RequirementAt, SiteAt,
      ExitAt; ///< by placeKey()
  /// Values that were loaded from a function pointer of a known field.
  llvm::DenseMap<const Expr *, std::string> LoadedFrom;
  /// Slices for one question; events still point into them.
  std::vector<std::unique_ptr<flow::Function>> Retired;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SOLVER_H
