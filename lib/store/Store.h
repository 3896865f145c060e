//===- Store.h - the folder of a whole-program run --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `.pvlint/` holds
//   objects/   flow files of units, and packs of functions of headers
//   state.db   which unit has which object, and what it was made from
//   lock       held by who writes
//
// No path in it is absolute when it lies below the build folder, so that the
// folder can be copied and linked elsewhere. A process that is killed at any
// moment leaves a store that holds everything recorded before.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_STORE_H
#define PVLINT_STORE_STORE_H

#include "store/Files.h"
#include "store/Objects.h"
#include "store/Sqlite.h"
#include <memory>
#include <vector>

namespace pvlint::store {

/// What is known of a unit.
struct UnitRow {
  std::string Name; ///< the source; with a number when it is compiled twice
  /// Of the compile command, the contract and pvlint. Zero: to be done again.
  flow::Digest Key;
  bool Failed = false;
  std::string Error;   ///< one line, when it failed
  flow::Digest Object; ///< unless it failed
  unsigned Functions = 0;
  double Seconds = 0; ///< of CPU
  /// Indices of files, sorted.
  std::vector<uint32_t> Files;
};

/// A function of a header and the object that has it.
struct HeaderRow {
  flow::Digest Object, Function;

  friend auto operator<=>(const HeaderRow &, const HeaderRow &) = default;
};

class Store {
public:
  enum class Access : uint8_t {
    Read, ///< the folder has to exist
    Add,  ///< several processes at once
    Own,  ///< one process; created on demand
  };

  /// The error says in one line what is missing or who is using the folder. A
  /// database that is damaged is an error, or, for Own, begun anew.
  static llvm::Expected<std::unique_ptr<Store>> open(llvm::StringRef Folder,
                                                     Access A);
  ~Store();

  const std::string &folder() const { return Folder; }
  const Objects &objects() const { return *Flows; }

  /// In order of name, until \p Each fails. The files of all units together
  /// take more memory than all else: they are there for \p Each alone.
  llvm::Error eachUnit(bool WithFiles,
                       llvm::function_ref<llvm::Error(UnitRow &)> Each);
  /// Names what a link of the folder would read.
  llvm::Expected<flow::Digest> contents();
  /// In order of the objects, then of the functions.
  llvm::Expected<std::vector<HeaderRow>> headers();
  /// The objects of all these, each once, in order.
  llvm::Expected<std::vector<flow::Digest>> packs();
  llvm::Expected<uint64_t> numHeaders();
  llvm::Error loadFiles(FileTable &Files);

  /// Runs \p Body as one transaction: all of it is remembered, or nothing.
  llvm::Error transaction(llvm::function_ref<llvm::Error()> Body);

  /// Within a transaction: remembers a unit and functions of headers that were
  /// found with it.
  /// \p Pack is called for those that are not stored yet (indices into
  /// \p Headers) and gives the bytes of a flow file with them. Files that are
  /// new in \p Files are remembered too.
  llvm::Error record(const UnitRow &Unit, llvm::ArrayRef<flow::Digest> Headers,
                     llvm::function_ref<llvm::Expected<std::string>(
                         llvm::ArrayRef<unsigned> Missing)>
                         Pack,
                     FileTable &Files);
  llvm::Error forgetUnits(llvm::ArrayRef<std::string> Names);
  /// Units are done again when next looked at.
  llvm::Error invalidate(llvm::ArrayRef<std::string> Names);
  /// Functions whose objects are in \p Lost, which is sorted, are not stored
  /// any more.
  llvm::Error forgetPacks(llvm::ArrayRef<flow::Digest> Lost);

  /// The header table as it was saved under \p Key, in parts.
  llvm::Expected<std::vector<std::string>> headerTables(flow::Digest Key);
  /// Slot 0 is all of it, others are parts.
  llvm::Error saveHeaderTable(unsigned Slot, llvm::StringRef Bytes);
  /// Drops saved tables, as a header changed or the key did. Functions of
  /// headers that are recorded from now on belong to a new table.
  llvm::Error newHeaderTable(flow::Digest Key);

  /// Drops functions of headers that belong to dropped tables and that no unit
  /// has in its flow file, then objects that nothing refers to. Returns how
  /// many objects were removed.
  llvm::Expected<unsigned> collect();

private:
  std::string Folder;
  int Lock = -1;
  std::unique_ptr<Connection> Data;
  std::unique_ptr<Objects> Flows;
  int64_t Generation = 0; ///< of the header table
  flow::Digest TableKey;
  struct Statements;
  std::unique_ptr<Statements> Prepared;

  Access Way = Access::Read;
  bool WasOpened = false; ///< not refused

  Store() = default;
  llvm::Error lock(Access A);
  llvm::Error damaged() const;
  llvm::Expected<bool> isSound();
  llvm::Expected<bool> connect(Access A);
  llvm::Error putAside();
  llvm::Expected<bool> prepare(Access A);
};

} // namespace pvlint::store

#endif // PVLINT_STORE_STORE_H
