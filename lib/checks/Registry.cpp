//===- Registry.cpp - all checks ------------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rows are made from the pages docs/checks/pvops-*.md when pvlint is built
// (cmake/EmbedChecks.cmake), so that a check without a page does not run and a
// page without a check does not link.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace pvlint::checks {

#define CHECK(Function, Name, Clause, Summary)                                 \
  void Function(const solve::Observations &, const flow::Contract &,           \
                std::vector<Finding> &);
#include "CheckRows.inc"
#undef CHECK

#include "CheckPages.inc"

template <size_t N>
static llvm::StringRef text(const unsigned char (&Bytes)[N]) {
  return {reinterpret_cast<const char *>(Bytes), N};
}

static const Check AllChecks[] = {
#define CHECK(Function, Name, Clause, Summary)                                 \
  {Name, Clause, Summary, text(Function##Page), Function},
#include "CheckRows.inc"
#undef CHECK
};

llvm::ArrayRef<Check> registry() { return AllChecks; }

/// pvlint-suppression is about what people write about findings of the other
/// checks, so the room rules runs it after these. Here are only its name and
/// its page.
void suppression(const solve::Observations &, const flow::Contract &,
                 std::vector<Finding> &) {}

void sortFindings(std::vector<Finding> &Findings) {
  llvm::stable_sort(Findings, [](const Finding &A, const Finding &B) {
    auto Key = [](const Finding &F) {
      return std::tie(F.Loc, F.Check, F.Severity, F.Message);
    };
    return Key(A) < Key(B);
  });
}

std::vector<Finding> runChecks(const solve::Observations &Seen,
                               const flow::Contract &C) {
  std::vector<Finding> Out;
  for (const Check &K : AllChecks)
    K.Run(Seen, C, Out);
  for (Finding &F : Out)
    F.Message = fit(std::move(F.Message));
  sortFindings(Out);
  Out.erase(llvm::unique(Out,
                         [](const Finding &A, const Finding &B) {
                           // An object without line numbers has no places.
                           return A.Loc == B.Loc && A.Check == B.Check &&
                                  (A.Loc.isValid() || A.Function == B.Function);
                         }),
            Out.end());
  return Out;
}

} // namespace pvlint::checks
