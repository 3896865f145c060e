//===- Interrupt.cpp - ^C, noticed between two steps ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Interrupt.h"
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace pvlint::batch {

static volatile sig_atomic_t Count = 0, Last = 0;
static int Pipe[2] = {-1, -1};

static void onSignal(int Signal) {
  const int Saved = errno;
  Count = Count + 1;
  Last = Signal;
  (void)!::write(Pipe[1], "", 1);
  errno = Saved;
}

Interrupt::Interrupt() {
  if (::pipe2(Pipe, O_CLOEXEC | O_NONBLOCK))
    Pipe[0] = Pipe[1] = -1;
  struct sigaction Action = {};
  Action.sa_handler = onSignal;
  ::sigemptyset(&Action.sa_mask);
  ::sigaction(SIGINT, &Action, nullptr);
  ::sigaction(SIGTERM, &Action, nullptr);
  // Whoever runs it with nohup wants it to go on when the terminal is gone.
  struct sigaction Before;
  HandlesHangup =
      !::sigaction(SIGHUP, nullptr, &Before) && Before.sa_handler != SIG_IGN;
  if (HandlesHangup)
    ::sigaction(SIGHUP, &Action, nullptr);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  if (HandlesHangup)
    std::signal(SIGHUP, SIG_DFL);
  ::close(Pipe[0]);
  ::close(Pipe[1]);
}

unsigned Interrupt::count() { return Count; }

int Interrupt::signal() { return Last; }

int Interrupt::wakeFd() const { return Pipe[0]; }

void Interrupt::drain() const {
  char Buffer[16];
  while (::read(Pipe[0], Buffer, sizeof Buffer) > 0)
    ;
}

} // namespace pvlint::batch
