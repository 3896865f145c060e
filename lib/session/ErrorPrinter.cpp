//===- ErrorPrinter.cpp - errors of a parse -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/ErrorPrinter.h"
#include "ir/Notes.h"
#include "session/ClangCompat.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace pvlint::session {

static DiagnosticOptions withColor(DiagnosticOptions Options, bool Color) {
  Options.ShowColors = Color;
  return Options;
}

ErrorPrinter::ErrorPrinter(const DiagnosticOptions &UnitOptions, bool Color)
    : Options(withColor(UnitOptions, Color)), OS(Text),
      Printer(OS, compat::forPrinter(Options)) {
  OS.enable_colors(Color);
}

void ErrorPrinter::BeginSourceFile(const LangOptions &Lang,
                                   const Preprocessor *PP) {
  Printer.BeginSourceFile(Lang, PP);
}

std::string ErrorPrinter::text() const {
  return Options.ShowColors ? flow::printableColored(Text)
                            : flow::printable(Text, /*HasLines=*/true);
}

void ErrorPrinter::EndSourceFile() { Printer.EndSourceFile(); }

void ErrorPrinter::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                    const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level >= DiagnosticsEngine::Error) {
    Showing = getNumErrors() <= MaxShown;
    if (First.empty()) {
      SmallString<100> Message;
      Info.FormatDiagnostic(Message);
      if (Info.hasSourceManager() && Info.getLocation().isValid()) {
        PresumedLoc Where =
            Info.getSourceManager().getPresumedLoc(Info.getLocation());
        if (Where.isValid())
          First = std::string(Where.getFilename()) + ":" +
                  std::to_string(Where.getLine()) + ":" +
                  std::to_string(Where.getColumn()) + ": ";
      }
      First += Message.str();
    }
  } else if (Level != DiagnosticsEngine::Note) {
    Showing = false;
  }
  if (Showing)
    Printer.HandleDiagnostic(Level, Info);
}

} // namespace pvlint::session
