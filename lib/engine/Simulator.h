//===- Simulator.h - property simulation of one function --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs every path of a sliced function at once. Each block holds the states
// that reach it (State.h); a block is run for each of its states that is new,
// and what comes out arrives at the next blocks, until nothing changes. What a
// call does comes from the contract (Primitives.cpp) or from the callee's
// summary (Calls.cpp); what the function does becomes rows of its own
// (Rows.cpp).
//
// Example: `if (!trylock(l, &f)) return -EBUSY; … unlock(l, f); return 0;`
// gives two states behind the call, two ways to return, and one row: both leave
// interrupts as they were.
//
// This class moves states and tells listeners what happens (Listener.h). It
// judges nothing.
//
// Limits: the bounds below. What is over them is merged by force or given up,
// and counted.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SIMULATOR_H
#define PVLINT_ENGINE_SIMULATOR_H

#include "engine/Listener.h"
#include "engine/Memory.h"
#include "engine/ProgramView.h"
#include "engine/Solver.h"
#include "engine/Substitution.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"
#include <optional>
#include <set>

namespace pvlint::solve {

/// The arguments of a call, and what they give away.
struct CallArguments {
  llvm::SmallVector<const Expr *, 6> Values;
  bool HasWord = false;  ///< a saved word, or a pointer to one
  bool HasFresh = false; ///< a pointer to a record that nobody has filled yet
};

class Simulator {
public:
  /// If one block has more states than this, they are merged.
  static constexpr unsigned MaxStates = 48;
  /// States with the same property that one block keeps apart because their
  /// paths know different facts.
  static constexpr unsigned MaxWays = 4;
  /// The same if only calls came in between.
  static constexpr unsigned MaxWaysInBlock = 16;
  /// More states than this behind a call are merged by force.
  static constexpr unsigned MaxStatesInBlock = 96;
  /// A path that knows more than this forgets what it has known longest. What
  /// is asked at branches and where paths meet takes a step for each fact.
  static constexpr unsigned MaxFacts = 256;
  /// Ways to return that are kept apart while a function is simulated.
  static constexpr unsigned MaxWaysOut = 48;
  /// Rows that differ by what they write to memory alone are kept apart up to
  /// this many.
  static constexpr unsigned MaxNumbers = 8;
  /// If a summary has more rows than this, they are merged.
  static constexpr unsigned MaxRows = 24;
  /// Wrappers are close to their locks. An effect on interrupts that comes
  /// through more calls than this is due to a lost correlation, and is assumed
  /// to be balanced.
  static constexpr unsigned MaxEffectDepth = 9;
  /// Restores are, too. A word in memory that was saved by more calls than this
  /// below is left there for the same reason, and nobody waits for it.
  static constexpr unsigned MaxWordDepth = 5;
  /// Values in a state that make each operation in it count once more for
  /// Solver::MaxSteps: a copy of a state takes a step for each of its pieces.
  static constexpr unsigned ValuesOfStep = 128;

  /// \p Hear are told what happens.
  Simulator(const Scene &Sc, llvm::ArrayRef<Listener *> Hear);

  /// False when the function was given up.
  bool run(Summary &Out);

  unsigned numSteps() const { return Steps; }
  /// The most states that were told apart at one block.
  unsigned mostStates() const;

private:
  /// What a call reaches. An entry without effects stands for nothing, and the
  /// body counts.
  struct Callee {
    llvm::StringRef Name;
    flow::CalleeKind Kind = flow::CalleeKind::Function;
    const flow::Primitive *Entry = nullptr;
    const Summary *Body = nullptr;
  };

  // Simulate.cpp: blocks, states, simple operations.
  void watch();
  /// Takes \p S on, by way \p Target of the end of block \p From.
  void go(unsigned Target, State S, uint32_t From) {
    Taken[From].set(Target);
    arrive(F.Blocks[From].Term.Targets[Target], std::move(S), From);
  }
  void arrive(uint32_t Block, State S, uint32_t From, bool IsEntry = false);
  void forgetDead(uint32_t Block, State &S);
  bool settle();
  void simulateBlock(uint32_t Block, State S);
  using PropertyKey = std::optional<uint64_t>;
  uint64_t hash(PropertyKey &Key, const State &S);
  void meet(std::vector<State> &Here, std::vector<PropertyKey> &Keys, State S,
            uint64_t JoinId);
  State &forceTogether(std::vector<State> &Here, State &S, uint64_t JoinId);
  bool step(const flow::Op &O, State &S); ///< false: the path ends
  void extend(State &S, Trail Step);
  void forgetRound(uint32_t Block, State &S);
  bool countsNothing(uint32_t Index, const Expr *V, State &S);
  bool endsCount(const flow::Block &B, uint32_t Index, const Expr *V, State &S);
  void noteLeaveTest(uint32_t Block, const Expr *Cond);
  void terminate(const flow::Block &B, State S, uint32_t Index);
  bool dereference(State &S, const flow::Place &P);
  const Expr *value(const State &S, const flow::Operand &O) {
    return valueOf(Pool, S, O);
  }
  void store(State &S, const Cell *C, const Expr *V);
  void havoc(State &S, const Expr *Address, uint64_t Id);
  void setResult(State &S, const flow::Op &O, const Expr *V);
  const Expr *fresh(State &S, uint64_t Id, flow::Type Ty);
  void forget(State &S, const Expr *Opaque);
  void drop(State &S, const Expr *Opaque);
  uint64_t id(const flow::Op &O, unsigned Salt = 0) const;

