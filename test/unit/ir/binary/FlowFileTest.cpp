//===- FlowFileTest.cpp - tests of flow files -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/binary/File.h"
#include "ir/text/Text.h"
#include "support/RandomProgram.h"
#include "support/SameFlow.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include "gtest/gtest.h"

using namespace pvlint::flow;
using llvm::StringRef;

namespace {

const Contract &contract() {
  static const Contract C = Contract::builtin();
  return C;
}

llvm::Expected<std::unique_ptr<FlowFile>> tryOpen(StringRef Bytes) {
  return FlowFile::open(llvm::MemoryBuffer::getMemBufferCopy(Bytes, "t.pvf"));
}

std::unique_ptr<FlowFile> open(StringRef Bytes) {
  auto File = tryOpen(Bytes);
  if (File)
    return std::move(*File);
  ADD_FAILURE() << llvm::toString(File.takeError());
  return nullptr;
}

/// Why \p Bytes are refused; empty when they are not.
std::string refusal(StringRef Bytes) {
  auto File = tryOpen(Bytes);
  return File ? "" : llvm::toString(File.takeError());
}

std::string withChecksum(std::string Bytes) {
  char Checksum[ChecksumSize];
  llvm::support::endian::write64le(
      Checksum, llvm::xxh3_64bits(llvm::arrayRefFromStringRef(Bytes)));
  return Bytes.append(Checksum, ChecksumSize);
}

std::string text(const Function &F) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(F, OS);
  return Text;
}

Program read(StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError());
  return Program();
}

Unit unitOf(Program P) {
  Unit U;
  U.Source = "kernel/t.c";
  U.ContractName = "x86";
  U.ContractHash = 0x123456789abcdef0;
  U.Flow = std::move(P);
  return U;
}

void expectSameFunctions(const Program &P, const FlowFile &File) {
  ASSERT_EQ(File.numFiles(), P.Files.size());
  for (unsigned I = 0; I < P.Files.size(); ++I)
    EXPECT_EQ(File.file(I), P.Files[I]);
  ASSERT_EQ(File.numFunctions(), P.Functions.size());
  for (unsigned I = 0; I < P.Functions.size(); ++I) {
    const Function &F = *P.Functions[I];
    FunctionEntry Entry = File.function(I);
    EXPECT_EQ(Entry.Name, F.Name);
    EXPECT_EQ(File.name(Entry.NameNumber), F.Name);
    EXPECT_TRUE(Entry.Loc == F.Loc.Begin);
    EXPECT_EQ((Entry.Flags & FunctionEntry::Weak) != 0, F.IsWeak);
    EXPECT_EQ(File.pointers(I), F.Pointers);
    auto Decoded = File.decode(I);
    ASSERT_TRUE(bool(Decoded)) << llvm::toString(Decoded.takeError());
    EXPECT_TRUE(**Decoded == F) << text(**Decoded) << "is not\n" << text(F);
  }
}

/// Reads everything there is, as a link would; the answer does not matter.
size_t useAll(const FlowFile &File) {
  size_t Sum = File.source().size() + File.contractName().size() +
               File.toolVersion().size();
  for (unsigned I = 0; I < File.numFiles(); ++I)
    Sum += File.file(I).size();
  auto Each = [&](StringRef Name) { Sum += Name.size(); };
  for (unsigned I = 0; I < File.numFunctions(); ++I) {
    FunctionEntry E = File.function(I);
    Sum += E.Name.size() + File.file(E.Loc.File).size() + File.digestOf(I).Low;
    File.callees(I, Each);
    File.members(I, Each);
    auto F = File.decode(I);
    if (F)
      Sum += text(**F).size();
    else
      Sum += llvm::toString(F.takeError()).size();
  }
  return Sum + File.headers().size() + File.pointers().size() +
         File.aliases().size() + File.staticVariables().size() +
         File.givenUp().size();
}

