//===- Marks.cpp - find comments that speak to pvlint ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nearly all files have none, which is seen without lexing them. In the others,
// statements are told by their tokens alone: they end with a semicolon or a
// brace outside of parentheses. So a mark above `if (…) stop();` is about both
// lines, and one above `if (…) {` about the condition.
//
// Limits: a statement whose parentheses are opened on one side of an #else and
// closed behind it is taken for longer than it is, to the end of its function
// at most.
//
//===----------------------------------------------------------------------===//

#include "extract/Marks.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace pvlint::extract {
namespace {

constexpr StringRef Keyword = "pvlint:";

/// Where in the comment \p Text, which starts with its slash, a line starts
/// with the keyword; npos if none does.
size_t findKeyword(StringRef Text) {
  size_t At = 0;
  while ((At = Text.find(Keyword, At)) != StringRef::npos) {
    // npos + 1 is 0.
    const StringRef Line = Text.slice(Text.rfind('\n', At) + 1, At);
    if (Line.find_first_not_of(" \t/*!<") == StringRef::npos)
      return At;
    At += Keyword.size();
  }
  return StringRef::npos;
}

/// What a comment says from \p At on, on one line and without its decoration.
std::string words(StringRef Text, size_t At) {
  Text = Text.drop_front(At + Keyword.size());
  Text.consume_back("*/");
  llvm::SmallVector<StringRef, 4> Lines;
  Text.split(Lines, '\n');
  std::string Out;
  for (size_t I = 0; I != Lines.size(); ++I) {
    StringRef Line = I ? Lines[I].ltrim(" \t").ltrim("*/") : Lines[I];
    Line = Line.trim();
    if (!Line.empty())
      Out += (Out.empty() ? "" : " ") + Line.str();
  }
  return Out;
}

/// One file's comments and statements, in the order of the text.
class FileScanner {
public:
  FileScanner(const SourceManager &SM, const LangOptions &Lang, FileID File,
              Locations &Locs, std::vector<flow::Mark> &Out)
      : SM(SM), Lang(Lang), File(File), Locs(Locs), Out(Out) {}

  void run() {
    const llvm::MemoryBufferRef Buffer = SM.getBufferOrFake(File);
    Lexer Raw(File, Buffer, SM, Lang);
    Raw.SetCommentRetentionState(true);
    Token T;
    bool InDirective = false;
    while (!Raw.LexFromRawLexer(T)) {
      const unsigned Line = SM.getSpellingLineNumber(T.getLocation());
      if (T.is(tok::comment)) {
        comment(T, Line);
        continue;
      }
      if (T.isAtStartOfLine())
        InDirective = T.is(tok::hash);
      if (!InDirective)
        token(T, Line);
    }
    for (size_t I : Open)
      Out[I].Last = SM.getSpellingLineNumber(SM.getLocForEndOfFile(File));
  }

private:
  const SourceManager &SM;
  const LangOptions &Lang;
  const FileID File;
  Locations &Locs;
  std::vector<flow::Mark> &Out;

  unsigned Depth = 0; ///< of parentheses and brackets
  unsigned Begin = 0; ///< line of the statement, 0 between two
  unsigned LastBegin = 0, LastLine = 0; ///< of the one before
  std::vector<size_t> Open; ///< marks whose statement has not ended yet

  void token(const Token &T, unsigned Line) {
    if (!Begin)
      Begin = Line;
    if (T.isOneOf(tok::l_paren, tok::l_square)) {
      ++Depth;
    } else if (T.isOneOf(tok::r_paren, tok::r_square)) {
      Depth -= Depth != 0;
    } else if (T.is(tok::r_brace) && T.isAtStartOfLine() &&
               SM.getSpellingColumnNumber(T.getLocation()) == 1) {
      Depth = 0; // of a function, whatever went wrong in it
    }
    if (Depth || !T.isOneOf(tok::semi, tok::l_brace, tok::r_brace))
      return;
    for (size_t I : Open)
      Out[I].Last = Line;
    Open.clear();
    LastBegin = Begin;
    LastLine = Line;
    Begin = 0;
  }

