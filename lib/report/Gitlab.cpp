//===- Gitlab.cpp - a report as GitLab code quality JSON ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Cause.h"
#include "report/Formats.h"
#include "llvm/Support/JSON.h"

namespace pvlint::report {

static llvm::StringRef severity(checks::Level L) {
  switch (L) {
  case checks::Level::Error:
    return "major";
  case checks::Level::Warning:
    return "minor";
  case checks::Level::Audit:
    return "info";
  }
  return "";
}

/// The widget has one text for a finding, and joins its lines: steps are
/// numbered.
static std::string description(const Cause &C) {
  const Result &F = *C.front();
  std::string Text = F.Message + alsoAt(C);
  unsigned Number = 0;
  for (const Step &S : F.Steps)
    Text += "\n" + std::to_string(++Number) + ". " + S.At.Path + ":" +
            std::to_string(S.At.Line) + ": " + S.Text;
  return Text;
}

void writeGitlab(const Results &R, llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.array([&] {
    for (const Cause &C : causesOf(R.Findings))
      J.object([&] {
        const Result &F = *C.front();
        J.attribute("description", description(C));
        J.attribute("check_name", F.Check);
        J.attribute("fingerprint", F.Fingerprint);
        J.attribute("severity", severity(F.Severity));
        J.attributeObject("location", [&] {
          J.attribute("path", F.At.Path);
          J.attributeObject("lines", [&] { J.attribute("begin", F.At.Line); });
        });
      });
  });
  OS << '\n';
}

} // namespace pvlint::report
