//===- ShardMarks.cpp - which parts of a program a folder has -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/ShardMarks.h"
#include "ir/MakeFolders.h"
#include "output/WholeFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::StringRef;

namespace pvlint::batch {

static std::string marksOf(StringRef Folder) {
  llvm::SmallString<256> Path = Folder;
  path::append(Path, "shards");
  return Path.str().str();
}

namespace {
struct Mark {
  std::string Path;
  unsigned Index = 0, Count = 0;
  bool IsDone = false;
};
} // namespace

static std::vector<Mark> readMarks(StringRef Folder) {
  std::vector<Mark> Marks;
  std::error_code EC;
  for (fs::directory_iterator I(marksOf(Folder), EC), End; I != End && !EC;
       I.increment(EC)) {
    Mark M;
    M.Path = I->path();
    auto [Index, Count] = path::filename(M.Path).split("-of-");
    if (Index.getAsInteger(10, M.Index) || Count.getAsInteger(10, M.Count))
      continue;
    uint64_t Size = 0;
    M.IsDone = !fs::file_size(M.Path, Size) && Size;
    Marks.push_back(std::move(M));
  }
  return Marks;
}

llvm::Error markShard(StringRef Folder, unsigned Index, unsigned Count,
                      bool IsDone) {
  for (const Mark &M : readMarks(Folder))
    if (M.Count != Count)
      (void)fs::remove(M.Path);
  if (Count < 2)
    return llvm::Error::success();
  llvm::SmallString<256> Path(marksOf(Folder));
  if (std::error_code EC = flow::makeFolders(Path))
    return llvm::createStringError("cannot make '" + Path.str() +
                                   "': " + EC.message());
  path::append(Path, llvm::Twine(Index) + "-of-" + llvm::Twine(Count));
  return output::writeWhole(Path, [&](llvm::raw_ostream &OS) {
    if (IsDone)
      OS << "done\n";
  });
}

std::vector<std::string> missingShards(llvm::ArrayRef<std::string> Folders) {
  std::map<unsigned, std::set<unsigned>> Done;
  for (const std::string &Folder : Folders) {
    const std::vector<Mark> Marks = readMarks(Folder);
    if (Marks.empty())
      return {};
    for (const Mark &M : Marks) {
      auto &Of = Done[M.Count];
      if (M.IsDone)
        Of.insert(M.Index);
    }
  }
  std::vector<std::string> Missing;
  for (const auto &[Count, Of] : Done)
    for (unsigned I = 1; I <= Count; ++I)
      if (!Of.count(I))
        Missing.push_back("shard " + std::to_string(I) + " of " +
                          std::to_string(Count));
  return Missing;
}

} // namespace pvlint::batch
