//===- WorkerPool.cpp - processes that do numbered tasks ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/WorkerPool.h"
#include "session/Crash.h"
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pvlint::batch {

/// Deeply nested code is parsed recursively.
static bool readAll(int Fd, void *To, size_t Size) {
  for (char *P = static_cast<char *>(To); Size;) {
    ssize_t N = ::read(Fd, P, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    P += N;
    Size -= N;
  }
  return true;
}

static bool writeAll(int Fd, const void *From, size_t Size) {
  for (const char *P = static_cast<const char *>(From); Size;) {
    ssize_t N = ::write(Fd, P, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    P += N;
    Size -= N;
  }
  return true;
}

/// Ends a worker, and the assembler that it may have started.
static void end(pid_t Pid) {
  ::kill(-Pid, SIGKILL);
  ::kill(Pid, SIGKILL);
}

WorkerPool::WorkerPool(unsigned Size, Factory Make, std::chrono::seconds Limit)
    : Slots(Size), Make(std::move(Make)), Limit(Limit) {}

WorkerPool::~WorkerPool() {
  for (Slot &S : Slots) {
    if (S.LastWords)
      ::munmap(S.LastWords, session::MaxLastWords);
    if (S.Pid <= 0)
      continue;
    end(S.Pid);
    ::close(S.Tasks);
    ::close(S.Answers);
    ::waitpid(S.Pid, nullptr, 0);
  }
}

bool WorkerPool::anyBusy() const {
  for (const Slot &S : Slots)
    if (S.Busy)
      return true;
  return false;
}

llvm::Error WorkerPool::start(Slot &S) {
  if (!S.LastWords) {
    void *Page = ::mmap(nullptr, session::MaxLastWords, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (Page == MAP_FAILED)
      return llvm::createStringError("cannot start a worker: %s",
                                     std::strerror(errno));
    S.LastWords = static_cast<char *>(Page);
  }
  *S.LastWords = 0;
  int Tasks[2], Answers[2];
  if (::pipe2(Tasks, O_CLOEXEC))
    return llvm::createStringError("cannot start a worker: %s",
                                   std::strerror(errno));
  if (::pipe2(Answers, O_CLOEXEC)) {
    ::close(Tasks[0]);
    ::close(Tasks[1]);
    return llvm::createStringError("cannot start a worker: %s",
                                   std::strerror(errno));
  }
  const pid_t Parent = ::getpid();
  const pid_t Pid = ::fork();
  if (Pid == 0) {
    ::setpgid(0, 0); // for end()
    // Not a moment longer than who gives the tasks.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != Parent)
      ::_exit(0);
    for (const Slot &Other : Slots)
      if (Other.Pid > 0) {
        ::close(Other.Tasks);
        ::close(Other.Answers);
      }
    ::close(Tasks[1]);
    ::close(Answers[0]);
    session::leaveLastWordsIn(S.LastWords);
    serve(Tasks[0], Answers[1]);
  }
  ::close(Tasks[0]);
  ::close(Answers[1]);
  if (Pid < 0) {
    ::close(Tasks[1]);
    ::close(Answers[0]);
    return llvm::createStringError("cannot start a worker: %s",
                                   std::strerror(errno));
  }
  ::setpgid(Pid, Pid); // whoever is first
  S.Pid = Pid;
  ++S.Incarnation;
  S.Tasks = Tasks[1];
  S.Answers = Answers[0];
  S.Received.clear();
  return llvm::Error::success();
}

void WorkerPool::serve(int Tasks, int Answers) {
  // ^C is for the whole group; when to stop is said through the pipe.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  // One task after the other: threads need no memory of their own.
  ::mallopt(M_ARENA_MAX, 1);
  std::unique_ptr<Worker> W = Make();
  uint32_t Task;
  while (readAll(Tasks, &Task, sizeof Task)) {
    std::string Bytes;
    session::onLargeStack([&] { Bytes = W->work(Task); });
    const uint64_t Size = Bytes.size();
    if (!writeAll(Answers, &Size, sizeof Size) ||
        !writeAll(Answers, Bytes.data(), Size))
      break;
  }
  ::_exit(0);
}

llvm::Error WorkerPool::give(unsigned Index, uint32_t Task) {
  Slot &S = Slots[Index];
  // An idle worker may have been killed since.
  for (int Try = 0; Try != 2; ++Try) {
    if (S.Pid <= 0)
      if (llvm::Error E = start(S))
        return E;
    if (writeAll(S.Tasks, &Task, sizeof Task))
      break;
    bury(Index, "");
  }
  if (S.Pid <= 0)
    return llvm::createStringError("cannot start a worker: it ends at once");
  S.Busy = true;
  S.Task = Task;
  S.Since = Clock::now();
  return llvm::Error::success();
}

/// False when the worker is gone.
bool WorkerPool::receive(Slot &S) {
  char Buffer[1 << 16];
  ssize_t N;
  do
    N = ::read(S.Answers, Buffer, sizeof Buffer);
  while (N < 0 && errno == EINTR);
  if (N <= 0)
    return false;
  S.Received.append(Buffer, N);
  return true;
}

std::optional<WorkerPool::Event> WorkerPool::finished(unsigned Index) {
  Slot &S = Slots[Index];
  uint64_t Size;
  if (!S.Busy || S.Received.size() < sizeof Size)
    return std::nullopt;
  std::memcpy(&Size, S.Received.data(), sizeof Size);
  if (S.Received.size() - sizeof Size < Size)
    return std::nullopt;
  Event E{Event::Answer, Index, S.Incarnation, S.Task,
          S.Received.substr(sizeof Size, Size)};
  S.Received.clear();
  S.Busy = false;
  return E;
}

WorkerPool::Event WorkerPool::bury(unsigned Index, llvm::StringRef Why) {
  Slot &S = Slots[Index];
  end(S.Pid); // it may hang, or have closed its pipe only
  ::close(S.Tasks);
  ::close(S.Answers);
  int Status = 0;
  ::waitpid(S.Pid, &Status, 0);
  std::string Reason = Why.str();
  if (Reason.empty())
    Reason = session::describeCrash(S.LastWords,
                                    WIFSIGNALED(Status) ? WTERMSIG(Status) : 0);
  S.Pid = 0;
  S.Received.clear();
  Event E{Event::Failure, Index, S.Incarnation, S.Task, std::move(Reason)};
  S.Busy = false;
  return E;
}

WorkerPool::Event WorkerPool::wait(std::chrono::milliseconds Patience,
                                   int Wake) {
  const Clock::time_point End = Clock::now() + Patience;
  std::vector<pollfd> Polled;
  std::vector<unsigned> Who;
  while (true) {
    Polled.clear();
    Who.clear();
    const Clock::time_point Now = Clock::now();
    for (unsigned I = 0; I != Slots.size(); ++I) {
      Slot &S = Slots[I];
      if (!S.Busy)
        continue;
      if (Now - S.Since >= Limit)
        return bury(I, "the analysis took longer than " +
                           std::to_string(Limit.count()) +
                           " s (--unit-timeout)");
      Polled.push_back({S.Answers, POLLIN, 0});
      Who.push_back(I);
    }
    Polled.push_back({Wake, POLLIN, 0});
    const auto Left =
        std::chrono::duration_cast<std::chrono::milliseconds>(End - Now);
    if (Left.count() <= 0)
      return {};
    const int Ready = ::poll(Polled.data(), Polled.size(),
                             std::min<int64_t>(Left.count() + 1, 1000));
    if (Ready < 0 && errno == EINTR)
      return {};
    for (unsigned I = 0; I != Who.size(); ++I) {
      if (!Polled[I].revents)
        continue;
      if (!receive(Slots[Who[I]]))
        return bury(Who[I], "");
      if (auto E = finished(Who[I]))
        return *E;
    }
    if (Polled.back().revents)
      return {};
  }
}

std::string workApart(WorkerPool::Factory Make, std::chrono::seconds Limit) {
  WorkerPool Pool(1, std::move(Make), Limit);
  if (llvm::Error E = Pool.give(0, 0))
    return llvm::toString(std::move(E));
  while (true)
    if (WorkerPool::Event E = Pool.wait(std::chrono::milliseconds(1000), -1);
        E.K != WorkerPool::Event::Nothing)
      return std::move(E.Bytes);
}

} // namespace pvlint::batch
