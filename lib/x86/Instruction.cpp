//===- Instruction.cpp - names of operations and conditions ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/Instruction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace pvlint::x86 {

Operation operationOf(StringRef Mnemonic) {
  return StringSwitch<Operation>(Mnemonic)
      .Case("mov", Operation::Move)
      .Case("lea", Operation::Address)
      .Case("and", Operation::And)
      .Case("or", Operation::Or)
      .Case("xor", Operation::Xor)
      .Case("add", Operation::Add)
      .Case("sub", Operation::Sub)
      .Case("adc", Operation::AddCarry)
      .Case("sbb", Operation::SubCarry)
      .Case("shl", Operation::ShiftLeft)
      .Case("sal", Operation::ShiftLeft)
      .Case("shr", Operation::ShiftRight)
      .Case("sar", Operation::ShiftSigned)
      .Case("neg", Operation::Negate)
      .Case("not", Operation::Not)
      .Case("inc", Operation::Increment)
      .Case("dec", Operation::Decrement)
      .Case("cmp", Operation::Compare)
      .Case("test", Operation::Test)
      .Case("bt", Operation::BitTest)
      .Case("push", Operation::Push)
      .Case("pop", Operation::Pop)
      .Case("pushf", Operation::PushFlags)
      .Case("popf", Operation::PopFlags)
      .Default(Operation::Unknown);
}

std::optional<unsigned> conditionOf(StringRef Name) {
  static constexpr const char *Names[16][3] = {
      {"o"},        {"no"},       {"b", "c", "nae"}, {"ae", "nb", "nc"},
      {"e", "z"},   {"ne", "nz"}, {"be", "na"},      {"a", "nbe"},
      {"s"},        {"ns"},       {"p", "pe"},       {"np", "po"},
      {"l", "nge"}, {"ge", "nl"}, {"le", "ng"},      {"g", "nle"}};
  for (unsigned N = 0; N != 16; ++N)
    for (const char *Known : Names[N])
      if (Known && Name == Known)
        return N;
  return std::nullopt;
}

bool isShift(Operation What) {
  return is_contained(
      {Operation::ShiftLeft, Operation::ShiftRight, Operation::ShiftSigned},
      What);
}

bool isUnary(Operation What) {
  return is_contained({Operation::Negate, Operation::Not, Operation::Increment,
                       Operation::Decrement},
                      What);
}

} // namespace pvlint::x86
