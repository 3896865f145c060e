//===- SteadyFiles.cpp - files that do not change under a parse -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/SteadyFiles.h"
#include "ir/ReadFile.h"
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
    const auto Is = Real->status();
    if (Is && Is->getSize() > flow::MaxFileSize)
      return std::make_error_code(std::errc::file_too_large);
    return Real->getBuffer(Name, Size, NullTerminated, /*IsVolatile=*/true);
  }

private:
  std::unique_ptr<vfs::File> Real;
};

class SteadyFiles : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
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
