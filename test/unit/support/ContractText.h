//===- ContractText.h - contracts of a few lines, for tests -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_CONTRACTTEXT_H
#define PVLINT_TEST_CONTRACTTEXT_H

#include "contract/Contract.h"
#include "gtest/gtest.h"

namespace pvlint::flow {

inline const char *const Minimal = "version: 1\n"
                                   "families:\n"
                                   "  - name: irqflags\n"
                                   "    defined-bits: 0x200\n"
                                   "    enable-mask: 0x200\n";

/// The message of adding \p Text to a contract with one family, or "".
inline std::string refusal(llvm::StringRef Text) {
  Contract C;
  llvm::cantFail(C.add(Minimal, "minimal.yaml"));
  uint64_t Before = C.hash();
  std::string Message = llvm::toString(C.add(Text, "f.yaml"));
  if (!Message.empty()) {
    EXPECT_EQ(Before, C.hash()) << "half of a wrong file was added";
  }
  return Message;
}

inline std::string refusalOfEntry(llvm::StringRef Entry) {
  return refusal(("version: 1\nfunctions:\n  - " + Entry + "\n").str());
}

inline std::string asmName(const Contract &C, llvm::StringRef Text) {
  const AsmPattern *P = C.matchAssembly(Text);
  return P ? P->Name : "";
}

} // namespace pvlint::flow

#endif // PVLINT_TEST_CONTRACTTEXT_H
