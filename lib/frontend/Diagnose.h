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

/// The findings at or above \p Show that are not suppressed, by report::Cause.
std::vector<std::vector<const checks::Finding *>>
causesOf(llvm::ArrayRef<checks::Finding> Findings,
         const extract::Locations &Locs, const clang::SourceManager &SM,
         checks::Level Show);

/// The fix-it of \p F, or nothing where it cannot be applied.
std::vector<clang::FixItHint> fixHints(const checks::Finding &F,
                                       const extract::Locations &Locs,
                                       const clang::SourceManager &SM);

/// Fix-its that Clang's printer can show in one snippet.
struct FixPart {
  clang::SourceLocation At; ///< of the first one; invalid: of the finding
  std::vector<clang::FixItHint> Hints;
};

/// \p Hints as parts. The first is that of the finding at \p Loc, and may have
/// none. Clang shows a finding's text under the number of the first line that
/// its fix-its change, also of one that is too far to be shown, so that needs a
/// note of its own.
std::vector<FixPart> fixParts(std::vector<clang::FixItHint> Hints,
                              clang::SourceLocation Loc,
                              const clang::SourceManager &SM);

/// What the note of a part says.
inline constexpr llvm::StringLiteral FixNote = "the fix changes this";

/// Reports \p Findings at or above the level shown to \p Diags, each cause
/// once. Returns how many findings there were.
unsigned diagnose(llvm::ArrayRef<checks::Finding> Findings,
                  const extract::Locations &Locs,
                  const clang::SourceManager &SM,
                  clang::DiagnosticsEngine &Diags,
                  const DiagnoseOptions &Options);

/// Reports what \p F says as a note: one more place of what was just reported.
void diagnoseAlso(const checks::Finding &F, const extract::Locations &Locs,
                  clang::DiagnosticsEngine &Diags);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_DIAGNOSE_H
