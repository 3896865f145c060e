//===- ForeignFlags.cpp - pvops-foreign-flags -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C4: the word restored is a word that was saved. So far: a variable
// that nothing was saved to on the path.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Witness.h"

namespace pvlint::checks {

void foreignFlags(const solve::Observations &Seen, const flow::Contract &,
                  std::vector<Finding> &Out) {
  for (const solve::UninitObservation &O : Seen.Uninits) {
    Finding F;
    F.Check = "pvops-foreign-flags";
    F.Severity = Level::Warning;
    F.Loc = O.Restore->Loc.Begin;
    identify(F, O.Restore, {});
    F.Message = quoted(O.Restore) + " restores '" + O.Variable +
                "', which nothing was saved to on this path: interrupts end up "
                "on or off by chance; restore only where the lock was taken "
                "with irqsave";
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
