//===- Lower.cpp - control flow of one function ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Lower.h"
#include "extract/ClangCompat.h"
#include "extract/Depth.h"
#include "extract/Lowering.h"
#include "extract/Shorten.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace pvlint::extract {

std::unique_ptr<flow::Function> lower(const FunctionDecl &F,
                                      ASTContext &Context,
                                      const flow::Contract &C, Locations &Locs,
                                      VariableMap *Variables, bool Probes) {
  auto Out = std::make_unique<flow::Function>();
  Lowering L(F, Context, C, Locs, *Out, Probes);
  if (!L.run())
    return nullptr;
  if (Variables)
    *Variables = L.takeVariables();
  Out->number();
  return Out;
}

bool inHeader(const FunctionDecl &F) {
  // Only one unit can include the definition: it is a part of that one, called
  // a header for its place in the text (kernel/rcu/tree_exp.h).
  if (!F.isInlined() && F.hasExternalFormalLinkage())
    return false;
  const SourceManager &SM = F.getASTContext().getSourceManager();
  const SourceLocation Loc = SM.getFileLoc(F.getLocation());
  return !SM.isInMainFile(Loc) && SM.getFilename(Loc).ends_with(".h");
}

const Expr *conditionCore(const Expr *E) {
  for (;;) {
    const Expr *Inner = E->IgnoreParenCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(Inner);
        U && (U->getOpcode() == UO_LNot || U->getOpcode() == UO_Extension))
      Inner = U->getSubExpr();
    else if (const auto *Call = dyn_cast<CallExpr>(Inner);
             Call && Call->getNumArgs() &&
             (Call->getBuiltinCallee() == Builtin::BI__builtin_expect ||
              Call->getBuiltinCallee() ==
                  Builtin::BI__builtin_expect_with_probability))
      Inner = Call->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool Lowering::run() {
  if (nestsTooDeep(F.getBody()))
    return false;
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.PruneTriviallyFalseEdges = true;
  std::unique_ptr<CFG> Cfg = compat::buildCFGWithCleanups(F, Context, Options);
  if (!Cfg)
    return false;

  Out.Name = F.getNameAsString();
  Out.IsStatic = compat::isInternal(F);
  Out.IsInline = F.isInlineSpecified();
  Out.InHeader = inHeader(F);
  Out.IsWeak = F.hasAttr<WeakAttr>();
  if (const auto *Section = F.getAttr<SectionAttr>())
    Out.IsInit = Section->getName().starts_with(".init.text");
  Out.Loc = Locs.pointRange(F.getLocation());
  if (const auto *Body = dyn_cast<CompoundStmt>(F.getBody());
      Body && !Body->body_empty()) {
    Out.Begin = Locs.point(Body->body_front()->getBeginLoc());
    Out.BeginsWithDeclaration = isa<DeclStmt>(Body->body_front());
  }
  for (const ParmVarDecl *P : F.parameters())
    variable(P);
  if (F.getReturnType()->isRecordType()) {
    ReturnSlot = Out.Vars.size();
    Out.Vars.push_back(
        {flow::HiddenResult.str(), {64, false, true}, false, false, {}});
  }
  Out.NumParams = Out.Vars.size();

  // Blocks in the order a reader expects: from the entry.
  std::vector<const CFGBlock *> Blocks;
  Blocks.push_back(&Cfg->getEntry());
  BlockIndex[&Cfg->getEntry()] = 0;
  for (size_t I = 0; I != Blocks.size(); ++I)
    for (const CFGBlock::AdjacentBlock &Succ : Blocks[I]->succs())
      if (const CFGBlock *To = Succ.getReachableBlock())
        if (To != &Cfg->getExit() &&
            BlockIndex.try_emplace(To, Blocks.size()).second)
          Blocks.push_back(To);

  Asserts.collect(F.getBody());
  findForwards(*Cfg);
  findLoops(Blocks);
  Out.Blocks.resize(Blocks.size());
  // Clang numbers blocks from the exit, so descending ids visit definitions
  // before uses wherever the graph allows it.
  std::vector<const CFGBlock *> ById = Blocks;
  llvm::sort(ById, [](const CFGBlock *A, const CFGBlock *B) {
    return A->getBlockID() > B->getBlockID();
  });
  for (const CFGBlock *B : ById) {
    Current = &Out.Blocks[BlockIndex[B]];
    InLoop = LoopBlocks.contains(B);
    Returns = nullptr;
    ReturnValue = {};
    ProbedLine = 0;
    for (const CFGElement &E : *B) {
      if (auto S = E.getAs<CFGStmt>())
        probe(S->getStmt());
      element(E);
    }
    probe(B->getTerminatorStmt());
    // It ends its block, and is no element of it.
    if (const auto *Goto = dyn_cast_or_null<GCCAsmStmt>(B->getTerminatorStmt()))
      assembly(Goto);
    terminate(*B);
  }
  return true;
}

/// What begins on another line of its block than what came before gets a probe.
void Lowering::probe(const Stmt *S) {
  if (!Probes || !S)
    return;
  const flow::Range Loc = Locs.pointRange(S->getBeginLoc());
  if (std::exchange(ProbedLine, Loc.Begin.Line) == Loc.Begin.Line)
    return;
  emit(flow::Opcode::Opaque).Loc = Loc;
}

/// What is asserted where \p E is evaluated, becomes a call.
void Lowering::assertion(const Expr *E) {
  const Assertions::Found *A = Asserts.find(E);
  if (!A)
    return;
  flow::Op &O = emit(flow::Opcode::Call);
  O.Callee = (A->On ? flow::AssertedOn : flow::AssertedOff).str();
  O.Spelling = A->Macro.str();
  if (A->Guarded)
    O.Args.push_back(flow::Operand::constant(1));
  O.Loc = Locs.pointRange(A->Loc);
}

/// Blocks on a cycle: Tarjan's components of more than one block, or with an
/// edge to themselves.
void Lowering::findLoops(llvm::ArrayRef<const CFGBlock *> Blocks) {
  const CFGBlock *Exit = &Blocks.front()->getParent()->getExit();
  std::vector<unsigned> Index(Blocks.size()), Low(Blocks.size());
  std::vector<bool> OnStack(Blocks.size());
  std::vector<uint32_t> Stack;
  struct Frame {
    uint32_t Block;
    CFGBlock::const_succ_iterator Next;
  };
  std::vector<Frame> Frames;
  unsigned Counter = 0;
  auto Enter = [&](uint32_t B) {
    Index[B] = Low[B] = ++Counter;
    Stack.push_back(B);
    OnStack[B] = true;
    Frames.push_back({B, Blocks[B]->succ_begin()});
  };
  Enter(0);
  while (!Frames.empty()) {
    const uint32_t B = Frames.back().Block;
    if (Frames.back().Next != Blocks[B]->succ_end()) {
      const CFGBlock *To = (Frames.back().Next++)->getReachableBlock();
      if (!To || To == Exit)
        continue;
      if (To == Blocks[B])
        LoopBlocks.insert(To);
      const uint32_t T = BlockIndex[To];
      if (!Index[T])
        Enter(T);
      else if (OnStack[T])
        Low[B] = std::min(Low[B], Index[T]);
      continue;
    }
    Frames.pop_back();
    if (!Frames.empty())
      Low[Frames.back().Block] = std::min(Low[Frames.back().Block], Low[B]);
    if (Low[B] != Index[B])
      continue;
    const bool IsLoop = Stack.back() != B;
    uint32_t Member;
    do {
      Member = Stack.back();
      Stack.pop_back();
      OnStack[Member] = false;
      if (IsLoop)
        LoopBlocks.insert(Blocks[Member]);
    } while (Member != B);
  }
}

/// Finds the arms whose value is the value of a merging expression.
void Lowering::findForwards(const CFG &Cfg) {
  auto Forward = [&](const Expr *Arm, const Expr *Whole) {
    auto [It, New] = Merged.try_emplace(Whole, 0);
    if (New)
      It->second = newTemp();
    Forwards[Arm->IgnoreParens()].push_back(It->second);
  };
  for (const CFGBlock *B : Cfg)
    for (const CFGElement &E : *B) {
      auto S = E.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Cond = dyn_cast<ConditionalOperator>(S->getStmt())) {
        if (Cond->getType()->isScalarType()) {
          Forward(Cond->getTrueExpr(), Cond);
          Forward(Cond->getFalseExpr(), Cond);
        }
      } else if (const auto *Elvis =
                     dyn_cast<BinaryConditionalOperator>(S->getStmt())) {
        if (Elvis->getType()->isScalarType()) {
          Forward(Elvis->getCommon(), Elvis);
          Forward(Elvis->getFalseExpr(), Elvis);
        }
      } else if (const auto *Logical = dyn_cast<BinaryOperator>(S->getStmt());
                 Logical && Logical->isLogicalOp()) {
        // Of `a && b && c` the graph has no value for `a && b`: whichever of
        // the three ends the evaluation is the value of the whole.
        auto ForwardLeaves = [&](const Expr *Arm, auto &Self) -> void {
          const auto *Inner = dyn_cast<BinaryOperator>(Arm->IgnoreParens());
          if (!Inner || !Inner->isLogicalOp())
            return Forward(Arm, Logical);
          Self(Inner->getLHS(), Self);
          Self(Inner->getRHS(), Self);
        };
        ForwardLeaves(Logical, ForwardLeaves);
      }
    }
}

