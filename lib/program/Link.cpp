//===- Link.cpp - solves a whole program ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Link.h"
#include "ir/Binding.h"
#include "program/TargetsAt.h"
#include <algorithm>

namespace pvlint::solve {

using flow::FunctionEntry;
using llvm::StringRef;

/// Sweeps over the program until no summary changes; what still changes after
/// that is deep recursion, and is left as it is.
static constexpr unsigned MaxSweeps = 24;
Link::Link(std::vector<const flow::FlowFile *> Files, const flow::Contract &C,
           LinkOptions Options)
    : C(C), Options(std::move(Options)), Syms(std::move(Files), C),
      TheSolver(C, BodySource::demand(), this), TheJudges(TheSolver, this) {
  TheSolver.setAudience(this);
}

Link::~Link() = default;

void Link::phase(StringRef What) {
  if (Options.Progress)
    Options.Progress(What);
}

void Link::run() {
  if (Options.ForContract)
    Syms.addPrimitives();
  phase("resolving indirect calls");
  Points = std::make_unique<PointsTo>(Syms);
  buildOrder();
  seedPlaces();
  Driver TheDriver(*this, TheSolver, TheJudges);
  if (Options.ForContract)
    TheDriver.summariseProgram(*this);
  else
    TheDriver.runProgram(*this);
}

void Link::summarise() {
  useAnnotations();
  phase("summarising functions");
  summariseAll();
}

void Link::observe() {
  phase("looking at restores");
  reportAll(Active, Active);
  askCallers();
  observeSleeps();
  Marks = Syms.marks();
}

std::unique_ptr<Listener> Link::listen(const Scene &Sc) {
  if (Sc.Is == Pass::Record)
    return std::make_unique<CallRecorder>(Sc, Records[Syms.find(Sc.key())]);
  return TheJudges.listen(Sc);
}

/// Its own, or that of the function that it is with some parameters known.
uint32_t Link::nodeOf(const flow::Function &F) const {
  return Syms.find(flow::unboundName(F.Key));
}

bool Link::mayBeOff(const flow::Function &F) {
  const uint32_t N = nodeOf(F);
  HasPair[N] = true;
  return Verifying && Off[N].has_value();
}

bool Link::mayBeInContext(const flow::Function &F) {
  const uint32_t N = nodeOf(F);
  Opens[N] = true;
  return Verifying && InContext[N].has_value();
}

const flow::EntryContext *Link::context(StringRef Key) {
  const uint32_t N = Syms.find(Key);
  return N == Symbols::None ? nullptr : Contexts[N];
}

bool Link::mayBeOn(const flow::Function &F) {
  const uint32_t N = nodeOf(F);
  NeedsOff[N] = true;
  return Verifying && On[N].has_value();
}

bool Link::reopens(const flow::Function &F) {
  return reopens(nodeOf(F), /*Calls=*/3);
}

bool Link::maySleep(StringRef Key) const {
  const uint32_t N = Syms.find(Key);
  return N != Symbols::None && MaySleep[N];
}

void Link::inspect(const Inspection &Wanted, llvm::raw_ostream &OS) {
  for (const Symbols::Node &Node : Syms.nodes()) {
    const StringRef Name = Node.File->function(Node.Index).Name;
    if (!Wanted.wantsStates(Name) && !Wanted.wantsSummary(Name))
      continue;
    if (auto Body = Syms.decode(Syms.find(Node.Key)))
      Wanted.print(TheSolver, *Body, Node.Key, OS);
  }
}

std::vector<FunctionStates>
Link::lineStates(const std::set<std::pair<uint32_t, uint32_t>> &Places) {
  llvm::StringSet<> Files;
  for (const auto &[File, Line] : Places)
    Files.insert(files()[File]);
  // Where functions begin, and the first of those that are there: a header's is
  // one for each way to resolve its callees.
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> Begins;
  for (const auto &[Number, Node] : llvm::enumerate(Syms.nodes())) {
    const flow::Location At = Node.File->function(Node.Index).Loc;
    if (!At.isValid())
      continue;
    if (const StringRef File = Node.File->file(At.File); Files.contains(File))
      Begins.try_emplace({Syms.fileIndex(File), At.Line}, Number);
  }
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> Wanted;
  for (const auto &Place : Places) {
    auto It = Begins.upper_bound(Place);
    if (It != Begins.begin() && std::prev(It)->first.first == Place.first)
      Wanted.insert(*std::prev(It));
  }
  std::vector<FunctionStates> All;
  for (const auto &[Place, Number] : Wanted)
    if (auto Body = Syms.decode(Number))
      if (auto States = solve::lineStates(TheSolver, *Body))
        All.push_back(std::move(*States));
  return All;
}

const Summary *Link::summary(uint32_t Node) const {
  return TheSolver.summary(Syms.nodes()[Node].Key);
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// Depth first, so that callees come before callers but for recursion.
void Link::buildOrder() {
  const auto &Nodes = Syms.nodes();
  Callers.resize(Nodes.size());
  Position.resize(Nodes.size());
  Active.resize(Nodes.size());
  Asked.resize(Nodes.size());
  Records.resize(Nodes.size());
  Recorded.resize(Nodes.size());
  HasPair.resize(Nodes.size());
  NeedsOff.resize(Nodes.size());
  Opens.resize(Nodes.size());
  InContext.resize(Nodes.size());
  Off.resize(Nodes.size());
  On.resize(Nodes.size());
  std::vector<char> Seen(Nodes.size());
  std::vector<std::pair<uint32_t, size_t>> Stack;
  for (uint32_t Root = 0; Root != Nodes.size(); ++Root) {
    for (uint32_t To : Nodes[Root].Callees)
      Callers[To].push_back(Root);
    if (Seen[Root])
      continue;
    Seen[Root] = true;
    Stack.emplace_back(Root, 0);
    while (!Stack.empty()) {
      auto &[N, Next] = Stack.back();
      if (Next == Nodes[N].Callees.size()) {
        Position[N] = Order.size();
        Order.push_back(N);
        Stack.pop_back();
        continue;
      }
      uint32_t To = Nodes[N].Callees[Next++];
      if (!Seen[To]) {
        Seen[To] = true;
        Stack.emplace_back(To, 0);
      }
    }
  }
  // Sleeping is followed within a unit and its headers; beyond that whether a
  // function sleeps depends on too much that its callers control.
  MaySleep.resize(Nodes.size());
  for (uint32_t N : Order) {
    MaySleep[N] = (Nodes[N].Flags & FunctionEntry::NamesSleeper) != 0;
    for (uint32_t To : Nodes[N].Callees)
      MaySleep[N] |=
          MaySleep[To] && (Nodes[To].Unit == Nodes[N].Unit ||
                           (Nodes[To].Flags & FunctionEntry::InHeader));
  }
}

//===----------------------------------------------------------------------===//
// Places of function pointers
//===----------------------------------------------------------------------===//

/// Whether nobody but the function \p N itself hands it to what runs it with
/// interrupts off. It was entered in another way before, and knows that it is
/// not to do so again.
static bool isHandedOverByItself(const Symbols &Syms, const flow::Contract &C,
                                 uint32_t N) {
  const auto &Nodes = Syms.nodes();
  auto HandsOver = [&](uint32_t By) {
    auto IsSo = [&](const flow::PointerFlow &F) {
      if (F.From.K != flow::PointerNode::Function ||
          F.To.K != flow::PointerNode::Param ||
          Syms.resolve(F.From.Name, Nodes[By].Unit) != N)
        return false;
      const StringRef To = F.To.Name;
      const flow::EntryContext *Known =
          C.context((llvm::Twine(To.substr(To.rfind(':') + 1)) + "(arg" +
                     llvm::Twine(F.To.Index) + ")")
                        .str());
      return Known && Known->Off;
    };
    return (Nodes[By].Flags & FunctionEntry::MovesPointers) &&
           llvm::any_of(Nodes[By].File->pointers(Nodes[By].Index), IsSo);
  };
  if (!HandsOver(N))
    return false;
  for (uint32_t By = 0; By != Nodes.size(); ++By)
    if (By != N && HandsOver(By))
      return false;
  return true;
}

void Link::seedPlaces() {
  const auto &Nodes = Syms.nodes();
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    for (StringRef Member : Nodes[N].Members)
      PlaceUsers[Member].push_back(N);
    if (!(Nodes[N].Flags & FunctionEntry::CallsPointer))
      continue;
    // Calls through a later parameter are not resolved again.
    constexpr unsigned MaxParams = 12;
    for (unsigned I = 0; I != MaxParams; ++I)
      if (!Points->param(Nodes[N].Key, I).empty())
        PlaceUsers[(Nodes[N].Key + "(arg" + llvm::Twine(I) + ")").str()]
            .push_back(N);
  }
  Contexts.resize(Nodes.size());
  Points->forEachPlace([&](StringRef Name, llvm::ArrayRef<Target> Holds) {
    PlaceTargets[Name].assign(Holds.begin(), Holds.end());
    // A header's function is known by its bare name in a contract.
    const flow::EntryContext *Known = C.context(Name);
    if (!Known && Name.contains("(arg"))
      Known = C.context(Name.rsplit(':').second);
    if (!Known)
      return;
    for (const Target &T : Holds)
      if ((!Contexts[T.Node] || Known->Off) &&
          !(Known->Off && isHandedOverByItself(Syms, C, T.Node)))
        Contexts[T.Node] = Known;
  });
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (const flow::EntryContext *Known =
            C.context(Nodes[N].File->function(Nodes[N].Index).Name))
      Contexts[N] = Known;
  }
}

