//===- Writer.cpp - writes the flow program as text -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the reader would supply by itself is left out: the type u64, missing
// locations, the number of temporaries when it is the largest in use plus one.
//
//===----------------------------------------------------------------------===//

#include "ir/text/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace pvlint::flow;

llvm::StringRef pvlint::flow::spelling(UnOp O) {
  switch (O) {
  case UnOp::Not:
    return "not";
  case UnOp::BitNot:
    return "bitnot";
  case UnOp::Neg:
    return "neg";
  }
  llvm_unreachable("not a UnOp");
}

llvm::StringRef pvlint::flow::spelling(BinOp O) {
  switch (O) {
  case BinOp::Add:
    return "add";
  case BinOp::Sub:
    return "sub";
  case BinOp::Mul:
    return "mul";
  case BinOp::Div:
    return "div";
  case BinOp::Rem:
    return "rem";
  case BinOp::And:
    return "and";
  case BinOp::Or:
    return "or";
  case BinOp::Xor:
    return "xor";
  case BinOp::Shl:
    return "shl";
  case BinOp::Shr:
    return "shr";
  case BinOp::Eq:
    return "eq";
  case BinOp::Ne:
    return "ne";
  case BinOp::Lt:
    return "lt";
  case BinOp::Le:
    return "le";
  case BinOp::Gt:
    return "gt";
  case BinOp::Ge:
    return "ge";
  }
  llvm_unreachable("not a BinOp");
}

llvm::StringRef pvlint::flow::spelling(UseKind K) {
  switch (K) {
  case UseKind::Print:
    return "print";
  case UseKind::Decide:
    return "decide";
  case UseKind::Index:
    return "index";
  }
  llvm_unreachable("not a UseKind");
}

llvm::StringRef pvlint::flow::spelling(PointerNode::Kind K) {
  switch (K) {
  case PointerNode::Function:
    return "function";
  case PointerNode::Field:
    return "field";
  case PointerNode::Global:
    return "global";
  case PointerNode::Param:
    return "param";
  case PointerNode::Return:
    return "return";
  case PointerNode::Local:
    return "local";
  }
  llvm_unreachable("not a PointerNode::Kind");
}

bool pvlint::flow::isPlainName(llvm::StringRef Name) {
  auto IsStart = [](char C) {
    return llvm::isAlpha(C) || C == '_' || C == '$';
  };
  return !Name.empty() && IsStart(Name.front()) &&
         llvm::all_of(Name,
                      [&](char C) { return IsStart(C) || llvm::isDigit(C); });
}

namespace {

/// Where "at" stands when the instruction leaves room for it.
constexpr size_t LocationColumn = 48;

class FunctionWriter {
public:
  explicit FunctionWriter(const Function &F) : F(F) {
    llvm::StringMap<unsigned> Seen;
    for (const Variable &V : F.Vars)
      Numbers.push_back(Seen[V.Name]++);
  }

  void write(llvm::raw_ostream &OS);

private:
  const Function &F;
  /// Of each variable, how many before it have its name.
  std::vector<unsigned> Numbers;
  /// The lines that are complete.
  std::string Done;
  /// The line being written; its location follows in a column.
  std::string Line;
  llvm::raw_string_ostream LS{Line};
  /// One more than the largest temporary written.
  uint32_t TempsSeen = 0;

  void quoted(llvm::StringRef S) {
    LS << '"';
    llvm::printEscapedString(S, LS);
    LS << '"';
  }
  void name(llvm::StringRef S) {
    if (isPlainName(S))
      LS << S;
    else
      quoted(S);
  }
  void type(Type T) {
    if (!T.Pointer)
      LS << (T.Signed ? 'i' : 'u') << unsigned(T.Bits);
    else if (T.Bits == 64)
      LS << "ptr";
    else
      LS << "ptr" << unsigned(T.Bits);
  }
  void temp(uint32_t Index) {
    LS << '%' << Index;
    TempsSeen = std::max(TempsSeen, Index == UINT32_MAX ? Index : Index + 1);
  }
  void variable(uint32_t Index);
  void declaration(uint32_t Index);
  void operand(const Operand &O);
  void operands(llvm::ArrayRef<Operand> Args);
  void place(const Place &P);
  void callee(const Op &O);
  void node(const PointerNode &N);
  void op(const Op &O);
  void target(const Terminator &T, size_t I);
  void terminator(const Terminator &T);
  void location(const Range &R, llvm::StringRef Spelling = "");
  void endLine();
};

} // namespace

void FunctionWriter::variable(uint32_t Index) {
  if (Index >= F.Vars.size()) {
    LS << "#" << Index; // not readable: there is no such variable
    return;
  }
  name(F.Vars[Index].Name);
  if (Numbers[Index])
    LS << '#' << Numbers[Index];
}

