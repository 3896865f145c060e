//===- Hover.cpp - the interrupt state under the cursor -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Hover.h"
#include "ir/Slice.h"
#include "lsp/Diagnostics.h"
#include "lsp/StateWords.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using llvm::StringRef;
using pvlint::flow::Opcode;
namespace json = llvm::json;

namespace pvlint::lsp {
namespace {

using Body = frontend::UnitStates::Body;

/// An operation of a function: its block and its number in that.
using OpAt = std::pair<uint32_t, uint32_t>;

/// The blocks of \p F in an order in which one comes before what it leads to,
/// loops aside.
std::vector<uint32_t> order(const flow::Function &F) {
  std::vector<uint32_t> Post;
  std::vector<char> Seen(F.Blocks.size());
  std::vector<std::pair<uint32_t, size_t>> Stack;
  if (F.Blocks.empty())
    return Post;
  Seen[0] = true;
  Stack.emplace_back(0, 0);
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    const auto &Targets = F.Blocks[B].Term.Targets;
    if (Next == Targets.size()) {
      Post.push_back(B);
      Stack.pop_back();
      continue;
    }
    const uint32_t To = Targets[Next++];
    if (!Seen[To]) {
      Seen[To] = true;
      Stack.emplace_back(To, 0);
    }
  }
  std::reverse(Post.begin(), Post.end());
  return Post;
}

/// What runs at the end of a scope is placed where its variable is declared.
bool isCleanup(const flow::Op &O) {
  return O.Code == Opcode::Call &&
         StringRef(O.Spelling).starts_with("end of scope");
}

/// The first operations of each block that begin at \p Line, and at \p Col
/// unless it is 0, in the order of execution.
std::vector<OpAt> operationsAt(const flow::Function &F, unsigned Line,
                               unsigned Col) {
  std::vector<OpAt> Result;
  for (uint32_t B : order(F)) {
    const auto &Ops = F.Blocks[B].Ops;
    for (uint32_t I = 0; I != Ops.size(); ++I) {
      const flow::Location &L = Ops[I].Loc.Begin;
      if (L.File != F.Loc.Begin.File || L.Line != Line ||
          (Col && L.Col != Col) || isCleanup(Ops[I]))
        continue;
      Result.emplace_back(B, I);
      break;
    }
  }
  return Result;
}

/// A copy of \p F with probes before \p At and behind \p End, or with none.
std::unique_ptr<flow::Function> withProbes(const flow::Function &F,
                                           std::optional<OpAt> At,
                                           std::optional<OpAt> End) {
  auto Copy = std::make_unique<flow::Function>(F);
  for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
    std::vector<flow::Op> &Ops = Copy->Blocks[B].Ops;
    Ops.clear();
    for (uint32_t I = 0; I != F.Blocks[B].Ops.size(); ++I) {
      const flow::Op &O = F.Blocks[B].Ops[I];
      flow::Op Probe;
      Probe.Code = Opcode::Opaque;
      if (At == OpAt(B, I))
        Ops.push_back(Probe);
      if (!flow::isProbe(O))
        Ops.push_back(O);
      Probe.Spelling = "end";
      if (End == OpAt(B, I))
        Ops.push_back(Probe);
    }
  }
  return Copy;
}

/// The last operation that \p Line has in the last block where it calls
/// something.
std::optional<OpAt> endOfCalls(const flow::Function &F, unsigned Line) {
  std::optional<OpAt> Last;
  for (uint32_t B : order(F)) {
    const auto &Ops = F.Blocks[B].Ops;
    bool Calls = false;
    uint32_t End = 0;
    for (uint32_t I = 0; I != Ops.size(); ++I) {
      const flow::Location &L = Ops[I].Loc.Begin;
      if (isCleanup(Ops[I]) || (L.isValid() && L.Line != Line))
        continue;
      // What a store to a variable is made of has no place of its own.
      if (!L.isValid() && (!Calls || End + 1 != I))
        continue;
      Calls |= Ops[I].Code == Opcode::Call && L.Line == Line;
      End = I;
    }
    if (Calls)
      Last = OpAt(B, End);
  }
  return Last;
}

