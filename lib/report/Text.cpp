//===- Text.cpp - findings as Clang-style text ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"
#include "ir/Notes.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"

namespace pvlint::report {

/// Line \p Number of a source, and a caret below column \p Col, in Clang's
/// form.
static void printSnippet(llvm::StringRef Line, unsigned Number, unsigned Col,
                         llvm::raw_ostream &OS) {
  static constexpr unsigned TabStop = 8;
  std::string Text;
  size_t Caret = 0, Width = 0;
  for (size_t I = 0; I != Line.size(); ++I) {
    if (I + 1 == Col)
      Caret = Width;
    // One column a character, of UTF-8 too.
    if (Line[I] != '\t') {
      // What a terminal would act on is not shown.
      const bool IsControl =
          static_cast<unsigned char>(Line[I]) < 0x20 || Line[I] == 0x7f;
      Text += IsControl ? '?' : Line[I];
      Width += (Line[I] & 0xC0) != 0x80;
      continue;
    }
    const size_t Blanks = TabStop - Width % TabStop;
    Text.append(Blanks, ' ');
    Width += Blanks;
  }
  if (Col > Line.size())
    Caret = Width;
  OS << ' ' << llvm::format_decimal(Number, 4) << " | " << Text << '\n';
  const size_t Digits = std::max<size_t>(4, std::to_string(Number).size());
  OS.indent(Digits + 2) << "| ";
  OS.indent(Caret) << "^\n";
}

static void printLine(flow::Location Loc, llvm::StringRef Kind,
                      llvm::Twine Text, llvm::StringRef Tag,
                      llvm::ArrayRef<std::string> Files, llvm::raw_ostream &OS,
                      SourceLine Source) {
  const bool HasPlace = Loc.isValid() && Loc.File < Files.size();
  if (HasPlace)
    OS << flow::printable(Files[Loc.File]) << ':' << Loc.Line << ':' << Loc.Col
       << ": ";
  OS << Kind << ": " << flow::printable(Text.str()) << Tag << '\n';
  if (HasPlace && Source)
    if (const auto Line = Source(Loc))
      printSnippet(*Line, Loc.Line, Loc.Col, OS);
}

void printAlso(const checks::Finding &F, llvm::ArrayRef<std::string> Files,
               llvm::raw_ostream &OS, SourceLine Source) {
  printLine(F.Loc, "note", checks::AlsoHere + F.Message, "", Files, OS, Source);
}

unsigned printText(llvm::ArrayRef<checks::Finding> Findings,
                   llvm::ArrayRef<std::string> Files, checks::Level Show,
                   llvm::raw_ostream &OS, SourceLine Source) {
  auto Print = [&](flow::Location Loc, llvm::StringRef Kind,
                   llvm::StringRef Text, llvm::StringRef Tag) {
    printLine(Loc, Kind, Text, Tag, Files, OS, Source);
  };
  unsigned Count = 0;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > Show || F.isSuppressed())
      continue;
    ++Count;
    Print(F.Loc, F.Severity == checks::Level::Audit ? "remark" : "warning",
          F.Message,
          " [" + F.Check +
              (F.Severity == checks::Level::Error ? ", proven]" : "]"));
    for (const checks::Note &N : F.Notes)
      Print(N.Loc, "note", N.Text, "");
  }
  return Count;
}

} // namespace pvlint::report
