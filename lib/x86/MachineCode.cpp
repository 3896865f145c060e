//===- MachineCode.cpp - instructions of machine code ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/MachineCode.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCInstrDesc.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"

using namespace llvm;

namespace pvlint::x86 {

/// A memory operand is base, scale, index, displacement and segment.
static constexpr unsigned MemoryOperands = 5;

void MachineCode::initialize() {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86Disassembler();
}

MachineCode::MachineCode() = default;
MachineCode::~MachineCode() = default;

Expected<std::unique_ptr<MachineCode>> MachineCode::create(const Triple &T) {
#if LLVM_VERSION_MAJOR < 22
  const std::string &Name = T.str();
#else
  const Triple &Name = T;
#endif
  // What is made with them may refer to them.
  static const MCTargetOptions Options;
  std::string Message;
  const Target *X86 = TargetRegistry::lookupTarget(Name, Message);
  if (!X86)
    return createStringError(Message);
  std::unique_ptr<MachineCode> M(new MachineCode);
  M->Registers.reset(X86->createMCRegInfo(Name));
  M->Assembler.reset(X86->createMCAsmInfo(*M->Registers, Name, Options));
  M->Subtarget.reset(X86->createMCSubtargetInfo(Name, "", ""));
  M->Instructions.reset(X86->createMCInstrInfo());
#if LLVM_VERSION_MAJOR < 23
  M->Context = std::make_unique<MCContext>(
      T, M->Assembler.get(), M->Registers.get(), M->Subtarget.get());
#else
  M->Context = std::make_unique<MCContext>(T, *M->Assembler, *M->Registers,
                                           *M->Subtarget);
#endif
  M->Disassembler.reset(X86->createMCDisassembler(*M->Subtarget, *M->Context));
  for (unsigned R = 1; R != M->Registers->getNumRegs(); ++R)
    if (auto P = registerPart(StringRef(M->Registers->getName(R)).lower()))
      M->Parts[R] = *P;
  return M;
}

std::optional<MachineInstruction> MachineCode::read(ArrayRef<uint8_t> Bytes,
                                                    uint64_t Address) const {
  MachineInstruction I;
  I.Address = Address;
  uint64_t Length = 0;
  if (Disassembler->getInstruction(I.Inst, Length, Bytes, Address, nulls()) !=
      MCDisassembler::Success)
    return std::nullopt;
  I.Size = Length;
  return I;
}

StringRef MachineCode::nameOf(const MachineInstruction &I) const {
  return Instructions->getName(I.Inst.getOpcode());
}

/// One instruction, from LLVM's form to the small one.
class MachineCode::Translation {
public:
  Translation(const MachineCode &M, const MachineInstruction &I)
      : M(M), I(I), Inst(I.Inst), D(M.Instructions->get(I.Inst.getOpcode())),
        Full(M.nameOf(I)) {
    // "ADD32ri8" is ADD, 32 bits, of a register and a byte.
    const size_t Digit = Full.find_first_of("0123456789");
    Name = Full.substr(0, Digit);
    Form = Digit == StringRef::npos ? "" : Full.substr(Digit);
    Form.consumeInteger(10, R.Bits);
    R.Address = I.Address;
    R.Size = I.Size;
  }

  Instruction run() {
    if (!flow() && !stack() && !conditional() && !move() && !arithmetic())
      unknown();
    return std::move(R);
  }

private:
  const MachineCode &M;
  const MachineInstruction &I;
  const MCInst &Inst;
  const MCInstrDesc &D;
  const StringRef Full;
  StringRef Name, Form;
  Instruction R;

  std::optional<RegisterPart> part(const MCOperand &Op) const {
    auto It = M.Parts.find(unsigned(Op.getReg()));
    return It == M.Parts.end() ? std::nullopt : std::optional(It->second);
  }

