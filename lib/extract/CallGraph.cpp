//===- CallGraph.cpp - which functions can matter -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/CallGraph.h"
#include "extract/Annotations.h"
#include "extract/Assertions.h"
#include "extract/ClangCompat.h"
#include "extract/Records.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace pvlint::extract {

std::string memberName(const Expr *E, const flow::Contract &C) {
  E = E->IgnoreParenImpCasts();
  const auto *Last = dyn_cast<MemberExpr>(E);
  if (!Last)
    return {};
  llvm::SmallVector<StringRef, 4> Path;
  const Expr *Base = E;
  while (const auto *M = dyn_cast<MemberExpr>(Base)) {
    if (M->getMemberDecl()->getIdentifier())
      Path.push_back(M->getMemberDecl()->getName());
    if (M->isArrow())
      break;
    Base = M->getBase()->IgnoreParenImpCasts();
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Base)) {
    std::string Name = Ref->getDecl()->getNameAsString();
    for (StringRef Step : llvm::reverse(Path))
      (Name += '.') += Step;
    if (C.member(Name))
      return Name;
  }
  const auto *Field = dyn_cast<FieldDecl>(Last->getMemberDecl());
  return Field ? fieldName(Field) : std::string();
}

/// Whether the loop \p S has a condition that is always true, or none.
static bool isEndless(const Stmt *S) {
  const Expr *Condition = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(S))
    Condition = For->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(S))
    Condition = While->getCond();
  else
    Condition = cast<DoStmt>(S)->getCond();
  if (!Condition)
    return true;
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Number = dyn_cast<IntegerLiteral>(Condition))
    return !Number->getValue().isZero();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(Condition))
    return Bool->getValue();
  const auto *Ref = dyn_cast<DeclRefExpr>(Condition); // the kernel's `true`
  const auto *Named =
      Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Named && !Named->getInitVal().isZero();
}

/// Collects what one body names. Hand-written because RecursiveASTVisitor also
/// walks types and declarations, at several times the cost.
class CallGraph::Walker {
public:
  Walker(CallGraph &G, BodyInfo *Info)
      : G(G), Info(Info),
        Asserts(G.Context.getSourceManager(), G.Context.getLangOpts(), G.C) {}

  /// The whole body of a function. If it may never return, all callers are to
  /// know. Whether an exit is one of the endless loop is not asked.
  void walkBody() {
    walk(Info->Definition->getBody());
    Info->NamesPrimitive |= HasEndlessLoop && !HasExit;
  }

  /// In the order of the text. Bodies may be deeper than a stack.
  void walk(const Stmt *S) {
    const size_t Bottom = Work.size();
    Work.push_back(S);
    while (Work.size() != Bottom)
      if (const Stmt *Next = Work.pop_back_val())
        visit(Next);
  }

private:
  CallGraph &G;
  BodyInfo *Info;
  const Assertions Asserts;
  bool HasEndlessLoop = false;
  bool HasExit = false; ///< a return, goto or break
  /// What is still to be visited, last first.
  llvm::SmallVector<const Stmt *, 32> Work;

  void visit(const Stmt *S) {
    if (Info)
      ++Info->Size;
    switch (S->getStmtClass()) {
    case Stmt::CallExprClass:
      return call(cast<CallExpr>(S));
    case Stmt::DeclRefExprClass:
      return reference(cast<DeclRefExpr>(S), /*Called=*/false);
    case Stmt::GCCAsmStmtClass:
      HasExit |= cast<GCCAsmStmt>(S)->isAsmGoto();
      assembly(cast<GCCAsmStmt>(S));
      break;
    case Stmt::DeclStmtClass:
      for (const Decl *D : cast<DeclStmt>(S)->decls())
        if (const auto *V = dyn_cast<VarDecl>(D))
          variable(V);
      return;
    case Stmt::ReturnStmtClass:
    case Stmt::BreakStmtClass:
    case Stmt::GotoStmtClass:
    case Stmt::IndirectGotoStmtClass:
      HasExit = true;
      break;
    case Stmt::ForStmtClass:
    case Stmt::WhileStmtClass:
      HasEndlessLoop |= isEndless(S);
      break;
    case Stmt::DoStmtClass:
      HasEndlessLoop |= isEndless(S);
      if (Info && Asserts.isNamed(cast<DoStmt>(S)))
        Info->NamesPrimitive = true;
      break;
    case Stmt::IntegerLiteralClass:
    case Stmt::StringLiteralClass:
    case Stmt::UnaryExprOrTypeTraitExprClass:
      return;
    default:
      break;
    }
    const size_t First = Work.size();
    llvm::append_range(Work, S->children());
    std::reverse(Work.begin() + First, Work.end());
  }

