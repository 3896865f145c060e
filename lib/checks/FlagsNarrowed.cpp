//===- FlagsNarrowed.cpp - pvops-flags-narrowed ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C7: a word is an unsigned long from the save to the restore. Eight
// bits do not hold x86's IF, which is bit 9: what comes back always says off.
// An int happens to be enough there, and is not where the bits lie higher.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Witness.h"
#include "llvm/ADT/StringSet.h"
#include <bit>

namespace pvlint::checks {

using flow::Opcode;
using solve::Event;
using solve::NarrowObservation;

namespace {
/// Where the narrow value goes.
struct Holder {
  std::string Text;                    ///< "'flags'", "what 'lock' returns"
  const flow::Variable *Var = nullptr; ///< a local variable
};
} // namespace

/// The name of the variable or field that \p O loads or stores.
static Holder placeOf(const flow::Function &Fn, const flow::Op &O) {
  Holder H;
  std::string Name = O.P.K == flow::Place::Var      ? Fn.Vars[O.P.Index].Name
                     : O.P.K == flow::Place::Global ? O.P.Name
                                                    : "";
  for (const std::string &Step : O.P.Path)
    if (Step != "[]")
      Name = Step;
  if (O.P.K == flow::Place::Var && O.P.Path.empty())
    H.Var = &Fn.Vars[O.P.Index];
  H.Text = Name.empty() ? "a variable" : "'" + Name + "'";
  return H;
}

/// Follows what \p Cut computes to where its function puts it.
static Holder holderOf(const Event *Cut) {
  const flow::Function &Fn = *Cut->Fn;
  if (Cut->At->Code == Opcode::Store)
    return placeOf(Fn, *Cut->At);
  if (Cut->At->Code == Opcode::Call)
    return {"what '" + Cut->At->Callee + "' makes of it", nullptr};
  uint32_t Temp = Cut->At->Result;
  for (const flow::Block &B : Fn.Blocks) {
    for (const flow::Op &O : B.Ops) {
      const bool Reads = O.A.isTemp() && O.A.Index == Temp;
      if (O.Code == Opcode::Store && Reads)
        return placeOf(Fn, O);
      if ((O.Code == Opcode::Copy || O.Code == Opcode::Cast) && Reads)
        Temp = O.Result;
      if (O.Code == Opcode::Call)
        for (const flow::Operand &A : O.Args)
          if (A.isTemp() && A.Index == Temp && !O.Callee.empty())
            return {"the argument of '" + O.Callee + "'", nullptr};
    }
    if (B.Term.K == flow::TermKind::Return && B.Term.Cond.isTemp() &&
        B.Term.Cond.Index == Temp)
      return {"what '" + Fn.Name + "' returns", nullptr};
  }
  return {"this", nullptr};
}

static std::string typeText(flow::Type Ty) {
  if (Ty.Bits == 1)
    return "a single bit";
  return std::string(Ty.Signed ? "a signed" : "an unsigned") + " type of " +
         std::to_string(Ty.Bits) + " bits";
}

/// What happens with the rest of the word.
static std::string consequence(const NarrowObservation &O,
                               const flow::Contract &C) {
  const flow::WordFamily &Family = C.family(O.Word ? O.Word->Family : 0);
  const std::string Use = quoted(O.Use);
  if (O.LosesState) {
    const std::string Bit =
        "bit " + std::to_string(std::countr_zero(Family.EnableMask)) +
        ", which tells on from off, is lost, and ";
    if (O.IsTest)
      return Bit + Use + " no longer sees it";
    return Bit + Use +
           (O.Ty.Signed         ? " goes by a copy of the sign"
            : Family.SetMeansOn ? " leaves interrupts off whatever they were"
                                : " turns interrupts on whatever they were");
  }
  return std::string("the upper bits are ") +
         (O.Ty.Signed ? "copies of the sign" : "lost") + " when " + Use +
         " puts it back, which goes well only on an architecture that does "
         "not use them";
}

void flagsNarrowed(const solve::Observations &Seen, const flow::Contract &C,
                   std::vector<Finding> &Out) {
  llvm::StringSet<> Variables;
  for (const NarrowObservation &O : Seen.Narrows) {
    Finding F;
    F.Check = "pvops-flags-narrowed";
    F.Severity = O.LosesState && O.Cut ? Level::Error : Level::Warning;
    const Event *Cut = O.Cut ? shownStep(O.Cut) : nullptr;
    const Event *At = Cut ? Cut : O.Use;
    F.Loc = At->Loc.Begin;
    const Holder H = O.Cut ? holderOf(O.Cut->innermost())
                           : placeOf(*O.Use->innermost()->Fn, *O.Holder);
    // One declaration is one mistake.
    if (H.Var && !Variables.insert(At->Fn->Name + ':' + H.Text).second)
      continue;
    identify(F, At, {O.Use});
    F.Identity += H.Text;
    F.Message = H.Text + " is " + typeText(O.Ty) +
                (O.Cut ? " and gets a saved flags word, an unsigned long: "
                       : " and is restored as a saved flags word, an unsigned "
                         "long: ") +
                consequence(O, C) + "; make it an unsigned long";
    if (O.Word)
      addSteps(F.Notes, O.Word->Origin,
               "the word is saved here by " +
                   quoted(shownStep(O.Word->Origin)));
    if (O.Cut)
      addSteps(F.Notes, O.Use,
               O.IsTest ? "what is left of it is tested here"
                        : "what is left of it is restored here");
    if (H.Var && H.Var->TypeText.isText())
      F.Fix = {{H.Var->TypeText.Begin, H.Var->TypeText.End, "unsigned long"}};
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
