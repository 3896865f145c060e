//===- Verify.cpp - the contract against what bodies do -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Verify.h"
#include <algorithm>
#include <map>

namespace pvlint::solve {

using flow::CountedUse;
using flow::FunctionEntry;
using flow::IrqsAfter;
using flow::Primitive;
using flow::When;
using flow::WordPlace;
using llvm::StringRef;

namespace {

/// How an entry and a body differ, as in VerifiedBody.
struct Difference {
  std::string Says, Does;
};
using Compared = std::optional<Difference>;

const Expr *stripCasts(const Expr *E) {
  while (E->K == Expr::Cast)
    E = E->A;
  return E;
}

std::string describe(const WordPlace &P) {
  std::string Arg = "arg" + std::to_string(P.Arg);
  if (P.K == WordPlace::Return)
    return "its result";
  if (P.K == WordPlace::Argument)
    return Arg;
  return P.Field.empty() ? "*" + Arg : Arg + "->" + P.Field;
}

bool isCell(const Cell *C, const WordPlace &P) {
  if (P.K != WordPlace::Pointee || C->K != Cell::Pointee)
    return false;
  const Expr *Pointer = stripCasts(C->Pointer);
  return Pointer->K == Expr::Param && Pointer->Value == P.Arg &&
         C->Path == (P.Field.empty() ? "" : "." + P.Field);
}

/// Whether \p E is what \p P held when the function was entered, perhaps masked
/// down to what the register takes.
bool isInitial(const Expr *E, const WordPlace &P) {
  E = stripCasts(E);
  if (E->K == Expr::Binary && E->Bin == flow::BinOp::And && E->B->isConst())
    E = stripCasts(E->A);
  if (P.K == WordPlace::Argument)
    return E->K == Expr::Param && E->Value == P.Arg;
  return E->K == Expr::Init && isCell(E->C, P);
}

bool isStateOf(const Expr *E, const WordPlace &P) {
  return E->K == Expr::IfBit && isInitial(E->A, P);
}

/// Compares the rows of one summary with one entry.
class RowCheck {
public:
  RowCheck(ExprPool &Pool, const Summary &S, const Primitive &P)
      : Pool(Pool), S(S), P(P) {}

  Compared run() const {
    if (!P.hasEffect())
      return std::nullopt; // it speaks of callers
    if (P.NoReturn) {
      if (S.Rows.empty())
        return std::nullopt;
      return Difference{"does not return", "returns"};
    }
    if (P.Stable)
      return unchanged();
    if (P.IsTest)
      return test();
    bool Ever = false;
    for (const Row &R : S.Rows) {
      const Tri Happens = happens(R);
      if (Happens == Tri::False) {
        if (Compared D = nothing(R))
          return D;
        continue;
      }
      Compared D = effect(R);
      // Either kind of result: it may be one of those without effect.
      if (D && (Happens == Tri::True || nothing(R)))
        return D;
      Ever |= !D;
      if (P.ReturnsNonzero && R.Return && truth(R, R.Return) == Tri::False)
        return Difference{"never returns zero", "may do so"};
    }
    if (!Ever && !S.Rows.empty())
      return Difference{"does something when its result is " + result(),
                        "never does"};
    return std::nullopt;
  }

private:
  ExprPool &Pool;
  const Summary &S;
  const Primitive &P;

  std::string result() const {
    return P.Happens == When::Zero ? "zero" : "not zero";
  }

  Tri truth(const Row &R, const Expr *E) const { return R.When.truth(Pool, E); }

  /// Whether the entry's effects belong to the way to return that \p R is.
  Tri happens(const Row &R) const {
    if (P.Happens == When::Always)
      return Tri::True;
    if (!R.Return)
      return Tri::Unknown;
    Tri Nonzero = R.ReturnIs.IsEqual
                      ? (R.ReturnIs.Equal ? Tri::True : Tri::False)
                  : R.ReturnIs.excludes(0) ? Tri::True
                                           : truth(R, R.Return);
    return P.Happens == When::Zero ? !Nonzero : Nonzero;
  }

