//===- Follow.cpp - which begin goes with which end -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Follow.h"
#include "engine/Substitution.h"
#include "engine/Words.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/IntEqClasses.h"
#include <map>

namespace pvlint::convert {
namespace {

using solve::Expr;
using solve::Obligation;
using solve::State;
using solve::Tri;

/// Whether \p O calls what turns interrupts on. The end of what saves them is
/// none: it turns on what was on.
bool enablesInside(const flow::Op &O, const llvm::StringSet<> &Enabling) {
  return O.Code == flow::Opcode::Call &&
         O.CalleeIs == flow::CalleeKind::Function &&
         Enabling.contains(O.Callee);
}

/// What the simulation says of the operations of one function.
class Hearing : public solve::Listener {
public:
  Hearing(solve::ExprPool &Pool, const flow::Function &F,
          const llvm::StringSet<> &Enabling)
      : Pool(Pool), In(&Pool.eventFunction(F)), Enabling(Enabling) {}

  struct OpFacts {
    std::optional<EntryState> Before;
    bool LeavesOn = false; ///< on some path interrupts are not off behind it
    /// Turns them on meanwhile.
    bool Reopens = false;
    /// Saves whose word it restores; Other: one that is not this function's.
    llvm::SmallVector<uint32_t, 2> Restores;
    bool RestoresOther = false;
    flow::Range Loc;
    std::string Spelling;
  };
  llvm::DenseMap<uint32_t, OpFacts> Ops;
  bool Merged = false;

  void settled(bool HasMerged) override {
    IsSettled = true;
    Merged |= HasMerged;
  }
  // What slicing has added has no number, and is no place of the source.
  void before(const flow::Op &O, const State &S) override {
    if (O.Number == flow::Op::Unnumbered)
      return;
    OpFacts &Here = at(O);
    Here.Reopens |= enablesInside(O, Enabling);
    const EntryState Now = stateIn(S);
    Here.Before = Here.Before && *Here.Before != Now ? EntryState::Mixed : Now;
  }
  void after(const flow::Op &O, const State &S) override {
    if (O.Number == flow::Op::Unnumbered)
      return;
    at(O).LeavesOn |= S.isOn(Pool) != Tri::False;
  }
  void restores(const solve::Restoring &R, const State &S) override {
    if (IsSettled && R.At->At)
      noteRestore(R.At->At->Number, R.Word);
  }
  void called(const flow::Op &O, const solve::Summary &Callee, const State &S,
              solve::Substitution &Subst) override {
    if (!IsSettled)
      return;
    for (const Obligation &Ob : Callee.Obligations) {
      if (Ob.K == Obligation::RestoreWord)
        noteRestore(O.Number, Subst.expr(Ob.Value));
    }
  }

private:
  solve::ExprPool &Pool;
  const solve::EventFunction *In;
  const llvm::StringSet<> &Enabling;
  bool IsSettled = false;

  OpFacts &at(const flow::Op &O) {
    OpFacts &Here = Ops[O.Number];
    Here.Loc = O.Loc;
    if (Here.Spelling.empty())
      Here.Spelling = O.Spelling.empty() ? O.Callee : O.Spelling;
    return Here;
  }
  EntryState stateIn(const State &S) const {
    switch (S.isOn(Pool)) {
    case Tri::True:
      return EntryState::On;
    case Tri::False:
      return EntryState::Off;
    case Tri::Unknown:
      break;
    }
    return S.Irq.Now == Pool.entry() ? EntryState::AsEntered
                                     : EntryState::Mixed;
  }
  void noteRestore(uint32_t At, const Expr *Word) {
    OpFacts &Here = Ops[At];
    const Expr *Whole = solve::coreOf(Word).Value;
    if (Whole->K != Expr::Word || !Whole->Origin || Whole->Origin->Fn != In ||
        !Whole->Origin->At)
      Here.RestoresOther = true;
    else if (const uint32_t Save = Whole->Origin->At->Number;
             !llvm::is_contained(Here.Restores, Save))
      Here.Restores.push_back(Save);
  }
};

/// Pairs sites along the paths of a body.
class Pairing {
public:
  Pairing(const flow::Function &F, llvm::ArrayRef<Site> Sites)
      : F(F), Sites(Sites), Classes(Sites.size()), Inside(Sites.size()),
        Spoilt(Sites.size()), Reached(Sites.size()) {
    for (unsigned I = 0; I != Sites.size(); ++I)
      if (Sites[I].Key)
        for (uint32_t Op : Sites[I].Ops)
          SiteAt[Op] = I;
  }

  void run() {
    llvm::SmallDenseSet<unsigned, 4> Keys;
    for (const Site &S : Sites)
      if (S.Key && Keys.insert(*S.Key).second)
        walk(*S.Key);
    Classes.compress();
  }

