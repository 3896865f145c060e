//===- NamedFiles.cpp - what the words of a command line name -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/NamedFiles.h"
#include "ObjectUnit.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using llvm::createStringError;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {

std::vector<std::string> takeOthers(Inputs &In) {
  std::vector<std::string> Others;
  llvm::erase_if(In.Files, [&](StringRef File) {
    const bool IsOther =
        File != Stdin &&
        !llvm::is_contained({".c", ".h", ".i"}, path::extension(File)) &&
        !isObjectUnit(File) && fs::is_regular_file(File);
    if (IsOther)
      Others.push_back(File.str());
    return IsOther;
  });
  return Others;
}

/// All C files in \p Folder, absolute.
static std::vector<std::string> sourcesIn(StringRef Folder) {
  std::vector<std::string> Files;
  std::error_code E;
  fs::recursive_directory_iterator I(Folder, E, /*follow_symlinks=*/false), End;
  for (; I != End && !E; I.increment(E))
    if (StringRef(I->path()).ends_with(".c"))
      Files.push_back(absolute(I->path(), currentDirectory()));
  return Files;
}

/// Where to look for what the pattern \p Word matches: the folders before the
/// first of its wildcards.
static StringRef folderBefore(StringRef Word) {
  StringRef Plain = Word.take_front(Word.find_first_of("*?["));
  Plain = Plain.take_front(Plain.rfind('/') + 1);
  return Plain.empty() ? StringRef(".") : Plain;
}

std::string fromHereOr(StringRef Root, StringRef Word) {
  auto IsThere = [](StringRef Path) {
    return fs::exists(Path) || (Path.find_first_of("*?[") != StringRef::npos &&
                                fs::is_directory(folderBefore(Path)));
  };
  if (Word == Stdin || IsThere(Word))
    return Word.str();
  std::string There = absolute(Word, Root);
  return IsThere(There) ? There : Word.str();
}

namespace {

class Expansion {
public:
  explicit Expansion(const std::vector<std::string> *Known) : Known(Known) {}

  llvm::Error add(StringRef Word) {
    if (Word != Stdin && fs::is_directory(Word)) {
      const std::string Folder = absolute(Word, Here), Real = realPath(Folder);
      return addThose("folder", Word, Word, [&](StringRef File) {
        return relativeTo(Folder, File) != File ||
               relativeTo(Real, File) != File;
      });
    }
    if (Word.find_first_of("*?[") == StringRef::npos || fs::exists(Word)) {
      addFile(Word);
      return llvm::Error::success();
    }
    return addMatching(Word);
  }

  std::vector<std::string> take() { return std::move(Files); }

private:
  const std::vector<std::string> *Known;
  const std::string Here = currentDirectory();
  std::vector<std::string> Files;
  llvm::StringSet<> Seen;

  /// Who names a file twice wants it twice.
  void addFile(StringRef File) {
    Seen.insert(absolute(File, Here));
    Files.push_back(File.str());
  }

  llvm::Error addMatching(StringRef Word) {
    const std::string Full = absolute(Word, Here);
    // As in a shell, two stars may stand for no folder, and one stays in its
    // own.
    std::string Direct = Full;
    if (const size_t At = Direct.find("/**/"); At != std::string::npos)
      Direct.erase(At, 3);
    auto Pattern = llvm::GlobPattern::create(Full);
    auto Short = llvm::GlobPattern::create(Direct);
    if (!Pattern || !Short) {
      llvm::consumeError(Short.takeError());
      return createStringError("'" + Word + "' is not a file pattern: " +
                               llvm::toString(Pattern.takeError()));
    }
    const bool IsDeep = Full.find("**") != std::string::npos;
    const size_t Depth = StringRef(Full).count('/');
    return addThose("pattern", Word, folderBefore(Word), [&](StringRef File) {
      return (Pattern->match(File) || Short->match(File)) &&
             (IsDeep || File.count('/') == Depth);
    });
  }

  llvm::Error addThose(StringRef What, StringRef Word, StringRef Folder,
                       llvm::function_ref<bool(StringRef)> IsMeant) {
    const std::vector<std::string> Found =
        Known ? std::vector<std::string>() : sourcesIn(Folder);
    std::vector<std::string> Those;
    for (const std::string &File : Known ? *Known : Found)
      if (StringRef(File).ends_with(".c") && IsMeant(File))
        Those.push_back(relativeTo(Here, File));
    if (Those.empty())
      return createStringError(
          "no C file " + StringRef(Known ? "of the compile database " : "") +
          (What == "folder" ? "in folder '" : "matches '") + Word + "'");
    llvm::sort(Those);
    for (const std::string &File : Those)
      if (!Seen.contains(absolute(File, Here)))
        addFile(File);
    return llvm::Error::success();
  }
};

} // namespace

llvm::Expected<std::vector<std::string>>
namedFiles(llvm::ArrayRef<std::string> Words, StringRef Root,
           const std::vector<std::string> *Known) {
  Expansion All(Known);
  for (const std::string &Word : Words)
    if (llvm::Error E = All.add(fromHereOr(Root, Word)))
      return E;
  return All.take();
}

} // namespace pvlint::session
