//===- Diagnose.cpp - findings as Clang diagnostics -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Diagnose.h"
#include "checks/EditText.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace pvlint::frontend {

std::vector<FixItHint> fixHints(const checks::Finding &F,
                                const extract::Locations &Locs,
                                const SourceManager &SM) {
  std::vector<FixItHint> Hints;
  for (const checks::Edit &E : F.Fix) {
    SourceLocation Begin = Locs.clangLocation(E.Begin),
                   End = Locs.clangLocation(E.End);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    auto [File, Offset] = SM.getDecomposedLoc(Begin);
    const StringRef Text = SM.getBufferData(File);
    if (!Text.substr(Offset).starts_with(E.Was) ||
        (!E.Declares.empty() && !checks::canDeclare(Text, Offset, E.Declares)))
      return {};
    if (E.NeedsBlock) {
      const auto Indent = checks::startsStatement(Text.take_front(Offset));
      if (!Indent)
        return {};
      Hints.push_back(
          FixItHint::CreateInsertion(Begin, E.Text + Indent->str()));
    } else if (E.Begin == E.End) {
      Hints.push_back(FixItHint::CreateInsertion(Begin, E.Text));
    } else {
      Hints.push_back(FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin, End), E.Text));
    }
  }
  return Hints;
}

unsigned diagnose(llvm::ArrayRef<checks::Finding> Findings,
                  const extract::Locations &Locs, const SourceManager &SM,
                  DiagnosticsEngine &Diags, const DiagnoseOptions &Options) {
  const OwnSeverity Own(Diags);
  const unsigned Warning = Diags.getCustomDiagID(
      Options.AsErrors ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
      "%0 [%1]");
  const unsigned Remark =
      Diags.getCustomDiagID(DiagnosticsEngine::Remark, "%0 [%1]");
  const unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note, "%0");
  unsigned Shown = 0;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > Options.Show || F.isSuppressed())
      continue;
    ++Shown;
    {
      auto D =
          Diags.Report(Locs.clangLocation(F.Loc),
                       F.Severity == checks::Level::Audit ? Remark : Warning);
      D << F.Message << F.Check;
      for (const FixItHint &Hint : fixHints(F, Locs, SM))
        D << Hint;
    }
    for (const checks::Note &N : F.Notes)
      Diags.Report(Locs.clangLocation(N.Loc), Note) << N.Text;
  }
  return Shown;
}

} // namespace pvlint::frontend
