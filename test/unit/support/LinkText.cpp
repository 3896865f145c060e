//===- LinkText.cpp - from flow text of many units to a program -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/LinkText.h"
#include "ir/binary/File.h"
#include "ir/text/Text.h"
#include "report/Text.h"
#include "rules/Findings.h"
#include "gtest/gtest.h"

namespace pvlint::test {
namespace {

std::unique_ptr<flow::FlowFile> open(llvm::StringRef Bytes,
                                     llvm::StringRef Name) {
  auto File =
      flow::FlowFile::open(llvm::MemoryBuffer::getMemBufferCopy(Bytes, Name));
  if (File)
    return std::move(*File);
  ADD_FAILURE() << llvm::toString(File.takeError());
  return nullptr;
}

/// Takes the functions of headers out of \p U.
void splitHeaders(flow::Unit &U, std::vector<flow::HeaderFunction> &Headers) {
  for (auto &F : U.Flow.Functions) {
    if (!F->InHeader)
      continue;
    flow::HeaderFunction &H = Headers.emplace_back();
    H.Files = U.Flow.Files;
    H.Body = std::move(F);
    flow::seal(H);
    U.Headers.push_back({H.Body->Name, H.Flow});
  }
  std::erase(U.Flow.Functions, nullptr);
  llvm::sort(U.Headers);
}

void takeFileScope(flow::Unit &U) {
  std::erase_if(U.Flow.Functions, [&](const auto &F) {
    if (F->Name != "file_scope")
      return false;
    U.Pointers = F->Pointers;
    return true;
  });
}

} // namespace

std::vector<checks::Finding> LinkedText::findings() const {
  return rules::findingsOf(Link->observations(), Contract, Link->marks(),
                           rules::Scope::Program);
}

std::string LinkedText::text(checks::Level Show) const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  report::printText(findings(), Link->files(), Show, OS);
  return Text;
}

uint32_t LinkedText::node(llvm::StringRef Key) const {
  uint32_t N = Link->symbols().find(Key);
  EXPECT_NE(N, solve::Symbols::None) << Key.str();
  return N == solve::Symbols::None ? 0 : N;
}

LinkedText link(llvm::ArrayRef<UnitText> Units, llvm::StringRef Arch) {
  LinkedText Result;
  Result.Contract = flow::Contract::builtin(Arch);
  std::vector<flow::HeaderFunction> Headers;
  for (const UnitText &Text : Units) {
    const std::string Whole =
        ("flow 1\nfile 0 \"" + Text.Source + "\"\n" + Text.Flow).str();
    auto P = flow::parse(Whole, Text.Source);
    if (!P) {
      ADD_FAILURE() << llvm::toString(P.takeError());
      continue;
    }
    flow::Unit U;
    U.Source = Text.Source.str();
    U.ContractName = Arch.str();
    U.ContractHash = Result.Contract.hash();
    U.Flow = std::move(*P);
    takeFileScope(U);
    splitHeaders(U, Headers);
    Result.Files.push_back(
        open(flow::serialize(U, Result.Contract), Text.Source));
  }
  std::vector<const flow::HeaderFunction *> Pack;
  for (const flow::HeaderFunction &H : Headers)
    Pack.push_back(&H);
  Result.Files.push_back(
      open(flow::serialize(Pack, Result.Contract, Result.Contract.hash(), Arch),
           "headers"));
  std::vector<const flow::FlowFile *> Files;
  for (const auto &F : Result.Files)
    if (F)
      Files.push_back(F.get());
  Result.Link =
      std::make_unique<solve::Link>(std::move(Files), Result.Contract);
  Result.Link->run();
  return Result;
}

} // namespace pvlint::test
