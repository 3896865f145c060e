//===- StatePrinter.cpp - a function's states, line by line ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/StatePrinter.h"
#include "engine/Dump.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace pvlint::solve {
namespace {

class StatePrinter : public Listener {
public:
  StatePrinter(const ExprPool &Pool, const flow::Function &F)
      : Pool(Pool), F(F) {}

  void before(const flow::Op &O, const State &S) override {
    if (O.Loc.Begin.isValid())
      add(O.Loc.Begin, O.Spelling, Before, S);
  }
  void after(const flow::Op &O, const State &S) override {
    if (O.Loc.Begin.isValid())
      add(O.Loc.Begin, O.Spelling, After, S);
  }
  void returns(const Row &R, const flow::Range &At, const State &S) override {
    add(At.Begin, "return", Before, S);
  }

  void print(llvm::raw_ostream &OS) const {
    for (const auto &[Where, Here] : Lines) {
      OS << "  " << Where.first.Line << ':' << Where.first.Col;
      if (!Where.second.empty())
        OS << ' ' << Where.second;
      OS << '\n';
      for (const std::string &Text : Here.States[Before])
        OS << "    before  " << Text << '\n';
      for (const std::string &Text : Here.States[After])
        OS << "    after   " << Text << '\n';
    }
  }

private:
  enum When : uint8_t { Before, After };
  struct Line {
    std::vector<std::string> States[2]; ///< by When, each once
  };

  void add(flow::Location At, llvm::StringRef What, When W, const State &S) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    dump(S, Pool, F, OS);
    std::vector<std::string> &Known = Lines[{At, What.str()}].States[W];
    if (!llvm::is_contained(Known, Text))
      Known.push_back(std::move(Text));
  }

  const ExprPool &Pool;
  const flow::Function &F;
  std::map<std::pair<flow::Location, std::string>, Line> Lines;
};

} // namespace

static bool matches(llvm::StringRef Glob, llvm::StringRef Name) {
  if (Glob.empty())
    return false;
  auto Pattern = llvm::GlobPattern::create(Glob);
  if (Pattern)
    return Pattern->match(Name);
  llvm::consumeError(Pattern.takeError());
  return Glob == Name;
}

bool Inspection::wantsStates(llvm::StringRef Function) const {
  return matches(States, Function);
}

bool Inspection::wantsSummary(llvm::StringRef Function) const {
  return matches(Summaries, Function);
}

void Inspection::print(Solver &S, const flow::Function &Body,
                       llvm::StringRef Key, llvm::raw_ostream &OS) const {
  if (wantsStates(Body.Name) && !printStates(S, Body, OS))
    OS << Body.Name << ": too large to be followed\n";
  if (wantsSummary(Body.Name))
    (void)printSummary(S, Key, OS);
}

bool printStates(Solver &S, const flow::Function &Body, llvm::raw_ostream &OS) {
  StatePrinter Printer(S.pool(), Body);
  if (!S.watch(Body, Printer))
    return false;
  OS << Body.Name << ": states\n";
  Printer.print(OS);
  return true;
}

bool printSummary(Solver &S, llvm::StringRef Name, llvm::raw_ostream &OS) {
  OS << Name << ": summary\n";
  if (const flow::Primitive *P = S.entry(Name)) {
    OS << "  calls do what "
       << (P->IsDeclared ? "its declaration" : "the contract") << " says\n";
    return true;
  }
  const Summary *Known = S.summary(Name);
  if (!Known) {
    OS << "  does nothing to interrupts or saved flags\n";
    return false;
  }
  dump(*Known, OS);
  return true;
}

} // namespace pvlint::solve
