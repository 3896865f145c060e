//===- AsmBits.cpp - what an asm statement does to bits -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/AsmBits.h"
#include "x86/AsmCode.h"
#include "x86/Run.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace pvlint::x86 {
namespace {

class Statement {
public:
  explicit Statement(const AsmStatement &S) : S(S), Read(S) {}

  AsmEffect run() {
    Effect.Outputs.resize(S.Outputs.size());
    const State Start = start();
    const Interpreter Processor(S.WordBits, S.EnableMask);
    const auto Endings = x86::run(Read.code(), 0, Start, Processor,
                                  [&](const Instruction &, const Outcome &O) {
                                    Effect.DecidesOnIf |= O.AsksIf;
                                  });
    const State *Last = nullptr;
    if (Endings)
      for (const Ending &E : *Endings)
        if (E.How == Outcome::End)
          Last = &E.S;
    if (Last)
      finish(*Last);
    else // not in sight
      Effect.Outputs.assign(S.Outputs.size(), {});
    return std::move(Effect);
  }

private:
  const AsmStatement &S;
  const AsmCode Read;
  AsmEffect Effect;

  static Content &contentOf(State &In, const Operand &Place) {
    return Place.K == Operand::Register ? In.Registers[Place.Part.Slot]
                                        : In.Memory[Place.Place.Cell];
  }

  State start() {
    State In;
    In.Registers.resize(Read.numRegisters());
    for (const std::string &Name : S.Clobbers)
      if (auto R = registerOf(Name))
        In.Registers[*R].V = BitValue::undefined();
    const bool ReadsMemory =
        any_of(S.Inputs, [](const AsmOperand &O) { return O.IsMemory; });
    const unsigned NumOutputs = S.Outputs.size();
    for (unsigned N = 0; N != NumOutputs; ++N) {
      const AsmOperand &O = S.Outputs[N];
      Content &C = contentOf(In, Read.placeOf(N));
      // `"=m"(x) : "m"(x)` is an old way to say "+m".
      if (O.KeepsOld || (O.IsMemory && ReadsMemory))
        C = {{}, ~uint64_t(0)};
      else
        C = {BitValue::undefined()};
    }
    for (unsigned I = 0; I != S.Inputs.size(); ++I) {
      const AsmOperand &O = S.Inputs[I];
      const Operand &Place = Read.placeOf(NumOutputs + I);
      if (Place.K == Operand::Memory && Place.Place.Cell.empty())
        continue;
      contentOf(In, Place) = {
          O.Number ? BitValue::constant(*O.Number) : BitValue(), ~uint64_t(0)};
      for (unsigned N = 0; N != NumOutputs; ++N)
        if (Read.placeOf(N) == Place)
          Effect.Outputs[N].From = I;
    }
    return In;
  }

  void finish(State End) {
    for (unsigned N = 0; N != S.Outputs.size(); ++N) {
      AsmOutput &Out = Effect.Outputs[N];
      if (S.Outputs[N].IsCondition) {
        Out.Bits = BitValue::boolean(End.F.Undefined != 0);
        Effect.DecidesOnIf |= End.F.AsksIf;
        continue;
      }
      if (S.Outputs[N].IsOther)
        continue;
      const Content C = contentOf(End, Read.placeOf(N))
                            .part(0, std::max(8u, S.Outputs[N].Bits));
      Out.Bits = C.V;
      Out.Kept = C.Kept;
      // An alternative may set what this text does not.
      if (StringRef(S.Text).contains(".altinstr") &&
          !~(C.V.Undefined | C.V.Zero))
        Out.Bits = {};
      if (N == 0)
        Effect.YieldsWord = C.IsWord;
    }
    // An empty text is for the compiler.
    if (Read.code().size() == 1)
      for (AsmOutput &Out : Effect.Outputs)
        if (!Out.Kept)
          Out.Bits = {};
  }
};

} // namespace

AsmEffect asmEffect(const AsmStatement &S) {
  // What the assembler leaves out or repeats is not known here.
  for (StringRef Directive : {".if", ".rept", ".irp", ".macro"})
    if (StringRef(S.Text).contains(Directive)) {
      AsmEffect Anything;
      Anything.Outputs.resize(S.Outputs.size());
      return Anything;
    }
  return Statement(S).run();
}

} // namespace pvlint::x86
