//===- Store.cpp - the folder of a whole-program run ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "store/Store.h"
#include "ir/MakeFolders.h"
#include "ir/Notes.h"
#include "ir/binary/File.h"
#include "store/Checksum.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using llvm::createStringError;
using llvm::Error;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace pvlint::store {

/// PRAGMA user_version: raise it when the tables or their meaning change.
static constexpr int64_t SchemaVersion = 3;
/// PRAGMA application_id: the version once more, so that one which was damaged
/// is not taken for that of another pvlint.
static constexpr int64_t ApplicationId = 0x70766c00 + SchemaVersion;

static constexpr const char *Schema[] = {
    "CREATE TABLE IF NOT EXISTS units (name TEXT PRIMARY KEY, key BLOB, failed "
    "INTEGER, error TEXT, object BLOB, functions INTEGER, seconds REAL, files "
    "BLOB, sum INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, path TEXT, "
    "contents BLOB, sum INTEGER)",
    "CREATE TABLE IF NOT EXISTS headers (function BLOB PRIMARY KEY, object "
    "BLOB, generation INTEGER, sum INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS tables (slot INTEGER PRIMARY KEY, bytes BLOB, "
    "sum INTEGER)",
    "CREATE TABLE IF NOT EXISTS generation (one INTEGER PRIMARY KEY CHECK "
    "(one = 1), number INTEGER, key BLOB)",
    "INSERT OR IGNORE INTO generation VALUES (1, 0, NULL)",
};

struct Store::Statements {
  Statement Begin, Commit, Rollback, Unit, File, HasHeader, Header, Touch;

  explicit Statements(Connection &C)
      : Begin(C, "BEGIN IMMEDIATE"), Commit(C, "COMMIT"),
        Rollback(C, "ROLLBACK"),
        Unit(C, "INSERT OR REPLACE INTO units VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                "?7, ?8, rowsum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))"),
        File(C, "INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, rowsum(?1, "
                "?2, ?3))"),
        HasHeader(C, "SELECT 1 FROM headers WHERE function = ?"),
        Header(C, "INSERT INTO headers VALUES (?1, ?2, ?3, rowsum(?1, ?2))"),
        Touch(C, "UPDATE headers SET generation = ? WHERE function = ? AND "
                 "generation <> ?") {}
};

static std::string pack(llvm::ArrayRef<uint32_t> Sorted) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  uint32_t Last = 0;
  for (uint32_t Id : Sorted) {
    llvm::encodeULEB128(Id - Last, OS);
    Last = Id;
  }
  return Result;
}

static std::vector<uint32_t> unpack(StringRef Bytes) {
  std::vector<uint32_t> Result;
  uint32_t Last = 0;
  const uint8_t *P = Bytes.bytes_begin(), *End = Bytes.bytes_end();
  while (P != End) {
    unsigned Length = 0;
    const char *Problem = nullptr;
    Last += llvm::decodeULEB128(P, &Length, End, &Problem);
    // A number that no file has makes the unit look changed.
    if (Problem) {
      Result.push_back(~0u);
      break;
    }
    P += Length;
    Result.push_back(Last);
  }
  return Result;
}

