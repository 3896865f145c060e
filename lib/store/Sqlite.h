//===- Sqlite.h - what the store needs of SQLite ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A connection keeps the first error of any statement, so that a sequence of
// steps is checked once, at its end.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_SQLITE_H
#define PVLINT_STORE_SQLITE_H

#include "ir/Unit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace pvlint::store {

class Connection;

/// A prepared statement. Parameters and columns count from 0. Text and blobs
/// that are bound must live until the next step().
class Statement {
public:
  Statement(Connection &C, llvm::StringRef SQL);
  ~Statement();
  Statement(Statement &&Other);
  Statement(const Statement &) = delete;

  Statement &bind(unsigned Index, int64_t V);
  Statement &bind(unsigned Index, double V);
  Statement &bindText(unsigned Index, llvm::StringRef V);
  Statement &bindBlob(unsigned Index, llvm::StringRef V);
  Statement &bind(unsigned Index, flow::Digest V);
  Statement &bindNull(unsigned Index);

  /// To the next row. False at the end, which resets the statement, and on
  /// errors, which the connection keeps.
  bool step();
  /// Runs a statement that has no rows.
  void run() {
    while (step())
      ;
  }

  int64_t integer(unsigned Column) const;
  double real(unsigned Column) const;
  /// Until the next step.
  llvm::StringRef bytes(unsigned Column) const;
  flow::Digest digest(unsigned Column) const;
  bool isNull(unsigned Column) const;
  unsigned numColumns() const;
  /// It is one whole statement, and changes nothing.
  bool onlyReads() const;

private:
  Connection &C;
  sqlite3_stmt *S = nullptr;
  bool IsWhole = true; ///< nothing follows it in the text
};

/// A database. Statements may use rowsum(…), a checksum of values.
class Connection {
public:
  enum class Mode : uint8_t { Read, Write };
  static llvm::Expected<std::unique_ptr<Connection>> open(llvm::StringRef Path,
                                                          Mode M);
  ~Connection();

  void run(llvm::StringRef SQL) { Statement(*this, SQL).run(); }

  /// What runs longer than \p Limit from now on fails.
  void limitTime(std::chrono::seconds Limit);

  /// What went wrong since the last call, if anything did.
  llvm::Error take();
  /// Whether what take() gave last was that the file is no sound database.
  bool wasDamaged() const { return Damaged; }

private:
  friend class Statement;
  sqlite3 *Handle = nullptr;
  std::string Path;
  std::string Failure;
  bool Damaged = false;
  bool WasOpened = false;
  std::chrono::steady_clock::time_point Deadline;

  Connection() = default;
  void check(int Code);
};

/// As the 16 bytes that the database holds.
std::string bytesOf(flow::Digest D);
flow::Digest digestOf(llvm::StringRef Bytes);

} // namespace pvlint::store

#endif // PVLINT_STORE_SQLITE_H
