//===- Mail.h - findings as mails to maintainers ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mail tells a maintainer about one cause: plain text of 75 columns that says
// what is wrong, how it happens, and what to change. With a fix it is a patch
// for `git am`, and the report is its commit message. What the sender has to
// check before sending it is below the three dashes.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_MAIL_H
#define PVLINT_REPORT_MAIL_H

#include "report/Cause.h"
#include "report/Effect.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>

namespace pvlint::report {

/// What the tree says; what it does not say is empty.
struct MailFacts {
  std::string From;   ///< the author of a patch: "NAME <ADDRESS>"
  std::string Prefix; ///< of the subsystem: "net: niu"
  std::vector<std::string> To, Cc;
  std::string Kernel;        ///< "6.12.117"
  std::string Configuration; ///< "x86, CONFIG_NIU=m"
  std::string Fixes;         ///< "abcdef123456 (\"subject\")", a guess
  std::string Diff;          ///< empty: nothing to apply
  std::string Number;        ///< in a series of patches: "2/5"
  std::string Version;       ///< of pvlint
  /// Other reports of the same mistake nearby: "f(), a.c:12".
  std::vector<std::string> Alike;
  SourceLine Source;
  /// What the source says of the condition that a step names, in parentheses,
  /// or nothing; may be null.
  std::function<std::string(const Step &)> Remark;
};

void writeMail(const Cause &C, const MailFacts &Facts, llvm::raw_ostream &OS);

} // namespace pvlint::report

#endif // PVLINT_REPORT_MAIL_H
