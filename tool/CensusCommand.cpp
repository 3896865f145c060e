//===- CensusCommand.cpp - pvlint census ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "ProgramIndex.h"
#include "report/Census.h"

namespace pvlint::tool {

using llvm::StringRef;

/// Whether \p File is \p Prefix or lies below it; of none, all do.
static bool isUnder(StringRef File, llvm::ArrayRef<std::string> Prefixes) {
  return Prefixes.empty() || llvm::any_of(Prefixes, [&](StringRef Prefix) {
           Prefix = Prefix.rtrim('/');
           StringRef Rest = File;
           return Rest.consume_front(Prefix) &&
                  (Rest.empty() || Rest.front() == '/');
         });
}

report::Census readCensus(index::Reader &R,
                          llvm::ArrayRef<std::string> Prefixes) {
  report::Census C;
  for (index::SiteInfo &S : R.sites())
    if (isUnder(S.At.File, Prefixes))
      C.Sites.push_back({std::move(S.At.File), S.At.Line, S.At.Col,
                         std::move(S.Function), std::move(S.Spelling),
                         std::move(S.Verdict), std::move(S.Reason)});
  C.Units = R.number("units");
  C.Functions = R.number("functions");
  C.Contract = R.text("contract");
  C.Input = R.text("input");
  static constexpr std::pair<StringRef, StringRef> Counted[] = {
      {"unknown_indirect_calls",
       "calls through pointers of unknown value, taken as neutral"},
      {"too_many_targets", "places with too many functions that act, taken as "
                           "neutral"},
      {"merged_states", "functions in which states were merged"},
      {"too_large", "functions too large to solve, taken as neutral"},
      {"annotated", "functions in use that are believed to do what they are "
                    "declared to do"},
  };
  for (const auto &[Key, What] : Counted)
    C.Assumptions.emplace_back(What.str(), R.number(Key));
  for (auto &[What, N] : R.numbers("given_up: "))
    C.Assumptions.emplace_back("not represented: " + What, N);
  return C;
}

ExitStatus runCensus(const Options &O) {
  std::vector<std::string> Prefixes = O.Files;
  auto Folder = programFolder(O, Prefixes);
  if (!Folder)
    return fail(Folder.takeError());
  auto R = openIndex(O, *Folder, Stale::Renew);
  if (!R)
    return fail(R.takeError());
  const report::Census C = readCensus(**R, Prefixes);
  if (llvm::Error E = (*R)->take())
    return fail(std::move(E));
  for (const std::string &Prefix : Prefixes)
    if (llvm::none_of(C.Sites, [&](const report::CensusSite &S) {
          return isUnder(S.File, Prefix);
        }))
      return fail("no restore under '" + Prefix +
                  "' (paths are as in the compile database's folder)");
  auto Formats = O.Formats;
  if (Formats.empty())
    Formats.emplace_back("text", "");
  for (const auto &[Form, File] : Formats) {
    auto *Print =
        Form == "json" ? report::printCensusJson : report::printCensus;
    if (File.empty()) {
      Print(C, O.Census, llvm::outs());
      continue;
    }
    if (llvm::Error E = writeWhole(
            File, [&](llvm::raw_ostream &OS) { Print(C, O.Census, OS); }))
      return fail(std::move(E));
  }
  return Clean;
}

} // namespace pvlint::tool
