//===- Diagnose.h - findings as Clang diagnostics ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_DIAGNOSE_H
#define PVLINT_FRONTEND_DIAGNOSE_H

#include "checks/Finding.h"
#include "extract/Locations.h"
#include "clang/Basic/Diagnostic.h"

namespace pvlint::frontend {

struct DiagnoseOptions {
  checks::Level Show = checks::Level::Warning;
  /// Findings are errors of the compilation. Otherwise they stay warnings even
  /// under -Werror: a new check must not break a build.
  bool AsErrors = false;
};

/// While it lives, a warning is neither silenced by -w nor an error by -Werror,
/// which are about the compiler's own.
class OwnSeverity {
public:
  explicit OwnSeverity(clang::DiagnosticsEngine &Diags)
      : Diags(Diags), Werror(Diags.getWarningsAsErrors()),
        Ignore(Diags.getIgnoreAllWarnings()) {
    Diags.setWarningsAsErrors(false);
    Diags.setIgnoreAllWarnings(false);
  }
  ~OwnSeverity() {
    Diags.setWarningsAsErrors(Werror);
    Diags.setIgnoreAllWarnings(Ignore);
  }
  OwnSeverity(const OwnSeverity &) = delete;

private:
  clang::DiagnosticsEngine &Diags;
  const bool Werror, Ignore;
};

/// The fix-it of \p F, or nothing where it cannot be applied.
std::vector<clang::FixItHint> fixHints(const checks::Finding &F,
                                       const extract::Locations &Locs,
                                       const clang::SourceManager &SM);

/// Reports \p Findings at or above the level shown to \p Diags. Returns how
/// many there were.
unsigned diagnose(llvm::ArrayRef<checks::Finding> Findings,
                  const extract::Locations &Locs,
                  const clang::SourceManager &SM,
                  clang::DiagnosticsEngine &Diags,
                  const DiagnoseOptions &Options);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_DIAGNOSE_H
