//===- BodyReader.cpp - reads bodies of functions from bytes --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bytes may be hostile. After an error every number reads as 0, counts are
// limited by the bytes that are left, and all that later code uses as an index
// is checked here.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"

using namespace pvlint::flow;
using namespace pvlint::flow::body;

namespace {

class BodyReader {
public:
  BodyReader(llvm::ArrayRef<uint8_t> Bytes, const BodyContext &Context,
             Function &F)
      : At(Bytes.begin()), End(Bytes.end()), Context(Context), F(F) {}

  /// Null, or what is wrong.
  const char *function(uint32_t NumOps);

private:
  const uint8_t *At, *End;
  const BodyContext &Context;
  Function &F;
  const char *Wrong = nullptr;
  uint64_t TextLeft = MaxBodyText;

  // As in BodyWriter.
  Range Last;
  uint32_t LastFile = 0;
  uint32_t LastLine = 0;
  uint32_t NextTemp = 0;
  uint32_t LastSpelling = UINT32_MAX;

  uint64_t fail(const char *What) {
    if (!Wrong)
      Wrong = What;
    At = End;
    return 0;
  }
  void require(bool Is, const char *Otherwise) {
    if (!Is)
      fail(Otherwise);
  }

  unsigned byte() {
    return At != End ? *At++ : unsigned(fail("it ends too early"));
  }
  uint64_t number() {
    uint64_t N = 0;
    for (unsigned Shift = 0; Shift < 64; Shift += 7) {
      unsigned B = byte();
      N |= uint64_t(B & 0x7f) << Shift;
      if (B < 0x80)
        return N;
    }
    return fail("a number is too long");
  }
  int64_t integer() { return unzigzag(number()); }
  uint32_t narrow(uint64_t N) {
    return static_cast<uint32_t>(N <= UINT32_MAX ? N
                                                 : fail("a number is too big"));
  }
  uint32_t number32() { return narrow(number()); }
  /// Modulo 2^64, so hostile numbers do not overflow.
  uint32_t plus(uint32_t Base, int64_t Difference) {
    return narrow(uint64_t(Base) + uint64_t(Difference));
  }
  uint32_t minus(uint32_t Base, int64_t Difference) {
    return narrow(uint64_t(Base) - uint64_t(Difference));
  }
  /// Of things that take at least a byte each.
  size_t count() {
    uint64_t N = number();
    return N <= size_t(End - At) ? N : fail("a count is too big");
  }
  std::string string(uint64_t Number) {
    if (Number >= Context.NumStrings) {
      fail("a name is not in its file");
      return {};
    }
    llvm::StringRef S = Context.String(static_cast<uint32_t>(Number));
    if (S.size() > TextLeft) {
      fail("its names are too long");
      return {};
    }
    TextLeft -= S.size();
    return S.str();
  }

  Type type();
  Location location();
  void checkFile(Location L) {
    require(L.isValid() ? L.File < Context.NumFiles : true,
            "a location is in no file");
  }
  Range range();
  uint32_t temp(uint32_t Index) {
    require(Index < F.NumTemps, "there is no such temporary");
    return Index;
  }
  void operand(Operand &O);
  void place(Place &P);
  void check(const Place &P);
  void op(Op &O);
  void terminator(Terminator &T, uint32_t Block);
  void variable();
};

} // namespace

Type BodyReader::type() {
  unsigned B = byte();
  Type T;
  T.Signed = (B & 2) != 0;
  T.Pointer = (B & 1) != 0;
  unsigned Bits = B < 32 ? 1u << (B >> 2) : byte();
  require(B < 36 && Bits != 0 && Bits <= 128, "there is no such type");
  T.Bits = static_cast<uint8_t>(Bits);
  return T;
}

Location BodyReader::location() {
  Location L;
  L.File = number32();
  L.Line = number32();
  L.Col = number32();
  checkFile(L);
  return L;
}

