//===- FunctionSolver.h - property simulation of one function ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_FUNCTIONSOLVER_H
#define PVLINT_ENGINE_FUNCTIONSOLVER_H

#include "engine/Exits.h"
#include "engine/Liveness.h"
#include "engine/Solver.h"
#include "engine/StateObserver.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

/// Simulates one sliced function and collects its summary. Observations go to
/// the solver when Report is set.
class FunctionSolver {
public:
  /// More states than this at one block are merged by force.
  static constexpr unsigned MaxStates = 48;
  /// States of equal property that are kept apart at one block because their
  /// paths know different things.
  static constexpr unsigned MaxWays = 4;
  /// The same where nothing but calls has come in between.
  static constexpr unsigned MaxWaysInBlock = 16;
  /// More rows than this in a summary are merged.
  static constexpr unsigned MaxRows = 24;
  static constexpr unsigned MaxObligations = 24;
  /// Locks and unlocks are near their wrappers. What seems to change interrupts
  /// for callers through more calls than this has lost a correlation on the
  /// way, and is taken as balanced.
  static constexpr unsigned MaxEffectDepth = 9;
  /// Operations simulated before a function is given up.
  static constexpr unsigned MaxSteps = 400000;
  /// The same in a linked program, where more calls do something.
  static constexpr unsigned MaxLinkSteps = 60000;

  /// \p Why says what a caller that demanded this function wants: that words
  /// among its parameters are followed, or that its results are told apart.
  FunctionSolver(Solver &S, const flow::Function &F, bool Report,
                 DemandKind Why, StateObserver *Watching = nullptr);

  static constexpr unsigned MaxExits = 64;

  /// Simulates a function that keeps its calls, to tell what happens to locks
  /// on the way to each exit.
  Traces traceExits();

  /// False when the function was given up.
  bool run(Summary &Out);
  /// Whether it matters to this function, or its callers, when locks are taken.
  bool wantsLocks() const { return WantsLocks; }

private:
  // Simulate.cpp: blocks, states, simple operations.
  void watch();
  void arrive(uint32_t Block, State S, uint32_t From, bool IsEntry = false);
  void simulateBlock(uint32_t Block, State S);
  void meet(std::vector<State> &Here, State S, uint64_t JoinId);
  unsigned maxSteps() const {
    return Parent.isWholeProgram() ? MaxLinkSteps : MaxSteps;
  }
  bool step(const flow::Op &O, State &S); ///< false: the path ends
  void extend(State &S, Trail Step);
  void noteLeaveTest(uint32_t Block, const Expr *Cond);
  void terminate(const flow::Block &B, State S, uint32_t Index);
  void addRow(const State &S, const Expr *Return, const flow::Range &At);
  bool tellsApart(const Row &A, const Row &B, bool ByMemory) const;
  static bool sameResult(const Row &A, const Row &B);
  bool sameEffect(const Row &A, const Row &B) const;
  void joinRow(Row &Into, const Row &R);
  void mergeRows(Summary &Out);
  void dropLostHalves();
  bool dereference(State &S, const flow::Place &P);

  const Expr *value(const State &S, const flow::Operand &O);
  const Cell *cell(const State &S, const flow::Place &P);
  const Expr *load(const State &S, const Cell *C, flow::Type Ty);
  void store(State &S, const Cell *C, const Expr *V, const flow::Op *At);
  void havoc(State &S, const Expr *Address, uint64_t Id);
  void setResult(State &S, const flow::Op &O, const Expr *V);
  const Expr *fresh(State &S, uint64_t Id, flow::Type Ty);
  void forget(State &S, const Expr *Opaque);
  uint64_t id(const flow::Op &O, unsigned Salt = 0) const;

