//===- FlowTextTest.cpp - tests of the flow program as text -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomProgram.h"
#include "SameFlow.h"
#include "flow/Text.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <limits>
#include <random>

using namespace pvlint::flow;
using llvm::StringRef;

namespace {

std::string text(const Program &P) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(P, OS);
  return Text;
}

/// The program \p Text means; a failed test and an empty one when it has none.
Program read(StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError()) << "\n" << Text.str();
  return Program();
}

/// The complaint about \p Text; empty when there is none.
std::string error(StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  return P ? "" : llvm::toString(P.takeError());
}

/// The complaint about the lines \p Body of a function that has the variable v
/// and starts in line 2.
std::string errorIn(StringRef Body) {
  return error(("flow 1\nfunc @f(v) {\n" + Body).str());
}

/// What the printer makes of the instruction \p Line.
std::string reprinted(StringRef Line) {
  Program P = read(("flow 1\nfile 0 \"a.c\"\nfile 1 \"b.h\"\n"
                    "func @f(v, w) {\nb0:\n  " +
                    Line + "\nret\n}\n")
                       .str());
  std::string Text = text(P);
  StringRef Rest = StringRef(Text).split("b0:\n  ").second;
  return Rest.rsplit("\n  ret").first.str();
}

/// Everything the text form has, as the printer writes it.
constexpr StringRef Sample = R"(flow 1
file 0 "kernel/timer.c"
file 1 "include/a \22quoted\22 \\ name.h"
givenup 3 "variable-length array"
givenup 1 "complex number"

func @timer_works(lock: u64, n: i32 escapes, p: u1 escapes static) at 0:12:5-12:16 {
  var flags: u64
  var flags#1: i8 static                        at 0:13:2-13:5
  var "a b": u128 escapes
  temps 40
b0:
  begin flags                                   at 0:13:2
  %0 = call @arch_local_save_flags()            at 0:14:2-14:25 "local_save_flags"
  store flags = %0                              at 1:4:3-0:14:25
  %1 = load [%4].lock.flags
  %2 = and %1, 512 : i32                        at "hidden"
  call member "irq_chip.irq_mask"(%1)
  %3 = call asm "cli"() : i32
  call ptr %3(%1, -5, @timer_works, ?, @"a.b")  at 0:15:1
  %5 = stable @is_enabled(0)
  %5 = stable asm "mov\09cr2"()
  use print %2
  use index ?
  store "a b".x."0"[][].y = -9223372036854775808 : u16
  store @jiffies[].lo = 9223372036854775807
  store @"odd.name" = @timer_works
  %6 = copy ? : u8
  %7 = addr flags#1[] : ptr
  %8 = cast %7 : u64
  %8 = cast %7 : i16
  %9 = opaque
  opaque : u8
  %9 = load p : ptr32
  load n
  br %2, b1, b2                                 at 0:16:2-16:30
b1:
  switch %3 [0: b1, 3..7: b2, -9..-1: b0] b3
b2:
  switch ? [] b3                                at 0:17:1
b3:
  jump b4
b4:
  ret %1
b5:
  ret                                           at 0:18:1
b6:
  unreachable
}

func @helper() static inline addresstaken inheader weak init {
  pointer param "helper" 1 to field "ops.open" of "helper:o"
  pointer function "f" to global "table" static
  pointer return "a\0Ab" to local "helper" 3
b0:
  %0 = load [%1].open member "ops.open" : ptr
  ret -1
}

func @"helper.part 0"() {
b0:
  %0 = not 1
  %0 = bitnot 1
  %0 = neg 1
  %0 = add 1, 2
  %0 = sub 1, 2
  %0 = mul 1, 2
  %0 = div 1, 2
  %0 = rem 1, 2
  %0 = and 1, 2
  %0 = or 1, 2
  %0 = xor 1, 2
  %0 = shl 1, 2
  %0 = shr 1, 2
  %0 = eq 1, 2
  %0 = ne 1, 2
  %0 = lt 1, 2
  %0 = le 1, 2
  %0 = gt 1, 2
  %0 = ge 1, 2
  ret
}
)";