void Lowering::element(const CFGElement &E) {
  if (auto S = E.getAs<CFGStmt>())
    statement(S->getStmt());
  else if (auto Cleanup = E.getAs<CFGCleanupFunction>())
    this->cleanup(*Cleanup);
}

void Lowering::statement(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S)) {
    assertion(E);
    value(E);
    forwardValue(E);
    return;
  }
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared))
        declare(V);
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    Returns = R;
    if (R->getRetValue() && R->getRetValue()->getType()->isScalarType())
      ReturnValue = value(R->getRetValue());
    else if (R->getRetValue() && ReturnSlot != ~0u) {
      flow::Op &Slot = emit(flow::Opcode::Load, R);
      Slot.P.Index = ReturnSlot;
      Slot.Ty = {64, false, true};
      flow::Place To;
      To.K = flow::Place::Deref;
      To.Index = emitResult(Slot).Index;
      copyRecord(To, R->getRetValue(), F.getReturnType());
    }
  } else if (const auto *Asm = dyn_cast<GCCAsmStmt>(S)) {
    if (!Asm->isAsmGoto())
      assembly(Asm);
  }
}

/// Emits `whole = arm` when \p E is an arm of a merging expression.
void Lowering::forwardValue(const Expr *E) {
  auto It = Forwards.find(E->IgnoreParens());
  if (It == Forwards.end())
    return;
  flow::Operand V = value(E);
  for (uint32_t Temp : It->second) {
    flow::Op &O = emit(flow::Opcode::Copy, E);
    O.A = V;
    O.HasResult = true;
    O.Result = Temp;
    O.Ty = type(E->getType());
  }
}

