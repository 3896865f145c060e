//===- ContractFuzz.cpp - hostile contract files -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Added to the built-in contract or refused, with a line for each mistake.
//
//===----------------------------------------------------------------------===//

#include "contract/Contract.h"
#include "llvm/Support/Error.h"

using namespace pvlint::flow;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const Contract Builtin = Contract::builtin();
  Contract C = Builtin;
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (llvm::Error E = C.add(Text, "fuzz.yaml"))
    if (llvm::toString(std::move(E)).empty())
      std::abort();
  return 0;
}
