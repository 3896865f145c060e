//===- Interpreter.cpp - what x86 instructions do to bits -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/Interpreter.h"
#include "Arithmetic.h"

namespace pvlint::x86 {

/// Of the stack pointer, in bytes; beyond, the stack is another.
static constexpr uint64_t MaxStackMove = 4096;

/// Where \p P lies in what was pushed here, in bytes from the first push, if
/// the stack grew upwards word by word.
std::optional<unsigned> Interpreter::pushedByte(const State &S,
                                                const MemoryPlace &P) const {
  if (!P.IsExact || !P.Base || P.Base->Slot != StackRegister || P.Index)
    return std::nullopt;
  const int64_t Word = WordBits / 8;
  const int64_t Pushed = int64_t(S.Stack.size()) * Word;
  const int64_t FromTop = P.Displacement;
  if (FromTop < 0 || FromTop >= Pushed)
    return std::nullopt;
  return Pushed - Word - FromTop / Word * Word + FromTop % Word;
}

Content Interpreter::read(const State &S, const Operand &From,
                          unsigned Bits) const {
  switch (From.K) {
  case Operand::Number:
    return Content::number(From.Value).part(0, Bits);
  case Operand::Register:
    return S.Registers[From.Part.Slot].part(From.Part.At, Bits);
  case Operand::Memory:
    if (auto Byte = pushedByte(S, From.Place))
      return S.Stack[*Byte * 8 / WordBits].part(*Byte * 8 % WordBits, Bits);
    if (auto It = S.Memory.find(From.Place.Cell); It != S.Memory.end())
      return It->second.part(0, Bits);
    break;
  case Operand::None:
    break;
  }
  return Content().part(0, Bits);
}

void Interpreter::write(State &S, const Operand &To, unsigned Bits,
                        const Content &C) const {
  switch (To.K) {
  case Operand::Register: {
    if (To.Part.Slot == StackRegister)
      S.Stack.clear();
    Content &Whole = S.Registers[To.Part.Slot];
    // Writing 32 bits clears the other half; writing less leaves the rest.
    if (Bits < 32)
      Whole.insert(C, To.Part.At, Bits);
    else
      Whole = C.part(0, Bits);
    return;
  }
  case Operand::Memory:
    if (auto Byte = pushedByte(S, To.Place)) {
      S.Stack[*Byte * 8 / WordBits].insert(C, *Byte * 8 % WordBits, Bits);
    } else if (!To.Place.Cell.empty()) {
      auto [It, IsNew] = S.Memory.try_emplace(To.Place.Cell, C.part(0, Bits));
      if (!IsNew)
        It->second.insert(C, 0, Bits);
    }
    return;
  case Operand::Number:
  case Operand::None:
    return;
  }
}

Content Interpreter::pop(State &S) const {
  if (S.Stack.empty())
    return {};
  const Content C = S.Stack.back();
  S.Stack.pop_back();
  return C;
}

/// The stack pointer moves \p By, if that is a number of words.
void Interpreter::moveStack(State &S, BitValue By, bool Down) const {
  const auto Bytes = By.asConstant();
  const unsigned Word = WordBits / 8;
  if (!Bytes || *Bytes % Word || *Bytes > MaxStackMove)
    return S.Stack.clear();
  for (unsigned N = *Bytes / Word; N; --N)
    if (Down)
      S.Stack.emplace_back();
    else
      pop(S);
}

static void ask(const Flags &F, Outcome &O) {
  O.Decides |= F.Undefined;
  O.DecidesFromIf |= F.FromIf;
  O.AsksIf |= F.AsksIf;
}

/// Whether the condition of \p I holds; if that is not known, what it depends
/// on decides.
static std::optional<bool> decide(const Instruction &I, const Flags &F,
                                  Outcome &O) {
  std::optional<bool> Holds;
  if (I.Condition)
    Holds = F.holds(*I.Condition);
  if (!Holds)
    ask(F, O);
  return Holds;
}

void Interpreter::unknown(const Instruction &I, State &S) const {
  if (I.WritesAnything) {
    for (unsigned R = 0; R != NumRegisters; ++R)
      S.Registers[R] = {};
    for (auto &[Name, C] : S.Memory)
      C = {};
  }
  for (const RegisterPart &P : I.Writes)
    write(S, Operand::in(P), P.Bits, {});
  if (I.MovesStack)
    S.Stack.clear();
  if (I.WritesFlags)
    S.F = {};
}

/// The result is the callee's; it may leave anything in what it may use.
void Interpreter::call(State &S) const {
  static constexpr unsigned Scratch[] = {1, 2, 6, 7, 8, 9, 10, 11};
  for (unsigned R : Scratch)
    S.Registers[R] = {BitValue::undefined()};
  S.Registers[ResultRegister] = {};
  S.F = {};
  S.Memory.clear();
}

void Interpreter::moveIf(const Instruction &I, State &S, Outcome &O) const {
  const auto Take = decide(I, S.F, O);
  Content C = read(S, I.To, I.Bits), New = read(S, I.From, I.Bits);
  New.Kept = 0;
  if (!Take)
    C.join(New);
  write(S, I.To, I.Bits, Take && *Take ? New : C);
}

void Interpreter::address(const Instruction &I, State &S) const {
  const MemoryPlace &P = I.From.Place;
  Content C;
  if (P.IsExact) {
    auto Register = [&](const std::optional<RegisterPart> &R) {
      return R ? read(S, Operand::in(*R), R->Bits) : Content::number(0);
    };
    const Content Base = Register(P.Base), Index = Register(P.Index);
    C.V = BitValue::add(Base.V, Index.V.shl(std::countr_zero(P.Scale)));
    C.V = BitValue::add(C.V, BitValue::constant(P.Displacement));
    C.FromIf = Base.FromIf | Index.FromIf << std::countr_zero(P.Scale);
  }
  if (!I.To.isRegister(StackRegister) || !P.IsExact || !P.Base ||
      P.Base->Slot != StackRegister || P.Index)
    return write(S, I.To, I.Bits, C.part(0, I.Bits));
  const bool Down = P.Displacement < 0;
  const auto By = uint64_t(P.Displacement);
  moveStack(S, BitValue::constant(Down ? -By : By), Down);
  S.Registers[StackRegister] = C;
}

void Interpreter::arithmetic(const Instruction &I, State &S, Outcome &O) const {
  const bool Same = I.To.K != Operand::None && I.To == I.From;
  // The number of bits to shift by is in a register of its own width.
  const bool IsNarrow = isShift(I.What) && I.From.K == Operand::Register;
  const Content A = read(S, I.To, I.Bits);
  Content B = read(S, I.From, IsNarrow ? I.From.Part.Bits : I.Bits);
  // The number of a bit in a register may lead beyond the word in memory.
  if (I.What == Operation::BitTest && I.To.K == Operand::Memory &&
      I.From.K == Operand::Register)
    B = {};
  const Computed C = compute(I.What, I.Bits, A, B, Same, S.F);
  if (C.AsksFlags)
    ask(S.F, O);
  if (C.SetsFlags)
    S.F = C.F;
  if (!C.IsWritten)
    return;
  if (I.To.isRegister(StackRegister) &&
      (I.What == Operation::Add || I.What == Operation::Sub)) {
    moveStack(S, B.V, I.What == Operation::Sub);
    // What was pushed stays as this left it.
    S.Registers[StackRegister] = C.Result;
    return;
  }
  if (I.To.K == Operand::Memory)
    O.Stores |= C.Result.V.Undefined;
  write(S, I.To, I.Bits, C.Result);
}

Outcome Interpreter::step(const Instruction &I, State &S) const {
  Outcome O;
  if (I.ReachesCells)
    for (auto &[Name, C] : S.Memory)
      C = {};
  switch (I.What) {
  case Operation::Nothing:
    break;
  case Operation::Unknown:
    unknown(I, S);
    break;
  case Operation::Jump:
    O.K = Outcome::Jump;
    break;
  case Operation::Branch:
    O.K = Outcome::Branch;
    if (I.Counts)
      S.Registers[CountRegister] = {};
    if (I.AsksFlags)
      O.Taken = decide(I, S.F, O);
    break;
  case Operation::Call:
    call(S);
    break;
  case Operation::Return:
    O.K = Outcome::Return;
    break;
  case Operation::TailCall:
    O.K = Outcome::TailCall;
    break;
  case Operation::Stop:
    O.K = Outcome::Stop;
    break;
  case Operation::End:
    O.K = Outcome::End;
    break;
  case Operation::Push: {
    Content C = read(S, I.From, WordBits);
    C.Kept = 0;
    S.Stack.push_back(C);
    break;
  }
  case Operation::Pop: {
    // An address on the stack is one after the pop.
    const Content C = pop(S);
    if (I.To.K == Operand::Memory)
      O.Stores |= C.V.Undefined;
    write(S, I.To, I.Bits, C);
    break;
  }
  case Operation::PushFlags:
    S.Stack.push_back({{}, 0, EnableMask, true});
    break;
  case Operation::PopFlags: {
    const Content C = pop(S);
    O.LoadsFlags = C.V.Undefined;
    O.LoadsIf = C.FromIf;
    S.F = {};
    break;
  }
  case Operation::Set: {
    const auto Holds = decide(I, S.F, O);
    Content C{Holds ? BitValue::constant(*Holds)
                    : BitValue::boolean(S.F.Undefined != 0)};
    C.FromIf = !Holds && S.F.AsksIf;
    write(S, I.To, 8, C.part(0, 8));
    break;
  }
  case Operation::MoveIf:
    moveIf(I, S, O);
    break;
  case Operation::Extend: {
    Content C = read(S, I.From, I.FromBits);
    if (!I.From.isRegister(I.To.Part.Slot) || I.From.Part.At)
      C.Kept = 0;
    C.V = C.V.cut(I.FromBits, I.IsSigned);
    write(S, I.To, I.Bits, C);
    break;
  }
  case Operation::Address:
    address(I, S);
    break;
  default:
    arithmetic(I, S, O);
    break;
  }
  return O;
}

} // namespace pvlint::x86
