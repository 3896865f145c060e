//===- Diagnostics.cpp - findings for an editor ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An error is an error, a warning a warning, and what is only worth a look an
// information, so that editors leave it out of their counts. Of the findings of
// one cause the first is told, and the others are hints that lead to it, so
// that their lines are marked and what can be done is offered there, too. What
// could not be analysed says so, at the first error: no finding is not the same
// as clean.
//
//===----------------------------------------------------------------------===//

#include "lsp/Diagnostics.h"
#include "ir/ReadFile.h"
#include "session/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::lsp {

/// Text of the source may not be UTF-8, and JSON has to be.
static std::string clean(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

bool isDocument(StringRef File, StringRef Path) {
  return File == Path || File == session::realPath(Path);
}

std::string uriOf(StringRef File) {
  auto Uri = llvm::lsp::URIForFile::fromFile(File);
  if (!Uri) {
    llvm::consumeError(Uri.takeError());
    return "";
  }
  return Uri->uri().str();
}

/// The place of a step, which may be in another file.
static std::optional<json::Object> locationOf(const report::Place &At,
                                              const Snapshot &S, StringRef Path,
                                              StringRef Uri) {
  if (!At.Line)
    return std::nullopt;
  if (isDocument(At.Path, Path))
    return json::Object{{"uri", Uri},
                        {"range", toJSON(S.Contents->word(At.Line, At.Col))}};
  const std::string Other = uriOf(At.Path);
  if (Other.empty())
    return std::nullopt;
  // Columns there are counted in bytes of a file that is not in memory.
  llvm::lsp::Range R({int(At.Line) - 1, int(At.Col) - 1},
                     {int(At.Line) - 1, int(At.Col) - 1});
  if (auto Buffer = flow::readIfThere(At.Path))
    R = Text(Buffer->getBuffer().str()).word(At.Line, At.Col);
  return json::Object{{"uri", Other}, {"range", toJSON(R)}};
}

std::vector<Shown> shownFindings(const Snapshot &S) {
  std::vector<Shown> All;
  for (const session::UnitFinding &F : S.Report.Findings)
    if (!F.Text.empty())
      All.push_back(
          {&F.Result, F.Fix.empty() ? nullptr : &F.Fix, F.IncludedAt});
  for (const report::Result &R : S.FromProgram)
    All.push_back({&R, nullptr});
  std::vector<const report::Result *> Results;
  for (const Shown &F : All)
    Results.push_back(F.R);
  for (const std::vector<size_t> &Group : report::groupByCause(Results))
    for (size_t I : llvm::drop_begin(Group)) {
      All[I].First = All[Group.front()].R;
      All[Group.front()].Also.push_back(All[I].R);
    }
  return All;
}

/// From \p Begin to the end of the comment there, or of its line.
static llvm::lsp::Range restOfComment(const Text &T,
                                      llvm::lsp::Position Begin) {
  const StringRef Line = T.line(Begin.line);
  const size_t Start = T.offset(Begin) - T.offset({Begin.line, 0});
  const StringRef Rest = Line.substr(Start, Line.find("*/", Start) - Start);
  return {Begin, T.position(Begin.line + 1, Start + Rest.rtrim().size() + 1)};
}

/// The name in an #include, or the first line of the text for one that comes
/// before it.
static llvm::lsp::Range includeAt(const Text &T, unsigned Line) {
  if (!Line)
    return {{0, 0}, {0, 0}};
  const StringRef Text = T.line(Line - 1);
  const size_t Begin = Text.find_first_of("\"<");
  const size_t End =
      Begin == StringRef::npos ? Begin : Text.find_first_of("\">", Begin + 1);
  if (End == StringRef::npos)
    return {T.position(Line, 1), T.position(Line, Text.size() + 1)};
  return {T.position(Line, Begin + 1), T.position(Line, End + 2)};
}

llvm::lsp::Range rangeOf(const Shown &F, const Snapshot &S, StringRef Path) {
  const report::Place &At = F.R->At;
  if (!isDocument(At.Path, Path))
    return includeAt(*S.Contents, F.IncludedAt);
  const llvm::lsp::Range Word = S.Contents->word(At.Line, At.Col);
  return F.R->IsUnneeded ? restOfComment(*S.Contents, Word.start) : Word;
}

/// The page of a check, as a URI: where the documents are installed, or in the
/// sources around a build folder.
static std::string pageOf(StringRef Check) {
  static const char Anchor = 0;
  const std::string Command = llvm::sys::fs::getMainExecutable(
      "pvlint", const_cast<void *>(static_cast<const void *>(&Anchor)));
  for (StringRef Folder :
       {"../share/doc/pvlint/docs/checks", "../../docs/checks"}) {
    llvm::SmallString<128> Page(llvm::sys::path::parent_path(Command));
    llvm::sys::path::append(Page, Folder, Check + ".md");
    llvm::sys::path::remove_dots(Page, /*remove_dot_dot=*/true);
    if (llvm::sys::fs::exists(Page))
      return uriOf(Page);
  }
  return "";
}

/// Of the protocol's DiagnosticTag. The other one, Deprecated, means nothing
/// here: a primitive that is used wrongly is not one to avoid.
static constexpr int TagUnnecessary = 1;

/// What an editor marks and does not count.
static constexpr int SeverityHint = 4;

static int severity(checks::Level L) {
  switch (L) {
  case checks::Level::Error:
    return 1;
  case checks::Level::Warning:
    return 2;
  case checks::Level::Audit:
    return 3;
  }
  return 3;
}

json::Object diagnosticOf(const Shown &F, const Snapshot &S, StringRef Path,
                          StringRef Uri) {
  const report::Result &R = *F.R;
  json::Array Related;
  std::string Message = R.Message;
  // Elsewhere: say where, since the range cannot.
  if (!isDocument(R.At.Path, Path)) {
    Message = ("in " + llvm::sys::path::filename(R.At.Path) + ", line " +
               llvm::Twine(R.At.Line) + ": " + Message)
                  .str();
    if (auto Where = locationOf(R.At, S, Path, Uri))
      Related.push_back(
          json::Object{{"location", std::move(*Where)}, {"message", "here"}});
  }
  auto Relate = [&](const report::Place &At, const llvm::Twine &Text) {
    if (auto Where = locationOf(At, S, Path, Uri))
      Related.push_back(json::Object{{"location", std::move(*Where)},
                                     {"message", clean(Text.str())}});
  };
  if (F.First) {
    Message = (checks::AlsoHere + Message).str();
    Relate(F.First->At, F.First->Message);
  } else {
    for (const report::Step &Step : R.Steps)
      Relate(Step.At, Step.Text);
    for (const report::Result *Also : F.Also)
      Relate(Also->At, checks::AlsoHere + Also->Message);
  }
  json::Object D{{"range", toJSON(rangeOf(F, S, Path))},
                 {"severity", F.First ? SeverityHint : severity(R.Severity)},
                 {"source", "pvlint"},
                 {"code", R.Check},
                 {"message", clean(Message)}};
  if (std::string Page = pageOf(R.Check); !Page.empty())
    D["codeDescription"] = json::Object{{"href", std::move(Page)}};
  if (!Related.empty())
    D["relatedInformation"] = std::move(Related);
  if (R.IsUnneeded)
    D["tags"] = json::Array{TagUnnecessary};
  return D;
}

json::Array diagnosticsOf(const Snapshot &S, StringRef Path, StringRef Uri) {
  json::Array All;
  if (S.Report.Failed) {
    if (S.Report.FirstError.empty())
      return All;
    const llvm::lsp::Range At = S.ErrorLine
                                    ? S.Contents->word(S.ErrorLine, S.ErrorCol)
                                    : llvm::lsp::Range({0, 0}, {0, 0});
    All.push_back(json::Object{
        {"range", toJSON(At)},
        {"severity", 3},
        {"source", "pvlint"},
        {"code", "not-analysed"},
        {"message",
         clean("not analysed, so nothing is reported: " +
               (S.Report.Mistakes.empty() ? S.Report.FirstError
                                          : "\n" + S.Report.Mistakes))}});
    return All;
  }
  for (const Shown &F : shownFindings(S))
    All.push_back(diagnosticOf(F, S, Path, Uri));
  return All;
}

} // namespace pvlint::lsp
