//===- Precautions.h - what not to simulate again ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_PRECAUTIONS_H
#define PVLINT_ENGINE_PRECAUTIONS_H

#include "llvm/ADT/StringSet.h"
#include <functional>

namespace pvlint::solve {

/// What a process is told that goes on where another one crashed in a
/// simulation.
struct Precautions {
  /// Functions, by their keys, that are given up unseen.
  llvm::StringSet<> LeftOut;
  /// Hears which function is simulated from now on; "" for none.
  std::function<void(llvm::StringRef Key)> OnSimulate;
};

/// Those of this process, as a crash is its end. To be set before solving.
Precautions &precautions();

/// While a function is simulated, which may simulate others.
class Simulated {
public:
  explicit Simulated(llvm::StringRef Key);
  Simulated(const Simulated &) = delete;
  Simulated &operator=(const Simulated &) = delete;
  ~Simulated();

private:
  const llvm::StringRef Outer;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_PRECAUTIONS_H
