//===- Machine.cpp - what an x86 instruction does to bits -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "object/Machine.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/MC/MCInstrDesc.h"

using namespace llvm;

namespace pvlint::object {

/// A memory operand is base, scale, index, displacement and segment.
static constexpr unsigned MemoryOperands = 5;

bool MachineState::join(const MachineState &Other) {
  MachineState Old = *this;
  for (unsigned I = 0; I != NumRegisters; ++I)
    Registers[I] = BitValue::join(Registers[I], Other.Registers[I]);
  auto Same = [](std::optional<bool> &A, std::optional<bool> B) {
    if (A != B)
      A.reset();
  };
  Same(Flags.Zero, Other.Flags.Zero);
  Same(Flags.Sign, Other.Flags.Sign);
  Same(Flags.Carry, Other.Flags.Carry);
  Same(Flags.Overflow, Other.Flags.Overflow);
  Flags.Undefined |= Other.Flags.Undefined;
  if (Stack.size() != Other.Stack.size())
    Stack.clear();
  for (size_t I = 0; I != Stack.size(); ++I)
    Stack[I] = BitValue::join(Stack[I], Other.Stack[I]);
  for (auto It = Memory.begin(); It != Memory.end();) {
    auto There = Other.Memory.find(It->first);
    if (There == Other.Memory.end()) {
      It = Memory.erase(It);
      continue;
    }
    It->second = BitValue::join(It->second, There->second);
    ++It;
  }
  return !(Old == *this);
}

Machine::Machine(const MCRegisterInfo &MRI, const MCInstrInfo &MII)
    : MRI(MRI), MII(MII) {
  // By encoding. The old eight have names of their own for each width.
  static constexpr const char *Old[8][5] = {
      {"RAX", "EAX", "AX", "AL", "AH"}, {"RCX", "ECX", "CX", "CL", "CH"},
      {"RDX", "EDX", "DX", "DL", "DH"}, {"RBX", "EBX", "BX", "BL", "BH"},
      {"RSP", "ESP", "SP", "SPL", ""},  {"RBP", "EBP", "BP", "BPL", ""},
      {"RSI", "ESI", "SI", "SIL", ""},  {"RDI", "EDI", "DI", "DIL", ""}};
  StringMap<Part> ByName;
  for (unsigned I = 0; I != 8; ++I) {
    static constexpr unsigned Bits[] = {64, 32, 16, 8, 8};
    for (unsigned W = 0; W != 5; ++W)
      if (*Old[I][W])
        ByName[Old[I][W]] = {I, W == 4 ? 8u : 0u, Bits[W]};
  }
  for (unsigned I = 8; I != MachineState::NumRegisters; ++I)
    for (auto [Suffix, Bits] : {std::pair("", 64u), std::pair("D", 32u),
                                std::pair("W", 16u), std::pair("B", 8u)})
      ByName[("R" + Twine(I) + Suffix).str()] = {I, 0, Bits};
  for (unsigned R = 1; R != MRI.getNumRegs(); ++R)
    if (auto It = ByName.find(MRI.getName(R)); It != ByName.end())
      Parts[R] = It->second;
}

BitValue Machine::read(const MachineState &S, unsigned Register) const {
  auto It = Parts.find(Register);
  if (It == Parts.end())
    return {};
  const Part P = It->second;
  return S.Registers[P.Index].shr(P.At).cut(P.Bits);
}

void Machine::write(MachineState &S, unsigned Register, BitValue V) const {
  auto It = Parts.find(Register);
  if (It == Parts.end())
    return;
  const Part P = It->second;
  BitValue &Whole = S.Registers[P.Index];
  // Writing 32 bits clears the other half; writing less leaves the rest.
  Whole = P.Bits >= 32 ? V.cut(P.Bits) : Whole.insert(V, P.At, P.Bits);
}

/// The name of the cell that the memory operand at \p First means, or nothing
/// when an address is computed.
std::string Machine::cell(const Instruction &I, unsigned First) const {
  const MCOperand &Base = I.Inst.getOperand(First);
  const MCOperand &Index = I.Inst.getOperand(First + 2);
  const MCOperand &Displacement = I.Inst.getOperand(First + 3);
  if (Index.getReg())
    return {};
  if (!I.Symbol.empty())
    return I.Symbol + "+" + std::to_string(I.Offset);
  return "[" + std::string(Base.getReg() ? MRI.getName(Base.getReg()) : "") +
         "+" +
         std::to_string(Displacement.isImm() ? Displacement.getImm() : 0) + "]";
}

/// Where the memory operand at \p First lies in what was pushed here, in bytes
/// from the first push.
std::optional<unsigned> Machine::pushedByte(const Instruction &I,
                                            unsigned First,
                                            const MachineState &S) const {
  const MCOperand &Base = I.Inst.getOperand(First);
  const MCOperand &Displacement = I.Inst.getOperand(First + 3);
  if (!I.Symbol.empty() || !Base.getReg() ||
      I.Inst.getOperand(First + 2).getReg() ||
      StringRef(MRI.getName(Base.getReg())) != "RSP" || !Displacement.isImm())
    return std::nullopt;
  const int64_t FromTop = Displacement.getImm();
  const auto Pushed = int64_t(S.Stack.size() * 8);
  if (FromTop < 0 || FromTop >= Pushed)
    return std::nullopt;
  return Pushed - 8 - FromTop / 8 * 8 + FromTop % 8;
}

BitValue Machine::readMemory(const MachineState &S, const Instruction &I,
                             unsigned First, unsigned Bits) const {
  if (auto Byte = pushedByte(I, First, S))
    return S.Stack[*Byte / 8].shr(*Byte % 8 * 8).cut(Bits);
  auto It = S.Memory.find(cell(I, First));
  return It == S.Memory.end() ? BitValue().cut(Bits) : It->second.cut(Bits);
}

void Machine::writeMemory(MachineState &S, const Instruction &I, unsigned First,
                          BitValue V, unsigned Bits) const {
  if (auto Byte = pushedByte(I, First, S)) {
    BitValue &Whole = S.Stack[*Byte / 8];
    Whole = Whole.insert(V, *Byte % 8 * 8, Bits);
  } else if (std::string Key = cell(I, First); !Key.empty()) {
    S.Memory[Key] = V;
  }
}

/// The stack pointer moves \p By, if that is a number of words.
void Machine::moveStack(MachineState &S, BitValue By, bool Down) const {
  const auto Bytes = By.asConstant();
  if (!Bytes || *Bytes % 8 || *Bytes > 4096)
    return S.Stack.clear();
  for (unsigned N = *Bytes / 8; N; --N)
    if (Down)
      S.Stack.push_back({});
    else if (!S.Stack.empty())
      S.Stack.pop_back();
}

/// Every register that the description says is written becomes unknown.
void Machine::clobber(const Instruction &I, MachineState &S) const {
  const MCInstrDesc &D = MII.get(I.Inst.getOpcode());
  for (unsigned N = 0; N != D.getNumDefs() && N != I.Inst.getNumOperands(); ++N)
    if (I.Inst.getOperand(N).isReg())
      write(S, I.Inst.getOperand(N).getReg(), {});
  for (MCPhysReg R : D.implicit_defs()) {
    write(S, R, {});
    if (StringRef(MRI.getName(R)) == "EFLAGS")
      S.Flags = {};
  }
}

/// Whether the condition \p Code, as LLVM and the processor number them, holds.
static std::optional<bool> holds(const ConditionFlags &F, unsigned Code) {
  std::optional<bool> R;
  switch (Code / 2) {
  case 0:
    R = F.Overflow;
    break;
  case 1:
    R = F.Carry;
    break;
  case 2:
    R = F.Zero;
    break;
  case 3:
    if (F.Carry && F.Zero)
      R = *F.Carry || *F.Zero;
    break;
  case 4:
    R = F.Sign;
    break;
  case 6:
    if (F.Sign && F.Overflow)
      R = *F.Sign != *F.Overflow;
    break;
  case 7:
    if (F.Sign && F.Overflow && F.Zero)
      R = *F.Zero || *F.Sign != *F.Overflow;
    break;
  default:
    break; // parity
  }
  if (R && Code % 2)
    R = !*R;
  return R;
}

static ConditionFlags flagsOf(BitValue V, unsigned Bits, bool Logic) {
  ConditionFlags F;
  V = V.cut(Bits);
  F.Undefined = V.Undefined;
  if (auto Nonzero = V.truth())
    F.Zero = !*Nonzero;
  const uint64_t Top = uint64_t(1) << (Bits - 1);
  if ((V.Zero | V.One) & Top)
    F.Sign = (V.One & Top) != 0;
  if (Logic)
    F.Carry = F.Overflow = false;
  return F;
}

static ConditionFlags flagsOfCompare(BitValue A, BitValue B, unsigned Bits) {
  A = A.cut(Bits);
  B = B.cut(Bits);
  ConditionFlags F = flagsOf(BitValue::sub(A, B), Bits, /*Logic=*/false);
  F.Undefined = A.Undefined | B.Undefined;
  if ((A.Zero & B.One) | (A.One & B.Zero))
    F.Zero = false;
  if (A.isConstant() && B.isConstant()) {
    F.Zero = A.One == B.One;
    F.Carry = A.One < B.One;
    const uint64_t Top = uint64_t(1) << (Bits - 1);
    F.Overflow = ((A.One ^ B.One) & (A.One ^ (A.One - B.One)) & Top) != 0;
  } else if (B == BitValue::constant(0)) {
    F.Carry = F.Overflow = false;
  }
  return F;
}

/// Instructions of one or two operands that compute. \p Name is without its
/// width, with LLVM's letters for the operands: "ADDrr", "TESTmi".
void Machine::arithmetic(StringRef Name, unsigned Bits, const Instruction &I,
                         MachineState &S, Outcome &O) const {
  StringRef Form = Name.drop_until([](char C) { return isLower(C); });
  const StringRef Operation = Name.drop_back(Form.size());
  const MCInst &Inst = I.Inst;
  // Through an absolute address, to or from the accumulator.
  if (Form.starts_with("a") || Form.starts_with("o"))
    return clobber(I, S);
  const bool Compares =
      Operation == "TEST" || Operation == "CMP" || Operation == "BT";
  const bool Moves = Operation == "MOV";
  // Where it goes to: memory, a register, or (xi32) the accumulator.
  const bool ToMemory = Form.starts_with("m");
  const unsigned FirstSource = ToMemory            ? MemoryOperands
                               : Compares || Moves ? 1
                                                   : 2;
  auto Memory = [&](unsigned First) -> BitValue {
    return readMemory(S, I, First, Bits);
  };
  auto Value = [&](unsigned N) -> BitValue {
    if (N >= Inst.getNumOperands())
      return BitValue::constant(1); // shifts by one
    const MCOperand &Op = Inst.getOperand(N);
    if (Op.isReg())
      return read(S, Op.getReg());
    return Op.isImm() ? BitValue::constant(Op.getImm()).cut(Bits)
                      : BitValue().cut(Bits);
  };
  unsigned Accumulator = 0;
  if (Form.starts_with("i"))
    for (const auto &[Register, P] : Parts)
      if (P.Index == 0 && P.At == 0 && P.Bits == Bits)
        Accumulator = Register;
  BitValue A, B;
  bool SameRegister = false;
  if (Accumulator) {
    A = read(S, Accumulator);
    B = Value(0);
  } else if (ToMemory) {
    A = Memory(0);
    B = Value(FirstSource);
  } else {
    A = Value(0);
    B = Form.starts_with("rm") ? Memory(FirstSource) : Value(FirstSource);
    SameRegister =
        FirstSource < Inst.getNumOperands() &&
        Inst.getOperand(FirstSource).isReg() && Inst.getOperand(0).isReg() &&
        Inst.getOperand(FirstSource).getReg() == Inst.getOperand(0).getReg();
  }
  if (Form.ends_with("CL"))
    B = {};
  BitValue R;
  ConditionFlags F;
  bool SetsFlags = true;
  const auto Amount = B.asConstant();
  const unsigned Count = Amount ? *Amount & (Bits == 64 ? 63 : 31) : 0;
  if (Operation == "MOV") {
    R = B;
    SetsFlags = false;
  } else if (Operation == "TEST" || Operation == "AND") {
    R = A & B;
    F = flagsOf(R, Bits, /*Logic=*/true);
  } else if (Operation == "OR") {
    R = A | B;
    F = flagsOf(R, Bits, /*Logic=*/true);
  } else if (Operation == "XOR") {
    R = SameRegister ? BitValue::constant(0) : A ^ B;
    F = flagsOf(R, Bits, /*Logic=*/true);
  } else if (Operation == "CMP" || Operation == "SUB") {
    R = SameRegister ? BitValue::constant(0) : BitValue::sub(A, B);
    F = SameRegister ? flagsOfCompare(R, R, Bits) : flagsOfCompare(A, B, Bits);
  } else if (Operation == "ADD") {
    R = SameRegister ? A.shl(1) : BitValue::add(A, B);
    F = flagsOf(R, Bits, /*Logic=*/false);
    if (!((A | B).cut(Bits).Undefined))
      F.Undefined = 0;
  } else if (Operation == "BT") {
    if (!Amount)
      return clobber(I, S);
    const uint64_t Bit = uint64_t(1) << (*Amount & (Bits - 1));
    F.Undefined = A.Undefined & Bit;
    if ((A.Zero | A.One) & Bit)
      F.Carry = (A.One & Bit) != 0;
  } else if (Operation == "SBB") {
    // Of a register with itself: all bits are the carry.
    if (SameRegister && S.Flags.Carry)
      R = BitValue::constant(*S.Flags.Carry ? ~uint64_t(0) : 0);
    else
      R = {0, 0,
           S.Flags.Undefined | (SameRegister ? 0 : A.Undefined | B.Undefined)
               ? ~uint64_t(0)
               : 0};
    O.Decides |= S.Flags.Undefined;
  } else if (Operation == "SHL") {
    R = Amount ? A.shl(Count) : BitValue{0, 0, A.Undefined | B.Undefined};
    F = flagsOf(R, Bits, /*Logic=*/false);
  } else if (Operation == "SHR") {
    R = Amount ? A.shr(Count) : BitValue{0, 0, A.Undefined | B.Undefined};
    F = flagsOf(R, Bits, /*Logic=*/false);
  } else if (Operation == "NEG") {
    R = -A;
    F = flagsOf(R, Bits, /*Logic=*/false);
    F.Carry = A.truth();
  } else if (Operation == "NOT") {
    R = ~A;
    SetsFlags = false;
  } else if (Operation == "INC" || Operation == "DEC") {
    R = BitValue::add(A, BitValue::constant(Operation == "INC" ? 1 : -1));
    F = flagsOf(R, Bits, /*Logic=*/false);
    F.Carry = S.Flags.Carry;
  } else {
    return clobber(I, S);
  }
  if (OfTwoWords && !SameRegister && A.Undefined && B.Undefined)
    F.Undefined = R.Undefined = 0;
  if (SetsFlags)
    S.Flags = F;
  if (Compares)
    return;
  if (!ToMemory && !Accumulator &&
      StringRef(MRI.getName(Inst.getOperand(0).getReg())) == "RSP") {
    if (Operation == "ADD" || Operation == "SUB")
      moveStack(S, B, Operation == "SUB");
    else
      S.Stack.clear();
  }
  R = R.cut(Bits);
  if (ToMemory) {
    O.Stores |= R.Undefined;
    writeMemory(S, I, 0, R, Bits);
  } else {
    write(S, Accumulator ? Accumulator : Inst.getOperand(0).getReg().id(), R);
  }
}

Outcome Machine::step(const Instruction &I, MachineState &S) const {
  Outcome O;
  const MCInst &Inst = I.Inst;
  const MCInstrDesc &D = MII.get(Inst.getOpcode());
  const StringRef Full = MII.getName(Inst.getOpcode());
  // "ADD32ri8" is ADD, 32 bits, of a register and a byte.
  const size_t Digit = Full.find_first_of("0123456789");
  StringRef Name = Full.substr(0, Digit);
  StringRef Rest = Digit == StringRef::npos ? "" : Full.substr(Digit);
  unsigned Bits = 0;
  Rest.consumeInteger(10, Bits);
  auto Target = [&] {
    return I.Address + I.Size +
           static_cast<uint64_t>(Inst.getOperand(0).getImm());
  };
  auto Pop = [&]() -> BitValue {
    if (S.Stack.empty())
      return {};
    BitValue V = S.Stack.back();
    S.Stack.pop_back();
    return V;
  };

  if (D.isReturn()) {
    O.K = Outcome::Return;
  } else if (Name == "JCC_" && I.Symbol.empty()) {
    O.K = Outcome::Branch;
    O.Target = Target();
    O.Taken = holds(S.Flags, Inst.getOperand(1).getImm());
    O.Decides = O.Taken ? 0 : S.Flags.Undefined;
  } else if (Name == "JMP_") {
    // Compilers and the kernel's assembly return through this name when return
    // instructions have to be patched (-mfunction-return=thunk-extern).
    O.K = I.Symbol.empty()                   ? Outcome::Jump
          : I.Symbol == "__x86_return_thunk" ? Outcome::Return
                                             : Outcome::TailCall;
    O.Target = I.Symbol.empty() ? Target() : 0;
  } else if (D.isCall()) {
    // The result is the callee's; it may leave anything in what it may use.
    static constexpr unsigned Scratch[] = {1, 2, 6, 7, 8, 9, 10, 11};
    for (unsigned R : Scratch)
      S.Registers[R] = OfTwoWords ? BitValue() : BitValue::undefined();
    S.Registers[0] = {};
    S.Flags = {};
    S.Memory.clear();
  } else if (D.isBarrier() || D.isIndirectBranch()) {
    O.K = D.isIndirectBranch() ? Outcome::TailCall : Outcome::Stop;
  } else if (Full == "INT3") {
    O.K = Outcome::Stop;
  } else if (Full.starts_with("SETCC")) {
    const bool ToMemory = Full.ends_with("m");
    const unsigned Code =
        Inst.getOperand(ToMemory ? MemoryOperands : 1).getImm();
    BitValue V = BitValue::boolean(S.Flags.Undefined != 0);
    if (auto Set = holds(S.Flags, Code))
      V = BitValue::constant(*Set);
    else
      O.Decides = S.Flags.Undefined;
    if (!ToMemory)
      write(S, Inst.getOperand(0).getReg(), V);
    else
      writeMemory(S, I, 0, V.cut(8), 8);
  } else if (Name == "CMOV") {
    const unsigned Last = Inst.getNumOperands() - 1;
    const auto Take = holds(S.Flags, Inst.getOperand(Last).getImm());
    BitValue Old = read(S, Inst.getOperand(1).getReg());
    BitValue New = Rest.starts_with("rr") ? read(S, Inst.getOperand(2).getReg())
                                          : BitValue().cut(Bits);
    if (!Take)
      O.Decides = S.Flags.Undefined;
    write(S, Inst.getOperand(0).getReg(),
          Take ? (*Take ? New : Old) : BitValue::join(Old, New));
  } else if (Name == "PUSH" && Rest == "r") {
    S.Stack.push_back(read(S, Inst.getOperand(0).getReg()));
  } else if (Name == "PUSH") {
    S.Stack.push_back(Inst.getOperand(0).isImm()
                          ? BitValue::constant(Inst.getOperand(0).getImm())
                          : BitValue());
  } else if (Name == "POP" && (Rest == "r" || Rest == "rmr")) {
    write(S, Inst.getOperand(0).getReg(), Pop());
  } else if (Name == "POP" && Rest == "rmm") {
    // An address on the stack is one after the pop.
    const BitValue V = Pop();
    writeMemory(S, I, 0, V, Bits ? Bits : 64);
  } else if (Name == "PUSHF") {
    S.Stack.push_back(PushedFlags);
  } else if (Name == "POPF") {
    O.LoadsFlags = Pop().Undefined;
    S.Flags = {};
  } else if (Name == "MOVZX" || Name == "MOVSX") {
    // "MOVZX32rr8": from 8 bits.
    unsigned From = 8;
    StringRef Source = Rest.drop_front(2);
    Source.consumeInteger(10, From);
    BitValue V = BitValue().cut(From);
    if (Rest.starts_with("rr"))
      V = read(S, Inst.getOperand(1).getReg());
    else
      V = readMemory(S, I, 1, From);
    write(S, Inst.getOperand(0).getReg(), V.cut(From, Name == "MOVSX"));
  } else if (Name == "LEA") {
    auto Register = [&](unsigned N) {
      const MCOperand &Op = Inst.getOperand(N);
      return Op.getReg() ? read(S, Op.getReg()) : BitValue::constant(0);
    };
    BitValue V;
    if (I.Symbol.empty() &&
        std::has_single_bit(uint64_t(Inst.getOperand(2).getImm()))) {
      const unsigned Shift =
          std::countr_zero(uint64_t(Inst.getOperand(2).getImm()));
      V = BitValue::add(Register(1), Register(3).shl(Shift));
      V = BitValue::add(V, BitValue::constant(Inst.getOperand(4).getImm()));
    }
    const auto Into = Inst.getOperand(0).getReg();
    if (StringRef(MRI.getName(Into)) == "RSP") {
      const MCOperand &By = Inst.getOperand(4);
      const bool FromItself =
          Inst.getOperand(1).getReg() == Into && !Inst.getOperand(3).getReg();
      if (FromItself && By.isImm() && I.Symbol.empty())
        moveStack(S, BitValue::constant(std::abs(By.getImm())),
                  By.getImm() < 0);
      else
        S.Stack.clear();
    }
    write(S, Into, V);
  } else if (Bits >= 8 && Bits <= 64) {
    arithmetic((Name + Rest).str(), Bits, I, S, O);
  } else {
    clobber(I, S);
  }
  return O;
}

} // namespace pvlint::object
