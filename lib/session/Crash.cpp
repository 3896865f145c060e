//===- Crash.cpp - what a crash of an analysis leaves standing ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Crash.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstring>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

using llvm::StringRef;

namespace pvlint::session {
namespace {

/// Address space, not memory. Where that is limited, less has to do.
constexpr size_t StackSizes[] = {size_t(512) << 20, 64 << 20, 8 << 20};
constexpr size_t HandlerStackSize = 128 << 10;
/// A frame may reach over the guard page.
constexpr size_t NearEnd = 1 << 20;
constexpr llvm::StringLiteral OutOfMemory = "out of memory";

constexpr int Watched[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};

thread_local char OwnWords[MaxLastWords];
char *SharedWords = nullptr;
/// Where the stack of this thread ends; null where it is not ours.
thread_local const char *StackEnd = nullptr;

struct sigaction Before[NSIG];

/// The first cause counts. Nothing is allocated: memory may be what is missing.
void note(StringRef What) {
  char *Words = SharedWords ? SharedWords : OwnWords;
  if (*Words)
    return;
  size_t Size = 0;
  for (char C : What.take_front(MaxLastWords - 1)) {
    if (C == '\n')
      break;
    Words[Size++] = C;
  }
  Words[Size] = 0;
}

/// Where somebody recovers, back to there; else the end of the process.
[[noreturn]] void leave(StringRef What) {
  note(What);
  if (auto *Recovery = llvm::CrashRecoveryContext::GetCurrent())
    Recovery->HandleExit(CrashStatus);
  if (!SharedWords) {
    constexpr StringRef Start = "pvlint: error: ";
    for (StringRef Part : {Start, StringRef(OwnWords), StringRef("\n")})
      if (::write(STDERR_FILENO, Part.data(), Part.size()) < 0)
        break;
  }
  ::_exit(SharedWords ? CrashStatus : 2);
}

void onFatalError(void *, const char *Reason, bool) { leave(Reason); }
void onBadAlloc(void *, const char *, bool) { leave(OutOfMemory); }
void onNoMemory() { leave(OutOfMemory); }

void onSignal(int Signal, siginfo_t *Info, void *Context) {
  const char *At = static_cast<const char *>(Info->si_addr);
  if (Signal == SIGSEGV && StackEnd && At >= StackEnd - NearEnd &&
      At < StackEnd + NearEnd)
    note("stack overflow: something is nested too deeply");
  if (llvm::CrashRecoveryContext::GetCurrent() &&
      Before[Signal].sa_handler != SIG_DFL &&
      Before[Signal].sa_handler != SIG_IGN) {
    Before[Signal].sa_handler(Signal); // does not return
    return;
  }
  // Nobody else is there to tell.
  if (!SharedWords)
    leave(::sigdescr_np(Signal));
  std::signal(Signal, SIG_DFL);
  // What the processor raised comes again when this returns.
  if (Info->si_code <= 0)
    ::raise(Signal);
}

void useHandlerStack() {
  thread_local char *Memory = nullptr;
  if (Memory)
    return;
  void *Got = ::mmap(nullptr, HandlerStackSize, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (Got == MAP_FAILED)
    return;
  Memory = static_cast<char *>(Got);
  stack_t Stack = {};
  Stack.ss_sp = Memory;
  Stack.ss_size = HandlerStackSize;
  ::sigaltstack(&Stack, nullptr);
}

void dropHandlerStack() {
  stack_t Old = {}, None = {};
  None.ss_flags = SS_DISABLE;
  if (!::sigaltstack(&None, &Old) && Old.ss_sp && !(Old.ss_flags & SS_DISABLE))
    ::munmap(Old.ss_sp, Old.ss_size);
}

void runWithHandlerStack(llvm::function_ref<void()> Body) {
  useHandlerStack();
  Body();
  dropHandlerStack();
}

void *threadMain(void *Given) {
  pthread_attr_t Attributes;
  if (!::pthread_getattr_np(::pthread_self(), &Attributes)) {
    void *Lowest = nullptr;
    size_t Size = 0;
    if (!::pthread_attr_getstack(&Attributes, &Lowest, &Size))
      StackEnd = static_cast<const char *>(Lowest);
    ::pthread_attr_destroy(&Attributes);
  }
  runWithHandlerStack(*static_cast<llvm::function_ref<void()> *>(Given));
  return nullptr;
}

} // namespace

void watchForCrashes() {
  useHandlerStack(); // of the main thread
  llvm::CrashRecoveryContext::Enable();
  for (int Signal : Watched) {
    struct sigaction Ours = {};
    Ours.sa_sigaction = onSignal;
    Ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(Signal, &Ours, &Before[Signal]);
  }
  llvm::remove_fatal_error_handler();
  llvm::install_fatal_error_handler(onFatalError);
  llvm::remove_bad_alloc_error_handler();
  llvm::install_bad_alloc_error_handler(onBadAlloc);
  std::set_new_handler(onNoMemory);
}

void leaveLastWordsIn(char *Page) { SharedWords = Page; }

void onLargeStack(llvm::function_ref<void()> Body) {
  for (size_t Size : StackSizes) {
    pthread_attr_t Attributes;
    pthread_t Thread;
    if (::pthread_attr_init(&Attributes))
      break;
    const bool Runs =
        !::pthread_attr_setstacksize(&Attributes, Size) &&
        !::pthread_create(&Thread, &Attributes, threadMain, &Body);
    ::pthread_attr_destroy(&Attributes);
    if (!Runs)
      continue;
    ::pthread_join(Thread, nullptr);
    return;
  }
  // The stack we are on is better than none.
  Body();
}

std::string survive(llvm::function_ref<void()> Body) {
  std::string Problem;
  onLargeStack([&] {
    *OwnWords = 0;
    llvm::CrashRecoveryContext Recovery;
    if (Recovery.RunSafely(Body))
      return;
    const int Signal = Recovery.RetCode > 128 ? Recovery.RetCode - 128 : 0;
    Problem = describeCrash(OwnWords, Signal);
  });
  return Problem;
}

bool isCrash(int Signal) { return llvm::is_contained(Watched, Signal); }

bool isOutOfMemory(StringRef LastWords) { return LastWords == OutOfMemory; }

std::string describeCrash(const std::string &LastWords, int Signal) {
  std::string Crashed = "the analysis crashed";
  if (!LastWords.empty())
    return Crashed + ": " + LastWords;
  if (Signal == SIGKILL)
    return "the analysis was killed (out of memory?)";
  if (Signal)
    return Crashed + " (" + ::strsignal(Signal) + ")";
  return Crashed;
}

} // namespace pvlint::session
