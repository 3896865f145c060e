//===- ResponseFiles.cpp - words of a command from files ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/ResponseFiles.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/VirtualFileSystem.h"

using llvm::StringRef;

namespace vfs = llvm::vfs;

namespace pvlint::session {
namespace {

/// Why a pipe or a device is not read.
class NotRegularCategory : public std::error_category {
public:
  const char *name() const noexcept override { return "pvlint"; }
  std::string message(int) const override { return NotRegular.str(); }
};
const NotRegularCategory Category;

/// Files that have an end, and are there: flags are read before there is a
/// worker that could be given up.
class RegularFiles : public vfs::ProxyFileSystem {
public:
  RegularFiles()
      : ProxyFileSystem(llvm::IntrusiveRefCntPtr<vfs::FileSystem>(
            vfs::createPhysicalFileSystem().release())) {}

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    // Opened, a pipe would wait for who writes into it.
    if (auto Status = status(Path);
        Status && !Status->isRegularFile() && !Status->isDirectory())
      return std::error_code(1, Category);
    return ProxyFileSystem::openFileForRead(Path);
  }
};

} // namespace

std::string expandResponseFiles(std::vector<std::string> &Words,
                                StringRef Directory) {
  if (llvm::none_of(Words, [](StringRef W) { return W.starts_with("@"); }))
    return "";
  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<const char *, 64> Expanded;
  for (const std::string &Word : Words)
    Expanded.push_back(Word.c_str());
  llvm::cl::ExpansionContext Context(Memory, llvm::cl::TokenizeGNUCommandLine);
  RegularFiles Files;
  Context.setVFS(&Files).setCurrentDir(Directory).setRelativeNames(true);
  if (llvm::Error E = Context.expandResponseFiles(Expanded))
    return llvm::toString(std::move(E));
  Words.assign(Expanded.begin(), Expanded.end());
  // One that is not there is left as it stands.
  for (StringRef Word : Words)
    if (Word.consume_front("@"))
      return ("no such response file: '" + Word + "'").str();
  return "";
}

} // namespace pvlint::session
