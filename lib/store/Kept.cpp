//===- Kept.cpp - results that need not be found out again ----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Kept.h"
#include "ir/MakeFolders.h"
#include "ir/Notes.h"
#include "store/Sqlite.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::store {

/// Raise it when what is around the bytes changes. What they mean is known to
/// who makes the key.
static constexpr unsigned KeptVersion = 1;

static constexpr StringRef Unfinished = ".tmp";
static constexpr size_t ChecksumSize = 8;

static std::string header(flow::Digest Key) {
  return "pvlint kept " + std::to_string(KeptVersion) + "\n" + bytesOf(Key);
}

Kept::Kept(StringRef Folder, StringRef Kind)
    : Room((Folder + "/kept").str()), Prefix((Kind + "-").str()) {}

std::string Kept::path(flow::Digest Key) const {
  return Room + "/" + Prefix + Key.hex();
}

std::unique_ptr<llvm::MemoryBuffer> Kept::get(flow::Digest Key) const {
  const std::string Path = path(Key);
  if (!fs::is_regular_file(Path))
    return nullptr;
  // Read and not mapped: it is nobody's if it shrinks meanwhile.
  auto Whole = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false,
                                           /*IsVolatile=*/true);
  if (!Whole)
    return nullptr;
  StringRef All = (*Whole)->getBuffer();
  const std::string Header = header(Key);
  const StringRef Summed = All.drop_back(std::min(All.size(), ChecksumSize));
  if (All.size() < Header.size() + ChecksumSize ||
      !Summed.starts_with(Header) ||
      llvm::support::endian::read64le(Summed.end()) !=
          llvm::xxh3_64bits(Summed)) {
    flow::notes() << "pvlint: warning: '" << Path
                  << "' is damaged: made again\n";
    return nullptr;
  }
  (void)::utimensat(AT_FDCWD, Path.c_str(), nullptr, 0);
  return llvm::MemoryBuffer::getMemBufferCopy(Summed.drop_front(Header.size()),
                                              Path);
}

void Kept::put(flow::Digest Key, StringRef Bytes) const {
  if (flow::makeFolders(Room))
    return;
  std::string All = header(Key);
  All += Bytes;
  char Sum[ChecksumSize];
  llvm::support::endian::write64le(Sum, llvm::xxh3_64bits(All));
  All.append(Sum, sizeof Sum);
  const std::string Path = path(Key);
  const std::string Temporary =
      Path + "." + std::to_string(::getpid()) + Unfinished.str();
  // A link of that name must not lead elsewhere.
  (void)fs::remove(Temporary);
  std::error_code E;
  {
    llvm::raw_fd_ostream OS(Temporary, E, fs::CD_CreateNew, fs::FA_Write,
                            fs::OF_None);
    if (E)
      return;
    OS << All;
    OS.close();
    E = OS.error();
    OS.clear_error();
  }
  if (!E)
    E = fs::rename(Temporary, Path);
  if (E)
    (void)fs::remove(Temporary);
  else
    dropOldest();
}

/// Also what writers that were killed left behind.
void Kept::dropOldest() const {
  std::vector<std::pair<int64_t, std::string>> Files;
  std::error_code E;
  for (fs::directory_iterator File(Room, E), End; File != End && !E;
       File.increment(E)) {
    struct stat Status;
    if (path::filename(File->path()).starts_with(Prefix) &&
        !::stat(File->path().c_str(), &Status))
      Files.emplace_back(Status.st_mtim.tv_sec * 1'000'000'000LL +
                             Status.st_mtim.tv_nsec,
                         File->path());
  }
  if (Files.size() <= MaxFiles)
    return;
  std::sort(Files.begin(), Files.end());
  for (size_t I = 0; I != Files.size() - MaxFiles; ++I)
    (void)fs::remove(Files[I].second);
}

} // namespace pvlint::store
