//===- Files.cpp - the files that units were made from --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Files.h"
#include "ir/ReadFile.h"
#include "ir/binary/File.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;

namespace pvlint::store {

void FileTable::add(uint32_t Id, Row R) {
  if (Rows.size() <= Id)
    Rows.resize(Id + 1);
  std::vector<uint32_t> &Same = ByPath[R.Path];
  Same.insert(llvm::upper_bound(Same, Id), Id);
  Rows[Id] = std::move(R);
}

/// Of a file that is not there, or is none, no digest that anything has.
static flow::Digest contentsOf(const std::string &Path) {
  const auto Buffer = flow::readIfThere(Path);
  return Buffer ? flow::digest(Buffer->getBuffer()) : flow::Digest();
}

std::optional<flow::Digest> FileTable::newest(StringRef Name) const {
  auto It = ByPath.find(Name);
  if (It == ByPath.end())
    return std::nullopt;
  return Rows[It->second.back()].Contents;
}

bool FileTable::isCurrent(uint32_t Id) const {
  auto It = ByPath.find(Rows[Id].Path);
  return It != ByPath.end() && It->second.back() == Id;
}

bool FileTable::isUnchanged(uint32_t Id) {
  if (Id >= Rows.size() || Rows[Id].Path.empty())
    return false;
  const Row &R = Rows[Id];
  auto [It, IsNew] = Now.try_emplace(R.Path);
  if (IsNew)
    It->second = contentsOf(Root.path(R.Path));
  return It->second == R.Contents && R.Contents != flow::Digest();
}

uint32_t FileTable::index(StringRef Path, flow::Digest Contents) {
  std::string Name = Root.name(Path);
  std::vector<uint32_t> &Same = ByPath[Name];
  for (uint32_t Id : Same)
    if (Rows[Id].Contents == Contents)
      return Id;
  const uint32_t Id = Rows.size();
  Rows.push_back({std::move(Name), Contents});
  Same.push_back(Id);
  Unsaved.push_back(Id);
  return Id;
}

std::vector<uint32_t> FileTable::takeUnsaved() {
  std::vector<uint32_t> Result;
  std::swap(Result, Unsaved);
  return Result;
}

} // namespace pvlint::store
