//===- Dump.cpp - states and summaries for people -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Dump.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::solve {

static const char *text(flow::UnOp Op) {
  switch (Op) {
  case flow::UnOp::Not:
    return "!";
  case flow::UnOp::BitNot:
    return "~";
  case flow::UnOp::Neg:
    return "-";
  }
  return "?";
}

static const char *text(flow::BinOp Op) {
  static const char *const Names[] = {
      "+",  "-",  "*",  "/",  "%", "&",  "|", "^",
      "<<", ">>", "==", "!=", "<", "<=", ">", ">="};
  return Names[static_cast<unsigned>(Op)];
}

std::string describe(const Expr *E) {
  if (!E)
    return "nothing";
  switch (E->K) {
  case Expr::Const:
    return std::to_string(E->Value);
  case Expr::Entry:
    return "entry";
  case Expr::Param:
    return "arg" + std::to_string(E->Value);
  case Expr::Init:
    return describe(E->C);
  case Expr::Opaque:
    return "unknown#" + std::to_string(E->Id);
  case Expr::Uninit:
    return "uninitialised";
  case Expr::Address:
    return "&" + describe(E->C);
  case Expr::FuncAddr:
    return E->Name.str();
  case Expr::Word:
    return (E->Spent ? "restored word(" : "word(") + describe(E->Origin) +
           (E->A->K == Expr::Entry ? "" : " = " + describe(E->A)) + ")";
  case Expr::IfBit:
    return "state(" + describe(E->A) + ")";
  case Expr::Unary:
    return text(E->Un) + describe(E->A);
  case Expr::Binary:
    return "(" + describe(E->A) + " " + text(E->Bin) + " " + describe(E->B) +
           ")";
  case Expr::Cast:
    return "(" + std::string(E->Ty.Signed ? "s" : "u") +
           std::to_string(E->Ty.Bits) + ")" + describe(E->A);
  case Expr::Stable: {
    std::string Text = E->Name.str() + "(";
    for (size_t I = 0; I != E->Args.size(); ++I)
      Text += (I ? ", " : "") + describe(E->Args[I]);
    return Text + ")";
  }
  }
  return "?";
}

std::string describe(const Event *E) {
  if (!E)
    return "nothing";
  std::string Text;
  for (; E; E = E->Inner) {
    if (!Text.empty())
      Text += " > ";
    Text += E->spelling().empty() ? std::string("line") : E->spelling().str();
    Text += "@" + std::to_string(E->Loc.Begin.Line);
  }
  return Text;
}

std::string describe(const Cell *C, const flow::Function *F) {
  std::string Base;
  switch (C->K) {
  case Cell::Var:
    Base = F && C->Var_ < F->Vars.size() && !F->Vars[C->Var_].Name.empty()
               ? F->Vars[C->Var_].Name
               : "var" + std::to_string(C->Var_);
    break;
  case Cell::Global:
    Base = C->Name;
    break;
  case Cell::Pointee:
    Base = "*" + describe(C->Pointer);
    break;
  }
  return Base + C->Path;
}

std::string describe(const Fact &F) {
  auto List = [](const Fact::Values &V) {
    return llvm::join(
        llvm::map_range(V, [](int64_t N) { return std::to_string(N); }), ", ");
  };
  if (F.IsEqual)
    return "is " + std::to_string(F.Equal);
  if (!F.In.empty())
    return "is one of " + List(F.In);
  if (F.isObject() && F.Not.size() == 2)
    return "is not 0"; // an object: see Fact::isObject()
  if (!F.Not.empty())
    return "is not " + List(F.Not);
  return "can be anything";
}

void dump(const Facts &Path, llvm::raw_ostream &OS) {
  const char *Comma = "";
  for (const auto &[E, Known] : Path) {
    OS << Comma << describe(E) << ' ' << describe(Known);
    Comma = ", ";
  }
}

static const char *text(Slept S) {
  return S == Slept::No ? "" : S == Slept::Yes ? ", slept" : ", may have slept";
}