  void comment(const Token &T, unsigned Line) {
    const StringRef Text(SM.getCharacterData(T.getLocation()), T.getLength());
    const size_t At = findKeyword(Text);
    if (At == StringRef::npos)
      return;
    flow::Mark M;
    M.At = Locs.point(T.getLocation().getLocWithOffset(At));
    M.Text = words(Text, At);
    if (!Begin && Line == LastLine) { // behind a statement
      M.First = LastBegin;
      M.Last = Line;
    } else {
      M.First = Begin ? Begin : Line;
      Open.push_back(Out.size());
    }
    Out.push_back(std::move(M));
  }
};

/// Whether a statement in or below \p S begins on a line of \p M.
bool beginsIn(const Stmt *S, const SourceManager &SM, const flow::Mark &M) {
  if (!S)
    return false;
  const unsigned Line = SM.getExpansionLineNumber(S->getBeginLoc());
  if (Line >= M.First && Line <= M.Last)
    return true;
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return beginsIn(Child, SM, M); });
}

/// Which of the unit's own marks are about something that is compiled.
void findOwn(const ASTContext &Context, std::vector<flow::Mark> &Marks,
             size_t First, size_t Last,
             llvm::function_ref<bool(const FunctionDecl &)> IsClosed,
             const std::vector<const Decl *> *Declarations) {
  const SourceManager &SM = Context.getSourceManager();
  std::vector<const Decl *> All;
  if (First == Last)
    return;
  if (!Declarations) {
    for (const Decl *D : Context.getTranslationUnitDecl()->decls())
      All.push_back(D);
    Declarations = &All;
  }
  for (const Decl *D : *Declarations) {
    if (!SM.isWrittenInMainFile(SM.getExpansionLoc(D->getLocation())))
      continue;
    const unsigned Begin = SM.getExpansionLineNumber(D->getBeginLoc());
    const unsigned End = SM.getExpansionLineNumber(D->getEndLoc());
    const auto *F = dyn_cast<FunctionDecl>(D);
    for (size_t I = First; I != Last; ++I) {
      flow::Mark &M = Marks[I];
      if (M.Last < Begin || M.First > End)
        continue;
      if (F && F->doesThisDeclarationHaveABody() && M.First > Begin) {
        const auto *Body = dyn_cast<CompoundStmt>(F->getBody());
        if (!Body)
          continue;
        const unsigned Brace = SM.getExpansionLineNumber(Body->getRBracLoc());
        M.IsOwn = (Brace >= M.First && Brace <= M.Last) ||
                  llvm::any_of(Body->children(), [&](const Stmt *Child) {
                    return beginsIn(Child, SM, M);
                  });
        M.IsClosed = M.IsOwn && IsClosed && IsClosed(*F);
      } else {
        // A declaration: there is nothing to find.
        M.IsOwn = M.IsClosed = true;
      }
    }
  }
}

/// Each file that \p SM has read itself and that has the keyword, once.
std::vector<FileID> localFiles(const SourceManager &SM) {
  std::vector<FileID> Files;
  llvm::DenseSet<const FileEntry *> Seen;
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    const FileID File =
        SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    OptionalFileEntryRef Ref = SM.getFileEntryRefForID(File);
    if (!Ref || !Seen.insert(&Ref->getFileEntry()).second)
      continue;
    auto Buffer = SM.getBufferDataOrNone(File);
    if (Buffer && Buffer->contains(Keyword))
      Files.push_back(File);
  }
  return Files;
}

} // namespace

std::vector<std::string> filesWithMarks(const SourceManager &SM) {
  std::vector<std::string> Names;
  for (FileID File : localFiles(SM))
    Names.push_back(SM.getFileEntryRefForID(File)->getName().str());
  return Names;
}

std::vector<flow::Mark>
findMarks(const ASTContext &Context, Locations &Locs,
          llvm::function_ref<bool(const FunctionDecl &)> IsClosed,
          const std::vector<const Decl *> *Declarations,
          llvm::ArrayRef<std::string> InPreamble) {
  const SourceManager &SM = Context.getSourceManager();
  std::vector<FileID> Files = localFiles(SM);
  for (const std::string &Name : InPreamble)
    if (auto Ref = SM.getFileManager().getOptionalFileRef(Name))
      if (FileID File = SM.translateFile(*Ref); File.isValid())
        Files.push_back(File);
  std::vector<flow::Mark> Marks;
  for (FileID File : Files) {
    const size_t First = Marks.size();
    FileScanner(SM, Context.getLangOpts(), File, Locs, Marks).run();
    if (File == SM.getMainFileID())
      findOwn(Context, Marks, First, Marks.size(), IsClosed, Declarations);
  }
  llvm::sort(Marks, [](const flow::Mark &A, const flow::Mark &B) {
    return A.At < B.At;
  });
  return Marks;
}

} // namespace pvlint::extract
