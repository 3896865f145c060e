//===- FlowTextTest.cpp - what the flow program as text means -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/FlowText.h"
#include "support/RandomProgram.h"
#include "support/SameFlow.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <limits>
#include <random>

using namespace pvlint::flow;
using llvm::StringRef;

namespace {

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
  llvm::sys::path::append(Path, "../../../..", "docs", "flow.md");
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
