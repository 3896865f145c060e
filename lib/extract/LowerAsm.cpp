//===- LowerAsm.cpp - asm statements of one function ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An asm statement is a primitive of the contract, or gives values that nothing
// is known of. Of those, bits that no instruction of it writes are what they
// were before: nobody's, where nothing was in the operand.
//
// Limits: only x86, see x86/AsmBits.h. An output that is a part of something
// larger is put into its place in a local variable or a union, as far as the
// place is a number of bytes from the start.
//
//===----------------------------------------------------------------------===//

#include "contract/AsmText.h"
#include "extract/CallGraph.h"
#include "extract/ClangCompat.h"
#include "extract/Lowering.h"
#include "extract/SystemRegisters.h"
#include "x86/AsmBits.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace pvlint::extract {

/// The template with operands by number and "%%" for a percent sign, whatever
/// it was written like. Clang has checked it. GCCAsmStmt::AnalyzeAsmString
/// would take it apart, but looks for the source location of each operand from
/// the start of its string.
static std::string numberedText(const GCCAsmStmt *S,
                                const ASTContext &Context) {
  const bool HasVariants = !Context.getTargetInfo().hasNoAsmVariants();
  const std::string Template = compat::asmText(*S);
  std::string Text;
  for (StringRef Rest = Template; !Rest.empty();) {
    const char C = Rest.front();
    Rest = Rest.drop_front();
    if (S->isSimple() || C != '%') {
      if (C == '%' ||
          (!S->isSimple() && !HasVariants && StringRef("{|}").contains(C)))
        Text += '%';
      Text += C;
      continue;
    }
    if (Rest.consume_front("=")) { // one number for the statement
      Text += '0';
      continue;
    }
    if (!Rest.empty() && StringRef("%{|}").contains(Rest.front())) {
      Text += {'%', Rest.front()};
      Rest = Rest.drop_front();
      continue;
    }
    Text += '%';
    if (!Rest.empty() && llvm::isAlpha(Rest.front())) { // a modifier
      Text += Rest.front();
      Rest = Rest.drop_front();
    }
    if (!Rest.consume_front("["))
      continue; // digits follow
    const auto [Name, After] = Rest.split(']');
    Text += std::to_string(S->getNamedOperand(Name));
    Rest = After;
  }
  return Text;
}

/// Fills in what \p Constraint says of \p O, whose expression is \p E.
static void describe(x86::AsmOperand &O, StringRef Constraint, const Expr *E) {
  O.IsCondition = Constraint.starts_with("=@cc");
  if (O.IsCondition)
    return;
  Constraint = Constraint.ltrim("=+&%");
  O.IsOther = Constraint.find_first_of("AftuxvykY") != StringRef::npos;
  O.IsMemory = Constraint.find_first_of("rqQRgXabcdSDl") == StringRef::npos &&
               Constraint.find_first_of("moV") != StringRef::npos;
  if (Constraint.size() == 1 && StringRef("abcdSD").contains(Constraint[0]))
    O.Register = Constraint.str();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->getStorageClass() == SC_Register)
      if (const auto *Label = V->getAttr<AsmLabelAttr>())
        O.Register = Label->getLabel().str();
}

/// The output that an input with \p Constraint shares its place with.
static std::optional<unsigned> tiedOutput(const GCCAsmStmt *S,
                                          StringRef Constraint) {
  Constraint = Constraint.split(',').first.ltrim("%&");
  unsigned Number;
  if (Constraint.consume_front("[") && Constraint.consume_back("]")) {
    for (Number = 0; Number != S->getNumOutputs(); ++Number)
      if (StringRef(S->getOutputName(Number)) == Constraint)
        return Number;
  } else if (!Constraint.getAsInteger(10, Number) &&
             Number < S->getNumOutputs()) {
    return Number;
  }
  return std::nullopt;
}

