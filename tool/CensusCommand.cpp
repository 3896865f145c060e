//===- CensusCommand.cpp - pvlint census ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/ProgramCensus.h"
#include "batch/ProgramIndex.h"
#include "output/WholeFile.h"

namespace pvlint::tool {

ExitStatus runCensus(const Options &O) {
  std::vector<std::string> Prefixes = O.In.Files;
  auto Folder = batch::programFolder(O.In.BuildPath, Prefixes);
  if (!Folder)
    return fail(Folder.takeError());
  auto R = batch::openIndex(*Folder, O.ContractFiles, batch::Stale::Renew,
                            O.quiet());
  if (!R)
    return fail(R.takeError());
  const report::Census C = batch::readCensus(**R, Prefixes);
  if (llvm::Error E = (*R)->take())
    return fail(std::move(E));
  for (const std::string &Prefix : Prefixes)
    if (llvm::none_of(C.Sites, [&](const report::CensusSite &S) {
          return batch::isUnder(S.File, Prefix);
        }))
      return fail("no restore under '" + Prefix +
                  "' (paths are as in the compile database's folder)");
  auto Formats = O.Report.Formats;
  if (Formats.empty())
    Formats.emplace_back("text", "");
  for (const auto &[Form, File] : Formats) {
    auto *Print =
        Form == "json" ? report::printCensusJson : report::printCensus;
    if (File.empty()) {
      Print(C, O.Census, llvm::outs());
      continue;
    }
    if (llvm::Error E = output::writeWhole(
            File, [&](llvm::raw_ostream &OS) { Print(C, O.Census, OS); }))
      return fail(std::move(E));
  }
  return output::Clean;
}

} // namespace pvlint::tool
