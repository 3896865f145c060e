//===- Files.h - the files that units were made from ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_FILES_H
#define PVLINT_STORE_FILES_H

#include "ir/Unit.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <vector>

namespace pvlint::store {

/// The files of all units by index, each looked at once a run: when size and
/// time are as recorded its contents are taken to be, too.
class FileTable {
public:
  /// Paths below \p Root are kept relative to it.
  explicit FileTable(llvm::StringRef Root) : Root(Root) {}

  struct Row {
    std::string Path;
    uint64_t Size = 0;
    int64_t Time = 0; ///< of the last modification, in nanoseconds
    flow::Digest Contents;
  };

  /// As recorded: \p Id is the index.
  void add(uint32_t Id, Row R);

  /// The index of an absolute path; a file that is new is read.
  uint32_t index(llvm::StringRef Path);

  /// Whether the file's contents are those that were recorded. One of other
  /// contents gets a new index in index().
  bool isUnchanged(uint32_t Id);

  /// Whether no other index has the same path and is newer.
  bool isCurrent(uint32_t Id) const;

  /// The time of the last modification.
  int64_t time(uint32_t Id) const { return Rows[Id].Time; }

  size_t size() const { return Rows.size(); }
  const Row &row(uint32_t Id) const { return Rows[Id]; }

  /// Indices of rows to be written: new ones, and those of files that were
  /// touched without being changed.
  std::vector<uint32_t> takeUnsaved();

  std::string relative(llvm::StringRef Path) const;

private:
  enum class Look : uint8_t { NotYet, Same, Changed };
  std::string Root;
  std::vector<Row> Rows;
  std::vector<Look> Looked;
  /// The present index of a path.
  llvm::StringMap<uint32_t> Current;
  std::vector<uint32_t> Unsaved;

  std::string absolute(llvm::StringRef Path) const;
  void look(uint32_t Id);
};

} // namespace pvlint::store

#endif // PVLINT_STORE_FILES_H