Error Store::lock(Access A) {
  const std::string Path = Folder + "/lock";
  Lock = ::open(Path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (Lock < 0 && A == Access::Read)
    return Error::success(); // a read-only folder: nobody writes
  if (Lock < 0)
    return createStringError("cannot write '" + Path +
                             "': " + std::strerror(errno));
  const int Kind = A == Access::Own ? LOCK_EX : LOCK_SH;
  if (::flock(Lock, Kind | LOCK_NB))
    return createStringError("'" + Folder +
                             "' is in use by another pvlint (wait for it, or "
                             "give another folder with -o)");
  return Error::success();
}

static bool isEmpty(const std::string &Path) {
  uint64_t Size = 0;
  return fs::file_size(Path, Size) || Size == 0;
}

/// False when its two versions contradict each other.
llvm::Expected<bool> Store::prepare(Access A) {
  Statement Version(*Data, "PRAGMA user_version"),
      Id(*Data, "PRAGMA application_id");
  const int64_t Found = Version.step() ? Version.integer(0) : 0;
  const bool IsOurs = Id.step() && Id.integer(0) == ApplicationId;
  if (Error E = Data->take())
    return E;
  if (IsOurs != (Found == SchemaVersion))
    return false;
  if (Found != SchemaVersion && Found != 0)
    return createStringError(
        "'" + Folder + "' is a store of version " + llvm::Twine(Found) +
        ", not " + llvm::Twine(SchemaVersion) + ", by " +
        (Found < SchemaVersion ? "an older" : "a newer") +
        " pvlint: remove it and run again, or use another folder");
  Statement Any(*Data, "SELECT count(*) FROM sqlite_master");
  const bool IsEmpty = Any.step() && Any.integer(0) == 0;
  if (Error E = Data->take())
    return E;
  if (Found == 0 && (A == Access::Read || !IsEmpty))
    return createStringError("'" + Folder +
                             "/state.db' is a database of another program: "
                             "move it away, or give another folder with -o");
  if (A == Access::Read)
    return true;
  // Processes may be killed, machines are expected to keep running: what a
  // power cut leaves is noticed when it is read.
  Data->run("PRAGMA synchronous = OFF");
  Data->run("PRAGMA journal_mode = TRUNCATE");
  if (Found == 0) {
    Data->run("BEGIN IMMEDIATE");
    for (const char *SQL : Schema)
      Data->run(SQL);
    Data->run("PRAGMA user_version = " + std::to_string(SchemaVersion));
    Data->run("PRAGMA application_id = " + std::to_string(ApplicationId));
    Data->run("COMMIT");
  }
  if (Error E = Data->take())
    return E;
  Prepared = std::make_unique<Statements>(*Data);
  if (Error E = Data->take())
    return E;
  return true;
}

Error Store::damaged() const {
  return createStringError("'" + Folder +
                           "/state.db' is damaged: make it again (pvlint run)");
}

/// Whether rows are as they were written, where no checksum of the whole file
/// tells that: after a run that was killed, or beside `pvlint cc`. Numbers are
/// believed from here on.
llvm::Expected<bool> Store::isSound() {
  Statement Order(*Data, "PRAGMA integrity_check(1)");
  bool Sound = Order.step() && Order.bytes(0) == "ok";
  Order.run();
  for (const char *Wrong :
       {"SELECT 1 FROM units WHERE sum IS NOT rowsum(name, key, failed, error, "
        "object, functions, seconds, files) LIMIT 1",
        "SELECT 1 FROM files WHERE sum IS NOT rowsum(id, path, contents) LIMIT "
        "1",
        "SELECT 1 FROM headers WHERE sum IS NOT rowsum(function, object) LIMIT "
        "1",
        "SELECT 1 FROM tables WHERE sum IS NOT rowsum(slot, bytes) LIMIT 1",
        "SELECT 1 WHERE (SELECT count(*) FROM generation) <> 1"}) {
    Statement Any(*Data, Wrong);
    Sound &= !Any.step();
  }
  if (Error E = Data->take()) {
    if (Data->wasDamaged()) {
      llvm::consumeError(std::move(E));
      return false;
    }
    return E;
  }
  Statement Ids(*Data, "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM "
                       "files");
  return Sound && Ids.step() && Ids.integer(0) >= 0 &&
         Ids.integer(1) < FileTable::MaxId;
}

/// Takes back what a killed writer has left in the middle, which SQLite only
/// does for who may write. A writer that is still alive keeps it from that.
static void recover(const std::string &Database) {
  if (isEmpty(Database + "-journal") || fs::is_symlink_file(Database))
    return;
  auto Opened = Connection::open(Database, Connection::Mode::Write);
  if (!Opened)
    return llvm::consumeError(Opened.takeError());
  (*Opened)->run("SELECT 1 FROM sqlite_master");
  // Whoever reads it next finds that, too.
  llvm::consumeError((*Opened)->take());
}

/// False when the database is damaged.
llvm::Expected<bool> Store::connect(Access A) {
  const std::string Database = Folder + "/state.db";
  const Seal Noted =
      fs::exists(Database + "-journal") && !isEmpty(Database + "-journal")
          ? Seal::Missing
          : checkNoted(Database, Folder + "/state.sum");
  if (Noted == Seal::Wrong)
    return false;
  const bool IsNew = isEmpty(Database);
  if (A == Access::Read && Noted == Seal::Missing)
    recover(Database);
  auto Opened =
      Connection::open(Database, A == Access::Read ? Connection::Mode::Read
                                                   : Connection::Mode::Write);
  if (!Opened)
    return Opened.takeError();
  Data = std::move(*Opened);
  auto Fits = prepare(A);
  if (!Fits) {
    if (!Data->wasDamaged())
      return Fits.takeError();
    llvm::consumeError(Fits.takeError());
    return false;
  }
  if (!*Fits)
    return false;
  return Noted == Seal::Right || IsNew ? true : isSound();
}

/// What was in the way is kept: it may be somebody's.
Error Store::putAside() {
  Prepared.reset();
  Data.reset();
  const std::string Database = Folder + "/state.db",
                    Aside = Database + ".damaged";
  if (std::error_code E = fs::rename(Database, Aside))
    return createStringError("cannot rename '" + Database +
                             "': " + E.message());
  for (const char *Rest : {"-journal", "-wal", "-shm"})
    (void)fs::remove(Database + Rest);
  flow::notes() << "pvlint: warning: '" << Database
                << "' is damaged: all is done again (what was there is now '"
                << Aside << "')\n";
  return Error::success();
}

llvm::Expected<std::unique_ptr<Store>> Store::open(StringRef Folder, Access A) {
  std::unique_ptr<Store> S(new Store);
  S->Folder = Folder.str();
  S->Way = A;
  const std::string Database = S->Folder + "/state.db";
  fs::file_status There;
  if (std::error_code E = fs::status(Database, There); A == Access::Read && E)
    return E == std::errc::no_such_file_or_directory
               ? createStringError("'" + Folder +
                                   "' is not a folder of 'pvlint run' (no "
                                   "state.db)")
               : createStringError("cannot read '" + Database +
                                   "': " + E.message());
  if (A != Access::Read)
    if (std::error_code E = flow::makeFolders(Folder))
      return createStringError("cannot create '" + Folder +
                               "': " + E.message());
  if (Error E = S->lock(A))
    return E;
  // What is written stays in the folder.
  if (A != Access::Read && fs::is_symlink_file(Database))
    return createStringError("'" + Database +
                             "' is a link: remove it, or give another folder "
                             "with -o");
  S->Flows = std::make_unique<Objects>(S->Folder + "/objects");
  auto Sound = S->connect(A);
  if (Sound && !*Sound) {
    if (A != Access::Own)
      return S->damaged();
    if (Error E = S->putAside())
      return E;
    Sound = S->connect(A);
  }
  if (!Sound)
    return Sound.takeError();
  Statement Number(*S->Data, "SELECT number, key FROM generation");
  if (Number.step()) {
    S->Generation = Number.integer(0);
    S->TableKey = Number.digest(1);
  }
  if (Error E = S->Data->take())
    return E;
  S->WasOpened = true;
  return S;
}

Store::~Store() {
  Prepared.reset();
  Data.reset();
  // Of several writers nobody is the last one, and what was refused stays as it
  // is.
  if (Way == Access::Own && WasOpened)
    noteChecksum(Folder + "/state.db", Folder + "/state.sum");
  if (Lock >= 0)
    ::close(Lock);
}

Error Store::eachUnit(bool WithFiles,
                      llvm::function_ref<Error(UnitRow &)> Each) {
  // What is not asked for is not read: a row's files are most of it.
  Statement S(*Data, WithFiles ? "SELECT name, key, failed, error, object, "
                                 "functions, seconds, files FROM units ORDER "
                                 "BY name"
                               : "SELECT name, key, failed, error, object, "
                                 "functions, seconds FROM units ORDER BY name");
  while (S.step()) {
    UnitRow U;
    U.Name = S.bytes(0).str();
    U.Key = S.digest(1);
    U.Failed = S.integer(2);
    U.Error = S.bytes(3).str();
    U.Object = S.digest(4);
    U.Functions = S.integer(5);
    U.Seconds = S.real(6);
    if (WithFiles)
      U.Files = unpack(S.bytes(7));
    if (Error E = Each(U))
      return E;
  }
  return Data->take();
}

llvm::Expected<flow::Digest> Store::contents() {
  std::string Bytes;
  Statement S(*Data, "SELECT name, failed, object FROM units ORDER BY name");
  while (S.step()) {
    Bytes += S.bytes(0);
    Bytes += S.integer(1) ? "\1" : "\2";
    Bytes += S.bytes(2);
  }
  if (Error E = Data->take())
    return E;
  return flow::digest(Bytes);
}

llvm::Expected<std::vector<HeaderRow>> Store::headers() {
  std::vector<HeaderRow> Result;
  Statement S(*Data, "SELECT object, function FROM headers");
  while (S.step())
    Result.push_back({S.digest(0), S.digest(1)});
  if (Error E = Data->take())
    return E;
  // SQLite takes five times as long for that.
  llvm::sort(Result);
  return Result;
}

llvm::Expected<std::vector<flow::Digest>> Store::packs() {
  std::vector<flow::Digest> Result;
  Statement S(*Data, "SELECT object FROM headers");
  while (S.step())
    if (const flow::Digest D = S.digest(0);
        Result.empty() || Result.back() != D)
      Result.push_back(D);
  if (Error E = Data->take())
    return E;
  llvm::sort(Result);
  Result.erase(llvm::unique(Result), Result.end());
  return Result;
}

llvm::Expected<uint64_t> Store::numHeaders() {
  Statement S(*Data, "SELECT count(*) FROM headers");
  const uint64_t Count = S.step() ? S.integer(0) : 0;
  if (Error E = Data->take())
    return E;
  return Count;
}

Error Store::loadFiles(FileTable &Files) {
  Statement S(*Data, "SELECT id, path, contents FROM files");
  while (S.step()) {
    const int64_t Id = S.integer(0);
    if (Id < 0 || Id >= FileTable::MaxId)
      return damaged();
    Files.add(Id, {S.bytes(1).str(), S.digest(2)});
  }
  return Data->take();
}

Error Store::transaction(llvm::function_ref<Error()> Body) {
  Prepared->Begin.run();
  if (Error E = Data->take())
    return E;
  Error E = Body();
  if (!E)
    E = Data->take();
  if (!E) {
    Prepared->Commit.run();
    E = Data->take();
  }
  if (E) {
    Prepared->Rollback.run();
    llvm::consumeError(Data->take());
  }
  return E;
}

Error Store::record(
    const UnitRow &Unit, llvm::ArrayRef<flow::Digest> Headers,
    llvm::function_ref<llvm::Expected<std::string>(llvm::ArrayRef<unsigned>)>
        Pack,
    FileTable &Files) {
  std::vector<unsigned> Missing;
  for (unsigned I = 0; I != Headers.size(); ++I) {
    Statement &Has = Prepared->HasHeader.bind(0, Headers[I]);
    bool Known = Has.step();
    if (!Known) {
      Missing.push_back(I);
      continue;
    }
    Has.run();
    Prepared->Touch.bind(0, Generation).bind(1, Headers[I]).bind(2, Generation);
    Prepared->Touch.run();
  }
  if (!Missing.empty()) {
    auto Bytes = Pack(Missing);
    if (!Bytes)
      return Bytes.takeError();
    auto Object = Flows->put(*Bytes);
    if (!Object)
      return Object.takeError();
    for (unsigned I : Missing) {
      Prepared->Header.bind(0, Headers[I]).bind(1, *Object).bind(2, Generation);
      Prepared->Header.run();
    }
  }
  for (uint32_t Id : Files.takeUnsaved()) {
    const FileTable::Row &R = Files.row(Id);
    Prepared->File.bind(0, int64_t(Id)).bindText(1, R.Path).bind(2, R.Contents);
    Prepared->File.run();
  }
  const std::string Packed = pack(Unit.Files);
  Prepared->Unit.bindText(0, Unit.Name)
      .bind(1, Unit.Key)
      .bind(2, int64_t(Unit.Failed))
      .bindText(3, Unit.Error)
      .bind(4, Unit.Object)
      .bind(5, int64_t(Unit.Functions))
      .bind(6, Unit.Seconds)
      .bindBlob(7, Packed);
  Prepared->Unit.run();
  return Data->take();
}

Error Store::forgetUnits(llvm::ArrayRef<std::string> Names) {
  return transaction([&] {
    Statement S(*Data, "DELETE FROM units WHERE name = ?");
    for (const std::string &Name : Names)
      S.bindText(0, Name).run();
    return Error::success();
  });
}

Error Store::invalidate(llvm::ArrayRef<std::string> Names) {
  return transaction([&] {
    Statement S(*Data,
                "UPDATE units SET key = ?1, sum = rowsum(name, ?1, failed, "
                "error, object, functions, seconds, files) WHERE name = "
                "?2");
    for (const std::string &Name : Names)
      S.bind(0, flow::Digest()).bindText(1, Name).run();
    return Error::success();
  });
}

Error Store::forgetPacks(llvm::ArrayRef<flow::Digest> Lost) {
  return transaction([&] {
    Statement S(*Data, "DELETE FROM headers WHERE object = ?");
    for (flow::Digest D : Lost) {
      S.bind(0, D).run();
      Flows->remove(D);
    }
    return Error::success();
  });
}

llvm::Expected<std::vector<std::string>> Store::headerTables(flow::Digest Key) {
  std::vector<std::string> Result;
  if (Key != TableKey)
    return Result;
  Statement S(*Data, "SELECT bytes FROM tables ORDER BY slot");
  while (S.step())
    Result.push_back(S.bytes(0).str());
  if (Error E = Data->take())
    return E;
  return Result;
}

Error Store::saveHeaderTable(unsigned Slot, StringRef Bytes) {
  return transaction([&] {
    Statement S(*Data, "INSERT OR REPLACE INTO tables VALUES (?1, ?2, "
                       "rowsum(?1, ?2))");
    S.bind(0, int64_t(Slot)).bindBlob(1, Bytes).run();
    if (Slot == 0)
      Data->run("DELETE FROM tables WHERE slot <> 0");
    return Error::success();
  });
}

Error Store::newHeaderTable(flow::Digest Key) {
  ++Generation;
  TableKey = Key;
  return transaction([&] {
    Data->run("DELETE FROM tables");
    Statement S(*Data, "UPDATE generation SET number = ?, key = ?");
    S.bind(0, Generation).bind(1, Key).run();
    return Error::success();
  });
}

llvm::Expected<unsigned> Store::collect() {
  Statement Stale(*Data, "SELECT 1 FROM headers WHERE generation <> ? LIMIT 1");
  const bool HasStale = Stale.bind(0, Generation).step();
  Stale.run();
  std::vector<flow::Digest> Used, Keep;
  Statement Last(*Data, "SELECT max(id) FROM files");
  llvm::BitVector Files(Last.step() ? Last.integer(0) + 1 : 0);
  Last.run();
  Error Looked = eachUnit(/*WithFiles=*/true, [&](UnitRow &U) -> Error {
    // Of one that failed it names nothing.
    Keep.push_back(U.Object);
    for (uint32_t Id : U.Files)
      if (Id < Files.size())
        Files.set(Id);
    if (!HasStale || U.Failed)
      return Error::success();
    auto Bytes = Flows->get(U.Object);
    if (!Bytes)
      return Bytes.takeError();
    auto File = flow::FlowFile::open(std::move(*Bytes));
    if (!File)
      return File.takeError();
    for (const flow::HeaderRef &H : (*File)->headers())
      Used.push_back(H.Flow);
    return Error::success();
  });
  if (Looked)
    return Looked;
  llvm::sort(Used);
  Used.erase(llvm::unique(Used), Used.end());
  std::vector<flow::Digest> Doomed;
  Statement Rows(*Data, "SELECT function, object, generation FROM headers");
  while (Rows.step()) {
    flow::Digest Function = Rows.digest(0);
    if (Rows.integer(2) != Generation && !llvm::binary_search(Used, Function))
      Doomed.push_back(Function);
    else
      Keep.push_back(Rows.digest(1));
  }
  llvm::sort(Keep);
  Keep.erase(llvm::unique(Keep), Keep.end());
  Error E = transaction([&] {
    Statement Header(*Data, "DELETE FROM headers WHERE function = ?");
    for (flow::Digest D : Doomed)
      Header.bind(0, D).run();
    std::vector<int64_t> Unused;
    Statement All(*Data, "SELECT id FROM files");
    while (All.step())
      if (const int64_t Id = All.integer(0);
          Id < 0 || size_t(Id) >= Files.size() || !Files.test(Id))
        Unused.push_back(Id);
    Statement File(*Data, "DELETE FROM files WHERE id = ?");
    for (int64_t Id : Unused)
      File.bind(0, Id).run();
    return Error::success();
  });
  if (E)
    return E;
  return Flows->collect(Keep);
}

} // namespace pvlint::store
