//===- Stopwatch.h - what a part of the work took ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_STOPWATCH_H
#define PVLINT_PROGRAM_STOPWATCH_H

#include <chrono>

namespace pvlint::solve {

/// Adds the seconds of its life to a total.
class Stopwatch {
public:
  explicit Stopwatch(double &Total)
      : Total(Total), Start(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    std::chrono::duration<double> D = std::chrono::steady_clock::now() - Start;
    Total += D.count();
  }
  Stopwatch(const Stopwatch &) = delete;
  Stopwatch &operator=(const Stopwatch &) = delete;

private:
  double &Total;
  std::chrono::steady_clock::time_point Start;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_STOPWATCH_H
