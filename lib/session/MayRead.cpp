//===- MayRead.cpp - units that may read one of some files ----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/MayRead.h"
#include "ir/ReadFile.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {
namespace {

/// What one #include says.
struct Directive {
  std::string Name;
  bool IsQuoted;
};

/// Where a command looks for headers, and what it reads unasked.
struct SearchPath {
  std::vector<std::string> Folders, Forced;

  explicit SearchPath(const Job &J) {
    std::vector<std::string> Args;
    J.Flags.appendTo(Args);
    for (size_t I = 0; I != Args.size(); ++I)
      for (StringRef Flag : {"-I", "-iquote", "-isystem", "-idirafter",
                             "-include", "-imacros"}) {
        StringRef Value = Args[I];
        if (!Value.consume_front(Flag))
          continue;
        if (Value.empty() && I + 1 != Args.size())
          Value = Args[++I];
        (Flag.ends_with("include") || Flag == "-imacros" ? Forced : Folders)
            .push_back(absolute(Value, J.Directory));
        break;
      }
  }
};

class Walk {
public:
  explicit Walk(llvm::ArrayRef<std::string> Files) {
    fs::UniqueID Id;
    for (const std::string &File : Files)
      if (!fs::getUniqueID(File, Id))
        Wanted.insert(Id);
  }

  bool reaches(const Job &J) {
    const SearchPath Where(J);
    llvm::StringSet<> Seen;
    std::vector<std::string> Todo = Where.Forced;
    Todo.push_back(absolute(J.File, J.Directory));
    // That it cannot be analysed is to be said.
    if (!isThere(Todo.back()))
      return true;
    while (!Todo.empty()) {
      const std::string File = std::move(Todo.back());
      Todo.pop_back();
      if (!Seen.insert(File).second)
        continue;
      const Known &K = known(File);
      if (K.IsWanted)
        return true;
      for (const Directive &D : K.Includes)
        addAll(D, path::parent_path(File), Where, Todo);
    }
    return false;
  }

private:
  struct Known {
    bool IsThere = false, IsWanted = false, IsRead = false;
    std::vector<Directive> Includes;
  };
  /// A file has several names, by links and by mounts.
  std::set<fs::UniqueID> Wanted;
  llvm::StringMap<Known> Files;

  /// All that it may mean: #include_next goes on from the first.
  void addAll(const Directive &D, StringRef Beside, const SearchPath &Where,
              std::vector<std::string> &Todo) {
    auto Try = [&](StringRef Folder) {
      std::string File = absolute(D.Name, Folder);
      if (isThere(File))
        Todo.push_back(std::move(File));
    };
    if (D.IsQuoted)
      Try(Beside);
    for (const std::string &Folder : Where.Folders)
      Try(Folder);
  }

  bool isThere(StringRef File) {
    auto [It, New] = Files.try_emplace(File);
    if (New) {
      fs::file_status Status;
      It->second.IsThere =
          !fs::status(File, Status) && fs::is_regular_file(Status);
      It->second.IsWanted =
          It->second.IsThere && Wanted.count(Status.getUniqueID());
    }
    return It->second.IsThere;
  }

  const Known &known(StringRef File) {
    const bool IsThere = isThere(File);
    Known &K = Files[File];
    if (IsThere && !std::exchange(K.IsRead, true))
      if (const auto Text = flow::readIfThere(File))
        collect(Text->getBuffer(), K.Includes);
    return K;
  }

  static void collect(StringRef Text, std::vector<Directive> &Out) {
    constexpr StringRef Word = "include";
    for (size_t At = Text.find(Word); At != StringRef::npos;
         At = Text.find(Word, At + Word.size())) {
      if (!Text.take_front(At).rtrim(" \t").ends_with("#"))
        continue;
      StringRef Rest = Text.substr(At + Word.size());
      Rest.consume_front("_next");
      Rest = Rest.ltrim(" \t");
      const bool IsQuoted = Rest.starts_with("\"");
      if (!IsQuoted && !Rest.starts_with("<"))
        continue;
      const StringRef Name = Rest.drop_front().take_until(
          [&](char C) { return C == (IsQuoted ? '"' : '>') || C == '\n'; });
      Out.push_back({Name.str(), IsQuoted});
    }
  }
};

} // namespace

std::vector<Job> whichMayRead(std::vector<Job> Jobs,
                              llvm::ArrayRef<std::string> Files) {
  Walk W(Files);
  llvm::erase_if(Jobs, [&](const Job &J) { return !W.reaches(J); });
  return Jobs;
}

} // namespace pvlint::session
