//===- Github.cpp - a report as GitHub workflow commands ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Cause.h"
#include "report/Formats.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::report {

/// Workflow commands are lines; in properties the separators are escaped too.
static std::string escaped(llvm::StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : Text) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (IsProperty && C == ':')
      Out += "%3A";
    else if (IsProperty && C == ',')
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

void writeGithub(const Results &R, llvm::raw_ostream &OS) {
  for (const Cause &C : newCausesOf(R.Findings)) {
    const Result &F = *C.front();
    const llvm::StringRef Kind =
        F.Severity == checks::Level::Audit ? "notice" : levelName(F.Severity);
    std::string Text = F.Message;
    for (const Step &S : F.Steps)
      Text +=
          "\n" + S.At.Path + ":" + std::to_string(S.At.Line) + ": " + S.Text;
    for (const Result *Also : llvm::drop_begin(C))
      Text += ("\n" + Also->At.Path + ":" + std::to_string(Also->At.Line) +
               ": " + checks::AlsoHere + Also->Message)
                  .str();
    OS << "::" << Kind << " file=" << escaped(F.At.Path, true)
       << ",line=" << F.At.Line << ",col=" << F.At.Col
       << ",title=" << escaped(F.Check, true) << "::" << escaped(Text, false)
       << '\n';
  }
  for (const auto &[File, Error] : R.Failed)
    OS << "::error title=pvlint could not analyse " << escaped(File, true)
       << "::" << escaped(Error, false) << '\n';
}

} // namespace pvlint::report
