//===- Reviewdog.cpp - a report as Reviewdog Diagnostic Format ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf, the form
// rdjson. SARIF would do as well, but here a fix-it becomes a suggestion that a
// reviewer accepts with a click. Known findings are left out: what is posted is
// a comment on somebody's change. Columns count bytes, as ours do. A suggestion
// replaces one range of the file that the finding is in, so a fix-it of several
// parts is given as several, and one that reaches into another file is not
// given.
//
//===----------------------------------------------------------------------===//

#include "report/Cause.h"
#include "report/Formats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

namespace pvlint::report {

using llvm::StringRef;

static StringRef severity(checks::Level L) {
  switch (L) {
  case checks::Level::Error:
    return "ERROR";
  case checks::Level::Warning:
    return "WARNING";
  case checks::Level::Audit:
    return "INFO";
  }
  return "";
}

namespace {

class Writer {
public:
  Writer(const Results &R, llvm::raw_ostream &OS) : R(R), J(OS, 2) {}

  void write() {
    J.object([&] {
      J.attributeObject("source", [&] { J.attribute("name", "pvlint"); });
      J.attributeArray("diagnostics", [&] {
        for (const Cause &C : newCausesOf(R.Findings))
          J.object([&] { diagnostic(C); });
        for (const auto &[File, Error] : R.Failed)
          J.object([&] {
            J.attribute("message", "not analysed: " + Error);
            J.attributeObject("location", [&] { J.attribute("path", File); });
            J.attribute("severity", "ERROR");
          });
      });
    });
  }

private:
  const Results &R;
  llvm::json::OStream J;

  void position(StringRef Key, uint32_t Line, uint32_t Col) {
    J.attributeObject(Key, [&] {
      J.attribute("line", Line);
      if (Col)
        J.attribute("column", Col);
    });
  }

  void location(const Place &P) {
    J.attributeObject("location", [&] {
      J.attribute("path", P.Path);
      if (P.Line)
        J.attributeObject("range", [&] { position("start", P.Line, P.Col); });
    });
  }

  void diagnostic(const Cause &C) {
    const Result &F = *C.front();
    J.attribute("message", F.Message);
    location(F.At);
    J.attribute("severity", severity(F.Severity));
    J.attributeObject("code", [&] { J.attribute("value", F.Check); });
    J.attributeArray("related_locations", [&] {
      for (const Step &S : F.Steps)
        J.object([&] {
          J.attribute("message", S.Text);
          location(S.At);
        });
      for (const Result *Also : llvm::drop_begin(C))
        J.object([&] {
          J.attribute("message", (checks::AlsoHere + Also->Message).str());
          location(Also->At);
        });
    });
    const auto Edits = editsOf(C);
    if (llvm::any_of(Edits, [&](const Replacement *E) {
          return E->Begin.Path != F.At.Path;
        }))
      return;
    J.attributeArray("suggestions", [&] {
      for (const Replacement *E : Edits)
        J.object([&] {
          J.attributeObject("range", [&] {
            position("start", E->Begin.Line, E->Begin.Col);
            position("end", E->EndLine, E->EndCol);
          });
          J.attribute("text", E->Text);
        });
    });
  }
};

} // namespace

void writeReviewdog(const Results &R, llvm::raw_ostream &OS) {
  Writer(R, OS).write();
  OS << '\n';
}

} // namespace pvlint::report
