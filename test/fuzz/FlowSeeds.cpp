//===- FlowSeeds.cpp - what the fuzzers start from ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FlowSeeds FOLDER A.flow...: writes each flow program, and each of its bodies,
// into FOLDER/FlowFileFuzz and FOLDER/FlowBodyFuzz.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"
#include "ir/binary/File.h"
#include "ir/text/Text.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace pvlint::flow;

static bool write(const llvm::Twine &Path, llvm::StringRef Bytes) {
  std::error_code EC;
  llvm::raw_fd_ostream OS(Path.str(), EC);
  OS << Bytes;
  return !EC;
}

int main(int Count, char **Args) {
  if (Count < 2)
    return 2;
  llvm::StringRef Folder = Args[1];
  for (const char *Part : {"/FlowFileFuzz", "/FlowBodyFuzz"})
    if (llvm::sys::fs::create_directories(Folder + Part))
      return 1;
  Contract C = Contract::builtin();
  for (int I = 2; I < Count; ++I) {
    auto Text = llvm::MemoryBuffer::getFile(Args[I]);
    if (!Text)
      return 1;
    llvm::Expected<Program> P = parse((*Text)->getBuffer(), Args[I]);
    if (!P) {
      llvm::errs() << llvm::toString(P.takeError()) << '\n';
      return 1;
    }
    std::string Stem = llvm::sys::path::stem(Args[I]).str();
    Unit U;
    U.Flow = std::move(*P);
    U.Headers = {{"h", {1, 2}}};
    U.Aliases = {{"a", "b", true, false}};
    U.StaticVariables = {"v"};
    U.Pointers = {{{PointerNode::Function, "f", 0, false},
                   {PointerNode::Field, "ops.f", 0, false},
                   "o"}};
    std::string Bytes = serialize(U, C);
    Bytes.resize(Bytes.size() - ChecksumSize);
    bool Good = write(Folder + "/FlowFileFuzz/" + Stem, Bytes);
    for (const auto &F : U.Flow.Functions) {
      uint32_t Ops = countOps(*F);
      std::string Body{static_cast<char>(Ops), static_cast<char>(Ops >> 8)};
      StringTable Strings;
      encodeBody(*F, Strings, [](uint32_t File) { return File; }, Body);
      Good &= write(Folder + "/FlowBodyFuzz/" + Stem + "-" + F->Name, Body);
    }
    if (!Good)
      return 1;
  }
  return 0;
}
