//===- Say.cpp - sentences of checks --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Say.h"
#include "llvm/ADT/SmallVector.h"
#include <cassert>

namespace pvlint::checks {

/// Around what may be left out. Neither is in names or in source text that is
/// quoted (ir/Notes.h escapes control characters).
static constexpr char Open = '\x02', Close = '\x03';

std::string fit(std::string Text) {
  // Where each part begins and ends; a part in a part comes first.
  llvm::SmallVector<std::pair<size_t, size_t>, 8> Parts;
  llvm::SmallVector<size_t, 8> Begins;
  for (size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == Open) {
      Begins.push_back(I);
    } else if (Text[I] == Close) {
      Parts.emplace_back(Begins.pop_back_val(), I);
    }
  static constexpr size_t MaxParts = 8;
  // In double brackets: two parts that are the same.
  unsigned LastResort = 0;
  for (size_t P = 0; P + 1 < Parts.size(); ++P)
    if (Parts[P + 1].first + 1 == Parts[P].first &&
        Parts[P + 1].second == Parts[P].second + 1)
      LastResort |=
          1u << std::min(P, MaxParts) | 1u << std::min(P + 1, MaxParts);
  auto Without = [&](unsigned Left) {
    std::string Rest;
    for (size_t I = 0; I != Text.size(); ++I) {
      bool Keep = Text[I] != Open && Text[I] != Close;
      for (size_t P = 0; P != Parts.size(); ++P)
        if (Left >> std::min(P, MaxParts) & 1)
          Keep &= I < Parts[P].first || I > Parts[P].second;
      if (Keep)
        Rest += Text[I];
    }
    return Rest;
  };
  const unsigned All = 1u << std::min(Parts.size(), MaxParts + 1);
  std::string Best;
  for (unsigned Kept : {LastResort, 0u}) {
    Best = Without((All - 1) & ~Kept);
    for (unsigned Left = 0; Left + 1 < All; ++Left) {
      if (Left & Kept)
        continue;
      std::string Now = Without(Left);
      if (Now.size() <= MaxMessage &&
          (Now.size() > Best.size() || Best.size() > MaxMessage))
        Best = std::move(Now);
    }
    if (Best.size() <= MaxMessage)
      break;
  }
  return Best;
}

std::string say(llvm::StringRef Template, llvm::ArrayRef<std::string> Parts) {
  std::string Text;
  while (!Template.empty()) {
    const size_t At = Template.find_first_of("{[]");
    Text += Template.take_front(At);
    if (At == llvm::StringRef::npos)
      break;
    Template = Template.drop_front(At);
    if (Template[0] != '{') {
      Text += Template[0] == '[' ? Open : Close;
      Template = Template.drop_front();
      continue;
    }
    // A gap is one digit in braces.
    const size_t Index = Template[1] - '0';
    assert(Index < Parts.size() && Template[2] == '}');
    Text += Parts[Index];
    Template = Template.drop_front(3);
  }
  return Text;
}

} // namespace pvlint::checks
