//===- State.h - registers, flags, stack and memory, bit by bit -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_STATE_H
#define PVLINT_X86_STATE_H

#include "values/BitValue.h"
#include "x86/Registers.h"
#include <map>
#include <string>
#include <vector>

namespace pvlint::x86 {

using flow::BitValue;

inline uint64_t lowBits(unsigned Bits) {
  return Bits >= 64 ? ~uint64_t(0) : (uint64_t(1) << Bits) - 1;
}

/// What one place holds.
struct Content {
  BitValue V;
  uint64_t Kept = 0;   ///< bits that are still the place's own
  uint64_t FromIf = 0; ///< bits that depend on the interrupt flag
  bool IsWord = false; ///< the pushed flags, as they were

  static Content number(uint64_t N) { return {BitValue::constant(N)}; }

  /// \p Bits from bit \p At on, as a value of its own.
  Content part(unsigned At, unsigned Bits) const;
  /// Replaces \p Bits from bit \p At on.
  void insert(const Content &C, unsigned At, unsigned Bits);
  /// Whether it was masked down to where the interrupt flag counts.
  bool asksIf() const;
  void join(const Content &Other);

  friend bool operator==(const Content &, const Content &) = default;
};

/// What the flags tell of the last result.
struct Flags {
  std::optional<bool> Zero, Sign, Carry, Overflow;
  uint64_t Undefined = 0; ///< the undefined bits of values they depend on
  uint64_t FromIf = 0;    ///< those that are the interrupt flag
  /// Somebody asked for the interrupt flag, and not by the way, as who compares
  /// whole words does.
  bool AsksIf = false;

  /// Whether condition \p Code holds, as the processor numbers them.
  std::optional<bool> holds(unsigned Code) const;
  void join(const Flags &Other);

  friend bool operator==(const Flags &, const Flags &) = default;
};

struct State {
  /// The registers with a name, then those that stand for what the compiler
  /// will choose.
  std::vector<Content> Registers{NumRegisters};
  Flags F;
  std::vector<Content> Stack; ///< what was pushed here
  /// Cells by name, as far as something is known of them.
  std::map<std::string, Content> Memory;

  /// Keeps what holds of both. Returns whether this changed.
  bool join(const State &Other);

  friend bool operator==(const State &, const State &) = default;
};

} // namespace pvlint::x86

#endif // PVLINT_X86_STATE_H