  const flow::Function &F;
  llvm::ArrayRef<Site> Sites;
  llvm::IntEqClasses Classes;
  /// Of a begin: the operations that run while it is open, and where.
  std::vector<llvm::DenseSet<uint32_t>> Inside;
  std::vector<std::string> Spoilt; ///< why a site does not pair up
  std::vector<char> Reached;
  llvm::DenseMap<uint32_t, unsigned> SiteAt;

private:
  using Open = llvm::SmallVector<unsigned, 2>; ///< begins, sorted

  void spoil(const Open &Of, const std::string &Why) {
    for (unsigned I : Of)
      if (Spoilt[I].empty())
        Spoilt[I] = Why;
  }

  void walk(unsigned Key) {
    std::vector<std::optional<Open>> In(F.Blocks.size());
    std::vector<uint32_t> Work = {0};
    In[0].emplace();
    while (!Work.empty()) {
      const uint32_t At = Work.back();
      Work.pop_back();
      Open Now = *In[At];
      for (const flow::Op &O : F.Blocks[At].Ops)
        step(O, Key, Now);
      const flow::Terminator &T = F.Blocks[At].Term;
      if (T.K == flow::TermKind::Return && !Now.empty())
        spoil(Now, "the function returns without its end");
      for (uint32_t To : T.Targets)
        if (arrive(In[To], Now))
          Work.push_back(To);
    }
  }

  void step(const flow::Op &O, unsigned Key, Open &Now) {
    const auto It = SiteAt.find(O.Number);
    if (It == SiteAt.end() || Sites[It->second].Key != Key) {
      for (unsigned I : Now)
        Inside[I].insert(O.Number);
      return;
    }
    const unsigned Here = It->second;
    const Site &S = Sites[Here];
    Reached[Here] = true;
    if (S.isBegin()) {
      if (!Now.empty() && Now != Open{Here})
        spoil(Now, "begins again before its end");
      for (unsigned I : Now)
        Classes.join(I, Here);
      Now = {Here};
    } else if (Now.empty()) {
      if (LastEnd != Here && Spoilt[Here].empty())
        Spoilt[Here] = "ends on a path where it did not begin";
    } else {
      for (unsigned I : Now)
        Classes.join(I, Here);
      Now.clear();
      LastEnd = Here;
    }
  }

  /// Whether the block has to be walked (again).
  bool arrive(std::optional<Open> &At, const Open &Now) {
    if (!At) {
      At = Now;
      return true;
    }
    if (At->empty() != Now.empty())
      spoil(At->empty() ? Now : *At, "begins on some paths only");
    Open Both = *At;
    for (unsigned I : Now)
      if (!llvm::is_contained(Both, I))
        Both.push_back(I);
    llvm::sort(Both);
    if (Both == *At)
      return false;
    for (unsigned I : Both)
      Classes.join(I, Both.front());
    At = std::move(Both);
    return true;
  }

  /// One use of a macro may be several calls.
  unsigned LastEnd = ~0u;
};

/// Judges one group by what was heard.
class GroupJudge {
public:
  GroupJudge(const Pairing &P, const Hearing &H, Group &G) : P(P), H(H), G(G) {}

  void run() {
    for (unsigned I : llvm::concat<const unsigned>(G.Begins, G.Ends))
      if (!P.Spoilt[I].empty())
        return against(Reason::Paths, P.Spoilt[I]);
    if (G.Ends.empty())
      return against(Reason::Paths, "it has no end in this function");
    if (!isFollowed())
      return against(Reason::NotFollowed, "");
    if (!pairsAsHeard())
      return;
    for (unsigned I : G.Ends)
      if (P.Sites[I].Lock != P.Sites[G.Begins.front()].Lock ||
          P.Sites[I].Is.Of != P.Sites[G.Begins.front()].Is.Of)
        return against(Reason::OtherLock,
                       "the end on " + line(I) + " is of another lock");
    for (unsigned I : G.Begins)
      if (P.Sites[I].Lock != P.Sites[G.Begins.front()].Lock)
        return against(Reason::OtherLock,
                       "the begin on " + line(I) + " is of another lock");
    if (!nests())
      return;
    staysOff();
    if (G.Against != Reason::None)
      return;
    for (unsigned I : G.Ends)
      for (uint32_t Op : P.Sites[I].Ops)
        if (const auto It = H.Ops.find(Op);
            It != H.Ops.end() && It->second.Before &&
            *It->second.Before != EntryState::Off)
          return against(Reason::Opened,
                         "interrupts may be enabled on " + line(I));
  }

private:
  const Pairing &P;
  const Hearing &H;
  Group &G;

  void against(Reason Why, std::string Detail) {
    G.Against = Why;
    G.Detail = std::move(Detail);
  }
  std::string line(unsigned Site) const {
    return "line " + std::to_string(P.Sites[Site].At.Line);
  }

  bool isHeard(unsigned Site) const {
    return llvm::any_of(P.Sites[Site].Ops, [&](uint32_t Op) {
      const auto It = H.Ops.find(Op);
      return It != H.Ops.end() && It->second.Before;
    });
  }
  bool isFollowed() const {
    return llvm::all_of(G.Begins, [&](unsigned I) { return isHeard(I); });
  }