llvm::ArrayRef<Target> Link::targets(StringRef Place) const {
  auto It = PlaceTargets.find(Place);
  if (It == PlaceTargets.end())
    return {};
  return It->second;
}

Reach Link::reachOf(StringRef Place, const Target &T) const {
  return targets(Place).size() == 1 ? Reach::Named
         : T.InTable                ? Reach::Table
                                    : Reach::Callback;
}

const IndirectPlace *Link::place(StringRef Name) {
  auto [It, New] = Places.try_emplace(Name);
  if (!New)
    return It->second.get();
  if (targets(Name).empty())
    return nullptr;
  It->second = std::make_unique<IndirectPlace>();
  It->second->Name = Name.str();
  It->second->HasNeutral = true;
  if (targets(Name).size() <= MaxTargets)
    for (const Target &T : targets(Name))
      if (MaySleep[T.Node]) {
        const Symbols::Node &N = Syms.nodes()[T.Node];
        It->second->Sleeping.push_back(
            {{N.Key, T.Objects, T.Ways, reachOf(Name, T)},
             Syms.fileIndex(N.File->file(N.File->function(N.Index).Loc.File))});
      }
  return It->second.get();
}

/// Which functions behind which place do something to interrupts. Returns the
/// nodes that call through places where that has changed.
std::vector<uint32_t> Link::findActing() {
  TooManyTargets = 0;
  std::vector<uint32_t> Changed;
  std::vector<StringRef> Names;
  for (const auto &Entry : PlaceUsers)
    Names.push_back(Entry.first());
  llvm::sort(Names);
  for (StringRef Name : Names) {
    IndirectPlace *P = const_cast<IndirectPlace *>(place(Name));
    if (!P)
      continue;
    TargetsAt At(Name);
    // A place that anybody's callback may be in says nothing of one call.
    const bool Generic = targets(Name).size() > MaxTargets;
    if (!Generic)
      for (const Target &T : targets(Name))
        At.add({Syms.nodes()[T.Node].Key, T.Objects, T.Ways, reachOf(Name, T)},
               summary(T.Node), TheSolver.pool());
    if (Generic || At.isTooMany()) {
      ++TooManyTargets;
      At.giveUp();
    }
    IndirectPlace New = At.take();
    New.Group = Points->group(Name).str();
    New.Sleeping = std::move(P->Sleeping);
    auto SameTargets = [](const IndirectTarget &A, const IndirectTarget &B) {
      return A.Key == B.Key;
    };
    if (!llvm::equal(P->Acting, New.Acting, SameTargets))
      for (uint32_t User : PlaceUsers[Name])
        Changed.push_back(User);
    *P = std::move(New);
  }
  llvm::sort(Changed);
  Changed.erase(llvm::unique(Changed), Changed.end());
  return Changed;
}