  /// What \p R does to interrupts, to follow "its body".
  std::string done(const Row &R) const {
    if (R.Counted.isUsed())
      return R.Counted.Owed ? "lowers the count of disabling"
                            : "raises the count of disabling";
    if (R.Irq == Pool.entry())
      return "leaves interrupts unchanged";
    if (R.Irq->isConst())
      return R.Irq->Value ? "enables interrupts" : "disables interrupts";
    return R.Irq->K == Expr::IfBit ? "restores saved flags"
                                   : "changes the interrupt state";
  }

  bool isOff(const Row &R) const { return truth(R, R.Irq) == Tri::False; }
  bool isOn(const Row &R) const { return truth(R, R.Irq) == Tri::True; }

  /// What is built on a counted primitive changes the count; the primitive's
  /// own body saves, restores and disables where no caller sees the word.
  bool raises(const Row &R) const {
    return R.Counted.Open ? !R.Counted.Open->Outer && !R.Counted.Owed
                          : isOff(R);
  }
  bool lowers(const Row &R) const {
    return R.Counted.Owed == 1 || R.Irq->K == Expr::IfBit;
  }

  Compared irqs(const Row &R) const {
    if (P.Counted == CountedUse::Disable)
      return raises(R) ? Compared()
                       : Difference{"raises the count of disabling", done(R)};
    // Not the last one: interrupts stay as they are.
    if (P.Counted == CountedUse::Enable)
      return lowers(R) || (R.Irq == Pool.entry() &&
                           llvm::any_of(
                               S.Rows, [&](const Row &O) { return lowers(O); }))
                 ? Compared()
                 : Difference{"lowers the count of disabling", done(R)};
    if (P.Irqs == IrqsAfter::Off)
      return isOff(R) ? Compared() : Difference{"disables interrupts", done(R)};
    if (P.Irqs == IrqsAfter::On)
      return isOn(R) ? Compared() : Difference{"enables interrupts", done(R)};
    if (P.Restore)
      return restores(R) ? Compared()
                         : Difference{"restores " + describe(*P.Restore),
                                      "does not: it " + done(R)};
    // Who sleeps comes back with interrupts on.
    if (P.Sleeps || P.SleepArg)
      return R.Irq->isConst(0) ? Difference{"sleeps", done(R)} : Compared();
    return R.Irq == Pool.entry()
               ? Compared()
               : Difference{"leaves interrupts unchanged", done(R)};
  }

  bool restores(const Row &R) const {
    const WordPlace &From = *P.Restore;
    if (isStateOf(R.Irq, From))
      return true;
    auto IsIt = [&](const Expr *W) { return isInitial(W, From); };
    if (llvm::any_of(R.Restored, IsIt))
      return true;
    // "If the word says on, turn them on."
    for (const auto &[E, F] : R.When) {
      if (!isStateOf(E, From))
        continue;
      const Tri On = truth(R, E);
      if (On == Tri::True && R.Irq->isConst(1))
        return true;
      if (On == Tri::False && !R.Irq->isConst(1))
        return true;
    }
    return llvm::any_of(S.Obligations, [&](const Obligation &O) {
      return O.K == Obligation::RestoreWord && IsIt(O.Value);
    });
  }

  /// The word that \p R leaves in \p To.
  const Expr *saved(const Row &R, const WordPlace &To) const {
    const Expr *V = nullptr;
    if (To.K == WordPlace::Return)
      V = R.Return;
    for (const Row::Write &W : R.Writes)
      if (isCell(W.To, To))
        V = W.Value;
    V = V ? stripCasts(V) : nullptr;
    // With what another register masks added to it: arm64's priority mask.
    if (V && V->K == Expr::Binary && V->Bin == flow::BinOp::Or &&
        V->B->isConst())
      V = stripCasts(V->A);
    return V && V->K == Expr::Word ? V : nullptr;
  }

