//===- ExtractionTest.cpp - units, headers and pointer flows --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Extraction.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"

using namespace pvlint;
using pvlint::frontend::Extraction;
using pvlint::frontend::ExtractionOptions;
using pvlint::frontend::HeaderTable;

namespace {

struct Sources {
  std::string Main, Header;
};

Extraction extract(const Sources &S, HeaderTable &Table,
                   bool ParseAll = false) {
  Extraction Out;
  auto FS = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  (void)FS->setCurrentWorkingDirectory("/w");
  FS->addFile("/w/a.c", 0, llvm::MemoryBuffer::getMemBufferCopy(S.Main));
  FS->addFile("/w/a.h", 0, llvm::MemoryBuffer::getMemBufferCopy(S.Header));
  clang::DiagnosticOptions DO;
  clang::IgnoringDiagConsumer Ignore;
  clang::CreateInvocationOptions CO;
  CO.VFS = FS;
  CO.Diags =
      clang::CompilerInstance::createDiagnostics(*FS, DO, &Ignore, false);
  auto Invocation = clang::createInvocation(
      {"clang", "--target=x86_64-linux-gnu", "-fsyntax-only", "a.c"}, CO);
  EXPECT_TRUE(Invocation);
  clang::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(FS);
  CI.createDiagnostics(&Ignore, false);
  ExtractionOptions Options;
  Options.Root = flow::SourceRoot("/w");
  Options.ParseHeaders = ParseAll;
  EXPECT_TRUE(frontend::extractUnit(CI, Table, Options, Out));
  return Out;
}

std::string text(const flow::PointerNode &N) {
  static const char *Kinds[] = {"",       "field ",  "global ",
                                "param ", "return ", "local "};
  std::string S = Kinds[N.K] + N.Name;
  if (N.K == flow::PointerNode::Param)
    S += "#" + std::to_string(N.Index);
  return S;
}

std::vector<std::string> text(const std::vector<flow::PointerFlow> &All) {
  std::vector<std::string> Lines;
  for (const flow::PointerFlow &F : All)
    Lines.push_back(text(F.From) + " -> " + text(F.To) +
                    (F.Object.empty() ? "" : " in " + F.Object));
  return Lines;
}

using Lines = std::vector<std::string>;

TEST(Extraction, InitialisersAtFileScope) {
  HeaderTable Table;
  Extraction E = extract(
      {"struct ops { void (*f)(void); union { void (*u)(void); };\n"
       "  struct { void (*n)(void); } s; void (*a[2])(void); void *d; };\n"
       "static void x(void) {}\nstatic void y(void) {}\n"
       "struct ops one = { .f = x, .u = y, .s = { .n = x }, .a = { [1] = y },\n"
       "                   .d = (void *)x };\n"
       "static struct ops *table[] = { &(struct ops){ .f = x } };\n"
       "struct ops many[] = { { .f = x }, { .f = y } };\n"
       "void (*g)(void) = x;\n",
       ""},
      Table);
  EXPECT_EQ(text(E.Unit.Pointers),
            (Lines{"x -> field ops.f in one", "y -> field ops.u in one",
                   "x -> field ops.n in one", "y -> field ops.a in one",
                   "x -> field ops.d in one", "x -> field ops.f in table[0]",
                   "x -> field ops.f in many[0]", "y -> field ops.f in many[1]",
                   "x -> global g in g"}));
  for (auto &F : E.Unit.Flow.Functions)
    EXPECT_TRUE(F->AddressTaken) << F->Name;
}

TEST(Extraction, FlowsInFunctions) {
  HeaderTable Table;
  Extraction E =
      extract({"typedef void fn(void);\nstruct ops { fn *f; };\nvoid reg(fn *, "
               "void *);\n"
               "static void x(void) {}\nstatic void y(void) {}\n"
               "fn *pick(int c) { return c ? x : y; }\n"
               "void set(struct ops *a, struct ops *b, fn *p) {\n"
               "  fn *l = x; a->f = l; a->f = b->f; b->f = p; l = pick(1);\n"
               "  reg(y, (void *)x); *(fn *volatile *)&a->f = y; }\n",
               ""},
              Table);
  ASSERT_EQ(E.Unit.Flow.Functions.size(), 4u);
  EXPECT_EQ(text(E.Unit.Flow.Functions[2]->Pointers),
            (Lines{"x -> return pick", "y -> return pick"}));
  EXPECT_EQ(
      text(E.Unit.Flow.Functions[3]->Pointers),
      (Lines{"x -> local set in set:l", "local set -> field ops.f in set:a#1",
             "param set#2 -> field ops.f in set:b#1",
             "return pick -> local set", "y -> param reg#0", "x -> param reg#1",
             "y -> field ops.f in set:a#1"}));
}

// What is set side by side is in one block.
TEST(Extraction, FlowsInBlocks) {
  HeaderTable Table;
  Extraction E =
      extract({"typedef void fn(void);\nstruct ops { fn *f, *g; };\n"
               "static void x(void) {}\nstatic void y(void) {}\n"
               "void set(struct ops *a, int c) {\n"
               "  if (c == 1) { a->f = x; if (c) a->g = y; a->g = x; }\n"
               "  else a->f = y;\n"
               "  switch (c) { case 1: a->f = x; a->g = x; break;\n"
               "               default: a->f = y; a->g = y; } a->f = y; }\n",
               ""},
              Table);
  ASSERT_EQ(E.Unit.Flow.Functions.size(), 3u);
  std::vector<std::string> Blocks;
  for (const flow::PointerFlow &F : E.Unit.Flow.Functions[2]->Pointers)
    Blocks.push_back(F.From.Name + F.To.Name.substr(4) + " " +
                     llvm::StringRef(F.Object).split('#').second.str());
  EXPECT_EQ(Blocks, (Lines{"xf 3", "yg 4", "xg 3", "yf 6", "xf 8", "xg 8",
                           "yf 9", "yg 9", "yf 1"}));
}

TEST(Extraction, HeadersByReach) {
  HeaderTable Table;
  const std::string Header = "static inline void leaf(void) {}\n"
                             "static inline void middle(void) { leaf(); }\n"
                             "static inline void clean(int *p) {}\n"
                             "static inline void handler(void) {}\n"
                             "static inline void unused(void) { leaf(); }\n";
  const Sources S = {
      "#include \"a.h\"\nvoid reg(void (*)(void));\n"
      "void f(void) { int v __attribute__((cleanup(clean))) = 0;\n"
      "  middle(); reg(handler); }\n",
      Header};
  Extraction Cold = extract(S, Table), Warm = extract(S, Table);
  Lines Names;
  for (const flow::HeaderRef &H : Cold.Unit.Headers)
    Names.push_back(H.Name);
  EXPECT_EQ(Names, (Lines{"clean", "handler", "leaf", "middle"}));
  EXPECT_EQ(Cold.Unit.Headers, Warm.Unit.Headers);
  EXPECT_EQ(Cold.Skipped, 0u);
  EXPECT_EQ(Warm.Skipped, 5u);
  EXPECT_EQ(Warm.Bodies, 1u);
  EXPECT_TRUE(Warm.NewHeaders.empty());
  EXPECT_EQ(extract(S, Table, true).Unit.Headers, Warm.Unit.Headers);

  HeaderTable Copy;
  Copy.load(Table.save());
  EXPECT_EQ(extract(S, Copy).Skipped, 5u);
  HeaderTable Bad;
  Bad.load(llvm::StringRef(Table.save()).drop_back());
  EXPECT_EQ(extract(S, Bad).Skipped, 0u);
}

TEST(Extraction, VariantsByMacros) {
  HeaderTable Table;
  const std::string Header =
      "void on(void); void off(void);\n#define INNER() DEEP()\n"
      "static inline void h(void) {\n#ifdef OTHER\n  off();\n#endif\n"
      "  INNER();\n}\n";
  auto Unit = [&](const std::string &Define) {
    return Sources{Define + "#include \"a.h\"\nvoid f(void) { h(); }\n",
                   Header};
  };
  auto Flow = [](const Extraction &E) { return E.Unit.Headers.at(0).Flow; };
  Extraction On = extract(Unit("#define DEEP() on()\n"), Table);
  Extraction Off = extract(Unit("#define DEEP() off()\n"), Table);
  Extraction Both =
      extract(Unit("#define OTHER\n#define DEEP() on()\n"), Table);
  Extraction Same = extract(Unit("int x;\n#define DEEP() on()\n"), Table);
  EXPECT_NE(Flow(On), Flow(Off));
  EXPECT_NE(Flow(On), Flow(Both));
  EXPECT_EQ(Flow(On), Flow(Same));
  EXPECT_EQ(Off.Skipped + Both.Skipped, 0u);
  EXPECT_EQ(Same.Skipped, 1u);
}

TEST(Extraction, WhatAFunctionIs) {
  HeaderTable Table;
  Extraction E =
      extract({"static int s; int g;\n"
               "__attribute__((section(\".init.text\"))) void i(void) {}\n"
               "__attribute__((weak)) unsigned long w(void) { static long l;\n"
               "  void b(unsigned long); b(s); b(l); b(g); return 0; }\n"
               "void v(void) __attribute__((weak, alias(\"i\")));\n",
               ""},
              Table);
  ASSERT_EQ(E.Unit.Flow.Functions.size(), 2u);
  EXPECT_TRUE(E.Unit.Flow.Functions[0]->IsInit);
  EXPECT_TRUE(E.Unit.Flow.Functions[1]->IsWeak);
  ASSERT_EQ(E.Unit.Aliases.size(), 1u);
  EXPECT_EQ(E.Unit.Aliases[0].Target, "i");
  EXPECT_TRUE(E.Unit.Aliases[0].Weak);
  EXPECT_EQ(E.Unit.StaticVariables, (Lines{"s", "w.l"}));
  EXPECT_EQ(E.Unit.Source, "a.c");
}

} // namespace
