//===- Census.cpp - the census of restore sites, as text and JSON ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Census.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

namespace pvlint::report {

using llvm::StringRef;

/// Bump when a key changes its meaning or goes.
static constexpr int64_t CensusVersion = 1;

bool CensusList::has(const CensusSite &S) const {
  return (Verdict == "all" || S.Verdict == Verdict) &&
         (Reason.empty() || S.Reason == Reason);
}

StringRef subsystem(StringRef Path, unsigned Depth) {
  // StringSwitch takes lists in a way that differs between LLVM 19 and 22.
  static constexpr llvm::StringLiteral Deep[] = {"arch", "drivers", "fs", "net",
                                                 "sound"};
  if (!Depth)
    Depth = llvm::is_contained(Deep, Path.split('/').first) ? 2 : 1;
  size_t End = 0;
  for (unsigned I = 0; I != Depth; ++I) {
    size_t Slash = Path.find('/', I ? End + 1 : 0);
    if (Slash == StringRef::npos)
      break;
    End = Slash;
  }
  return End ? Path.take_front(End) : StringRef(".");
}

void CensusRow::add(const CensusSite &S) {
  for (auto [Verdict, N] : llvm::zip_equal(CensusVerdicts, Count))
    N += S.Verdict == Verdict;
}

static std::string groupOf(const CensusSite &S, const CensusOptions &O) {
  switch (O.By) {
  case CensusBy::Subsystem:
    return subsystem(S.File, O.Depth).str();
  case CensusBy::File:
    return S.File;
  case CensusBy::Function:
    return S.File + ":" + S.Function;
  }
  return "";
}

std::map<std::string, CensusRow> groupSites(const Census &C,
                                            const CensusOptions &O) {
  std::map<std::string, CensusRow> Groups;
  for (const CensusSite &S : C.Sites)
    Groups[groupOf(S, O)].add(S);
  return Groups;
}

static CensusRow total(const Census &C) {
  CensusRow Sum;
  for (const CensusSite &S : C.Sites)
    Sum.add(S);
  return Sum;
}

static std::map<std::string, uint64_t>
reasons(llvm::ArrayRef<CensusSite> Sites) {
  std::map<std::string, uint64_t> Count;
  for (const CensusSite &S : Sites)
    if (!S.Reason.empty())
      ++Count[S.Reason];
  return Count;
}

/// What a reason means, for the table.
static StringRef inWords(StringRef Reason) {
  return llvm::StringSwitch<StringRef>(Reason)
      .Case("unknown-word", "the flags come from where no save was seen")
      .Case("unknown-state", "whether interrupts are disabled is not known")
      .Case("no-caller", "restores a caller's flags, and no caller is known")
      .Case("too-complex", "states were merged, or the function was given up")
      .Case("callers",
            "in a header, of its caller's flags: a site at each call")
      .Case("unreached", "no path gets there")
      .Case("writes-all",
            "writes the whole register, as an implementation does")
      .Default("");
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static void printRow(StringRef Name, size_t Width, const CensusRow &R,
                     llvm::raw_ostream &OS) {
  OS << llvm::left_justify(Name, Width)
     << llvm::format("%8llu", (unsigned long long)R.sum());
  for (uint64_t N : R.Count)
    OS << llvm::format("%9llu", (unsigned long long)N);
  const double Share = R.sum() ? 100.0 * R.Count[3] / R.sum() : 0;
  OS << llvm::format("%9.1f%%\n", Share);
}

static void printReasons(StringRef Title, llvm::ArrayRef<CensusSite> Sites,
                         llvm::raw_ostream &OS) {
  const auto Why = reasons(Sites);
  if (Why.empty())
    return;
  OS << '\n' << Title << '\n';
  for (const auto &[Reason, N] : Why)
    OS << llvm::format("%8llu  ", (unsigned long long)N)
       << llvm::left_justify(Reason, 15) << inWords(Reason) << '\n';
}

static void printList(const Census &C, const CensusOptions &O,
                      llvm::raw_ostream &OS) {
  const bool Others = O.List.Verdict == LeftOut;
  for (const CensusSite &S : Others ? C.LeftOut : C.Sites) {
    if (!O.List.has(S))
      continue;
    OS << S.File << ':' << S.Line << ':' << S.Col << ": in " << S.Function
       << ": " << S.Verdict;
    if (!S.Reason.empty())
      OS << " (" << S.Reason << ')';
    OS << '\n';
  }
}

void printCensus(const Census &C, const CensusOptions &O,
                 llvm::raw_ostream &OS) {
  if (!O.List.Verdict.empty()) {
    printList(C, O, OS);
    return;
  }
  const auto Groups = groupSites(C, O);
  const StringRef Title = O.By == CensusBy::Subsystem ? "subsystem"
                          : O.By == CensusBy::File    ? "file"
                                                      : "function";
  size_t Width = Title.size();
  for (const auto &[Name, Row] : Groups)
    Width = std::max(Width, Name.size());
  OS << llvm::left_justify(Title, Width) << llvm::right_justify("sites", 8);
  for (StringRef Verdict : CensusVerdicts)
    OS << llvm::right_justify(Verdict, 9);
  OS << llvm::right_justify("unknown", 10) << '\n';
  for (const auto &[Name, Row] : Groups)
    printRow(Name, Width, Row, OS);
  printRow("all", Width, total(C), OS);

  printReasons("unknown, because", C.Sites, OS);
  printReasons("left out, because", C.LeftOut, OS);
  OS << "\nin " << C.Units << " units and " << C.Functions
     << " functions, by the contract '" << C.Contract << "'\n";
  if (!C.Assumptions.empty()) {
    OS << "these numbers assume (docs/census.md)\n";
    for (const auto &[What, N] : C.Assumptions)
      OS << llvm::format("%8lld  ", (long long)N) << What << '\n';
  }
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static void printRow(llvm::json::OStream &J, const CensusRow &R) {
  J.attribute("sites", R.sum());
  for (auto [Verdict, N] : llvm::zip_equal(CensusVerdicts, R.Count))
    J.attribute(Verdict, N);
}

static void printSite(llvm::json::OStream &J, const CensusSite &S) {
  J.attribute("file", S.File);
  J.attribute("line", S.Line);
  J.attribute("column", S.Col);
  J.attribute("function", S.Function);
  J.attribute("restore", S.Spelling);
  J.attribute("verdict", S.Verdict);
  if (!S.Reason.empty())
    J.attribute("reason", S.Reason);
}

void printCensusJson(const Census &C, const CensusOptions &O,
                     llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("format", "pvlint-census");
    J.attribute("version", CensusVersion);
    J.attribute("contract", C.Contract);
    J.attribute("input", C.Input);
    J.attribute("units", C.Units);
    J.attribute("functions", C.Functions);
    J.attributeObject("total", [&] {
      printRow(J, total(C));
      J.attribute("left_out", C.LeftOut.size());
    });
    J.attributeObject("reasons", [&] {
      for (const auto &[Reason, N] : reasons(C.Sites))
        J.attribute(Reason, N);
    });
    J.attribute("by", O.By == CensusBy::Subsystem ? "subsystem"
                      : O.By == CensusBy::File    ? "file"
                                                  : "function");
    J.attributeArray("groups", [&] {
      for (const auto &[Name, Row] : groupSites(C, O))
        J.object([&] {
          J.attribute("name", Name);
          printRow(J, Row);
        });
    });
    J.attributeArray("assumptions", [&] {
      for (const auto &[What, N] : C.Assumptions)
        J.object([&] {
          J.attribute("what", What);
          J.attribute("count", N);
        });
    });
    if (O.List.Verdict.empty())
      return;
    auto PrintList = [&](StringRef Key, llvm::ArrayRef<CensusSite> Sites) {
      J.attributeArray(Key, [&] {
        for (const CensusSite &S : Sites)
          if (O.List.has(S))
            J.object([&] { printSite(J, S); });
      });
    };
    PrintList("list", C.Sites);
    PrintList("left_out", C.LeftOut);
  });
  OS << '\n';
}

} // namespace pvlint::report
