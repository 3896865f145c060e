//===- Registry.cpp - all checks ------------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include <algorithm>
#include <tuple>

namespace pvlint::checks {

void flagsClobbered(const solve::Observations &, const flow::Contract &,
                    std::vector<Finding> &);
void foreignFlags(const solve::Observations &, const flow::Contract &,
                  std::vector<Finding> &);
void restoreDisables(const solve::Observations &, const flow::Contract &,
                     std::vector<Finding> &);
void saveFlBits(const solve::Observations &, const flow::Contract &,
                std::vector<Finding> &);
void unconditionalEnable(const solve::Observations &, const flow::Contract &,
                         std::vector<Finding> &);

static const Check AllChecks[] = {
    {"pvops-flags-clobbered",
     "a saved flags word is overwritten before it is restored", flagsClobbered},
    {"pvops-foreign-flags", "a word that was not saved is restored",
     foreignFlags},
    {"pvops-restore-disables",
     "a restore would have to disable interrupts, which it does not",
     restoreDisables},
    {"pvops-save-fl-bits", "undefined bits of a saved flags word are read",
     saveFlBits},
    {"pvops-unconditional-enable",
     "interrupts are turned on although the caller has them off",
     unconditionalEnable},
};

llvm::ArrayRef<Check> registry() { return AllChecks; }

std::vector<Finding> runChecks(const solve::Observations &Seen,
                               const flow::Contract &C) {
  std::vector<Finding> Out;
  for (const Check &K : AllChecks)
    K.Run(Seen, C, Out);
  auto Key = [](const Finding &F) {
    return std::tie(F.Loc, F.Check, F.Severity, F.Message);
  };
  std::stable_sort(
      Out.begin(), Out.end(),
      [&](const Finding &A, const Finding &B) { return Key(A) < Key(B); });
  Out.erase(std::unique(Out.begin(), Out.end(),
                        [](const Finding &A, const Finding &B) {
                          return A.Loc == B.Loc && A.Check == B.Check;
                        }),
            Out.end());
  return Out;
}

} // namespace pvlint::checks
