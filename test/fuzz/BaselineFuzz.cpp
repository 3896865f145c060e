//===- BaselineFuzz.cpp - hostile baselines ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is read is written again and is the same from then on. The rest of the
// input, behind a zero, is a diff.
//
//===----------------------------------------------------------------------===//

#include "InputFile.h"
#include "report/Baseline.h"
#include "report/ChangedLines.h"
#include "llvm/Support/raw_ostream.h"

using namespace pvlint;

static std::string written(const report::Baseline &B) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  B.write(OS);
  return Text;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const auto [Text, Diff] =
      llvm::StringRef(reinterpret_cast<const char *>(Data), Size).split('\0');
  for (const bool HasPrefixes : {false, true}) {
    auto Lines = report::ChangedLines::parse(Diff, HasPrefixes);
    if (!Lines)
      llvm::consumeError(Lines.takeError());
  }
  const InputFile File(Text);
  auto B = report::Baseline::read(File.path());
  if (!B) {
    llvm::consumeError(B.takeError());
    return 0;
  }
  const std::string Once = written(*B);
  const InputFile Again(Once);
  auto Same = report::Baseline::read(Again.path());
  if (!Same || written(*Same) != Once)
    std::abort();
  return 0;
}
