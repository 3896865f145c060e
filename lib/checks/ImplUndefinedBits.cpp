//===- ImplUndefinedBits.cpp - pvops-impl-undefined-bits ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C9: an implementation of save_fl defines the bits that the contract
// promises, with IF's sense; one of restore_fl looks at IF only. What a save
// leaves undefined beside IF is legal: it is told to those who ask.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Witness.h"
#include <bit>

namespace pvlint::checks {

using solve::ImplObservation;

/// "bits 0-7 and 16-63"
static std::string bitRanges(uint64_t Bits) {
  std::vector<std::string> Parts;
  while (Bits) {
    const int Low = std::countr_zero(Bits);
    const int Length = std::countr_one(Bits >> Low);
    const int High = Low + Length - 1;
    Parts.push_back(Low == High
                        ? std::to_string(Low)
                        : std::to_string(Low) + "-" + std::to_string(High));
    Bits = High == 63 ? 0 : Bits >> (High + 1) << (High + 1);
  }
  std::string Text = "bit";
  if (Parts.size() != 1 || Parts[0].find('-') != std::string::npos)
    Text += 's';
  for (size_t I = 0; I != Parts.size(); ++I)
    Text += (I == 0 ? " " : I + 1 == Parts.size() ? " and " : ", ") + Parts[I];
  return Text;
}

/// "'mask' is 1 while interrupts are off"
static std::string said(const ImplObservation &O) {
  return "'" + O.Other + "' is " + std::to_string(O.Number) +
         " while interrupts are " + (O.SaidOn ? "on" : "off");
}

static std::string message(const ImplObservation &O) {
  const std::string Name = "'" + O.Function + "'";
  const std::string As = O.Place.empty() ? "" : " as '" + O.Place + "'";
  switch (O.K) {
  case ImplObservation::IfUndefined:
    return Name + " returns " + bitRanges(O.Bits) + " of a saved word" + As +
           " as nobody set them, and IF is among them: whether a restore turns "
           "interrupts on is left to chance; set IF on every path";
  case ImplObservation::IfNeverSet:
    return Name + " returns a saved word" + As +
           " in which IF is never set, whatever the state: restores leave "
           "interrupts off; return X86_EFLAGS_IF where they are on, in an "
           "unsigned long";
  case ImplObservation::IfInverted:
    return Name + " returns a saved word" + As +
           " with IF the wrong way round: " +
           (O.IsField
                ? "the contract says that " + said(O) + ", and then it tells"
                : "after '" + O.Other + "' it tells") +
           " the opposite, so a restore turns on what was off; IF set means "
           "on";
  case ImplObservation::BitsUndefined:
    return Name + " leaves " + bitRanges(O.Bits) + " of the saved word" + As +
           " undefined, which the contract allows: only IF is to be read";
  case ImplObservation::AlwaysOff:
    return Name + " returns the same saved word" + As +
           " always, in which interrupts are off";
  case ImplObservation::ReadsOther:
    return Name + " decides on " + bitRanges(O.Bits) +
           " of the word that it restores" + As +
           ", which a save need not define: it does so by chance; look at "
           "X86_EFLAGS_IF only";
  case ImplObservation::StoresOther:
    return Name + " stores " + bitRanges(O.Bits) +
           " of the word that it restores" + As +
           ", which a save need not define; store 'flags & X86_EFLAGS_IF'";
  case ImplObservation::LoadsRegister:
    return Name + " loads " + bitRanges(O.Bits) +
           " of the word that it restores" + As +
           " into the processor's flags, and a save need not define them; "
           "enable interrupts if IF is set, and do nothing otherwise";
  case ImplObservation::RestoreInverted:
    return Name + " takes IF of the word that it restores" + As +
           " the wrong way round: " +
           (O.Other.empty() ? "it does the opposite of what the word says"
            : O.IsField
                ? "for the opposite it leaves " + std::to_string(O.Number) +
                      ", and the contract says that " + said(O)
                : "for the opposite it does what '" + O.Other + "' does") +
           "; IF set means on";
  }
  return {};
}

static Level level(ImplObservation::Kind K) {
  switch (K) {
  case ImplObservation::BitsUndefined:
  case ImplObservation::AlwaysOff:
    return Level::Audit;
  case ImplObservation::StoresOther:
  case ImplObservation::LoadsRegister:
    return Level::Warning;
  default:
    return Level::Error;
  }
}

void implUndefinedBits(const solve::Observations &Seen, const flow::Contract &C,
                       std::vector<Finding> &Out) {
  for (const ImplObservation &O : Seen.Implementations) {
    if (O.K == ImplObservation::LoadsRegister && C.restoresDisable())
      continue; // what a full restore is
    Finding F;
    F.Check = "pvops-impl-undefined-bits";
    F.Severity = level(O.K);
    F.Loc = O.At;
    F.Function = O.Function;
    F.Identity = O.Function + ' ' + std::to_string(O.K) + ';' + O.Other;
    F.Message = message(O);
    if (!O.Other.empty() && !O.IsField)
      F.Notes.push_back({O.Where, "'" + O.Other + "' is here"});
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
