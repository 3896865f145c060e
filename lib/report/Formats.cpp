//===- Formats.cpp - the forms that a report can have ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

namespace pvlint::report {

static constexpr Format All[] = {
    {"json", writeJson},        {"sarif", writeSarif},
    {"github", writeGithub},    {"gitlab", writeGitlab},
    {"rdjson", writeReviewdog},
#ifdef PVLINT_WITH_HTML
    {"html", writeHtml},
#endif
};

bool hasHtml() {
  return llvm::any_of(All, [](const Format &F) { return F.Name == "html"; });
}

llvm::ArrayRef<Format> formats() { return All; }

} // namespace pvlint::report
