//===- SourceRoot.cpp - the folder that files are named from --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/SourceRoot.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace pvlint::flow {

/// Drops \p Folder from the front of \p Path if that lies in it.
static bool consumeFolder(StringRef &Path, StringRef Folder) {
  StringRef Rest = Path;
  if (Folder.empty() || !Rest.consume_front(Folder) ||
      !(Folder.ends_with("/") || Rest.consume_front("/")))
    return false;
  Path = Rest;
  return true;
}

static std::string under(StringRef Folder, StringRef Path) {
  llvm::SmallString<256> Full(Folder);
  llvm::sys::path::append(Full, Path);
  return Full.str().str();
}

SourceRoot::SourceRoot(std::string Folder, std::string Build,
                       std::string Sources)
    : Folder(std::move(Folder)), Build(std::move(Build)),
      Sources(std::move(Sources)) {
  // Built in place.
  if (this->Build == this->Sources) {
    this->Build.clear();
    this->Sources.clear();
  }
}

std::string SourceRoot::amongSources(StringRef Path) const {
  StringRef Rest = Path, Own = Path;
  if (!consumeFolder(Rest, Build))
    return Path.str();
  // The sources may lie in a folder of the build's.
  if (Sources.size() > Build.size() && consumeFolder(Own, Sources))
    return Path.str();
  std::string There = under(Sources, Rest);
  return fs::exists(There) ? Path.str() : There;
}

/// Drops \p Folder, under whatever name it is mounted, from the front of
/// \p Path: a bind mount is no link, and has no real name.
static bool consumeMounted(StringRef &Path, StringRef Folder) {
  fs::UniqueID Own, Other;
  if (Folder.empty() || fs::getUniqueID(Folder, Own))
    return false;
  for (StringRef Parent = llvm::sys::path::parent_path(Path); !Parent.empty();
       Parent = llvm::sys::path::parent_path(Parent))
    if (!fs::getUniqueID(Parent, Other) && Own == Other)
      return consumeFolder(Path, Parent);
  return false;
}

std::string SourceRoot::name(StringRef Path) const {
  const std::string There = amongSources(Path);
  StringRef Rest = There;
  if (!consumeFolder(Rest, Folder) && !consumeMounted(Rest, Folder))
    Rest = Path;
  return Rest.str();
}

std::string SourceRoot::path(StringRef Name) const {
  if (llvm::sys::path::is_absolute(Name))
    return Name.str();
  std::string Path = under(Folder, Name);
  StringRef Rest = Path;
  if (Build.empty() || !consumeFolder(Rest, Sources) || fs::exists(Path))
    return Path;
  std::string Made = under(Build, Rest);
  return fs::exists(Made) ? Made : Path;
}

static std::string realPath(const std::string &Path) {
  llvm::SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path : Real.str().str();
}

SourceRoot SourceRoot::resolved() const {
  return Build.empty()
             ? SourceRoot(realPath(Folder))
             : SourceRoot(realPath(Folder), realPath(Build), realPath(Sources));
}

} // namespace pvlint::flow