  Compared words(const Row &R) const {
    if (P.Save) {
      const std::string Says = "saves flags in " + describe(*P.Save);
      const Expr *W = saved(R, *P.Save);
      if (!W)
        return Difference{Says, "leaves none there"};
      if (W->A->isConst() && !P.Restore &&
          truth(R, Pool.entry()) == Tri::Unknown)
        return Difference{Says, W->A->Value
                                    ? "saves them after enabling interrupts"
                                    : "saves them after disabling interrupts"};
      if (P.FullRegister && W->Undefined)
        return Difference{"saves the real register",
                          "saves flags with undefined bits"};
      return std::nullopt;
    }
    if (R.Return && stripCasts(R.Return)->K == Expr::Word)
      return Difference{"saves no flags", "returns flags"};
    for (const Row::Write &W : R.Writes)
      if (stripCasts(W.Value)->K == Expr::Word && !stripCasts(W.Value)->Spent &&
          W.To->K == Cell::Pointee &&
          stripCasts(W.To->Pointer)->K == Expr::Param)
        return Difference{"saves no flags",
                          "saves flags where arg" +
                              std::to_string(stripCasts(W.To->Pointer)->Value) +
                              " points"};
    return std::nullopt;
  }

  Compared effect(const Row &R) const {
    if (Compared D = words(R))
      return D;
    return irqs(R);
  }

  /// For the results for which the entry says that nothing happens.
  Compared nothing(const Row &R) const {
    if (R.Irq == Pool.entry())
      return std::nullopt;
    return Difference{
        "does nothing when its result is " +
            std::string(P.Happens == When::Zero ? "not zero" : "zero"),
        done(R) + " then"};
  }

  Compared unchanged() const {
    for (const Row &R : S.Rows)
      if (R.Irq != Pool.entry())
        return Difference{"leaves interrupts unchanged", done(R)};
    return std::nullopt;
  }

  Compared test() const {
    if (Compared D = unchanged())
      return D;
    auto IsSubject = [&](const Expr *E) {
      return P.Test ? isStateOf(E, *P.Test) : E == Pool.entry();
    };
    const std::string Says = "tells whether interrupts are " +
                             std::string(P.TestOff ? "disabled" : "enabled");
    for (const Row &R : S.Rows) {
      if (!R.Return)
        continue;
      bool Negated = false;
      const Expr *E = stripCasts(R.Return);
      const Expr *State = nullptr;
      if (IsSubject(E))
        State = E;
      else if (E->K == Expr::Unary && E->Un == flow::UnOp::Not &&
               IsSubject(stripCasts(E->A)))
        State = E->A, Negated = true;
      else
        State = Pool.asStateTest(E, Negated);
      if (State && IsSubject(stripCasts(State))) {
        if (Negated != P.TestOff)
          return Difference{Says, "tells the opposite"};
        continue;
      }
      if (!E->isConst())
        continue;
      for (const auto &[Subject, F] : R.When)
        if (IsSubject(Subject) && truth(R, Subject) != Tri::Unknown &&
            (truth(R, Subject) == Tri::True) != ((E->Value != 0) != P.TestOff))
          return Difference{Says, "tells the opposite"};
    }
    return std::nullopt;
  }
};

class Verifier {
public:
  Verifier(Link &Program, const flow::Contract &C)
      : Program(Program), Syms(Program.symbols()), C(C) {}

  std::vector<VerifiedEntry> run() {
    std::map<StringRef, VerifiedEntry> Entries; // in order of name
    for (const auto &Entry : C.functions())
      Entries[Entry.first()].Name = Entry.first();
    for (uint32_t N = 0; N != Syms.nodes().size(); ++N)
      if (auto It = Entries.find(entryOf(N).Name); It != Entries.end())
        add(It->second, N);
    for (auto &[Name, E] : Entries)
      if (E.Bodies.empty())
        if (uint32_t N = alias(Name); N != Symbols::None)
          add(E, N);
    std::vector<VerifiedEntry> Result;
    for (auto &[Name, E] : Entries) {
      llvm::stable_sort(E.Bodies, [](const auto &A, const auto &B) {
        return std::tie(A.File, A.Line) < std::tie(B.File, B.Line);
      });
      Result.push_back(std::move(E));
    }
    return Result;
  }

private:
  Link &Program;
  const Symbols &Syms;
  const flow::Contract &C;
  std::map<uint32_t, bool> TakesSleeper; ///< see takesSleeper()

