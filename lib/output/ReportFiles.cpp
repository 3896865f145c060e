//===- ReportFiles.cpp - forms of a report, and the baseline --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportFiles.h"
#include "GitDiff.h"
#include "MailFiles.h"
#include "ir/Notes.h"
#include "output/WholeFile.h"
#include "output/Words.h"
#include "report/Formats.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"

using llvm::Error;
using llvm::StringRef;

namespace pvlint::output {

ReportFiles::ReportFiles(const Options &O, llvm::raw_ostream &Out)
    : O(O), Text(&Out) {
  All.Version = PVLINT_VERSION;
  if (O.Formats.empty())
    return;
  Text = &llvm::nulls();
  for (const auto &[Form, File] : O.Formats)
    if (Form == "text") {
      Text = File.empty() ? &Out : &TextStream;
      TextFile = File;
    }
}

bool ReportFiles::makesPage() const {
  return llvm::any_of(O.Formats,
                      [](const auto &F) { return F.first == "html"; });
}

void ReportFiles::addStates(std::vector<report::StateBar> States) {
  // A header's function is the same for several units.
  for (report::StateBar &S : States)
    if (HasStates.insert({S.Path, S.Function}).second)
      All.States.push_back(std::move(S));
}

Error ReportFiles::open(const flow::SourceRoot &Root) {
  All.Root = Root;
  if (!O.DiffRev.empty()) {
    auto Lines = changedSince(O.DiffRev, Root.folder());
    if (!Lines)
      return Lines.takeError();
    Changed = std::move(*Lines);
  }
  if (O.BaselineFile.empty())
    return Error::success();
  auto B = report::Baseline::read(O.BaselineFile);
  if (B) {
    Base = std::move(*B);
    return Error::success();
  }
  // The first time there is none to update.
  if (O.UpdateBaseline && !llvm::sys::fs::exists(O.BaselineFile)) {
    llvm::consumeError(B.takeError());
    Base.emplace();
    return Error::success();
  }
  return B.takeError();
}

bool ReportFiles::add(report::Result R) {
  const bool IsSuppressed = R.Suppressed != checks::Suppression::None;
  // A baseline lists what is to be acted on.
  if (Base)
    R.IsKnown = !IsSuppressed && Base->has(R);
  if (IsSuppressed) {
    All.Suppressed.push_back(std::move(R));
    return false;
  }
  if (Changed && !Changed->touches(R, All.Root)) {
    ++Elsewhere;
    // With a base, whatever is new is an effect of the change.
    if (!Base)
      return false;
  }
  ++(R.isKnown() ? Known : New);
  const bool IsNew = !R.isKnown();
  if (Base || !O.Formats.empty())
    All.Findings.push_back(std::move(R));
  return IsNew;
}

void ReportFiles::printSummary(uint64_t Fixed) const {
  if (O.Quiet)
    return;
  if (Changed && !Base)
    flow::notes() << "pvlint: diff: " << plural(New, "finding")
                  << " on the way through lines changed "
                  << (O.DiffRev == "-" ? "in the diff" : "since " + O.DiffRev)
                  << ", " << Elsewhere << " elsewhere not shown\n";
  if (!Base)
    return;
  flow::notes() << "pvlint: "
                << (O.BaselineFile.empty() ? "base: " : "baseline: ") << New
                << " introduced, " << Fixed << " fixed, " << Known
                << " still there";
  if (O.UpdateBaseline)
    flow::notes() << "; '" << O.BaselineFile << "' is up to date";
  else if (Fixed && !O.BaselineFile.empty())
    flow::notes() << " (--update-baseline forgets what is fixed)";
  flow::notes() << '\n';
}

/// A fix-it is of the text that was analysed, and would spoil another.
void ReportFiles::dropStaleFixes() {
  llvm::StringMap<bool> Changed;
  for (report::Result &R : All.Findings)
    if (llvm::any_of(R.Fix, [&](const report::Replacement &E) {
          const auto [It, New] = Changed.try_emplace(E.Begin.Path);
          if (New)
            It->second = All.hasChanged(E.Begin.Path);
          return It->second;
        }))
      R.Fix.clear();
}

Error ReportFiles::finish(UnitFailures Failed, uint64_t Units, uint64_t Hidden,
                          llvm::function_ref<bool(StringRef)> Covers) {
  Error Result = Error::success();
  if (Base) {
    auto IsInScope = [&](StringRef Path) {
      return Covers(Path) && llvm::none_of(Failed, [&](const auto &F) {
               return F.first == Path;
             });
    };
    const uint64_t Fixed = Base->missing(All.Findings, IsInScope).size();
    if (O.UpdateBaseline) {
      Base->update(All.Findings, IsInScope);
      Result = writeWhole(O.BaselineFile,
                          [&](llvm::raw_ostream &OS) { Base->write(OS); });
    }
    if (!Result)
      printSummary(Fixed);
  } else if (Changed) {
    printSummary(0);
  }
  All.Failed = std::move(Failed);
  All.Units = Units;
  All.Hidden = Hidden;
  dropStaleFixes();
  for (const auto &[Form, File] : O.Formats) {
    std::function<void(llvm::raw_ostream &)> Write;
    if (Form == "mail") {
      Result = llvm::joinErrors(std::move(Result),
                                writeMails(All, File, llvm::outs()));
      continue;
    }
    if (Form == "text") {
      if (File.empty())
        continue; // is out already
      Write = [&](llvm::raw_ostream &OS) { OS << TextBuffer; };
    }
    for (const report::Format &F : report::formats())
      if (F.Name == Form)
        Write = [&](llvm::raw_ostream &OS) { F.Write(All, OS); };
    if (File.empty())
      Write(llvm::outs());
    else
      Result = llvm::joinErrors(std::move(Result), writeWhole(File, Write));
  }
  return Result;
}

} // namespace pvlint::output
