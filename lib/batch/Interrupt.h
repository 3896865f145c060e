//===- Interrupt.h - ^C, noticed between two steps --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_INTERRUPT_H
#define PVLINT_BATCH_INTERRUPT_H

namespace pvlint::batch {

/// While it lives, SIGINT, SIGTERM and, unless it is ignored, SIGHUP do not end
/// the process but are counted.
class Interrupt {
public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt &) = delete;

  /// How many there were.
  static unsigned count();
  /// The last one, 0 if there was none.
  static int signal();
  /// Can be read from once there was a new one, until drain().
  int wakeFd() const;
  void drain() const;

private:
  bool HandlesHangup = false;
};

} // namespace pvlint::batch

#endif // PVLINT_BATCH_INTERRUPT_H
