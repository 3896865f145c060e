//===- UnitSections.cpp - the sections of one unit ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/UnitSections.h"
#include "Follow.h"
#include "SourceText.h"
#include "frontend/Analysis.h"
#include "session/Paths.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace clang;
using llvm::StringRef;

namespace pvlint::convert {
namespace {

using flow::FormKind;
using flow::FormRole;

/// The sections of one function.
class FunctionSections {
public:
  FunctionSections(const session::ParsedUnit &U, const flow::Function &Body,
                   const FunctionDecl &F, const Question &Q,
                   const llvm::StringSet<> &Enabling)
      : U(U), Body(Body), To(Q.To), WithoutLock(Q.WithoutLock),
        Enabling(Enabling), Text(F, U.CI.getASTContext(), *U.Result.Locations),
        Sites(sitesOf(*U.Result.Solver, Body)) {}

  bool isEmpty() const {
    return llvm::none_of(Sites, [&](const Site &S) { return isSection(S); });
  }

  void run(UnitSections &Out) {
    for (Site &S : Sites)
      read(S);
    const Followed All = follow(*U.Result.Solver, Body, Sites, Enabling);
    Out.TooLarge += All.TooLarge;
    Groups = All.Groups;
    judge();
    add(All, Out);
  }

private:
  const session::ParsedUnit &U;
  const flow::Function &Body;
  const Target To;
  const bool WithoutLock;
  const llvm::StringSet<> &Enabling;
  SourceText Text;
  std::vector<Site> Sites;
  std::vector<Group> Groups;
  /// Variables and locks, by what sites of a Key share.
  llvm::MapVector<const VarDecl *, unsigned> Variables;
  llvm::StringMap<unsigned> Locks;
  std::map<flow::Location, unsigned> Guards;
  unsigned NumKeys = 0;
  llvm::DenseMap<const Site *, CallText> Calls;
  llvm::DenseMap<const Site *, const VarDecl *> Words;
  llvm::DenseSet<unsigned> WordsAt, NamesAt; ///< offsets
  std::vector<std::pair<const VarDecl *, Declaration>> Dropped;

  /// Whether \p S begins what the question is about.
  bool isSection(const Site &S) const {
    return !S.isEnd() && (To != Target::Irq || S.Is.Kind == FormKind::IrqSave);
  }

  static void refuse(Site &S, Reason Why, std::string Detail = "") {
    if (S.Against != Reason::None)
      return;
    S.Against = Why;
    S.Detail = std::move(Detail);
  }

  const flow::Forms &forms() const {
    return U.Result.Solver->contract().forms();
  }

  bool isDeclared(StringRef Name) const {
    const Preprocessor &PP = U.CI.getPreprocessor();
    const IdentifierInfo *I = PP.getIdentifierInfo(Name);
    return I->hasMacroDefinition() ||
           !U.CI.getASTContext().getTranslationUnitDecl()->lookup(I).empty();
  }

  void read(Site &S) {
    if (S.K == Site::Guard)
      return readGuard(S);
    if (S.K == Site::Macro)
      return refuse(S, Reason::Macro, "in the body of " + S.Spelling + "()");
    if (S.K == Site::Foreign)
      return refuse(S, Reason::NoForm,
                    "there is no " + name(To).str() + " " + S.Spelling + "()");
    const bool HasWord = S.Is.Kind == FormKind::IrqSave &&
                         S.Is.Of->Word != flow::FormWord::Elsewhere;
    const unsigned NumArgs = S.Is.Of->HasLock + HasWord;
    auto Call = Text.isReadable() ? Text.call(S.At, S.Spelling) : std::nullopt;
    if (!Call)
      return refuse(S, Reason::Macro);
    NamesAt.insert(Call->Name.Begin);
    if (S.Is.Role == FormRole::Try)
      refuse(S, Reason::Trylock);
    readLock(S, S.Is.Of->HasLock);
    if (S.Is.Of->Word != flow::FormWord::Variable && HasWord)
      refuse(S, Reason::NoForm,
             "the flags of " + S.Spelling + "() are not a plain argument");
    if (Call->Args.size() != NumArgs)
      return refuse(S, Reason::NoForm);
    const StringRef New = S.Is.as(kindOf(To));
    if (New.empty())
      refuse(S, Reason::NoForm,
             "there is no " + name(To).str() + " " + S.Spelling + "()");
    else if (!isDeclared(New))
      refuse(S, Reason::NoForm, New.str() + "() is not declared");
    if (S.Is.Of->HasLock)
      S.Lock = Text.text(Call->Args.front());
    if (S.Is.Role == FormRole::Try) {
      if (HasWord && Text.variable(Call->Args.back()))
        noteWord(S, *Call);
    } else if (HasWord) {
      readWord(S, *Call);
    } else {
      const auto [It, IsNew] =
          Locks.try_emplace(S.Is.Of->Name + "|" + S.Lock, NumKeys);
      NumKeys += IsNew;
      S.Key = It->second;
    }
    Calls[&S] = std::move(*Call);
  }

