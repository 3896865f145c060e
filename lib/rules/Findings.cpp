//===- Findings.cpp - what the checks say, but for what is known ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Findings.h"
#include "checks/Check.h"
#include "rules/Suppression.h"

namespace pvlint::rules {

std::vector<checks::Finding> findingsOf(const solve::Observations &Seen,
                                        const flow::Contract &C,
                                        llvm::ArrayRef<flow::Mark> Comments,
                                        Scope Analysed) {
  std::vector<checks::Finding> Out = checks::runChecks(Seen, C);
  suppress(Comments, Analysed, Out);
  checks::sortFindings(Out);
  return Out;
}

} // namespace pvlint::rules