  /// Flags that are restored are those of this group's begins.
  bool pairsAsHeard() {
    for (unsigned I : G.Ends)
      for (uint32_t Op : P.Sites[I].Ops) {
        const auto It = H.Ops.find(Op);
        // A guard's flags are in the guard.
        if (It == H.Ops.end() || P.Sites[I].K == Site::Guard ||
            P.Sites[I].Is.Kind != flow::FormKind::IrqSave)
          continue;
        bool IsOther = It->second.RestoresOther;
        for (uint32_t Save : It->second.Restores) {
          const auto Begin = P.SiteAt.find(Save);
          IsOther |= Begin == P.SiteAt.end() ||
                     !llvm::is_contained(G.Begins, Begin->second);
        }
        if (IsOther)
          return against(Reason::Paths,
                         "the end on " + line(I) + " may restore other flags"),
                 false;
      }
    return true;
  }

  bool isInside(unsigned Site) const {
    return llvm::any_of(P.Sites[Site].Ops, [&](uint32_t Op) {
      return llvm::any_of(G.Begins,
                          [&](unsigned I) { return P.Inside[I].contains(Op); });
    });
  }

  /// Of another section, all is inside of this one, or nothing.
  bool nests() {
    llvm::DenseMap<unsigned, std::pair<bool, bool>> Seen; // in, out; by class
    for (unsigned I = 0; I != P.Sites.size(); ++I) {
      if (!P.Sites[I].Key || !P.Reached[I] ||
          P.Classes[I] == P.Classes[G.Begins.front()])
        continue;
      auto &[In, Out] = Seen[P.Classes[I]];
      (isInside(I) ? In : Out) = true;
      if (In && Out)
        return against(Reason::NotNested, "the section around " + line(I) +
                                              " is only partly inside of it"),
               false;
    }
    return true;
  }

  void staysOff() {
    for (unsigned Begin : G.Begins)
      for (uint32_t Op : P.Inside[Begin])
        if (const auto It = H.Ops.find(Op); It != H.Ops.end())
          if (It->second.LeavesOn || It->second.Reopens) {
            // The first in the source, whatever the order of the set.
            const flow::Location At = It->second.Loc.Begin;
            if (G.Against == Reason::Opened && FirstOpen <= At)
              continue;
            FirstOpen = At;
            against(Reason::Opened, "by " + It->second.Spelling +
                                        "() on line " +
                                        std::to_string(At.Line));
          }
  }
  flow::Location FirstOpen;
};

} // namespace

llvm::StringSet<> enablingFunctions(const solve::Solver &S,
                                    const flow::Program &Unit) {
  const flow::Forms &Forms = S.contract().forms();
  llvm::StringSet<> All;
  auto Restores = [&](llvm::StringRef Name) {
    const auto F = Forms.find(Name);
    return F && (F->Kind == flow::FormKind::IrqSave ||
                 F->Kind == flow::FormKind::Counted);
  };
  auto Enables = [&](const flow::Op &O) {
    if (O.Code != flow::Opcode::Call || Restores(O.Spelling) ||
        Restores(O.Callee))
      return false;
    if (const flow::Primitive *P = S.entry(O))
      return P->Irqs == flow::IrqsAfter::On;
    return enablesInside(O, All);
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const auto &F : Unit.Functions)
      if (!All.contains(F->Name) && !Restores(F->Name) && !S.entry(F->Name) &&
          llvm::any_of(F->Blocks, [&](const flow::Block &B) {
            return llvm::any_of(B.Ops, Enables);
          }))
        Changed |= All.insert(F->Name).second;
  }
  return All;
}

Followed follow(solve::Solver &S, const flow::Function &F,
                llvm::ArrayRef<Site> Sites, const llvm::StringSet<> &Enabling) {
  Followed All;
  All.States.assign(Sites.size(), EntryState::Mixed);
  Hearing H(S.pool(), F, Enabling);
  All.TooLarge = !S.watch(F, H);
  for (unsigned I = 0; I != Sites.size(); ++I)
    for (uint32_t Op : Sites[I].Ops)
      if (const auto It = H.Ops.find(Op);
          It != H.Ops.end() && It->second.Before)
        All.States[I] = *It->second.Before;
  Pairing P(F, Sites);
  P.run();
  std::map<unsigned, Group> Groups;
  for (unsigned I = 0; I != Sites.size(); ++I)
    if (Sites[I].Key) {
      Group &G = Groups[P.Classes[I]];
      (Sites[I].isBegin() ? G.Begins : G.Ends).push_back(I);
    }
  for (auto &[Class, G] : Groups) {
    if (G.Begins.empty())
      continue;
    if (All.TooLarge)
      G.Against = Reason::NotFollowed;
    else
      GroupJudge(P, H, G).run();
    All.Groups.push_back(std::move(G));
  }
  return All;
}

} // namespace pvlint::convert