const char *const Small = R"(flow 1
file 0 "a.c"
file 1 "b.h"
givenup 2 "array"
func @f(lock: ptr, n: i32 escapes) static weak at 0:12:5-12:16 {
  var flags
  pointer function "g" to param "h" 1 of "f:x"
b0:
  begin flags                                   at 0:13:2
  %0 = call @arch_local_irq_save()              at 0:14:2-14:25 "local_irq_save"
  store flags = %0                              at 1:4:3-0:14:25
  %1 = load [%0].lock.fn member "ops.fn" : ptr
  call member "ops.open"(%1, -5, @g, ?)         at 0:15:1
  switch %1 [0: b1, 3..7: b0, -9..-1: b1] b1
b1:
  call ptr %1()                                 at 0:16:1-17:2
  call @arch_local_irq_restore(%0)
  ret -9223372036854775808
}
)";

Unit smallUnit() {
  Unit U = unitOf(read(Small));
  U.Headers = {{"h", {1, 2}}, {"i", {3, UINT64_MAX}}};
  U.Pointers = {{{PointerNode::Function, "f", 0, false},
                 {PointerNode::Global, "table", 0, true},
                 "table"},
                {{PointerNode::Function, "g", 0, false},
                 {PointerNode::Field, "ops.open", 0, false},
                 "my_ops"}};
  U.Aliases = {{"alias", "f", true, false}, {"other", "f", false, true}};
  U.StaticVariables = {"table", "zone"};
  return U;
}

//===----------------------------------------------------------------------===//
// Round trips
//===----------------------------------------------------------------------===//

TEST(FlowFile, Unit) {
  Unit U = smallUnit();
  auto File = open(serialize(U, contract()));
  ASSERT_TRUE(File);
  EXPECT_TRUE(File->isUnit());
  EXPECT_EQ(File->path(), "t.pvf");
  EXPECT_EQ(File->source(), U.Source);
  EXPECT_EQ(File->contractName(), "x86");
  EXPECT_EQ(File->contractHash(), U.ContractHash);
  EXPECT_EQ(File->toolVersion(), PVLINT_VERSION);
  EXPECT_EQ(File->headers(), U.Headers);
  EXPECT_EQ(File->pointers(), U.Pointers);
  EXPECT_EQ(File->aliases(), U.Aliases);
  EXPECT_EQ(File->staticVariables(), U.StaticVariables);
  EXPECT_EQ(File->givenUp(), U.Flow.GivenUp);
  EXPECT_EQ(File->digestOf(0), Digest());
  expectSameFunctions(U.Flow, *File);
}

