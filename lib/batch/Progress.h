//===- Progress.h - how far a long run is -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_PROGRESS_H
#define PVLINT_BATCH_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>
#include <string>

namespace pvlint::batch {

/// "3 s", "2 min", "1 h 5 min".
std::string describeTime(double Seconds);

/// On a terminal one line of stderr that is drawn again and again; otherwise a
/// line every ten seconds; or nothing.
class Progress {
public:
  Progress(unsigned Total, bool Quiet);
  ~Progress() { clear(); }

  /// \p Current is a unit being worked on.
  void update(unsigned Done, unsigned Failed, llvm::StringRef Current);
  /// Takes the line away, so that something else can be printed.
  void clear();
  double seconds() const;

private:
  using Clock = std::chrono::steady_clock;
  const unsigned Total;
  bool Quiet, Terminal, Color, Drawn = false;
  Clock::time_point Start, Last;

  void draw(unsigned Done, unsigned Failed, llvm::StringRef Current);
};

} // namespace pvlint::batch

#endif // PVLINT_BATCH_PROGRESS_H
