//===- Kept.h - results that need not be found out again --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// kept/KIND-KEY holds what somebody made of the things that KEY is the digest
// of: the plan of a run, what a link found out. It is there whole or not at
// all, and ends with a checksum: what is damaged, or belongs to another key, is
// as good as missing, which is said. Nothing depends on its being there.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_KEPT_H
#define PVLINT_STORE_KEPT_H

#include "ir/Unit.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace pvlint::store {

class Kept {
public:
  /// Of a store in \p Folder, which need not be there. \p Kind is a word.
  Kept(llvm::StringRef Folder, llvm::StringRef Kind);

  /// What was put under \p Key, or null. It is used now, and so kept longer
  /// than what is not.
  std::unique_ptr<llvm::MemoryBuffer> get(flow::Digest Key) const;

  /// Keeps \p Bytes. Where nothing can be written that is the end of it.
  void put(flow::Digest Key, llvm::StringRef Bytes) const;

private:
  /// Of one kind: as many programs, or ways to look at one, take turns.
  static constexpr size_t MaxFiles = 4;

  std::string Room, Prefix;

  std::string path(flow::Digest Key) const;
  void dropOldest() const;
};

} // namespace pvlint::store

#endif // PVLINT_STORE_KEPT_H
