//===- WorkerPool.h - processes that do numbered tasks ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A worker is a fork of this process that lives for many tasks. When it
// crashes, runs out of memory or hangs, its task has failed and another takes
// its place. Its last words (session/Crash.h) become part of the reason.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_WORKERPOOL_H
#define PVLINT_BATCH_WORKERPOOL_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pvlint::batch {

/// What runs in a worker. Made after the fork.
class Worker {
public:
  virtual ~Worker() = default;
  /// Returns the answer's bytes.
  virtual std::string work(uint32_t Task) = 0;
};

class WorkerPool {
public:
  using Factory = std::function<std::unique_ptr<Worker>()>;
  using Clock = std::chrono::steady_clock;

  struct Event {
    enum Kind : uint8_t { Answer, Failure, Nothing } K = Nothing;
    unsigned Slot = 0;
    /// Which of the processes that had this slot: a new one knows nothing of
    /// what the last one said.
    unsigned Incarnation = 0;
    uint32_t Task = 0;
    std::string Bytes; ///< of an answer; of a failure, what happened
  };

  /// This process must have no other threads. A task that takes longer than
  /// \p Limit has failed.
  WorkerPool(unsigned Size, Factory Make, std::chrono::seconds Limit);
  /// Kills what is still working.
  ~WorkerPool();

  unsigned size() const { return Slots.size(); }
  bool isIdle(unsigned Slot) const { return !Slots[Slot].Busy; }
  bool isStarted(unsigned Slot) const { return Slots[Slot].Pid > 0; }
  bool anyBusy() const;

  /// Starts the worker if need be.
  llvm::Error give(unsigned Slot, uint32_t Task);

  /// The next answer or failure; Nothing after \p Patience, or as soon as
  /// \p Wake (a file descriptor, or -1) can be read.
  Event wait(std::chrono::milliseconds Patience, int Wake);

private:
  struct Slot {
    pid_t Pid = 0;
    unsigned Incarnation = 0;
    int Tasks = -1, Answers = -1;
    bool Busy = false;
    uint32_t Task = 0;
    Clock::time_point Since;
    std::string Received;
    char *LastWords = nullptr; ///< shared with the worker
  };

  std::vector<Slot> Slots;
  Factory Make;
  std::chrono::seconds Limit;

  llvm::Error start(Slot &S);
  [[noreturn]] void serve(int Tasks, int Answers);
  bool receive(Slot &S);
  std::optional<Event> finished(unsigned Index);
  Event bury(unsigned Index, llvm::StringRef Why);
};

/// One task in a process of its own: its answer, or what happened.
std::string workApart(WorkerPool::Factory Make, std::chrono::seconds Limit);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_WORKERPOOL_H
