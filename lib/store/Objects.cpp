//===- Objects.cpp - files named by their contents ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Objects.h"
#include "ir/MakeFolders.h"
#include "ir/ReadFile.h"
#include "ir/binary/File.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using llvm::createStringError;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::store {

static constexpr StringRef Extension = ".flow";
static constexpr StringRef Unfinished = ".tmp";

std::string Objects::path(flow::Digest D) const {
  const std::string Hex = D.hex();
  SmallString<128> Path(Folder);
  path::append(Path, StringRef(Hex).take_front(2),
               StringRef(Hex).drop_front(2) + Extension);
  return Path.str().str();
}

llvm::Expected<flow::Digest> Objects::put(StringRef Bytes) const {
  const flow::Digest D = flow::digest(Bytes);
  const std::string Path = path(D);
  uint64_t Size = 0;
  if (!fs::file_size(Path, Size) && Size == Bytes.size())
    return D;
  auto Failed = [&](std::error_code E) {
    return createStringError("cannot write '" + Path + "': " + E.message());
  };
  if (std::error_code E = flow::makeFolders(path::parent_path(Path)))
    return Failed(E);
  // Other processes may write the same object: each under a name of its own.
  const std::string Temporary =
      Path + "." + std::to_string(::getpid()) + Unfinished.str();
  // A link of that name must not lead elsewhere.
  (void)fs::remove(Temporary);
  std::error_code E;
  {
    llvm::raw_fd_ostream OS(Temporary, E, fs::CD_CreateNew, fs::FA_Write,
                            fs::OF_None);
    if (E)
      return Failed(E);
    OS << Bytes;
    OS.close();
    E = OS.error();
    OS.clear_error();
  }
  if (!E)
    E = fs::rename(Temporary, Path);
  if (E) {
    (void)fs::remove(Temporary);
    return Failed(E);
  }
  return D;
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
Objects::get(flow::Digest D) const {
  const std::string Path = path(D);
  auto Buffer = flow::readFile(Path, flow::Pipes::Refused);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + toString(Buffer.takeError()));
  if (flow::digest((*Buffer)->getBuffer()) != D)
    return createStringError("'" + Path + "' is damaged");
  return std::move(*Buffer);
}

llvm::Error Objects::verify(flow::Digest D) const { return get(D).takeError(); }

void Objects::remove(flow::Digest D) const { (void)fs::remove(path(D)); }

unsigned Objects::collect(llvm::ArrayRef<flow::Digest> Keep) const {
  std::vector<std::string> Names;
  for (flow::Digest D : Keep)
    Names.push_back(D.hex());
  unsigned Removed = 0;
  std::error_code E;
  std::vector<std::string> Doomed;
  for (fs::directory_iterator Room(Folder, E), End; Room != End && !E;
       Room.increment(E)) {
    const StringRef Prefix = path::filename(Room->path());
    for (fs::directory_iterator File(Room->path(), E); File != End && !E;
         File.increment(E)) {
      const StringRef Name = path::filename(File->path());
      const std::string Hex = (Prefix + Name.take_front(Name.find('.'))).str();
      if (Name.ends_with(Unfinished)) {
        Doomed.push_back(File->path());
      } else if (Name.ends_with(Extension) &&
                 !llvm::binary_search(Names, Hex)) {
        Doomed.push_back(File->path());
        ++Removed;
      }
    }
  }
  for (const std::string &Path : Doomed)
    (void)fs::remove(Path);
  return Removed;
}

} // namespace pvlint::store
