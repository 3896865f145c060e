//===- LinkCommand.cpp - pvlint link --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "batch/AnalysedFiles.h"
#include "batch/Guard.h"
#include "batch/LinkedProgram.h"
#include "batch/ProgramFindings.h"
#include "ir/Notes.h"
#include "output/ProgramReport.h"
#include "output/Words.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "llvm/Support/Path.h"

namespace pvlint::tool {

static llvm::Expected<flow::SourceRoot> rootOf(const Options &O) {
  if (!O.In.BuildPath.empty())
    return session::sourceRoot(O.In);
  // DIR/.pvlint of an O= folder says where the sources are.
  if (!O.In.Files.empty()) {
    const std::string Folder =
        session::absolute(O.In.Files.front(), session::currentDirectory());
    const std::string Build = llvm::sys::path::parent_path(Folder).str();
    auto Root = session::rootOfBuild(Build, O.In.Root);
    if (!Root || !O.In.Root.empty() || Root->folder() != Build)
      return Root;
  }
  return session::rootOfBuild(".", O.In.Root);
}

/// Links, analyses and reports the program of \p Parts, from \p Folders.
static llvm::Expected<ExitStatus> link(const Options &O,
                                       llvm::ArrayRef<std::string> Folders,
                                       batch::ProgramParts &Parts,
                                       bool AreVerified) {
  // A run knows where the sources are; for a link, the current folder is used.
  const bool HasSources = !O.In.BuildPath.empty();
  auto Root = rootOf(O);
  if (!Root)
    return Root.takeError();
  // A diff is meant for another program.
  output::Report All(O.Report, O.Report.Fix == output::FixMode::Diff
                                   ? llvm::errs()
                                   : llvm::outs());
  if (llvm::Error E = All.open(*Root))
    return E;
  auto Rules = rules::Rules::find(Root->folder());
  if (!Rules)
    return Rules.takeError();
  const flow::SourceRoot RealRoot = Root->resolved();
  if (!O.BaseFolders.empty()) {
    auto Before = batch::findingsBefore(O.BaseFolders, O.ContractFiles, *Rules,
                                        RealRoot, O.Report.Select);
    if (!Before)
      return Before.takeError();
    All.setBaseline(std::move(*Before));
  }
  const output::ProgramUnits Units{Parts.Units.size(), Parts.Failed,
                                   Parts.MissingShards.size()};
  batch::LinkWishes Wishes;
  Wishes.ContractFiles = O.ContractFiles;
  Wishes.Census = All.makesPage();
  Wishes.Program = bool(O.Inspect);
  Wishes.AreVerified = AreVerified;
  auto Program = batch::linkProgram(Parts, Wishes);
  if (!Program)
    return Program.takeError();
  llvm::append_range(Parts.Failed, Program->Lost);
  if (!Program->IndexProblem.empty())
    flow::notes() << "pvlint: warning: no index was written: "
                  << Program->IndexProblem << '\n';
  All.setCensus(std::move(Program->Result.Census));
  All.addStates(std::move(Program->Result.States));
  batch::ProgramRules Own(*Rules, RealRoot, O.Report.Select);
  batch::AnalysedFiles Analysed(Folders, RealRoot);
  output::SourceFiles::WasAnalysed Had;
  if (HasSources)
    Had = [&](llvm::StringRef Name, llvm::StringRef Text) {
      return Analysed.had(Name, Text);
    };
  // Reports are also about files that no unit reads: .pvlint.yaml.
  All.setAnalysed([&](llvm::StringRef Name, llvm::StringRef Text) {
    return Analysed.had(Name, Text) || !Analysed.mayKnow(Name);
  });
  output::ProgramReport Report(All, Program->Result, std::move(Had));
  Report.add(Own.apply(Program->Result));
  All.add(Own.unused(Program->Result, Parts.Failed.empty()));
  if (O.Inspect)
    Program->Program->inspect(O.Inspect, All.text());
  llvm::outs().flush();
  Report.printSums(Units, /*WasReused=*/!Program->Program);
  return Report.finish(Units);
}

ExitStatus linkAndReport(const Options &O, llvm::ArrayRef<std::string> Folders,
                         bool AreVerified) {
  batch::guardLinks();
  auto Parts = batch::ProgramParts::list(Folders);
  if (!Parts)
    return fail(Parts.takeError());
  // If there is nothing to link, messages of the link would be misleading.
  if (Parts->Units.empty() && !Parts->Failed.empty()) {
    output::printFailures(Parts->Failed);
    return fail("nothing was analysed: " +
                output::plural(Parts->Failed.size(), "unit") + " failed");
  }
  auto Status = link(O, Folders, *Parts, AreVerified);
  if (!Status)
    Status = fail(Status.takeError());
  output::printFailures(Parts->Failed);
  return Parts->Failed.empty() ? *Status : output::Failed;
}

ExitStatus runLink(const Options &O) {
  if (O.In.Files.empty())
    return fail("no folder to link (see 'pvlint link --help')");
  return linkAndReport(O, O.In.Files, /*AreVerified=*/false);
}

} // namespace pvlint::tool
