//===- Rendering.cpp - diagnostics to text --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rendering.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace pvlint::tool {

static DiagnosticOptions withColor(DiagnosticOptions Options, bool Color) {
  Options.ShowColors = Color;
  return Options;
}

static DiagnosticOptions withTerminal(DiagnosticOptions Options, bool Color,
                                      unsigned Columns) {
  Options.ShowColors = Color;
  Options.MessageLength = Columns;
  return Options;
}

FindingPrinter::FindingPrinter(const DiagnosticOptions &UnitOptions,
                               const LangOptions &Lang, StringRef Directory,
                               bool Color, unsigned Columns)
    : Options(withTerminal(UnitOptions, Color, Columns)), Lang(Lang),
      Directory(Directory), OS(Text), Printer(OS, Options) {
  OS.enable_colors(Color);
  Printer.BeginSourceFile(Lang, nullptr);
}

FindingPrinter::~FindingPrinter() { Printer.EndSourceFile(); }

std::string FindingPrinter::realPath(FileEntryRef File) const {
  StringRef Real = File.getFileEntry().tryGetRealPathName();
  SmallString<128> Path(Real.empty() ? File.getName() : Real);
  llvm::sys::path::make_absolute(Directory, Path);
  return Path.str().str();
}

std::string relativeTo(StringRef Root, StringRef Path) {
  StringRef Rest = Path;
  if (!Root.empty() && Rest.consume_front(Root) &&
      (Root.ends_with("/") || Rest.consume_front("/")))
    return Rest.str();
  return Path.str();
}

report::Place FindingPrinter::at(const SourceManager &SM, SourceLocation Loc,
                                 StringRef Root) const {
  if (Loc.isInvalid())
    return {};
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  return {Entry ? relativeTo(Root, realPath(*Entry)) : std::string(),
          SM.getLineNumber(File, Offset), SM.getColumnNumber(File, Offset)};
}

std::string FindingPrinter::place(const SourceManager &SM,
                                  SourceLocation Loc) const {
  if (Loc.isInvalid())
    return "";
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  return (Entry ? realPath(*Entry) : std::string()) + ":" +
         std::to_string(SM.getLineNumber(File, Offset)) + ":" +
         std::to_string(SM.getColumnNumber(File, Offset)) + ": ";
}

void FindingPrinter::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                      const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  Printer.HandleDiagnostic(Level, Info);
  for (const FixItHint &Hint : Info.getFixItHints()) {
    const SourceManager &SM = Info.getSourceManager();
    tooling::Replacement R(SM, Hint.RemoveRange, Hint.CodeToInsert, Lang);
    FileID File = SM.getFileID(Hint.RemoveRange.getBegin());
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    if (!R.isApplicable() || !Entry) {
      Incomplete = true;
      continue;
    }
    const unsigned End = R.getOffset() + R.getLength();
    Edits.push_back({realPath(*Entry), R.getOffset(), R.getLength(),
                     R.getReplacementText().str(),
                     llvm::xxh3_64bits(SM.getBufferData(File)),
                     SM.getLineNumber(File, R.getOffset()),
                     SM.getColumnNumber(File, R.getOffset()),
                     SM.getLineNumber(File, End),
                     SM.getColumnNumber(File, End)});
  }
}

std::string FindingPrinter::take(std::vector<FileEdit> &Fix) {
  Fix.clear();
  if (!Incomplete)
    Fix = std::move(Edits);
  Edits.clear();
  Incomplete = false;
  std::string Result = std::move(Text);
  Text.clear();
  return Result;
}

ErrorPrinter::ErrorPrinter(const DiagnosticOptions &UnitOptions, bool Color)
    : Options(withColor(UnitOptions, Color)), OS(Text), Printer(OS, Options) {
  OS.enable_colors(Color);
}

void ErrorPrinter::BeginSourceFile(const LangOptions &Lang,
                                   const Preprocessor *PP) {
  Printer.BeginSourceFile(Lang, PP);
}

void ErrorPrinter::EndSourceFile() { Printer.EndSourceFile(); }

void ErrorPrinter::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                    const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level >= DiagnosticsEngine::Error) {
    Showing = getNumErrors() <= MaxShown;
    if (First.empty()) {
      SmallString<100> Message;
      Info.FormatDiagnostic(Message);
      if (Info.hasSourceManager() && Info.getLocation().isValid()) {
        PresumedLoc Where =
            Info.getSourceManager().getPresumedLoc(Info.getLocation());
        if (Where.isValid())
          First = std::string(Where.getFilename()) + ":" +
                  std::to_string(Where.getLine()) + ":" +
                  std::to_string(Where.getColumn()) + ": ";
      }
      First += Message.str();
    }
  } else if (Level != DiagnosticsEngine::Note) {
    Showing = false;
  }
  if (Showing)
    Printer.HandleDiagnostic(Level, Info);
}

} // namespace pvlint::tool