void Lowering::declare(const VarDecl *V) {
  if (V->isStaticLocal() || V->hasExternalStorage())
    return;
  flow::Place P = variablePlace(V);
  if (!V->getInit()) {
    flow::Op &O = emit(flow::Opcode::Begin);
    O.Loc = Locs.pointRange(V->getLocation());
    O.P = P;
    O.Ty = type(V->getType());
    return;
  }
  // `int x = x;` only silences a compiler warning.
  if (const auto *Self =
          dyn_cast<DeclRefExpr>(V->getInit()->IgnoreParenImpCasts());
      Self && Self->getDecl() == V)
    return store(P, {}, V->getType(), V->getInit());
  initialise(P, V->getInit(), V->getType());
  noteNarrow(V, V->getInit());
}

void Lowering::cleanup(const CFGCleanupFunction &E) {
  const VarDecl *V = E.getVarDecl();
  const flow::Location At = Locs.point(V->getLocation());
  flow::Op &A = emit(flow::Opcode::Addr);
  A.P = variablePlace(V);
  A.Ty = {64, false, true};
  A.Loc = {At, {}};
  flow::Operand Address = emitResult(A);
  flow::Op &Call = emit(flow::Opcode::Call);
  Call.Loc = {At, Locs.point(VariableScopes.endOf(V))};
  Call.Callee = E.getFunctionDecl()->getNameAsString();
  Call.Args.push_back(Address);
  StringRef Macro = Locs.macroName(V->getLocation());
  Call.Spelling =
      "end of scope of '" + (Macro.empty() ? V->getName() : Macro).str() + "'";
}

