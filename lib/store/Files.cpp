//===- Files.cpp - the files that units were made from --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Files.h"
#include "ir/binary/File.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <sys/stat.h>

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::store {

std::string FileTable::relative(StringRef Path) const {
  StringRef Rest = Path;
  if (Rest.consume_front(Root) && Rest.consume_front("/"))
    return Rest.str();
  return Path.str();
}

std::string FileTable::absolute(StringRef Path) const {
  if (path::is_absolute(Path))
    return Path.str();
  return Root + "/" + Path.str();
}

void FileTable::add(uint32_t Id, Row R) {
  if (Rows.size() <= Id) {
    Rows.resize(Id + 1);
    Looked.resize(Id + 1, Look::NotYet);
  }
  Rows[Id] = std::move(R);
  // The newest row of a path is the one that may still be right.
  uint32_t &Newest = Current.try_emplace(Rows[Id].Path, Id).first->second;
  Newest = std::max(Newest, Id);
}

/// Size and time, or nothing when there is no such file.
static std::optional<struct stat> statusOf(const std::string &Path) {
  struct stat Status;
  if (::stat(Path.c_str(), &Status))
    return std::nullopt;
  return Status;
}

static int64_t nanoseconds(const struct stat &Status) {
  return Status.st_mtim.tv_sec * 1'000'000'000LL + Status.st_mtim.tv_nsec;
}

static flow::Digest contentsOf(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? flow::digest((*Buffer)->getBuffer()) : flow::Digest();
}

void FileTable::look(uint32_t Id) {
  Row &R = Rows[Id];
  if (!isCurrent(Id)) {
    Looked[Id] = Look::Changed;
    return;
  }
  const std::string Path = absolute(R.Path);
  Looked[Id] = Look::Changed;
  auto Status = statusOf(Path);
  if (!Status || uint64_t(Status->st_size) != R.Size)
    return;
  if (nanoseconds(*Status) == R.Time) {
    Looked[Id] = Look::Same;
    return;
  }
  if (contentsOf(Path) != R.Contents)
    return;
  R.Time = nanoseconds(*Status);
  Unsaved.push_back(Id);
  Looked[Id] = Look::Same;
}

bool FileTable::isCurrent(uint32_t Id) const {
  auto It = Current.find(Rows[Id].Path);
  return It != Current.end() && It->second == Id;
}

bool FileTable::isUnchanged(uint32_t Id) {
  if (Id >= Rows.size())
    return false;
  if (Looked[Id] == Look::NotYet)
    look(Id);
  return Looked[Id] == Look::Same;
}

uint32_t FileTable::index(StringRef Path) {
  const std::string Name = relative(Path);
  if (auto It = Current.find(Name);
      It != Current.end() && isUnchanged(It->second))
    return It->second;
  Row R;
  R.Path = Name;
  if (auto Status = statusOf(Path.str())) {
    R.Size = Status->st_size;
    R.Time = nanoseconds(*Status);
    R.Contents = contentsOf(Path.str());
  }
  const uint32_t Id = Rows.size();
  Rows.push_back(std::move(R));
  Looked.push_back(Look::Same);
  Current[Name] = Id;
  Unsaved.push_back(Id);
  return Id;
}

std::vector<uint32_t> FileTable::takeUnsaved() {
  std::vector<uint32_t> Result;
  std::swap(Result, Unsaved);
  return Result;
}

} // namespace pvlint::store
