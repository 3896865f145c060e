//===- Root.cpp - the folder that results name files from -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Root.h"
#include "session/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <unistd.h>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {

/// The folder that a variable of Kbuild names, or "".
static std::string folderIn(const char *Variable) {
  const std::string Value = llvm::sys::Process::GetEnv(Variable).value_or("");
  if (Value.empty())
    return "";
  const std::string Folder = absolute(Value, currentDirectory());
  return fs::is_directory(Folder) ? Folder : "";
}

/// What make says, or "".
static std::string rootOfMake() {
  const std::string Tree = folderIn("srctree");
  const std::string Module = folderIn("KBUILD_EXTMOD");
  // make M=drivers/tty is about a folder of the tree.
  const std::string Real = realPath(Module);
  const bool IsInTree =
      !Tree.empty() && relativeTo(realPath(Tree), Real) != Real;
  return Module.empty() || IsInTree ? Tree : Module;
}

/// What the link that Kbuild makes in an O= folder leads to, or "". What it
/// says is what the commands say.
static std::string sourceLinkOf(StringRef Build) {
  char Target[4096];
  const std::string Link = (Build + "/source").str();
  const ssize_t Size = ::readlink(Link.c_str(), Target, sizeof Target);
  if (Size <= 0 || Size == sizeof Target)
    return "";
  const std::string Folder = absolute(StringRef(Target, Size), Build);
  return fs::is_directory(Folder) ? Folder : "";
}

llvm::Expected<flow::SourceRoot> rootOfBuild(StringRef Build, StringRef Given) {
  if (!Given.empty() && !fs::is_directory(Given))
    return llvm::createStringError("option '--root': '" + Given +
                                   "' is not a folder");
  const std::string Folder = absolute(Build, currentDirectory()),
                    Sources = sourceLinkOf(Folder);
  std::string Root =
      Given.empty() ? rootOfMake() : absolute(Given, currentDirectory());
  if (Root.empty())
    Root = Sources.empty() ? Folder : Sources;
  return Sources.empty() ? flow::SourceRoot(std::move(Root))
                         : flow::SourceRoot(std::move(Root), Folder, Sources);
}

llvm::Expected<flow::SourceRoot> sourceRoot(const Inputs &In) {
  if (In.Flags || needsNoDatabase(In))
    return rootOfBuild(".", In.Root);
  auto Database = findDatabase(In);
  if (!Database)
    return Database.takeError();
  const std::string Path = absolute(*Database, currentDirectory());
  const StringRef Folder = path::parent_path(Path);
  auto Root = rootOfBuild(Folder, In.Root);
  // A link among the sources to the database of the build.
  const std::string Real = realPath(Path);
  const StringRef Build = path::parent_path(Real);
  const std::string Sources = sourceLinkOf(Build);
  if (!Root || !Root->build().empty() || Build == Folder || Sources.empty())
    return Root;
  return flow::SourceRoot(Root->folder(), Build.str(), Sources);
}

} // namespace pvlint::session
