//===- Diagnose.cpp - findings as Clang diagnostics -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Diagnose.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace pvlint::frontend {

/// Whether a statement put before \p Loc lands in the same block: what stands
/// before it must end a statement or open a block.
static bool startsStatement(const SourceManager &SM, SourceLocation Loc,
                            StringRef &Indent) {
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  StringRef Text = SM.getBufferData(File).take_front(Offset);
  size_t LineBegin = Text.rfind('\n') + 1; // npos + 1 is 0
  Indent = Text.substr(LineBegin);
  if (Indent.find_first_not_of(" \t") != StringRef::npos)
    return false;
  StringRef Before = Text.rtrim();
  while (Before.ends_with("*/")) {
    size_t Open = Before.rfind("/*");
    if (Open == StringRef::npos)
      return false;
    Before = Before.take_front(Open).rtrim();
  }
  size_t LastLine = Before.rfind('\n') + 1;
  if (Before.substr(LastLine).contains("//"))
    return false;
  return Before.ends_with(";") || Before.ends_with("{") ||
         Before.ends_with("}") || Before.ends_with(":");
}

std::vector<FixItHint> fixHints(const checks::Finding &F,
                                const extract::Locations &Locs,
                                const SourceManager &SM) {
  std::vector<FixItHint> Hints;
  for (const checks::Edit &E : F.Fix) {
    SourceLocation Begin = Locs.clangLocation(E.Begin),
                   End = Locs.clangLocation(E.End);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    if (E.NeedsBlock) {
      StringRef Indent;
      if (!startsStatement(SM, Begin, Indent))
        return {};
      Hints.push_back(FixItHint::CreateInsertion(Begin, E.Text + Indent.str()));
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
