//===- Diagnose.cpp - findings as Clang diagnostics -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Diagnose.h"
#include "checks/EditText.h"
#include "report/Cause.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace pvlint::frontend {

/// Good for telling places of a unit apart, and for nothing that is printed.
static report::Place placeOf(SourceLocation Loc, const SourceManager &SM) {
  if (Loc.isInvalid())
    return {};
  const auto [File, Offset] = SM.getDecomposedLoc(Loc);
  return {SM.getFilename(Loc).str(), SM.getLineNumber(File, Offset),
          SM.getColumnNumber(File, Offset)};
}

std::vector<std::vector<const checks::Finding *>>
causesOf(llvm::ArrayRef<checks::Finding> Findings,
         const extract::Locations &Locs, const SourceManager &SM,
         checks::Level Show) {
  std::vector<const checks::Finding *> Shown;
  std::vector<report::Result> Results;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > Show || F.isSuppressed())
      continue;
    Shown.push_back(&F);
    Results.push_back(report::makeResult(F, [&](flow::Location L) {
      return placeOf(Locs.clangLocation(L), SM);
    }));
  }
  std::vector<const report::Result *> Pointers;
  for (const report::Result &R : Results)
    Pointers.push_back(&R);
  std::vector<std::vector<const checks::Finding *>> Causes;
  for (const std::vector<size_t> &Group : report::groupByCause(Pointers)) {
    Causes.emplace_back();
    for (size_t I : Group)
      Causes.back().push_back(Shown[I]);
  }
  return Causes;
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

namespace {
/// The lines of a file that a snippet spans.
struct Span {
  /// DiagnosticOptions::SnippetLineLimit, which nobody changes.
  static constexpr unsigned MaxLines = 16;

  FileID File;
  unsigned First, Last;

  Span(const SourceManager &SM, SourceLocation Begin, SourceLocation End)
      : File(SM.getFileID(Begin)), First(SM.getSpellingLineNumber(Begin)),
        Last(SM.getSpellingLineNumber(End)) {}

  /// Grows by \p S, if both fit in one snippet.
  bool add(const Span &S) {
    const unsigned Low = std::min(First, S.First),
                   High = std::max(Last, S.Last);
    if (File != S.File || High - Low >= MaxLines)
      return false;
    First = Low;
    Last = High;
    return true;
  }
};
} // namespace

std::vector<FixPart> fixParts(std::vector<FixItHint> Hints, SourceLocation Loc,
                              const SourceManager &SM) {
  std::vector<FixPart> Parts(1);
  Span Shown(SM, Loc, Loc);
  llvm::stable_sort(Hints, [&](const FixItHint &A, const FixItHint &B) {
    return SM.isBeforeInTranslationUnit(A.RemoveRange.getBegin(),
                                        B.RemoveRange.getBegin());
  });
  // Those next to the finding are its own, from there upwards, then downwards.
  for (bool Above : {true, false}) {
    std::vector<FixItHint> Rest;
    if (Above)
      std::reverse(Hints.begin(), Hints.end());
    for (FixItHint &H : Hints) {
      const Span S(SM, H.RemoveRange.getBegin(), H.RemoveRange.getEnd());
      const bool IsAbove = S.First <= Shown.First;
      if (IsAbove == Above && Shown.add(S))
        Parts[0].Hints.push_back(std::move(H));
      else
        Rest.push_back(std::move(H));
    }
    if (Above)
      std::reverse(Rest.begin(), Rest.end());
    Hints = std::move(Rest);
  }
  std::optional<Span> Next;
  for (FixItHint &H : Hints) {
    const SourceLocation At = H.RemoveRange.getBegin();
    const Span S(SM, At, H.RemoveRange.getEnd());
    if (!Next || !Next->add(S)) {
      Next = S;
      Parts.push_back({At, {}});
    }
    Parts.back().Hints.push_back(std::move(H));
  }
  return Parts;
}

unsigned diagnose(llvm::ArrayRef<checks::Finding> Findings,
                  const extract::Locations &Locs, const SourceManager &SM,
                  DiagnosticsEngine &Diags, const DiagnoseOptions &Options) {
  const OwnSeverity Own(Diags);
  const unsigned Warning = Diags.getCustomDiagID(
      Options.AsErrors ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
      "%0 [%1]");
  const unsigned Proven = Diags.getCustomDiagID(
      Options.AsErrors ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
      "%0 [%1, proven]");
  const unsigned Remark =
      Diags.getCustomDiagID(DiagnosticsEngine::Remark, "%0 [%1]");
  const unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note, "%0");
  unsigned Shown = 0;
  for (const auto &Cause : causesOf(Findings, Locs, SM, Options.Show)) {
    Shown += Cause.size();
    const checks::Finding &F = *Cause.front();
    const SourceLocation Loc = Locs.clangLocation(F.Loc);
    const auto Parts = fixParts(fixHints(F, Locs, SM), Loc, SM);
    {
      auto D =
          Diags.Report(Loc, F.Severity == checks::Level::Audit   ? Remark
                            : F.Severity == checks::Level::Error ? Proven
                                                                 : Warning);
      D << F.Message << F.Check;
      for (const FixItHint &Hint : Parts[0].Hints)
        D << Hint;
    }
    for (const checks::Note &N : F.Notes)
      Diags.Report(Locs.clangLocation(N.Loc), Note) << N.Text;
    for (const FixPart &Part : llvm::drop_begin(Parts)) {
      auto D = Diags.Report(Part.At, Note);
      D << FixNote;
      for (const FixItHint &Hint : Part.Hints)
        D << Hint;
    }
    for (const checks::Finding *Also : llvm::drop_begin(Cause))
      diagnoseAlso(*Also, Locs, Diags);
  }
  return Shown;
}

void diagnoseAlso(const checks::Finding &F, const extract::Locations &Locs,
                  DiagnosticsEngine &Diags) {
  const unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note, "%0");
  const SourceLocation At = Locs.clangLocation(F.Loc);
  auto D = Diags.Report(At, Note);
  D << (checks::AlsoHere + F.Message).str();
  // With a range the line is shown, even right after a report of this place.
  if (At.isValid())
    D << CharSourceRange::getCharRange(At, At.getLocWithOffset(1));
}

} // namespace pvlint::frontend
