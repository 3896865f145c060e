//===- Input.h - messages from the client -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's transport ends the session at a message that is not of the protocol,
// and its reader takes no header for one after a length that is wrong. One bad
// message is no reason to leave an editor alone: it is dropped here, stderr
// says so, and the next header is looked for.
//
// The transport keeps what a request calls itself to itself. It handles one
// message after the other, so a handler finds it here.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_INPUT_H
#define PVLINT_LSP_INPUT_H

#include "llvm/Support/LSP/Transport.h"

namespace pvlint::lsp {

/// Why \p Json is no message that the transport can take, or "". \p Message
/// becomes what it says.
std::string whyNoMessage(llvm::StringRef Json, llvm::json::Value &Message);

/// Methods that a request is answered by when its time is over, or has not
/// come, and a second `initialize`.
constexpr llvm::StringLiteral TooEarly = "pvlint/tooEarly";
constexpr llvm::StringLiteral Again = "pvlint/again";
constexpr llvm::StringLiteral TooLate = "pvlint/tooLate";

class Input : public llvm::lsp::JSONTransportInput {
public:
  explicit Input(std::FILE *In) : In(In) {}

  /// The `id` of the message that is being handled; null when it has none.
  const llvm::json::Value &id() const { return Id; }

  bool hasError() const override { return std::ferror(In); }
  bool isEndOfInput() const override { return std::feof(In); }
  llvm::LogicalResult readStandardMessage(std::string &Json) override;
  /// A form that editors do not use.
  llvm::LogicalResult readDelimitedMessage(std::string &) override {
    return llvm::failure();
  }

private:
  /// No source is that large; a length that is would be waited for in vain.
  static constexpr size_t MaxLength = size_t(256) << 20;

  enum class Phase : uint8_t { BeforeInitialize, Serving, AfterShutdown };

  std::FILE *In;
  llvm::json::Value Id = nullptr;
  Phase Now = Phase::BeforeInitialize;

  bool isInTime(llvm::json::Object &Message);

  std::optional<std::string> readLine();
  size_t readHeader();
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_INPUT_H