//===----------------------------------------------------------------------===//
// Comparing programs
//===----------------------------------------------------------------------===//

void expectSame(const Function &A, const Function &B) {
  auto Text = [](const Function &F) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    print(F, OS);
    return Text;
  };
  EXPECT_TRUE(A == B) << Text(A) << "is not\n" << Text(B);
}

void expectSame(const Program &A, const Program &B) {
  EXPECT_EQ(A.Files, B.Files);
  EXPECT_EQ(A.GivenUp, B.GivenUp);
  ASSERT_EQ(A.Functions.size(), B.Functions.size());
  for (size_t I = 0; I < A.Functions.size(); ++I)
    expectSame(*A.Functions[I], *B.Functions[I]);
}

//===----------------------------------------------------------------------===//
// Round trips
//===----------------------------------------------------------------------===//

TEST(FlowText, SampleRoundTrip) { EXPECT_EQ(text(read(Sample)), Sample.str()); }

TEST(FlowText, SampleMeansWhatItSays) {
  Program P = read(Sample);
  ASSERT_EQ(P.Files.size(), 2u);
  EXPECT_EQ(P.Files[1], "include/a \"quoted\" \\ name.h");
  ASSERT_EQ(P.GivenUp.size(), 2u);
  EXPECT_EQ(P.GivenUp[0].first, "variable-length array");
  EXPECT_EQ(P.GivenUp[0].second, 3u);
  ASSERT_EQ(P.Functions.size(), 3u);
  const Function &F = *P.Functions[0];
  EXPECT_EQ(F.Name, "timer_works");
  EXPECT_FALSE(F.IsStatic);
  EXPECT_TRUE((F.Loc == Range{{0, 12, 5}, {0, 12, 16}}));
  EXPECT_EQ(F.NumParams, 3u);
  EXPECT_EQ(F.NumTemps, 40u);
  ASSERT_EQ(F.Vars.size(), 6u);
  EXPECT_EQ(F.Vars[1].Ty, (Type{32, true}));
  EXPECT_TRUE(F.Vars[2].Escapes);
  EXPECT_TRUE(F.Vars[2].Static);
  EXPECT_EQ(F.Vars[3].Name, "flags");
  EXPECT_EQ(F.Vars[4].Name, "flags");
  EXPECT_EQ(F.Vars[5].Name, "a b");
  ASSERT_EQ(F.Blocks.size(), 7u);

  const std::vector<Op> &Ops = F.Blocks[0].Ops;
  EXPECT_EQ(Ops[0].Code, Opcode::Begin);
  EXPECT_EQ(Ops[0].P.K, Place::Var);
  EXPECT_EQ(Ops[0].P.Index, 3u);
  EXPECT_EQ(Ops[1].Callee, "arch_local_save_flags");
  EXPECT_EQ(Ops[1].Spelling, "local_save_flags");
  EXPECT_TRUE((Ops[1].Loc == Range{{0, 14, 2}, {0, 14, 25}}));
  EXPECT_TRUE((Ops[2].Loc == Range{{1, 4, 3}, {0, 14, 25}}));
  EXPECT_EQ(Ops[3].P.K, Place::Deref);
  EXPECT_EQ(Ops[3].P.Index, 4u);
  EXPECT_EQ(Ops[3].P.Path, (std::vector<std::string>{"lock", "flags"}));
  EXPECT_EQ(Ops[4].Bin, BinOp::And);
  EXPECT_EQ(Ops[4].A, Operand::temp(1));
  EXPECT_EQ(Ops[4].B, Operand::constant(512));
  EXPECT_EQ(Ops[4].Spelling, "hidden");
  EXPECT_FALSE(Ops[4].Loc.Begin.isValid());
  EXPECT_EQ(Ops[5].CalleeIs, CalleeKind::Member);
  EXPECT_FALSE(Ops[5].HasResult);
  EXPECT_EQ(Ops[6].CalleeIs, CalleeKind::Asm);
  EXPECT_EQ(Ops[7].CalleeIs, CalleeKind::Pointer);
  EXPECT_EQ(Ops[7].A, Operand::temp(3));
  EXPECT_EQ(Ops[7].Args,
            (std::vector<Operand>{Operand::temp(1), Operand::constant(-5),
                                  Operand::function("timer_works"), Operand(),
                                  Operand::function("a.b")}));

  const Terminator &Switch = F.Blocks[1].Term;
  EXPECT_EQ(Switch.K, TermKind::Switch);
  EXPECT_EQ(Switch.Cases, (std::vector<CaseRange>{{0, 0}, {3, 7}, {-9, -1}}));
  EXPECT_EQ(Switch.Targets, (std::vector<uint32_t>{1, 2, 0, 3}));
  EXPECT_EQ(F.Blocks[5].Term.Cond, Operand());

  const Function &Helper = *P.Functions[1];
  EXPECT_TRUE(Helper.IsStatic && Helper.IsInline && Helper.AddressTaken &&
              Helper.InHeader && Helper.IsWeak && Helper.IsInit);
  EXPECT_EQ(Helper.Blocks[0].Ops[0].Callee, "ops.open");
  ASSERT_EQ(Helper.Pointers.size(), 3u);
  EXPECT_EQ(Helper.Pointers[0],
            (PointerFlow{{PointerNode::Param, "helper", 1, false},
                         {PointerNode::Field, "ops.open", 0, false},
                         "helper:o"}));
  EXPECT_TRUE(Helper.Pointers[1].To.IsStatic);
  EXPECT_EQ(Helper.Pointers[2].From.Name, "a\nb");
}

