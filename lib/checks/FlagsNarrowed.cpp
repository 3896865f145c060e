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
#include "checks/Say.h"
#include "checks/Witness.h"
#include "llvm/ADT/StringSet.h"
#include <bit>

namespace pvlint::checks {

using solve::Event;
using solve::NarrowObservation;

/// {0}: the variable, {1}: its type, {2}: what goes wrong.
namespace text {
constexpr char Cut[] =
    "{0} has {1} but holds saved flags: {2}[[; declare it unsigned long]]";
constexpr char Restored[] = "{0} has {1} but is restored as flags: {2}[[; "
                            "declare it unsigned long]]";

/// {0}: the number of the bit, {1}: what uses the rest.
constexpr char TestLost[] =
    "bit {0}[[, the interrupt flag,]] is lost and {1} no longer sees it";
constexpr char SignRestored[] = "bit {0}[[, the interrupt flag,]] is lost and "
                                "{1} uses a copy of the sign bit";
constexpr char StaysOff[] = "bit {0}[[, the interrupt flag,]] is lost and {1} "
                            "leaves interrupts disabled";
constexpr char ComesOn[] =
    "bit {0}[[, the interrupt flag,]] is lost and {1} enables interrupts";
constexpr char UpperSign[] =
    "its sign fills the upper bits when {1} restores it";
constexpr char UpperLost[] = "the upper bits are lost when {1} restores it[[, "
                             "and some architectures use them]]";

/// {0}: how many bits it has.
constexpr char Signed[] = "a signed {0}-bit type";
constexpr char Unsigned[] = "an unsigned {0}-bit type";
constexpr char SingleBit[] = "a single bit";

constexpr char Tested[] = "truncated flags tested here";
constexpr char RestoredHere[] = "truncated flags restored here";
} // namespace text

static std::string typeText(flow::Type Ty) {
  if (Ty.Bits == 1)
    return text::SingleBit;
  return say(Ty.Signed ? text::Signed : text::Unsigned,
             {std::to_string(Ty.Bits)});
}

/// What happens with the rest of the flags.
static std::string consequence(const NarrowObservation &O,
                               const flow::Contract &C) {
  const flow::WordFamily &Family = C.family(O.Word ? O.Word->Family : 0);
  const char *Text = !O.LosesState
                         ? O.Ty.Signed ? text::UpperSign : text::UpperLost
                     : O.IsTest          ? text::TestLost
                     : O.Ty.Signed       ? text::SignRestored
                     : Family.SetMeansOn ? text::StaysOff
                                         : text::ComesOn;
  return say(Text, {std::to_string(std::countr_zero(Family.EnableMask)),
                    named(O.Use)});
}

/// Tells the variable \p H of \p In from others of its name.
static std::string declarationKey(const solve::Holder &H,
                                  const solve::EventFunction &In) {
  const flow::Location &L = H.TypeText.Begin;
  return In.key().str() + ':' + H.Text + ':' + std::to_string(L.Line) + ':' +
         std::to_string(L.Col);
}

void flagsNarrowed(const solve::Observations &Seen, const flow::Contract &C,
                   std::vector<Finding> &Out) {
  llvm::StringSet<> Variables;
  for (const NarrowObservation &O : Seen.Narrows) {
    Finding F;
    F.Check = "pvops-flags-narrowed";
    F.What = O.LosesState ? Shape::FlagsCut : Shape::FlagsCutElsewhere;
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
    F.Message = say(O.Cut ? text::Cut : text::Restored,
                    {H.Text, typeText(O.Ty), consequence(O, C)});
    if (O.Word)
      addSteps(F.Notes, O.Word->Origin, note(step::Saved, O.Word->Origin));
    if (O.Cut)
      addBehind(F.Notes, O.Use, O.IsTest ? text::Tested : text::RestoredHere);
    if (H.IsVariable && H.TypeText.isText())
      F.Fix = {{H.TypeText.Begin, H.TypeText.End, "unsigned long"}};
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
