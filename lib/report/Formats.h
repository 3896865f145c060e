//===- Formats.h - the forms that a report can have -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_FORMATS_H
#define PVLINT_REPORT_FORMATS_H

#include "report/Result.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::report {

/// The form of docs/report.schema.json.
void writeJson(const Results &R, llvm::raw_ostream &OS);
/// SARIF 2.1.0, minified, within the limits of GitHub code scanning; says on
/// stderr what did not fit. https://docs.oasis-open.org/sarif/sarif/v2.1.0
void writeSarif(const Results &R, llvm::raw_ostream &OS);
/// Workflow commands, which GitHub turns into annotations of the changed lines.
void writeGithub(const Results &R, llvm::raw_ostream &OS);
/// GitLab's code quality report, a subset of Code Climate's.
void writeGitlab(const Results &R, llvm::raw_ostream &OS);
/// reviewdog's rdjson, for comments on a change under review.
void writeReviewdog(const Results &R, llvm::raw_ostream &OS);

/// One page that shows everything and loads nothing: the data of writeJson(),
/// the source around each step, and the census. web/ is its program.
void writeHtml(const Results &R, llvm::raw_ostream &OS);

/// The members of writeJson()'s object.
void writeReport(const Results &R, llvm::json::OStream &J);

struct Format {
  llvm::StringLiteral Name;
  void (*Write)(const Results &R, llvm::raw_ostream &OS);
};

/// Whether this pvlint was built with npm, which makes the page.
bool hasHtml();

/// All but text, which is printed while findings come.
llvm::ArrayRef<Format> formats();

} // namespace pvlint::report

#endif // PVLINT_REPORT_FORMATS_H