TEST(FlowText, PointerTypes) {
  auto TypeOf = [](StringRef Line) {
    Program P = read(("flow 1\nfunc @f(v) {\n" + Line + "\nret\n}").str());
    return P.Functions.empty() ? Type() : P.Functions[0]->Blocks[0].Ops[0].Ty;
  };
  EXPECT_EQ(TypeOf("%0 = load v : ptr"), (Type{64, false, true}));
  EXPECT_EQ(TypeOf("%0 = load v : ptr64"), (Type{64, false, true}));
  EXPECT_EQ(TypeOf("%0 = load v : ptr32"), (Type{32, false, true}));
  EXPECT_EQ(TypeOf("%0 = load v : u64"), (Type{64, false, false}));
  EXPECT_EQ(reprinted("%0 = load v : ptr"), "%0 = load v : ptr");
  EXPECT_EQ(reprinted("%0 = cast 0 : ptr64"), "%0 = cast 0 : ptr");
  EXPECT_EQ(reprinted("%0 = load v : ptr16"), "%0 = load v : ptr16");
  // The type does not get in the way of the callee of that name.
  EXPECT_EQ(reprinted("%0 = call ptr %1(%2) : ptr"),
            "%0 = call ptr %1(%2) : ptr");
  Program P = read("flow 1\nfunc @f(p: ptr, q: ptr32 escapes) {\n"
                   "var ptr: ptr\nret\n}");
  ASSERT_EQ(P.Functions.size(), 1u);
  EXPECT_TRUE(P.Functions[0]->Vars[0].Ty.Pointer);
  EXPECT_EQ(P.Functions[0]->Vars[1].Ty, (Type{32, false, true}));
  EXPECT_EQ(P.Functions[0]->Vars[2].Ty, (Type{64, false, true}));
}

TEST(FlowText, EveryFieldRoundTrips) {
  for (unsigned Seed = 0; Seed < 1000; ++Seed) {
    SCOPED_TRACE(Seed);
    Program P = RandomProgram(Seed).program();
    std::string First = text(P);
    Program Again = read(First);
    EXPECT_EQ(text(Again), First);
    expectSame(P, Again);
    if (HasFailure())
      break;
  }
}

/// The example of docs/flow.md is what the printer writes.
TEST(FlowText, DocumentedExample) {
  llvm::SmallString<256> Path(llvm::sys::path::parent_path(__FILE__));
  llvm::sys::path::append(Path, "..", "..", "docs", "flow.md");
  auto File = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!File)
    GTEST_SKIP() << "the sources are elsewhere";
  StringRef Doc = (*File)->getBuffer();
  StringRef Example = Doc.split("\n```flow\n").second.split("```").first;
  ASSERT_FALSE(Example.empty());
  EXPECT_EQ(text(read(Example)), Example.str());
}

