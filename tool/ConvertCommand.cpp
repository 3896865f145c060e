//===- ConvertCommand.cpp - pvlint convert --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/CheckUnits.h"
#include "batch/ProgramIndex.h"
#include "convert/Conversion.h"
#include "convert/UnitSections.h"
#include "ir/Notes.h"
#include "output/WholeFile.h"
#include "output/Words.h"
#include "session/NamedFiles.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

namespace fs = llvm::sys::fs;
using llvm::StringRef;

namespace pvlint::tool {
namespace {

/// Files and folders that the words of the command line name, or everything
/// below the root. A header in a named folder has no job.
class Named {
public:
  Named(llvm::ArrayRef<std::string> Words, StringRef Root,
        llvm::ArrayRef<session::Job> Jobs) {
    for (const std::string &Word : Words)
      if (const std::string Path = session::fromHereOr(Root, Word);
          fs::is_directory(Path))
        Paths.push_back(session::realPath(Path));
    for (const session::Job &J : Jobs)
      if (!Words.empty())
        Paths.push_back(session::realPath(J.Name));
    if (Words.empty())
      Paths.push_back(session::realPath(Root));
  }
  bool operator()(StringRef Path) const {
    return llvm::any_of(Paths, [&](StringRef Each) {
      StringRef Rest = Path;
      return Rest.consume_front(Each) &&
             (Rest.empty() || Rest.front() == '/' || Each.ends_with("/"));
    });
  }

private:
  std::vector<std::string> Paths;
};

struct UnitFailures {
  std::vector<std::string> Names;
  std::string First;

  void add(const session::Job &J, session::UnitReport Unit) {
    llvm::errs() << Unit.Mistakes << Unit.ErrorText;
    if (Names.empty())
      First = std::move(Unit.FirstError);
    Names.push_back(J.Name);
  }
  void print(size_t Units) const {
    llvm::raw_ostream &OS = flow::notes();
    OS << "pvlint: error: " << Names.size() << " of "
       << output::plural(Units, "unit")
       << " could not be analysed: " << Names.front() << ": " << First;
    for (size_t I = 1; I < Names.size() && I < 5; ++I)
      OS << (I == 1 ? "; also " : ", ") << Names[I];
    OS << (Names.size() > 5 ? ", …\n" : "\n");
  }
};

/// What the index says about callers of functions; nothing if it is not
/// needed.
llvm::Expected<std::optional<convert::Entries>> entriesFor(const Options &O) {
  if (O.Convert.To == convert::Target::Counted || O.In.Flags)
    return std::nullopt;
  std::vector<std::string> Names;
  auto Folder = batch::programFolder(O.In.BuildPath, Names);
  if (!Folder)
    return Folder.takeError();
  auto R =
      batch::openIndex(*Folder, O.ContractFiles, batch::Stale::Use, O.quiet());
  if (!R)
    return R.takeError();
  auto Known = convert::Entries::read(**R, /*WantOff=*/O.Convert.To ==
                                               convert::Target::Plain);
  if (!Known)
    return Known.takeError();
  return std::optional(std::move(*Known));
}

/// Where the table goes, if the diff goes to stdout.
bool wantsDiff(const Options &O) {
  return !O.Convert.InPlace && O.Output.empty() &&
         O.Convert.Table.List.empty() && O.Report.Formats.empty();
}

llvm::Error printTables(const convert::Conversion &C, const Options &O) {
  auto Formats = O.Report.Formats;
  if (Formats.empty()) {
    // A diff is meant for another program.
    const bool ToStderr = wantsDiff(O);
    if (!ToStderr || !O.quiet())
      convert::printTable(C, O.Convert.Table,
                          ToStderr ? llvm::errs() : llvm::outs());
    return llvm::Error::success();
  }
  for (const auto &[Form, File] : Formats) {
    auto *Print = Form == "json" ? convert::printJson : convert::printTable;
    if (File.empty())
      Print(C, O.Convert.Table, llvm::outs());
    else if (llvm::Error E =
                 output::writeWhole(File, [&](llvm::raw_ostream &OS) {
                   Print(C, O.Convert.Table, OS);
                 }))
      return E;
  }
  return llvm::Error::success();
}

/// The changed text, in the way that was asked for.
ExitStatus write(const convert::Conversion &C, const Options &O) {
  for (const std::string &File : C.lost())
    flow::notes() << "pvlint: error: '" << File
                  << "' is left alone: it has changed since it was analysed\n";
  ExitStatus Status = C.lost().empty() ? output::Clean : output::Failed;
  if (O.Convert.InPlace && !convert::changeFiles(C, O.quiet()))
    Status = output::Failed;
  if (!O.Output.empty()) {
    auto Patches =
        convert::writePatches(C, O.Convert.By, O.Convert.Table.Depth, O.Output);
    if (!Patches)
      return fail(Patches.takeError());
    if (!O.quiet())
      flow::notes() << "pvlint: wrote "
                    << output::plural(*Patches, "patch", "patches") << " to '"
                    << O.Output << "'\n";
  }
  if (wantsDiff(O))
    convert::printDiff(C, llvm::outs());
  return Status;
}

} // namespace

ExitStatus runConvert(const Options &O) {
  if (O.Convert.InPlace && !O.Output.empty())
    return fail("give either --in-place or -o, not both");
  if (O.Convert.SplitGiven && O.Output.empty())
    return fail("option '--split' needs -o DIR");
  session::Inputs In = O.In;
  const std::vector<std::string> Others = session::takeOthers(In);
  if (!Others.empty() && !O.quiet())
    flow::notes() << "pvlint: note: skipped, no C: " << llvm::join(Others, ", ")
                  << '\n';
  if (In.Files.empty() && !Others.empty())
    return fail("nothing to convert");
  auto Jobs = session::collectJobs(In, O.quiet());
  if (!Jobs)
    return fail(Jobs.takeError());
  auto Root = session::sourceRoot(In);
  if (!Root)
    return fail(Root.takeError());
  auto Known = entriesFor(O);
  if (!Known)
    return fail(Known.takeError());

  session::UnitOptions Options;
  Options.ContractFiles = O.ContractFiles;
  Options.LastOne = Jobs->size() == 1;
  Options.Root = Root->resolved();
  const convert::Question Asked{O.Convert.To, O.Convert.WithoutLock,
                                Named(In.Files, Options.Root.folder(), *Jobs)};
  Options.Examine = [&](const session::ParsedUnit &U,
                        session::UnitReport &Report) {
    Report.Findings.clear();
    Report.Listing = convert::encode(convert::sectionsOf(U, Asked));
  };
  session::initializeUnits();
  convert::Conversion All(O.Convert.To, Options.Root);
  UnitFailures Failures;
  batch::checkUnits(*Jobs, Options, {O.Jobs, O.UnitTimeout, O.quiet()},
                    [&](const session::Job &J, session::UnitReport Unit) {
                      auto Sections = Unit.Failed
                                          ? std::nullopt
                                          : convert::decode(Unit.Listing);
                      if (Sections)
                        All.add(std::move(*Sections));
                      else
                        Failures.add(J, std::move(Unit));
                    });
  All.settle(*Known ? &**Known : nullptr);
  ExitStatus Status = write(All, O);
  if (llvm::Error E = printTables(All, O))
    return fail(std::move(E));
  if (!Failures.Names.empty()) {
    Failures.print(Jobs->size());
    Status = output::Failed;
  }
  return Status;
}

} // namespace pvlint::tool
