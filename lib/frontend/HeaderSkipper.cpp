//===- HeaderSkipper.cpp - leave bodies in headers unparsed ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/HeaderSkipper.h"
#include "extract/Locations.h"
#include "ir/binary/File.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using pvlint::flow::Digest;

namespace pvlint::frontend {

/// Digests of digests: order matters.
static void add(SmallVectorImpl<uint64_t> &To, const Digest &D) {
  To.push_back(D.High);
  To.push_back(D.Low);
}

static Digest digestOf(llvm::ArrayRef<uint64_t> Words) {
  return flow::digest(StringRef(reinterpret_cast<const char *>(Words.data()),
                                Words.size() * sizeof(uint64_t)));
}

/// What is the same for a class of units: everything but the unit's own name,
/// warnings and output.
void HeaderSkipper::readCommandLine(const flow::Contract &C) {
  std::string Text;
  std::vector<std::string> Args = CI.getInvocation().getCC1CommandLine();
  const auto &Inputs = CI.getFrontendOpts().Inputs;
  const StringRef Input =
      !Inputs.empty() && Inputs[0].isFile() ? Inputs[0].getFile() : "";
  for (size_t I = 0; I != Args.size(); ++I) {
    const StringRef Arg = Args[I];
    const StringRef Next = I + 1 != Args.size() ? StringRef(Args[I + 1]) : "";
    if (Arg == "-main-file-name" || Arg == "-o" || Arg == "-dependency-file" ||
        Arg == "-MT" ||
        ((Arg == "-D" || Arg == "-U") &&
         (Next.starts_with("KBUILD_") || Next.starts_with("__KBUILD_")))) {
      ++I;
      continue;
    }
    if (Arg.starts_with("-W") || Arg == "-w" || Arg == Input)
      continue;
    Text += Arg;
    Text += '\0';
  }
  Text += std::to_string(C.hash());
  CommandLine = flow::digest(Text);
}

const Digest &HeaderSkipper::file(FileID File) {
  auto [It, New] = Files.try_emplace(File);
  if (!New)
    return It->second;
  SmallVector<uint64_t, 6> Words;
  add(Words, CommandLine);
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  add(Words, flow::digest(extract::Locations::path(
                 SM, Entry ? Entry->getName() : "", Root)));
  add(Words, flow::digest(SM.getBufferData(File)));
  return It->second = digestOf(Words);
}

IdentifierInfo *
HeaderSkipper::identifier(const llvm::StringMapEntry<uint32_t> &Name) {
  if (Name.second >= Identifiers.size())
    Identifiers.resize(Name.second + 1024);
  IdentifierInfo *&Slot = Identifiers[Name.second];
  if (!Slot)
    Slot = PP.getIdentifierInfo(Name.first());
  return Slot;
}

/// Whether \p Macro gives string literals and its own arguments and nothing
/// else. The flow does not look into strings, and pr_fmt() is another one in
/// each driver.
bool HeaderSkipper::isOnlyText(const MacroInfo *Macro, unsigned Depth) {
  if (Depth > 4 || Macro->isBuiltinMacro() || Macro->getNumTokens() == 0)
    return false;
  for (const Token &T : Macro->tokens()) {
    if (tok::isStringLiteral(T.getKind()))
      continue;
    const IdentifierInfo *Name = T.getIdentifierInfo();
    if (!Name)
      return false;
    if (Macro->getParameterNum(Name) >= 0)
      continue;
    Looked.insert(Name);
    const MacroInfo *Inner = PP.getMacroInfo(Name);
    if (!Inner || !isOnlyText(Inner, Depth + 1))
      return false;
  }
  return true;
}

const Digest &HeaderSkipper::definition(const IdentifierInfo *Name,
                                        const MacroInfo *Macro) {
  auto [It, New] = Definitions.try_emplace(Macro);
  if (!New)
    return It->second;
  if (Macro->isBuiltinMacro())
    return It->second = flow::digest(Name->getName());
  // Name, parameters and body as they are written.
  const SourceLocation Loc = Macro->getDefinitionLoc();
  return It->second = flow::digest(StringRef(SM.getCharacterData(Loc),
                                             Macro->getDefinitionLength(SM)));
}

/// The digest of the definition of \p Name and of all macros that it can lead
/// to.
Digest HeaderSkipper::macro(const IdentifierInfo *Root) {
  if (auto It = Digests.find(Root); It != Digests.end())
    return It->second;
  SmallVector<uint64_t, 64> Words;
  llvm::SmallPtrSet<const IdentifierInfo *, 32> Seen;
  SmallVector<const IdentifierInfo *, 32> Work = {Root};
  Seen.insert(Root);
  while (!Work.empty()) {
    const IdentifierInfo *Name = Work.pop_back_val();
    Looked.insert(Name);
    const MacroInfo *Macro =
        Name->hasMacroDefinition() ? PP.getMacroInfo(Name) : nullptr;
    if (!Macro)
      continue;
    if (isOnlyText(Macro, 0)) {
      add(Words, flow::digest(Name->getName()));
      continue;
    }
    add(Words, definition(Name, Macro));
    for (const Token &T : Macro->tokens())
      if (const IdentifierInfo *Inner = T.getIdentifierInfo())
        if (Seen.insert(Inner).second)
          Work.push_back(Inner);
  }
  return Digests[Root] = digestOf(Words);
}

Digest HeaderSkipper::variant(llvm::ArrayRef<IdentifierInfo *> Mentioned) {
  SmallVector<uint64_t, 64> Words;
  for (size_t I = 0; I != Mentioned.size(); ++I)
    if (Mentioned[I]->hasMacroDefinition()) {
      Words.push_back(I);
      add(Words, macro(Mentioned[I]));
    }
  return digestOf(Words);
}

/// Reads the text of \p F, from its first specifier to the end of its body or
/// of the macro that wrote it. False when that cannot be done.
bool HeaderSkipper::readText(const FunctionDecl &F, FileID File, Pending &P) {
  const StringRef Buffer = SM.getBufferData(File);
  auto [NameFile, NameOffset] = SM.getDecomposedExpansionLoc(F.getLocation());
  auto [BeginFile, Begin] = SM.getDecomposedExpansionLoc(F.getBeginLoc());
  if (NameFile != File)
    return false;
  if (BeginFile != File || Begin > NameOffset)
    Begin = NameOffset;
  // Where the parser stands: behind the opening brace, unless a macro wrote it.
  uint32_t MacroEnd = 0;
  PreprocessorLexer *Current = PP.getCurrentLexer();
  if (Current && Current->getFileID() == File) {
    const unsigned Offset =
        static_cast<Lexer *>(Current)->getCurrentBufferOffset();
    if (!Offset || Offset <= NameOffset || Buffer[Offset - 1] != '{')
      return false;
    P.Text.Begin = Offset - 1;
  } else {
    if (!F.getLocation().isMacroID())
      return false;
    auto [EndFile, End] =
        SM.getDecomposedLoc(SM.getExpansionRange(F.getLocation()).getEnd());
    if (EndFile != File)
      return false;
    MacroEnd = End;
  }

  Lexer Raw(SM.getLocForStartOfFile(File), PP.getLangOpts(), Buffer.begin(),
            Buffer.begin() + Begin, Buffer.end());
  llvm::StringSet<> Seen;
  unsigned Depth = 0;
  // Braces open at each #if: what is not compiled has to pair up as well.
  SmallVector<unsigned, 4> Conditions;
  bool IsDirective = false;
  for (;;) {
    Token T;
    Raw.LexFromRawLexer(T);
    const bool AfterHash =
        std::exchange(IsDirective, T.is(tok::hash) && T.isAtStartOfLine());
    if (AfterHash) {
      const StringRef Name =
          T.is(tok::raw_identifier) ? T.getRawIdentifier() : "";
      if (Name == "if" || Name == "ifdef" || Name == "ifndef") {
        Conditions.push_back(Depth);
        continue;
      }
      const bool IsEnd = Name == "endif";
      if ((!IsEnd && Name != "else" && Name != "elif") || Conditions.empty() ||
          Conditions.back() != Depth)
        return false;
      if (IsEnd)
        Conditions.pop_back();
      continue;
    }
    if (T.is(tok::eof))
      return false;
    const unsigned Offset = SM.getFileOffset(T.getLocation());
    if (MacroEnd && Offset > MacroEnd)
      return Conditions.empty();
    if (T.is(tok::raw_identifier)) {
      const StringRef Name = T.getRawIdentifier();
      if (T.needsCleaning() || T.hasUCN())
        return false;
      if (Seen.insert(Name).second)
        P.Identifiers.push_back(Name.str());
    }
    if (MacroEnd || Offset < P.Text.Begin)
      continue;
    if (T.is(tok::l_brace))
      ++Depth;
    if (T.is(tok::r_brace) && --Depth == 0) {
      P.Text.End = Offset;
      return Conditions.empty();
    }
  }
}

/// Lets the parser find the closing brace right after the opening one: what is
/// in between need not even be lexed.
void HeaderSkipper::jump(const HeaderText &Text, FileID File) {
  PreprocessorLexer *Current = PP.getCurrentLexer();
  if (!Text.End || !Current || Current->getFileID() != File)
    return;
  auto *L = static_cast<Lexer *>(Current);
  if (L->getCurrentBufferOffset() == Text.Begin + 1)
    L->seek(Text.End, /*IsAtStartOfLine=*/false);
}

const HeaderEntry *HeaderSkipper::skip(const FunctionDecl &F,
                                       const flow::Contract &C) {
  if (!HasCommandLine) {
    HasCommandLine = true;
    readCommandLine(C);
  }
  auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(F.getLocation()));
  const Digest &FileKey = file(File);
  const uint64_t Key = HeaderTable::Impl::functionKey(Offset, F.getName());
  const HeaderRecord *Record = Table.find(FileKey, Key);
  Pending P;
  SmallVector<IdentifierInfo *, 64> Mentioned;
  if (Record) {
    if (Record->Text.Opaque)
      return nullptr;
    for (const auto *Name : Record->Text.Identifiers)
      Mentioned.push_back(identifier(*Name));
    P.Variant = variant(Mentioned);
    if (const HeaderEntry *Entry = Table.find(*Record, P.Variant)) {
      jump(Record->Text, File);
      return Entry;
    }
  } else {
    P.HasText = true;
    P.Text.Opaque = !readText(F, File, P);
    if (P.Text.Opaque)
      P.Identifiers.clear();
    for (const std::string &Name : P.Identifiers)
      Mentioned.push_back(PP.getIdentifierInfo(Name));
    P.Variant = variant(Mentioned);
  }
  P.File = FileKey;
  P.Function = Key;
  Parsing[&F] = std::move(P);
  return nullptr;
}