  /// A register or a number.
  Operand value(unsigned N) const {
    if (N >= Inst.getNumOperands())
      return {};
    const MCOperand &Op = Inst.getOperand(N);
    if (Op.isImm())
      return Operand::number(Op.getImm());
    if (Op.isReg())
      if (auto P = part(Op))
        return Operand::in(*P);
    return {};
  }

  /// The memory operand that begins at \p First.
  Operand memory(unsigned First) const {
    const MCOperand &Base = Inst.getOperand(First);
    const MCOperand &Index = Inst.getOperand(First + 2);
    const MCOperand &Displacement = Inst.getOperand(First + 3);
    MemoryPlace P;
    P.Base = part(Base);
    P.Index = part(Index);
    P.Scale = Inst.getOperand(First + 1).getImm();
    P.Displacement = Displacement.isImm() ? Displacement.getImm() : 0;
    P.IsExact = I.Symbol.empty() && Displacement.isImm() &&
                !Base.getReg() == !P.Base && !Index.getReg() == !P.Index;
    if (!Index.getReg())
      P.Cell = cell(Base.getReg() ? M.Registers->getName(Base.getReg()) : "",
                    P.Displacement);
    return Operand::at(std::move(P));
  }

  /// The address that stands in the instruction, "MOV32o32a".
  Operand absolute() const {
    const MCOperand &Address = Inst.getOperand(0);
    MemoryPlace P;
    P.Displacement = Address.isImm() ? Address.getImm() : 0;
    P.IsExact = I.Symbol.empty() && Address.isImm();
    P.Cell = cell("", P.Displacement);
    return Operand::at(std::move(P));
  }

  /// What a place is known by: a symbol, or what is added up.
  std::string cell(StringRef Base, int64_t Displacement) const {
    if (!I.Symbol.empty())
      return I.Symbol + "+" + std::to_string(I.Offset);
    return ("[" + Base + "+" + Twine(Displacement) + "]").str();
  }

  bool is(Operation What) {
    R.What = What;
    return true;
  }
  bool jumps(Operation What) {
    R.Target = I.Address + I.Size + uint64_t(Inst.getOperand(0).getImm());
    return is(What);
  }

  bool flow() {
    if (D.isReturn())
      return is(Operation::Return);
    if (Name == "JCC_" && I.Symbol.empty()) {
      R.Condition = Inst.getOperand(1).getImm();
      return jumps(Operation::Branch);
    }
    R.Counts = Full.starts_with("LOOP");
    if ((R.Counts || Full.ends_with("CXZ")) && I.Symbol.empty()) {
      R.AsksFlags = R.Counts && Full != "LOOP";
      return jumps(Operation::Branch);
    }
    if (Name == "JMP_") {
      if (I.Symbol.empty())
        return jumps(Operation::Jump);
      // Compilers and the kernel's assembly return through this name when
      // return instructions have to be patched
      // (-mfunction-return=thunk-extern).
      return is(I.Symbol == "__x86_return_thunk" ? Operation::Return
                                                 : Operation::TailCall);
    }
    if (D.isCall())
      return is(Operation::Call);
    if (D.isIndirectBranch())
      return is(Operation::TailCall);
    if (D.isBarrier() || Full == "INT3")
      return is(Operation::Stop);
    return false;
  }

  bool stack() {
    const Operation What = operationOf(Name.lower());
    const bool IsSegment = (Name.starts_with("PUSH") && Name.size() == 6) ||
                           (Name.starts_with("POP") && Name.size() == 5);
    switch (What) {
    case Operation::PushFlags:
    case Operation::PopFlags:
      return is(What);
    case Operation::Push:
      R.From = Form == "rmm" ? memory(0) : value(0);
      return is(What);
    case Operation::Pop:
      R.To = Form == "rmm" ? memory(0) : value(0);
      return is(What);
    default:
      if (!IsSegment || Name.back() != 'S')
        return false;
      // pushfs, popgs
      return is(Name.starts_with("PUSH") ? Operation::Push : Operation::Pop);
    }
  }