TEST(FlowText, EmptyProgram) {
  EXPECT_EQ(text(read("flow 1")), "flow 1\n");
  EXPECT_EQ(text(Program()), "flow 1\n");
}

//===----------------------------------------------------------------------===//
// What hands may write
//===----------------------------------------------------------------------===//

TEST(FlowText, HandWriting) {
  EXPECT_EQ(text(read("; a comment\r\n\n"
                      "flow 1 ; another\n"
                      "func @f(a, b: u32,\n"
                      "        c escapes) { ; three parameters\n"
                      "  var x\n"
                      "  %1 = load\ta;no space\n"
                      "  br %1, done, more\n"
                      "more:\n"
                      "  switch %1 [ 1: done,\n"
                      "              2: more\n"
                      "            ] done\n"
                      "done: ret }\n"
                      "func @g() { ret }")),
            "flow 1\n"
            "\n"
            "func @f(a: u64, b: u32, c: u64 escapes) {\n"
            "  var x: u64\n"
            "b0:\n"
            "  %1 = load a\n"
            "  br %1, b2, b1\n"
            "b1:\n"
            "  switch %1 [1: b2, 2: b1] b2\n"
            "b2:\n"
            "  ret\n"
            "}\n"
            "\n"
            "func @g() {\n"
            "b0:\n"
            "  ret\n"
            "}\n");
}

TEST(FlowText, Temporaries) {
  Program P = read("flow 1\nfunc @f() {\n%7 = opaque\nret\n}\n"
                   "func @g() {\nret\n}\n"
                   "func @h() {\ntemps 3\nret %2\n}\n"
                   "func @i() {\ntemps 3\nret %999999\n}\n");
  EXPECT_EQ(P.Functions[0]->NumTemps, 8u);
  EXPECT_EQ(P.Functions[1]->NumTemps, 0u);
  EXPECT_EQ(P.Functions[2]->NumTemps, 3u);
  EXPECT_EQ(P.Functions[3]->NumTemps, 1000000u);
}

TEST(FlowText, Numbers) {
  EXPECT_EQ(reprinted("use print 0x200"), "use print 512");
  EXPECT_EQ(reprinted("use print -0X10"), "use print -16");
  EXPECT_EQ(reprinted("use print 010"), "use print 10");
  EXPECT_EQ(reprinted("use print 0xffffffffffffffff"), "use print -1");
  EXPECT_EQ(reprinted("use print -9223372036854775808"),
            "use print -9223372036854775808");
}

TEST(FlowText, Locations) {
  // A file left out is the first one, or that of the beginning.
  EXPECT_EQ(StringRef(reprinted("opaque at 4:5")).rsplit(" at ").second,
            "0:4:5");
  EXPECT_EQ(StringRef(reprinted("opaque at 1:4:5-6:7")).rsplit(" at ").second,
            "1:4:5-6:7");
  EXPECT_EQ(StringRef(reprinted("opaque at 1:4:5-1:6:7")).rsplit(" at ").second,
            "1:4:5-6:7");
}

TEST(FlowText, Words) {
  // Names in the text form's own words need no quotes.
  StringRef Text = "flow 1\n"
                   "\n"
                   "func @func(at: u64, escapes: u64 escapes, u64: u64) {\n"
                   "  var var: u64\n"
                   "b0:\n"
                   "  begin at\n"
                   "  %0 = load load : u8\n"
                   "  store at = 1\n"
                   "  ret\n"
                   "}\n";
  EXPECT_EQ(error(Text), "t.flow:7:13: unknown variable 'load', expected a "
                         "parameter or one of a line 'var'");
  std::string Right = Text.str();
  Right.replace(Right.find("load : u8"), 4, "var");
  EXPECT_EQ(text(read(Right)), Right);
}

//===----------------------------------------------------------------------===//
// Programs that break the rules
//===----------------------------------------------------------------------===//