Range BodyReader::range() {
  Range R;
  uint64_t Tag = number();
  switch (Tag & LocTagMask) {
  case LocNone:
    break;
  case LocGeneral:
    R.Begin = location();
    R.End = location();
    break;
  default:
    if (Tag & LocNewFile)
      LastFile = number32();
    LastLine = plus(LastLine, unzigzag(Tag >> LocTagBits));
    R.Begin = {LastFile, LastLine, number32()};
    checkFile(R.Begin);
    if ((Tag & LocTagMask) == LocPoint)
      break;
    uint64_t Col = number();
    bool SameLine = (Col & 1) == 0;
    R.End.File = LastFile;
    R.End.Col = plus(SameLine ? R.Begin.Col : 0, unzigzag(Col >> 1));
    R.End.Line = SameLine ? LastLine : plus(LastLine, integer());
    checkFile(R.End); // also where the begin is none
  }
  Last = R;
  return R;
}

void BodyReader::operand(Operand &O) {
  uint64_t Tag = number();
  uint64_t N = Tag >> OperandTagBits;
  switch (Tag & ((1 << OperandTagBits) - 1)) {
  case TagNone:
    break;
  case TagTemp:
    O.K = Operand::Temp;
    O.Index = minus(NextTemp, unzigzag(N));
    break;
  case TagConst:
    O.K = Operand::Const;
    O.Value = unzigzag(N);
    break;
  case TagFunction:
    O.K = Operand::Function;
    O.Name = string(N);
    break;
  case TagBigConst:
    O.K = Operand::Const;
    O.Value = integer();
    break;
  case TagGeneral:
    require(N <= Operand::Function, "there is no such operand");
    O.K = Operand::Kind(N);
    O.Index = number32();
    O.Value = integer();
    O.Name = string(number());
    break;
  default:
    fail("there is no such operand");
  }
  if (O.isTemp())
    temp(O.Index);
}

void BodyReader::check(const Place &P) {
  if (P.K == Place::Var)
    require(P.Index < F.Vars.size(), "there is no such variable");
  else if (P.K == Place::Deref)
    temp(P.Index);
}

void BodyReader::place(Place &P) {
  uint64_t Tag = number();
  uint64_t N = Tag >> PlaceTagBits;
  switch (Tag & ((1 << PlaceTagBits) - 1)) {
  case Place::Var:
    P.Index = narrow(N);
    break;
  case Place::Deref:
    P.K = Place::Deref;
    P.Index = minus(NextTemp, unzigzag(N));
    break;
  case Place::Global:
    P.K = Place::Global;
    P.Name = string(N);
    break;
  default:
    require(N <= Place::Deref, "there is no such place");
    P.K = Place::Kind(N);
    P.Index = number32();
    P.Name = string(number());
  }
  check(P);
  P.Path.resize(count());
  for (std::string &Step : P.Path)
    Step = string(number());
}

void BodyReader::op(Op &O) {
  unsigned Head = byte();
  Head |= byte() << 8;
  require((Head & CodeMask) <= unsigned(Opcode::Begin) && Head < 1u << 15,
          "there is no such instruction");
  if (Wrong)
    return;
  O.Code = Opcode(Head & CodeMask);
  O.HasResult = (Head & HasResult) != 0;
  O.Loc = Head & SameLoc ? Last : range();
  if (Head & HasSpelling) {
    uint32_t Number = number32();
    LastSpelling = Number == 0 ? LastSpelling : Number - 1;
    O.Spelling = string(LastSpelling);
  }
  if (Head & HasType)
    O.Ty = type();
  if (Head & HasKinds) {
    unsigned Kinds = byte();
    const unsigned Used = (Kinds & 1) | (Kinds >> 6 & 2);
    require((Kinds >> 3 & 15) <= unsigned(BinOp::Ge) &&
                (Kinds >> 1 & 3) <= unsigned(UnOp::Neg) &&
                Used <= unsigned(UseKind::Decide),
            "there is no such operation");
    if (Wrong)
      return;
    O.Bin = BinOp(Kinds >> 3 & 15);
    O.Un = UnOp(Kinds >> 1 & 3);
    O.Used = UseKind(Used);
  }
  if (Head & HasA)
    operand(O.A);
  if (Head & HasB)
    operand(O.B);
  if (Head & HasPlace)
    place(O.P);
  else if (O.Code == Opcode::Load || O.Code == Opcode::Store ||
           O.Code == Opcode::Addr || O.Code == Opcode::Begin)
    check(O.P);
  require(O.Code != Opcode::Begin || O.P.K == Place::Var,
          "only variables begin");
  if (Head & HasCallee) {
    uint64_t N = number();
    O.CalleeIs = CalleeKind(N & 3);
    O.Callee = string(N >> 2);
  }
  if (Head & HasArgs) {
    O.Args.resize(count());
    for (Operand &A : O.Args)
      operand(A);
  }
  if (Head & (HasResult | StrayResult)) {
    O.Result = plus(NextTemp, integer());
    NextTemp = O.Result + 1;
  }
  if (O.HasResult)
    temp(O.Result);
}