//===----------------------------------------------------------------------===//
// Summaries
//===----------------------------------------------------------------------===//

bool Link::isRelevant(uint32_t Node) const {
  if (mattersItself(Node) || namesAnnotated(Node))
    return true;
  for (uint32_t To : calleesOf(Node))
    if (Acts[To])
      return true;
  return false;
}

bool Link::summarise(uint32_t Node) {
  auto Body = Syms.decode(Node);
  ++Decoded;
  if (!Body)
    return false;
  if (!Active[Node]) {
    Active[Node] = true;
    ++Summarised;
  }
  bool Changed = TheSolver.summarise(std::move(Body));
  const bool ActsNow = summary(Node)->actsOnInterrupts(TheSolver.pool());
  Changed &= ActsNow || Acts[Node];
  Acts[Node] = ActsNow;
  return Changed;
}

/// Looks no further than \p Calls: on long ways everything can be reached.
bool Link::reopens(uint32_t Node, unsigned Calls) const {
  for (uint32_t To : Syms.nodes()[Node].Callees) {
    const Summary *S = summary(To);
    if ((S && S->Reopens) || (Calls > 1 && reopens(To, Calls - 1)))
      return true;
  }
  return false;
}

/// What is entered with interrupts disabled for what it is, and may sleep, is
/// of interest even where it does nothing to interrupts: with what it calls on
/// the way to the sleep.
void Link::forceSleepingContexts() {
  const auto &Nodes = Syms.nodes();
  std::vector<uint32_t> Work;
  for (uint32_t N = 0; N != Nodes.size(); ++N)
    if (Contexts[N] && Contexts[N]->Off && MaySleep[N] &&
        Forced.insert(N).second)
      Work.push_back(N);
  while (!Work.empty()) {
    const uint32_t N = Work.back();
    Work.pop_back();
    for (uint32_t To : Nodes[N].Callees)
      if (MaySleep[To] && Nodes[To].Unit == Nodes[N].Unit &&
          Forced.insert(To).second)
        Work.push_back(To);
  }
}

