//===- AsmCode.cpp - instructions of an asm statement ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/AsmCode.h"
#include "AsmNumber.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace pvlint::x86 {

AsmCode::AsmCode(const AsmStatement &S) : S(S), Text(flow::asmParse(S.Text)) {
  for (const AsmOperand &O : S.Outputs)
    Places.push_back(ownPlace(O));
  for (const AsmOperand &O : S.Inputs)
    Places.push_back(O.Tied ? Places[*O.Tied] : ownPlace(O));
  for (size_t N = 0; N != Text.size(); ++N)
    Instructions[N] = instruction(N);
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

Operand AsmCode::ownPlace(const AsmOperand &O) {
  if (O.IsMemory) {
    MemoryPlace P;
    // What an input in memory holds, nobody knows.
    if (Places.size() < S.Outputs.size())
      P.Cell = "%" + std::to_string(Places.size());
    return Operand::at(std::move(P));
  }
  if (!O.Register.empty())
    if (auto R = registerOf(O.Register))
      return Operand::in({*R, 0, 64});
  return Operand::in({Registers++, 0, 64});
}

bool AsmCode::isOutput(const Operand &Place) const {
  return is_contained(ArrayRef(Places).take_front(S.Outputs.size()), Place);
}

/// \p Text as an instruction names it, with a sign in front: "%%eax", "%b0",
/// "$1", "8(%%rsp)".
Operand AsmCode::operand(StringRef Text) const {
  if (Text.consume_front("*"))
    return {};
  // Per-CPU variables.
  if (!Text.consume_front("%%gs:"))
    Text.consume_front("%%fs:");
  if (Text.consume_front("%%")) {
    auto P = registerPart(Text.lower());
    return P ? Operand::in(*P) : Operand();
  }
  const bool IsImmediate = Text.consume_front("$");
  if (Text.consume_front("%"))
    return reference(Text, IsImmediate);
  if (!IsImmediate)
    return address(Text);
  auto N = asmNumber(Text);
  return N ? Operand::number(*N) : Operand();
}

/// \p Text is the number of an operand, with a modifier or without.
Operand AsmCode::reference(StringRef Text, bool IsImmediate) const {
  char Modifier = 0;
  if (!Text.empty() && isAlpha(Text.front())) {
    Modifier = Text.front();
    Text = Text.drop_front();
  }
  unsigned N;
  if (Text.consumeInteger(10, N) || !Text.empty())
    return {}; // an address with it
  if (N >= Places.size())
    return {};
  const AsmOperand &O =
      N < S.Outputs.size() ? S.Outputs[N] : S.Inputs[N - S.Outputs.size()];
  if (O.IsCondition)
    return {};
  if (O.Number && !isOutput(Places[N]) &&
      (IsImmediate || !Modifier || Modifier == 'c'))
    return Operand::number(*O.Number);
  if (IsImmediate)
    return {};
  Operand R = Places[N];
  if (R.K == Operand::Memory)
    return R.Place.Cell.empty() || Modifier == 'H' ? Operand() : R;
  R.Part.At = Modifier == 'h' ? 8 : 0;
  R.Part.Bits = Modifier == 'b' || Modifier == 'h' ? 8
                : Modifier == 'w'                  ? 16
                : Modifier == 'k'                  ? 32
                : Modifier == 'q'                  ? 64
                : !Modifier                        ? std::max(8u, O.Bits)
                                                   : 0;
  return R.Part.Bits ? R : Operand();
}

std::optional<RegisterPart> AsmCode::addressRegister(StringRef Text) const {
  const Operand R = operand(Text);
  return R.K == Operand::Register ? std::optional(R.Part) : std::nullopt;
}

/// "8(%%rsp,%1,4)".
Operand AsmCode::address(StringRef Text) const {
  const size_t Open = Text.find('(');
  StringRef In = Text.substr(Open).trim();
  if (!In.consume_front("(") || !In.consume_back(")"))
    return {};
  SmallVector<StringRef, 3> Parts;
  In.split(Parts, ',');
  MemoryPlace P;
  const StringRef Displacement = Text.substr(0, Open).trim();
  if (!Displacement.empty()) {
    const auto N = asmNumber(Displacement);
    if (!N)
      return {};
    P.Displacement = int64_t(*N);
  }
  const bool HasBase = !Parts[0].trim().empty(), HasIndex = Parts.size() > 1;
  if (HasBase)
    P.Base = addressRegister(Parts[0].trim());
  if (HasIndex)
    P.Index = addressRegister(Parts[1].trim());
  if (HasBase != P.Base.has_value() || HasIndex != P.Index.has_value())
    return {};
  if (Parts.size() > 2 && (Parts[2].trim().getAsInteger(10, P.Scale) ||
                           !is_contained({1u, 2u, 4u, 8u}, P.Scale)))
    return {};
  P.IsExact = true;
  return Operand::at(std::move(P));
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

/// Whether \p Text goes through an address that may be one of any output: all
/// but the stack and the operands themselves.
static bool isElsewhere(StringRef Text, const Operand &O) {
  if (O.K == Operand::Memory)
    return O.Place.Cell.empty() &&
           (!O.Place.Base || O.Place.Base->Slot != StackRegister ||
            O.Place.Index);
  return O.K == Operand::None &&
         (Text.contains('(') ||
          (Text.contains('%') && !Text.starts_with("%%")));
}

Instruction AsmCode::instruction(size_t N) const {
  const flow::AsmInstruction &I = Text[N];
  Instruction R;
  R.Address = N;
  if (N + 1 == Text.size()) {
    R.What = Operation::End;
    return R;
  }
  R.ReachesCells = any_of(I.Operands, [&](StringRef Text) {
    return isElsewhere(Text, operand(Text));
  });
  if (!flow(N, R) && !conditional(I, R) && !extend(I, R) && !operation(I, R))
    unknown(I, R);
  return R;
}

/// The number of the instruction that \p Name leads to from number \p From.
/// What is not here is out of the statement, or its end.
uint64_t AsmCode::labelled(StringRef Name, size_t From) const {
  uint64_t Where = Text.size() - 1;
  const bool Forward = Name.ends_with("f"), Back = Name.ends_with("b");
  const bool IsLocal = (Forward || Back) && all_of(Name.drop_back(), isDigit);
  if (IsLocal)
    Name = Name.drop_back();
  for (size_t N = 0; N != Text.size(); ++N) {
    if (!is_contained(Text[N].Labels, Name))
      continue;
    if (!IsLocal)
      return N;
    if (Back && N <= From)
      Where = N;
    if (Forward && N > From)
      return N;
  }
  return Where;
}

static bool isHarmless(StringRef Mnemonic) {
  return is_contained({"nop",   "cli",     "sti",     "clac",      "stac",
                       "cld",   "std",     "lfence",  "mfence",    "sfence",
                       "pause", "endbr64", "endbr32", "rep",       "lock",
                       "hlt",   "verw",    "swapgs",  "serialize", "clflush"},
                      Mnemonic) ||
         Mnemonic.starts_with("prefetch") || Mnemonic.starts_with("nop");
}

bool AsmCode::flow(size_t N, Instruction &R) const {
  const StringRef Name = Text[N].Mnemonic;
  const auto &Ops = Text[N].Operands;
  if (Name == "ret" || Name == "retq") {
    R.What = Operation::Return;
  } else if (Name == "ud2" || (Name == "jmp" && Ops.size() != 1)) {
    R.What = Operation::Stop;
  } else if (Name == "jmp") {
    R.What = Operation::Jump;
    R.Target = labelled(Ops[0], N);
  } else if (isHarmless(Name)) {
    R.What = Operation::Nothing;
  } else if (Ops.size() == 1 &&
             (Name.starts_with("loop") || Name.starts_with("j"))) {
    R.What = Operation::Branch;
    R.Counts = Name.starts_with("loop");
    R.AsksFlags = Name != "loop" && !Name.ends_with("cxz");
    R.Condition = R.Counts ? std::nullopt : conditionOf(Name.drop_front());
    R.Target = labelled(Ops[0], N);
  } else {
    return false;
  }
  return true;
}

/// The condition \p Name, which may have a width behind it.
static std::optional<unsigned> conditionWithWidth(StringRef Name) {
  auto Code = conditionOf(Name);
  return Code || Name.empty() ? Code : conditionOf(Name.drop_back());
}

bool AsmCode::conditional(const flow::AsmInstruction &I, Instruction &R) const {
  StringRef Name = I.Mnemonic;
  if (I.Operands.size() == 1 && Name.consume_front("set")) {
    R.What = Operation::Set;
    R.To = operand(I.Operands[0]);
  } else if (I.Operands.size() == 2 && Name.consume_front("cmov")) {
    R.To = operand(I.Operands[1]);
    if (R.To.K != Operand::Register)
      return false;
    R.What = Operation::MoveIf;
    R.Bits = R.To.Part.Bits;
    R.From = operand(I.Operands[0]);
  } else {
    return false;
  }
  R.Condition = conditionWithWidth(Name);
  return true;
}

/// movzbl, movslq and their like.
bool AsmCode::extend(const flow::AsmInstruction &I, Instruction &R) const {
  StringRef Name = I.Mnemonic;
  if (I.Operands.size() != 2)
    return false;
  R.IsSigned = Name.consume_front("movs");
  if (!R.IsSigned && !Name.consume_front("movz"))
    return false;
  R.From = operand(I.Operands[0]);
  R.To = operand(I.Operands[1]);
  R.FromBits = R.From.K == Operand::Register ? R.From.Part.Bits : 0;
  if (Name.consume_front("b"))
    R.FromBits = 8;
  else if (Name.consume_front("w"))
    R.FromBits = 16;
  else if (R.IsSigned && Name.consume_front("l"))
    R.FromBits = 32;
  else if (!Name.consume_front("x"))
    return false;
  if (R.To.K != Operand::Register || !R.FromBits || Name.size() > 1)
    return false;
  R.What = Operation::Extend;
  R.Bits = R.To.Part.Bits;
  return true;
}

/// What \p Mnemonic does; its width, if it has one, goes to \p Bits.
static Operation withWidth(StringRef Mnemonic, unsigned &Bits) {
  Bits = 0;
  Operation What = operationOf(Mnemonic);
  if (What != Operation::Unknown || Mnemonic.empty())
    return What;
  if (Mnemonic == "movabs" || Mnemonic == "movabsq") {
    Bits = 64;
    return Operation::Move;
  }
  Bits = StringSwitch<unsigned>(Mnemonic.take_back())
             .Case("b", 8)
             .Case("w", 16)
             .Case("l", 32)
             .Case("q", 64)
             .Default(0);
  return Bits ? operationOf(Mnemonic.drop_back()) : Operation::Unknown;
}

/// The operations that instructions name as they do in machine code.
bool AsmCode::operation(const flow::AsmInstruction &I, Instruction &R) const {
  const Operation What = withWidth(I.Mnemonic, R.Bits);
  const auto &Ops = I.Operands;
  switch (What) {
  case Operation::Unknown:
    return false;
  case Operation::PushFlags:
  case Operation::PopFlags:
    break;
  case Operation::Push:
  case Operation::Pop:
    if (Ops.size() != 1)
      return false;
    R.Bits = S.WordBits;
    (What == Operation::Push ? R.From : R.To) = operand(Ops[0]);
    break;
  default:
    // A shift may be by one.
    if (Ops.size() != (isUnary(What) ? 1 : 2) &&
        !(isShift(What) && Ops.size() == 1))
      return false;
    R.To = operand(Ops.back());
    if (Ops.size() == 2)
      R.From = operand(Ops[0]);
    else if (isShift(What))
      R.From = Operand::number(1);
    if (!R.Bits)
      R.Bits = R.To.K == Operand::Register ? R.To.Part.Bits
               : R.From.K == Operand::Register && !isShift(What)
                   ? R.From.Part.Bits
                   : 0;
    if (!R.Bits)
      return false;
  }
  R.What = What;
  return true;
}

/// Whatever it is, it may write what it names, and any register of a name.
void AsmCode::unknown(const flow::AsmInstruction &I, Instruction &R) const {
  R.What = Operation::Unknown;
  R.WritesAnything = R.WritesFlags = true;
  for (StringRef Text : I.Operands) {
    const Operand O = operand(Text);
    if (O.K == Operand::Register && O.Part.Slot != StackRegister)
      R.Writes.push_back({O.Part.Slot, 0, 64});
    R.MovesStack |= Text.contains("%%rsp") || Text.contains("%%esp");
  }
}

} // namespace pvlint::x86
