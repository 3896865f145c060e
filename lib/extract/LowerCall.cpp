//===- LowerCall.cpp - calls of one function ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/CallGraph.h"
#include "extract/Lowering.h"
#include "extract/Records.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using pvlint::flow::Operand;

namespace pvlint::extract {

Operand Lowering::lowerBuiltin(const CallExpr *E, unsigned Builtin,
                               bool &Handled) {
  Handled = true;
  switch (Builtin) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
    return value(E->getArg(0));
  case Builtin::BI__builtin_constant_p: {
    Expr::EvalResult R;
    bool Constant = E->getArg(0)->EvaluateAsInt(R, Context);
    return Operand::constant(Constant);
  }
  default:
    break;
  }
  Handled = false;
  return {};
}

/// Whether \p Callee is declared to depend on its arguments and on memory alone
/// (__attribute_const__, __pure), and its body is not here to look at: asked
/// twice, compilers take it to answer the same.
static bool answersTheSame(const FunctionDecl &Callee) {
  return (Callee.hasAttr<ConstAttr>() || Callee.hasAttr<PureAttr>()) &&
         !Callee.getBuiltinID() && Callee.getIdentifier() &&
         !Callee.isDefined();
}

Operand Lowering::lowerCall(const CallExpr *E) {
  const Expr *CalleeExpr = E->getCallee()->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(CalleeExpr);
      U && U->getOpcode() == UO_Deref)
    CalleeExpr = U->getSubExpr()->IgnoreParenImpCasts();
  const FunctionDecl *Callee = E->getDirectCallee();
  if (Callee) {
    if (unsigned Builtin = Callee->getBuiltinID()) {
      bool Handled;
      Operand V = lowerBuiltin(E, Builtin, Handled);
      if (Handled)
        return V;
      // memset, sprintf and their like are calls as any other; what only asks
      // the compiler something is not.
      const auto &Info = Context.BuiltinInfo;
      const bool IsCall =
          Info.isPredefinedLibFunction(Builtin) ||
          (Info.hasPtrArgsOrResult(Builtin) && !Info.isUnevaluated(Builtin) &&
           !Info.isConst(Builtin));
      if (!IsCall && !C.function(Callee->getName()))
        return E->getType()->isScalarType() ? opaque(E) : Operand();
    }
  }

  std::vector<Operand> Args;
  for (const Expr *Arg : E->arguments()) {
    if (carriesWord(Arg->getType(), Context)) {
      flow::Place Copy;
      Copy.K = flow::Place::Var;
      Copy.Index = Out.Vars.size();
      Out.Vars.emplace_back().Name = "argument" + std::to_string(Copy.Index);
      copyRecord(Copy, Arg, Arg->getType());
      flow::Op &Address = emit(flow::Opcode::Addr, Arg);
      Address.P = Copy;
      Address.Ty = {64, false, true};
      Args.push_back(emitResult(Address));
      continue;
    }
    if (!Arg->getType()->isScalarType()) {
      Args.emplace_back();
      continue;
    }
    Args.push_back(value(Arg));
  }
  // Arguments of a printf-like function are looked at by a person.
  if (Callee)
    for (const auto *Format : Callee->specific_attrs<FormatAttr>())
      if (Format->getFirstArg() && Format->getType()->isStr("printf"))
        for (unsigned I = Format->getFirstArg() - 1; I < Args.size(); ++I)
          if (Args[I].isTemp()) {
            flow::Op &Use = emit(flow::Opcode::Use, E->getArg(I));
            Use.Used = flow::UseKind::Print;
            Use.A = Args[I];
            Args[I] = {}; // told by the Use
          }

  Operand Pointer;
  std::string Member;
  if (!Callee) {
    Member = memberName(CalleeExpr, C);
    if (Member.empty() || !C.member(Member))
      Pointer = value(E->getCallee());
  }
  // A record is returned through a hidden last argument, as compilers do.
  if (E->getType()->isRecordType()) {
    flow::Op &Address = emit(flow::Opcode::Addr, E);
    Address.P = recordResult(E);
    Address.Ty = {64, false, true};
    Args.push_back(emitResult(Address));
  }
  const Operand First = Args.empty() ? Operand() : Args.front();
  // Records are no values.
  const auto IsRecord = [](const Operand &A) { return A.K == Operand::None; };
  if (Callee && answersTheSame(*Callee) && !C.function(Callee->getName()) &&
      E->getType()->isScalarType() && llvm::none_of(Args, IsRecord)) {
    flow::Op &Answer = emit(flow::Opcode::Stable, E);
    Answer.Callee = functionName(Callee).str();
    Answer.Args = std::move(Args);
    Answer.Ty = type(E->getType());
    Answer.Loc = Locs.range(E);
    if (Answer.Spelling.empty())
      Answer.Spelling = Answer.Callee;
    return emitResult(Answer);
  }
  flow::Op &O = emit(flow::Opcode::Call, E);
  O.Args = std::move(Args);
  if (Callee) {
    O.Callee = functionName(Callee).str();
    if (O.Spelling.empty())
      O.Spelling = O.Callee;
  } else if (!Member.empty()) {
    O.CalleeIs = flow::CalleeKind::Member;
    O.Callee = Member;
    O.A = Pointer;
  } else {
    O.CalleeIs = flow::CalleeKind::Pointer;
    O.A = Pointer;
  }
  O.Loc = Locs.range(E);
  if (E->getType()->isVoidType())
    return {};
  O.Ty = type(E->getType());
  if (!E->getType()->isScalarType())
    return {};
  const Operand Result = emitResult(O);
  if (const RecordDecl *Record = zeroedRecord(E); Record && First.isTemp()) {
    flow::Place To;
    To.K = flow::Place::Deref;
    To.Index = First.Index;
    unsigned Left = MaxCopied;
    zeroFields(To, *Record, E, Left);
  }
  return Result;
}

} // namespace pvlint::extract
