//===- Way.cpp - a path, for people ---------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Way.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace pvlint::solve {

using flow::BinOp;
using flow::Op;
using flow::Opcode;
using flow::Operand;

namespace {

/// Reads a condition back from the operations that compute it.
class ConditionText {
public:
  explicit ConditionText(const flow::Function &F) : F(F) {}

  /// "'n' > 1", of what is \p Taken if it is not zero; empty if it has no form
  /// that is worth reading.
  std::string of(const Operand &Cond, bool Taken) const;

private:
  const flow::Function &F;

  /// The only operation that sets \p O.
  const Op *definition(const Operand &O) const;
  std::string placeName(const flow::Place &P) const;
  /// "dev->state", "0x4", "ready()", "flags & 0x4"; empty if there is none.
  std::string name(const Operand &O, unsigned Depth = 0) const;
  bool isPointer(const Operand &O) const;
};

const Op *ConditionText::definition(const Operand &O) const {
  const Op *Only = nullptr;
  if (!O.isTemp())
    return nullptr;
  for (const flow::Block &B : F.Blocks)
    for (const Op &Each : B.Ops)
      if (Each.HasResult && Each.Result == O.Index) {
        if (Only)
          return nullptr; // an arm of `?:` or `&&`
        Only = &Each;
      }
  return Only;
}

std::string ConditionText::placeName(const flow::Place &P) const {
  std::string Text;
  const char *Join = ".";
  switch (P.K) {
  case flow::Place::Var:
    if (P.Index < F.Vars.size())
      Text = F.Vars[P.Index].Name;
    break;
  case flow::Place::Global:
    Text = llvm::StringRef(P.Name).rsplit(':').second.str();
    if (Text.empty())
      Text = P.Name;
    break;
  case flow::Place::Deref:
    Text = name(Operand::temp(P.Index));
    Join = "->";
    if (!Text.empty() && P.Path.empty())
      return "*" + Text;
    break;
  }
  if (Text.empty() || Text == flow::HiddenResult)
    return "";
  for (const std::string &Step : P.Path) {
    if (Step == flow::ThisCpuStep)
      continue;
    Text += Step == "[]" ? "[…]" : Join + Step;
    Join = ".";
  }
  return Text;
}

static llvm::StringRef spelling(BinOp B) {
  switch (B) {
  case BinOp::Eq:
    return "==";
  case BinOp::Ne:
    return "!=";
  case BinOp::Lt:
    return "<";
  case BinOp::Le:
    return "<=";
  case BinOp::Gt:
    return ">";
  case BinOp::Ge:
    return ">=";
  case BinOp::And:
    return "&";
  case BinOp::Add:
    return "+";
  case BinOp::Sub:
    return "-";
  default:
    return "";
  }
}

static std::optional<BinOp> opposite(BinOp B) {
  switch (B) {
  case BinOp::Eq:
    return BinOp::Ne;
  case BinOp::Ne:
    return BinOp::Eq;
  case BinOp::Lt:
    return BinOp::Ge;
  case BinOp::Le:
    return BinOp::Gt;
  case BinOp::Gt:
    return BinOp::Le;
  case BinOp::Ge:
    return BinOp::Lt;
  default:
    return std::nullopt;
  }
}

std::string ConditionText::name(const Operand &O, unsigned Depth) const {
  // A name of more parts is no help.
  static constexpr unsigned MaxParts = 6;
  if (O.K == Operand::Const)
    return O.Value >= -4096 && O.Value <= 4096
               ? std::to_string(O.Value)
               : "0x" + llvm::utohexstr(O.Value, /*LowerCase=*/true);
  const Op *D = Depth < MaxParts ? definition(O) : nullptr;
  if (!D)
    return "";
  switch (D->Code) {
  case Opcode::Load:
    return placeName(D->P);
  case Opcode::Copy:
  case Opcode::Cast:
    return name(D->A, Depth + 1);
  case Opcode::Addr: {
    const std::string Of = placeName(D->P);
    return Of.empty() ? Of : "&" + Of;
  }
  case Opcode::Call:
    if (!D->Spelling.empty() &&
        !llvm::StringRef(D->Spelling).starts_with("end of scope"))
      return D->Spelling + "()";
    return D->CalleeIs == flow::CalleeKind::Function ||
                   D->CalleeIs == flow::CalleeKind::Member
               ? D->Callee + "()"
               : "";
  case Opcode::Binary: {
    const std::string A = name(D->A, Depth + 1), B = name(D->B, Depth + 1);
    const llvm::StringRef By = spelling(D->Bin);
    return A.empty() || B.empty() || By.empty()
               ? ""
               : (A + " " + By + " " + B).str();
  }
  default:
    return "";
  }
}

bool ConditionText::isPointer(const Operand &O) const {
  const Op *D = definition(O);
  return D && D->Ty.Pointer;
}

static std::string quote(llvm::StringRef Name) {
  return Name.ends_with("()") ? Name.str() : ("'" + Name + "'").str();
}

std::string ConditionText::of(const Operand &Cond, bool Taken) const {
  const Op *D = definition(Cond);
  for (; D; D = definition(D->A))
    if (D->Code == Opcode::Unary && D->Un == flow::UnOp::Not)
      Taken = !Taken;
    else if (D->Code != Opcode::Copy && D->Code != Opcode::Cast)
      break;
  if (!D)
    return "";
  const auto ZeroOr = [&](const Operand &O, llvm::StringRef Name,
                          bool NotZero) {
    if (isPointer(O))
      return quote(Name) + (NotZero ? " not NULL" : " NULL");
    return quote(Name) + (NotZero ? " nonzero" : " zero");
  };
  if (D->Code == Opcode::Binary)
    if (const auto Other = opposite(D->Bin)) {
      const BinOp By = Taken ? D->Bin : *Other;
      const std::string A = name(D->A), B = name(D->B);
      if (A.empty() || B.empty())
        return "";
      if ((By == BinOp::Eq || By == BinOp::Ne) && B == "0")
        return ZeroOr(D->A, A, By == BinOp::Ne);
      return quote(A) + " " + spelling(By).str() + " " +
             (D->B.K == Operand::Const ? B : quote(B));
    }
  const std::string Name = name(Operand::temp(D->Result));
  return Name.empty() ? "" : ZeroOr(Operand::temp(D->Result), Name, Taken);
}

} // namespace

