//===- Pending.h - requests without an answer yet ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request waits for an analysis, and until then the client may take it back.
// Whoever comes first, the answer or the cancellation, is the reply; what comes
// later finds that nobody is waiting.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_PENDING_H
#define PVLINT_LSP_PENDING_H

#include "llvm/Support/LSP/Transport.h"
#include <map>
#include <mutex>

namespace pvlint::lsp {

/// On any thread.
class Pending {
public:
  using Reply = llvm::lsp::Callback<llvm::json::Value>;
  using Ticket = unsigned;

  /// Keeps \p R, of the request that the client calls \p Id.
  Ticket add(llvm::json::Value Id, Reply R);
  bool isWaiting(Ticket T) const;
  void answer(Ticket T, llvm::json::Value Result);
  /// Answers that the request \p Id was cancelled, if it still waits.
  void cancel(const llvm::json::Value &Id);

private:
  struct Request {
    llvm::json::Value Id;
    Reply Answer;
  };
  mutable std::mutex Lock;
  std::map<Ticket, Request> Waiting;
  Ticket Next = 0;
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_PENDING_H