void HeaderSkipper::parsed(const FunctionDecl &F, HeaderEntry &Entry) {
  auto It = Parsing.find(&F);
  if (It == Parsing.end())
    return;
  Pending &P = It->second;
  // The braces that were counted have to be the body's.
  if (P.HasText && !P.Text.Opaque) {
    const SourceLocation Brace = F.getBody()->getEndLoc();
    const auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Brace));
    if (P.Text.End)
      P.Text.Opaque = !Brace.isFileID() || Offset != P.Text.End;
    else
      P.Text.Opaque = SM.getExpansionRange(Brace).getEnd() !=
                      SM.getExpansionRange(F.getLocation()).getEnd();
  }
  P.Entry = &Entry;
  Done.push_back(std::move(P));
  Parsing.erase(It);
}

void HeaderSkipper::commit(HeaderTable::Impl &To) {
  for (Pending &P : Done) {
    auto &Record = To.Files[P.File][P.Function];
    if (!Record) {
      Record = std::make_unique<HeaderRecord>();
      Record->Text = P.Text;
      if (!P.Text.Opaque)
        for (const std::string &Name : P.Identifiers)
          Record->Text.Identifiers.push_back(To.name(Name));
    }
    if (!Record->Text.Opaque)
      Record->Variants.try_emplace(
          P.Variant, std::make_unique<HeaderEntry>(std::move(*P.Entry)));
  }
  Done.clear();
}

} // namespace pvlint::frontend