std::optional<x86::AsmEffect> Lowering::asmEffectOf(const GCCAsmStmt *S) const {
  const llvm::Triple &Target = Context.getTargetInfo().getTriple();
  if (!Target.isX86() || C.families().empty())
    return std::nullopt;
  x86::AsmStatement A;
  A.WordBits = Target.isArch64Bit() ? 64 : 32;
  A.EnableMask = C.family(0).EnableMask;
  if (!S->getNumOutputs() &&
      !StringRef(compat::asmText(*S)).contains_insensitive("pushf"))
    return std::nullopt;
  A.Text = numberedText(S, Context);
  for (unsigned I = 0, E = S->getNumOutputs(); I != E; ++I) {
    x86::AsmOperand &O = A.Outputs.emplace_back();
    O.Bits = type(S->getOutputExpr(I)->getType()).Bits;
    O.KeepsOld = S->isOutputPlusConstraint(I);
    describe(O, std::string(S->getOutputConstraint(I)), S->getOutputExpr(I));
  }
  for (unsigned I = 0, E = S->getNumInputs(); I != E; ++I) {
    const Expr *In = S->getInputExpr(I);
    x86::AsmOperand &O = A.Inputs.emplace_back();
    const std::string Constraint(S->getInputConstraint(I));
    O.Bits = type(In->getType()).Bits;
    O.Tied = tiedOutput(S, Constraint);
    if (!O.Tied)
      describe(O, Constraint, In);
    if (Expr::EvalResult Value; In->getType()->isIntegralOrEnumerationType() &&
                                !In->isValueDependent() &&
                                In->EvaluateAsInt(Value, Context))
      O.Number = Value.Val.getInt().getExtValue();
  }
  for (unsigned I = 0, E = S->getNumClobbers(); I != E; ++I)
    A.Clobbers.push_back(
        StringRef(std::string(S->getClobber(I))).ltrim('%').str());
  return x86::asmEffect(A);
}

/// Within \p S something depends on the interrupt flag of the processor's
/// flags.
void Lowering::readIf(const GCCAsmStmt *S) {
  const flow::AsmPattern *Save = C.matchAssembly("pushf; pop %0");
  if (!Save)
    return;
  flow::Op &Word = emit(flow::Opcode::Call, S);
  Word.CalleeIs = flow::CalleeKind::Asm;
  Word.Callee = Save->Name;
  Word.Ty = type(Context.UnsignedLongTy);
  if (Word.Spelling.empty())
    Word.Spelling = "asm";
  flow::Operand V = emitResult(Word);
  V = binary(flow::BinOp::And, V,
             flow::Operand::constant(C.family(0).EnableMask),
             Context.UnsignedLongTy, S);
  flow::Op &Use = emit(flow::Opcode::Use, S);
  Use.Used = flow::UseKind::Decide;
  Use.A = V;
}

/// The value of output \p I, of which \p V is what the instructions give.
flow::Operand Lowering::outputBits(const GCCAsmStmt *S, unsigned I,
                                   const x86::AsmOutput &Known,
                                   flow::Operand V) {
  const Expr *Output = S->getOutputExpr(I);
  if (!Output->getType()->isIntegralOrEnumerationType())
    return V;
  const unsigned Bits = type(Output->getType()).Bits;
  const uint64_t Mask = Bits >= 64 ? ~uint64_t(0) : (uint64_t(1) << Bits) - 1;
  const uint64_t Undefined = Known.Bits.Undefined & Mask;
  const uint64_t Kept = Known.Kept & Mask;
  // Numbers matter where the output may be a word.
  const bool IsWide = Bits == Context.getTypeSize(Context.UnsignedLongTy);
  const uint64_t Zero = IsWide ? Known.Bits.Zero & Mask & ~Kept : 0;
  const uint64_t One = IsWide ? Known.Bits.One & Mask & ~Kept : 0;
  const QualType Type = Context.UnsignedLongTy;
  using flow::BinOp;
  using flow::Operand;
  auto Masked = [&](const Operand &Of, uint64_t With) {
    return With == Mask ? Of
                        : binary(BinOp::And, Of,
                                 Operand::constant(int64_t(With)), Type, S);
  };
  const uint64_t Written = Mask & ~(Undefined | Kept | Zero | One);
  Operand Result;
  auto Add = [&](const Operand &Part) {
    Result = Result.K == Operand::None
                 ? Part
                 : binary(BinOp::Or, Result, Part, Type, S);
  };
  if (Written)
    Add(Masked(V, Written));
  if (Kept)
    Add(Masked(Known.From ? value(S->getInputExpr(*Known.From))
                          : load(place(Output), Output),
               Kept));
  if (Undefined)
    Add(Masked(nobodys(Output), Undefined));
  if (One || Result.K == Operand::None)
    Add(Operand::constant(int64_t(One)));
  return Result;
}