  // Rereads.cpp: memory that is looked at again under a lock.
  void noteLook(const Expr *Cond);
  void letOthersWrite(const State &S, bool Stored);
  void forgetSeen(const Expr *Opaque);
  const Expr *lookAgain(const flow::Op &O, State &S, const Cell *C,
                        const Expr *V);
  std::optional<State> lookAgain(const flow::Op &O, const Summary &Callee,
                                 const State &S,
                                 llvm::ArrayRef<const Expr *> Args);
  bool lookAnew();

  // Calls.cpp: summaries at calls.
  /// Simulates a call; the state may split. \p Out receives the results.
  void call(const flow::Op &O, State S, std::vector<State> &Out);
  Callee resolve(const flow::Op &O, const State &S, const CallArguments &Args);
  void callDeclared(const flow::Op &O, const Callee &To, const State &S,
                    llvm::ArrayRef<const Expr *> Args);
  void indirect(const flow::Op &O, const IndirectPlace &Place, const State &S,
                llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  void forgetWritten(llvm::StringRef Callee, uint64_t Id, State &S);
  void unknownCall(const flow::Op &O, State S,
                   llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  const IndirectPlace *placeOf(const flow::Op &O, const State &S);
  Substitution substitution(const flow::Op &O, const State &S,
                            llvm::ArrayRef<const Expr *> Args,
                            const Expr *IrqAtEntry) const;
  void applySummary(const flow::Op &O, const Summary &Callee, const State &S,
                    llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  void overwriteLeft(const Summary &Callee, Substitution &Subst, State &S);
  bool spendRestored(const Row &R, Substitution &Subst, State &S);
  bool applyRow(const flow::Op &O, const Summary &Callee, const Row &R,
                const State &S, llvm::ArrayRef<const Expr *> Args, State &New);
  void applyIrqs(const Row &R, const State &S,
                 llvm::ArrayRef<const Expr *> Args, Substitution &Subst,
                 const Expr *Irq, const Event *Changed, bool Wakes, State &New);
  void handOut(State &S, const Expr *Arg);

  // Primitives.cpp: what the contract says, at calls.
  void primitive(const flow::Op &O, const flow::Primitive &P, State S,
                 std::vector<State> &Out);
  void applyPrimitive(const flow::Op &O, const flow::Primitive &P, State &S,
                      const Expr *&Result, std::vector<State> &Out);
  const Expr *wordAt(const State &S, const flow::WordPlace &P,
                     llvm::ArrayRef<const Expr *> Args);
  const Expr *test(const flow::Op &O, const flow::Primitive &P, const State &S,
                   llvm::ArrayRef<const Expr *> Args);
  const Expr *save(const flow::Op &O, const flow::Primitive &P, State &S,
                   llvm::ArrayRef<const Expr *> Args);
  void restore(State &S, const Restoring &R);
  void disable(const flow::Op &O, const flow::Primitive &P, State &S,
               bool Saves);
  void mayBlock(const flow::Op &O, const flow::Primitive &P, State &S,
                llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  void sleep(State &S, const Event *At, const Expr *Permit);
  bool sleepCounts(const Row &R, const Facts &Caller) const;

  // Counted.cpp: interrupts that are disabled by a count.
  void beginCounted(State &S, const CountedSection &New);
  void endCounted(State &S, const Event *At, llvm::ArrayRef<const Expr *> Args);
  void noteBreak(const State &S, const Event *At, const Expr *Then);
  void restoreInside(State &S, const Event *At, const Expr *Then);
  void applyCounted(const Row &R, llvm::ArrayRef<const Expr *> Args,
                    Substitution &Subst, State &New);
  bool mayEndCounted(const Summary &Callee, const Row &R) const;
  void loseCount(State &S);

  // Sections.cpp: the stories of IrqState.h.
  void beginSection(State &S, const Event *At, const Expr *Word);
  void endSection(State &S);
  void enable(State &S, const Event *At);
  void nestBegin(State &S, const Event *At);
  void nestEnd(State &S, const Event *At, bool IsPair);
  bool opensCaller(const State &S) const;
  bool closesAgain(const State &S) const;
  bool assertsOn(const Event *At) const;
  const Event *disabledAtEntry(const State &S, const Event *At);
  void compareSections(llvm::MutableArrayRef<State> After,
                       llvm::ArrayRef<const Row *> Taken, const Event *Before);
  bool mayClose(const Summary &Callee, const Row &Stays) const;
  void noteHolder(State &S, const Cell *C);
  void noteStore(State &S, const Cell *C, const Expr *V);
  void overwrite(State &S, const Cell *C, const Expr *New);
  void spend(State &S, const Expr *Word);
  void noteLeftBehind(const Cell *In, const Expr *Word);
  void noteLeftBehind(const State &S, const Expr *Word);
  void traceCall(const flow::Op &O, State &S,
                 llvm::ArrayRef<const Expr *> Args);
  void traceUnknown(const flow::Op &O, State &S,
                    llvm::ArrayRef<const Expr *> Args);

  // Returns.cpp: the ways the function returns.
  void addRow(const State &S, const Expr *Return, const flow::Range &At);
  bool isForCallers(const Cell *C, const Expr *V) const;
  bool leaveOtherNumbers(const Row &A, const Row &B) const;
  void believe(const State &S, Row &R);
  void dropLostHalves();
  void joinRows();
  void believeResultTells();
  void mergeRows(Summary &Out);
  // What a declaration says of the entry.
  void assumeDeclared(State &Start);
  void forgetDeclared(Summary &Out);

  /// Tells every listener.
  template <typename Fn> void tell(Fn Say) {
    for (Listener *L : Hear)
      Say(*L);
  }

  const Scene &Sc;
  Solver &Program;
  ExprPool &Pool;
  const Beliefs &Believes;
  const flow::Function &F;
  const Liveness &Live;
  llvm::SmallVector<Listener *, 2> Hear;
  bool IsSettled = false; ///< Pass::Watch: states only pass by

  std::vector<std::vector<State>> In;           ///< by block
  std::vector<std::vector<PropertyKey>> InKeys; ///< of In
  std::vector<std::vector<char>> Dirty;
  std::set<uint32_t> Queued; ///< by position in reverse post-order
  /// By block: what states knew that came by a forward edge.
  std::vector<llvm::DenseSet<const Expr *>> KnownBefore;
  /// By block: the interrupt states that came by a forward edge.
  std::vector<llvm::SmallDenseSet<const Expr *, 4>> IrqsBefore;
  /// By loop head: what decides whether the loop is left.
  std::vector<llvm::DenseSet<const Expr *>> LeaveTests;
  /// By block: the ways on that some path has taken.
  std::vector<llvm::SmallBitVector> Taken;
  /// What branches test of memory.
  llvm::DenseSet<const Expr *> LookedAt;
  /// Of these, what came since others might write last.
  std::vector<const Expr *> NewlyLookedAt;
  /// What paths had seen of memory when others might write to it.
  llvm::SetVector<const Expr *> SeenBefore;
  /// What a path knew and held when others might write last: in SeenBefore.
  struct {
    Facts Path;
    State::Slots Cells;
  } Noted;
  State::Slots NotedStores; ///< where others might change what is stored
  /// Loads of that, and those whose results are new.
  llvm::DenseSet<const flow::Op *> SeenAgain, NewLooks;
  /// The same of numbers that the function itself has stored.
  llvm::DenseSet<const Cell *> StoredBefore;
  llvm::DenseSet<const flow::Op *> StoredAgain;
  llvm::DenseSet<const Expr *> OthersWrote; ///< the results
  std::vector<Row> Rows;
  std::vector<LeftBehind> Left;
  bool Reopens = false;    ///< see Summary
  bool HasOddExit = false; ///< see Summary
  unsigned Steps = 0;
  uint32_t Current = 0; ///< the block that is simulated
  /// By block, what countsTo() says.
  llvm::DenseMap<uint32_t, std::optional<int64_t>> Counts;
  bool EverBegan = false;      ///< some path has begun a pair
  bool AssertsOn = false;      ///< some path asserts that they are on
  bool Merged = false;         ///< states were merged, or facts forgotten
  bool LosesCount = false;     ///< see loseCount()
  Reach CallBy = Reach::Named; ///< of the call that is being applied
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SIMULATOR_H