TEST(FlowText, BrokenProgramsPrintAndAreRefused) {
  Program P;
  Function &F = *P.Functions.emplace_back(std::make_unique<Function>());
  F.Name = "f";
  EXPECT_EQ(error(text(P)), "t.flow:4:1: unexpected '}', expected an "
                            "instruction or a label");
  F.Blocks.resize(1);
  F.Blocks[0].Term.K = TermKind::Branch;
  EXPECT_EQ(error(text(P)), "t.flow:5:9: unexpected '?', expected a label");
  F.Blocks[0].Term.Targets = {7, 7};
  EXPECT_EQ(error(text(P)),
            "t.flow:5:9: unknown label 'b7', expected one of this function");
  F.Blocks[0].Term = Terminator();
  F.Blocks[0].Ops.resize(1);
  F.Blocks[0].Ops[0].Code = Opcode::Load;
  F.Blocks[0].Ops[0].P.Index = 3;
  EXPECT_NE(error(text(P)), "");
  F.Blocks[0].Ops[0] = Op();
  F.Blocks[0].Ops[0].A = Operand::temp(UINT32_MAX);
  EXPECT_NE(error(text(P)), "");
  F.Blocks[0].Ops.clear();
  EXPECT_EQ(error(text(P)), "");
  F.NumParams = 9;
  EXPECT_EQ(error(text(P)), "");
}

//===----------------------------------------------------------------------===//
// Complaints
//===----------------------------------------------------------------------===//

TEST(FlowTextError, TopLevel) {
  EXPECT_EQ(error(""), "t.flow:1:1: unexpected end of file, expected 'flow 1'");
  EXPECT_EQ(error("flow 2\n"), "t.flow:1:6: unknown version 2, expected 1");
  EXPECT_EQ(error("flow 1 2\n"),
            "t.flow:1:8: unexpected '2', expected end of line");
  EXPECT_EQ(error("flow 1\nfile 1 \"x\"\n"),
            "t.flow:2:6: file 1 out of order, expected 0");
  EXPECT_EQ(error("flow 1\nfile 0 x\n"),
            "t.flow:2:8: unexpected 'x', expected a path in quotes");
  EXPECT_EQ(error("flow 1\ngivenup 4294967296 \"x\"\n"),
            "t.flow:2:9: number too large, expected a count of 32 bits");
  EXPECT_EQ(error("flow 1\nret\n"), "t.flow:2:1: unexpected 'ret', expected "
                                    "'file', 'givenup', 'says' or 'func'");
}

TEST(FlowTextError, Tokens) {
  EXPECT_EQ(error(StringRef("flow 1\n\0", 8)),
            "t.flow:2:1: unexpected character, expected a word, number, "
            "string or punctuation");
  EXPECT_EQ(error("flow 1\nfile 0 \"x\nfile 1 \"y\""),
            "t.flow:2:8: unfinished string, expected '\"' before the end of "
            "the line");
  EXPECT_EQ(error("flow 1\nfile 0 \"x\\q\""),
            "t.flow:2:10: unknown escape, expected \\\\, \\\" or \\ and two "
            "hex digits");
  EXPECT_EQ(error("flow 99999999999999999999999\n"),
            "t.flow:1:6: bad number, expected an integer of 64 bits");
  EXPECT_EQ(error("flow 0x\n"),
            "t.flow:1:6: bad number, expected an integer of 64 bits");
  EXPECT_EQ(error("flow 1\nfunc @"), "t.flow:2:6: '@' without a name, "
                                     "expected an identifier or a string");
  EXPECT_EQ(errorIn("%1000000 = opaque\nret\n}"),
            "t.flow:3:1: bad temporary, expected a number less than 1000000 "
            "after '%'");
  EXPECT_EQ(errorIn("%x = opaque\nret\n}"),
            "t.flow:3:1: bad temporary, expected a number less than 1000000 "
            "after '%'");
  // Long and unprintable tokens are cut and escaped.
  EXPECT_EQ(error(std::string(50, 'a')), "t.flow:1:1: unexpected '" +
                                             std::string(40, 'a') +
                                             "...', expected 'flow 1'");
  EXPECT_EQ(error("\"\x1b\""), "t.flow:1:1: unexpected '\\22\\1B\\22', "
                               "expected 'flow 1'");
}

