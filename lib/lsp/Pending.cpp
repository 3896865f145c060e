//===- Pending.cpp - requests without an answer yet -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Pending.h"

namespace pvlint::lsp {

Pending::Ticket Pending::add(llvm::json::Value Id, Reply R) {
  std::lock_guard<std::mutex> Guard(Lock);
  Waiting.emplace(++Next, Request{std::move(Id), std::move(R)});
  return Next;
}

bool Pending::isWaiting(Ticket T) const {
  std::lock_guard<std::mutex> Guard(Lock);
  return Waiting.count(T);
}

void Pending::answer(Ticket T, llvm::json::Value Result) {
  std::unique_lock<std::mutex> Guard(Lock);
  auto Taken = Waiting.extract(T);
  Guard.unlock();
  if (Taken)
    Taken.mapped().Answer(std::move(Result));
}

void Pending::cancel(const llvm::json::Value &Id) {
  std::unique_lock<std::mutex> Guard(Lock);
  auto It = llvm::find_if(
      Waiting, [&](const auto &Entry) { return Entry.second.Id == Id; });
  if (It == Waiting.end())
    return;
  auto Taken = Waiting.extract(It);
  Guard.unlock();
  Taken.mapped().Answer(llvm::make_error<llvm::lsp::LSPError>(
      "the client cancelled this", llvm::lsp::ErrorCode::RequestCancelled));
}

} // namespace pvlint::lsp
