//===- Text.cpp - findings as Clang-style text ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"
#include "ir/Notes.h"

namespace pvlint::report {

unsigned printText(llvm::ArrayRef<checks::Finding> Findings,
                   llvm::ArrayRef<std::string> Files, checks::Level Show,
                   llvm::raw_ostream &OS) {
  auto Where = [&](flow::Location Loc) -> llvm::raw_ostream & {
    if (Loc.isValid() && Loc.File < Files.size())
      OS << flow::printable(Files[Loc.File]) << ':' << Loc.Line << ':'
         << Loc.Col << ": ";
    return OS;
  };
  unsigned Count = 0;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > Show || F.isSuppressed())
      continue;
    ++Count;
    Where(F.Loc) << (F.Severity == checks::Level::Audit ? "remark: "
                                                        : "warning: ")
                 << flow::printable(F.Message) << " [" << F.Check << "]\n";
    for (const checks::Note &N : F.Notes)
      Where(N.Loc) << "note: " << flow::printable(N.Text) << '\n';
  }
  return Count;
}

} // namespace pvlint::report