  /// What has no lock may have reasons for that which nobody sees here.
  void readLock(Site &S, bool HasLock) {
    if (To == Target::Counted && !HasLock && !WithoutLock && !S.isEnd())
      refuse(S, Reason::NoLock);
  }

  void readGuard(Site &S) {
    const auto [It, IsNew] = Guards.try_emplace(S.At, NumKeys);
    NumKeys += IsNew;
    S.Key = It->second;
    if (S.isEnd())
      return;
    if (S.Is.Role == FormRole::Try)
      refuse(S, Reason::Trylock);
    auto Call = Text.isReadable() ? Text.call(S.At, S.Spelling) : std::nullopt;
    if (!Call || Call->Args.empty() || Text.text(Call->Args.front()) != S.Class)
      return refuse(S, Reason::Macro);
    NamesAt.insert(Call->Name.Begin);
    readLock(S, S.Class != "irq" && S.Class != "irqsave");
    const std::string New = guardClass(S.Class, To);
    if (New.empty() || !isDeclared("class_" + New + "_constructor"))
      refuse(S, Reason::Guard,
             "there is no guard(" + (New.empty() ? name(To).str() : New) + ")");
    Calls[&S] = std::move(*Call);
  }

  void noteWord(const Site &S, const CallText &Call) {
    Words[&S] = Text.variable(Call.Args.back());
    WordsAt.insert(Call.Args.back().Begin);
  }

  void readWord(Site &S, const CallText &Call) {
    const VarDecl *V = Text.variable(Call.Args.back());
    if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V))
      return refuse(S, Reason::NotLocal,
                    "they are in " + Text.text(Call.Args.back()));
    const auto *Type = V->getType().getCanonicalType()->getAs<BuiltinType>();
    if (!Type || Type->getKind() != BuiltinType::ULong)
      return refuse(S, Reason::NotLocal,
                    V->getNameAsString() + " is not an unsigned long");
    noteWord(S, Call);
    const auto [It, IsNew] = Variables.try_emplace(V, NumKeys);
    NumKeys += IsNew;
    S.Key = It->second;
  }

  bool isConverted(const Group &G) const { return G.Against == Reason::None; }

  void judge() {
    auto IsMeant = [&](StringRef Name) {
      const auto F = forms().find(Name);
      return F && (F->Kind == FormKind::Irq || F->Kind == FormKind::IrqSave) &&
             F->Role != FormRole::Test && F->Role != FormRole::Read;
    };
    const unsigned LeftOut =
        Text.isReadable() ? Text.leftOut(nullptr, IsMeant, NamesAt) : 0;
    for (Group &G : Groups)
      judge(G, LeftOut);
    for (const auto &[V, Key] : Variables)
      dropVariable(*V);
  }

  void judge(Group &G, unsigned LeftOut) {
    auto Against = [&](Reason Why, std::string Detail) {
      G.Against = Why;
      G.Detail = std::move(Detail);
    };
    for (unsigned I : llvm::concat<unsigned>(G.Begins, G.Ends))
      if (Sites[I].Against != Reason::None)
        return Against(Sites[I].Against, Sites[I].Detail);
    const VarDecl *V = Words.lookup(&Sites[G.Begins.front()]);
    if (V)
      if (const auto Use = Text.otherUse(*V, WordsAt, forms()))
        return Against(Use->Is, Use->Detail);
    unsigned Line = LeftOut;
    if (!Line && V)
      Line = Text.leftOut(V, [](StringRef) { return false; }, NamesAt);
    if (Line)
      return Against(Reason::OtherConfiguration,
                     "on line " + std::to_string(Line));
  }

  /// The declaration of \p V goes when nothing is left that uses it.
  void dropVariable(const VarDecl &V) {
    auto Uses = [&](unsigned I) { return Words.lookup(&Sites[I]) == &V; };
    llvm::DenseSet<unsigned> Paired;
    bool AllGo = true;
    for (const Group &G : Groups)
      for (unsigned I : llvm::concat<const unsigned>(G.Begins, G.Ends)) {
        Paired.insert(I);
        AllGo &= !Uses(I) || isConverted(G);
      }
    for (unsigned I = 0; I != Sites.size(); ++I)
      AllGo &= !Uses(I) || Paired.contains(I);
    if (!AllGo)
      return;
    unsigned Number = 0;
    std::string Why;
    if (auto D = Text.declaration(V, Number, Why)) {
      D->Parts[Number].MayGo = true;
      Dropped.emplace_back(&V, std::move(*D));
      return;
    }
    for (Group &G : Groups)
      if (Uses(G.Begins.front())) {
        G.Against = Reason::Declaration;
        G.Detail = Why;
      }
  }

  void edit(const Site &S, std::vector<TextChange> &Edits) const {
    if (S.K == Site::Guard && S.isEnd())
      return; // it has no text
    const CallText &Call = Calls.find(&S)->second;
    auto Change = [&](unsigned Begin, unsigned End, StringRef New) {
      Edits.push_back({Begin, End - Begin, New.str()});
    };
    if (S.K == Site::Guard)
      return Change(Call.Args.front().Begin, Call.Args.front().End,
                    guardClass(S.Class, To));
    if (const StringRef New = S.Is.as(kindOf(To)); New != S.Spelling)
      Change(Call.Name.Begin, Call.Name.End, New);
    if (S.Is.Kind != FormKind::IrqSave)
      return;
    const Piece Word = Call.Args.back();
    Change(Call.Args.size() > 1 ? Call.Args.front().End : Word.Begin, Word.End,
           "");
  }