/// Collects the states at the probes, around calls, and at the
/// end of the function.
class Watcher : public solve::Listener {
public:
  Watcher(const frontend::UnitStates &States, const flow::Function &F)
      : States(States), F(F), Pool(States.Solver->pool()) {}

  StatesAt Here, End, Return;
  struct Call {
    flow::Location At; ///< of several when a macro makes them
    StatesAt Before, After;
  };
  std::vector<Call> Calls; ///< in the order in which they are met

  void before(const flow::Op &O, const solve::State &S) override {
    if (flow::isProbe(O))
      (O.Spelling.empty() ? Here : End).add(S, Pool, F, States.Files);
    else if (O.Code == Opcode::Call && !isCleanup(O))
      call(O).Before.add(S, Pool, F, States.Files);
  }
  void after(const flow::Op &O, const solve::State &S) override {
    if (!isCleanup(O))
      call(O).After.add(S, Pool, F, States.Files);
  }
  void returns(const solve::Row &, const flow::Range &,
               const solve::State &S) override {
    Return.add(S, Pool, F, States.Files);
  }

private:
  const frontend::UnitStates &States;
  const flow::Function &F;
  solve::ExprPool &Pool;
  llvm::DenseMap<const flow::Op *, size_t> Numbers; ///< in Calls

  Call &call(const flow::Op &O) {
    const auto [It, IsNew] = Numbers.try_emplace(&O, Calls.size());
    if (IsNew)
      Calls.push_back({O.Loc.Begin, {}, {}});
    return Calls[It->second];
  }
};

/// What the calls at \p Line and \p Col do, one line each; \p Name is the word
/// there.
std::vector<std::string> calleesAt(const frontend::UnitStates &States,
                                   const flow::Function &F, unsigned Line,
                                   unsigned Col, StringRef Name) {
  std::vector<std::string> Lines;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (O.Code != Opcode::Call || isCleanup(O) || O.Loc.Begin.Line != Line ||
          O.Loc.Begin.Col != Col || O.Loc.Begin.File != F.Loc.Begin.File)
        continue;
      const bool IsMacro = O.Spelling == Name;
      if (!IsMacro && O.Callee != Name &&
          !StringRef(O.Callee).ends_with(("." + Name).str()))
        continue;
      // Of what a macro is made of, only what does something.
      const bool Neutral = O.CalleeIs == flow::CalleeKind::Function &&
                           States.Solver->isNeutral(O.Callee);
      if (IsMacro && O.Callee != Name &&
          (Neutral || O.CalleeIs == flow::CalleeKind::Pointer))
        continue;
      const std::string Who =
          O.Callee.empty() || O.CalleeIs == flow::CalleeKind::Asm ? Name.str()
                                                                  : O.Callee;
      for (const std::string &Text : describeCallee(O, States)) {
        std::string Full = "`" + Who + "` " + Text;
        if (StringRef(Text).starts_with("when "))
          Full = "`" + Who + "`, " + Text;
        if (!llvm::is_contained(Lines, Full))
          Lines.push_back(std::move(Full));
      }
    }
  return Lines;
}

} // namespace