/// What is in a variable called like \p Like before anybody stores to it.
flow::Operand Lowering::nobodys(const Expr *Like) {
  flow::Place P;
  P.Index = Out.Vars.size();
  flow::Variable &Var = Out.Vars.emplace_back();
  Var.Name = "asm" + std::to_string(P.Index);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Like->IgnoreParenImpCasts()))
    Var.Name = Ref->getDecl()->getNameAsString();
  Var.Ty = type(Context.UnsignedLongTy);
  flow::Op &Begin = emit(flow::Opcode::Begin, Like);
  Begin.P = P;
  Begin.Ty = Var.Ty;
  flow::Op &Load = emit(flow::Opcode::Load, Like);
  Load.P = P;
  Load.Ty = type(Context.UnsignedLongTy);
  return emitResult(Load);
}

/// Bytes from the start of what \p E is a part of, and that: `((u8 *)&x)[1]`,
/// `*(u8 *)&x`, or a member of a union.
std::optional<Lowering::Wider> Lowering::widerPlace(const Expr *E) {
  if (!Context.getTargetInfo().getTriple().isLittleEndian() ||
      !E->getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  const uint64_t Bits = Context.getTypeSize(E->getType());
  Wider W;
  E = E->IgnoreParens();
  const Expr *Pointer = nullptr;
  if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
    Expr::EvalResult Index;
    if (!Sub->getIdx()->EvaluateAsInt(Index, Context) ||
        Index.Val.getInt().isNegative() ||
        Index.Val.getInt().getActiveBits() > 8)
      return std::nullopt;
    W.Shift = Index.Val.getInt().getZExtValue() * Bits;
    Pointer = Sub->getBase();
    if (const auto *M = dyn_cast<MemberExpr>(Pointer->IgnoreParenImpCasts());
        M && M->getType()->isArrayType())
      E = M;
  } else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && U->getOpcode() == UO_Deref) {
    Pointer = U->getSubExpr();
  }
  auto Holds = [&](QualType Type) {
    return Type->isIntegralOrEnumerationType() &&
           Context.getTypeSize(Type) > Bits &&
           Context.getTypeSize(Type) <= 64 &&
           W.Shift + Bits <= Context.getTypeSize(Type);
  };
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field || !Field->getParent()->isUnion())
      return std::nullopt;
    std::string Name;
    for (const FieldDecl *Other : Field->getParent()->fields())
      if (Other != Field && Other->getIdentifier() && !Other->isBitField() &&
          Holds(Other->getType()) &&
          (W.Type.isNull() || Context.getTypeSize(W.Type) <
                                  Context.getTypeSize(Other->getType()))) {
        W.Type = Other->getType();
        Name = Other->getNameAsString();
      }
    if (W.Type.isNull())
      return std::nullopt;
    W.IsBeside = true;
    W.P = place(M);
    W.P.Path.back() = Name;
    return W;
  }
  if (!Pointer)
    return std::nullopt;
  const auto *Addr = dyn_cast<UnaryOperator>(Pointer->IgnoreParenCasts());
  if (!Addr || Addr->getOpcode() != UO_AddrOf ||
      !Holds(Addr->getSubExpr()->getType()))
    return std::nullopt;
  W.Type = Addr->getSubExpr()->getType();
  W.P = place(Addr->getSubExpr());
  return W;
}