void dump(const State &S, const ExprPool &Pool, const flow::Function &F,
          llvm::raw_ostream &OS) {
  S.Irq.dump(OS);
  OS << text(S.Sleep.Is);
  if (S.MayBeOpen)
    OS << ", word handed out";
  if (!S.Path.empty()) {
    OS << "; where ";
    dump(S.Path, OS);
  }
  const char *Sep = "; ";
  for (const State::Slot &Slot : S.Cells) {
    const Cell *C = Pool.cell(Slot.first);
    OS << Sep << describe(C, &F) << " = " << describe(Slot.second);
    Sep = ", ";
  }
}

void dump(const Row &R, llvm::raw_ostream &OS) {
  OS << "returns";
  if (R.Return)
    OS << ' ' << describe(R.Return);
  if (!R.ReturnIs.isNothing())
    OS << " (" << describe(R.ReturnIs) << ')';
  OS << ", irqs "
     << (R.Irq->isConst(0)   ? "off"
         : R.Irq->isConst(1) ? "on"
                             : describe(R.Irq));
  auto Mark = [&](const char *Name, const Event *E) {
    if (E)
      OS << ", " << Name << ' ' << describe(E);
  };
  Mark("by", R.IrqEvent);
  Mark("disabled unsaved by", R.Disabled);
  Mark("pair closed by", R.Paired);
  Mark("enabled for the caller by", R.EnabledCaller);
  if (R.InSection)
    OS << ", section open";
  if (R.SectionWord)
    OS << " with " << describe(R.SectionWord)
       << (R.WordIsOut ? " (kept outside)" : "");
  R.Counted.dump(OS);
  OS << text(R.Sleep.Is);
  for (const Expr *W : R.Restored)
    OS << ", restores " << describe(W);
  if (!R.When.empty()) {
    OS << "; where ";
    dump(R.When, OS);
  }
  const char *Sep = "; ";
  for (const Row::Write &W : R.Writes) {
    OS << Sep << describe(W.To) << " = " << describe(W.Value);
    if (!W.Is.isNothing())
      OS << " (" << describe(W.Is) << ')';
    Sep = ", ";
  }
}

static const char *text(Obligation::Kind K) {
  switch (K) {
  case Obligation::RestoreWord:
    return "restores the caller's word";
  case Obligation::EntryOff:
    return "a restore is wrong if entered off";
  case Obligation::EnterOn:
    return "a pair is wrong if entered off";
  case Obligation::SleepsEntry:
    return "sleeps, if entered off for what it is";
  case Obligation::OpensEntry:
    return "opens what an interrupt handler has off";
  case Obligation::MustBeOn:
    return "must be entered on";
  case Obligation::MustBeOff:
    return "must be entered off";
  case Obligation::LeftOff:
    return "returns off if entered on";
  case Obligation::OpensIfOn:
    return "restores inside a counted section, wrong if entered on";
  case Obligation::ReadBits:
    return "looks at the caller's value";
  case Obligation::Happens:
    return "does something wrong";
  case Obligation::SlotTooSoon:
    return "saves before it locks";
  }
  return "?";
}

void dump(const Obligation &O, llvm::raw_ostream &OS) {
  OS << text(O.K);
  if (O.Value)
    OS << ' ' << describe(O.Value);
  if (O.At)
    OS << " at " << describe(O.At);
  if (!O.When.empty()) {
    OS << "; where ";
    dump(O.When, OS);
  }
}

void dump(const Summary &S, llvm::raw_ostream &OS) {
  if (S.GivenUp)
    OS << "  too large: believed to change nothing\n";
  for (const Row &R : S.Rows) {
    OS << "  ";
    dump(R, OS);
    OS << '\n';
  }
  if (S.Rows.empty())
    OS << "  never returns\n";
  for (const Obligation &O : S.Obligations) {
    OS << "  caller: ";
    dump(O, OS);
    OS << '\n';
  }
}

} // namespace pvlint::solve