void Link::summariseAll() {
  const size_t Count = Syms.nodes().size();
  Acts.resize(Count);
  forceSleepingContexts();
  std::vector<char> Dirty(Count);
  for (uint32_t N = 0; N != Count; ++N)
    Dirty[N] = true;
  for (unsigned Sweep = 0; Sweep != MaxSweeps; ++Sweep) {
    bool Again = false;
    for (uint32_t N : Order) {
      if (!Dirty[N])
        continue;
      Dirty[N] = false;
      if (!Forced.count(N) && !isRelevant(N))
        continue;
      if (!summarise(N))
        continue;
      for (uint32_t Caller : Callers[N]) {
        Again |= !Dirty[Caller] && Position[Caller] <= Position[N];
        Dirty[Caller] = true;
      }
    }
    if (Again)
      continue;
    // Only when direct calls have settled: what goes through pointers.
    for (uint32_t User : findActing()) {
      Forced.insert(User);
      Dirty[User] = Again = true;
    }
    if (!Again)
      return;
  }
  TheSolver.noteUnsettled(llvm::count(Dirty, true));
}

//===----------------------------------------------------------------------===//
// Observations
//===----------------------------------------------------------------------===//

/// Looks into callers that do nothing to interrupts themselves, for what they
/// pass to functions that are wrong if they are passed certain values. For all
/// else they stay what they were.
void Link::askCallers() {
  // Levels of callers that are asked; beyond that, anything may be passed.
  static constexpr unsigned MaxAsked = 4;
  auto IsConditional = [&](uint32_t N) {
    const Summary *S = Active[N] || Asked[N] ? summary(N) : nullptr;
    return S && llvm::any_of(S->Obligations, [](const Obligation &O) {
             return O.K == Obligation::Happens;
           });
  };
  for (unsigned Level = 0; Level != MaxAsked; ++Level) {
    std::vector<char> New(Asked.size());
    for (uint32_t N = 0; N != New.size(); ++N)
      if (IsConditional(N))
        for (uint32_t Caller : Callers[N])
          New[Caller] |= !Active[Caller] && !Asked[Caller];
    if (!llvm::is_contained(New, true))
      break;
    for (uint32_t N : Order)
      if (New[N]) {
        TheSolver.summarise(Syms.decode(N));
        Asked[N] = Recorded[N] = true;
      }
    reportAll(New, New);
  }
  for (uint32_t N = 0; N != Asked.size(); ++N)
    if (Asked[N])
      settleConditions(N);
  for (uint32_t N = 0; N != Asked.size(); ++N)
    if (Asked[N]) {
      Asked[N] = !summary(N)->GivenUp;
      Recorded[N] = false;
      TheSolver.forget(Syms.nodes()[N].Key);
    }
}

/// Begins with the nodes that are \p Dirty, and stays among \p Which.
void Link::reportAll(const std::vector<char> &Which, std::vector<char> Dirty) {
  // Sweeps until no observation changes; the rest is left as it is.
  static constexpr unsigned MaxReports = 3;
  for (unsigned Sweep = 0; Sweep != MaxReports; ++Sweep) {
    bool Again = false;
    TheSolver.beginSweep();
    for (uint32_t N : Order) {
      if (!Dirty[N])
        continue;
      Dirty[N] = false;
      auto Body = Syms.decode(N);
      ++Decoded;
      if (!Body)
        continue;
      // Effects have settled: the states of calls stay as they are heard first.
      const bool RecordCalls = !std::exchange(Recorded[N], true);
      if (!TheSolver.report(std::move(Body), RecordCalls))
        continue;
      for (uint32_t Caller : Callers[N])
        if (Which[Caller] && !Dirty[Caller]) {
          Dirty[Caller] = true;
          Again |= Position[Caller] <= Position[N];
        }
    }
    if (!Again)
      return;
  }
  TheSolver.noteUnsettled(llvm::count(Dirty, true));
}

} // namespace pvlint::solve
