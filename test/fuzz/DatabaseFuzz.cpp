//===- DatabaseFuzz.cpp - hostile compile databases ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Refused with one line, or a job for each command.
//
//===----------------------------------------------------------------------===//

#include "InputFile.h"
#include "session/Jobs.h"
#include "clang/Tooling/CompilationDatabase.h"

using namespace pvlint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const InputFile File({reinterpret_cast<const char *>(Data), Size});
  auto Database = session::loadDatabase(File.path());
  if (!Database) {
    if (llvm::toString(Database.takeError()).find('\n') != std::string::npos)
      std::abort();
    return 0;
  }
  for (const std::string &Name : (*Database)->getAllFiles()) {
    std::string Donor;
    (void)session::jobsFor(**Database, Name, Name, Donor);
  }
  return 0;
}
