//===- ProgramCensus.cpp - what each restore of a program is --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/ProgramCensus.h"
#include "index/Index.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

using llvm::createStringError;
using llvm::StringRef;

namespace pvlint::batch {

bool isUnder(StringRef File, llvm::ArrayRef<std::string> Prefixes) {
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
  for (index::SiteInfo &S : R.leftOut())
    if (isUnder(S.At.File, Prefixes))
      C.LeftOut.push_back({std::move(S.At.File), S.At.Line, S.At.Col,
                           std::move(S.Function), std::move(S.Spelling),
                           report::LeftOut.str(), std::move(S.Reason)});
  C.Units = R.number("units");
  C.Functions = R.number("functions");
  C.Contract = R.text("contract");
  C.Input = R.text("input");
  static constexpr std::pair<StringRef, StringRef> Counted[] = {
      {"unknown_indirect_calls", "calls through pointers of unknown value, "
                                 "assumed not to change the interrupt state"},
      {"too_many_targets", "function pointers that can hold too many "
                           "functions, assumed not to change the "
                           "interrupt state"},
      {"merged_states", "functions in which states were merged"},
      {"too_large", "functions too large to solve, assumed not to change the "
                    "interrupt state"},
      {"annotated", "annotated functions in use, believed to do what they are "
                    "declared to do"},
  };
  for (const auto &[Key, What] : Counted)
    C.Assumptions.emplace_back(What.str(), R.number(Key));
  for (auto &[What, N] : R.numbers("given_up: "))
    C.Assumptions.emplace_back("not represented: " + What, N);
  return C;
}

llvm::Expected<report::Census> censusOf(const solve::Link &Program,
                                        const flow::Contract &C,
                                        llvm::ArrayRef<checks::Finding> Found) {
  llvm::SmallString<128> Path;
  if (std::error_code EC =
          llvm::sys::fs::createTemporaryFile("pvlint-index", "db", Path))
    return createStringError("no temporary file: " + EC.message());
  llvm::FileRemover Remover(Path);
  if (llvm::Error E = index::write({Program, C, Found, ""}, Path.str().str()))
    return E;
  auto R = index::Reader::open(Path.str().str());
  if (!R)
    return R.takeError();
  report::Census All = readCensus(**R, {});
  if (llvm::Error E = (*R)->take())
    return E;
  return All;
}

} // namespace pvlint::batch
