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
#include "llvm/Support/ErrorHandling.h"

namespace pvlint::checks {

using solve::AnnotationObservation;

/// {0}: the function, {1}: what it is annotated, {2}: the state and what made
/// it so, {3}: what saved, {4}: the number, {5}: the parameter, {6}: a remedy.
namespace text {
constexpr char Leaves[] =
    "{0} is annotated {1} but returns here with interrupts {2}{6}";
constexpr char LeavesAnyCaller[] =
    "{0} is annotated {1} but [[always ]]returns here with interrupts {2}{6}";
constexpr char LeavesOther[] =
    "{0} is annotated {1} but returns here with interrupts {2}[[, with another "
    "result]]{6}";
constexpr char Unchanged[] =
    "{0} is annotated {1} but returns here with the interrupt state "
    "unchanged{6}";
constexpr char ReturnsSavedTooLate[] =
    "{0} is annotated {1} but returns flags that {3} saved with interrupts "
    "already disabled{6}";
constexpr char StoresSavedTooLate[] =
    "{0} is annotated {1} but stores flags that {3} saved with interrupts "
    "already disabled{6}";
constexpr char ReturnsNumber[] =
    "{0} is annotated {1} but returns the number {4}, not saved flags{6}";
constexpr char StoresNumber[] = "{0} is annotated {1} but stores the number "
                                "{4} where {5} points, not saved flags{6}";
constexpr char StoresNothing[] =
    "{0} is annotated {1} but stores no saved flags where {5} points{6}";
constexpr char RestoresNothing[] =
    "{0} is annotated {1} but returns here without restoring {5}{6}";
constexpr char RestoresNothingThere[] =
    "{0} is annotated {1} but returns here without restoring the flags that "
    "{5} points to{6}";

/// {0}: enabled or disabled, {1}: what made interrupts so.
constexpr char Enabled[] = "enabled";
constexpr char Disabled[] = "disabled";
constexpr char EnabledBy[] = "enabled by {0}";
constexpr char DisabledBy[] = "disabled by {0}";

/// The remedy.
constexpr char Fix[] = "; fix the body or the annotation";
constexpr char Outside[] = ", unless a callee in another file does that; "
                           "annotate it too";

constexpr char Annotated[] = "annotated here";
} // namespace text

static const char *textOf(const AnnotationObservation &O) {
  switch (O.K) {
  case AnnotationObservation::Leaves:
    return text::Leaves;
  case AnnotationObservation::LeavesAnyCaller:
    return text::LeavesAnyCaller;
  case AnnotationObservation::LeavesOther:
    return text::LeavesOther;
  case AnnotationObservation::Unchanged:
    return text::Unchanged;
  case AnnotationObservation::SavedTooLate:
    return O.IsPointee ? text::StoresSavedTooLate : text::ReturnsSavedTooLate;
  case AnnotationObservation::GivesNumber:
    return O.IsPointee ? text::StoresNumber : text::ReturnsNumber;
  case AnnotationObservation::GivesNothing:
    return text::StoresNothing;
  case AnnotationObservation::RestoresNothing:
    return O.IsPointee ? text::RestoresNothingThere : text::RestoresNothing;
  }
  llvm_unreachable("all kinds are above");
}

/// What made interrupts, or the flags, as they are at the return.
static const char *madeHere(const AnnotationObservation &O) {
  return O.K == AnnotationObservation::SavedTooLate ? step::Saved
         : O.IsOn                                   ? step::Enabled
                                                    : step::Disabled;
}

void annotation(const solve::Observations &Seen, const flow::Contract &,
                std::vector<Finding> &Out) {
  for (const flow::Annotation &A : Seen.Annotations) {
    Finding F;
    F.Check = "pvops-annotation";
    F.What = Shape::AnnotationBroken;
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
    F.What = Shape::AnnotationBroken;
    F.Severity = O.MayBeOutside ? Level::Audit : Level::Error;
    F.Loc = O.Return->Loc.Begin;
    identify(F, O.Return, {O.Made});
    F.Identity += O.Says.Text;
    const std::string Made = O.Made ? placed(O.Made, O.Return) : "";
    const std::string State =
        O.Made   ? say(O.IsOn ? text::EnabledBy : text::DisabledBy, {Made})
        : O.IsOn ? text::Enabled
                 : text::Disabled;
    F.Message = say(textOf(O), {functionOf(O.Return), O.Says.Text, State, Made,
                                std::to_string(O.Number), O.Param,
                                O.MayBeOutside ? text::Outside : text::Fix});
    F.Notes.push_back({O.Says.Loc, text::Annotated});
    if (O.Made)
      addSteps(F.Notes, O.Made, note(madeHere(O), O.Made));
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
