//===- Objects.h - files named by their contents ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_OBJECTS_H
#define PVLINT_STORE_OBJECTS_H

#include "ir/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::store {

/// A folder of flow files: objects/ab/cdef….flow is the file whose contents
/// have the digest abcdef…. A file appears whole or not at all.
class Objects {
public:
  explicit Objects(llvm::StringRef Folder) : Folder(Folder) {}

  std::string path(flow::Digest D) const;

  /// Stores \p Bytes unless they are there, and names them.
  llvm::Expected<flow::Digest> put(llvm::StringRef Bytes) const;

  /// Maps an object and compares its contents with its name. The error says in
  /// one line that it is missing or damaged.
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> get(flow::Digest D) const;

  /// The same without handing it out.
  llvm::Error verify(flow::Digest D) const;

  void remove(flow::Digest D) const;

  /// Removes what \p Keep, which is sorted, does not have, and what writers
  /// that were killed left behind. Returns how many objects that was.
  unsigned collect(llvm::ArrayRef<flow::Digest> Keep) const;

private:
  std::string Folder;
};

} // namespace pvlint::store

#endif // PVLINT_STORE_OBJECTS_H
