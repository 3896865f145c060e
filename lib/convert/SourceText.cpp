//===- SourceText.cpp - the text of a function, as it is changed ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace clang;
using llvm::StringRef;

namespace pvlint::convert {

/// Every mention of a local variable, and of what else has a name.
class Collector : public RecursiveASTVisitor<Collector> {
public:
  explicit Collector(SourceText &Of) : Of(Of) {}

  static bool shouldVisitImplicitCode() { return true; } // cleanups

  // Shadowing is how a RecursiveASTVisitor is told what to visit.
  // NOLINTBEGIN(bugprone-derived-method-shadowing-base-method)
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    const unsigned At = Of.offset(E->getLocation());
    if (V)
      Of.References.push_back({At, V->getCanonicalDecl(), E});
    Of.Named.insert(At);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    Of.Named.insert(Of.offset(E->getMemberLoc()));
    return true;
  }
  bool VisitNamedDecl(NamedDecl *D) {
    Of.Named.insert(Of.offset(D->getLocation()));
    return true;
  }
  bool VisitLabelStmt(LabelStmt *S) {
    Of.Named.insert(Of.offset(S->getIdentLoc()));
    return true;
  }
  bool VisitGotoStmt(GotoStmt *S) {
    Of.Named.insert(Of.offset(S->getLabelLoc()));
    return true;
  }
  bool VisitDesignatedInitExpr(DesignatedInitExpr *E) {
    for (const DesignatedInitExpr::Designator &D : E->designators())
      if (D.isFieldDesignator())
        Of.Named.insert(Of.offset(D.getFieldLoc()));
    return true;
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        Of.Statements[V->getCanonicalDecl()] = S;
    return true;
  }
  // NOLINTEND(bugprone-derived-method-shadowing-base-method)

private:
  SourceText &Of;
};

SourceText::SourceText(const FunctionDecl &F, ASTContext &Context,
                       const extract::Locations &Locs)
    : Context(Context), SM(Context.getSourceManager()), Locs(Locs) {
  const auto *Braces = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Braces || Braces->getLBracLoc().isMacroID() ||
      Braces->getRBracLoc().isMacroID())
    return;
  File = SM.getFileID(Braces->getLBracLoc());
  Body = {SM.getFileOffset(Braces->getLBracLoc()),
          SM.getFileOffset(Braces->getRBracLoc()) + 1};
  bool Invalid = false;
  Buffer = SM.getBufferData(File, &Invalid);
  if (Invalid || SM.getFileID(Braces->getRBracLoc()) != File ||
      !SM.getFileEntryRefForID(File)) {
    File = FileID();
    return;
  }
  lex();
  Collector(*this).TraverseDecl(const_cast<FunctionDecl *>(&F));
}

void SourceText::lex() {
  Lexer L(SM.getLocForStartOfFile(File), Context.getLangOpts(), Buffer.begin(),
          Buffer.begin() + Body.Begin, Buffer.end());
  for (clang::Token T;;) {
    L.LexFromRawLexer(T);
    const unsigned At = SM.getFileOffset(T.getLocation());
    if (T.is(tok::eof) || At >= Body.End)
      break;
    Tokens.push_back({{At, At + T.getLength()}, T.is(tok::raw_identifier)});
  }
}

/// In the file of the function; ~0 elsewhere.
unsigned SourceText::offset(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return ~0u;
  const auto [In, At] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
  return In == File ? At : ~0u;
}

const SourceText::Token *SourceText::tokenAt(unsigned Offset) const {
  const auto It =
      llvm::lower_bound(Tokens, Offset, [](const Token &T, unsigned At) {
        return T.At.Begin < At;
      });
  return It != Tokens.end() && It->At.Begin == Offset ? &*It : nullptr;
}

std::string SourceText::path() const {
  llvm::SmallString<256> Path(SM.getFileEntryRefForID(File)->getName()), Real;
  SM.getFileManager().makeAbsolutePath(Path);
  return (llvm::sys::fs::real_path(Path, Real) ? Path : Real).str().str();
}

