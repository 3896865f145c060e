//===- ImplUndefinedBits.cpp - pvops-impl-undefined-bits ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C9: an implementation of save_fl defines the bits that the contract
// promises, with IF's sense; one of restore_fl looks at IF only. A save may
// leave the other bits undefined: that is reported at level audit.
//
//===----------------------------------------------------------------------===//

#include "checks/BitRanges.h"
#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using solve::ImplObservation;

/// {0}: the function, {1}: the bits, {2}: " as 'save_fl'", {3}: the other
/// function, or what the contract says of the field.
namespace text {
constexpr char IfUndefined[] =
    "{0} returns {1} of the saved flags[[{2}]] uninitialized, including IF[[: "
    "a restore enables interrupts at random]]; set IF on every path";
constexpr char IfNeverSet[] =
    "{0} returns saved flags[{2}] in which IF is never set[[: restores leave "
    "interrupts disabled]]; return X86_EFLAGS_IF, as unsigned long, if they "
    "are enabled";
constexpr char IfInvertedField[] =
    "{0} returns saved flags[{2}] with IF inverted: set while {3}[[, so a "
    "restore enables what was disabled]]; IF set means enabled";
constexpr char IfInverted[] =
    "{0} returns saved flags[{2}] with IF inverted: wrong after {3}[[, so a "
    "restore enables what was disabled]]; IF set means enabled";
constexpr char BitsUndefined[] =
    "{0} leaves {1} of the saved flags{2} undefined, which is allowed: only IF "
    "may be read";
constexpr char AlwaysOff[] =
    "{0} always returns the same saved flags{2}, which say disabled";
constexpr char ReadsOther[] =
    "{0} decides on {1} of the flags it restores[[{2}]][[, which a save need "
    "not define]]; look at X86_EFLAGS_IF only";
constexpr char StoresOther[] =
    "{0} stores {1} of the flags it restores[[{2}]][[, which a save need not "
    "define]]; store 'flags & X86_EFLAGS_IF'";
constexpr char LoadsRegister[] =
    "{0} loads {1} of the flags it restores[[{2}]] into the CPU's flags[[, "
    "which a save need not define]]; enable interrupts if IF is set, else do "
    "nothing";
constexpr char RestoreOpposite[] = "{0} restores IF inverted[{2}]: it does the "
                                   "opposite of what the flags say; "
                                   "IF set means enabled";
constexpr char RestoreInvertedField[] =
    "{0} restores IF inverted[{2}]: it leaves the value for which {3}; IF set "
    "means enabled";
constexpr char RestoreInverted[] = "{0} restores IF inverted[{2}]: it does "
                                   "what {3} does; IF set means enabled";

constexpr char As[] = " as '{0}'";
constexpr char SaysEnabled[] =
    "the contract says '{0}' is {1} with interrupts enabled";
constexpr char SaysDisabled[] =
    "the contract says '{0}' is {1} with interrupts disabled";
constexpr char Function[] = "{0}()";
constexpr char OtherIsHere[] = "{0}() is defined here";
} // namespace text

static const char *sentence(const ImplObservation &O) {
  switch (O.K) {
  case ImplObservation::IfUndefined:
    return text::IfUndefined;
  case ImplObservation::IfNeverSet:
    return text::IfNeverSet;
  case ImplObservation::IfInverted:
    return O.IsField ? text::IfInvertedField : text::IfInverted;
  case ImplObservation::BitsUndefined:
    return text::BitsUndefined;
  case ImplObservation::AlwaysOff:
    return text::AlwaysOff;
  case ImplObservation::ReadsOther:
    return text::ReadsOther;
  case ImplObservation::StoresOther:
    return text::StoresOther;
  case ImplObservation::LoadsRegister:
    return text::LoadsRegister;
  case ImplObservation::RestoreInverted:
    return O.Other.empty() ? text::RestoreOpposite
           : O.IsField     ? text::RestoreInvertedField
                           : text::RestoreInverted;
  }
  return "";
}

static std::string message(const ImplObservation &O) {
  // "the contract says 'mask' is 1 while interrupts are disabled"
  const std::string Other = say(!O.IsField ? text::Function
                                : O.SaidOn ? text::SaysEnabled
                                           : text::SaysDisabled,
                                {O.Other, std::to_string(O.Number)});
  return say(sentence(O),
             {say(text::Function, {O.Function}), bitRanges(O.Bits),
              O.Place.empty() ? std::string() : say(text::As, {O.Place}),
              Other});
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
    F.What = Shape::IfWrong;
    F.Severity = level(O.K);
    F.Loc = O.At;
    F.Function = O.Function;
    F.Identity = O.Function + ' ' + std::to_string(O.K) + ';' + O.Other;
    F.Message = message(O);
    if (!O.Other.empty() && !O.IsField)
      F.Notes.push_back({O.Where, say(text::OtherIsHere, {O.Other})});
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
