//===- Link.h - solves a whole program ------------------------ -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From flow files to facts about the program: summaries bottom-up over the call
// graph, with indirect calls resolved, until nothing changes; observations; who
// enters which function in which state; and the census of restore sites.
//
// A function is decoded only when it names a primitive or calls something that
// is not neutral. Everything is visited in an order that depends on the program
// alone, so the result does not depend on folders, workers or addresses.
//
// Example: irq_chip.irq_set_type holds gpio_set_type(), which takes and
// releases a lock with spin_lock_irq(). Its summary says "as at entry, with a
// pair". The genirq core calls through that field under
// raw_spin_lock_irqsave(): the call is recorded as made with interrupts off,
// gpio_set_type() is found to be entered so, and now its pair is an obligation,
// which is due at that call.
//
// Limits: all objects of a record are one, but for tables of operations; of a
// place with more than MaxTargets functions nothing is believed. What the link
// believes beyond one unit is in Beliefs.h.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_LINK_H
#define PVLINT_PROGRAM_LINK_H

#include "engine/LineStates.h"
#include "engine/Solver.h"
#include "engine/StatePrinter.h"
#include "ir/Mark.h"
#include "judge/Judges.h"
#include "program/CallRecorder.h"
#include "program/Driver.h"
#include "program/PointsTo.h"
#include "program/Symbols.h"
#include <deque>
#include <set>

namespace pvlint::solve {

/// One call, with the states of the caller in which it happens.
struct CallEdge {
  uint32_t From = 0, To = 0; ///< nodes
  uint8_t States = 0;        ///< CallRecord::State
  flow::Location At;
  const Event *OffEvent = nullptr;
  llvm::StringRef Place; ///< of an indirect call
};

/// How a function comes to be entered with interrupts off, or on.
struct EntryWay {
  uint32_t Edge = ~0u; ///< the call, or none: because of what it is
  uint32_t Calls = 0;  ///< from where that is known for certain
  const flow::EntryContext *Context = nullptr;
};

struct LinkOptions {
  /// Hears of progress: what is being done, and how far it is.
  std::function<void(llvm::StringRef Phase)> Progress;
  /// For verifyContract(): only summaries, and also of functions of headers
  /// that the contract stands in for.
  bool ForContract = false;
};

class Link : ProgramView, EntryStates, Audience, BodySource, ProgramSteps {
public:
  /// A place that holds more functions than this is a generic callback (a
  /// notifier, a seq_file): which one a call reaches depends on the object, and
  /// following all of them would make everything reach everything.
  static constexpr size_t MaxTargets = 32;

  Link(std::vector<const flow::FlowFile *> Files, const flow::Contract &C,
       LinkOptions Options = {});
  ~Link() override;

  void run();

  const Symbols &symbols() const { return Syms; }
  const PointsTo &pointsTo() const { return *Points; }
  const Observations &observations() const { return TheJudges.observations(); }
  const Tally &tally() const { return TheSolver.tally(); }
  const Costs &costs() const { return TheSolver.costs(); }
  const std::vector<std::string> &files() const { return Syms.files(); }
  /// Comments that speak to pvlint, in order of place and each once.
  const std::vector<flow::Mark> &marks() const { return Marks; }
  const Summary *summary(uint32_t Node) const;
  /// The same, and solves it if that was not needed so far.
  const Summary *demand(uint32_t Node, DemandKind Why) {
    return TheSolver.demand(Syms.nodes()[Node].Key, Why);
  }
  ExprPool &pool() { return TheSolver.pool(); }

  /// All calls between functions of the program, by caller.
  const std::vector<CallEdge> &edges() const { return Edges; }
  /// Nodes that may be entered with interrupts off (or on), and how.
  const std::vector<std::optional<EntryWay>> &offEntries() const { return Off; }
  const std::vector<std::optional<EntryWay>> &onEntries() const { return On; }

  /// What is said of what \p O calls, in the undecoded body of \p Node.
  const flow::Primitive *entry(uint32_t Node, const flow::Op &O) const;
  /// A function that calls believe because of what its declarations say.
  struct Believed {
    llvm::StringRef Key;
    uint32_t Node; ///< Symbols::None when there is no body
    const AnnotatedFunction *Says;
    unsigned Users; ///< functions that name it
  };
  /// In order of key.
  std::vector<Believed> annotated() const;
  /// Whether \p Node is annotated, or names what is.
  bool namesAnnotated(uint32_t Node) const {
    return !Annotated.empty() && Annotated[Node];
  }

  /// Prints what is wanted of functions, in order of their numbers. Call when
  /// all is done.
  void inspect(const Inspection &Wanted, llvm::raw_ostream &OS);
  /// The states of the functions that \p Places are in, in the order of the
  /// source. Call when all is done.
  std::vector<FunctionStates>
  lineStates(const std::set<std::pair<uint32_t, uint32_t>> &Places);

