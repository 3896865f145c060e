//===- Checksum.cpp - whether a file is as it was left --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Checksum.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <unistd.h>

using llvm::StringRef;
namespace endian = llvm::support::endian;
namespace fs = llvm::sys::fs;

namespace pvlint::store {

static constexpr StringRef Magic = "pvlint sum 1\n";
static constexpr size_t SumSize = 8;
/// In the header of an SQLite database.
static constexpr size_t ChangesOffset = 24, HeaderSize = 100;

static std::unique_ptr<llvm::MemoryBuffer> read(StringRef Path) {
  auto File = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false,
                                          /*IsVolatile=*/true);
  return File ? std::move(*File) : nullptr;
}

static std::string sumOf(StringRef Bytes) {
  std::string Sum(SumSize, '\0');
  endian::write64le(Sum.data(), llvm::xxh3_64bits(Bytes));
  return Sum;
}

static std::error_code write(StringRef Path, StringRef Bytes,
                             fs::CreationDisposition How, fs::OpenFlags Flags) {
  std::error_code E;
  llvm::raw_fd_ostream OS(Path, E, How, fs::FA_Write, Flags);
  if (E)
    return E;
  OS << Bytes;
  OS.close();
  E = OS.error();
  OS.clear_error();
  return E;
}

llvm::Error seal(StringRef Path) {
  const auto File = read(Path);
  std::error_code E = std::make_error_code(std::errc::io_error);
  if (File)
    E = write(Path, Magic.str() + sumOf(File->getBuffer()), fs::CD_OpenExisting,
              fs::OF_Append);
  if (E)
    return llvm::createStringError("cannot write '" + Path +
                                   "': " + E.message());
  return llvm::Error::success();
}

Seal checkSeal(StringRef Path) {
  const auto File = read(Path);
  if (!File)
    return Seal::Missing;
  const StringRef All = File->getBuffer();
  if (All.size() < Magic.size() + SumSize)
    return Seal::Missing;
  const StringRef Summed = All.drop_back(Magic.size() + SumSize);
  if (!All.drop_front(Summed.size()).starts_with(Magic))
    return Seal::Missing;
  return All.ends_with(sumOf(Summed)) ? Seal::Right : Seal::Wrong;
}

/// Of the database's changes and of all its bytes.
static std::string noteFor(StringRef Database) {
  if (Database.size() < HeaderSize)
    return "";
  return (Magic + Database.substr(ChangesOffset, 4)).str() + sumOf(Database);
}

void noteChecksum(StringRef Path, StringRef Beside) {
  const auto File = read(Path);
  const std::string Note = File ? noteFor(File->getBuffer()) : "";
  if (const auto Old = read(Beside); Old && Old->getBuffer() == Note)
    return;
  // It must not be taken for whole when it is not, nor follow a link.
  const std::string Temporary =
      (Beside + "." + llvm::Twine(::getpid()) + ".tmp").str();
  (void)fs::remove(Temporary);
  if (Note.empty() || write(Temporary, Note, fs::CD_CreateNew, fs::OF_None) ||
      fs::rename(Temporary, Beside))
    (void)fs::remove(Temporary);
}

Seal checkNoted(StringRef Path, StringRef Beside) {
  const auto File = read(Path), Old = read(Beside);
  if (!File || !Old)
    return Seal::Missing;
  const std::string Note = noteFor(File->getBuffer());
  const StringRef Was = Old->getBuffer();
  if (Note.empty() || Was.size() != Note.size() ||
      Was.drop_back(SumSize) != StringRef(Note).drop_back(SumSize))
    return Seal::Missing;
  return Was == Note ? Seal::Right : Seal::Wrong;
}

} // namespace pvlint::store