std::string hoverAt(const Snapshot &S, llvm::lsp::Position P) {
  if (!S.States || !S.States->Solver)
    return "";
  frontend::UnitStates &States = *S.States;
  std::lock_guard<std::mutex> Guard(States.Asking);
  const unsigned Line = P.line + 1;
  const Body *B = States.at(Line);
  if (!B)
    return "";
  const flow::Function &F = *B->Flow;

  const unsigned Col = S.Contents->wordColumn(P).value_or(0);
  std::vector<std::string> Callees;
  if (Col) {
    const llvm::lsp::Range Word = S.Contents->word(Line, Col);
    const StringRef Name = StringRef(S.Contents->bytes())
                               .slice(S.Contents->offset(Word.start),
                                      S.Contents->offset(Word.end));
    Callees = calleesAt(States, F, Line, Col, Name);
  }

  unsigned Shown = Line;
  std::vector<OpAt> Places;
  if (Col)
    Places = operationsAt(F, Line, Col);
  if (Places.empty())
    Places = operationsAt(F, Line, 0);
  if (Places.empty() || !B->statementAt(Line)) {
    if (auto Statement = B->statementAt(Line)) {
      Shown = *Statement;
      Places = operationsAt(F, Shown, 0);
    }
  }

  // The first that some path reaches; with none, the end of the function.
  StatesAt Here, After;
  bool IsEnd = Places.empty();
  bool Fits = true;
  if (IsEnd) {
    auto Copy = withProbes(F, std::nullopt, std::nullopt);
    Watcher W(States, F);
    Fits = States.Solver->watch(*Copy, W);
    Here = std::move(W.Return);
  }
  for (const OpAt &At : Places) {
    auto Copy = withProbes(F, At, endOfCalls(F, Shown));
    Watcher W(States, F);
    Fits = States.Solver->watch(*Copy, W);
    Here = std::move(W.Here);
    After = std::move(W.End);
    if (!Here.empty() || !Fits)
      break;
  }

  std::string Text = "Interrupts";
  if (IsEnd)
    Text += " where `" + F.Name + "` returns";
  else if (Shown != Line)
    Text += " at line " + std::to_string(Shown);
  if (!Fits)
    Text += ": not known, since `" + F.Name + "` is too big to be followed";
  else if (Here.empty())
    Text += ": no path of `" + F.Name + "` gets here";
  else
    Text += ": " + Here.text();
  if (Fits && !After.empty() && After.irqs() != Here.irqs())
    Text += "\n\nAfter it: " + After.text();
  // Needed before it or behind it.
  std::vector<std::string> Words = Here.words();
  for (std::string &Word : After.words())
    if (!llvm::is_contained(Words, Word))
      Words.push_back(std::move(Word));
  if (Fits && !Words.empty()) {
    Text += "\n\nSaved flags:";
    for (const std::string &Word : Words)
      Text += "\n- " + Word;
  }
  if (!Callees.empty()) {
    Text += "\n";
    for (const std::string &Callee : Callees)
      Text += "\n" + Callee + "\n";
  }
  return StringRef(Text).rtrim().str();
}

json::Array inlayHints(const Snapshot &S, unsigned First, unsigned Last) {
  json::Array Hints;
  if (!S.States || !S.States->Solver)
    return Hints;
  frontend::UnitStates &States = *S.States;
  std::lock_guard<std::mutex> Guard(States.Asking);
  for (const Body &B : States.Bodies) {
    if (B.LastLine < First || B.FirstLine > Last)
      continue;
    auto Copy = withProbes(*B.Flow, std::nullopt, std::nullopt);
    Watcher W(States, *B.Flow);
    if (!States.Solver->watch(*Copy, W))
      continue;
    // The last change of a line is what holds behind it.
    std::map<unsigned, std::string> ByLine;
    for (const Watcher::Call &C : W.Calls) {
      if (C.At.File != B.Flow->Loc.Begin.File || C.At.Line < First ||
          C.At.Line > Last || C.After.empty() ||
          C.Before.summary() == C.After.summary())
        continue;
      ByLine[C.At.Line] = C.After.summary();
    }
    for (auto &[Line, State] : ByLine)
      Hints.push_back(json::Object{
          {"position", toJSON(S.Contents->position(
                           Line, S.Contents->line(Line - 1).size() + 1))},
          {"label", "interrupts " + State},
          {"paddingLeft", true}});
  }
  return Hints;
}

} // namespace pvlint::lsp
