//===- Input.h - messages from the client -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's transport ends the session at a message that is not of the protocol.
// One bad message is no reason to leave an editor alone: it is dropped here,
// and stderr says so.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_LSP_INPUT_H
#define PVLINT_TOOL_LSP_INPUT_H

#include "llvm/Support/LSP/Transport.h"

namespace pvlint::tool::lsp {

/// Why \p Json is no message that the transport can take, or "".
std::string whyNoMessage(llvm::StringRef Json);

class Input : public llvm::lsp::JSONTransportInput {
public:
  explicit Input(std::FILE *In) : In(In) {}

  bool hasError() const override { return In.hasError(); }
  bool isEndOfInput() const override { return In.isEndOfInput(); }
  llvm::LogicalResult readDelimitedMessage(std::string &Json) override;
  llvm::LogicalResult readStandardMessage(std::string &Json) override;

private:
  llvm::lsp::JSONTransportInputOverFile In;
};

} // namespace pvlint::tool::lsp

#endif // PVLINT_TOOL_LSP_INPUT_H
