//===- Acts.h - what functions do to interrupts -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_ACTS_H
#define PVLINT_INDEX_ACTS_H

#include "program/Link.h"

namespace pvlint::index {

/// One primitive in the body of a function, or a call of a header's function
/// that stands for some.
struct Act {
  enum Kind : uint8_t { Save = 1, Disable = 2, Enable = 4, Restore = 8 };
  uint8_t Kinds = 0;
  std::string File; ///< its path
  uint32_t Line = 0, Col = 0;
  std::string Spelling; ///< what the user wrote

  friend auto operator<=>(const Act &, const Act &) = default;
};

/// Acts by node.
class ActTable {
public:
  explicit ActTable(const solve::Link &L);

  /// In the order of the source.
  const std::vector<Act> &of(uint32_t Node) const { return Acts[Node]; }
  /// All that the node does, here and in the functions of headers it calls.
  uint8_t kinds(uint32_t Node) const { return Kinds[Node]; }

private:
  void readBody(const solve::Link &L, uint32_t Node,
                std::vector<Act> &Out) const;

  std::vector<std::vector<Act>> Acts;
  std::vector<uint8_t> Kinds;
};

/// How a function returns: "same" as it was entered, "on", "off", "word" (as a
/// word says that its caller hands it), "mixed", or "never".
llvm::StringRef effect(const solve::Summary *S);
/// The same, as calls believe it of a declaration with an effect.
llvm::StringRef effect(const flow::Primitive &P);

} // namespace pvlint::index

#endif // PVLINT_INDEX_ACTS_H
