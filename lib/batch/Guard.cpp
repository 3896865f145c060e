//===- Guard.cpp - a link that may crash ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/Guard.h"
#include "engine/Precautions.h"
#include "ir/Notes.h"
#include "session/Crash.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using llvm::StringRef;

namespace pvlint::batch {
namespace {

/// More are no accident, and each costs a link.
constexpr size_t MaxLost = 8;

struct Shared {
  char LastWords[session::MaxLastWords];
  char Function[1024]; ///< that is being simulated
  unsigned Link;
  bool IsOver;
};

Shared *Page = nullptr; ///< null without a child
std::vector<LostFunction> AllLost;
unsigned Links = 0;

/// Ends this process as the child has ended.
[[noreturn]] void endAs(int Status) {
  if (WIFEXITED(Status))
    ::_exit(WEXITSTATUS(Status));
  std::signal(WTERMSIG(Status), SIG_DFL);
  ::raise(WTERMSIG(Status));
  ::_exit(128 + WTERMSIG(Status));
}

bool isCrash(int Status) {
  if (WIFEXITED(Status))
    return WEXITSTATUS(Status) == session::CrashStatus;
  const int Signal = WTERMSIG(Status);
  return Signal == SIGKILL || session::isCrash(Signal);
}

/// Waits for \p Child. Returns when there should be another one.
void watch(pid_t Child) {
  int Status = 0;
  while (::waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  if (!isCrash(Status))
    endAs(Status);
  const int Signal = WIFSIGNALED(Status) ? WTERMSIG(Status) : 0;
  const std::string Why = session::describeCrash(Page->LastWords, Signal);
  const StringRef Function = Page->Function;
  const bool MayHelp = Signal != SIGKILL && !Page->IsOver &&
                       !session::isOutOfMemory(Page->LastWords);
  if (!MayHelp || Function.empty() || AllLost.size() == MaxLost) {
    flow::notes() << "pvlint: error: " << Why;
    if (!Function.empty())
      flow::notes() << " (in " << Function << "())";
    flow::notes() << '\n';
    ::_exit(2);
  }
  AllLost.push_back({Page->Link, Function.str(), Why});
}

} // namespace

output::UnitFailures asFailures(llvm::ArrayRef<LostFunction> Lost) {
  output::UnitFailures Failures;
  for (const LostFunction &F : Lost)
    Failures.emplace_back(F.Key + "()", F.Why);
  return Failures;
}

void guardLinks() {
  if (Page)
    return;
  void *Got = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (Got == MAP_FAILED)
    return;
  llvm::outs().flush();
  const pid_t Parent = ::getpid();
  while (true) {
    Page = new (Got) Shared();
    const pid_t Child = ::fork();
    if (Child < 0) {
      ::munmap(Got, sizeof(Shared));
      Page = nullptr;
      return;
    }
    if (Child == 0) {
      // Not a moment longer than who is waited for.
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != Parent)
        ::_exit(2);
      session::leaveLastWordsIn(Page->LastWords);
      return;
    }
    watch(Child);
  }
}

std::vector<LostFunction> nextLink() {
  std::vector<LostFunction> Lost;
  if (!Page)
    return Lost;
  Page->Link = ++Links;
  Page->IsOver = false;
  solve::Precautions &Care = solve::precautions();
  Care.LeftOut.clear();
  for (const LostFunction &F : AllLost)
    if (F.Link == Links) {
      Care.LeftOut.insert(F.Key);
      Lost.push_back(F);
    }
  Care.OnSimulate = [](StringRef Key) {
    const size_t Size = std::min(Key.size(), sizeof(Page->Function) - 1);
    std::memcpy(Page->Function, Key.data(), Size);
    Page->Function[Size] = 0;
  };
  return Lost;
}

void endGuard() {
  if (!Page)
    return;
  *Page->Function = 0;
  Page->IsOver = true;
}

} // namespace pvlint::batch