uint32_t Lowering::target(const CFGBlock &To) {
  auto It = BlockIndex.find(&To);
  assert(It != BlockIndex.end() && "edge to a block that was not reached");
  return It->second;
}

/// What the closing brace of the function does.
flow::Terminator Lowering::fallOff() {
  flow::Terminator T;
  T.K = flow::TermKind::Return;
  T.Loc = Locs.pointRange(F.getBody()->getEndLoc());
  return T;
}

flow::Terminator Lowering::returnHere() {
  if (!Returns)
    return fallOff();
  flow::Terminator T;
  T.K = flow::TermKind::Return;
  T.Cond = ReturnValue;
  T.Loc = Locs.pointRange(Returns->getBeginLoc());
  return T;
}

/// Whether the operations of \p E say all that a reader wants to know: it has
/// names, members, numbers and comparisons only.
static bool isPlain(const Expr *E, const Locations &Locs) {
  E = E->IgnoreParenImpCasts();
  if (const auto *C = dyn_cast<CStyleCastExpr>(E)) // NULL
    return C->getType()->isPointerType() &&
           isa<IntegerLiteral>(C->getSubExpr()->IgnoreParens());
  if (!Locs.macroName(E->getExprLoc()).empty())
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl>(Ref->getDecl());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return isPlain(M->getBase(), Locs);
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isComparisonOp() && isPlain(B->getLHS(), Locs) &&
           isPlain(B->getRHS(), Locs);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getNumArgs() == 0 && Call->getDirectCallee();
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return (U->getOpcode() == UO_Deref || U->getOpcode() == UO_Minus) &&
           isPlain(U->getSubExpr(), Locs);
  return isa<IntegerLiteral>(E);
}

/// What to tell of the condition \p Core of the branch \p T beside its
/// operations; \p Asks is the statement or operator that branches.
void Lowering::tellCondition(flow::Terminator &T, const Stmt *Asks,
                             const Expr *Core) const {
  // Longer ones have no room in a line of a mail.
  static constexpr size_t MaxText = 60;
  SourceLocation At = Asks->getBeginLoc();
  if (const auto *B = dyn_cast<BinaryOperator>(Asks))
    At = B->getOperatorLoc();
  else if (const auto *C = dyn_cast<AbstractConditionalOperator>(Asks))
    At = C->getQuestionLoc();
  T.Macro = Locs.macroName(At);
  if (!T.Macro.empty() || isPlain(Core, Locs))
    return;
  T.Text = shorten(Locs.text(Core), MaxText);
}

