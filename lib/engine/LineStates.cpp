//===- LineStates.cpp - what interrupts are, line by line -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/LineStates.h"
#include <map>

namespace pvlint::solve {
namespace {

/// What runs at the end of a scope is placed where its variable is declared.
bool isCleanup(const flow::Op &O) {
  return O.Code == flow::Opcode::Call &&
         llvm::StringRef(O.Spelling).starts_with("end of scope");
}

constexpr llvm::StringLiteral Before = "before", After = "after";

/// The line that \p At is on, if that is one of \p F.
uint32_t lineIn(const flow::Function &F, const flow::Location &At) {
  return At.isValid() && At.File == F.Loc.Begin.File ? At.Line : 0;
}

flow::Op probe(llvm::StringRef When, const flow::Function &F, uint32_t Line) {
  flow::Op P;
  P.Code = flow::Opcode::Opaque;
  P.Spelling = When.str();
  P.Loc.Begin = {F.Loc.Begin.File, Line, 1};
  return P;
}

/// A copy of \p F with probes around what each block has on a line.
std::unique_ptr<flow::Function> withProbes(const flow::Function &F) {
  auto Copy = std::make_unique<flow::Function>(F);
  for (flow::Block &B : Copy->Blocks) {
    std::vector<flow::Op> Ops;
    uint32_t Line = 0;
    auto Enter = [&](uint32_t Next) {
      if (Next == Line)
        return;
      if (Line)
        Ops.push_back(probe(After, F, Line));
      if (Next)
        Ops.push_back(probe(Before, F, Next));
      Line = Next;
    };
    for (flow::Op &O : B.Ops) {
      if (isCleanup(O))
        Enter(0);
      else if (const uint32_t Next = lineIn(F, O.Loc.Begin))
        Enter(Next);
      // Those of the extraction are where these are.
      if (!flow::isProbe(O))
        Ops.push_back(std::move(O));
    }
    if (const uint32_t Last = lineIn(F, B.Term.Loc.Begin))
      Enter(Last);
    Enter(0);
    B.Ops = std::move(Ops);
  }
  return Copy;
}

class LineListener : public Listener {
public:
  explicit LineListener(ExprPool &Pool) : Pool(Pool) {}

  std::map<uint32_t, LineState> Lines;

  void before(const flow::Op &O, const State &S) override {
    if (!flow::isProbe(O) || !O.Loc.Begin.isValid())
      return;
    LineState &At = Lines[O.Loc.Begin.Line];
    At.Line = O.Loc.Begin.Line;
    (O.Spelling == Before ? At.Before : At.After) |= irqsOf(S);
  }

private:
  ExprPool &Pool;

  uint8_t irqsOf(const State &S) const {
    switch (S.isOn(Pool)) {
    case Tri::True:
      return EnabledIrqs;
    case Tri::False:
      return DisabledIrqs;
    case Tri::Unknown:
      break;
    }
    return S.Irq.Now == Pool.entry() ? CallersIrqs : UnknownIrqs;
  }
};

} // namespace

std::string irqWords(uint8_t Set) {
  static constexpr std::pair<IrqSet, llvm::StringLiteral> Words[] = {
      {CallersIrqs, "caller's"},
      {DisabledIrqs, "disabled"},
      {EnabledIrqs, "enabled"},
      {UnknownIrqs, "unknown"}};
  if (llvm::popcount(Set) > 2)
    return "any of them";
  std::string Text;
  for (const auto &[Bit, Word] : Words)
    if (Set & Bit)
      Text += (Text.empty() ? "" : " or ") + Word.str();
  return Text.empty() ? "not reached" : Text;
}

std::optional<FunctionStates> lineStates(Solver &S, const flow::Function &F) {
  const auto Probed = withProbes(F);
  LineListener Hear(S.pool());
  if (!S.watch(*Probed, Hear))
    return std::nullopt;
  FunctionStates Result{F.Name, F.Loc.Begin.File, {}};
  // Lines that no path reaches are told, too.
  for (const flow::Block &B : Probed->Blocks)
    for (const flow::Op &O : B.Ops)
      if (flow::isProbe(O))
        Hear.Lines[O.Loc.Begin.Line].Line = O.Loc.Begin.Line;
  for (const auto &[Line, State] : Hear.Lines)
    Result.Lines.push_back(State);
  return Result;
}

} // namespace pvlint::solve
