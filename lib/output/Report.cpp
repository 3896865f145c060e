//===- Report.cpp - the one report, of units or of a program --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/Report.h"
#include "PatchFiles.h"
#include "ReportFiles.h"
#include "ir/Notes.h"
#include "output/FixFiles.h"
#include "report/Cause.h"
#include "report/Text.h"
#include "session/Paths.h"

using llvm::StringRef;

namespace pvlint::output {

Report::Report(const Options &O, llvm::raw_ostream &Out)
    : O(O), Files(std::make_unique<ReportFiles>(O, Out)),
      Fixes(std::make_unique<FixFiles>()),
      Patches(std::make_unique<PatchFiles>()) {}

Report::~Report() = default;

llvm::Error Report::open(const flow::SourceRoot &Root) {
  return Files->open(Root);
}

void Report::setBaseline(report::Baseline B) {
  Files->setBaseline(std::move(B));
}

bool Report::makesPage() const { return Files->makesPage(); }

void Report::addStates(std::vector<report::StateBar> States) {
  Files->addStates(std::move(States));
}

void Report::setAnalysed(decltype(report::Results::WasAnalysed) Had) {
  Files->setAnalysed(std::move(Had));
}

void Report::setText(llvm::StringRef Source, std::string Text) {
  Files->setText(Source, std::move(Text));
}

void Report::setCensus(std::string Json) { Files->setCensus(std::move(Json)); }

const flow::SourceRoot &Report::root() const { return Files->root(); }

std::optional<std::vector<std::string>> Report::changedFiles() const {
  if (!Files->changed())
    return std::nullopt;
  std::vector<std::string> Names = Files->changed()->files();
  for (std::string &Name : Names)
    Name = session::realPath(root().path(Name));
  return Names;
}

llvm::raw_ostream &Report::text() { return Files->text(); }

unsigned Report::suppressed() const { return Files->suppressed(); }

void Report::add(std::vector<Found> All) {
  // By the order in which they come, whatever they are printed with.
  std::vector<const report::Result *> Results;
  for (Found &F : All) {
    Files->name(F.R);
    Results.push_back(&F.R);
  }
  for (const std::vector<size_t> &Group : report::groupByCause(Results)) {
    const std::string Cause = All[Group.front()].R.Fingerprint;
    bool IsAlso = false; // the first one may be known, and not be printed
    for (size_t I : Group) {
      All[I].R.Cause = Cause;
      IsAlso |= addOne(std::move(All[I]), IsAlso);
    }
  }
}

/// Returns whether it was shown.
bool Report::addOne(Found F, bool IsAlso) {
  const checks::Level Severity = F.R.Severity;
  report::Result R;
  if (O.Fix == FixMode::Patches)
    R = F.R;
  if (!Files->add(std::move(F.R)))
    return false;
  ++NumShown;
  Failing |= O.FailOn && Severity <= *O.FailOn && !O.UpdateBaseline;
  if (!O.EmitFlow)
    F.Print(text(), IsAlso);
  std::vector<session::FileEdit> Fix = F.Fix();
  NumFixable += !Fix.empty();
  if (O.Fix == FixMode::Patches)
    Patches->add(std::move(R), std::move(Fix));
  else
    Fixes->add(std::move(Fix));
  return true;
}

void Report::hide(checks::Level Severity) {
  ++NumHidden;
  NumHiddenAudit += Severity == checks::Level::Audit;
}

void Report::add(const rules::UnusedRules &Rules) {
  std::vector<std::string> Paths;
  const std::vector<checks::Finding> Findings = Rules.take(Paths);
  const flow::SourceRoot Root = root().resolved();
  for (std::string &Path : Paths)
    Path = Root.name(Path);
  std::vector<Report::Found> All;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > O.Select.Show) {
      hide(F.Severity);
      continue;
    }
    All.push_back({report::makeResult(F,
                                      [&](flow::Location L) {
                                        return report::Place{Paths[L.File],
                                                             L.Line, L.Col};
                                      }),
                   [&](llvm::raw_ostream &OS, bool) {
                     report::printText(F, Paths, O.Select.Show, OS);
                   },
                   [] { return std::vector<session::FileEdit>(); }});
  }
  add(std::move(All));
}

llvm::Error Report::write(UnitFailures Missing, uint64_t Units,
                          llvm::function_ref<bool(StringRef)> Covers) {
  return Files->finish(std::move(Missing), Units, NumHidden, Covers);
}

bool Report::applyFixes() {
  if (O.Fix == FixMode::None)
    return true;
  if (O.Fix != FixMode::Patches)
    return Fixes->apply(O.Fix, O.Quiet, root(), llvm::outs());
  if (llvm::Error E =
          Patches->write(O.PatchFolder, Files->results(), O.Quiet)) {
    flow::notes() << "pvlint: error: " << llvm::toString(std::move(E)) << '\n';
    return false;
  }
  return true;
}

ExitStatus Report::status() const { return Failing ? Findings : Clean; }

} // namespace pvlint::output
