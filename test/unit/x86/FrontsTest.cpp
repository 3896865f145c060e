//===- FrontsTest.cpp - asm statements and machine code agree -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interpreter has two fronts. Each row of the table below is run twice: as
// the text of an asm statement, and as what LLVM's assembler makes of the same
// text. Registers, flags and the stack have to be the same in the end, bit by
// bit, and so has what was seen on the way.
//
//===----------------------------------------------------------------------===//

#include "x86/AsmCode.h"
#include "x86/MachineCode.h"
#include "x86/Run.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCAsmBackend.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCCodeEmitter.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCObjectFileInfo.h"
#include "llvm/MC/MCObjectWriter.h"
#include "llvm/MC/MCParser/MCAsmParser.h"
#include "llvm/MC/MCParser/MCTargetAsmParser.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCStreamer.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Triple.h"
#include <gtest/gtest.h>

using namespace pvlint::x86;
using llvm::StringRef;

namespace {

constexpr uint64_t EnableMask = 0x200;
constexpr unsigned Word = 64;

/// The bytes of the text section that LLVM's assembler makes of \p Text.
std::string assembled(StringRef Text) {
  using namespace llvm;
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmParser();
  const Triple T("x86_64-linux-gnu");
  std::string Message;
  const Target *X86 = TargetRegistry::lookupTarget(T, Message);
  if (!X86)
    return "";
  const MCTargetOptions Options;
  std::unique_ptr<MCRegisterInfo> Registers(X86->createMCRegInfo(T));
  std::unique_ptr<MCAsmInfo> Assembler(
      X86->createMCAsmInfo(*Registers, T, Options));
  std::unique_ptr<MCSubtargetInfo> Subtarget(
      X86->createMCSubtargetInfo(T, "", ""));
  std::unique_ptr<MCInstrInfo> Instructions(X86->createMCInstrInfo());
  SourceMgr Sources;
  Sources.AddNewSourceBuffer(MemoryBuffer::getMemBufferCopy(Text), SMLoc());
  MCContext Context(T, Assembler.get(), Registers.get(), Subtarget.get(),
                    &Sources);
  std::unique_ptr<MCObjectFileInfo> Sections(
      X86->createMCObjectFileInfo(Context, /*PIC=*/false));
  Context.setObjectFileInfo(Sections.get());
  SmallString<0> File;
  raw_svector_ostream Out(File);
  std::unique_ptr<MCAsmBackend> Backend(
      X86->createMCAsmBackend(*Subtarget, *Registers, Options));
  std::unique_ptr<MCObjectWriter> Writer = Backend->createObjectWriter(Out);
  std::unique_ptr<MCCodeEmitter> Emitter(
      X86->createMCCodeEmitter(*Instructions, Context));
  std::unique_ptr<MCStreamer> Streamer(X86->createMCObjectStreamer(
      T, Context, std::move(Backend), std::move(Writer), std::move(Emitter),
      *Subtarget));
  std::unique_ptr<MCAsmParser> Parser(
      createMCAsmParser(Sources, Context, *Streamer, *Assembler));
  std::unique_ptr<MCTargetAsmParser> OfX86(
      X86->createMCAsmParser(*Subtarget, *Parser, *Instructions, Options));
  Parser->setTargetParser(*OfX86);
  if (Parser->Run(/*NoInitialTextSection=*/false))
    return "";
  auto Object =
      object::ObjectFile::createObjectFile(MemoryBufferRef(File, "object"));
  if (!Object) {
    consumeError(Object.takeError());
    return "";
  }
  for (const object::SectionRef Section : (*Object)->sections())
    if (Section.isText())
      if (auto Contents = Section.getContents())
        return Contents->str();
  return "";
}

/// What is left of a run.
struct Seen {
  std::optional<State> End;
  uint64_t Decides = 0, DecidesFromIf = 0, Stores = 0, LoadsIf = 0;
  bool AsksIf = false;
};

/// rax and rdx may be anything, rcx is 5, nobody has set the others.
Seen runThrough(const Code &C) {
  State Start;
  for (Content &R : Start.Registers)
    R.V = BitValue::undefined();
  Start.Registers[*registerOf("a")] = Start.Registers[*registerOf("d")] = {};
  Start.Registers[StackRegister] = {};
  Start.Registers[*registerOf("c")] = Content::number(5);
  Seen R;
  auto Endings = run(C, 0, Start, Interpreter(Word, EnableMask),
                     [&](const Instruction &, const Outcome &O) {
                       R.Decides |= O.Decides;
                       R.DecidesFromIf |= O.DecidesFromIf;
                       R.Stores |= O.Stores;
                       R.LoadsIf |= O.LoadsIf;
                       R.AsksIf |= O.AsksIf;
                     });
  if (Endings)
    for (const Ending &E : *Endings)
      if (E.How == Outcome::End)
        R.End = E.S;
  return R;
}

Seen asStatement(StringRef Text) {
  AsmStatement S;
  for (char C : Text)
    S.Text += C == '%' ? "%%" : std::string(1, C);
  S.WordBits = Word;
  S.EnableMask = EnableMask;
  return runThrough(AsmCode(S).code());
}

Seen asMachineCode(StringRef Text) {
  MachineCode::initialize();
  auto Reader = MachineCode::create(llvm::Triple("x86_64-linux-gnu"));
  EXPECT_TRUE(bool(Reader));
  const std::string Bytes = assembled(Text);
  EXPECT_NE(Bytes, "") << Text.str();
  Code C;
  for (uint64_t At = 0; At < Bytes.size();) {
    auto I = (*Reader)->read(llvm::arrayRefFromStringRef(Bytes).slice(At), At);
    EXPECT_TRUE(I.has_value()) << Text.str();
    if (!I)
      return {};
    C[At] = (*Reader)->instruction(*I);
    At += I->Size;
  }
  Instruction End;
  End.What = Operation::End;
  End.Address = Bytes.size();
  C[End.Address] = End;
  return runThrough(C);
}

std::string shown(const Content &C) {
  return llvm::formatv("0 {0:x} 1 {1:x} undefined {2:x} IF {3:x}", C.V.Zero,
                       C.V.One, C.V.Undefined, C.FromIf);
}

void expectSame(StringRef Text) {
  SCOPED_TRACE(Text.str());
  const Seen A = asStatement(Text), B = asMachineCode(Text);
  ASSERT_EQ(A.End.has_value(), B.End.has_value());
  EXPECT_EQ(A.Decides, B.Decides);
  EXPECT_EQ(A.DecidesFromIf, B.DecidesFromIf);
  EXPECT_EQ(A.AsksIf, B.AsksIf);
  EXPECT_EQ(A.Stores, B.Stores);
  EXPECT_EQ(A.LoadsIf, B.LoadsIf);
  if (!A.End)
    return;
  for (unsigned R = 0; R != NumRegisters; ++R)
    EXPECT_EQ(shown(A.End->Registers[R]), shown(B.End->Registers[R]))
        << "register " << R;
  EXPECT_TRUE(A.End->F == B.End->F);
  ASSERT_EQ(A.End->Stack.size(), B.End->Stack.size());
  for (size_t N = 0; N != A.End->Stack.size(); ++N)
    EXPECT_EQ(shown(A.End->Stack[N]), shown(B.End->Stack[N]));
}

/// One row: instructions, as objects have them.
class Fronts : public testing::TestWithParam<const char *> {};

TEST_P(Fronts, Agree) { expectSame(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Moves, Fronts,
    testing::Values(
        "nop", "movq %rbx, %rax", "movl %ebx, %eax", "movw %bx, %ax",
        "movb %bl, %ah", "mov $0x200, %eax", "movq $-1, %r10",
        "movabsq $0x123456789abcdef0, %r9", "movb $7, %r10b; movw %r10w, %r11w",
        "movzbl %bl, %eax", "movzwl %bx, %r8d", "movsbl %al, %ebx",
        "movslq %ebx, %rax", "movsbl %ch, %eax", "movzbl %ah, %ecx",
        "movl 8(%rdi), %eax", "movzbl (%rdi), %eax", "movq %gs:8, %rbx",
        "leaq 8(%rcx), %rax", "leaq (%rcx,%rcx,4), %rax", "leal 1(%rbx), %eax",
        "leaq 8(%rax,%rcx,8), %rdx", "movl %ebx, %ebx", "movq %rax, %rax"));

INSTANTIATE_TEST_SUITE_P(
    Arithmetic, Fronts,
    testing::Values(
        "andl $0x200, %ebx", "andl $0x200, %eax", "andq $~0xff, %rbx",
        "andb $1, %bh", "orl $0xff, %ebx", "orq %rbx, %rax", "orb %bl, %bl",
        "xorl %ebx, %ebx", "xorl %ebx, %eax", "xorq $-1, %rcx", "addl $3, %ecx",
        "addq %rbx, %rcx", "addb %bh, %bl", "addl %ebx, %ebx", "subl $5, %ecx",
        "subq %rcx, %rcx", "subw %cx, %bx", "adcl $0, %ecx",
        "cmpl $5, %ecx; adcl %eax, %ecx", "btl $9, %ebx; sbbl %eax, %eax",
        "cmpl $6, %ecx; sbbq %rbx, %rbx", "sbbl %ebx, %eax", "negl %ecx",
        "negq %rbx", "notl %ecx", "notb %bl", "incl %ecx", "decq %rbx",
        "shll $9, %ebx", "shlq %rcx", "shlb $1, %bl", "shrl $4, %ebx",
        "shrq %rbx", "sarl $3, %ebx", "salq $2, %rcx", "shll %cl, %edx",
        "shrq %cl, %rbx", "movb %bl, %cl; shll %cl, %eax", "andl %ebx, %ecx",
        "addq $0x1000, %rax", "addb $1, %al", "subq $1, %rax"));

INSTANTIATE_TEST_SUITE_P(
    Conditions, Fronts,
    testing::Values("testl $0x200, %ebx; setz %al", "testb $1, %cl; setnz %al",
                    "testq %rbx, %rbx; sete %bl", "cmpl $5, %ecx; sete %al",
                    "cmpl $6, %ecx; setb %al; setae %ah; setl %bl; setg %bh",
                    "cmpq %rbx, %rbx; setne %al", "cmpq $0, %rax; seta %bl",
                    "btl $3, %ebx; setc %al", "btq $2, %rcx; setnc %al",
                    "bt %rax, %rbx; setc %al", "cmovzl %ebx, %eax",
                    "cmovnzq %rcx, %rdx", "cmpl $5, %ecx; cmovel %ecx, %eax",
                    "cmpl $5, %ecx; cmovnel %ecx, %ebx",
                    "testl %ebx, %ebx; cmovsq 8(%rdi), %rax", "setp %al",
                    "shrl $1, %ebx; setc %al", "negq %rcx; setc %al",
                    "incl %ecx; seto %al", "xorl %ebx, %ebx; setz %al"));

INSTANTIATE_TEST_SUITE_P(
    Ways, Fronts,
    testing::Values(
        "testl %eax, %eax; jz 1f; movl $1, %ebx\n1:",
        "cmpl $5, %ecx; je 1f; movl $1, %eax\n1:",
        "cmpl $5, %ecx; jne 1f; movl $1, %eax\n1:",
        "testb $1, %bl; jnz 1f; xorl %eax, %eax; jmp 2f\n1: movl $2, %eax\n2:",
        "1: shll $1, %ebx; testl %edx, %edx; jnz 1b",
        "1: movb $1, %bl; loop 1b",
        "jrcxz 1f; movl %ecx, %ebx\n1:", "1: decl %eax; loopne 1b",
        "jc 1f; ret\n1:", "ret", "testl $4, %ecx; jz 1f; ret\n1:"));

INSTANTIATE_TEST_SUITE_P(
    Stack, Fronts,
    testing::Values(
        "pushq %rbx; popq %rax", "pushq $0x200; popq %rax", "pushq %rcx",
        "pushq %rcx; popq %rsp; pushq %rcx", "pushq 8(%rdi); popq %rax",
        "pushq %rbx; movb $1, 1(%rsp); popq %rax",
        "pushq %rcx; pushq %rbx; movl 8(%rsp), %eax; addq $8, %rsp",
        "pushq %rcx; subq $16, %rsp; movq 16(%rsp), %rax; addq $24, %rsp",
        "pushq %rcx; leaq -8(%rsp), %rsp; movq 8(%rsp), %rax",
        "pushq %rcx; andq $-16, %rsp; popq %rax", "pushq %rcx; addq %rax, %rsp",
        "pushq %rcx; pushq %rax; popq (%rsp); popq %rdx",
        "pushq %rbx; shrq $3, (%rsp); popq %rcx",
        "pushq %rcx; addq $3, %rsp; popq %rax"));

INSTANTIATE_TEST_SUITE_P(
    InterruptFlag, Fronts,
    testing::Values(
        "pushfq; popq %rax", "pushf; testl $0x200, (%rsp); jz 1f; ret\n1: popf",
        "pushfq; popq %rax; andl $0x200, %eax; setz %al",
        "pushfq; testb $2, 1(%rsp); leaq 8(%rsp), %rsp; jz 1f; ret\n1:",
        "pushfq; btl $9, (%rsp); setc %bl; popfq",
        "pushfq; popq %rax; shrl $10, %eax; jc 1f\n1:",
        "pushfq; popq %rax; shrl $9, %eax; jc 1f\n1:",
        "pushfq; popq %rax; shrl $9, %eax; andl $1, %eax; jz 1f\n1:",
        "pushfq; xorl $0x200000, (%rsp); popfq",
        "pushfq; pushfq; popq %rax; cmpq %rax, (%rsp); popfq; setne %al",
        "pushfq; popq %rax; movq %rax, %rdx; xorq %rax, %rdx; jz 1f\n1:",
        "pushfq; popq %rax; cmpw $2, %ax; je 1f\n1:",
        "pushfq; popq %rax; testq %rax, %rax; js 1f\n1:",
        "pushfq; popq %rax; andl $0x200, %eax; negl %eax; sbbl %edx, %edx",
        "pushfq; popq %rax; btl $9, %eax; sbbl %edx, %edx; testl %edx, %edx; "
        "jz 1f\n1:",
        "pushfq; popq %rax; orl $0x200, %eax; pushq %rax; popfq",
        "pushq %rcx; popfq", "cli; pushfq; popq %rdx; sti"));

INSTANTIATE_TEST_SUITE_P(OfNoInterest, Fronts,
                         testing::Values("lfence", "pause", "cld", "endbr64",
                                         "sti; nop; cli", "prefetcht0 (%rax)",
                                         "lock orl $1, 8(%rdi)"));

// Where they differ, and why.

TEST(Fronts, DifferAtCalls) {
  // Machine code follows the calling convention: what a callee may clobber is
  // nobody's. What an asm statement calls may leave results anywhere.
  const Seen A = asStatement("call *%rax"), B = asMachineCode("call *%rax");
  ASSERT_TRUE(A.End && B.End);
  EXPECT_EQ(A.End->Registers[CountRegister].V, BitValue());
  EXPECT_EQ(B.End->Registers[CountRegister].V, BitValue::undefined());
  EXPECT_EQ(A.End->Registers[ResultRegister].V, BitValue());
  EXPECT_EQ(B.End->Registers[ResultRegister].V, BitValue());
}

TEST(Fronts, DifferAtTraps) {
  // A function goes on behind the trap of a warning; a statement that traps
  // has no outputs.
  EXPECT_FALSE(asStatement("ud2").End);
  EXPECT_TRUE(asMachineCode("ud2").End);
}

TEST(Fronts, DifferWhereAJumpIsComputed) {
  // Out of the statement, where its outputs are as well; to another function.
  EXPECT_TRUE(asStatement("jmp *%rax").End);
  EXPECT_FALSE(asMachineCode("jmp *%rax").End);
}

TEST(Fronts, DifferWhereNothingIsKnown) {
  // LLVM describes which registers an instruction writes; text does not.
  const Seen A = asStatement("cpuid"), B = asMachineCode("cpuid");
  ASSERT_TRUE(A.End && B.End);
  const unsigned Written = *registerOf("b"), Left = *registerOf("rsi");
  EXPECT_EQ(A.End->Registers[Written].V.Undefined, 0u);
  EXPECT_EQ(B.End->Registers[Written].V.Undefined, 0u);
  EXPECT_EQ(A.End->Registers[Left].V.Undefined, 0u);
  EXPECT_EQ(B.End->Registers[Left].V, BitValue::undefined());
}

} // namespace
