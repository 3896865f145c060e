//===- Condition.cpp - a condition, for people ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Condition.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Op;
using flow::Opcode;
using flow::Operand;

ConditionText::ConditionText(const flow::Function &F)
    : F(F), Definitions(F.NumTemps) {
  llvm::BitVector Several(F.NumTemps); // an arm of `?:` or `&&`
  for (const flow::Block &B : F.Blocks)
    for (const Op &O : B.Ops)
      if (O.HasResult) {
        const Op *&Only = Definitions[O.Result];
        if (Only)
          Several.set(O.Result);
        Only = &O;
      }
  for (const unsigned Temp : Several.set_bits())
    Definitions[Temp] = nullptr;
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
  case Opcode::Stable: // by a function's declaration, or asm
    return D->Spelling.empty() || D->Spelling == "asm" ? ""
                                                       : D->Spelling + "()";
  case Opcode::Call:
    if (!D->Spelling.empty() &&
        !llvm::StringRef(D->Spelling).starts_with("end of scope"))
      return D->Spelling + "()";
    return D->CalleeIs == flow::CalleeKind::Function ||
                   D->CalleeIs == flow::CalleeKind::Member
               ? D->Callee + "()"
               : "";
  case Opcode::Unary: {
    const std::string A = name(D->A, Depth + 1);
    return A.empty() || D->Un != flow::UnOp::Neg ? "" : "-" + A;
  }
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

/// A number and a call are seen to be what they are.
static std::string quote(llvm::StringRef Name) {
  int64_t Number;
  return Name.ends_with("()") || !Name.getAsInteger(0, Number)
             ? Name.str()
             : ("'" + Name + "'").str();
}

std::string ConditionText::zeroOr(const Op *O, llvm::StringRef Name,
                                  bool NotZero) const {
  if (O && O->Ty.Pointer)
    return quote(Name) + (NotZero ? " not NULL" : " NULL");
  if (!O || O->Ty.Bits == 1 || (O->Code == Opcode::Binary && opposite(O->Bin)))
    return quote(Name) + (NotZero ? " true" : " false");
  return quote(Name) + (NotZero ? " nonzero" : " zero");
}

/// Where in \p Text its only operator \p By stands, outside of parentheses;
/// npos if there is none, or another one that binds less.
static size_t placeOf(llvm::StringRef By, llvm::StringRef Text) {
  const std::string Wanted = (" " + By + " ").str();
  size_t Found = llvm::StringRef::npos;
  unsigned Depth = 0;
  for (size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] == '(' || Text[I] == '[')
      ++Depth;
    else if (Depth && (Text[I] == ')' || Text[I] == ']'))
      --Depth;
    if (Depth)
      continue;
    const llvm::StringRef Rest = Text.drop_front(I);
    if (Text[I] == '?' || Text[I] == ',' || Rest.starts_with("&&") ||
        Rest.starts_with("||") || Rest.starts_with(" = "))
      return llvm::StringRef::npos;
    if (!Rest.starts_with(Wanted))
      continue;
    if (Found != llvm::StringRef::npos)
      return llvm::StringRef::npos;
    Found = I;
  }
  return Found;
}

std::string ConditionText::comparison(const Op &D, llvm::StringRef Text,
                                      bool Taken) const {
  const size_t At = placeOf(spelling(D.Bin), Text);
  if (At == llvm::StringRef::npos)
    return zeroOr(&D, Text, Taken);
  const BinOp By = Taken ? D.Bin : *opposite(D.Bin);
  const llvm::StringRef A = Text.take_front(At),
                        B = Text.drop_front(At + spelling(D.Bin).size() + 2);
  if ((By == BinOp::Eq || By == BinOp::Ne) && (B == "0" || B == "NULL"))
    return zeroOr(definition(D.A), A, By == BinOp::Ne);
  return quote((A + " " + spelling(By) + " " + B).str());
}

const Op *ConditionText::tested(const Operand &Cond) const {
  const Op *D = definition(Cond);
  while (D && (D->Code == Opcode::Copy || D->Code == Opcode::Cast ||
               D->Code == Opcode::Unary ||
               (D->Code == Opcode::Binary && D->B.K == Operand::Const)))
    D = definition(D->A);
  return D && D->Code == Opcode::Load ? D : nullptr;
}

std::string ConditionText::returner(const Operand &O) const {
  const Op *D = definition(O);
  while (D && (D->Code == Opcode::Copy || D->Code == Opcode::Cast))
    D = definition(D->A);
  const std::string Name = D && D->Code == Opcode::Call
                               ? name(Operand::temp(D->Result))
                               : std::string();
  return llvm::StringRef(Name).ends_with("()") ? Name : "";
}

std::string ConditionText::of(const flow::Terminator &T, bool Taken) const {
  const Op *D = definition(T.Cond);
  for (; D; D = definition(D->A))
    if (D->Code == Opcode::Unary && D->Un == flow::UnOp::Not)
      Taken = !Taken;
    else if (D->Code != Opcode::Copy && D->Code != Opcode::Cast)
      break;
  if (!T.Text.empty())
    return D && D->Code == Opcode::Binary && opposite(D->Bin)
               ? comparison(*D, T.Text, Taken)
               : zeroOr(D, T.Text, Taken);
  if (!D)
    return "";
  if (D->Code == Opcode::Binary)
    if (const auto Other = opposite(D->Bin)) {
      const BinOp By = Taken ? D->Bin : *Other;
      const std::string A = name(D->A), B = name(D->B);
      if (A.empty() || B.empty())
        return "";
      if ((By == BinOp::Eq || By == BinOp::Ne) && B == "0")
        return zeroOr(definition(D->A), A, By == BinOp::Ne);
      return quote(A) + " " + spelling(By).str() + " " + quote(B);
    }
  const std::string Name = name(Operand::temp(D->Result));
  return Name.empty() ? "" : zeroOr(D, Name, Taken);
}

} // namespace pvlint::solve
