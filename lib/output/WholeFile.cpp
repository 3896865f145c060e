//===- WholeFile.cpp - a file that is there whole or not at all -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/WholeFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

using llvm::Error;
using llvm::StringRef;

namespace pvlint::output {

Error writeWhole(StringRef File,
                 llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  // A pipe, /dev/stdout.
  llvm::sys::fs::file_status Status;
  if (!llvm::sys::fs::status(File, Status) &&
      !llvm::sys::fs::is_regular_file(Status) &&
      !llvm::sys::fs::is_directory(Status)) {
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    if (!EC) {
      Write(OS);
      OS.close();
      EC = OS.error();
      OS.clear_error();
    }
    return EC ? llvm::createStringError("cannot write '" + File +
                                        "': " + EC.message())
              : Error::success();
  }
  Error E = llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
    Write(OS);
    OS.flush();
    auto &FD = static_cast<llvm::raw_fd_ostream &>(OS);
    std::error_code EC = FD.error();
    FD.clear_error();
    return llvm::errorCodeToError(EC);
  });
  if (E)
    return llvm::createStringError(
        "cannot write '" + File +
        "': " + llvm::errorToErrorCode(std::move(E)).message());
  return Error::success();
}

} // namespace pvlint::output