void Lowering::storePart(const Wider &To, flow::Operand V, QualType Type,
                         const Stmt *At) {
  using flow::BinOp;
  using flow::Operand;
  const uint64_t Mask = ((uint64_t(1) << Context.getTypeSize(Type)) - 1)
                        << To.Shift;
  flow::Op &Load = emit(flow::Opcode::Load, At);
  Load.P = To.P;
  Load.Ty = type(To.Type);
  Operand Old = emitResult(Load);
  const QualType Long = Context.UnsignedLongTy;
  if (To.Shift)
    V = binary(BinOp::Shl, V, Operand::constant(To.Shift), Long, At);
  V = binary(BinOp::And, V, Operand::constant(int64_t(Mask)), Long, At);
  Old = binary(BinOp::And, Old, Operand::constant(int64_t(~Mask)), Long, At);
  store(To.P, binary(BinOp::Or, V, Old, Long, At), To.Type, At);
}

/// Whether an asm template has operand \p Index, called \p Name or nothing.
static bool mentionsOperand(StringRef Template, unsigned Index,
                            StringRef Name) {
  if (!Name.empty() && Template.contains(("[" + Name + "]").str()))
    return true;
  for (size_t At = Template.find('%'); At != StringRef::npos;
       At = Template.find('%', At + 1)) {
    StringRef Rest = Template.drop_front(At + 1);
    if (!Rest.empty() && llvm::isAlpha(Rest.front()))
      Rest = Rest.drop_front(); // a modifier
    unsigned Number;
    if (!Rest.consumeInteger(10, Number) && Number == Index)
      return true;
  }
  return false;
}

/// Whether an asm template goes through a segment, as x86 reaches per-CPU
/// variables.
static bool hasSegment(StringRef Template) {
  return Template.contains("%%gs:") || Template.contains("%%fs:");
}

/// The value that one "mov" brings from a register or a number to memory, or
/// from per-CPU memory to a register; nothing for other statements. What "mov"
/// reads elsewhere is a device's (readl), another each time.
std::optional<flow::Operand> Lowering::moved(const GCCAsmStmt *S,
                                             StringRef Text) {
  if (S->getNumOutputs() != 1 || S->getNumInputs() != 1 ||
      !Text.ltrim().starts_with("mov") ||
      flow::asmInstructions(Text).size() != 1 ||
      !mentionsOperand(Text, 0, S->getOutputName(0)) ||
      !mentionsOperand(Text, 1, S->getInputName(0)))
    return std::nullopt;
  const Expr *From = S->getInputExpr(0), *To = S->getOutputExpr(0);
  if (!From->getType()->isScalarType() || !To->getType()->isScalarType())
    return std::nullopt;
  const bool ToMemory = StringRef(S->getOutputConstraint(0)).contains('m');
  if (ToMemory)
    return From->isGLValue() ? std::nullopt : std::optional(value(From));
  // An address given as a number ("i") is of what never changes.
  if (!From->isGLValue() || !hasSegment(Text))
    return std::nullopt;
  flow::Place P = place(From);
  P.Path.push_back(flow::ThisCpuStep.str());
  return loadChanging(std::move(P), From, S->isVolatile());
}

/// Whether \p S reads or writes a system register that is like memory; then
/// that is done.
bool Lowering::movesRegister(const GCCAsmStmt *S, StringRef Text) {
  if (!Context.getTargetInfo().getTriple().isAArch64())
    return false;
  const std::optional<RegisterMove> Move = registerMove(Text);
  if (!Move || S->getNumOutputs() != !Move->IsWrite ||
      S->getNumInputs() != Move->IsWrite)
    return false;
  const Expr *Value = Move->IsWrite ? S->getInputExpr(0) : S->getOutputExpr(0);
  if (!Value->getType()->isScalarType())
    return false;
  flow::Place Register;
  Register.K = flow::Place::Global;
  Register.Name = "sysreg." + Move->Register; // no name of C
  Register.Path.push_back(flow::ThisCpuStep.str());
  if (Move->IsWrite)
    store(std::move(Register), value(Value), Context.UnsignedLongTy, S);
  else
    store(place(Value), load(std::move(Register), Value), Value->getType(), S);
  return true;
}

