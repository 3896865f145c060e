//===- Json.cpp - a report as JSON of its own form ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "checks/Check.h"
#include "report/Cause.h"
#include "report/Formats.h"

namespace pvlint::report {

// Raise when a reader of the old form would misread the new.
static constexpr int64_t ReportVersion = 1;

static void writePlace(llvm::json::OStream &J, const Place &P) {
  J.attribute("path", P.Path);
  J.attribute("line", P.Line);
  J.attribute("column", P.Col);
}

static void writeFinding(llvm::json::OStream &J, const Result &F) {
  const bool IsSuppressed = F.Suppressed != checks::Suppression::None;
  J.attribute("check", F.Check);
  if (F.What != checks::Shape::None)
    J.attribute("shape", checks::factsOf(F.What).Name);
  J.attribute("level", levelName(F.Severity));
  writePlace(J, F.At);
  J.attribute("function", F.Function);
  J.attribute("message", F.Message);
  if (F.After != checks::IrqsThen::Unsaid)
    J.attribute("irqs", irqsName(F.After));
  J.attribute("fingerprint", F.Fingerprint);
  J.attribute("cause", F.Cause);
  if (IsSuppressed) {
    J.attribute("state", "suppressed");
    J.attribute("reason", F.Reason);
    J.attribute("by", F.Suppressed == checks::Suppression::Comment ? "comment"
                                                                   : "rule");
  } else if (F.IsKnown)
    J.attribute("state", *F.IsKnown ? "known" : "new");
  J.attributeArray("steps", [&] {
    for (const Step &S : F.Steps)
      J.object([&] {
        writePlace(J, S.At);
        J.attribute("message", S.Text);
        if (S.After != checks::IrqsThen::Unsaid)
          J.attribute("irqs", irqsName(S.After));
        if (S.Role != checks::NoteRole::Before)
          J.attribute("role", S.Role == checks::NoteRole::Behind ? "behind"
                                                                 : "elsewhere");
        if (S.Kind != checks::StepKind::Other)
          J.attribute("kind", kindName(S.Kind));
        if (!S.By.empty())
          J.attribute("by", S.By);
      });
  });
  J.attributeArray("fix", [&] {
    for (const Replacement &E : F.Fix)
      J.object([&] {
        writePlace(J, E.Begin);
        J.attribute("endLine", E.EndLine);
        J.attribute("endColumn", E.EndCol);
        J.attribute("text", E.Text);
      });
  });
}

void writeReport(const Results &R, llvm::json::OStream &J) {
  J.attribute("format", "pvlint-report");
  J.attribute("version", ReportVersion);
  J.attributeObject("tool", [&] {
    J.attribute("name", "pvlint");
    J.attribute("version", R.Version);
  });
  J.attributeArray("checks", [&] {
    for (const checks::Check &C : checks::registry())
      J.object([&] {
        J.attribute("name", C.Name);
        J.attribute("summary", C.Summary);
      });
  });
  J.attributeArray("findings", [&] {
    for (const Result &F : R.Findings)
      J.object([&] { writeFinding(J, F); });
  });
  J.attributeArray("suppressed", [&] {
    for (const Result &F : R.Suppressed)
      J.object([&] { writeFinding(J, F); });
  });
  J.attributeArray("failed", [&] {
    for (const auto &[File, Error] : R.Failed)
      J.object([&] {
        J.attribute("file", File);
        J.attribute("error", Error);
      });
  });
  J.attributeObject("counts", [&] {
    J.attribute("units", R.Units);
    for (checks::Level L :
         {checks::Level::Error, checks::Level::Warning, checks::Level::Audit})
      J.attribute(levelName(L), R.count(L));
    J.attribute("reports", int64_t(causesOf(R.Findings).size()));
    J.attribute("hidden", R.Hidden);
    J.attribute("suppressed", int64_t(R.Suppressed.size()));
  });
}

void writeJson(const Results &R, llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.object([&] { writeReport(R, J); });
  OS << '\n';
}

} // namespace pvlint::report
