//===- BodyWriter.cpp - writes bodies of functions as bytes ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything here has its mirror in BodyReader.cpp, in the same order.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"

using namespace pvlint::flow;
using namespace pvlint::flow::body;

uint32_t StringTable::add(llvm::StringRef S) {
  auto [It, New] =
      Numbers.try_emplace(S, static_cast<uint32_t>(Starts.size() - 1));
  if (New) {
    Text += S;
    Starts.push_back(static_cast<uint32_t>(Text.size()));
  }
  return It->second;
}

namespace {

class BodyWriter {
public:
  BodyWriter(StringTable &Strings,
             llvm::function_ref<uint32_t(uint32_t)> FileNumber,
             std::string &Out)
      : Strings(Strings), FileNumber(FileNumber), Out(Out) {}

  void function(const Function &F);

private:
  StringTable &Strings;
  llvm::function_ref<uint32_t(uint32_t)> FileNumber;
  std::string &Out;

  // What differences are taken to.
  Range Last;            ///< with numbers of files as in F
  uint32_t LastFile = 0; ///< as written
  uint32_t LastLine = 0;
  uint32_t NextTemp = 0; ///< one more than the last result
  uint32_t LastSpelling = UINT32_MAX;

  void byte(unsigned B) { Out.push_back(static_cast<char>(B)); }
  void number(uint64_t N) {
    for (; N >= 0x80; N >>= 7)
      byte(static_cast<unsigned>(N & 0x7f) | 0x80);
    byte(static_cast<unsigned>(N));
  }
  void integer(int64_t N) { number(zigzag(N)); }
  /// A number that is likely to be near \p Expected.
  void difference(uint32_t N, uint32_t Expected) {
    integer(int64_t(N) - int64_t(Expected));
  }
  void string(llvm::StringRef S) { number(Strings.add(S)); }

  void type(Type T);
  void location(Location L);
  void range(const Range &R);
  void operand(const Operand &O);
  void place(const Place &P);
  void op(const Op &O);
  void terminator(const Terminator &T, uint32_t Block);
};

} // namespace

/// Widths that are powers of two take one byte.
void BodyWriter::type(Type T) {
  unsigned Bits = (T.Signed ? 2u : 0u) | (T.Pointer ? 1u : 0u);
  for (unsigned Log = 0; Log < 8; ++Log)
    if (T.Bits == 1u << Log)
      return byte(Log << 2 | Bits);
  byte(32 | Bits);
  byte(T.Bits);
}

void BodyWriter::location(Location L) {
  number(L.isValid() ? FileNumber(L.File) : L.File);
  number(L.Line);
  number(L.Col);
}

void BodyWriter::range(const Range &R) {
  Last = R;
  if (R == Range())
    return number(LocNone);
  bool IsText = R.isText() && R.Begin.File == R.End.File;
  if (!R.Begin.isValid() || (!IsText && R.End != Location())) {
    number(LocGeneral);
    location(R.Begin);
    return location(R.End);
  }
  uint32_t File = FileNumber(R.Begin.File);
  number(zigzag(int64_t(R.Begin.Line) - int64_t(LastLine)) << LocTagBits |
         (File != LastFile ? LocNewFile : 0) | (IsText ? LocText : LocPoint));
  if (File != LastFile)
    number(File);
  LastFile = File;
  LastLine = R.Begin.Line;
  number(R.Begin.Col);
  if (!IsText)
    return;
  // On one line the column is counted from the begin.
  bool SameLine = R.End.Line == R.Begin.Line;
  int64_t Col = int64_t(R.End.Col) - (SameLine ? int64_t(R.Begin.Col) : 0);
  number(zigzag(Col) << 1 | (SameLine ? 0 : 1));
  if (!SameLine)
    difference(R.End.Line, R.Begin.Line);
}

void BodyWriter::operand(const Operand &O) {
  bool NoIndex = O.Index == 0, NoValue = O.Value == 0, NoName = O.Name.empty();
  auto Tagged = [&](OperandTag Tag, uint64_t N) {
    number(N << OperandTagBits | Tag);
  };
  if (O.K == Operand::None && NoIndex && NoValue && NoName)
    return Tagged(TagNone, 0);
  if (O.K == Operand::Temp && NoValue && NoName)
    return Tagged(TagTemp, zigzag(int64_t(NextTemp) - int64_t(O.Index)));
  if (O.K == Operand::Const && NoIndex && NoName) {
    if (zigzag(O.Value) >> (64 - OperandTagBits) == 0)
      return Tagged(TagConst, zigzag(O.Value));
    Tagged(TagBigConst, 0);
    return integer(O.Value);
  }
  if (O.K == Operand::Function && NoIndex && NoValue)
    return Tagged(TagFunction, Strings.add(O.Name));
  Tagged(TagGeneral, O.K);
  number(O.Index);
  integer(O.Value);
  string(O.Name);
}

void BodyWriter::place(const Place &P) {
  if (P.K == Place::Var && P.Name.empty()) {
    number(uint64_t(P.Index) << PlaceTagBits | Place::Var);
  } else if (P.K == Place::Deref && P.Name.empty()) {
    number(zigzag(int64_t(NextTemp) - int64_t(P.Index)) << PlaceTagBits |
           Place::Deref);
  } else if (P.K == Place::Global && P.Index == 0) {
    number(uint64_t(Strings.add(P.Name)) << PlaceTagBits | Place::Global);
  } else {
    number(uint64_t(P.K) << PlaceTagBits | GeneralPlace);
    number(P.Index);
    string(P.Name);
  }
  number(P.Path.size());
  for (const std::string &Step : P.Path)
    string(Step);
}

