//===- ReportTargets.cpp - files that reports may go to -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportTargets.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::createStringError;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace pvlint::tool {

/// Also where one is not there yet. Devices take anything.
static bool isSame(StringRef A, StringRef B) {
  fs::file_status Status;
  if (!fs::status(A, Status))
    return fs::is_regular_file(Status) && fs::equivalent(A, B);
  const std::string Here = session::currentDirectory();
  return session::absolute(A, Here) == session::absolute(B, Here);
}

/// Anything that may be a unit or a header: which files are read is only known
/// when it is too late to refuse.
static bool isSource(StringRef File) {
  return llvm::is_contained({".c", ".h", ".i", ".S", ".s", ".o", ".dts", ".lds",
                             ".inc", ".def", ".tbl", ".y", ".l"},
                            llvm::sys::path::extension(File)) &&
         fs::is_regular_file(File);
}

llvm::Error checkReportFiles(const Options &O) {
  std::vector<StringRef> Read(O.In.Files.begin(), O.In.Files.end());
  Read.insert(Read.end(), O.ContractFiles.begin(), O.ContractFiles.end());
  Read.insert(Read.end(), {O.In.BuildPath, O.Report.BaselineFile});
  llvm::SmallString<128> Database = StringRef(O.In.BuildPath);
  llvm::sys::path::append(Database, "compile_commands.json");
  Read.push_back(Database);
  std::vector<StringRef> Written;
  for (const auto &[Form, File] : O.Report.Formats) {
    if (File.empty())
      continue;
    for (StringRef Other : Written)
      if (isSame(File, Other))
        return createStringError("option '--format': two reports would go to "
                                 "'" +
                                 File + "': give each a file");
    if (isSource(File) || llvm::any_of(Read, [&](StringRef Input) {
          return !Input.empty() && isSame(File, Input);
        }))
      return createStringError("option '--format': '" + File +
                               "' is read: give another file");
    Written.push_back(File);
  }
  return llvm::Error::success();
}

} // namespace pvlint::tool
