//===- AsmNumber.cpp - numbers that assemblers compute --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsmNumber.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace llvm;

namespace pvlint::x86 {
namespace {

class NumberReader {
public:
  explicit NumberReader(StringRef Text) : Text(Text) {}

  std::optional<uint64_t> read() {
    auto V = sum();
    return V && Text.trim().empty() ? V : std::nullopt;
  }

private:
  static constexpr unsigned MaxDepth = 64;
  StringRef Text;
  unsigned Depth = 0;

  bool skip(StringRef Token) {
    Text = Text.ltrim();
    return Text.consume_front(Token);
  }
  // Precedence as in assemblers: shifts bind tightest, then |, then + and -.
  std::optional<uint64_t> sum() {
    auto V = alternatives();
    while (V) {
      const bool Plus = skip("+");
      if (!Plus && !skip("-"))
        break;
      auto W = alternatives();
      V = W ? std::optional(Plus ? *V + *W : *V - *W) : std::nullopt;
    }
    return V;
  }
  std::optional<uint64_t> alternatives() {
    auto V = shifted();
    while (V && skip("|")) {
      auto W = shifted();
      V = W ? std::optional(*V | *W) : std::nullopt;
    }
    return V;
  }
  std::optional<uint64_t> shifted() {
    auto V = one();
    while (V && skip("<<")) {
      auto W = one();
      V = W && *W < 64 ? std::optional(*V << *W) : std::nullopt;
    }
    return V;
  }
  std::optional<uint64_t> one() {
    if (Depth == MaxDepth)
      return std::nullopt;
    SaveAndRestore Deeper(Depth, Depth + 1);
    if (skip("(")) {
      auto V = sum();
      return skip(")") ? V : std::nullopt;
    }
    const bool Negated = skip("-"), Inverted = !Negated && skip("~");
    if (Negated || Inverted) {
      auto V = one();
      return V ? std::optional(Negated ? -*V : ~*V) : std::nullopt;
    }
    Text = Text.ltrim();
    uint64_t V;
    if (Text.consumeInteger(0, V))
      return std::nullopt;
    Text = Text.drop_while([](char C) { return C == 'U' || C == 'L'; });
    return V;
  }
};

} // namespace

std::optional<uint64_t> asmNumber(StringRef Text) {
  return NumberReader(Text).read();
}

} // namespace pvlint::x86
