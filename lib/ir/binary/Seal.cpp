//===- Seal.cpp - digests of contents -------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header's function is hashed as bytes that mention nothing but itself: its
// own names and files, numbered in order of first use.
//
//===----------------------------------------------------------------------===//

#include "ir/binary/Body.h"
#include "ir/binary/File.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace pvlint::flow;

std::string Digest::hex() const {
  auto Half = [](uint64_t N) {
    return llvm::utohexstr(N, /*LowerCase=*/true, /*Width=*/16);
  };
  return Half(High) + Half(Low);
}

Digest pvlint::flow::digest(llvm::StringRef Bytes) {
  llvm::XXH128_hash_t H =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Bytes));
  return {H.high64, H.low64};
}

/// Leaves \p F its own files only, in order of first use.
static void renumberFiles(HeaderFunction &F) {
  std::vector<std::string> Files;
  llvm::StringMap<uint32_t> Numbers;
  forEachLocation(*F.Body, [&](Location &L) {
    // No location has a file; one outside of the list stays outside.
    if (!L.isValid() || L.File >= F.Files.size()) {
      L.File = L.isValid() ? UINT32_MAX : 0;
      return;
    }
    const std::string &Path = F.Files[L.File];
    auto [It, New] =
        Numbers.try_emplace(Path, static_cast<uint32_t>(Files.size()));
    if (New)
      Files.push_back(Path);
    L.File = It->second;
  });
  F.Files = std::move(Files);
}

void pvlint::flow::seal(HeaderFunction &F) {
  renumberFiles(F);
  const Function &B = *F.Body;
  StringTable Strings;
  std::string Bytes;
  auto Number = [&](uint64_t N) {
    for (unsigned Shift = 0; Shift < 64; Shift += 8)
      Bytes.push_back(static_cast<char>(N >> Shift));
  };
  auto Node = [&](const PointerNode &N) {
    Number(N.K);
    Number(Strings.add(N.Name));
    Number(N.Index);
    Number(N.IsStatic);
  };
  Number(FileVersion);
  Number(Strings.add(B.Name));
  for (bool Flag : {B.IsStatic, B.IsInline, B.AddressTaken, B.InHeader,
                    B.IsWeak, B.IsInit, B.IsNative})
    Bytes.push_back(Flag ? 1 : 0);
  Number(B.Pointers.size());
  for (const PointerFlow &P : B.Pointers) {
    Node(P.From);
    Node(P.To);
    Number(Strings.add(P.Object));
  }
  Number(F.Files.size());
  for (const std::string &Path : F.Files)
    Number(Strings.add(Path));
  encodeBody(B, Strings, [](uint32_t File) { return File; }, Bytes);
  // Starts tell where one name ends and the next begins, and the sizes where
  // one part does.
  Number(Bytes.size());
  Number(Strings.starts().size());
  for (uint32_t Start : Strings.starts())
    Number(Start);
  Bytes += Strings.text();
  F.Flow = digest(Bytes);
}
