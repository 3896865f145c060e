//===- ProgramIndex.cpp - the index of a folder of flow files -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramIndex.h"
#include "index/Index.h"
#include "rules/Findings.h"
#include "store/Store.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;
using llvm::createStringError;
using llvm::StringRef;

namespace pvlint::tool {

static std::string under(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path = Folder;
  path::append(Path, Name);
  return Path.str().str();
}

static bool isStore(StringRef Folder) {
  return llvm::sys::fs::exists(under(Folder, "state.db"));
}

llvm::Expected<flow::Contract> linkContract(const Options &O,
                                            const LinkInput &Input) {
  flow::Contract C = flow::Contract::builtin(Input.ContractName);
  for (const std::string &File : O.ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return E;
  if (C.hash() != Input.ContractHash)
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

llvm::Error writeIndex(StringRef Folder, const solve::Link &Program,
                       const flow::Contract &C,
                       llvm::ArrayRef<checks::Finding> Findings) {
  auto Input = contents(Folder);
  if (!Input)
    return Input.takeError();
  return index::write({Program, C, Findings, *Input},
                      under(Folder, "index.db"));
}

static llvm::Error makeIndex(const Options &O, StringRef Folder) {
  auto Input = openLinkInput({Folder.str()});
  if (!Input)
    return Input.takeError();
  auto C = linkContract(O, *Input);
  if (!C)
    return C.takeError();
  if (!O.Quiet)
    llvm::errs() << "pvlint: linking " << plural(Input->Units.size(), "unit")
                 << '\n';
  solve::Link Program(linkFiles(*Input), *C);
  Program.run();
  const auto Findings = rules::findingsOf(
      Program.observations(), *C, Program.marks(), rules::Scope::Program);
  return writeIndex(Folder, Program, *C, Findings);
}

llvm::Expected<std::string> programFolder(const Options &O,
                                          std::vector<std::string> &Names) {
  std::string Build = O.BuildPath;
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
openIndex(const Options &O, StringRef Folder, Stale WhenStale) {
  const std::string Path = under(Folder, "index.db");
  auto Now = contents(Folder);
  if (!Now)
    return Now.takeError();
  if (llvm::sys::fs::exists(Path)) {
    auto Reader = index::Reader::open(Path);
    // One that cannot be read is as good as none.
    if (!Reader) {
      llvm::consumeError(Reader.takeError());
    } else if ((*Reader)->text("input") == *Now) {
      return Reader;
    } else if (WhenStale == Stale::Use) {
      if (!O.Quiet)
        llvm::errs() << "pvlint: note: the index is older than the flow files "
                        "(pvlint link "
                     << Folder << " makes it anew)\n";
      return Reader;
    }
  }
  if (llvm::Error E = makeIndex(O, Folder))
    return E;
  return index::Reader::open(Path);
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

} // namespace pvlint::tool