void BodyWriter::op(const Op &O) {
  bool Kinds =
      O.Un != UnOp::Not || O.Bin != BinOp::Add || O.Used != UseKind::Print;
  bool Stray = !O.HasResult && O.Result != 0;
  unsigned Head = unsigned(O.Code);
  auto Add = [&](bool Is, OpBits Bit) { Head |= Is ? unsigned(Bit) : 0u; };
  Add(O.HasResult, HasResult);
  Add(O.Loc == Last, SameLoc);
  Add(O.A != Operand(), HasA);
  Add(O.B != Operand(), HasB);
  Add(O.Ty != Type(), HasType);
  Add(O.P != Place(), HasPlace);
  Add(O.CalleeIs != CalleeKind::Function || !O.Callee.empty(), HasCallee);
  Add(!O.Args.empty(), HasArgs);
  Add(!O.Spelling.empty(), HasSpelling);
  Add(Kinds, HasKinds);
  Add(Stray, StrayResult);
  byte(Head & 0xff);
  byte(Head >> 8);

  if (!(Head & SameLoc))
    range(O.Loc);
  if (Head & HasSpelling) {
    uint32_t Number = Strings.add(O.Spelling);
    number(Number == LastSpelling ? 0 : uint64_t(Number) + 1);
    LastSpelling = Number;
  }
  if (Head & HasType)
    type(O.Ty);
  if (Kinds) {
    const unsigned Used = unsigned(O.Used);
    byte((Used & 2) << 6 | unsigned(O.Bin) << 3 | unsigned(O.Un) << 1 |
         (Used & 1));
  }
  if (Head & HasA)
    operand(O.A);
  if (Head & HasB)
    operand(O.B);
  if (Head & HasPlace)
    place(O.P);
  if (Head & HasCallee)
    number(uint64_t(Strings.add(O.Callee)) << 2 | unsigned(O.CalleeIs));
  if (Head & HasArgs) {
    number(O.Args.size());
    for (const Operand &A : O.Args)
      operand(A);
  }
  if (O.HasResult || Stray) {
    difference(O.Result, NextTemp);
    NextTemp = O.Result + 1;
  }
}

/// How many targets \p T must have; none when it must not be there.
static size_t numTargets(const Terminator &T) {
  switch (T.K) {
  case TermKind::Jump:
    return 1;
  case TermKind::Branch:
    return 2;
  case TermKind::Switch:
    return T.Cases.size() + 1;
  case TermKind::Return:
  case TermKind::Unreachable:
    return 0;
  }
  return 0;
}

void BodyWriter::terminator(const Terminator &T, uint32_t Block) {
  bool Fits = T.Targets.size() == numTargets(T) &&
              (T.K == TermKind::Switch || T.Cases.empty());
  bool SameLocation = T.Loc == Last;
  bool Cond = T.Cond != Operand();
  byte((Fits ? unsigned(T.K) : unsigned(BadTerm)) |
       (SameLocation ? unsigned(TermSameLoc) : 0u) |
       (Cond ? unsigned(HasCond) : 0u) |
       (T.Text.empty() ? 0u : unsigned(HasText)) |
       (T.Macro.empty() ? 0u : unsigned(HasMacro)));
  if (!SameLocation)
    range(T.Loc);
  if (Cond)
    operand(T.Cond);
  if (!T.Text.empty())
    string(T.Text);
  if (!T.Macro.empty())
    string(T.Macro);
  if (T.K == TermKind::Switch) {
    number(T.Cases.size());
    for (const CaseRange &C : T.Cases) {
      integer(C.Low);
      // Modulo 2^64.
      integer(static_cast<int64_t>(uint64_t(C.High) - uint64_t(C.Low)));
    }
  }
  for (uint32_t Target : T.Targets)
    difference(Target, Block + 1);
}

void BodyWriter::function(const Function &F) {
  range(F.Loc);
  range({F.Begin, {}});
  byte(F.BeginsWithDeclaration);
  number(F.Vars.size());
  for (const Variable &V : F.Vars) {
    string(V.Name);
    bool HasTy = V.Ty != Type();
    byte((V.Escapes ? 1u : 0u) | (V.Static ? 2u : 0u) | (HasTy ? 4u : 0u) |
         (V.TypeText.isText() ? 8u : 0u));
    if (HasTy)
      type(V.Ty);
    if (V.TypeText.isText())
      range(V.TypeText);
  }
  number(F.NumParams);
  number(F.NumTemps);
  number(F.Blocks.size());
  for (uint32_t I = 0; I < F.Blocks.size(); ++I) {
    number(F.Blocks[I].Ops.size());
    for (const Op &O : F.Blocks[I].Ops)
      op(O);
    terminator(F.Blocks[I].Term, I);
  }
}

void pvlint::flow::encodeBody(const Function &F, StringTable &Strings,
                              llvm::function_ref<uint32_t(uint32_t)> FileNumber,
                              std::string &Out) {
  BodyWriter(Strings, FileNumber, Out).function(F);
}

uint32_t pvlint::flow::countOps(const Function &F) {
  size_t Count = 0;
  for (const Block &B : F.Blocks)
    Count += B.Ops.size();
  return static_cast<uint32_t>(Count);
}