  unsigned numSummarised() const { return Summarised; }
  /// Functions with a disable/enable pair that may be entered with them off.
  unsigned numCandidates() const { return Candidates; }
  /// Of those, reached by more calls than are followed.
  unsigned numFarCandidates() const { return FarCandidates; }
  /// Places whose functions do too many different things: taken as neutral.
  unsigned numTooManyTargets() const { return TooManyTargets; }

private:
  void buildOrder();
  void seedPlaces();
  void useAnnotations();
  bool reopens(uint32_t Node, unsigned Calls) const;
  bool isRelevant(uint32_t Node) const;
  void forceSleepingContexts();
  void summariseAll();
  bool summarise(uint32_t Node);
  std::vector<uint32_t> findActing();
  void reportAll(const std::vector<char> &Which, std::vector<char> Dirty);
  void askCallers();
  void observeSleeps();
  void settleConditions(uint32_t Node);
  uint32_t nodeOf(const flow::Function &F) const;
  bool isForCallsByName(uint32_t Node, const Obligation &O);
  /// Nobody but its own unit can call it.
  bool isOwn(uint32_t Node) const;
  void collectEdges();
  void flood(bool IsOff, std::vector<std::optional<EntryWay>> &Entered);
  void floodContexts();
  bool isAlwaysOff(const Event &Call) const;
  void findCallers(const std::vector<uint32_t> &From,
                   const std::vector<std::optional<EntryWay>> &Entered,
                   uint8_t State, std::vector<char> &Which) const;
  bool isCustomary(const Event &Call, uint8_t State) const;
  void phase(llvm::StringRef What);

  // ProgramView
  bool isLinked() const override { return true; }
  const IndirectPlace *place(llvm::StringRef Name) override;
  bool maySleep(llvm::StringRef Key) const override;
  // EntryStates
  bool knowsCallers() const override { return true; }
  bool mayBeOff(const flow::Function &F) override;
  bool mayBeInContext(const flow::Function &F) override;
  const flow::EntryContext *context(llvm::StringRef Key) override;
  bool mayBeOn(const flow::Function &F) override;
  bool reopens(const flow::Function &F) override;
  // BodySource
  uint32_t numFunctions() const override { return Syms.nodes().size(); }
  llvm::StringRef nameOf(uint32_t Node) const override;
  uint32_t numberOf(llvm::StringRef Key) const override;
  llvm::ArrayRef<uint32_t> calleesOf(uint32_t Node) const override;
  bool hasAllCallers(uint32_t Node) const override;
  bool mattersItself(uint32_t Node) const override;
  std::vector<Declared> annotations() override;
  bool reachesUnknown(uint32_t Node, const Solver &Said) const override;
  std::vector<InstalledFunction> installed() override;
  std::unique_ptr<flow::Function> body(uint32_t Node) override;
  std::unique_ptr<flow::Function> bodyFor(llvm::StringRef Key,
                                          DemandKind Why) override;
  // ProgramSteps
  void summarise() override;
  void observe() override;
  void findContexts() override;
  void verifyEntries() override;
  void settleCallers() override;
  // Audience: the judges, once summaries have settled, and who records calls.
  std::unique_ptr<Listener> listen(const Scene &Sc) override;

  Reach reachOf(llvm::StringRef Place, const Target &T) const;
  llvm::ArrayRef<Target> targets(llvm::StringRef Place) const;

  const flow::Contract &C;
  LinkOptions Options;
  Symbols Syms;
  std::vector<flow::Mark> Marks;
  std::unique_ptr<PointsTo> Points;
  Solver TheSolver;
  Judges TheJudges;

  std::vector<uint32_t> Order;    ///< nodes, callees first
  std::vector<uint32_t> Position; ///< node -> index in Order
  std::vector<std::vector<uint32_t>> Callers;
  llvm::StringMap<std::unique_ptr<IndirectPlace>> Places;
  llvm::StringMap<std::vector<uint32_t>> PlaceUsers; ///< who calls through it
  llvm::StringMap<std::vector<Target>> PlaceTargets;
  std::vector<const flow::EntryContext *> Contexts; ///< by node
  std::vector<char> Active;                         ///< was summarised
  std::vector<char> Asked;     ///< was only looked into for what it passes
  std::vector<char> Annotated; ///< is, or calls what is; empty when none
  std::deque<flow::EntryContext> DeclaredContexts;
  llvm::StringMap<unsigned> AnnotatedUsers;     ///< by key
  std::vector<std::vector<CallRecord>> Records; ///< by node
  std::vector<char> Recorded;                   ///< Records has its calls
  std::vector<CallEdge> Edges;
  std::vector<std::optional<EntryWay>> Off, On;
  /// Nodes reached from what is entered off for what it is, also in sections.
  std::vector<std::optional<EntryWay>> InContext;
  std::vector<uint32_t> FirstEdge; ///< of each node; Edges are in their order
  std::vector<char> MaySleep;      ///< by node
  std::vector<char> Acts;          ///< does something to interrupts
  std::vector<char> HasPair;       ///< turns them off and on unasked
  std::vector<char> Opens;         ///< turns on what its caller may have off
  std::vector<char> NeedsOff; ///< calls as entered what must be entered off
  /// Calls what acts through a pointer, or may sleep and must not.
  llvm::DenseSet<uint32_t> Forced;
  bool Verifying = false;
  unsigned Decoded = 0, Summarised = 0, TooManyTargets = 0, Candidates = 0,
           FarCandidates = 0;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_LINK_H