  void add(const Followed &All, UnitSections &Out) {
    llvm::DenseMap<unsigned, unsigned> SectionOf;
    const unsigned FirstGroup = Out.Sections.size();
    auto New = [&](unsigned I, unsigned Number) -> Section & {
      SectionOf[I] = Out.Sections.size();
      Section &S = Out.Sections.emplace_back();
      S.Path = pathOf(Sites[I]);
      S.Line = Sites[I].At.Line;
      S.Col = Sites[I].At.Col;
      S.Function = Body.Name;
      S.Spelling = Sites[I].Spelling;
      S.IsStatic = Body.IsStatic;
      S.FunctionLine = Body.Loc.Begin.Line;
      S.Begins = All.States[I];
      S.Group = FirstGroup + Number;
      return S;
    };
    unsigned Number = 0;
    for (const Group &G : Groups) {
      for (unsigned I : G.Begins) {
        if (!isSection(Sites[I]))
          continue;
        Section &S = New(I, Number);
        S.Against = G.Against;
        S.Detail = G.Detail;
        if (!isConverted(G))
          continue;
        edit(Sites[I], S.Edits);
        if (I == G.Begins.front())
          for (unsigned End : G.Ends)
            edit(Sites[End], S.Edits);
      }
      ++Number;
    }
    for (unsigned I = 0; I != Sites.size(); ++I)
      if (isSection(Sites[I]) && !SectionOf.contains(I)) {
        Section &S = New(I, Number++);
        S.Against = Sites[I].Against == Reason::None ? Reason::NotFollowed
                                                     : Sites[I].Against;
        S.Detail = Sites[I].Detail;
      }
    for (auto &[V, D] : Dropped) {
      for (Declaration::Part &P : D.Parts)
        if (P.MayGo)
          for (const auto &[Site, Section] : SectionOf)
            if (Words.lookup(&Sites[Site]) == V)
              P.Needs.push_back(Section);
      addDeclaration(std::move(D), Out);
    }
  }

  /// One statement declares several variables.
  static void addDeclaration(Declaration D, UnitSections &Out) {
    for (Declaration::Part &P : D.Parts)
      llvm::sort(P.Needs);
    for (Declaration &Old : Out.Declarations)
      if (Old.Path == D.Path && Old.Begin == D.Begin) {
        for (auto [To, From] : llvm::zip_equal(Old.Parts, D.Parts))
          if (From.MayGo)
            To = From;
        return;
      }
    Out.Declarations.push_back(std::move(D));
  }

  std::string pathOf(const Site &S) const {
    const SourceManager &SM = U.CI.getSourceManager();
    llvm::SmallString<256> Path(
        SM.getFilename(U.Result.Locations->clangLocation(S.At)));
    SM.getFileManager().makeAbsolutePath(Path);
    return session::realPath(Path);
  }
};

} // namespace

UnitSections sectionsOf(const session::ParsedUnit &U, const Question &Q) {
  UnitSections Out;
  ASTContext &Context = U.CI.getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  llvm::StringMap<const FunctionDecl *> Definitions;
  for (const Decl *D : Context.getTranslationUnitDecl()->decls())
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      if (F->isThisDeclarationADefinition() && F->hasBody() &&
          F->getIdentifier())
        Definitions[F->getName()] = F;
  const llvm::StringSet<> Enabling =
      enablingFunctions(*U.Result.Solver, U.Result.Flow);
  llvm::DenseMap<FileID, bool> Wanted;
  llvm::StringMap<uint64_t> Files;
  for (const auto &Body : U.Result.Flow.Functions) {
    const FunctionDecl *F = Definitions.lookup(Body->Name);
    if (!F)
      continue;
    const FileID In = SM.getFileID(SM.getFileLoc(F->getLocation()));
    const OptionalFileEntryRef Entry = SM.getFileEntryRefForID(In);
    if (!Entry)
      continue;
    auto [It, IsNew] = Wanted.try_emplace(In, false);
    if (IsNew) {
      llvm::SmallString<256> Path(Entry->getName());
      SM.getFileManager().makeAbsolutePath(Path);
      const std::string Real = session::realPath(Path);
      It->second = In == U.Own || Q.Wants(Real);
      if (It->second)
        Files[Real] = llvm::xxh3_64bits(SM.getBufferData(In));
    }
    if (!It->second)
      continue;
    FunctionSections Sections(U, *Body, *F, Q, Enabling);
    if (!Sections.isEmpty())
      Sections.run(Out);
  }
  for (const auto &[Path, Contents] : Files)
    Out.Files.push_back({Path.str(), Contents});
  return Out;
}

} // namespace pvlint::convert