  bool conditional() {
    const unsigned Last = Inst.getNumOperands() - 1;
    if (Full.starts_with("SETCC")) {
      R.To = Full.ends_with("m") ? memory(0) : value(0);
      R.Condition = Inst.getOperand(Last).getImm();
      return is(Operation::Set);
    }
    if (Name != "CMOV" || !(Form == "rr" || Form == "rm"))
      return false;
    R.To = value(0);
    R.From = Form == "rm" ? memory(2) : value(2);
    R.Condition = Inst.getOperand(Last).getImm();
    return is(Operation::MoveIf);
  }

  bool move() {
    if (Name == "LEA") {
      R.To = value(0);
      R.From = memory(1);
      if (R.To.K == Operand::Register)
        R.Bits = R.To.Part.Bits; // LEA64_32r
      return is(Operation::Address);
    }
    // The accumulator, and an address that is in the instruction.
    const bool ToAddress = Form.starts_with("o");
    if (Name == "MOV" && (ToAddress || Form.starts_with("ao"))) {
      const Operand Accumulator = Operand::in({ResultRegister, 0, R.Bits});
      R.To = ToAddress ? absolute() : Accumulator;
      R.From = ToAddress ? Accumulator : absolute();
      return is(Operation::Move);
    }
    if (Name != "MOVZX" && Name != "MOVSX")
      return false;
    // "MOVZX32rr8": from 8 bits.
    R.FromBits = 8;
    Form.drop_front(2).consumeInteger(10, R.FromBits);
    R.IsSigned = Name == "MOVSX";
    R.To = value(0);
    R.From = Form.starts_with("rr") ? value(1) : memory(1);
    return is(Operation::Extend);
  }

  /// Operations of one operand or two: "ADDrr", "TESTmi".
  bool arithmetic() {
    const Operation What = operationOf(Name.lower());
    if (What == Operation::Unknown || R.Bits < 8 || R.Bits > 64)
      return false;
    // Without flags, or into a third register.
    if (Form.contains("_ND") || Form.contains("_NF") || Form.contains("_EVEX"))
      return false;
    const StringRef Operands = Form.take_while(isLower);
    if (Operands == "i") { // to the accumulator
      R.To = Operand::in({ResultRegister, 0, R.Bits});
      R.From = value(0);
      return is(What);
    }
    const bool ToMemory = Operands.starts_with("m");
    const bool IsRead = What != Operation::Move && What != Operation::Compare &&
                        What != Operation::Test && What != Operation::BitTest;
    // A register that is read and written is there twice.
    const unsigned Second = ToMemory ? MemoryOperands : IsRead ? 2 : 1;
    R.To = ToMemory ? memory(0) : value(0);
    if (Form.ends_with("CL"))
      R.From = Operand::in({CountRegister, 0, 8});
    else if (isShift(What) && Second >= Inst.getNumOperands())
      R.From = Operand::number(1);
    else if (Operands == "rm")
      R.From = memory(Second);
    else if (!isUnary(What))
      R.From = value(Second);
    else if (Operands != "r" && Operands != "m")
      return false;
    // Of registers of other kinds.
    if (!ToMemory && R.To.K != Operand::Register)
      return false;
    return is(What);
  }

  /// Every register that the description says is written.
  void unknown() {
    R.What = Operation::Unknown;
    for (unsigned N = 0; N != D.getNumDefs() && N != Inst.getNumOperands(); ++N)
      if (Inst.getOperand(N).isReg())
        if (auto P = part(Inst.getOperand(N)))
          R.Writes.push_back(*P);
    for (MCPhysReg Register : D.implicit_defs()) {
      if (auto It = M.Parts.find(Register); It != M.Parts.end())
        R.Writes.push_back(It->second);
      R.WritesFlags |= StringRef(M.Registers->getName(Register)) == "EFLAGS";
    }
  }
};

Instruction MachineCode::instruction(const MachineInstruction &I) const {
  return Translation(*this, I).run();
}

} // namespace pvlint::x86