WayStep branchOf(const flow::Function &F, const Trail &T) {
  WayStep S{.Branch = T.Branch};
  for (const flow::Block &B : F.Blocks)
    if (B.Term.K == flow::TermKind::Branch && B.Term.Loc == T.Branch) {
      S.Says = ConditionText(F).of(B.Term.Cond, T.Taken);
      break;
    }
  if (S.Says.empty())
    S.Says = T.Taken ? "this condition true" : "this condition false";
  return S;
}

bool asksFor(const flow::Function &F, const flow::Range &Branch,
             const EventOp &Call) {
  llvm::BitVector Temps(F.NumTemps), Vars(F.Vars.size());
  auto Holds = [&](const Operand &O) { return O.isTemp() && Temps[O.Index]; };
  auto IsWholeVar = [](const flow::Place &P) {
    return P.K == flow::Place::Var && P.Path.empty();
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const flow::Block &B : F.Blocks)
      for (const Op &O : B.Ops) {
        if (O.Code == Opcode::Store && IsWholeVar(O.P) && Holds(O.A) &&
            !Vars[O.P.Index]) {
          Vars.set(O.P.Index);
          Changed = true;
        }
        if (!O.HasResult || Temps[O.Result])
          continue;
        const bool IsAnswer = O.Code == Opcode::Call ? Call.is(O)
                              : O.Code == Opcode::Load
                                  ? IsWholeVar(O.P) && Vars[O.P.Index]
                                  : Holds(O.A) || Holds(O.B);
        if (IsAnswer) {
          Temps.set(O.Result);
          Changed = true;
        }
      }
  }
  return llvm::any_of(F.Blocks, [&](const flow::Block &B) {
    return B.Term.Loc == Branch && Holds(B.Term.Cond);
  });
}

Way wayTo(const flow::Function &F, const Trail *Last) {
  Way Steps;
  for (const Trail *T = Last; T; T = T->Before)
    if (T->Branch.Begin.isValid())
      Steps.push_back(branchOf(F, *T));
    else if (const Event *E = T->Save ? T->Save : T->Changed)
      Steps.push_back({.What = E});
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

} // namespace pvlint::solve
