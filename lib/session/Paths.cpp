//===- Paths.cpp - folders and files as the user sees them ----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {

std::string currentDirectory() {
  SmallString<128> Path;
  if (fs::current_path(Path))
    return ".";
  return Path.str().str();
}

std::string fullPath(StringRef Path, StringRef Directory) {
  if (path::is_absolute(Path))
    return Path.str();
  SmallString<128> Result(Directory);
  path::append(Result, Path);
  return Result.str().str();
}

std::string absolute(StringRef Path, StringRef Directory) {
  SmallString<128> Result(fullPath(Path, Directory));
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string realPath(const llvm::Twine &Path) {
  SmallString<128> Real;
  if (fs::real_path(Path, Real))
    return Path.str();
  return Real.str().str();
}

std::string relativeTo(StringRef Root, StringRef Path) {
  StringRef Rest = Path;
  if (!Root.empty() && Rest.consume_front(Root) &&
      (Root.ends_with("/") || Rest.consume_front("/")))
    return Rest.str();
  return Path.str();
}

std::string unreadable(StringRef Path, StringRef Directory) {
  const std::string Full = absolute(Path, Directory);
  // Asked before it is opened: a pipe would wait for who writes into it.
  fs::file_status Status;
  if (std::error_code Error = fs::status(Full, Status))
    return Error.message();
  if (fs::is_directory(Status))
    return std::make_error_code(std::errc::is_a_directory).message();
  if (!fs::is_regular_file(Status))
    return NotRegular.str();
  auto File = fs::openNativeFileForRead(Full);
  if (!File)
    return llvm::toString(File.takeError());
  (void)fs::closeFile(*File);
  return "";
}

} // namespace pvlint::session
