//===- Table.cpp - a census of the conversion -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Table.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include <array>
#include <map>

using llvm::StringRef;

namespace pvlint::convert {
namespace {

/// Bump when a key changes its meaning or goes.
constexpr int64_t ConvertVersion = 1;

/// Sections by what stands against them; the first are those that change.
using Row = std::array<uint64_t, NumReasons>;

uint64_t sum(const Row &R) {
  uint64_t N = 0;
  for (uint64_t Each : R)
    N += Each;
  return N;
}

std::string groupOf(const Conversion &C, const Section &S,
                    const TableOptions &O) {
  std::string File = C.shown(S.Path);
  switch (O.By) {
  case report::CensusBy::Subsystem:
    return report::subsystem(File, O.Depth).str();
  case report::CensusBy::File:
    return File;
  case report::CensusBy::Function:
    return File + ":" + S.Function;
  }
  return "";
}

std::map<std::string, Row> rows(const Conversion &C, const TableOptions &O) {
  std::map<std::string, Row> All;
  for (const Section &S : C.sections())
    ++All[groupOf(C, S, O)][size_t(S.Against)];
  return All;
}

Row total(const Conversion &C) {
  Row All{};
  for (const Section &S : C.sections())
    ++All[size_t(S.Against)];
  return All;
}

/// The reasons that there are, the most frequent one first.
std::vector<Reason> reasons(const Row &R) {
  std::vector<Reason> All;
  for (size_t I = 1; I != NumReasons; ++I)
    if (R[I])
      All.push_back(Reason(I));
  llvm::stable_sort(
      All, [&](Reason A, Reason B) { return R[size_t(A)] > R[size_t(B)]; });
  return All;
}

bool isListed(const Section &S, StringRef List) {
  return List == "all" || name(S.Against) == List;
}

void printList(const Conversion &C, StringRef List, llvm::raw_ostream &OS) {
  for (const Section &S : C.sections()) {
    if (!isListed(S, List))
      continue;
    OS << C.shown(S.Path) << ':' << S.Line << ':' << S.Col << ": in "
       << S.Function << ": " << S.Spelling << ": " << name(S.Against);
    if (!S.Detail.empty())
      OS << " (" << S.Detail << ')';
    OS << '\n';
  }
}

void printRow(StringRef Name, size_t Width, const Row &R,
              llvm::raw_ostream &OS) {
  auto Number = [&](uint64_t N) {
    OS << llvm::format("%10llu", (unsigned long long)N);
  };
  OS << llvm::left_justify(Name, Width);
  Number(sum(R));
  Number(R[0]);
  Number(sum(R) - R[0]);
  StringRef Comma = "   ";
  for (Reason Why : reasons(R)) {
    OS << Comma << name(Why) << ' ' << R[size_t(Why)];
    Comma = ", ";
  }
  OS << '\n';
}

void printRow(llvm::json::OStream &J, const Row &R) {
  J.attribute("sections", sum(R));
  J.attribute("converted", R[0]);
  J.attribute("refused", sum(R) - R[0]);
  J.attributeObject("reasons", [&] {
    for (Reason Why : reasons(R))
      J.attribute(name(Why), R[size_t(Why)]);
  });
}

StringRef keyName(report::CensusBy By) {
  return By == report::CensusBy::Subsystem ? "subsystem"
         : By == report::CensusBy::File    ? "file"
                                           : "function";
}

} // namespace

void printTable(const Conversion &C, const TableOptions &O,
                llvm::raw_ostream &OS) {
  if (!O.List.empty())
    return printList(C, O.List, OS);
  const auto Rows = rows(C, O);
  const StringRef Title = keyName(O.By);
  size_t Width = Title.size();
  for (const auto &[Name, R] : Rows)
    Width = std::max(Width, Name.size());
  OS << llvm::left_justify(Title, Width);
  for (StringRef Column : {"sections", "converted", "refused"})
    OS << llvm::right_justify(Column, 10);
  OS << "   because\n";
  for (const auto &[Name, R] : Rows)
    printRow(Name, Width, R, OS);
  const Row All = total(C);
  if (Rows.size() != 1)
    printRow("all", Width, All, OS);
  if (const auto Why = reasons(All); !Why.empty()) {
    OS << "\nrefused, because\n";
    for (Reason Each : Why)
      OS << llvm::format("%8llu  ", (unsigned long long)All[size_t(Each)])
         << llvm::left_justify(name(Each), 21) << inWords(Each) << '\n';
  }
}

void printJson(const Conversion &C, const TableOptions &O,
               llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("format", "pvlint-convert");
    J.attribute("version", ConvertVersion);
    J.attribute("to", name(C.target()));
    J.attributeObject("total", [&] { printRow(J, total(C)); });
    J.attribute("by", keyName(O.By));
    J.attributeArray("groups", [&] {
      for (const auto &[Name, R] : rows(C, O))
        J.object([&] {
          J.attribute("name", Name);
          printRow(J, R);
        });
    });
    if (O.List.empty())
      return;
    J.attributeArray("list", [&] {
      for (const Section &S : C.sections())
        if (isListed(S, O.List))
          J.object([&] {
            J.attribute("file", C.shown(S.Path));
            J.attribute("line", S.Line);
            J.attribute("column", S.Col);
            J.attribute("function", S.Function);
            J.attribute("begin", S.Spelling);
            J.attribute("verdict", name(S.Against));
            if (!S.Detail.empty())
              J.attribute("detail", S.Detail);
          });
    });
  });
  OS << '\n';
}

} // namespace pvlint::convert