  void variable(const VarDecl *V) {
    if (const auto *Cleanup = V->getAttr<CleanupAttr>())
      function(Cleanup->getFunctionDecl());
    walk(V->getInit());
  }

  void call(const CallExpr *Call) {
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(Callee);
    if (Ref && isa<FunctionDecl>(Ref->getDecl())) {
      reference(Ref, /*Called=*/true);
    } else {
      if (Info && !member(Callee)) {
        Info->CallsUnknown = true;
        const auto *M = dyn_cast<MemberExpr>(Callee);
        if (const auto *Field =
                M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
            Field && G.isOwn(*Field))
          Info->OwnPlaces.push_back(fieldName(Field));
        if (std::string Own = ownVariable(Callee); !Own.empty())
          Info->OwnPlaces.push_back("variable " + std::move(Own));
      }
    }
    for (const Expr *Arg : llvm::reverse(Call->arguments()))
      Work.push_back(Arg);
    if (!Ref)
      Work.push_back(Callee);
  }

  /// The name of the static variable that \p Callee is, or is an element of,
  /// if what this file puts there is all that it can hold: a table is constant.
  std::string ownVariable(const Expr *Callee) {
    Callee = Callee->IgnoreParenImpCasts();
    if (const auto *Star = dyn_cast<UnaryOperator>(Callee);
        Star && Star->getOpcode() == UO_Deref)
      Callee = Star->getSubExpr()->IgnoreParenImpCasts();
    bool IsElement = false;
    while (const auto *Element = dyn_cast<ArraySubscriptExpr>(Callee)) {
      Callee = Element->getBase()->IgnoreParenImpCasts();
      IsElement = true;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(Callee);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V || !V->hasGlobalStorage() || V->hasExternalFormalLinkage() ||
        !G.isOwn(*V) ||
        (IsElement &&
         !G.Context.getBaseElementType(V->getType()).isConstQualified()))
      return {};
    std::string Name = variableName(V).str();
    if (V->isStaticLocal())
      Name = Info->Definition->getNameAsString() + "." + Name;
    return Name;
  }

  bool member(const Expr *E) {
    std::string Name = memberName(E, G.C);
    const flow::Primitive *P = Name.empty() ? nullptr : G.C.member(Name);
    primitive(P);
    return P;
  }

  void reference(const DeclRefExpr *Ref, bool Called) {
    const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl());
    if (!F)
      return;
    BodyInfo *Callee = function(F);
    if (Callee && !Called)
      Callee->AddressTaken = true;
  }

  BodyInfo *function(const FunctionDecl *F) {
    if (F->getIdentifier())
      if (const flow::Primitive *P = G.C.function(F->getName())) {
        primitive(P);
        if (P->hasEffect())
          return nullptr;
      }
    const bool IsAnnotated = G.isAnnotated(F);
    if (IsAnnotated && Info)
      Info->NamesPrimitive = true;
    BodyInfo *Callee = G.visit(F);
    if (Callee && Info)
      Info->Callees.push_back(Callee);
    else if (Info && !IsAnnotated && !F->getBuiltinID() && !F->isNoReturn() &&
             !isLock(F))
      Info->CallsUnknown = true;
    return Callee;
  }

  /// Known to do nothing but that.
  bool isLock(const FunctionDecl *F) const {
    return F->getIdentifier() && G.C.lock(F->getName());
  }

  void primitive(const flow::Primitive *P) {
    if (!P || !Info)
      return;
    if (P->Sleeps || P->SleepArg)
      Info->NamesSleeper = true;
    if (P->Save || P->Restore || P->IsTest ||
        P->Irqs != flow::IrqsAfter::Unchanged ||
        P->Counted != flow::CountedUse::No ||
        P->Requires != flow::Required::Anything)
      Info->NamesPrimitive = true;
  }

  void assembly(const GCCAsmStmt *S) {
    for (unsigned I = 0, E = S->getNumInputs(); I != E; ++I)
      member(S->getInputExpr(I));
    const std::string Text = compat::asmText(*S);
    if (const flow::AsmPattern *P = G.C.matchAssembly(Text))
      primitive(G.C.assembly(P->Name));
    // It may decide on what it pushes.
    else if (Info && llvm::StringRef(Text).contains_insensitive("pushf"))
      Info->NamesPrimitive = true;
  }
};