void Lowering::assembly(const GCCAsmStmt *S) {
  const std::string Text = compat::asmText(*S);
  if (movesRegister(S, Text))
    return;
  const std::optional<x86::AsmEffect> Effect = asmEffectOf(S);
  if (Effect && Effect->DecidesOnIf)
    readIf(S);
  flow::Op Call;
  Call.Code = flow::Opcode::Call;
  bool IsPrimitive = false;
  for (unsigned I = 0, E = S->getNumInputs(); I != E && !IsPrimitive; ++I) {
    std::string Member = memberName(S->getInputExpr(I), C);
    if (!Member.empty() && C.member(Member)) {
      Call.CalleeIs = flow::CalleeKind::Member;
      Call.Callee = Member;
      IsPrimitive = true;
    }
  }
  if (!IsPrimitive)
    if (const flow::AsmPattern *Pattern = C.matchAssembly(Text)) {
      const flow::Primitive *P = C.assembly(Pattern->Name);
      // What comes out is what became of the word.
      IsPrimitive = !P || !P->Save || !Effect || !Effect->DecidesOnIf ||
                    Effect->YieldsWord;
      if (IsPrimitive) {
        Call.CalleeIs = flow::CalleeKind::Asm;
        Call.Callee = Pattern->Name;
      }
    }
  // An asm without "volatile" computes its outputs from its inputs alone; the
  // same statement gives the same value (per-CPU reads of a stable variable).
  // But one "mov" is how per-CPU variables are written and read.
  std::optional<flow::Operand> Moved;
  if (!IsPrimitive)
    Moved = moved(S, Text);
  bool Stable =
      !IsPrimitive && !Moved && !S->isVolatile() && S->getNumOutputs() == 1;
  if (IsPrimitive || Stable)
    for (unsigned I = 0, E = S->getNumInputs(); I != E; ++I) {
      const Expr *In = S->getInputExpr(I);
      if (In->isGLValue()) {
        flow::Place P = place(In);
        flow::Op &A = emit(flow::Opcode::Addr, S);
        A.P = P;
        A.Ty = {64, false, true};
        Call.Args.push_back(emitResult(A));
      } else {
        Call.Args.push_back(value(In));
      }
    }
  flow::Operand Result;
  if (IsPrimitive || Stable) {
    flow::Op &O = emit(flow::Opcode::Call, S);
    flow::Range Loc = O.Loc;
    std::string Spelling = O.Spelling.empty() ? "asm" : O.Spelling;
    O = Call;
    O.Loc = Loc;
    O.Spelling = Spelling;
    O.Ty = type(Context.UnsignedLongTy); // which a word is
    if (Stable) {
      O.Ty = {64, false, false};
      O.Code = flow::Opcode::Stable;
      O.Callee = Text;
    }
    Result = emitResult(O);
  }
  for (unsigned I = 0, E = S->getNumOutputs(); I != E; ++I) {
    const Expr *Output = S->getOutputExpr(I);
    if (!Output->getType()->isScalarType())
      continue;
    flow::Operand V = I == 0 && Result.isTemp() ? Result
                      : Moved                   ? *Moved
                                                : opaque(S);
    const bool ToMemory =
        Moved &&
        StringRef(std::string(S->getOutputConstraint(I))).contains('m');
    if (Effect && !ToMemory && !(I == 0 && IsPrimitive))
      V = outputBits(S, I, Effect->Outputs[I], std::move(V));
    if (std::optional<Wider> Whole = widerPlace(Output)) {
      storePart(*Whole, V, Output->getType(), S);
      if (!Whole->IsBeside)
        continue;
    }
    flow::Place To = place(Output);
    if (Moved && hasSegment(Text) && To.K != flow::Place::Var)
      To.Path.push_back(flow::ThisCpuStep.str());
    store(std::move(To), V, Output->getType(), S);
  }
}

} // namespace pvlint::extract