  FunctionEntry entryOf(uint32_t Node) const {
    const Symbols::Node &N = Syms.nodes()[Node];
    return N.File->function(N.Index);
  }

  uint32_t alias(StringRef Name) const {
    return Syms.numUnits() ? Syms.resolve(Name, 0) : Symbols::None;
  }

  void add(VerifiedEntry &E, uint32_t Node) {
    // The other one is what the linker takes.
    const FunctionEntry F = entryOf(Node);
    if ((F.Flags & FunctionEntry::Weak) &&
        Syms.resolve(E.Name, Syms.nodes()[Node].Unit) != Node)
      return;
    VerifiedBody New = judge(*C.function(E.Name), Node);
    New.File = Syms.nodes()[Node].File->file(F.Loc.File);
    New.Line = F.Loc.Line;
    E.Is = std::max(E.Is, New.Is);
    // Units may see a header's function each in their own way.
    for (VerifiedBody &Old : E.Bodies)
      if (Old.File == New.File && Old.Line == New.Line) {
        if (New.Is > Old.Is)
          Old = std::move(New);
        return;
      }
    E.Bodies.push_back(std::move(New));
  }

  static VerifiedBody cannotTell(const llvm::Twine &Why) {
    VerifiedBody B;
    B.Is = Verdict::CannotTell;
    B.Does = Why.str();
    return B;
  }

  VerifiedBody judge(const Primitive &P, uint32_t Node) {
    const Summary *S = Program.demand(Node, P.Restore  ? DemandKind::Word
                                            : P.IsTest ? DemandKind::Value
                                                       : DemandKind::Sleep);
    if (!S)
      return cannotTell("its body cannot be read");
    if (S->GivenUp)
      return cannotTell("its body is too large");
    if (S->Merged)
      return cannotTell("it has too many different ways to return");
    // What stops the machine leaves the C of the kernel, for firmware or for a
    // hypervisor.
    if (P.NoReturn && !S->Rows.empty() && callsPointer(Node))
      return cannotTell("it ends in a call through a function pointer");
    if (P.IsTest &&
        llvm::any_of(S->Rows, [](const Row &R) { return !R.Return; }))
      return cannotTell("its result is not known");
    VerifiedBody Result;
    if (Compared D = RowCheck(Program.pool(), *S, P).run()) {
      if (std::string Missing = unknownCallee(Node); !Missing.empty())
        return cannotTell("it calls '" + Missing +
                          "', which has no body in this program");
      if (callsNothing(Node))
        return cannotTell("it calls nothing, and what its asm statements do is "
                          "not in the contract");
      Result.Is = Verdict::Differs;
      Result.Says = std::move(D->Says);
      Result.Does = std::move(D->Does);
      return Result;
    }
    if (P.SleepsInFault)
      return cannotTell("it sleeps in a page fault");
    if (P.Sleeps || P.SleepArg)
      return sleeps(Node);
    return Result;
  }

  /// Whether \p Node, or a function that it reaches, calls through a pointer.
  bool callsPointer(uint32_t Node) const {
    std::vector<uint32_t> Work = {Node};
    llvm::DenseSet<uint32_t> Seen = {Node};
    while (!Work.empty()) {
      const Symbols::Node &N = Syms.nodes()[Work.back()];
      Work.pop_back();
      if ((N.Flags & FunctionEntry::CallsPointer) || !N.Members.empty())
        return true;
      for (uint32_t To : N.Callees)
        if (Seen.insert(To).second)
          Work.push_back(To);
    }
    return false;
  }

