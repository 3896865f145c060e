//===- Annotation.cpp - pvops-annotation ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every caller believes a declaration that says what its function does to
// interrupts. So it has to agree with the body, and to say something.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using solve::AnnotationObservation;

/// {0}: the function, {1}: what it is annotated, {2}: what its body does.
namespace text {
constexpr char Broken[] = "{0} is annotated {1} but here {2}; fix the body or "
                          "the annotation";
constexpr char BrokenMade[] = "{0} is annotated {1} but here {2} ({3}); fix "
                              "the body or the annotation";
constexpr char Outside[] =
    "{0} is annotated {1} but here {2}, unless a function in another file does "
    "that; annotate that function too";
} // namespace text

void annotation(const solve::Observations &Seen, const flow::Contract &,
                std::vector<Finding> &Out) {
  for (const flow::Annotation &A : Seen.Annotations) {
    Finding F;
    F.Check = "pvops-annotation";
    F.Severity = Level::Warning;
    F.Loc = A.Loc;
    F.Function = A.Function;
    F.Identity = A.Function + ' ' + A.Text;
    F.Message = A.Text;
    Out.push_back(std::move(F));
  }
  for (const AnnotationObservation &O : Seen.Broken) {
    Finding F;
    F.Check = "pvops-annotation";
    F.Severity = O.MayBeOutside ? Level::Audit : Level::Error;
    F.Loc = O.Return->Loc.Begin;
    identify(F, O.Return, {O.Made});
    F.Identity += O.Says.Text;
    F.Message = say(O.MayBeOutside ? text::Outside
                    : O.Made       ? text::BrokenMade
                                   : text::Broken,
                    {functionOf(O.Return), O.Says.Text, O.Does,
                     O.Made ? placed(O.Made, O.Return) : std::string()});
    F.Notes.push_back({O.Says.Loc, "annotated here"});
    if (O.Made)
      addSteps(F.Notes, O.Made, shownName(O.Made) + " is here");
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
