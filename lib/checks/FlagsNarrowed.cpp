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

using solve::Event;
using solve::NarrowObservation;

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

/// Tells the variable \p H of \p In from others of its name.
static std::string declarationKey(const solve::Holder &H,
                                  const solve::EventFunction &In) {
  const flow::Location &L = H.TypeText.Begin;
  return (In.Key.empty() ? In.Name : In.Key) + ':' + H.Text + ':' +
         std::to_string(L.Line) + ':' + std::to_string(L.Col);
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
    const solve::Holder &H = O.In;
    // One declaration is one mistake; another block may declare the same name.
    if (H.IsVariable && !Variables.insert(declarationKey(H, *At->Fn)).second)
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
    if (H.IsVariable && H.TypeText.isText())
      F.Fix = {{H.TypeText.Begin, H.TypeText.End, "unsigned long"}};
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
