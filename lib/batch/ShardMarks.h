//===- ShardMarks.h - which parts of a program a folder has -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A machine of many that was lost, or whose folder was not handed on, must not
// go unnoticed: without its part a program has fewer findings, which looks like
// success. So "run --shard=I/N" leaves a file shards/I-of-N in its folder,
// which is empty until the shard is done, and a link looks for all N.
//
// A folder without such files is one of a whole run, or was made by something
// that knows of no shards (pvlint cc): nothing is missed then. Nor does
// anything tell whether shards of equal numbers are of one and the same
// database.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_SHARDMARKS_H
#define PVLINT_BATCH_SHARDMARKS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pvlint::batch {

/// Part \p Index of \p Count goes to \p Folder, and is there when \p IsDone.
/// What the folder has of other numbers of parts counts no longer; with a
/// \p Count of 1 that is all.
llvm::Error markShard(llvm::StringRef Folder, unsigned Index, unsigned Count,
                      bool IsDone);

/// "shard 3 of 4" for each that is not in \p Folders though others are.
std::vector<std::string> missingShards(llvm::ArrayRef<std::string> Folders);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_SHARDMARKS_H
