//===- Locations.cpp - source locations as the user sees them -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Locations.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/FileEntry.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace pvlint::extract {

std::string Locations::path(const SourceManager &SM, StringRef Name,
                            const flow::SourceRoot &Root) {
  if (Root.empty()) {
    while (Name.starts_with("./"))
      Name = Name.drop_front(2);
    return Name.str();
  }
  llvm::SmallString<128> Path(Name);
  SM.getFileManager().makeAbsolutePath(Path);
  // What is spelled dir/../x.h from here is y/../x.h from elsewhere.
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Root.name(Path);
}

flow::Location Locations::point(SourceLocation Loc) {
  if (Loc.isInvalid())
    return {};
  auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
  auto [It, New] = Indices.try_emplace(File, 0);
  if (New) {
    // One file included twice has two FileIDs and one name.
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    StringRef Name = Entry ? Entry->getName() : "<unknown>";
    It->second = Program.fileIndex(path(SM, Name, Root));
    Files.try_emplace(It->second, File);
  }
  // getColumnNumber() walks back to the begin of the line, and all of a file
  // may be on one.
  const unsigned Line = SM.getLineNumber(File, Offset);
  const SourceLocation Begin = SM.translateLineCol(File, Line, 1);
  return {It->second, Line, Offset - SM.getFileOffset(Begin) + 1};
}

CharSourceRange Locations::written(const Expr *E) const {
  SourceLocation Begin = E->getBeginLoc(), End = E->getEndLoc();
  if (Begin.isInvalid() || End.isInvalid())
    return {};
  CharSourceRange Text = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Begin, End), SM, Lang);
  if (Text.isInvalid() && Begin.isMacroID() && End.isMacroID()) {
    // The whole of one macro: `local_save_flags(flags)`.
    CharSourceRange B = SM.getExpansionRange(Begin);
    if (B.getAsRange() == SM.getExpansionRange(End).getAsRange())
      Text = Lexer::makeFileCharRange(
          CharSourceRange::getTokenRange(B.getBegin(), B.getEnd()), SM, Lang);
  }
  return Text;
}

flow::Range Locations::range(const Expr *E) {
  flow::Range R = pointRange(E->getBeginLoc());
  if (const CharSourceRange Text = written(E); Text.isValid()) {
    R.Begin = point(Text.getBegin());
    R.End = point(Text.getEnd());
  }
  return R;
}

std::string Locations::text(const Expr *E) const {
  const CharSourceRange Range = written(E);
  if (Range.isInvalid())
    return "";
  const std::string Source = Lexer::getSourceText(Range, SM, Lang).str();
  Lexer Lex(SourceLocation(), Lang, Source.data(), Source.data(),
            Source.data() + Source.size());
  std::string Text;
  for (Token Tok; Lex.LexFromRawLexer(Tok), Tok.isNot(tok::eof);) {
    if (Tok.needsCleaning() || (Tok.is(tok::hash) && Tok.isAtStartOfLine()))
      return "";
    const bool IsInside = Text.empty() || Text.back() == '(';
    if (!IsInside && (Tok.isAtStartOfLine() || Tok.hasLeadingSpace()))
      Text += ' ';
    Text.append(Lex.getBufferLocation() - Tok.getLength(), Tok.getLength());
  }
  return Text;
}

flow::Range Locations::typeText(const VarDecl &V) {
  const TypeSourceInfo *Info = V.getTypeSourceInfo();
  const SourceLocation Begin = V.getBeginLoc(), End = V.getEndLoc();
  if (!Info || Begin.isMacroID() || End.isMacroID() ||
      Info->getTypeLoc().getBeginLoc() != Begin)
    return {};
  auto After = Lexer::findNextToken(End, SM, Lang);
  auto Name = Lexer::findNextToken(Info->getTypeLoc().getEndLoc(), SM, Lang);
  if (!After || After->isNot(tok::semi) || !Name ||
      Name->getLocation() != V.getLocation())
    return {};
  CharSourceRange Text = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Info->getTypeLoc().getSourceRange()), SM,
      Lang);
  if (Text.isInvalid())
    return {};
  return {point(Text.getBegin()), point(Text.getEnd())};
}

StringRef Locations::macroName(SourceLocation Loc) const {
  StringRef Name;
  while (Loc.isMacroID()) {
    if (SM.isMacroArgExpansion(Loc)) {
      Loc = SM.getImmediateSpellingLoc(Loc);
      Name = "";
    } else {
      Name = Lexer::getImmediateMacroName(Loc, SM, Lang);
      Loc = SM.getImmediateExpansionRange(Loc).getBegin();
    }
  }
  return Name;
}

SourceLocation Locations::clangLocation(flow::Location Loc) const {
  auto It = Files.find(Loc.File);
  if (!Loc.isValid() || It == Files.end())
    return {};
  return SM.translateLineCol(It->second, Loc.Line, 1)
      .getLocWithOffset(static_cast<int>(Loc.Col) - 1);
}

} // namespace pvlint::extract
