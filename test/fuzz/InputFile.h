//===- InputFile.h - a fuzzer's input as a file --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For readers that take a path. The file is memory.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_FUZZ_INPUTFILE_H
#define PVLINT_TEST_FUZZ_INPUTFILE_H

#include "llvm/ADT/StringRef.h"
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace pvlint {

class InputFile {
public:
  explicit InputFile(llvm::StringRef Contents)
      : Fd(::memfd_create("fuzz", MFD_CLOEXEC)) {
    if (Fd < 0 || ::write(Fd, Contents.data(), Contents.size()) !=
                      static_cast<ssize_t>(Contents.size()))
      std::abort();
  }
  ~InputFile() { ::close(Fd); }
  InputFile(const InputFile &) = delete;
  InputFile &operator=(const InputFile &) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(Fd); }

private:
  int Fd;
};

} // namespace pvlint

#endif // PVLINT_TEST_FUZZ_INPUTFILE_H
