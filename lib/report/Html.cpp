//===- Html.cpp - a report as one HTML page -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifdef PVLINT_WITH_HTML

#include "report/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

namespace pvlint::report {

using llvm::StringRef;

// The page of web/, without data.
static constexpr unsigned char Template[] = {
#include "ReportTemplate.inc"
};
static constexpr llvm::StringLiteral Placeholder = "@PVLINT_DATA@";

/// Lines that are shown around each that matters.
static constexpr uint32_t Around = 7;

/// First and last lines to show, by file: what is close is one piece.
static std::map<std::string, std::vector<std::pair<uint32_t, uint32_t>>>
spans(const Results &R) {
  std::map<std::string, std::set<uint32_t>> Lines;
  for (const Result &F : R.Findings) {
    Lines[F.At.Path].insert(F.At.Line);
    for (const Step &S : F.Steps)
      Lines[S.At.Path].insert(S.At.Line);
  }
  std::map<std::string, std::vector<std::pair<uint32_t, uint32_t>>> Spans;
  for (const auto &[Path, Marked] : Lines)
    for (uint32_t Line : Marked) {
      if (!Line)
        continue;
      const uint32_t First = Line > Around ? Line - Around : 1;
      auto &Of = Spans[Path];
      if (!Of.empty() && First <= Of.back().second + Around)
        Of.back().second = Line + Around;
      else
        Of.emplace_back(First, Line + Around);
    }
  return Spans;
}

/// What a file lacks by now, or is no text, is left out: the page says so.
static void writeSources(const Results &R, llvm::json::OStream &J) {
  for (const auto &[Path, Spans] : spans(R)) {
    llvm::SmallString<256> Full(Path);
    if (!llvm::sys::path::is_absolute(Full)) {
      Full = R.Root;
      llvm::sys::path::append(Full, Path);
    }
    auto Buffer = llvm::MemoryBuffer::getFile(Full, /*IsText=*/true);
    if (!Buffer)
      continue;
    llvm::SmallVector<StringRef, 0> Lines;
    (*Buffer)->getBuffer().split(Lines, '\n');
    J.attributeArray(Path, [&] {
      for (auto [First, Last] : Spans)
        J.object([&] {
          J.attribute("line", First);
          J.attributeArray("text", [&] {
            for (size_t I = First; I <= Last && I <= Lines.size(); ++I)
              J.value(llvm::json::fixUTF8(Lines[I - 1].rtrim('\r')));
          });
        });
    });
  }
}

void writeHtml(const Results &R, llvm::raw_ostream &OS) {
  std::string Data;
  {
    llvm::raw_string_ostream Text(Data);
    llvm::json::OStream J(Text);
    J.object([&] {
      writeReport(R, J);
      J.attributeObject("sources", [&] { writeSources(R, J); });
      J.attributeBegin("census");
      J.rawValue(R.Census.empty() ? "null" : StringRef(R.Census).trim());
      J.attributeEnd();
    });
  }
  const StringRef Page(reinterpret_cast<const char *>(Template),
                       sizeof(Template));
  auto [Before, After] = Page.split(Placeholder);
  OS << Before;
  // Nothing in the data can end the element that it is in.
  for (char C : Data)
    if (C == '<')
      OS << "\\u003c";
    else
      OS << C;
  OS << After;
}

} // namespace pvlint::report

#endif // PVLINT_WITH_HTML
