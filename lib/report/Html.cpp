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
#include <map>
#include <set>

namespace pvlint::report {

using llvm::StringRef;

// The page of web/, without data.
static constexpr unsigned char Template[] = {
#include "ReportTemplate.inc"
};
static constexpr llvm::StringLiteral Placeholder = "@PVLINT_DATA@";

/// Lines that can be shown around each that matters: most of a function.
static constexpr uint32_t Around = 30;

/// Restores that somebody will want to look at: those that are not proven.
static void addOpenSites(const llvm::json::Value &Census,
                         std::map<std::string, std::set<uint32_t>> &Lines) {
  const auto *Top = Census.getAsObject();
  const auto *Sites = Top ? Top->getArray("list") : nullptr;
  if (!Sites)
    return;
  for (const llvm::json::Value &V : *Sites) {
    const auto *Site = V.getAsObject();
    const auto Verdict = Site ? Site->getString("verdict") : std::nullopt;
    if (Verdict != "needs" && Verdict != "unknown")
      continue;
    if (auto File = Site->getString("file"))
      Lines[File->str()].insert(Site->getInteger("line").value_or(0));
  }
}

/// First and last lines to show, by file: what is close is one piece.
static std::map<std::string, std::vector<std::pair<uint32_t, uint32_t>>>
spans(const Results &R, const llvm::json::Value &Census) {
  std::map<std::string, std::set<uint32_t>> Lines;
  auto Add = [&](const Result &F) {
    Lines[F.At.Path].insert(F.At.Line);
    for (const Step &S : F.Steps)
      Lines[S.At.Path].insert(S.At.Line);
    for (const Replacement &E : F.Fix) {
      Lines[E.Begin.Path].insert(E.Begin.Line);
      Lines[E.Begin.Path].insert(E.EndLine);
    }
  };
  llvm::for_each(R.Findings, Add);
  llvm::for_each(R.Suppressed, Add);
  addOpenSites(Census, Lines);
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

/// What a file lacks, or is no text, is left out: the page says so.
static void writeSources(const Results &R, const llvm::json::Value &Census,
                         llvm::json::OStream &J) {
  for (const auto &[Path, Spans] : spans(R, Census)) {
    const auto Buffer = R.source(Path);
    if (!Buffer)
      continue;
    llvm::SmallVector<StringRef, 0> Lines;
    Buffer->getBuffer().split(Lines, '\n');
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

/// By file; of each line what interrupts can be before it and behind it.
static void writeStates(const Results &R, llvm::json::OStream &J) {
  std::map<StringRef, std::vector<const StateBar *>> ByPath;
  for (const StateBar &S : R.States)
    ByPath[S.Path].push_back(&S);
  for (const auto &[Path, Bars] : ByPath)
    J.attributeArray(Path, [&] {
      for (const StateBar *S : Bars)
        J.object([&] {
          J.attribute("function", S->Function);
          J.attributeArray("lines", [&] {
            for (const solve::LineState &L : S->Lines)
              J.array([&] {
                J.value(L.Line);
                J.value(L.Before);
                J.value(L.After);
              });
          });
        });
    });
}

void writeHtml(const Results &R, llvm::raw_ostream &OS) {
  // Made by printCensusJson(); null when there is none.
  llvm::json::Value Census = nullptr;
  if (auto Parsed = llvm::json::parse(R.Census))
    Census = std::move(*Parsed);
  else
    llvm::consumeError(Parsed.takeError());
  std::string Data;
  {
    llvm::raw_string_ostream Text(Data);
    llvm::json::OStream J(Text);
    J.object([&] {
      writeReport(R, J);
      J.attributeObject("sources", [&] { writeSources(R, Census, J); });
      J.attributeObject("states", [&] { writeStates(R, J); });
      J.attribute("census", Census);
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
