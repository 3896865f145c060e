//===- StateReport.cpp - what interrupts are in a unit's functions --------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StateReport.h"
#include "session/Paths.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;

namespace pvlint::session {

StateReport::StateReport(CompilerInstance &CI, frontend::UnitResult &Result,
                         const Job &J, const UnitOptions &Options)
    : SM(CI.getSourceManager()), Result(Result), Options(Options),
      Printer(CI.getDiagnosticOpts(), CI.getLangOpts(), J.Directory, Options) {
  if (Options.Explain)
    ExplainedPath = Options.Root.name(realPath(Options.Explain.File));
  if (!Options.KeepStates)
    return;
  auto Add = [&](flow::Location L) {
    if (L.isValid())
      Places.insert({L.File, L.Line});
  };
  for (const checks::Finding &F : Result.Findings) {
    if (F.Severity > Options.Select.Show ||
        !Options.Select.Checks.allows(F.Check))
      continue;
    Add(F.Loc);
    for (const checks::Note &N : F.Notes)
      Add(N.Loc);
  }
}

std::string StateReport::pathOf(flow::Location At) const {
  return Printer.at(SM, Result.Locations->clangLocation(At), Options.Root).Path;
}

bool StateReport::isExplained(StringRef Name, StringRef Path) const {
  if (!Options.Explain || Path != ExplainedPath)
    return false;
  auto Pattern = llvm::GlobPattern::create(Options.Explain.Function);
  if (Pattern)
    return Pattern->match(Name);
  llvm::consumeError(Pattern.takeError());
  return Options.Explain.Function == Name;
}

bool StateReport::wants(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  if (Options.Inspect && SM.isInMainFile(SM.getExpansionLoc(F.getLocation())))
    return true;
  const flow::Location First = Result.Locations->point(F.getBeginLoc()),
                       Last = Result.Locations->point(F.getEndLoc());
  const auto Place = Places.lower_bound({First.File, First.Line});
  return (Place != Places.end() && *Place <= std::pair(Last.File, Last.Line)) ||
         (Options.Explain && isExplained(F.getName(), pathOf(First)));
}

void StateReport::add(const frontend::UnitStates &States, UnitReport &To) {
  llvm::raw_string_ostream OS(To.Listing);
  for (const frontend::UnitStates::Body &B : States.Bodies) {
    Options.Inspect.print(*States.Solver, *B.Flow, B.Flow->Name, OS);
    if (!Options.Explain && !Options.KeepStates)
      continue;
    const std::string Path = pathOf(B.Flow->Loc.Begin);
    auto Lines = solve::lineStates(*States.Solver, *B.Flow);
    if (isExplained(B.Flow->Name, Path)) {
      OS << Options.Explain.File << ": " << B.Flow->Name << "(): ";
      if (Lines)
        explain(B, *Lines, OS);
      else
        OS << "too large to be followed\n";
    }
    if (Options.KeepStates && Lines)
      To.States.push_back({Path, B.Flow->Name, std::move(Lines->Lines)});
  }
}

void StateReport::explain(const frontend::UnitStates::Body &B,
                          const solve::FunctionStates &States,
                          llvm::raw_ostream &OS) const {
  static constexpr unsigned Width = 20; // of "caller's or disabled"
  OS << "interrupts after each line\n";
  const FileID File =
      SM.getFileID(Result.Locations->clangLocation(B.Flow->Loc.Begin));
  llvm::SmallVector<StringRef, 0> Text;
  SM.getBufferData(File).split(Text, '\n');
  auto Next = States.Lines.begin();
  for (unsigned Line = B.FirstLine; Line <= B.LastLine && Line <= Text.size();
       ++Line) {
    while (Next != States.Lines.end() && Next->Line < Line)
      ++Next;
    std::string Irqs;
    if (Next != States.Lines.end() && Next->Line == Line)
      Irqs = solve::irqWords(Next->After ? Next->After : Next->Before);
    std::string Row;
    llvm::raw_string_ostream(Row)
        << llvm::format_decimal(Line, 5) << "  "
        << llvm::left_justify(Irqs, Width) << "  " << Text[Line - 1];
    OS << StringRef(Row).rtrim() << '\n';
  }
}

} // namespace pvlint::session
