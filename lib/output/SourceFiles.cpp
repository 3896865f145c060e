//===- SourceFiles.cpp - the text of a program's files --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceFiles.h"
#include "ir/ReadFile.h"
#include "llvm/Support/xxhash.h"

namespace pvlint::output {

const SourceFiles::Source *SourceFiles::file(uint32_t Number) {
  if (Number >= Names.size())
    return nullptr;
  auto [It, New] = Sources.try_emplace(Names[Number]);
  Source &S = It->second;
  if (New) {
    S.Path = Root.path(Names[Number]);
    auto Text = flow::readFile(S.Path, flow::Pipes::Refused);
    if (!Text) {
      Missed.push_back({Names[Number], llvm::toString(Text.takeError())});
    } else if (!Had(Names[Number], (*Text)->getBuffer())) {
      Missed.push_back({Names[Number], "it is not what was analysed"});
    } else {
      S.Text = std::move(*Text);
      const llvm::StringRef All = S.Text->getBuffer();
      S.Hash = llvm::xxh3_64bits(All);
      S.Lines.push_back(0);
      for (size_t I = 0; I != All.size(); ++I)
        if (All[I] == '\n')
          S.Lines.push_back(I + 1);
    }
  }
  return S.Text ? &S : nullptr;
}

std::optional<llvm::StringRef> SourceFiles::line(uint32_t File, uint32_t Line) {
  const Source *S = file(File);
  if (!S || !Line || Line > S->Lines.size())
    return std::nullopt;
  return S->Text->getBuffer()
      .substr(S->Lines[Line - 1])
      .split('\n')
      .first.rtrim('\r');
}

} // namespace pvlint::output