void FunctionWriter::declaration(uint32_t Index) {
  const Variable &V = F.Vars[Index];
  variable(Index);
  LS << ": ";
  type(V.Ty);
  if (V.Escapes)
    LS << " escapes";
  if (V.Static)
    LS << " static";
  location(V.TypeText);
}

void FunctionWriter::operand(const Operand &O) {
  switch (O.K) {
  case Operand::None:
    LS << '?';
    return;
  case Operand::Temp:
    temp(O.Index);
    return;
  case Operand::Const:
    LS << O.Value;
    return;
  case Operand::Function:
    LS << '@';
    name(O.Name);
    return;
  }
  llvm_unreachable("not an Operand::Kind");
}

void FunctionWriter::operands(llvm::ArrayRef<Operand> Args) {
  LS << '(';
  llvm::interleave(
      Args, [&](const Operand &O) { operand(O); }, [&] { LS << ", "; });
  LS << ')';
}

void FunctionWriter::place(const Place &P) {
  switch (P.K) {
  case Place::Var:
    variable(P.Index);
    break;
  case Place::Global:
    LS << '@';
    name(P.Name);
    break;
  case Place::Deref:
    LS << '[';
    temp(P.Index);
    LS << ']';
    break;
  }
  for (const std::string &Step : P.Path) {
    if (Step == "[]") {
      LS << Step;
      continue;
    }
    LS << '.';
    name(Step);
  }
}

void FunctionWriter::callee(const Op &O) {
  switch (O.CalleeIs) {
  case CalleeKind::Function:
    LS << '@';
    name(O.Callee);
    break;
  case CalleeKind::Member:
    LS << "member ";
    quoted(O.Callee);
    break;
  case CalleeKind::Asm:
    LS << "asm ";
    quoted(O.Callee);
    break;
  case CalleeKind::Pointer:
    LS << "ptr ";
    operand(O.A);
    break;
  }
  operands(O.Args);
}

void FunctionWriter::node(const PointerNode &N) {
  LS << spelling(N.K) << ' ';
  quoted(N.Name);
  if (N.Index)
    LS << ' ' << N.Index;
  if (N.IsStatic)
    LS << " static";
}

void FunctionWriter::op(const Op &O) {
  LS << "  ";
  bool IsEffect = O.Code == Opcode::Store || O.Code == Opcode::Use ||
                  O.Code == Opcode::Begin;
  if (O.HasResult && !IsEffect) {
    temp(O.Result);
    LS << " = ";
  }
  switch (O.Code) {
  case Opcode::Copy:
    LS << "copy ";
    operand(O.A);
    break;
  case Opcode::Load:
    LS << "load ";
    place(O.P);
    if (!O.Callee.empty()) {
      LS << " member ";
      quoted(O.Callee);
    }
    break;
  case Opcode::Store:
    LS << "store ";
    place(O.P);
    LS << " = ";
    operand(O.A);
    break;
  case Opcode::Addr:
    LS << "addr ";
    place(O.P);
    break;
  case Opcode::Unary:
    LS << spelling(O.Un) << ' ';
    operand(O.A);
    break;
  case Opcode::Binary:
    LS << spelling(O.Bin) << ' ';
    operand(O.A);
    LS << ", ";
    operand(O.B);
    break;
  case Opcode::Cast:
    LS << "cast ";
    operand(O.A);
    break;
  case Opcode::Call:
    LS << "call ";
    callee(O);
    break;
  case Opcode::Opaque:
    LS << "opaque";
    break;
  case Opcode::Stable:
    LS << "stable ";
    callee(O);
    break;
  case Opcode::Use:
    LS << "use " << spelling(O.Used) << ' ';
    operand(O.A);
    break;
  case Opcode::Begin:
    LS << "begin ";
    place(O.P);
    break;
  }
  if (O.Code == Opcode::Cast || O.Ty != Type()) {
    LS << " : ";
    type(O.Ty);
  }
  location(O.Loc, O.Spelling);
  endLine();
}

void FunctionWriter::target(const Terminator &T, size_t I) {
  if (I < T.Targets.size())
    LS << 'b' << T.Targets[I];
  else
    LS << '?'; // not readable: the target is missing
}

void FunctionWriter::terminator(const Terminator &T) {
  LS << "  ";
  switch (T.K) {
  case TermKind::Jump:
    LS << "jump ";
    target(T, 0);
    break;
  case TermKind::Branch:
    LS << "br ";
    operand(T.Cond);
    LS << ", ";
    target(T, 0);
    LS << ", ";
    target(T, 1);
    break;
  case TermKind::Switch:
    LS << "switch ";
    operand(T.Cond);
    LS << " [";
    for (size_t I = 0; I < T.Cases.size(); ++I) {
      if (I)
        LS << ", ";
      LS << T.Cases[I].Low;
      if (T.Cases[I].High != T.Cases[I].Low)
        LS << ".." << T.Cases[I].High;
      LS << ": ";
      target(T, I);
    }
    LS << "] ";
    target(T, T.Cases.size());
    break;
  case TermKind::Return:
    LS << "ret";
    if (T.Cond.K != Operand::None) {
      LS << ' ';
      operand(T.Cond);
    }
    break;
  case TermKind::Unreachable:
    LS << "unreachable";
    break;
  }
  location(T.Loc, T.Text);
  if (!T.Macro.empty()) {
    LS << " in ";
    quoted(T.Macro);
  }
  endLine();
}

