//===- Unit.h - what one translation unit contributes -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit's share of the linked program: the flow of the functions that its own
// file defines, references to the functions of headers that they reach, and
// where addresses of functions go. It is a pure function of the compile
// command, the contents read, the contract and pvlint's version.
//
// Functions of headers are stored once for all units that see them alike, under
// the digest of their flow.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_UNIT_H
#define PVLINT_IR_UNIT_H

#include "ir/Mark.h"

namespace pvlint::flow {

/// Names contents. Equal digests are equal contents.
struct Digest {
  uint64_t High = 0, Low = 0;

  std::string hex() const;
  friend bool operator==(const Digest &, const Digest &) = default;
  friend auto operator<=>(const Digest &, const Digest &) = default;
};

/// A function of a header as this unit sees it.
struct HeaderRef {
  std::string Name;
  Digest Flow; ///< of the HeaderFunction
  friend bool operator==(const HeaderRef &, const HeaderRef &) = default;
  friend auto operator<=>(const HeaderRef &, const HeaderRef &) = default;
};

/// A function of a header by itself. Its locations point into its own list of
/// files, in order of first use, so its digest is the same in every unit.
struct HeaderFunction {
  Digest Flow;
  std::vector<std::string> Files;
  std::unique_ptr<Function> Body;
};

/// `int Name(…) __attribute__((alias("Target")))`.
struct Alias {
  std::string Name, Target;
  bool Weak = false;
  bool Static = false;

  friend bool operator==(const Alias &, const Alias &) = default;
};

struct Unit {
  /// The main file: relative to the build folder when it lies in it.
  std::string Source;
  /// Which contract it was extracted with: as for Contract::builtin ("x86+rt").
  std::string ContractName;
  uint64_t ContractHash = 0;

  /// Functions defined in the main file, or in files that are no headers of
  /// their own (a .c file that is included), in the order of the source.
  Program Flow;
  /// Functions of headers that Flow reaches by calls and by address, in order
  /// of name.
  std::vector<HeaderRef> Headers;
  /// Where addresses of functions go at file scope: initialisers.
  std::vector<PointerFlow> Pointers;
  std::vector<Alias> Aliases;
  /// Variables of this unit alone, in order of name: two units may have two of
  /// one name.
  std::vector<std::string> StaticVariables;
  /// Comments in the main file and its headers. Locations point into Flow.
  std::vector<Mark> Marks;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_UNIT_H
