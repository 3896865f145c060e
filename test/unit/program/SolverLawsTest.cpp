//===- SolverLawsTest.cpp - what holds for every program ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The programs are those of test/solve and random ones.
//
//===----------------------------------------------------------------------===//

#include "support/SolveText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <random>

using namespace pvlint;
using namespace pvlint::test;

namespace {

struct Input {
  std::string Name, Text;
};

std::vector<Input> writtenPrograms() {
  std::vector<Input> Found;
  llvm::SmallString<256> Dir(PVLINT_TEST_DIR);
  llvm::sys::path::append(Dir, "solve");
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator It(Dir, EC), End; !EC && It != End;
       It.increment(EC)) {
    if (llvm::sys::path::extension(It->path()) != ".flow")
      continue;
    if (auto File = llvm::MemoryBuffer::getFile(It->path(), /*IsText=*/true))
      Found.push_back({llvm::sys::path::filename(It->path()).str(),
                       (*File)->getBuffer().str()});
  }
  std::sort(Found.begin(), Found.end(),
            [](const Input &A, const Input &B) { return A.Name < B.Name; });
  return Found;
}

/// A program of a few functions that call each other downwards, save, restore,
/// enable and disable under conditions and in loops.
std::string randomProgram(unsigned Seed) {
  std::mt19937 Random(Seed);
  auto Below = [&](unsigned N) { return static_cast<unsigned>(Random() % N); };
  const unsigned NumFunctions = 2 + Below(4);
  std::string Text = "flow 1\nfile 0 \"random.c\"\n";
  unsigned Line = 1;
  auto Place = [&] { return " at " + std::to_string(++Line) + ":2"; };
  auto At = [&] {
    std::string Where = Place();
    return Where + " \"op" + std::to_string(Line) + "\"";
  };
  for (unsigned F = 0; F != NumFunctions; ++F) {
    Text += "func @f" + std::to_string(F) + "(w, n: i32)" +
            (Below(2) ? " static" : "") + " at " + std::to_string(++Line) +
            ":1 {\nvar flags\nvar flags#1\nvar k: i32\n";
    const unsigned NumBlocks = 1 + Below(6);
    for (unsigned B = 0; B != NumBlocks; ++B) {
      Text += "b" + std::to_string(B) + ":\n";
      for (unsigned I = 0, N = Below(4); I != N; ++I) {
        std::string Flags = Below(2) ? "flags" : "flags#1";
        switch (Below(12)) {
        case 0:
          Text += "%0 = call @arch_local_irq_save()" + At() + "\nstore " +
                  Flags + " = %0\n";
          break;
        case 1:
          Text += "%0 = load " + Flags + "\ncall @arch_local_irq_restore(%0)" +
                  At() + "\n";
          break;
        case 2:
          Text += "call @arch_local_irq_enable()" + At() + "\n";
          break;
        case 3:
          Text += "call @arch_local_irq_disable()" + At() + "\n";
          break;
        case 4:
          Text += "store k = " + std::to_string(Below(2)) + " : i32\n";
          break;
        case 5:
          Text += "%1 = load " + Flags + "\n%2 = and %1, " +
                  (Below(2) ? "512" : "1024") + "\nuse print %2" + At() + "\n";
          break;
        case 6:
          Text += "%3 = addr " + Flags +
                  " : ptr\n%4 = call "
                  "@__lock_task_sighand(0, %3) : ptr" +
                  At() + "\n";
          break;
        case 7:
          Text += "%0 = load w\ncall @arch_local_irq_restore(%0)" + At() + "\n";
          break;
        case 8:
          Text += "call @msleep(1)" + At() + "\n";
          break;
        default:
          if (F)
            Text += "%0 = load " + Flags + "\n%5 = load k : i32\n%6 = call @f" +
                    std::to_string(Below(F)) + "(%0, %5) : i32" + At() + "\n";
          break;
        }
      }
      auto Target = [&] { return "b" + std::to_string(Below(NumBlocks)); };
      switch (Below(5)) {
      case 0:
        Text += "jump " + Target() + "\n";
        break;
      case 1:
      case 2:
        Text += "%7 = load " + std::string(Below(2) ? "k" : "n") +
                " : i32\nbr %7, " + Target() + ", " + Target() + Place() + "\n";
        break;
      default:
        Text += "%8 = load n : i32\nret %8\n";
        break;
      }
    }
    Text += "}\n";
  }
  return Text;
}