uint64_t SourceText::contents() const { return llvm::xxh3_64bits(Buffer); }

unsigned SourceText::line(unsigned Offset) const {
  return SM.getLineNumber(File, Offset);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

std::optional<CallText> SourceText::call(flow::Location At,
                                         StringRef Name) const {
  const Token *T = tokenAt(offset(Locs.clangLocation(At)));
  if (!T || text(*T) != Name)
    return std::nullopt;
  const Token *End = Tokens.data() + Tokens.size();
  CallText Call{T->At, {}};
  ++T;
  if (T == End || text(*T) != "(")
    return std::nullopt;
  Piece Arg{T->At.End, T->At.End};
  bool IsEmpty = true;
  for (unsigned Depth = 1; ++T != End;) {
    const StringRef Text = text(*T);
    const bool Opens = Text == "(" || Text == "[" || Text == "{",
               Closes = Text == ")" || Text == "]" || Text == "}";
    if (Text == "#" || (Depth == 1 && Text == ";"))
      return std::nullopt; // a directive in between
    if (Depth == 1 && (Text == "," || Closes)) {
      if (!IsEmpty)
        Call.Args.push_back(Arg);
      if (Closes)
        return Text == ")" ? std::optional(Call) : std::nullopt;
      IsEmpty = true;
      continue;
    }
    Depth += Opens;
    Depth -= Closes;
    if (IsEmpty)
      Arg.Begin = T->At.Begin;
    Arg.End = T->At.End;
    IsEmpty = false;
  }
  return std::nullopt;
}

std::string SourceText::text(Piece P) const {
  std::string All;
  for (const Token &T : Tokens)
    if (P.Begin <= T.At.Begin && T.At.End <= P.End)
      All += (All.empty() ? "" : " ") + text(T).str();
  return All;
}

const VarDecl *SourceText::variable(Piece P) const {
  const Token *T = tokenAt(P.Begin);
  if (!T || T->At.End != P.End)
    return nullptr;
  for (const Reference &R : References)
    if (R.Offset == P.Begin && R.To->getName() == text(*T))
      return R.To;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

/// What \p E, a mention of a variable, is part of.
static std::pair<Reason, std::string> partOf(ASTContext &Context,
                                             const extract::Locations &Locs,
                                             const flow::Forms &Forms,
                                             const Expr *E) {
  const Expr *Last = E;
  for (DynTypedNodeList Parents = Context.getParents(*E); !Parents.empty();
       Parents = Context.getParents(*Last)) {
    const auto *Up = Parents[0].get<Expr>();
    if (!Up) {
      if (Parents[0].get<ReturnStmt>())
        return {Reason::HandedOn, "returned"};
      if (Parents[0].get<VarDecl>())
        return {Reason::HandedOn, "copied"};
      break;
    }
    if (const auto *Call = dyn_cast<CallExpr>(Up)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      std::string To = Locs.macroName(Call->getBeginLoc()).str();
      if (To.empty())
        To = Callee ? Callee->getNameAsString() : "a function";
      // irqs_disabled_flags()
      const auto Is = Forms.find(To);
      return {Is && Is->Role == flow::FormRole::Test ? Reason::Tested
                                                     : Reason::HandedOn,
              "passed to " + To + (Callee ? "()" : "")};
    }
    if (const auto *B = dyn_cast<BinaryOperator>(Up); B && B->isAssignmentOp())
      return {Reason::HandedOn, B->getLHS() == Last ? "assigned to" : "copied"};
    if (const auto *U = dyn_cast<UnaryOperator>(Up);
        !isa<ParenExpr, CastExpr>(Up) && !(U && U->getOpcode() == UO_AddrOf))
      return {Reason::Tested, "looked at"};
    Last = Up;
  }
  return {Reason::Tested, "looked at"};
}

std::optional<SourceText::Use>
SourceText::otherUse(const VarDecl &V, const llvm::DenseSet<unsigned> &Known,
                     const flow::Forms &Forms) const {
  const VarDecl *Of = V.getCanonicalDecl();
  std::optional<Use> Found;
  unsigned First = ~0u;
  for (const Reference &R : References) {
    if (R.To != Of || Known.contains(R.Offset) || R.Offset >= First)
      continue;
    First = R.Offset;
    const Token *T = tokenAt(R.Offset);
    const auto [Is, How] = partOf(Context, Locs, Forms, R.Is);
    Found = Use{Is, V.getNameAsString() + " is " + How + " on line " +
                        std::to_string(line(R.Offset))};
    if (!T || text(*T) != V.getName())
      Found = Use{Reason::Macro, V.getNameAsString() +
                                     " is named by a macro on line " +
                                     std::to_string(line(R.Offset))};
  }
  return Found;
}

unsigned SourceText::leftOut(const VarDecl *V,
                             llvm::function_ref<bool(StringRef)> IsMeant,
                             const llvm::DenseSet<unsigned> &Sites) const {
  for (size_t I = 0; I != Tokens.size(); ++I) {
    const Token &T = Tokens[I];
    if (!T.IsName || Named.contains(T.At.Begin))
      continue;
    const StringRef Text = text(T), Before = I ? text(Tokens[I - 1]) : "";
    if (V && Text == V->getName() && Before != "." && Before != "->")
      return line(T.At.Begin);
    if (!V && !Sites.contains(T.At.Begin) && IsMeant(Text))
      return line(T.At.Begin);
  }
  return 0;
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

std::optional<Declaration> SourceText::declaration(const VarDecl &V,
                                                   unsigned &Number,
                                                   std::string &Why) const {
  auto Refuse = [&](const char *Because) {
    Why = V.getNameAsString() + Because;
    return std::nullopt;
  };
  const DeclStmt *S = Statements.lookup(V.getCanonicalDecl());
  if (!S || S->getBeginLoc().isMacroID() || V.getLocation().isMacroID())
    return Refuse(" is declared by a macro");
  if (V.hasInit() && V.getInit()->HasSideEffects(Context))
    return Refuse(" has an initialiser that does something");
  const Token *T = tokenAt(offset(S->getBeginLoc()));
  const Token *End = Tokens.data() + Tokens.size();
  if (!T)
    return Refuse(" is declared by a macro");
  Declaration D;
  D.Path = path();
  D.Begin = T->At.Begin;
  // Declarators are what commas part. The first one of those that may go is a
  // name, with what stands before it of all.
  unsigned Depth = 0;
  bool IsNew = true;
  for (; T != End; ++T) {
    const StringRef Text = text(*T);
    if (Text == "#")
      return Refuse(" is declared around a directive of the preprocessor");
    if (!Depth && Text == ";")
      break;
    if (!Depth && Text == ",") {
      IsNew = true;
      continue;
    }
    Depth += Text == "(" || Text == "[" || Text == "{";
    Depth -= Text == ")" || Text == "]" || Text == "}";
    if (IsNew)
      D.Parts.emplace_back().Begin = T->At.Begin;
    D.Parts.back().End = T->At.End;
    IsNew = false;
  }
  const auto Size = std::distance(S->decl_begin(), S->decl_end());
  if (T == End || D.Parts.size() != size_t(Size))
    return Refuse(" is declared in a way that is not understood");
  // for (unsigned long flags; …)
  const auto Parents = Context.getParents(*S);
  if (Parents.empty() || !Parents[0].get<CompoundStmt>())
    return Refuse(" is declared in the head of a statement");
  D.End = T->At.End;
  if (const auto *First = dyn_cast<VarDecl>(*S->decl_begin()))
    D.Parts.front().Begin = offset(First->getLocation());
  Number = 0;
  for (const Decl *Each : S->decls()) {
    if (Each->getCanonicalDecl() == V.getCanonicalDecl())
      return D;
    ++Number;
  }
  return Refuse(" is declared in a way that is not understood");
}

} // namespace pvlint::convert
