//===- Files.h - the files that units were made from ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_FILES_H
#define PVLINT_STORE_FILES_H

#include "ir/SourceRoot.h"
#include "ir/Unit.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <vector>

namespace pvlint::store {

/// The files of all units by index. A file is a path with contents: what was
/// read when a unit was made, whatever is there now. Only contents are
/// compared. Times tell nothing: tools that unpack, check out or build in a
/// sandbox set them all alike, and an edit can be as fast as the clock.
class FileTable {
public:
  /// Files are kept by their names from \p Root.
  explicit FileTable(flow::SourceRoot Root) : Root(std::move(Root)) {}

  struct Row {
    std::string Path;
    flow::Digest Contents;
  };

  /// More than any store has; an index beyond is none of ours.
  static constexpr int64_t MaxId = 1 << 22;

  /// As recorded: \p Id is the index, of at most MaxId.
  void add(uint32_t Id, Row R);

  /// The index of what was read from an absolute path.
  uint32_t index(llvm::StringRef Path, flow::Digest Contents);

  /// Whether the file's contents are those that were recorded. Each path is
  /// read once.
  bool isUnchanged(uint32_t Id);

  /// What was read last of the file that is called \p Name; nothing if none is.
  std::optional<flow::Digest> newest(llvm::StringRef Name) const;

  /// Whether no other index has the same path and is newer.
  bool isCurrent(uint32_t Id) const;

  size_t size() const { return Rows.size(); }
  const Row &row(uint32_t Id) const { return Rows[Id]; }

  /// Indices of rows to be written.
  std::vector<uint32_t> takeUnsaved();

private:
  flow::SourceRoot Root;
  std::vector<Row> Rows;
  llvm::StringMap<std::vector<uint32_t>> ByPath; ///< indices, rising
  llvm::StringMap<flow::Digest> Now;             ///< contents by path
  std::vector<uint32_t> Unsaved;
};

} // namespace pvlint::store

#endif // PVLINT_STORE_FILES_H
