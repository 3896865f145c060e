//===- Report.cpp - the one report, of units or of a program --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/Report.h"
#include "ReportFiles.h"
#include "output/FixFiles.h"
#include "report/Text.h"
#include "session/Paths.h"

using llvm::StringRef;

namespace pvlint::output {

Report::Report(const Options &O, llvm::raw_ostream &Out)
    : O(O), Files(std::make_unique<ReportFiles>(O, Out)),
      Fixes(std::make_unique<FixFiles>()) {}

Report::~Report() = default;

llvm::Error Report::open(StringRef Root) { return Files->open(Root); }

void Report::setBaseline(report::Baseline B) {
  Files->setBaseline(std::move(B));
}

bool Report::wantsCensus() const { return Files->wantsCensus(); }

void Report::setCensus(std::string Json) { Files->setCensus(std::move(Json)); }

StringRef Report::root() const { return Files->root(); }

llvm::raw_ostream &Report::text() { return Files->text(); }

unsigned Report::suppressed() const { return Files->suppressed(); }

void Report::add(report::Result R, const Shown &As) {
  const checks::Level Severity = R.Severity;
  if (!Files->add(std::move(R)))
    return;
  ++NumShown;
  Failing |= O.FailOn && Severity <= *O.FailOn && !O.UpdateBaseline;
  if (!O.EmitFlow)
    As.Print(text());
  std::vector<session::FileEdit> Fix = As.Fix();
  NumFixable += !Fix.empty();
  Fixes->add(std::move(Fix));
}

void Report::hide(checks::Level Severity) {
  ++NumHidden;
  NumHiddenAudit += Severity == checks::Level::Audit;
}

void Report::add(const rules::UnusedRules &Rules) {
  std::vector<std::string> Paths;
  const std::vector<checks::Finding> Found = Rules.take(Paths);
  const std::string RealRoot = session::realPath(root());
  for (std::string &Path : Paths)
    Path = session::relativeTo(RealRoot, Path);
  for (const checks::Finding &F : Found) {
    if (F.Severity > O.Select.Show) {
      hide(F.Severity);
      continue;
    }
    add(report::makeResult(F,
                           [&](flow::Location L) {
                             return report::Place{Paths[L.File], L.Line, L.Col};
                           }),
        {[&](llvm::raw_ostream &OS) {
           report::printText(F, Paths, O.Select.Show, OS);
         },
         [] { return std::vector<session::FileEdit>(); }});
  }
}

llvm::Error Report::write(UnitFailures Missing, uint64_t Units,
                          llvm::function_ref<bool(StringRef)> Covers) {
  return Files->finish(std::move(Missing), Units, NumHidden, Covers);
}

bool Report::applyFixes() {
  return O.Fix == FixMode::None ||
         Fixes->apply(O.Fix, O.Quiet, root(), llvm::outs());
}

ExitStatus Report::status() const { return Failing ? Findings : Clean; }

} // namespace pvlint::output