void BodyReader::terminator(Terminator &T, uint32_t Block) {
  unsigned Head = byte();
  require((Head & TermMask) <= unsigned(TermKind::Unreachable) && Head < 128,
          "there is no such end of a block");
  if (Wrong)
    return;
  T.K = TermKind(Head & TermMask);
  T.Loc = Head & TermSameLoc ? Last : range();
  if (Head & HasCond)
    operand(T.Cond);
  if (Head & HasText)
    T.Text = string(number());
  if (Head & HasMacro)
    T.Macro = string(number());
  size_t NumTargets = 0;
  if (T.K == TermKind::Jump)
    NumTargets = 1;
  if (T.K == TermKind::Branch)
    NumTargets = 2;
  if (T.K == TermKind::Switch) {
    T.Cases.resize(count());
    for (CaseRange &C : T.Cases) {
      C.Low = integer();
      C.High = static_cast<int64_t>(uint64_t(C.Low) + uint64_t(integer()));
    }
    NumTargets = T.Cases.size() + 1;
  }
  T.Targets.resize(NumTargets);
  for (uint32_t &Target : T.Targets) {
    Target = plus(Block + 1, integer());
    require(Target < F.Blocks.size(), "there is no such block");
  }
}

void BodyReader::variable() {
  Variable &V = F.Vars.emplace_back();
  V.Name = string(number());
  unsigned Flags = byte();
  require(Flags < 16, "there is no such variable");
  V.Escapes = (Flags & 1) != 0;
  V.Static = (Flags & 2) != 0;
  if (Flags & 4)
    V.Ty = type();
  if (Flags & 8) {
    V.TypeText = range();
    require(V.TypeText.isText(), "a variable's type is nowhere");
  }
}

const char *BodyReader::function(uint32_t NumOps) {
  F.Loc = range();
  F.Begin = range().Begin;
  F.BeginsWithDeclaration = byte() != 0;
  for (size_t I = 0, E = count(); I != E && !Wrong; ++I)
    variable();
  F.NumParams = number32();
  require(F.NumParams <= F.Vars.size(), "it has too many parameters");
  F.NumTemps = number32();
  require(F.NumTemps <= MaxTemps, "it has too many temporaries");
  F.Blocks.resize(count());
  require(!F.Blocks.empty(), "it has no block");
  uint64_t Ops = 0;
  for (uint32_t I = 0; I < F.Blocks.size() && !Wrong; ++I) {
    size_t E = count();
    Ops += E;
    require(Ops <= NumOps && E <= size_t(End - At) / 2,
            "it has too many instructions");
    if (!Wrong)
      F.Blocks[I].Ops.resize(E);
    for (Op &O : F.Blocks[I].Ops)
      if (!Wrong)
        op(O);
    terminator(F.Blocks[I].Term, I);
  }
  require(At == End, "it goes on after its end");
  require(Ops == NumOps, "it has too few instructions");
  return Wrong;
}

llvm::Error pvlint::flow::decodeBody(llvm::ArrayRef<uint8_t> Bytes,
                                     const BodyContext &Context,
                                     uint32_t NumOps, Function &F) {
  if (const char *Wrong = BodyReader(Bytes, Context, F).function(NumOps))
    return llvm::createStringError(llvm::inconvertibleErrorCode(), Wrong);
  return llvm::Error::success();
}