TEST(FlowFile, Index) {
  Unit U = unitOf(read(R"(flow 1
func @f() inline addresstaken init {
  pointer function "stored" to field "ops.f" of "o"
  pointer param "f" 0 to field "ops.f" of "o"
  %0 = call @arch_local_irq_save()
  call @arch_local_irq_restore(%0)
  call @first(@second, @first)
  call member "ops.b"()
  %1 = load [%0].a member "ops.a"
  call member "ops.b"()
  call asm "no such asm"()
  call @first()
  ret @third
}
func @sleeps() {
  call @arch_local_irq_enable()
  call @msleep(0)
  call ptr ?()
  ret
}
func @nothing() {
  ret
}
)"));
  auto File = open(serialize(U, contract()));
  ASSERT_TRUE(File);
  auto Callees = [&](unsigned I) {
    std::vector<std::string> Names;
    File->callees(I, [&](StringRef Name) { Names.push_back(Name.str()); });
    return Names;
  };
  std::vector<std::string> Members;
  File->members(0, [&](StringRef Name) { Members.push_back(Name.str()); });
  EXPECT_EQ(Callees(0),
            (std::vector<std::string>{"first", "second", "third", "stored"}));
  EXPECT_EQ(Members, (std::vector<std::string>{"ops.b", "ops.a"}));
  using E = FunctionEntry;
  EXPECT_EQ(File->function(0).Flags, E::Inline | E::AddressTaken | E::Init |
                                         E::NamesPrimitive | E::NamesRestore |
                                         E::NamesDisable | E::MovesPointers);
  EXPECT_EQ(File->function(0).NumOps, 8u);
  ASSERT_TRUE(contract().function("msleep"));
  EXPECT_EQ(File->function(1).Flags, E::NamesPrimitive | E::NamesEnable |
                                         E::NamesSleeper | E::CallsPointer);
  EXPECT_TRUE(Callees(1).empty());
  EXPECT_EQ(File->function(2).Flags, 0u);
}

TEST(FlowFile, TestInputs) {
  std::error_code EC;
  unsigned Count = 0;
  for (llvm::sys::fs::directory_iterator
           I(llvm::Twine(PVLINT_TEST_DIR) + "/solve", EC),
       E;
       I != E && !EC; I.increment(EC)) {
    if (llvm::sys::path::extension(I->path()) != ".flow")
      continue;
    auto Text = llvm::MemoryBuffer::getFile(I->path());
    ASSERT_TRUE(bool(Text));
    Unit U = unitOf(read((*Text)->getBuffer()));
    auto File = open(serialize(U, contract()));
    ASSERT_TRUE(File) << I->path();
    expectSameFunctions(U.Flow, *File);
    ++Count;
  }
  EXPECT_GE(Count, 15u);
}

TEST(FlowFile, RandomPrograms) {
  for (unsigned Seed = 0; Seed < 300; ++Seed) {
    Unit U = unitOf(RandomProgram(Seed).program());
    auto File = open(serialize(U, contract()));
    ASSERT_TRUE(File);
    expectSameFunctions(U.Flow, *File);
    EXPECT_EQ(File->givenUp(), U.Flow.GivenUp);
    if (HasFailure())
      FAIL() << "seed " << Seed;
  }
}

/// Members that the opcode does not use are kept too.
TEST(FlowFile, StrayMembers) {
  Unit U = unitOf(read(Small));
  Function &F = *U.Flow.Functions[0];
  Op &O = F.Blocks[0].Ops[0];
  O.Un = UnOp::Neg;
  O.Bin = BinOp::Ge;
  O.Used = UseKind::Index;
  O.Result = UINT32_MAX;
  O.CalleeIs = CalleeKind::Asm;
  O.A = Operand::constant(1);
  O.A.Name = "name";
  O.B = Operand::function("g");
  O.B.Index = 7;
  O.P.Name = "name";
  O.Ty = {24, true, true};
  O.Loc = {{0, 0, 5}, {1, 7, 0}};
  Op &Next = F.Blocks[0].Ops[1];
  Next.P.K = Place::Global;
  Next.P.Index = UINT32_MAX;
  Next.A = Operand::temp(1);
  Next.A.Value = INT64_MIN;
  Next.B.Value = INT64_MAX;
  F.Blocks[1].Term.Loc = O.Loc;
  auto File = open(serialize(U, contract()));
  ASSERT_TRUE(File);
  expectSameFunctions(U.Flow, *File);
}

TEST(FlowFile, SameContentsSameBytes) {
  EXPECT_EQ(serialize(smallUnit(), contract()),
            serialize(smallUnit(), contract()));
  Unit Empty;
  auto File = open(serialize(Empty, contract()));
  ASSERT_TRUE(File);
  EXPECT_EQ(File->numFunctions(), 0u);
  EXPECT_EQ(File->numFiles(), 0u);
}

//===----------------------------------------------------------------------===//
// Functions of headers
//===----------------------------------------------------------------------===//

/// The first function of \p Text.
HeaderFunction headerFunction(StringRef Text) {
  Program P = read(Text);
  HeaderFunction F;
  F.Files = std::move(P.Files);
  F.Body = std::move(P.Functions[0]);
  return F;
}

TEST(FlowFile, SealForgetsOtherFiles) {
  HeaderFunction A = headerFunction("flow 1\nfile 0 \"a.h\"\nfile 1 \"b.h\"\n"
                                    "func @f() at 0:1:2 {\n"
                                    "%0 = copy 1 at 1:2:3\nret at 0:4:5\n}");
  HeaderFunction B =
      headerFunction("flow 1\nfile 0 \"x.c\"\nfile 1 \"b.h\"\nfile 2 \"y.h\"\n"
                     "file 3 \"a.h\"\nfunc @f() at 3:1:2 {\n"
                     "%0 = copy 1 at 1:2:3\nret at 3:4:5\n}");
  seal(A);
  seal(B);
  EXPECT_EQ(A.Flow, B.Flow);
  EXPECT_NE(A.Flow, Digest());
  EXPECT_EQ(A.Files, (std::vector<std::string>{"a.h", "b.h"}));
  EXPECT_EQ(B.Files, A.Files);
  EXPECT_TRUE(*A.Body == *B.Body);
  Digest Once = A.Flow;
  seal(A);
  EXPECT_EQ(A.Flow, Once);
  EXPECT_EQ(Once.hex().size(), 32u);
  EXPECT_EQ((Digest{1, 0xabc}).hex(), "00000000000000010000000000000abc");
}

TEST(FlowFile, SealSeesDifferences) {
  HeaderFunction F = headerFunction("flow 1\nfile 0 \"a.h\"\n"
                                    "func @f(v) at 0:1:2 {\n"
                                    "%0 = load v at 0:2:3\nret at 0:4:5\n}");
  std::vector<Digest> Seen;
  auto Check = [&] {
    seal(F);
    EXPECT_EQ(llvm::count(Seen, F.Flow), 0);
    Seen.push_back(F.Flow);
  };
  Check();
  F.Body->Name = "g";
  Check();
  F.Body->IsInit = true;
  Check();
  F.Files[0] = "b.h";
  Check();
  F.Body->Blocks[0].Ops[0].Loc.Begin.Col = 4;
  Check();
  F.Body->Blocks[0].Ops[0].P.Path = {"field"};
  Check();
  F.Body->Vars[0].Name = "w";
  Check();
  F.Body->Pointers.push_back({{}, {}, "object"});
  Check();
}

TEST(FlowFile, HeaderFunctions) {
  std::vector<HeaderFunction> Functions;
  for (const char *Text :
       {"flow 1\nfile 0 \"a.h\"\nfunc @f() static at 0:1:2 {\n"
        "call @g() at 0:2:3\nret\n}",
        "flow 1\nfile 0 \"b.h\"\nfile 1 \"a.h\"\nfunc @g() at 0:1:2 {\n"
        "%0 = copy 1 at 1:2:3\nret %0\n}"}) {
    Functions.push_back(headerFunction(Text));
    seal(Functions.back());
  }
  const HeaderFunction *A = &Functions[0], *B = &Functions[1];
  std::string Bytes = serialize({A, B}, contract(), 7, "x86+rt");
  EXPECT_EQ(Bytes, serialize({B, A, B}, contract(), 7, "x86+rt"));
  auto File = open(Bytes);
  ASSERT_TRUE(File);
  EXPECT_FALSE(File->isUnit());
  EXPECT_EQ(File->contractName(), "x86+rt");
  EXPECT_EQ(File->contractHash(), 7u);
  ASSERT_EQ(File->numFunctions(), 2u);
  EXPECT_LT(File->digestOf(0), File->digestOf(1));
  for (unsigned I = 0; I < 2; ++I) {
    const HeaderFunction &Want = File->digestOf(I) == A->Flow ? *A : *B;
    auto F = File->decode(I);
    ASSERT_TRUE(bool(F));
    // Sealing finds the files of the function among those of the file.
    HeaderFunction Got;
    for (unsigned J = 0; J < File->numFiles(); ++J)
      Got.Files.push_back(File->file(J).str());
    Got.Body = std::move(*F);
    seal(Got);
    EXPECT_EQ(Got.Flow, Want.Flow);
    EXPECT_EQ(Got.Files, Want.Files);
    EXPECT_TRUE(*Got.Body == *Want.Body);
  }
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

TEST(FlowFile, SaysWhatIsWrong) {
  std::string Bytes = serialize(smallUnit(), contract());
  EXPECT_EQ(refusal(""), "t.pvf: not a flow file");
  EXPECT_EQ(refusal("flow 1\nfunc @f() {\nret\n}\n"), "t.pvf: not a flow file");
  EXPECT_EQ(refusal(StringRef(Bytes).drop_back(8)),
            "t.pvf: the flow file is truncated or damaged (its checksum); "
            "delete it and run 'pvlint run' again");
  auto Missing = FlowFile::open("/no/such.pvf");
  ASSERT_FALSE(bool(Missing));
  EXPECT_EQ(llvm::toString(Missing.takeError()),
            "/no/such.pvf: cannot read it: No such file or directory");

  // The version is the only number in the file that is next to none like it.
  Unit Other;
  std::string Empty = serialize(Other, contract());
  unsigned Found = 0;
  for (size_t I = 0; I + 4 <= Empty.size(); I += 4) {
    std::string Changed = Empty;
    Changed[I] = 77;
    if (refusal(Changed) ==
        "t.pvf: was written by another version of pvlint (format 77, this one "
        "reads " +
            std::to_string(FileVersion) + "); run 'pvlint run' again")
      ++Found;
  }
  EXPECT_EQ(Found, 1u);
}

TEST(FlowFile, EveryTruncationIsRefused) {
  std::string Bytes = serialize(smallUnit(), contract());
  for (size_t Size = 0; Size < Bytes.size(); ++Size) {
    std::string Short = Bytes.substr(0, Size);
    EXPECT_NE(refusal(Short), "") << Size;
    if (auto File = tryOpen(withChecksum(Short)))
      useAll(**File);
    else
      llvm::consumeError(File.takeError());
  }
}

TEST(FlowFile, EveryByteMayBeWrong) {
  std::string Bytes = serialize(smallUnit(), contract());
  size_t Opened = 0;
  for (size_t I = 0; I < Bytes.size(); ++I)
    for (unsigned Value = 0; Value < 256; ++Value) {
      std::string Changed = Bytes;
      Changed[I] = static_cast<char>(Value);
      if (Changed != Bytes) {
        EXPECT_NE(refusal(Changed), "") << I;
      }
      // The same by somebody who knows the checksum.
      Changed.resize(Changed.size() - ChecksumSize);
      auto File = tryOpen(withChecksum(Changed));
      if (!File) {
        std::string Why = llvm::toString(File.takeError());
        EXPECT_EQ(StringRef(Why).count('\n'), 0u);
        continue;
      }
      ++Opened;
      useAll(**File);
    }
  EXPECT_GT(Opened, Bytes.size());
}

/// What breaks the rules of Program.h is written, and refused when it is read.
TEST(FlowFile, BrokenRules) {
  auto Why = [](llvm::function_ref<void(Function &)> Break) {
    Unit U = unitOf(read(Small));
    Break(*U.Flow.Functions[0]);
    auto File = open(serialize(U, contract()));
    if (!File)
      return std::string();
    auto F = File->decode(0);
    return F ? std::string() : llvm::toString(F.takeError());
  };
  auto Expected = [](StringRef What) {
    return ("t.pvf: the flow file is truncated or damaged (function 'f': " +
            What + "); delete it and run 'pvlint run' again")
        .str();
  };
  EXPECT_EQ(Why([](Function &) {}), "");
  EXPECT_EQ(Why([](Function &F) { F.NumTemps = 0; }),
            Expected("there is no such temporary"));
  EXPECT_EQ(Why([](Function &F) { F.NumTemps = UINT32_MAX; }),
            Expected("it has too many temporaries"));
  EXPECT_EQ(Why([](Function &F) { F.NumParams = 4; }),
            Expected("it has too many parameters"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks.clear(); }),
            Expected("it has no block"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks[0].Term.Targets[1] = 2; }),
            Expected("there is no such block"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks[0].Term.Targets.pop_back(); }),
            Expected("there is no such end of a block"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks[1].Term.Cases.emplace_back(); }),
            Expected("there is no such end of a block"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks[0].Ops[0].P.Index = 3; }),
            Expected("there is no such variable"));
  EXPECT_EQ(Why([](Function &F) { F.Blocks[0].Ops[1].Loc.Begin.File = 2; }),
            Expected("a location is in no file"));
  EXPECT_EQ(Why([](Function &F) { F.Vars[0].Ty.Bits = 0; }),
            Expected("there is no such type"));
}

} // namespace
