//===- ProgramIndex.cpp - the index of a folder of flow files -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/ProgramIndex.h"
#include "batch/Guard.h"
#include "batch/LinkedProgram.h"
#include "ir/Notes.h"
#include "output/Failures.h"
#include "output/Words.h"
#include "store/Store.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;
using llvm::createStringError;
using llvm::StringRef;

namespace pvlint::batch {

static std::string under(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path = Folder;
  path::append(Path, Name);
  return Path.str().str();
}

/// Also one that may not be read, which whoever opens it says.
static bool isStore(StringRef Folder) {
  llvm::sys::fs::file_status There;
  const std::error_code E =
      llvm::sys::fs::status(under(Folder, "state.db"), There);
  return !E || E == std::errc::permission_denied;
}

llvm::Expected<flow::Contract>
linkContract(llvm::ArrayRef<std::string> ContractFiles,
             const LinkInput &Input) {
  flow::Contract C = flow::Contract::builtin(Input.ContractName);
  for (const std::string &File : ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return E;
  if (!C.reads(Input.ContractHash))
    return createStringError(
        "the flow files were extracted with another contract: give the same "
        "--contract files as for 'pvlint run', or run again");
  return C;
}

std::vector<const flow::FlowFile *> linkFiles(const LinkInput &Input) {
  std::vector<const flow::FlowFile *> Files;
  for (const LinkInput::Unit &U : Input.Units)
    Files.push_back(U.File.get());
  for (const auto &Pack : Input.Headers)
    Files.push_back(Pack.get());
  return Files;
}

/// What an index of the folder is of.
static llvm::Expected<std::string> contents(StringRef Folder) {
  auto Store = store::Store::open(Folder, store::Store::Access::Read);
  if (!Store)
    return Store.takeError();
  auto Digest = (*Store)->contents();
  if (!Digest)
    return Digest.takeError();
  return Digest->hex();
}

std::string indexOf(StringRef Folder) { return under(Folder, "index.db"); }

static llvm::Error makeIndex(StringRef Folder,
                             llvm::ArrayRef<std::string> ContractFiles,
                             bool Quiet) {
  guardLinks();
  auto Parts = ProgramParts::list({Folder.str()});
  if (!Parts)
    return Parts.takeError();
  LinkWishes Wishes;
  Wishes.ContractFiles = ContractFiles;
  Wishes.OnLink = [&] {
    if (!Quiet)
      flow::notes() << "pvlint: linking "
                    << output::plural(Parts->Units.size(), "unit") << '\n';
  };
  auto Program = linkProgram(*Parts, Wishes);
  if (!Program)
    return Program.takeError();
  output::printFailures(Program->Lost);
  if (!Program->IndexProblem.empty())
    return createStringError(Program->IndexProblem);
  return llvm::Error::success();
}

llvm::Expected<std::string> programFolder(std::string Build,
                                          std::vector<std::string> &Names) {
  if (Build.empty() && !Names.empty()) {
    for (const std::string &Folder : {Names[0], under(Names[0], ".pvlint")})
      if (isStore(Folder)) {
        Names.erase(Names.begin());
        return Folder;
      }
  }
  if (path::filename(Build) == "compile_commands.json")
    Build = path::parent_path(Build).str();
  const StringRef Root = Build.empty() ? StringRef(".") : StringRef(Build);
  const std::string Folder =
      isStore(Root) ? Root.str() : under(Root, ".pvlint");
  if (!isStore(Folder))
    return createStringError("no flow files in '" + StringRef(Folder) +
                             "' (make them: pvlint run -p BUILD)");
  return Folder;
}

llvm::Expected<std::unique_ptr<index::Reader>>
openIndex(StringRef Folder, llvm::ArrayRef<std::string> ContractFiles,
          Stale WhenStale, bool Quiet) {
  const std::string Path = indexOf(Folder);
  auto Now = contents(Folder);
  if (!Now)
    return Now.takeError();
  if (llvm::sys::fs::exists(Path)) {
    auto Reader = index::Reader::open(Path);
    // One that cannot be read is as good as none: the link says why.
    if (!Reader) {
      llvm::consumeError(Reader.takeError());
    } else if ((*Reader)->text("input") == *Now) {
      return Reader;
    } else if (WhenStale == Stale::Use) {
      if (!Quiet)
        flow::notes() << "pvlint: note: the index is older than the flow files "
                         "(pvlint link "
                      << Folder << " makes it anew)\n";
      return Reader;
    }
  }
  if (llvm::Error E = makeIndex(Folder, ContractFiles, Quiet))
    return E;
  return index::Reader::open(Path);
}

} // namespace pvlint::batch
