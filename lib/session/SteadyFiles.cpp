//===- SteadyFiles.cpp - files that do not change under a parse -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/SteadyFiles.h"
#include "session/Paths.h"
#include "llvm/Support/MemoryBuffer.h"

namespace vfs = llvm::vfs;

namespace pvlint::session {
namespace {

class SteadyFile : public vfs::File {
public:
  explicit SteadyFile(std::unique_ptr<vfs::File> Real)
      : Real(std::move(Real)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Real->status(); }
  llvm::ErrorOr<std::string> getName() override { return Real->getName(); }
  std::error_code close() override { return Real->close(); }
  /// "Volatile" is what is read and not mapped.
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t Size, bool NullTerminated,
            bool) override {
    return Real->getBuffer(Name, Size, NullTerminated, /*IsVolatile=*/true);
  }

private:
  std::unique_ptr<vfs::File> Real;
};

/// Why a pipe or a device is not read.
class NotSteadyCategory : public std::error_category {
public:
  const char *name() const noexcept override { return "pvlint"; }
  std::string message(int) const override { return NotRegular.str(); }
};
const NotSteadyCategory NotSteady;

/// Folders are left to who opens them; /dev/null has nothing that could change.
bool isSteady(const vfs::Status &Status) {
  return Status.isRegularFile() || Status.isDirectory() ||
         Status.getName() == "/dev/null";
}

class SteadyFiles : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    // Opened, a pipe would wait for who writes into it.
    if (auto Status = status(Path); Status && !isSteady(*Status))
      return std::error_code(1, NotSteady);
    auto File = ProxyFileSystem::openFileForRead(Path);
    if (!File)
      return File;
    return std::make_unique<SteadyFile>(std::move(*File));
  }
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem> steadyFiles() {
  return llvm::makeIntrusiveRefCnt<SteadyFiles>(
      llvm::IntrusiveRefCntPtr<vfs::FileSystem>(
          vfs::createPhysicalFileSystem().release()));
}

} // namespace pvlint::session