TEST(FlowTextError, Functions) {
  EXPECT_EQ(error("flow 1\nfunc f"),
            "t.flow:2:6: unexpected 'f', expected '@' and a name");
  EXPECT_EQ(error("flow 1\nfunc @f() extern {"),
            "t.flow:2:11: unexpected 'extern', expected '{'");
  EXPECT_EQ(error("flow 1\nfunc @f(a b) {"),
            "t.flow:2:11: unexpected 'b', expected ',' or ')'");
  EXPECT_EQ(error("flow 1\nfunc @f(a, a) {"),
            "t.flow:2:12: variable 'a' is declared twice, expected another "
            "name, or the same with another number after '#'");
  EXPECT_EQ(error("flow 1\nfunc @f() {\n}"),
            "t.flow:3:1: unexpected '}', expected an instruction or a label");
  EXPECT_EQ(error("flow 1\nfunc @f() {\nret\n}\nfunc @f() {\nret\n}\n"),
            "t.flow:5:6: function 'f' is already defined in line 2, expected "
            "another name, or 'static'");
  EXPECT_EQ(error("flow 1\nfunc @f() static {\nret\n}\n"
                  "func @f() static {\nret\n}\nfunc @f() {\nret\n}\n"),
            "");
  EXPECT_EQ(errorIn("var v\nret\n}"),
            "t.flow:3:5: variable 'v' is declared twice, expected another "
            "name, or the same with another number after '#'");
  for (StringRef Ty : {"u0", "u129", "x8", "u", "u8x", "8", "ptr0", "ptr129",
                       "ptrs", "p", "uptr", "\"\""})
    EXPECT_EQ(errorIn(("var x: " + Ty + "\nret\n}").str()),
              "t.flow:3:8: unexpected '" +
                  (Ty == "\"\"" ? "\\22\\22" : Ty.str()) +
                  "', expected a type: u1 to u128, i1 to i128, ptr, or "
                  "ptr and a width");
  EXPECT_EQ(errorIn("temps 1000001\nret\n}"),
            "t.flow:3:7: too many temporaries, expected at most 1000000");
  EXPECT_EQ(errorIn("ret"), "t.flow:3:4: unexpected end of file, expected an "
                            "instruction, a label or '}'");
}

TEST(FlowTextError, Blocks) {
  EXPECT_EQ(errorIn("opaque\n}"),
            "t.flow:4:1: unexpected '}', expected a terminator of the block: "
            "'jump', 'br', 'switch', 'ret' or 'unreachable'");
  EXPECT_EQ(errorIn("a:\nb:\nret\n}"),
            "t.flow:4:1: unexpected 'b', expected a terminator of the block: "
            "'jump', 'br', 'switch', 'ret' or 'unreachable'");
  EXPECT_EQ(errorIn("ret\nopaque\n}"),
            "t.flow:4:1: unexpected 'opaque', expected a label or '}' after "
            "the end of a block");
  EXPECT_EQ(errorIn("a:\nret\na:\nret\n}"),
            "t.flow:5:1: label 'a' is already in line 3, expected another "
            "name");
  EXPECT_EQ(errorIn("a:\njump c\nb:\nret\n}"),
            "t.flow:4:6: unknown label 'c', expected one of this function");
  EXPECT_EQ(errorIn("jump 1\n}"),
            "t.flow:3:6: unexpected '1', expected a label");
  EXPECT_EQ(errorIn("br %1 a, b\n}"),
            "t.flow:3:7: unexpected 'a', expected ','");
  EXPECT_EQ(errorIn("switch %1 [1: a, 2 a] b\n}"),
            "t.flow:3:20: unexpected 'a', expected ':'");
  EXPECT_EQ(errorIn("switch %1 [1: a 2: a] b\n}"),
            "t.flow:3:17: unexpected '2', expected ',' or ']'");
  EXPECT_EQ(errorIn("switch %1 [1..a: a] b\n}"),
            "t.flow:3:15: unexpected 'a', expected an integer");
}

