//===- AsmBitsTest.cpp - outputs of asm statements, bit by bit ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "x86/AsmBits.h"
#include <gtest/gtest.h>

using namespace pvlint::flow;
using namespace pvlint::x86;

namespace {

constexpr uint64_t All = ~uint64_t(0);

AsmStatement statement(std::string Text, AsmOperand Output = {}) {
  AsmStatement S;
  S.Text = std::move(Text);
  S.Outputs = {std::move(Output)};
  S.EnableMask = 0x200;
  return S;
}

/// Which bits of the one output nobody sets.
uint64_t undefined(std::string Text, AsmOperand Output = {}) {
  return asmEffect(statement(std::move(Text), std::move(Output)))
      .Outputs[0]
      .Bits.Undefined;
}

AsmOperand inRegister(std::string Name) {
  AsmOperand O;
  O.Register = std::move(Name);
  return O;
}

bool decides(std::string Text) {
  return asmEffect(statement(std::move(Text))).DecidesOnIf;
}

TEST(AsmBits, Widths) {
  EXPECT_EQ(undefined("setnz %b0"), All << 8);
  EXPECT_EQ(undefined("setnz %h0"), All & ~0xff00ull);
  EXPECT_EQ(undefined("movw $1, %w0"), All << 16);
  EXPECT_EQ(undefined("movl $1, %k0"), 0u);
  EXPECT_EQ(undefined("mov $1, %k0"), 0u);
  EXPECT_EQ(undefined("movq $1, %0"), 0u);
  EXPECT_EQ(undefined("movb %%gs:mask, %b0"), All << 8);
  EXPECT_EQ(undefined("movzbl %%gs:mask, %k0"), 0u);
  EXPECT_EQ(undefined("movsbl %b0, %k0"), 0xffffffffu);
  EXPECT_EQ(undefined("setnz %b0; movzbl %b0, %k0"), 0u);
}

TEST(AsmBits, NamedRegisters) {
  EXPECT_EQ(undefined("setz %%ah", inRegister("a")), All & ~0xff00ull);
  EXPECT_EQ(undefined("setz %%al; setz %%ah", inRegister("a")), All << 16);
  EXPECT_EQ(undefined("setz %%r10b", inRegister("r10")), All << 8);
  EXPECT_EQ(undefined("movl $0, %%eax; setz %%ah", inRegister("a")), 0u);
  // Through a register that is only clobbered.
  AsmStatement S = statement("setz %%cl; mov %%rcx, %0");
  S.Clobbers = {"rcx"};
  EXPECT_EQ(asmEffect(S).Outputs[0].Bits.Undefined, All << 8);
  // One that somebody else has filled.
  S.Clobbers.clear();
  EXPECT_EQ(asmEffect(S).Outputs[0].Bits.Undefined, 0u);
}

TEST(AsmBits, Values) {
  const AsmOutput Out =
      asmEffect(statement("xor %k0, %k0; setnz %b0; shl $9, %0")).Outputs[0];
  EXPECT_EQ(Out.Bits.Zero, All & ~0x200ull);
  EXPECT_EQ(Out.Bits.Undefined, 0u);
  EXPECT_EQ(undefined("setnz %b0; shl $9, %0"), All << 17);
  EXPECT_EQ(undefined("setnz %b0; and $1, %0"), 0u);
  EXPECT_EQ(undefined("setnz %b0; neg %0"), All << 8);
  EXPECT_EQ(undefined("bt $3, %%gs:mask; sbb %0, %0"), 0u);
  EXPECT_EQ(undefined("and $(1 << 9 | 1), %0"), 0x201u);
  EXPECT_EQ(undefined("orq $~0xff, %0"), 0xffu);
}

TEST(AsmBits, WhatIsNotKnownIsDefined) {
  EXPECT_EQ(undefined(""), 0u);
  EXPECT_EQ(undefined("frobnicate %b0"), 0u);
  EXPECT_EQ(undefined("call save", inRegister("a")), 0u);
  EXPECT_EQ(undefined("rdtsc", inRegister("a")), 0u);
  AsmOperand Pair;
  Pair.IsOther = true;
  EXPECT_EQ(undefined("rdtsc", Pair), 0u);
  // But not a register that the compiler chose.
  EXPECT_EQ(undefined("cpuid; setz %b0"), All << 8);
}

TEST(AsmBits, Paths) {
  // A jump past the write.
  EXPECT_EQ(
      undefined("xor %k0, %k0; testb $1, %%gs:mask; jz 1f; mov $1, %0\n1:"),
      0u);
  EXPECT_EQ(undefined("testb $1, %%gs:mask; jz 1f; mov $1, %0\n1:"), All);
  EXPECT_EQ(undefined("1: movb $1, %b0; jnz 1b; movzbl %b0, %k0"), 0u);
  EXPECT_EQ(undefined("cmovz %%rcx, %0"), All);
}

TEST(AsmBits, Memory) {
  AsmOperand Memory;
  Memory.IsMemory = true;
  EXPECT_EQ(undefined("setz %0", Memory), All << 8);
  EXPECT_EQ(undefined("movl $1, %0", Memory), All << 32);
  EXPECT_EQ(undefined("movq $1, %0", Memory), 0u);
  EXPECT_EQ(undefined("mov %%eax, %0", Memory), All << 32);
  EXPECT_EQ(undefined("movw $1, %%gs:%0", Memory), All << 16);
  // Somewhere in it.
  EXPECT_EQ(undefined("movl $1, 4+%0", Memory), 0u);
  EXPECT_EQ(undefined("movl $1, %H0", Memory), 0u);
}

TEST(AsmBits, MemoryThatIsWrittenThroughAnAddress) {
  AsmOperand Memory;
  Memory.IsMemory = true;
  EXPECT_EQ(undefined("mov %%gs:8, %%rax; mov %%rax, (%%rdi)", Memory), 0u);
  EXPECT_EQ(undefined("stosq", Memory), 0u);
  EXPECT_EQ(undefined("call fill", Memory), 0u);
  // An old way to say that it is read too.
  AsmStatement S = statement("andq $0x200, %0", Memory);
  S.Inputs = {Memory};
  EXPECT_EQ(asmEffect(S).Outputs[0].Bits.Undefined, 0u);
}

TEST(AsmBits, NumbersAsAssemblersReadThem) {
  // Shifts before |, and | before +.
  EXPECT_EQ(undefined("and $1<<4|1<<5, %0"), 0x30u);
  EXPECT_EQ(undefined("and $1<<8+1<<8, %0"), 0x200u);
  // No number of parentheses is too many.
  EXPECT_EQ(undefined("mov $" + std::string(1000000, '(') + "1" +
                      std::string(1000000, ')') + ", %0"),
            0u);
}

TEST(AsmBits, ANumberInTheRegisterOfAnOutput) {
  AsmStatement S = statement("add $0x200, %1");
  AsmOperand Zero;
  Zero.Tied = 0;
  Zero.Number = 0;
  S.Inputs = {Zero};
  EXPECT_EQ(asmEffect(S).Outputs[0].Bits.asConstant(), 0x200u);
}

TEST(AsmBits, RoundsAndArms) {
  EXPECT_FALSE(asmEffect(statement("mov $1, %0; 1: shl $1, %0; loop 1b"))
                   .Outputs[0]
                   .Bits.asConstant());
  EXPECT_FALSE(asmEffect(statement(".if X; mov $0x200, %0; .else; mov $1, %0; "
                                   ".endif"))
                   .Outputs[0]
                   .Bits.asConstant());
}

TEST(AsmBits, Kept) {
  AsmOperand Old;
  Old.KeepsOld = true;
  auto Kept = [&](const char *Text) {
    const AsmOutput Out = asmEffect(statement(Text, Old)).Outputs[0];
    EXPECT_EQ(Out.Bits.Undefined, 0u);
    return Out.Kept;
  };
  EXPECT_EQ(Kept(""), All);
  EXPECT_EQ(Kept("setz %b0"), All << 8);
  EXPECT_EQ(Kept("and $0xff, %0"), 0xffu);
  EXPECT_EQ(Kept("or $0xff, %0"), All << 8);
  EXPECT_EQ(Kept("movl %k0, %k0"), 0xffffffffu);
  EXPECT_EQ(Kept("shl $1, %0"), 0u);
  AsmStatement S = statement("setz %%ah", inRegister("a"));
  S.Inputs = {inRegister("a")};
  EXPECT_EQ(asmEffect(S).Outputs[0].Kept, All & ~0xff00ull);
  EXPECT_EQ(asmEffect(S).Outputs[0].From, 0u);
}

TEST(AsmBits, Decides) {
  EXPECT_TRUE(decides("pushf; testl $0x200, (%%rsp); jz 1f; ud2; 1: popf"));
  EXPECT_TRUE(decides("pushfq; popq %%rax; testl $0x200, %%eax; jnz 1f\n1:"));
  EXPECT_TRUE(
      decides("pushfq; testb $2, 1(%%rsp); lea 8(%%rsp), %%rsp; jnz 1f\n1:"));
  EXPECT_TRUE(decides("pushfq; btl $9, (%%rsp); setc %b0; popfq"));
  EXPECT_TRUE(decides("pushf; pop %0; and $(1 << 9), %0; setnz %b0"));
  EXPECT_TRUE(decides("pushf; pop %0; shr $10, %0; jc 1f\n1:"));
  EXPECT_TRUE(
      decides("pushf\n\ttestb $2, 1(%%rsp)\n\tjz 771f\n\tud2\n771:\tpopf"));
  // Other bits.
  EXPECT_FALSE(decides("pushf; testl $0x40000, (%%rsp); jz 1f; ud2; 1: popf"));
  EXPECT_FALSE(decides("pushf; pop %0; bt $21, %0; setc %b0"));
  EXPECT_FALSE(decides("pushf; pop %0; shr $9, %0; jc 1f\n1:"));
  // Two words, compared.
  EXPECT_FALSE(decides("pushf; pop %%rax; mov %%rax, %%rcx; xor $0x200000, "
                       "%%rcx; push %%rcx; popf; pushf; pop %%rcx; xor %%rax, "
                       "%%rcx; and $0x200200, %%rcx; jz 1f\n1:"));
  // What somebody else pushed.
  EXPECT_FALSE(decides("testl $0x200, 16(%%rsp); jz 1f\n1:"));
  EXPECT_FALSE(decides("pushf; testl $0x200, 16(%%rsp); jz 1f; 1: popf"));
  EXPECT_FALSE(
      decides("pushf; movq %%rsp, %0; popf; testl $0x200, %k0; jz 1f\n1:"));
  // Nothing hangs on it.
  EXPECT_FALSE(decides("pushf; pop %0; and $0x200, %0"));
}

TEST(AsmBits, DecidesNotOnOthers) {
  EXPECT_FALSE(decides("pushf; pop %%rax; test $1<<4|1<<5, %%eax; jz 1f\n1:"));
  EXPECT_TRUE(decides("pushf; pop %%rax; test $1<<8+1<<8, %%eax; jz 1f\n1:"));
  // Looks at a register.
  EXPECT_FALSE(decides("pushf; pop %%rax; test $0x200, %%eax; jrcxz 1f\n1:"));
  // Few enough bits to have been masked, or not.
  EXPECT_TRUE(decides("pushf; pop %%rax; test $0x7fff, %%eax; jz 1f\n1:"));
  EXPECT_FALSE(decides("pushf; pop %%rax; test $0xffff, %%eax; jz 1f\n1:"));
  // A whole word.
  EXPECT_FALSE(decides("pushf; pop %%rax; cmp $2, %%ax; je 1f\n1:"));
}

TEST(AsmBits, Words) {
  auto Yields = [](const char *Text) {
    return asmEffect(statement(Text)).YieldsWord;
  };
  EXPECT_TRUE(Yields("pushf; pop %0"));
  EXPECT_TRUE(Yields("pushf; pop %0; testl $0x200, %k0; jz 1f; 1:"));
  EXPECT_FALSE(Yields("pushf; pop %%rax; testl $0x200, %%eax; setz %b0"));
}

} // namespace