std::vector<Input> allPrograms() {
  std::vector<Input> All = writtenPrograms();
  for (unsigned Seed = 0; Seed != 150; ++Seed)
    All.push_back({"random-" + std::to_string(Seed), randomProgram(Seed)});
  return All;
}

void expectSame(const Outcome &A, const Outcome &B) {
  EXPECT_EQ(A.Text, B.Text);
  EXPECT_EQ(A.Count.UnknownIndirectCalls, B.Count.UnknownIndirectCalls);
  EXPECT_EQ(A.Count.TooManyStates, B.Count.TooManyStates);
  EXPECT_EQ(A.Count.TooLong, B.Count.TooLong);
  EXPECT_EQ(A.Count.Functions, B.Count.Functions);
}

TEST(SolverLaws, WrittenProgramsCanBeRead) {
  for (const Input &I : writtenPrograms()) {
    SCOPED_TRACE(I.Name);
    EXPECT_FALSE(parseOrFail(I.Text, I.Name).Functions.empty());
  }
}

TEST(SolverLaws, RandomProgramsAreWorthIt) {
  unsigned WithFindings = 0;
  for (unsigned Seed = 0; Seed != 150; ++Seed)
    WithFindings += !solveText(randomProgram(Seed)).Findings.empty();
  EXPECT_GT(WithFindings, 20u);
}

TEST(SolverLaws, SameProgramSameFindings) {
  for (const Input &I : allPrograms()) {
    SCOPED_TRACE(I.Name);
    expectSame(solveText(I.Text, I.Name), solveText(I.Text, I.Name));
  }
}

/// What is on the heap before must not matter either.
TEST(SolverLaws, AddressesDoNotMatter) {
  std::vector<std::unique_ptr<char[]>> Ballast;
  std::mt19937 Random;
  for (const Input &I : allPrograms()) {
    SCOPED_TRACE(I.Name);
    Outcome First = solveText(I.Text, I.Name);
    for (unsigned N = 0; N != 50; ++N)
      Ballast.push_back(std::make_unique<char[]>(16 + Random() % 4000));
    for (size_t N = Ballast.size(); N-- > 0;)
      if (Random() % 2)
        Ballast[N].reset();
    expectSame(First, solveText(I.Text, I.Name));
  }
}

/// Callees come before callers; apart from that the order is free. All are
/// solved here: that a function never returns is known from when it is solved,
/// and one that does nothing to interrupts is solved when the first caller asks
/// for it, so it would make a difference who comes before that.
TEST(SolverLaws, OrderOfFunctionsDoesNotMatter) {
  std::mt19937 Random;
  for (const Input &I : allPrograms()) {
    SCOPED_TRACE(I.Name);
    flow::Program P = parseOrFail(I.Text, I.Name);
    Outcome First = solveProgram(P, Solve::All);
    for (unsigned Round = 0; Round != 4; ++Round) {
      std::shuffle(P.Functions.begin(), P.Functions.end(), Random);
      expectSame(First, solveProgram(P, Solve::All));
    }
  }
}

/// A function that nothing calls and that calls nothing of the program does not
/// change what is found in the rest.
TEST(SolverLaws, AStrangerChangesNothing) {
  constexpr llvm::StringRef Stranger = R"(
func @a_stranger(w) {
  var mine
  %0 = call @arch_local_irq_save()
  store mine = %0
  %1 = load mine
  call @arch_local_irq_restore(%1)
  ret
}
)";
  for (const Input &I : allPrograms()) {
    SCOPED_TRACE(I.Name);
    EXPECT_EQ(solveText(I.Text, I.Name).Text,
              solveText(I.Text + Stranger.str(), I.Name).Text);
  }
}

TEST(SolverLaws, NothingIsGivenUp) {
  for (const Input &I : writtenPrograms()) {
    SCOPED_TRACE(I.Name);
    Outcome O = solveText(I.Text, I.Name);
    EXPECT_EQ(O.Count.TooLong, 0u);
    EXPECT_EQ(O.Count.TooManyStates, 0u);
  }
}

/// Small programs take few steps, whatever loops they have.
TEST(SolverLaws, RandomProgramsEnd) {
  for (unsigned Seed = 0; Seed != 150; ++Seed) {
    SCOPED_TRACE(Seed);
    EXPECT_EQ(solveText(randomProgram(Seed)).Count.TooLong, 0u);
  }
}

} // namespace