void FunctionWriter::location(const Range &R, llvm::StringRef Spelling) {
  if (!R.Begin.isValid() && Spelling.empty())
    return;
  bool InColumn = llvm::StringRef(Line).starts_with(" ");
  if (InColumn && Line.size() + 1 < LocationColumn)
    LS.indent(unsigned(LocationColumn - 1 - Line.size()));
  LS << " at";
  if (R.Begin.isValid()) {
    LS << ' ' << R.Begin.File << ':' << R.Begin.Line << ':' << R.Begin.Col;
    if (R.isText()) {
      LS << '-';
      if (R.End.File != R.Begin.File)
        LS << R.End.File << ':';
      LS << R.End.Line << ':' << R.End.Col;
    }
  }
  if (!Spelling.empty()) {
    LS << ' ';
    quoted(Spelling);
  }
}

void FunctionWriter::endLine() {
  Done += Line;
  Done += '\n';
  Line.clear();
}

void FunctionWriter::write(llvm::raw_ostream &OS) {
  // The blocks come first, to know whether a line "temps" is needed.
  for (size_t I = 0; I < F.Blocks.size(); ++I) {
    LS << 'b' << I << ':';
    endLine();
    for (const Op &O : F.Blocks[I].Ops)
      op(O);
    terminator(F.Blocks[I].Term);
  }
  std::string Blocks;
  std::swap(Blocks, Done);

  LS << "func @";
  name(F.Name);
  LS << '(';
  auto NumVars = static_cast<uint32_t>(F.Vars.size());
  uint32_t NumParams = std::min(F.NumParams, NumVars);
  for (uint32_t I = 0; I < NumParams; ++I) {
    if (I)
      LS << ", ";
    declaration(I);
  }
  LS << ')';
  if (F.IsStatic)
    LS << " static";
  if (F.IsInline)
    LS << " inline";
  if (F.AddressTaken)
    LS << " addresstaken";
  if (F.InHeader)
    LS << " inheader";
  if (F.IsWeak)
    LS << " weak";
  if (F.IsInit)
    LS << " init";
  if (F.IsNative)
    LS << " native";
  location(F.Loc);
  if (F.Begin.isValid()) {
    LS << " begins";
    location({F.Begin, {}});
    if (F.BeginsWithDeclaration)
      LS << " declaring";
  }
  LS << " {";
  endLine();
  for (uint32_t I = NumParams; I < NumVars; ++I) {
    LS << "  var ";
    declaration(I);
    endLine();
  }
  if (F.NumTemps > TempsSeen) {
    LS << "  temps " << F.NumTemps;
    endLine();
  }
  for (const PointerFlow &P : F.Pointers) {
    LS << "  pointer ";
    node(P.From);
    LS << " to ";
    node(P.To);
    if (!P.Object.empty()) {
      LS << " of ";
      quoted(P.Object);
    }
    endLine();
  }
  OS << Done << Blocks << "}\n";
}

void pvlint::flow::print(const Function &F, llvm::raw_ostream &OS) {
  FunctionWriter(F).write(OS);
}

static void printAnnotation(const Annotation &A, llvm::raw_ostream &OS) {
  OS << "says @";
  if (isPlainName(A.Function))
    OS << A.Function;
  else
    OS << '"' << A.Function << '"';
  OS << " \"" << A.Text << '"';
  if (A.Param)
    OS << " of " << A.Param;
  OS << " at " << A.Loc.File << ':' << A.Loc.Line << ':' << A.Loc.Col << '\n';
}

void pvlint::flow::print(const Program &P, llvm::raw_ostream &OS) {
  OS << "flow " << TextVersion << '\n';
  auto Quoted = [&](llvm::StringRef S) {
    OS << '"';
    llvm::printEscapedString(S, OS);
    OS << "\"\n";
  };
  for (size_t I = 0; I < P.Files.size(); ++I) {
    OS << "file " << I << ' ';
    Quoted(P.Files[I]);
  }
  for (const auto &[What, Count] : P.GivenUp) {
    OS << "givenup " << Count << ' ';
    Quoted(What);
  }
  for (const Annotation &A : P.Annotations)
    if (!A.isRefused())
      printAnnotation(A, OS);
  for (const std::unique_ptr<Function> &F : P.Functions) {
    OS << '\n';
    print(*F, OS);
  }
}