CallGraph::~CallGraph() = default;

CallGraph::CallGraph(const ASTContext &Context, const flow::Contract &C,
                     const std::vector<const Decl *> *Declarations, FileID Own)
    : Context(Context), C(C), Own(Own) {
  if (Declarations)
    for (const Decl *D : *Declarations)
      addRoot(D);
  else
    for (const Decl *D : Context.getTranslationUnitDecl()->decls())
      addRoot(D);
  while (!Pending.empty()) {
    BodyInfo *Info = Pending.back();
    Pending.pop_back();
    Walker(*this, Info).walkBody();
  }
  propagate();
}

/// The roots: everything the unit emits code for, and everything in the file
/// the user named. An inline function of a header matters when it is called.
void CallGraph::addRoot(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (isOwn(*F))
      (void)isAnnotated(F);
    if (F->isThisDeclarationADefinition() &&
        (!F->isInlineSpecified() || isOwn(*F)))
      visit(F);
  } else if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (V->getInit())
      Walker(*this, nullptr).walk(V->getInit());
  }
}

bool CallGraph::isOwn(const Decl &D) const {
  const SourceManager &SM = Context.getSourceManager();
  return SM.isInMainFile(D.getLocation()) ||
         (Own.isValid() &&
          SM.getFileID(SM.getExpansionLoc(D.getLocation())) == Own);
}

bool CallGraph::isAnnotated(const FunctionDecl *F) {
  auto [It, New] = KnownAnnotated.try_emplace(F->getCanonicalDecl());
  if (New && (It->second = Annotations::has(*F)))
    Annotated.push_back(F);
  return It->second;
}

BodyInfo *CallGraph::visit(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition))
    return nullptr;
  std::unique_ptr<BodyInfo> &Slot = Bodies[Definition];
  if (!Slot) {
    Slot = std::make_unique<BodyInfo>();
    Slot->Definition = Definition;
    Slot->Number = Order.size();
    Order.push_back(Slot.get());
    Pending.push_back(Slot.get());
    if (Definition->getIdentifier())
      ByName[Definition->getName()] = Slot.get();
  }
  return Slot.get();
}

/// Marks callers of what reaches a primitive, to a fixpoint.
void CallGraph::propagate() {
  llvm::DenseMap<BodyInfo *, llvm::SmallVector<BodyInfo *, 4>> Callers;
  for (BodyInfo *Info : Order)
    for (BodyInfo *Callee : Info->Callees)
      Callers[Callee].push_back(Info);
  auto Flood = [&](bool BodyInfo::*Names, bool BodyInfo::*Reaches) {
    std::vector<BodyInfo *> Work;
    for (BodyInfo *Info : Order)
      if (Info->*Names) {
        Info->*Reaches = true;
        Work.push_back(Info);
      }
    while (!Work.empty()) {
      BodyInfo *Info = Work.back();
      Work.pop_back();
      for (BodyInfo *Caller : Callers[Info])
        if (!(Caller->*Reaches)) {
          Caller->*Reaches = true;
          Work.push_back(Caller);
        }
    }
  };
  Flood(&BodyInfo::NamesPrimitive, &BodyInfo::ReachesPrimitive);
  Flood(&BodyInfo::NamesSleeper, &BodyInfo::ReachesSleeper);
  Flood(&BodyInfo::CallsUnknown, &BodyInfo::ReachesUnknown);
}

const BodyInfo *CallGraph::find(const FunctionDecl *F) const {
  auto It = Bodies.find(F);
  return It == Bodies.end() ? nullptr : It->second.get();
}

const BodyInfo *CallGraph::find(StringRef Name) const {
  return ByName.lookup(Name);
}

} // namespace pvlint::extract