TEST(FlowTextError, Instructions) {
  EXPECT_EQ(errorIn("frob %1\nret\n}"),
            "t.flow:3:1: unknown instruction 'frob', expected an instruction, "
            "or a label and ':'");
  EXPECT_EQ(errorIn("%1 = store v = 1\nret\n}"),
            "t.flow:3:6: unexpected 'store', expected an instruction with a "
            "result");
  EXPECT_EQ(errorIn("%1 load v\nret\n}"),
            "t.flow:3:4: unexpected 'load', expected '='");
  EXPECT_EQ(errorIn("copy v\nret\n}"),
            "t.flow:3:6: unexpected 'v', expected an operand: a temporary, an "
            "integer, '@' and a function, or '?'");
  EXPECT_EQ(errorIn("and 1\nret\n}"),
            "t.flow:3:6: unexpected end of line, expected ','");
  EXPECT_EQ(errorIn("load 1\nret\n}"),
            "t.flow:3:6: unexpected '1', expected a place: a variable, '@' "
            "and a global, or a temporary in '[' ']'");
  EXPECT_EQ(errorIn("load w\nret\n}"),
            "t.flow:3:6: unknown variable 'w', expected a parameter or one of "
            "a line 'var'");
  EXPECT_EQ(errorIn("load v#1\nret\n}"),
            "t.flow:3:6: unknown variable 'v', expected a parameter or one of "
            "a line 'var'");
  EXPECT_EQ(errorIn("load v.1\nret\n}"),
            "t.flow:3:8: unexpected '1', expected a field");
  EXPECT_EQ(errorIn("load v[1]\nret\n}"),
            "t.flow:3:8: unexpected '1', expected ']'");
  EXPECT_EQ(errorIn("load [v]\nret\n}"),
            "t.flow:3:7: unexpected 'v', expected a temporary");
  EXPECT_EQ(errorIn("begin @v\nret\n}"),
            "t.flow:3:7: unexpected '@v', expected a variable");
  EXPECT_EQ(errorIn("use shout 1\nret\n}"),
            "t.flow:3:5: unexpected 'shout', expected 'print', 'index' or 'decide'");
  EXPECT_EQ(errorIn("call f()\nret\n}"),
            "t.flow:3:6: unexpected 'f', expected a callee: '@' and a "
            "function, 'member', 'asm' or 'ptr'");
  EXPECT_EQ(errorIn("call @f(1 2)\nret\n}"),
            "t.flow:3:11: unexpected '2', expected ',' or ')'");
  EXPECT_EQ(errorIn("call @f(1\nret\n}"),
            "t.flow:4:1: unexpected 'ret', expected ',' or ')'");
  EXPECT_EQ(errorIn("copy 9223372036854775808\nret\n}"),
            "t.flow:3:6: number too large, expected an integer of 64 bits");
  EXPECT_EQ(errorIn("copy -0x8000000000000001\nret\n}"),
            "t.flow:3:7: number too large, expected an integer of 64 bits");
  EXPECT_EQ(errorIn("copy 1 2\nret\n}"),
            "t.flow:3:8: unexpected '2', expected end of line");
}

TEST(FlowTextError, Locations) {
  EXPECT_EQ(errorIn("opaque at 0:1:1\nret\n}"),
            "t.flow:3:11: unknown file 0, expected one of a line 'file' above");
  EXPECT_EQ(errorIn("opaque at x\nret\n}"),
            "t.flow:3:11: unexpected 'x', expected a location or a string");
  auto ErrorAt = [](StringRef At) {
    return error(
        ("flow 1\nfile 0 \"x\"\nfunc @f() at " + At + " {\nret\n}\n").str());
  };
  EXPECT_EQ(ErrorAt("1:2"), "");
  EXPECT_EQ(ErrorAt("1"),
            "t.flow:3:16: unexpected '{', expected ':' and a column");
  EXPECT_EQ(ErrorAt("0:0:1"), "t.flow:3:14: line 0 is no location, expected a "
                              "line from 1");
  EXPECT_EQ(ErrorAt("0:1:1-0:0:1"), "t.flow:3:20: line 0 is no location, "
                                    "expected a line from 1");
  EXPECT_EQ(ErrorAt("0:1:4294967296"),
            "t.flow:3:18: number too large, expected a number of 32 bits");
  EXPECT_EQ(ErrorAt("0:1:1 \"x\""),
            "t.flow:3:20: unexpected '\\22x\\22', expected '{'");
}

