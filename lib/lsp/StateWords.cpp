//===- StateWords.cpp - interrupt states in words -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Words are those of docs/contract.md and of the findings' notes, so that what
// an editor shows under the cursor and what a finding says can be compared.
//
//===----------------------------------------------------------------------===//

#include "lsp/StateWords.h"
#include "checks/Witness.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
using pvlint::solve::Cell;
using pvlint::solve::Event;
using pvlint::solve::Expr;
using pvlint::solve::ExprPool;
using pvlint::solve::Tri;

namespace pvlint::lsp {

static constexpr StringRef AsEntered = "as the caller had them";

static std::string lineOf(const Event *E) {
  return "line " + std::to_string(E->Loc.Begin.Line);
}

/// "line 12: 'helper', through 'local_irq_enable' in 'helper' (line 3)"; the
/// file is named when it is not \p In.
static std::string what(const Event *E, const flow::Function &In,
                        llvm::ArrayRef<std::string> Files) {
  std::string Text = lineOf(E) + ": " + checks::named(E);
  const Event *Inner = checks::shownStep(E);
  if (Inner == E)
    return Text;
  Text += ", through " + checks::named(Inner) + " in " +
          checks::functionOf(Inner) + " (";
  if (Inner->Loc.Begin.File != In.Loc.Begin.File &&
      Inner->Loc.Begin.File < Files.size())
    Text += llvm::sys::path::filename(Files[Inner->Loc.Begin.File]).str() + " ";
  return Text + lineOf(Inner) + ")";
}

/// What the state \p Irq is when nothing more is known of it.
static std::string stateWord(const Expr *Irq, const solve::Facts &Path,
                             ExprPool &Pool) {
  switch (Path.truth(Pool, Irq)) {
  case Tri::True:
    return "enabled";
  case Tri::False:
    return "disabled";
  case Tri::Unknown:
    break;
  }
  if (Irq == Pool.entry())
    return AsEntered.str();
  return Irq->K == Expr::IfBit ? "as the restored flags say" : "not known";
}

IrqWords describeIrqs(const solve::State &S, ExprPool &Pool,
                      const flow::Function &F,
                      llvm::ArrayRef<std::string> Files) {
  IrqWords W;
  W.State = stateWord(S.Irq.Now, S.Path, Pool);
  if (S.Irq.Now == Pool.entry()) {
    if (W.State != AsEntered)
      W.Since = ", as a test has shown";
    else if (S.Irq.By) // a restore brought them back
      W.Since = ", again since " + what(S.Irq.By, F, Files);
  } else if (S.Irq.By) {
    W.Since = ", since " + what(S.Irq.By, F, Files);
  }
  return W;
}

/// The name of what is at \p C, as the source has it; empty when it has none.
static std::string cellName(const Cell *C, const flow::Function &F) {
  switch (C->K) {
  case Cell::Var:
    if (C->Var_ >= F.Vars.size() || F.Vars[C->Var_].Name.empty() ||
        F.Vars[C->Var_].Name == flow::HiddenResult)
      return "";
    return F.Vars[C->Var_].Name + C->Path;
  case Cell::Global:
    return C->Name + C->Path;
  case Cell::Pointee: {
    const Expr *P = C->Pointer;
    std::string Base;
    if (P->K == Expr::Param && size_t(P->Value) < F.Vars.size())
      Base = F.Vars[P->Value].Name;
    else if (P->K == Expr::Init || P->K == Expr::Address)
      Base = cellName(P->C, F);
    if (Base == flow::HiddenResult)
      return "";
    if (C->Path.empty())
      return Base.empty() ? "" : "*" + Base;
    StringRef Path = C->Path;
    Path.consume_front(".");
    return (Base.empty() ? "…" : Base) + "->" + Path.str();
  }
  }
  return "";
}

std::vector<std::string> describeWords(const solve::State &S, ExprPool &Pool,
                                       const flow::Function &F) {
  std::vector<std::string> Lines;
  for (const auto &[Id, V] : S.Cells) {
    if (V->K != Expr::Word || V->Spent)
      continue;
    const std::string Name = cellName(Pool.cell(Id), F);
    if (Name.empty())
      continue;
    std::string Says = stateWord(V->A, S.Path, Pool);
    if (Says == "not known")
      Says = "what is not known";
    Lines.push_back("`" + Name + "`: saved on " + lineOf(V->Origin) + " by " +
                    checks::named(V->Origin) + ", says " + Says);
  }
  return Lines;
}

void StatesAt::add(const solve::State &S, ExprPool &Pool,
                   const flow::Function &F, llvm::ArrayRef<std::string> Files) {
  ++Count;
  IrqWords W = describeIrqs(S, Pool, F, Files);
  if (!llvm::is_contained(Irqs, W))
    Irqs.push_back(std::move(W));
  for (std::string &Line : describeWords(S, Pool, F)) {
    auto Old =
        llvm::find_if(Words, [&](const auto &P) { return P.first == Line; });
    if (Old == Words.end())
      Words.emplace_back(std::move(Line), 1);
    else
      ++Old->second;
  }
}

std::string StatesAt::summary() const {
  std::vector<std::string> Distinct;
  for (const IrqWords &W : Irqs)
    if (!llvm::is_contained(Distinct, W.State))
      Distinct.push_back(W.State);
  return llvm::join(Distinct, " or ");
}

std::string StatesAt::text() const {
  if (Irqs.size() == 1)
    return "**" + Irqs[0].State + "**" + Irqs[0].Since;
  std::string Text = "it depends on the path:";
  for (const IrqWords &W : Irqs)
    Text += "\n- **" + W.State + "**" + W.Since;
  return Text;
}

std::vector<std::string> StatesAt::words() const {
  std::vector<std::string> Lines;
  for (const auto &[Line, N] : Words)
    Lines.push_back(Line + (N < Count ? " (not on every path)" : ""));
  return Lines;
}

//===----------------------------------------------------------------------===//
// Callees
//===----------------------------------------------------------------------===//

static std::string describePrimitive(const flow::Primitive &P,
                                     bool RestoresDisable) {
  std::vector<std::string> Parts;
  if (P.NoReturn)
    return "does not return";
  if (P.IsTest)
    return P.Test ? "tells whether saved flags say disabled"
                  : "tells whether interrupts are disabled";
  if (P.Save)
    Parts.push_back("saves the flags");
  if (P.Restore)
    Parts.push_back(P.RestoreFull || RestoresDisable
                        ? "writes the whole flags register"
                        : "enables interrupts if the flags that it is given "
                          "say so; it never disables");
  if (P.Irqs == flow::IrqsAfter::Off)
    Parts.push_back("disables interrupts");
  else if (P.Irqs == flow::IrqsAfter::On)
    Parts.push_back("enables interrupts");
  if (P.Counted == flow::CountedUse::Disable)
    Parts.push_back("counts one more reason for interrupts to be disabled");
  else if (P.Counted == flow::CountedUse::Enable)
    Parts.push_back("counts one reason less for interrupts to be disabled; "
                    "the last one restores what the first found");
  if (P.KeepsIrqs)
    Parts.push_back("leaves interrupts as they are");
  if (P.Requires != flow::Required::Anything)
    Parts.push_back(P.Requires == flow::Required::On
                        ? "requires interrupts to be enabled"
                        : "requires interrupts to be disabled");
  if (P.Sleeps)
    Parts.push_back("sleeps, and returns with interrupts enabled");
  else if (P.SleepArg)
    Parts.push_back("sleeps if its gfp flags allow that");
  if (Parts.empty())
    return "";
  std::string Text = llvm::join(Parts, " and ");
  if (P.Happens == flow::When::Nonzero)
    Text += ", when it returns nonzero";
  else if (P.Happens == flow::When::Zero)
    Text += ", when it returns zero";
  return Text +
         (P.IsDeclared ? " (from its declaration)" : " (from the contract)");
}

/// "when it returns nonzero", from what is known of the value.
static std::string whenReturned(const solve::Row &R) {
  auto Number = [](int64_t V) {
    return "when it returns " + std::to_string(V);
  };
  if (R.Return && R.Return->isConst())
    return Number(R.Return->Value);
  if (R.ReturnIs.IsEqual)
    return Number(R.ReturnIs.Equal);
  if (R.ReturnIs.excludes(0))
    return "when it returns nonzero";
  return "";
}

static std::string describeRow(const solve::Row &R, ExprPool &Pool,
                               const flow::Function &In,
                               llvm::ArrayRef<std::string> Files) {
  std::vector<std::string> Parts;
  if (R.Irq->isConst()) {
    std::string Text = R.Irq->isConst(0) ? "returns with interrupts disabled"
                                         : "returns with "
                                           "interrupts enabled";
    if (R.IrqEvent)
      Text += ", since " + what(R.IrqEvent, In, Files);
    Parts.push_back(std::move(Text));
  } else if (R.Irq != Pool.entry()) {
    Parts.push_back(
        R.Irq->K == Expr::IfBit
            ? "restores the interrupt state that the flags passed to it say"
            : "may change the interrupt state");
  }
  const bool SavesToMemory = llvm::any_of(R.Writes, [](const auto &W) {
    return W.Value->K == Expr::Word && !W.Value->Spent;
  });
  if (SavesToMemory)
    Parts.push_back("leaves saved flags where its caller can find them");
  if (R.Return && R.Return->K == Expr::Word)
    Parts.push_back("returns saved flags");
  if (!R.Restored.empty() && R.Irq == Pool.entry())
    Parts.push_back("restores flags that it is passed");
  if (R.Sleep.Is == solve::Slept::Yes)
    Parts.push_back("sleeps" +
                    (R.Sleep.At ? ": " + what(R.Sleep.At, In, Files) : ""));
  return llvm::join(Parts, "; ");
}

std::vector<std::string> describeCallee(const flow::Op &Call,
                                        const frontend::UnitStates &States) {
  if (Call.CalleeIs == flow::CalleeKind::Pointer)
    return {"is called through a pointer: what it does is not known, and it is "
            "assumed to leave interrupts as they are"};
  const flow::Contract &C = States.Contract;
  const flow::Primitive *P = States.Solver->entry(Call);
  std::vector<std::string> Lines;
  if (P) {
    if (std::string Text = describePrimitive(*P, C.restoresDisable());
        !Text.empty())
      Lines.push_back(std::move(Text));
    if (P->hasEffect())
      return Lines;
  }
  const solve::Summary *S = Call.CalleeIs == flow::CalleeKind::Function
                                ? States.Solver->summary(Call.Callee)
                                : nullptr;
  if (!S)
    return {Call.CalleeIs == flow::CalleeKind::Member
                ? "is called through a pointer: what it does is not known, and "
                  "it is assumed to leave interrupts as they are"
                : "leaves interrupts as they are, as far as this file and its "
                  "headers show"};
  if (S->GivenUp)
    return {
        "is too big to be followed, and assumed to leave interrupts as they "
        "are"};
  ExprPool &Pool = States.Solver->pool();
  const flow::Function *In = nullptr;
  for (const auto &B : States.Bodies)
    if (B.Flow->Name == Call.Callee)
      In = B.Flow.get();
  const flow::Function Elsewhere;
  if (S->Rows.empty())
    return {"does not return"};
  for (const solve::Row &R : S->Rows) {
    std::string Text = describeRow(R, Pool, In ? *In : Elsewhere, States.Files);
    if (Text.empty())
      Text = "leaves interrupts as they are";
    if (S->Rows.size() > 1)
      if (std::string When = whenReturned(R); !When.empty())
        Text = When + ": " + Text;
    if (!llvm::is_contained(Lines, Text))
      Lines.push_back(std::move(Text));
  }
  const bool IsSaid = llvm::any_of(
      S->Rows, [](const solve::Row &R) { return R.Irq->K == Expr::IfBit; });
  for (const solve::Obligation &O : S->Obligations) {
    if (O.K == solve::Obligation::RestoreWord && IsSaid)
      continue;
    std::string Text =
        O.K == solve::Obligation::EntryOff ||
                O.K == solve::Obligation::EnterOn ||
                O.K == solve::Obligation::OpensEntry
            ? "goes wrong if it is entered with interrupts disabled"
        : O.K == solve::Obligation::RestoreWord
            ? "restores flags that it is passed"
            : "looks at bits of flags that it is passed";
    if (!llvm::is_contained(Lines, Text))
      Lines.push_back(std::move(Text));
  }
  return Lines;
}

} // namespace pvlint::lsp
