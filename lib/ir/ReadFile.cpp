//===- ReadFile.cpp - files that may be anything --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/ReadFile.h"
#include "llvm/Support/FileSystem.h"

namespace fs = llvm::sys::fs;

namespace pvlint::flow {

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef Path, Pipes IfPipe) {
  fs::file_status Status;
  if (std::error_code EC = fs::status(Path, Status))
    return llvm::createStringError(EC.message());
  const bool IsPipe = Status.type() == fs::file_type::fifo_file;
  if (!fs::is_regular_file(Status) && !fs::is_directory(Status) &&
      !(IsPipe && IfPipe == Pipes::Read))
    return llvm::createStringError("not a regular file (a pipe or a device)");
  if (Status.getSize() > MaxFileSize)
    return llvm::createStringError("larger than 1 GB");
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/true,
                                            /*IsVolatile=*/true);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError().message());
  return std::move(*Buffer);
}

std::unique_ptr<llvm::MemoryBuffer> readIfThere(llvm::StringRef Path) {
  auto Buffer = readFile(Path, Pipes::Refused);
  if (Buffer)
    return std::move(*Buffer);
  llvm::consumeError(Buffer.takeError());
  return nullptr;
}

} // namespace pvlint::flow