//===----------------------------------------------------------------------===//
// Hostile text
//===----------------------------------------------------------------------===//

/// Reads \p Text, whatever it is: either it has one complaint with a position,
/// or what it means round-trips.
void readHostile(StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  if (!P) {
    std::string Message = llvm::toString(P.takeError());
    EXPECT_TRUE(StringRef(Message).starts_with("t.flow:")) << Message;
    EXPECT_TRUE(StringRef(Message).contains(", expected ")) << Message;
    return;
  }
  std::string First = text(*P);
  EXPECT_EQ(text(read(First)), First);
}

TEST(FlowTextHostile, TruncatedAnywhere) {
  for (size_t I = 0; I <= Sample.size(); ++I)
    readHostile(Sample.take_front(I));
}

TEST(FlowTextHostile, Mutations) {
  std::mt19937 Random(1);
  auto Below = [&](size_t N) { return static_cast<size_t>(Random() % N); };
  constexpr StringRef Interesting = "()[]{},:=.-#?@%;\"\\\n 019xabu_";
  for (unsigned Round = 0; Round < 6000; ++Round) {
    std::string Text = Sample.str();
    for (size_t N = 1 + Below(4); N != 0 && !Text.empty(); --N) {
      size_t At = Below(Text.size());
      size_t Length = std::min(Below(20), Text.size() - At);
      switch (Below(6)) {
      case 0:
        Text[At] = static_cast<char>(Random());
        break;
      case 1:
        Text[At] = Interesting[Below(Interesting.size())];
        break;
      case 2:
        Text.erase(At, Length);
        break;
      case 3:
        Text.insert(At, 1, Interesting[Below(Interesting.size())]);
        break;
      case 4:
        Text.insert(Below(Text.size()), Text.substr(At, Length));
        break;
      case 5: {
        // A line goes elsewhere.
        size_t End = Text.find('\n', At);
        if (End == std::string::npos)
          break;
        size_t Next = std::min(Text.find('\n', End + 1), Text.size() - 1);
        std::string Line = Text.substr(End + 1, Next - End);
        size_t To = Text.find('\n', Below(Text.size()));
        if (To != std::string::npos)
          Text.insert(To + 1, Line);
        break;
      }
      }
    }
    readHostile(Text);
  }
}

TEST(FlowTextHostile, LongInput) {
  // Depth does not matter: nothing nests.
  for (char C : StringRef("([{@%\"-\\;0a.#"))
    readHostile("flow 1\nfunc @f(" + std::string(1 << 20, C));
  std::string Many = "flow 1\nfunc @f(v) {\n";
  for (unsigned I = 0; I < 20000; ++I)
    Many += "load v\n";
  readHostile(Many + "load v" + std::string(1 << 16, '.') + "\n");
  readHostile(Many + "ret\n}\n");
}

//===----------------------------------------------------------------------===//
// Program
//===----------------------------------------------------------------------===//

TEST(FlowProgram, FileIndex) {
  Program P;
  EXPECT_EQ(P.fileIndex("a.c"), 0u);
  EXPECT_EQ(P.fileIndex("b.h"), 1u);
  EXPECT_EQ(P.fileIndex("a.c"), 0u);
  EXPECT_EQ(P.fileIndex("b.h"), 1u);
  EXPECT_EQ(P.Files, (std::vector<std::string>{"a.c", "b.h"}));
}

TEST(FlowProgram, Find) {
  Program P = read("flow 1\n"
                   "func @f() static { ret }\n"
                   "func @g() static { ret 1 }\n"
                   "func @g() static { ret 2 }\n"
                   "func @f() { ret }\n");
  EXPECT_EQ(P.find("f"), P.Functions[3].get());
  EXPECT_EQ(P.find("g"), P.Functions[1].get());
  EXPECT_EQ(P.find("h"), nullptr);
}

} // namespace