  /// A function that \p Node calls, itself or through functions of headers,
  /// and of which nothing is known.
  std::string unknownCallee(uint32_t Node) const {
    std::vector<uint32_t> Work = {Node};
    llvm::DenseSet<uint32_t> Seen = {Node};
    while (!Work.empty()) {
      const uint32_t N = Work.back();
      Work.pop_back();
      if (std::string Name = unresolved(N); !Name.empty())
        return Name;
      for (uint32_t To : Syms.nodes()[N].Callees)
        if ((Syms.nodes()[To].Flags & FunctionEntry::InHeader) &&
            Seen.insert(To).second)
          Work.push_back(To);
    }
    return "";
  }

  std::string unresolved(uint32_t Node) const {
    const Symbols::Node &N = Syms.nodes()[Node];
    std::string Found;
    N.File->callees(N.Index, [&](StringRef Name) {
      // An asm statement goes by its text.
      if (Found.empty() && !Name.starts_with("__builtin_") &&
          !Name.contains(' ') && !Name.contains('%') &&
          Syms.resolve(Name, N.Unit) == Symbols::None)
        Found = Name.str();
    });
    return Found;
  }

  /// As an architecture's primitives are, in its headers, where asm statements
  /// have no entries, since what they do is decided by numbers in registers.
  bool callsNothing(uint32_t Node) const {
    const Symbols::Node &N = Syms.nodes()[Node];
    bool Calls = !(N.Flags & FunctionEntry::InHeader) ||
                 (N.Flags & (FunctionEntry::CallsPointer |
                             FunctionEntry::NamesPrimitive)) ||
                 !N.Members.empty();
    N.File->callees(N.Index, [&](StringRef) { Calls = true; });
    return !Calls;
  }

  /// Whether something that sleeps can be reached. It begins where the
  /// scheduler chooses the next task.
  VerifiedBody sleeps(uint32_t Start) {
    std::vector<uint32_t> Reached = {Start};
    llvm::DenseSet<uint32_t> Seen = {Start};
    for (size_t I = 0; I != Reached.size(); ++I) {
      const Symbols::Node &N = Syms.nodes()[Reached[I]];
      if ((N.Flags & FunctionEntry::NamesSleeper) ||
          entryOf(Reached[I]).Name == "__schedule")
        return {};
      for (uint32_t To : N.Callees)
        if (Seen.insert(To).second)
          Reached.push_back(To);
    }
    // Or it is handed on: "wait(x, schedule_timeout)".
    for (uint32_t N : Reached)
      if (takesSleeper(N))
        return {};
    for (uint32_t N : Reached)
      if (std::string Missing = unresolved(N); !Missing.empty())
        return cannotTell("it reaches '" + Missing +
                          "', which has no body in this program");
    for (uint32_t N : Reached)
      if ((Syms.nodes()[N].Flags & FunctionEntry::CallsPointer) ||
          !Syms.nodes()[N].Members.empty())
        return cannotTell("it may sleep through a function pointer");
    VerifiedBody B;
    B.Is = Verdict::Differs;
    B.Says = "sleeps";
    B.Does = "reaches nothing that does";
    return B;
  }

  /// Whether \p Node takes the address of a primitive that sleeps.
  bool takesSleeper(uint32_t Node) {
    auto [It, New] = TakesSleeper.try_emplace(Node, false);
    if (!New)
      return It->second;
    auto Sleeps = [&](const flow::Operand &A) {
      if (A.K != flow::Operand::Function)
        return false;
      const Primitive *P = C.function(A.Name);
      return P && P->Sleeps;
    };
    const Symbols::Node &N = Syms.nodes()[Node];
    auto Body = N.File->decode(N.Index);
    if (!Body) {
      llvm::consumeError(Body.takeError());
      return false;
    }
    for (const flow::Block &B : (*Body)->Blocks)
      for (const flow::Op &O : B.Ops)
        if (Sleeps(O.A) || Sleeps(O.B) || llvm::any_of(O.Args, Sleeps))
          return It->second = true;
    return false;
  }
};

} // namespace

std::vector<VerifiedEntry> verifyContract(Link &Program,
                                          const flow::Contract &C) {
  return Verifier(Program, C).run();
}

} // namespace pvlint::solve
