//===- Checksum.cpp - whether a file is as it was left --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Checksum.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <unistd.h>

using llvm::StringRef;
namespace endian = llvm::support::endian;
namespace fs = llvm::sys::fs;

namespace pvlint::store {

static constexpr StringRef Magic = "pvlint sum 2\n";
static constexpr size_t SumSize = 8;
/// In the header of an SQLite database.
static constexpr size_t ChangesOffset = 24, HeaderSize = 100;

namespace {

/// A file, read block by block: a database of hundreds of megabytes should not
/// count as memory that is used.
class File {
public:
  explicit File(StringRef Path) {
    if (!fs::is_regular_file(Path))
      return; // a pipe would wait for who writes into it
    auto Opened = fs::openNativeFileForRead(Path);
    if (!Opened) {
      llvm::consumeError(Opened.takeError());
      return;
    }
    Handle = *Opened;
    fs::file_status Status;
    if (!fs::status(Handle, Status))
      Size = Status.getSize();
    else
      close();
  }
  ~File() { close(); }
  File(const File &) = delete;
  File &operator=(const File &) = delete;

  explicit operator bool() const { return Handle != fs::kInvalidFile; }
  uint64_t size() const { return Size; }

  /// \p Length bytes from \p Offset; fewer where that cannot be read.
  std::string bytes(uint64_t Offset, size_t Length) const {
    std::string Bytes(Length, '\0');
    Bytes.resize(read(Offset, Bytes));
    return Bytes;
  }

  /// The sum of the first \p Length bytes: that of the sums of blocks. Empty
  /// where they cannot be read.
  std::string sum(uint64_t Length) const {
    std::string Block(std::min<uint64_t>(Length, BlockSize), '\0');
    std::string Sums;
    for (uint64_t At = 0; At < Length; At += Block.size()) {
      Block.resize(std::min<uint64_t>(Length - At, BlockSize));
      if (read(At, Block) != Block.size())
        return "";
      Sums += sumOf(Block);
    }
    return sumOf(Sums);
  }

private:
  static constexpr size_t BlockSize = 1 << 20;

  static std::string sumOf(StringRef Bytes) {
    std::string Sum(SumSize, '\0');
    endian::write64le(Sum.data(), llvm::xxh3_64bits(Bytes));
    return Sum;
  }

  /// Fills \p Bytes as far as it can. Returns how far.
  size_t read(uint64_t Offset, std::string &Bytes) const {
    const llvm::MutableArrayRef<char> To(Bytes.data(), Bytes.size());
    size_t Done = 0;
    while (Done != To.size()) {
      auto Read =
          fs::readNativeFileSlice(Handle, To.drop_front(Done), Offset + Done);
      if (!Read) {
        llvm::consumeError(Read.takeError());
        break;
      }
      if (!*Read)
        break;
      Done += *Read;
    }
    return Done;
  }

  void close() {
    if (Handle != fs::kInvalidFile)
      (void)fs::closeFile(Handle);
  }

  fs::file_t Handle = fs::kInvalidFile;
  uint64_t Size = 0;
};

} // namespace

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
  std::error_code E = std::make_error_code(std::errc::io_error);
  std::string Sum;
  if (const File Whole(Path); Whole)
    Sum = Whole.sum(Whole.size());
  if (!Sum.empty())
    E = write(Path, Magic.str() + Sum, fs::CD_OpenExisting, fs::OF_Append);
  if (E)
    return llvm::createStringError("cannot write '" + Path +
                                   "': " + E.message());
  return llvm::Error::success();
}

Seal checkSeal(StringRef Path) {
  static constexpr size_t TrailerSize = Magic.size() + SumSize;
  const File Whole(Path);
  if (!Whole || Whole.size() < TrailerSize)
    return Seal::Missing;
  const uint64_t Summed = Whole.size() - TrailerSize;
  const std::string Trailer = Whole.bytes(Summed, TrailerSize);
  if (Trailer.size() != TrailerSize || !StringRef(Trailer).starts_with(Magic))
    return Seal::Missing;
  const std::string Sum = Whole.sum(Summed);
  return !Sum.empty() && StringRef(Trailer).ends_with(Sum) ? Seal::Right
                                                           : Seal::Wrong;
}

/// Of the changes of the database at \p Path and of all its bytes; empty where
/// it cannot be read, or is none.
static std::string noteFor(StringRef Path) {
  const File Whole(Path);
  if (!Whole || Whole.size() < HeaderSize)
    return "";
  const std::string Changes = Whole.bytes(ChangesOffset, 4),
                    Sum = Whole.sum(Whole.size());
  return Sum.empty() ? "" : Magic.str() + Changes + Sum;
}

/// What is noted in the file at \p Path; empty without one.
static std::string noteIn(StringRef Path) {
  const File Note(Path);
  return Note ? Note.bytes(0, Note.size()) : "";
}

void noteChecksum(StringRef Path, StringRef Beside) {
  const std::string Note = noteFor(Path);
  if (!Note.empty() && noteIn(Beside) == Note)
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
  const std::string Note = noteFor(Path), Was = noteIn(Beside);
  if (Note.empty() || Was.size() != Note.size() ||
      StringRef(Was).drop_back(SumSize) != StringRef(Note).drop_back(SumSize))
    return Seal::Missing;
  return Was == Note ? Seal::Right : Seal::Wrong;
}

} // namespace pvlint::store
