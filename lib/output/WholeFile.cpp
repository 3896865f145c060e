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
#include <unistd.h>

using llvm::Error;
using llvm::StringRef;

namespace pvlint::output {

/// Writes to something that is open already, or cannot be replaced by a file.
static Error writeThrough(StringRef File, llvm::raw_fd_ostream &OS,
                          llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  Write(OS);
  OS.flush();
  const std::error_code EC = OS.error();
  OS.clear_error();
  return EC ? llvm::createStringError("cannot write '" + File +
                                      "': " + EC.message())
            : Error::success();
}

Error writeWhole(StringRef Name,
                 llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  namespace fs = llvm::sys::fs;
  fs::file_status Status, Stdout;
  const bool Exists = !fs::status(Name, Status);
  // /dev/stdout, whatever it has been redirected to.
  if (Exists && !fs::status(STDOUT_FILENO, Stdout) &&
      fs::equivalent(Status, Stdout))
    return writeThrough(Name, llvm::outs(), Write);
  // A pipe, /dev/null.
  if (Exists && !fs::is_regular_file(Status) && !fs::is_directory(Status)) {
    std::error_code EC;
    llvm::raw_fd_ostream OS(Name, EC);
    if (EC)
      return llvm::createStringError("cannot write '" + Name +
                                     "': " + EC.message());
    return writeThrough(Name, OS, Write);
  }
  // The target of a link is written, and the link stays.
  llvm::SmallString<128> File;
  if (!Exists || fs::real_path(Name, File))
    File = Name;
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
        "cannot write '" + Name +
        "': " + llvm::errorToErrorCode(std::move(E)).message());
  return Error::success();
}

} // namespace pvlint::output