void Lowering::terminate(const CFGBlock &B) {
  flow::Terminator &T = Current->Term;
  if (B.hasNoReturnElement()) {
    T.K = flow::TermKind::Unreachable;
    return;
  }
  const CFGBlock *Exit = &B.getParent()->getExit();
  llvm::SmallVector<const CFGBlock *, 4> Succs;
  for (const CFGBlock::AdjacentBlock &S : B.succs())
    Succs.push_back(S.getReachableBlock());
  const Stmt *Term = B.getTerminatorStmt();
  if (const auto *S = dyn_cast_or_null<SwitchStmt>(Term))
    return terminateSwitch(B, S);

  llvm::SmallVector<const CFGBlock *, 4> Live;
  for (const CFGBlock *S : Succs)
    if (S)
      Live.push_back(S);
  if (Live.empty()) {
    T.K = flow::TermKind::Unreachable;
    return;
  }
  if (Live.size() == 1) {
    if (Live[0] == Exit) {
      T = returnHere();
      return;
    }
    T.K = flow::TermKind::Jump;
    T.Targets = {target(*Live[0])};
    return;
  }
  const Stmt *CondStmt = B.getTerminatorCondition();
  if (Succs.size() == 2 && CondStmt && isa<Expr>(CondStmt) &&
      !isa<GCCAsmStmt>(Term)) {
    const Expr *Cond = cast<Expr>(CondStmt)->IgnoreParens();
    // `if (a && b)` ends two blocks: the last one branches on b alone.
    if (!Values.count(Cond))
      while (const auto *L = dyn_cast<BinaryOperator>(Cond)) {
        if (!L->isLogicalOp())
          break;
        Cond = (Term == L ? L->getLHS() : L->getRHS())->IgnoreParens();
      }
    T.K = flow::TermKind::Branch;
    T.Cond = value(Cond);
    const Expr *Core = conditionCore(Cond);
    T.Loc = Locs.range(Core);
    tellCondition(T, Term, Core);
  } else {
    T.K = flow::TermKind::Switch; // asm goto, computed goto: any of them
  }
  for (const CFGBlock *S : Live) {
    if (S == Exit) {
      // A branch straight to the exit: give it a block that returns.
      flow::Terminator Saved = T;
      uint32_t Index = Out.Blocks.size();
      size_t CurrentIndex = Current - Out.Blocks.data();
      Out.Blocks.emplace_back();
      Current = &Out.Blocks[CurrentIndex];
      Out.Blocks[Index].Term = fallOff();
      Current->Term.Targets.push_back(Index);
      continue;
    }
    Current->Term.Targets.push_back(target(*S));
  }
  // Without a condition the cases only number the targets.
  if (Current->Term.K == flow::TermKind::Switch)
    for (int64_t I = 0; I + 1 < int64_t(Current->Term.Targets.size()); ++I)
      Current->Term.Cases.push_back({I, I});
}

void Lowering::terminateSwitch(const CFGBlock &B, const SwitchStmt *S) {
  flow::Operand Cond = value(S->getCond());
  const CFGBlock *Exit = &B.getParent()->getExit();
  std::vector<uint32_t> Targets;
  std::vector<flow::CaseRange> Cases;
  uint32_t Default = ~0u;
  unsigned I = 0, N = B.succ_size();
  size_t CurrentIndex = Current - Out.Blocks.data();
  for (const CFGBlock::AdjacentBlock &Succ : B.succs()) {
    const CFGBlock *To = Succ.getReachableBlock();
    bool IsLast = ++I == N;
    if (!To)
      continue;
    uint32_t Index;
    if (To == Exit) {
      Index = Out.Blocks.size();
      Out.Blocks.emplace_back();
      Out.Blocks[Index].Term = fallOff();
    } else {
      Index = target(*To);
    }
    const auto *Case = dyn_cast_or_null<CaseStmt>(To->getLabel());
    if (IsLast || !Case) {
      Default = Index;
      continue;
    }
    Expr::EvalResult Low, High;
    if (!Case->getLHS()->EvaluateAsInt(Low, Context))
      continue;
    flow::CaseRange R;
    R.Low = R.High = Low.Val.getInt().getExtValue();
    if (Case->getRHS() && Case->getRHS()->EvaluateAsInt(High, Context))
      R.High = High.Val.getInt().getExtValue();
    Targets.push_back(Index);
    Cases.push_back(R);
  }
  Current = &Out.Blocks[CurrentIndex];
  flow::Terminator &T = Current->Term;
  if (Default == ~0u && Targets.empty()) {
    T.K = flow::TermKind::Unreachable;
    return;
  }
  if (Default == ~0u) {
    Default = Targets.back();
    Targets.pop_back();
    Cases.pop_back();
  }
  Targets.push_back(Default);
  T.K = flow::TermKind::Switch;
  T.Cond = Cond;
  T.Targets = std::move(Targets);
  T.Cases = std::move(Cases);
  T.Loc = Locs.range(conditionCore(S->getCond()));
}

} // namespace pvlint::extract
