//===- AsmTextTest.cpp - instructions in the text of asm statements -------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "contract/AsmText.h"
#include "support/ContractText.h"

using namespace llvm;
using namespace pvlint::flow;

namespace {

std::vector<std::string> instructions(StringRef Text) {
  auto Result = asmInstructions(Text);
  return {Result.begin(), Result.end()};
}

using Strings = std::vector<std::string>;

TEST(AsmText, Statements) {
  EXPECT_EQ(instructions("# __raw_save_flags\n\tpushf ; pop %0"),
            (Strings{"pushf", "pop %0"}));
  EXPECT_EQ(instructions("1: 2:\tlock; cmpxchgl %1, %0 # c; d\n"
                         " rep movsb /* x; y */; PUSHFQ // z"),
            (Strings{"lock", "cmpxchgl %1 %0", "movsb", "pushf"}));
  EXPECT_EQ(instructions("foo = . - 1\n.align 4, 0x90\n.set a, b"), Strings());
  EXPECT_EQ(instructions("mov{l %1, %0| %0, %1}; bts %%fs:%c1, %0"),
            (Strings{"movl %1 %0", "bts %%fs:%c1 %0"}));
  EXPECT_EQ(instructions("vmovdqu8 %%zmm0, (%0)%{%%k1%}; nop"),
            (Strings{"vmovdqu8 %%zmm0 (%0){%%k1}", "nop"}));
  EXPECT_EQ(instructions("hint #7; msr daifset, #3 // off"),
            (Strings{"hint #7", "msr daifset #3"}));
  EXPECT_EQ(instructions(".ascii \"a;cli\\\";sti\"; nop"), (Strings{"nop"}));
  for (StringRef Odd : {"", ";", "/*", "#", "\"", "%", "{", "{a|", ":",
                        "a:", ".popsection", ".previous; nop", "%{", "\\"})
    asmInstructions(Odd);
}

TEST(AsmText, Bytes) {
  EXPECT_EQ(instructions("sti; .byte 0x0f, 0x01, 0xc9;"),
            (Strings{"sti", ".byte 0x0f 0x01 0xc9"}));
}

TEST(AsmText, Thunks) {
  auto Thunk = [](StringRef Text) {
    auto Found = asmThunks(Text);
    return Found.empty() ? "" : Found[0].first + ">" + Found[0].second;
  };
  EXPECT_EQ(Thunk(".pushsection .text; a: endbr64; push %rcx; call b; "
                  "pop %rcx; ret; int3; .popsection"),
            "a>b");
  EXPECT_EQ(Thunk("a: push %rbp; mov %rsp, %rbp; call b; pop %rbp; "
                  "jmp __x86_return_thunk"),
            "a>b");
  EXPECT_EQ(Thunk("a: jmp b"), "a>b");
  EXPECT_EQ(Thunk("a: call b; xor %eax, %eax; ret"), "") << "it does more";
  EXPECT_EQ(Thunk("a: call b; call c; ret"), "");
  EXPECT_EQ(Thunk("a: call *%rax; ret"), "");
  EXPECT_EQ(Thunk("a: ret"), "");
}

TEST(AsmText, Sections) {
  EXPECT_EQ(instructions("nop\n.pushsection .a,\"ax\"\ncli\n.popsection\nhlt"),
            (Strings{"nop", "hlt"}));
  EXPECT_EQ(instructions(".section .a\n.pushsection .b\nsti\n.popsection\ncli\n"
                         ".previous\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".subsection 1\ncli\n.previous\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".subsection 1\ncli\n.subsection 0\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".data\ncli\n.text\nhlt"), (Strings{"hlt"}));
  EXPECT_EQ(instructions(".macro m\ncli\n.endm\nhlt"), (Strings{"hlt"}));
  EXPECT_EQ(instructions(".popsection\nhlt"), (Strings{"hlt"}));
}

TEST(AsmMatch, Primitives) {
  Contract C = Contract::builtin();
  EXPECT_EQ(asmName(C, "cli"), "cli");
  EXPECT_EQ(asmName(C, "sti"), "sti");
  EXPECT_EQ(asmName(C, "sti; hlt"), "sti-hlt");
  EXPECT_EQ(asmName(C, "sti; .byte 0x0f, 0x01, 0xc9;"), "sti-mwait-bytes");
  EXPECT_EQ(asmName(C, "# __raw_save_flags\n\tpushf ; pop %0"), "pushf-pop");
  EXPECT_EQ(asmName(C, "pushfq; popq %0"), "pushf-pop");
  EXPECT_EQ(asmName(C, "pushfl\n\tpopl %0\n\tcli"), "pushf-pop-cli");
  EXPECT_EQ(asmName(C, "push %0 ; popf"), "push-popf");
  EXPECT_EQ(asmName(C, "popfq"), "popf");
  EXPECT_EQ(asmName(C, "1: cli # off"), "cli");

  const Primitive *P = C.assembly("pushf-pop");
  ASSERT_TRUE(P && P->Save);
  EXPECT_TRUE(P->FullRegister);
  EXPECT_EQ(P->Save->K, WordPlace::Return);
  P = C.assembly("push-popf");
  ASSERT_TRUE(P && P->Restore);
  EXPECT_TRUE(P->RestoreFull);
  EXPECT_EQ(P->Restore->K, WordPlace::Argument);
}

TEST(AsmMatch, LookAlikes) {
  Contract C = Contract::builtin();
  for (const char *Text : {
           "",
           "# cli\nnop",
           "clic",
           "stil %0",
           "call cli",
           "mov $cli, %0",
           "sti:",
           "nop // sti",
           // Not one after the other.
           "pushf; nop; popcnt %0, %1",
           // Probing for CPUID.
           "pushfl\n\tpushfl\n\tpopl %0\n\tmovl %0, %1\n\txorl %2, %0\n\t"
           "pushl %0\n\tpopfl\n\tpushfl\n\tpopl %0\n\tpopfl\n\t",
           "pushfl; popfl",
           // KVM's emulator.
           "push %[flags]; popf; call *%[thunk_target]\n",
           "push %[flags]; popf; 661:\n\tcall *%[thunk]\n662:\n ; pushf; "
           "pop %[flags]\n",
           "pushf; sbb %al, %al; popf \n\t",
           // sync_core() and friends.
           "mov %%ss, %0\n\tpushq %q0\n\tpushfq\n\tpushq $1f\n\tiretq\n\t1:",
           "pushsection",
       })
    EXPECT_EQ(asmName(C, Text), "") << Text;
}

TEST(AsmMatch, ReplacementsOfAlternatives) {
  Contract C = Contract::builtin();
  std::string Smap =
      "# smap_save\n\t# ALT: oldinstr\n771:\n\t\n772:\n# ALT: padding\n"
      ".skip -(((775f-774f)-(772b-771b)) > 0) * ((775f-774f)-(772b-771b)),0x90"
      "\n773:\n.pushsection .altinstructions,\"a\"\n .long 771b - .\n"
      " .long 774f - .\n .4byte ( 9*32+20)\n .byte 773b-771b\n"
      " .byte 775f-774f\n.popsection\n.pushsection .altinstr_replacement, "
      "\"ax\"\n# ALT: replacement\n774:\n\tpushf; pop $0; .byte "
      "0x0f,0x01,0xca\n\t\n775:\n.popsection\n";
  EXPECT_EQ(asmName(C, Smap), "");
  std::string Paravirt =
      "771:\n\t999:\n\t.pushsection .discard.annotate_insn,\"M\",@progbits,8\n"
      "\t.long 999b - .\n\t.long 1\n\t.popsection\n\tcall *%[paravirt_opptr];\n"
      "772:\n.pushsection .altinstr_replacement, \"ax\"\n774:\n\tsti;\n775:\n"
      ".popsection\n";
  EXPECT_EQ(asmName(C, Paravirt), "");
}

} // namespace
