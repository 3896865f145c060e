//===- Sqlite.cpp - what the store needs of SQLite ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Sqlite.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <cstring>
#include <sqlite3.h>
#include <unistd.h>

using llvm::createStringError;
using llvm::StringRef;

namespace pvlint::store {

std::string bytesOf(flow::Digest D) {
  std::string Result(16, '\0');
  llvm::support::endian::write64be(Result.data(), D.High);
  llvm::support::endian::write64be(Result.data() + 8, D.Low);
  return Result;
}

flow::Digest digestOf(StringRef Bytes) {
  flow::Digest D;
  if (Bytes.size() == 16) {
    D.High = llvm::support::endian::read64be(Bytes.data());
    D.Low = llvm::support::endian::read64be(Bytes.data() + 8);
  }
  return D;
}

Statement::Statement(Connection &C, StringRef SQL) : C(C) {
  if (!C.Failure.empty())
    return;
  const char *Rest = nullptr;
  C.check(sqlite3_prepare_v2(C.Handle, SQL.data(), SQL.size(), &S, &Rest));
  if (Rest)
    IsWhole = StringRef(Rest, SQL.end() - Rest).trim(" \t\n;").empty();
}

Statement::Statement(Statement &&Other)
    : C(Other.C), S(Other.S), IsWhole(Other.IsWhole) {
  Other.S = nullptr;
}

Statement::~Statement() { sqlite3_finalize(S); }

Statement &Statement::bind(unsigned Index, int64_t V) {
  sqlite3_bind_int64(S, Index + 1, V);
  return *this;
}

Statement &Statement::bind(unsigned Index, double V) {
  sqlite3_bind_double(S, Index + 1, V);
  return *this;
}

Statement &Statement::bindText(unsigned Index, StringRef V) {
  sqlite3_bind_text(S, Index + 1, V.data() ? V.data() : "", V.size(),
                    SQLITE_STATIC);
  return *this;
}

Statement &Statement::bindBlob(unsigned Index, StringRef V) {
  sqlite3_bind_blob(S, Index + 1, V.data() ? V.data() : "", V.size(),
                    SQLITE_STATIC);
  return *this;
}

Statement &Statement::bind(unsigned Index, flow::Digest V) {
  sqlite3_bind_blob(S, Index + 1, bytesOf(V).data(), 16, SQLITE_TRANSIENT);
  return *this;
}

Statement &Statement::bindNull(unsigned Index) {
  sqlite3_bind_null(S, Index + 1);
  return *this;
}

bool Statement::step() {
  if (!S || !C.Failure.empty())
    return false;
  int Code = sqlite3_step(S);
  if (Code == SQLITE_ROW)
    return true;
  if (Code != SQLITE_DONE)
    C.check(Code);
  sqlite3_reset(S);
  return false;
}

int64_t Statement::integer(unsigned Column) const {
  return sqlite3_column_int64(S, Column);
}

double Statement::real(unsigned Column) const {
  return sqlite3_column_double(S, Column);
}

StringRef Statement::bytes(unsigned Column) const {
  const void *Data = sqlite3_column_blob(S, Column);
  return StringRef(static_cast<const char *>(Data),
                   Data ? sqlite3_column_bytes(S, Column) : 0);
}

flow::Digest Statement::digest(unsigned Column) const {
  return digestOf(bytes(Column));
}

bool Statement::isNull(unsigned Column) const {
  return sqlite3_column_type(S, Column) == SQLITE_NULL;
}

unsigned Statement::numColumns() const { return sqlite3_column_count(S); }

bool Statement::onlyReads() const {
  return S && IsWhole && sqlite3_stmt_readonly(S);
}

/// rowsum(…): a checksum of its arguments, each with its type and length.
static void rowSum(sqlite3_context *Context, int Count, sqlite3_value **Given) {
  std::string Text;
  for (int I = 0; I != Count; ++I) {
    Text += char(sqlite3_value_type(Given[I]));
    const auto *Data = static_cast<const char *>(sqlite3_value_blob(Given[I]));
    const int Size = sqlite3_value_bytes(Given[I]);
    Text += std::to_string(Size) + ":";
    if (Data)
      Text.append(Data, Size);
  }
  sqlite3_result_int64(Context, int64_t(llvm::xxh3_64bits(Text)));
}

llvm::Expected<std::unique_ptr<Connection>> Connection::open(StringRef Path,
                                                             Mode M) {
  std::unique_ptr<Connection> C(new Connection);
  C->Path = Path.str();
  namespace fs = llvm::sys::fs;
  if (fs::exists(Path) && !fs::is_regular_file(Path))
    return llvm::createStringError(
        "'" + Path +
        "' is not a database: it is not a regular file "
        "(a pipe, a device or a folder)");
  C->check(sqlite3_open_v2(C->Path.c_str(), &C->Handle,
                           M == Mode::Read
                               ? SQLITE_OPEN_READONLY
                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                           nullptr));
  if (llvm::Error E = C->take())
    return E;
  C->WasOpened = true;
  sqlite3_extended_result_codes(C->Handle, 1);
  // Several `pvlint cc` write at once.
  sqlite3_busy_timeout(C->Handle, 60'000);
  sqlite3_create_function(C->Handle, "rowsum", -1,
                          SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, rowSum,
                          nullptr, nullptr);
  return C;
}

Connection::~Connection() { sqlite3_close(Handle); }

void Connection::limitTime(std::chrono::seconds Limit) {
  constexpr int StepsBetweenLooks = 100'000;
  Deadline = std::chrono::steady_clock::now() + Limit;
  sqlite3_progress_handler(
      Handle, StepsBetweenLooks,
      [](void *Of) -> int {
        return std::chrono::steady_clock::now() >=
               static_cast<Connection *>(Of)->Deadline;
      },
      this);
}

void Connection::check(int Code) {
  if (Code == SQLITE_OK || !Failure.empty())
    return;
  Damaged = false;
  if (WasOpened && !llvm::sys::fs::exists(Path)) {
    Failure = "'" + Path + "' was removed meanwhile: run again";
    return;
  }
  switch (Code & 0xff) {
  case SQLITE_FULL:
    Failure = "cannot write '" + Path + "': no space left on device";
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    Damaged = true;
    Failure = "'" + Path + "' is damaged: remove its folder and run again";
    break;
  case SQLITE_CANTOPEN: {
    // SQLite tries to read what it may not write, and says that it is not
    // there.
    llvm::SmallString<128> Folder(llvm::sys::path::parent_path(Path));
    if (Folder.empty())
      Folder = ".";
    int Why = ::access(Folder.c_str(), W_OK) ? errno : 0;
    if (!Why && Handle)
      Why = sqlite3_system_errno(Handle);
    Failure = "cannot open '" + Path + "'";
    if (Why)
      Failure += std::string(": ") + std::strerror(Why);
    break;
  }
  case SQLITE_READONLY:
    Failure = "'" + Path +
              "' was left by a run that was killed, and may not be repaired "
              "where it is: run again, or use a copy of its folder";
    break;
  case SQLITE_INTERRUPT:
    Failure = "it takes too long, and was stopped (--timeout)";
    break;
  default:
    // Of our own statements: a table is not there, or is another.
    Damaged = (Code & 0xff) == SQLITE_ERROR;
    Failure = "'" + Path +
              "': " + (Handle ? sqlite3_errmsg(Handle) : sqlite3_errstr(Code));
  }
}

llvm::Error Connection::take() {
  if (Failure.empty())
    return llvm::Error::success();
  std::string Message;
  std::swap(Message, Failure);
  return createStringError(Message);
}

} // namespace pvlint::store
