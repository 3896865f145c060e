//===- Annotation.cpp - pvops-annotation ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A declaration that says what its function does to interrupts is believed by
// every caller. So it has to be true of the body, and to say something.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using solve::AnnotationObservation;

static std::string quote(const flow::Annotation &A) {
  return "'pvlint::" + A.Text + "'";
}

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
    const std::string Name = "'" + O.Return->Fn->Name + "'";
    Finding F;
    F.Check = "pvops-annotation";
    F.Severity = O.MayBeOutside ? Level::Audit : Level::Error;
    F.Loc = O.Return->Loc.Begin;
    identify(F, O.Return, {O.Made});
    F.Identity += O.Says.Text;
    F.Message =
        Name + " is declared " + quote(O.Says) + ", but here it " + O.Does;
    if (O.Made)
      F.Message += ", since " + quoted(shownStep(O.Made)) + " on line " +
                   std::to_string(shownStep(O.Made)->Loc.Begin.Line);
    F.Message += O.MayBeOutside
                     ? ", unless a function that is not in sight does that: "
                       "annotate that one too"
                     : ": callers believe the declaration; put one of them "
                       "right";
    F.Notes.push_back({O.Says.Loc, "the declaration says so here"});
    if (O.Made)
      addSteps(F.Notes, O.Made, quoted(shownStep(O.Made)) + " is here");
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
