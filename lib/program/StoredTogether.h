//===- StoredTogether.h - pointers that are set side by side ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that fills a record with one of several sets of functions makes
// as many kinds of objects as there are sets:
//
//     if (config->use_raw_spinlock) {
//             map->lock = lock_raw;
//             map->unlock = unlock_raw;
//     } else {
//             map->lock = lock_mutex;
//             map->unlock = unlock_mutex;
//     }
//
// Here lock_raw goes with unlock_raw alone. The fields that one block chooses
// functions for are a group, and each block that does so is a way to fill it. A
// function belongs to the ways that store it, and to those that leave its field
// alone: what is stored for all is possible with each.
//
// Limits: a block is one of statements, so a choice by `?:` is one way; objects
// are told apart by the name of the variable.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_STOREDTOGETHER_H
#define PVLINT_PROGRAM_STOREDTOGETHER_H

#include "ir/Program.h"
#include <map>
#include <set>

namespace pvlint::solve {

/// What one function stores to fields of objects.
class StoredTogether {
public:
  /// \p Flows are those of one function.
  explicit StoredTogether(llvm::ArrayRef<flow::PointerFlow> Flows);

  /// Pairs of fields that are in one group.
  std::vector<std::pair<llvm::StringRef, llvm::StringRef>> groups() const;

  /// The blocks that are ways in which \p F's object may hold its function;
  /// empty when nothing is chosen for the field.
  std::vector<std::string> ways(const flow::PointerFlow &F) const;

private:
  struct Field {
    /// The blocks that store each function.
    std::map<std::string, std::set<std::string>> Functions;
    std::set<std::string> Blocks;
    bool isChosen() const { return Functions.size() > 1; }
  };
  using Object = std::map<std::string, Field>; ///< by field
  std::map<std::string, Object> Objects;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_STOREDTOGETHER_H