  // Calls.cpp: primitives and summaries.
  /// Simulates a call; the state may split. \p Out receives the results.
  void call(const flow::Op &O, State S, std::vector<State> &Out);
  void primitive(const flow::Op &O, const flow::Primitive &P, State S,
                 std::vector<State> &Out);
  void applyPrimitive(const flow::Op &O, const flow::Primitive &P, State &S,
                      const Expr *&Result, std::vector<State> &Out);
  void indirect(const flow::Op &O, const IndirectPlace &Place, const State &S,
                llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  void unknownCall(const flow::Op &O, State S,
                   llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  const Expr *objectOf(llvm::StringRef Place);
  const IndirectPlace *placeOf(const flow::Op &O, const State &S);
  void recordCall(const flow::Op &O, llvm::StringRef Callee, bool IsIndirect,
                  const State &S);
  bool sleepCounts(const Row &R) const;
  bool opensCaller(const State &S) const;
  bool closesAgain(const State &S) const;
  const Event *disabledAtEntry(const State &S, const Event *At);
  void applySummary(const flow::Op &O, const Summary &Callee, const State &S,
                    llvm::ArrayRef<const Expr *> Args, std::vector<State> &Out);
  void sleep(const flow::Op &O, State &S, const Event *At);
  void handOut(State &S, const Expr *Arg);
  const Cell *wordCell(const State &S, const flow::WordPlace &P,
                       llvm::ArrayRef<const Expr *> Args);

  // Sections.cpp: where interrupts are off, and where words go.
  void beginSection(State &S, const Event *At, const Expr *Word);
  void dropSection(State &S);
  void endSection(State &S);
  void enable(State &S, const Event *At);
  void compareSections(llvm::MutableArrayRef<State> After,
                       llvm::ArrayRef<const Row *> Taken, const Event *Before);
  bool mayClose(const Summary &Callee, const Row &Stays) const;
  void noteHolder(State &S, const Cell *C);
  void noteStore(State &S, const Cell *C, const Expr *V);
  bool losesWord(const State &S, const Expr *Return) const;
  void traceCall(const flow::Op &O, llvm::StringRef Name, State &S,
                 llvm::ArrayRef<const Expr *> Args);
  void traceUnknown(const flow::Op &O, State &S,
                    llvm::ArrayRef<const Expr *> Args);

  // Exits.cpp: ways to return with interrupts not as they were.
  void noteExit(const State &S, const Row &R, const flow::Range &At);
  void judgeExits();
  void judgeExit(const Exit &E, const Traces &Traced);
  void judgeLeftOff(const State &S, const Facts &When, const Obligation &Ob,
                    const Event *Chain);
  void judgeEnable(const Exit &E, const Trail *Way);
  // Declared.cpp: what declarations say of this function.
  void assumeDeclared(State &Start);
  void noteDeclared(const State &S, const Expr *Return, const flow::Range &At);
  void judgeDeclared();
  void judgeBody(const flow::Op &O, llvm::StringRef Name,
                 const flow::Primitive &P, const State &S,
                 llvm::ArrayRef<const Expr *> Args);
  void forgetDeclared(Summary &Out);

  // OwnWord.cpp: whether what is restored is the word that was saved.
  const Expr *noteCut(const flow::Op &O, const Expr *From, const Expr *To);
  void observeCut(const Expr *Word, const Event *At, bool IsTest);
  void observeNarrowHolder(const Expr *Value, const Event *At,
                           const flow::Operand &From);
  const flow::Op *sourceOf(const flow::Operand &V, uint8_t &CastTo) const;
  bool isRealConstant(const State &S, const flow::Operand &From,
                      const flow::Op *&Stored);
  bool judgeOwnWord(const State &S, const Facts &When, const Expr *Word,
                    const Expr *Irq, const Event *IrqEvent, const Event *At,
                    unsigned Family, bool Full, bool Guarded,
                    const flow::Operand *From);
  bool isUnguarded(const flow::Op *At, const flow::Op *Since) const;
  bool hasLiveWord(const State &S, const flow::Op *At) const;
  void judgeMask(const State &S, const Expr *Word, uint64_t Mask,
                 const flow::Op &At);
  void judgeTest(const State &S, const Expr *Word, unsigned Family,
                 const Event *At);

  // SharedSlot.cpp: words saved to memory before its lock is taken.
  void noteLock(const flow::Op &O, const State &S,
                llvm::ArrayRef<const Expr *> Args);
  bool isBareSave(const Expr *V) const;
  void noteSlot(const Cell *C, const Expr *V);
  void judgeSlot(const State &S, const Cell *Slot, const Expr *Lock,
                 const Event *Save, const Event *At);

  // Judge.cpp: what happens at restores and reads.
  void restore(State &S, const Expr *Word, const Event *At,
               const flow::Primitive &P, const flow::Operand *From);
  void spend(State &S, const Expr *Word);
  void judgeRestore(const State &S, const Facts &When, const Expr *Word,
                    const Expr *Irq, const Event *IrqEvent, const Event *At,
                    unsigned Family, bool Guarded);
  bool mayBeWord(const Expr *V) const;
  void judgeRead(const State &S, const Expr *V, ReadKind K,
                 const flow::Range &Loc, const flow::Op *At,
                 const flow::Operand *From);
  void judgeUse(const State &S, const flow::Op &O);

  // Bypass.cpp: the processor's own flags.
  bool inNativeSection(const State &S) const;
  void judgeBypass(const State &S, const flow::Op &O, const flow::Primitive &P);
  void judgeBypassRestore(const State &S, const flow::Op &O,
                          const flow::Primitive &P, const Expr *Word);
  void judgeIfRead(const Expr *V, const Event *At);
  void readsIf(const Expr *Word, const Event *At);
  bool mayReadIf(const Expr *V) const;
  void bypass(BypassObservation B);

  bool isSleepGuess(const Facts &When, const Event *Enabled);
  void judgeEntry(const State &S, const Facts &When, const Obligation &Ob,
                  const Event *Chain);
  void closePair(const State &S, const Event *Enabled);
  void judgeRequirement(const State &S, const flow::Primitive &P,
                        const Event *At);
  void observeSite(const Event *At, uint8_t Verdict,
                   SiteObservation::Why Why = SiteObservation::None,
                   bool Pending = false);
  void judgeCallee(const flow::Op &O, const Summary &Callee, const State &S,
                   class Substitution &Subst);
  void checkClobber(State &S, const Cell *C, const Expr *New,
                    const flow::Op *At);
  const flow::Op *findWordLoad(const flow::Operand &From, unsigned Depth = 0);
  void oblige(Obligation O);
  Facts callerVisible(const Facts &In) const;

  Solver &Parent;
  ExprPool &Pool;
  const flow::Function &F;
  const bool Report;
  const bool ExpectWords;
  const bool SplitResults;
  const AnnotatedFunction *const Says; ///< null when no declaration speaks
  StateObserver *const Watching;
  bool IsSettled = false; ///< states only pass by, for Watching
  Liveness Live;

  std::vector<std::vector<State>> In; ///< by block
  std::vector<std::vector<char>> Dirty;
  std::vector<char> Queued; ///< by position in reverse post-order
  /// By block: what states knew that came by a forward edge.
  std::vector<llvm::DenseSet<const Expr *>> KnownBefore;
  /// By loop head: what decides whether the loop is left.
  std::vector<llvm::DenseSet<const Expr *>> LeaveTests;
  std::vector<Row> Rows;
  std::vector<Obligation> Obligations;
  std::vector<Exit> Exits;
  /// A way out that is not as declared: of which part, and whether the part is
  /// merely missing there.
  struct Breach {
    const flow::Annotation *Part;
    bool IsMissing;
    AnnotationObservation What;
  };
  std::vector<Breach> Breaches;
  llvm::DenseSet<const flow::Annotation *> Kept; ///< by some way out
  llvm::DenseSet<const Event *> Closed; ///< sections that some path closes
  bool Tracing = false;
  llvm::DenseSet<const Event *> Passed; ///< see Traces
  bool Reopens = false;                 ///< see Summary
  bool HasLooseEnable = false;
  llvm::SmallVector<unsigned, 1> Pairs; ///< observations that were made
  bool HasOddExit = false;
  unsigned Steps = 0;
  uint32_t Current = 0;              ///< the block that is simulated
  const Event *SleepEvent = nullptr; ///< the last certain sleep
  bool EverBegan = false;            ///< some path has State::Began
  bool Merged = false;               ///< states were merged by force
  bool WantsLocks = false;           ///< wantsLocks()
  Reach CallBy = Reach::Named;       ///< of the call that is being applied

  friend class Substitution;
};

/// Rewrites a callee's expressions into the caller's at one call.
class Substitution {
public:
  Substitution(FunctionSolver &S, const State &Before, const flow::Op &Call,
               llvm::ArrayRef<const Expr *> Args, const Expr *IrqAtEntry)
      : S(S), Before(Before), Call(Call), Args(Args), IrqAtEntry(IrqAtEntry) {}

  const Expr *expr(const Expr *E);
  /// Null when the cell is out of the caller's sight.
  const Cell *cell(const Cell *C);
  const Event *event(const Event *Inner);
  const State &before() const { return Before; }

  /// Unknowns made here; in a loop they replace those of the last round.
  llvm::SmallVector<const Expr *, 4> Created;

private:
  const Expr *rewrite(const Expr *E);

  FunctionSolver &S;
  const State &Before;
  const flow::Op &Call;
  llvm::ArrayRef<const Expr *> Args;
  const Expr *IrqAtEntry;
  llvm::DenseMap<const Expr *, const Expr *> Memo;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_FUNCTIONSOLVER_H
