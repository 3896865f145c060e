//===- PluginPath.cpp - pvlint --plugin-path ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::tool {

static void addPlugins(llvm::StringRef Folder, llvm::StringRef Prefix,
                       std::map<unsigned, std::string> &Result) {
  std::error_code Error;
  for (fs::directory_iterator I(Folder, Error), End; !Error && I != End;
       I.increment(Error)) {
    llvm::StringRef Name = path::filename(I->path());
    unsigned Version;
    if (Name.consume_front(Prefix) && Name.consume_back(".so") &&
        !Name.getAsInteger(10, Version))
      Result.emplace(Version, I->path());
  }
}

/// The plugins beside this command, by LLVM version: in lib/ of a build folder,
/// in lib/pvlint/ where it is installed.
static std::map<unsigned, std::string> plugins(llvm::StringRef Prefix) {
  static const char Anchor = 0;
  llvm::SmallString<128> Folder(fs::getMainExecutable(
      "pvlint", const_cast<void *>(static_cast<const void *>(&Anchor))));
  path::remove_filename(Folder);
  path::append(Folder, "..", "lib");
  path::remove_dots(Folder, /*remove_dot_dot=*/true);
  std::map<unsigned, std::string> Result;
  addPlugins(Folder, Prefix, Result);
  path::append(Folder, "pvlint");
  addPlugins(Folder, Prefix, Result);
  return Result;
}

/// "19 and 22"; empty if there are none.
static std::string list(const std::map<unsigned, std::string> &Built,
                        llvm::StringRef LastBy) {
  std::string Text;
  size_t Left = Built.size();
  for (const auto &[Number, Path] : Built) {
    Text += std::to_string(Number);
    if (--Left)
      Text += Left == 1 ? LastBy : ", ";
  }
  return Text;
}

std::string pluginVersions() { return list(plugins("pvlint-"), " or "); }

ExitStatus printPluginPath(llvm::StringRef Version, bool ClangTidy) {
  const llvm::StringRef What = ClangTidy ? "clang-tidy module" : "plugin";
  auto Built = plugins(ClangTidy ? "pvlint-tidy-" : "pvlint-");
  auto It = Built.empty() ? Built.end() : std::prev(Built.end());
  if (!Version.empty()) {
    unsigned Number;
    if (Version.getAsInteger(10, Number))
      return fail("option '--llvm': '" + Version +
                  "' is not a version of LLVM");
    It = Built.find(Number);
  }
  if (It != Built.end()) {
    llvm::outs() << It->second << '\n';
    return output::Clean;
  }
  if (Built.empty())
    return fail("no " + What + " beside this command");
  return fail("no " + What + " for LLVM " + Version + ", only for " +
              list(Built, " and "));
}

} // namespace pvlint::tool
