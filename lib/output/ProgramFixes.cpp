//===- ProgramFixes.cpp - fix-its of a linked program ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramFixes.h"
#include "checks/EditText.h"

namespace pvlint::output {

std::vector<session::FileEdit> ProgramFixes::of(const checks::Finding &F) {
  std::vector<session::FileEdit> Edits;
  for (const checks::Edit &E : F.Fix) {
    const SourceFiles::Source *S =
        E.Begin.isValid() && E.Begin.File == E.End.File
            ? Sources.file(E.Begin.File)
            : nullptr;
    if (!S)
      return {};
    const llvm::StringRef All = S->Text->getBuffer();
    auto OffsetOf = [&](flow::Location L) {
      return L.Line - 1 < S->Lines.size() && L.Col
                 ? S->Lines[L.Line - 1] + L.Col - 1
                 : llvm::StringRef::npos;
    };
    const size_t Begin = OffsetOf(E.Begin), End = OffsetOf(E.End);
    if (Begin > End || End > All.size() ||
        !All.substr(Begin).starts_with(E.Was))
      return {};
    if (!E.Declares.empty() && !checks::canDeclare(All, Begin, E.Declares))
      return {};
    session::FileEdit Out;
    Out.Path = S->Path;
    Out.Offset = Begin;
    Out.Length = End - Begin;
    Out.Text = E.Text;
    if (E.NeedsBlock) {
      const auto Indent = checks::startsStatement(All.take_front(Begin));
      if (!Indent)
        return {};
      Out.Text += *Indent;
    }
    Out.Contents = S->Hash;
    Out.Line = E.Begin.Line;
    Out.Col = E.Begin.Col;
    Out.EndLine = E.End.Line;
    Out.EndCol = E.End.Col;
    Edits.push_back(std::move(Out));
  }
  return Edits;
}

} // namespace pvlint::output
