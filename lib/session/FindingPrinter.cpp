//===- FindingPrinter.cpp - findings to text ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingPrinter.h"
#include "ir/Notes.h"
#include "session/ClangCompat.h"
#include "session/Paths.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnostic.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace pvlint::session {

/// Clang's, but for what it calls files.
class FindingPrinter::Renderer : public TextDiagnostic {
public:
  /// Files keep their names if \p Root is empty, or does not have them.
  Renderer(FindingPrinter &For, flow::SourceRoot Root)
      : TextDiagnostic(For.OS, For.Lang, compat::forPrinter(For.Options)),
        For(For), Root(std::move(Root)) {}

protected:
  void emitDiagnosticLoc(FullSourceLoc Loc, PresumedLoc At,
                         DiagnosticsEngine::Level Level,
                         ArrayRef<CharSourceRange> Ranges) override {
    TextDiagnostic::emitDiagnosticLoc(Loc, named(Loc, At), Level, Ranges);
  }

  void emitIncludeLocation(FullSourceLoc Loc, PresumedLoc At) override {
    TextDiagnostic::emitIncludeLocation(Loc, named(Loc, At));
  }

private:
  FindingPrinter &For;
  const flow::SourceRoot Root;
  llvm::StringSet<> Names; ///< a PresumedLoc keeps none

  PresumedLoc named(FullSourceLoc Loc, PresumedLoc At) {
    if (At.isInvalid())
      return At;
    std::string Name = At.getFilename();
    if (!Root.empty() && Loc.isValid())
      if (const OptionalFileEntryRef File =
              Loc.getManager().getFileEntryRefForID(At.getFileID())) {
        const std::string Full = For.realPath(*File);
        if (std::string FromRoot = Root.name(Full); FromRoot != Full)
          Name = std::move(FromRoot);
      }
    Name = flow::printable(Name);
    if (Name == At.getFilename())
      return At;
    return {Names.insert(Name).first->getKeyData(), At.getFileID(),
            At.getLine(), At.getColumn(), At.getIncludeLoc()};
  }
};

static DiagnosticOptions withTerminal(DiagnosticOptions Options, bool Color,
                                      unsigned Columns) {
  Options.ShowColors = Color;
  Options.MessageLength = Columns;
  return Options;
}

FindingPrinter::FindingPrinter(const DiagnosticOptions &Own,
                               const LangOptions &Lang, StringRef Directory,
                               const UnitOptions &Unit)
    : Options(withTerminal(Own, Unit.Color, Unit.Columns)), Lang(Lang),
      Directory(Directory), OS(Text) {
  OS.enable_colors(Unit.Color);
  Clang = std::make_unique<Renderer>(
      *this, Unit.NameFromRoot ? Unit.Root : flow::SourceRoot());
}

FindingPrinter::~FindingPrinter() = default;

std::string FindingPrinter::realPath(FileEntryRef File) const {
  StringRef Real = File.getFileEntry().tryGetRealPathName();
  return fullPath(Real.empty() ? File.getName() : Real, Directory);
}

report::Place FindingPrinter::at(const SourceManager &SM, SourceLocation Loc,
                                 const flow::SourceRoot &Root) const {
  if (Loc.isInvalid())
    return {};
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  return {Entry ? Root.name(realPath(*Entry)) : std::string(),
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

uint64_t FindingPrinter::hash(const SourceManager &SM, FileID File) {
  const auto [It, New] = Hashes.try_emplace(File);
  if (New)
    It->second = llvm::xxh3_64bits(SM.getBufferData(File));
  return It->second;
}

void FindingPrinter::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                      const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  SmallString<256> Message;
  Info.FormatDiagnostic(Message);
  const FullSourceLoc At =
      Info.hasSourceManager()
          ? FullSourceLoc(Info.getLocation(), Info.getSourceManager())
          : FullSourceLoc();
  Clang->emitDiagnostic(At, Level, Message, Info.getRanges(),
                        Info.getFixItHints());
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
                     R.getReplacementText().str(), hash(SM, File),
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

} // namespace pvlint::session
