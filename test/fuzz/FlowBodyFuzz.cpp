//===- FlowBodyFuzz.cpp - hostile bodies of functions ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input is the number of instructions (two bytes) and a body. What decodes
// must come back as it was after it is written again.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"
#include "ir/text/Text.h"
#include "support/SameFlow.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace pvlint::flow;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  if (Size < 2)
    return 0;
  static const char *const Names[] = {"", "flags", "f", "g", "[]", "a.b"};
  auto Name = [](uint32_t I) {
    return llvm::StringRef(Names[I % std::size(Names)]);
  };
  BodyContext Context{/*NumFiles=*/8, /*NumStrings=*/200, Name};
  uint32_t NumOps = Data[0] | Data[1] << 8;
  Function F;
  if (llvm::Error E = decodeBody({Data + 2, Size - 2}, Context, NumOps, F)) {
    llvm::consumeError(std::move(E));
    return 0;
  }
  if (countOps(F) != NumOps)
    std::abort();
  print(F, llvm::nulls());

  StringTable Strings;
  std::string Bytes;
  encodeBody(F, Strings, [](uint32_t File) { return File; }, Bytes);
  auto String = [&](uint32_t I) {
    uint32_t Begin = Strings.starts()[I];
    return Strings.text().slice(Begin, Strings.starts()[I + 1]);
  };
  BodyContext Own{8, static_cast<uint32_t>(Strings.starts().size() - 1),
                  String};
  Function Again;
  if (decodeBody(llvm::arrayRefFromStringRef(Bytes), Own, NumOps, Again) ||
      !(Again == F))
    std::abort();
  return 0;
}
