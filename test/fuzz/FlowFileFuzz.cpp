//===- FlowFileFuzz.cpp - hostile flow files ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input is a flow file without its checksum, which is put right so that it
// does not keep the fuzzer out. Whatever opens is read completely; what decodes
// is written again and must come back as it was.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/File.h"
#include "ir/text/Text.h"
#include "support/SameFlow.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>

using namespace pvlint::flow;

static std::unique_ptr<FlowFile> open(std::string Bytes) {
  auto File =
      FlowFile::open(llvm::MemoryBuffer::getMemBufferCopy(Bytes, "fuzz"));
  if (File)
    return std::move(*File);
  if (llvm::toString(File.takeError()).find('\n') != std::string::npos)
    std::abort();
  return nullptr;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const Contract C = Contract::builtin();
  llvm::ArrayRef<uint8_t> Input(Data, Size);
  std::string Bytes = llvm::toStringRef(Input).str();
  char Checksum[ChecksumSize];
  llvm::support::endian::write64le(Checksum, llvm::xxh3_64bits(Input));
  Bytes.append(Checksum, ChecksumSize);
  std::unique_ptr<FlowFile> File = open(std::move(Bytes));
  if (!File)
    return 0;

  Unit U;
  U.Source = File->source().str();
  for (unsigned I = 0; I < File->numFiles(); ++I)
    U.Flow.Files.push_back(File->file(I).str());
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  auto Each = [&](llvm::StringRef Name) { OS << Name; };
  for (unsigned I = 0; I < File->numFunctions(); ++I) {
    FunctionEntry Entry = File->function(I);
    OS << Entry.Name << File->file(Entry.Loc.File) << File->digestOf(I).hex();
    File->callees(I, Each);
    File->members(I, Each);
    if (auto F = File->decode(I)) {
      print(**F, OS);
      U.Flow.Functions.push_back(std::move(*F));
    } else {
      OS << llvm::toString(F.takeError());
    }
    Text.clear();
  }
  U.Headers = File->headers();
  U.Pointers = File->pointers();
  U.Aliases = File->aliases();
  U.StaticVariables = File->staticVariables();
  U.Flow.GivenUp = File->givenUp();

  std::unique_ptr<FlowFile> Again = open(serialize(U, C));
  if (!Again || Again->numFunctions() != U.Flow.Functions.size() ||
      Again->headers() != U.Headers || Again->pointers() != U.Pointers)
    std::abort();
  for (unsigned I = 0; I < Again->numFunctions(); ++I) {
    auto F = Again->decode(I);
    if (!F || !(**F == *U.Flow.Functions[I]))
      std::abort();
  }
  return 0;
}
