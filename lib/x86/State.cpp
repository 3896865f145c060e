//===- State.cpp - registers, flags, stack and memory, bit by bit ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/State.h"
#include "values/Masked.h"

namespace pvlint::x86 {

Content Content::part(unsigned At, unsigned Bits) const {
  const uint64_t Mask = lowBits(Bits);
  return {V.shr(At).cut(Bits), Kept >> At & Mask, FromIf >> At & Mask,
          IsWord && !At && Bits >= 32};
}

void Content::insert(const Content &C, unsigned At, unsigned Bits) {
  const uint64_t Mask = lowBits(Bits) << At;
  V = V.insert(C.V, At, Bits);
  Kept = (Kept & ~Mask) | (C.Kept << At & Mask);
  FromIf = (FromIf & ~Mask) | (C.FromIf << At & Mask);
  IsWord = C.IsWord && !At && Bits >= 32;
}

bool Content::asksIf() const { return FromIf && flow::isMasked(V.possible()); }

void Content::join(const Content &Other) {
  V = BitValue::join(V, Other.V);
  Kept &= Other.Kept;
  FromIf |= Other.FromIf;
  IsWord &= Other.IsWord;
}

std::optional<bool> Flags::holds(unsigned Code) const {
  std::optional<bool> R;
  switch (Code / 2) {
  case 0:
    R = Overflow;
    break;
  case 1:
    R = Carry;
    break;
  case 2:
    R = Zero;
    break;
  case 3:
    if (Carry && Zero)
      R = *Carry || *Zero;
    break;
  case 4:
    R = Sign;
    break;
  case 6:
    if (Sign && Overflow)
      R = *Sign != *Overflow;
    break;
  case 7:
    if (Sign && Overflow && Zero)
      R = *Zero || *Sign != *Overflow;
    break;
  default:
    break; // parity
  }
  if (R && Code % 2)
    R = !*R;
  return R;
}

void Flags::join(const Flags &Other) {
  auto Same = [](std::optional<bool> &A, std::optional<bool> B) {
    if (A != B)
      A.reset();
  };
  Same(Zero, Other.Zero);
  Same(Sign, Other.Sign);
  Same(Carry, Other.Carry);
  Same(Overflow, Other.Overflow);
  Undefined |= Other.Undefined;
  FromIf |= Other.FromIf;
  AsksIf |= Other.AsksIf;
}

bool State::join(const State &Other) {
  const State Old = *this;
  for (size_t I = 0; I != Registers.size(); ++I)
    Registers[I].join(Other.Registers[I]);
  F.join(Other.F);
  if (Stack.size() != Other.Stack.size())
    Stack.clear();
  for (size_t I = 0; I != Stack.size(); ++I)
    Stack[I].join(Other.Stack[I]);
  for (auto It = Memory.begin(); It != Memory.end();) {
    auto There = Other.Memory.find(It->first);
    if (There == Other.Memory.end()) {
      It = Memory.erase(It);
      continue;
    }
    It->second.join(There->second);
    ++It;
  }
  return !(Old == *this);
}

} // namespace pvlint::x86
