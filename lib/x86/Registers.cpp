//===- Registers.cpp - names of x86 registers -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Registers.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace pvlint::x86 {

std::optional<RegisterPart> registerPart(StringRef Name) {
  static constexpr const char *Old[8][5] = {
      {"rax", "eax", "ax", "al", "ah"}, {"rcx", "ecx", "cx", "cl", "ch"},
      {"rdx", "edx", "dx", "dl", "dh"}, {"rbx", "ebx", "bx", "bl", "bh"},
      {"rsp", "esp", "sp", "spl", ""},  {"rbp", "ebp", "bp", "bpl", ""},
      {"rsi", "esi", "si", "sil", ""},  {"rdi", "edi", "di", "dil", ""}};
  static constexpr unsigned Widths[] = {64, 32, 16, 8, 8};
  for (unsigned R = 0; R != 8; ++R)
    for (unsigned W = 0; W != 5; ++W)
      if (*Old[R][W] && Name == Old[R][W])
        return RegisterPart{R, W == 4 ? 8u : 0u, Widths[W]};
  unsigned Number;
  if (!Name.consume_front("r") || Name.consumeInteger(10, Number) ||
      Number < 8 || Number >= NumRegisters)
    return std::nullopt;
  const unsigned Bits = StringSwitch<unsigned>(Name)
                            .Case("", 64)
                            .Case("d", 32)
                            .Case("w", 16)
                            .Case("b", 8)
                            .Case("l", 8)
                            .Default(0);
  return Bits ? std::optional(RegisterPart{Number, 0, Bits}) : std::nullopt;
}

std::optional<unsigned> registerOf(StringRef Name) {
  Name = StringSwitch<StringRef>(Name)
             .Case("a", "rax")
             .Case("b", "rbx")
             .Case("c", "rcx")
             .Case("d", "rdx")
             .Case("S", "rsi")
             .Case("D", "rdi")
             .Default(Name);
  auto P = registerPart(Name);
  return P ? std::optional(P->Slot) : std::nullopt;
}

} // namespace pvlint::x86
