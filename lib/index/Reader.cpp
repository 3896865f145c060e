//===- Reader.cpp - questions to an index ---------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Reader.h"
#include "index/Schema.h"
#include "store/Checksum.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include <algorithm>

namespace pvlint::index {

using llvm::createStringError;
using llvm::StringRef;
using store::Connection;
using store::Statement;

std::string Place::text() const {
  return Line ? File + ":" + std::to_string(Line) : "";
}

/// Those that a walk over the graph asks again and again.
struct Reader::Statements {
  Statement Function, Callers, Callees, OffBecause, Enable, EnteredOff, Event,
      File, PlaceName;

  explicit Statements(Connection &DB)
      : Function(DB, "SELECT key, name, file, line, col, header FROM functions"
                     " WHERE id = ?"),
        Callers(DB, "SELECT caller, callee, file, line, col, states, off_by,"
                    " place FROM edges WHERE callee = ?"),
        Callees(DB, "SELECT caller, callee, file, line, col, states, off_by,"
                    " place FROM edges WHERE caller = ?"),
        OffBecause(DB, "SELECT why FROM contexts WHERE function = ?"
                       " AND why IS NOT NULL"),
        Enable(DB, "SELECT file, line, col, spelling FROM acts WHERE"
                   " function = ? AND kind = 'enable' ORDER BY rowid LIMIT 1"),
        EnteredOff(DB, "SELECT entered_off FROM functions WHERE id = ?"),
        Event(DB, "SELECT file, line, col, spelling FROM events WHERE id = ?"),
        File(DB, "SELECT path FROM files WHERE id = ?"),
        PlaceName(DB, "SELECT name FROM places WHERE id = ?") {}
};

Reader::Reader() = default;
Reader::~Reader() {
  // Before the connection they belong to.
  Prepared.reset();
}

/// Older indices have no application_id, but a table "meta". What cannot be
/// read is damaged, and may be ours.
static bool isOfOthers(StringRef Path) {
  auto DB = Connection::open(Path, Connection::Mode::Read);
  if (!DB) {
    llvm::consumeError(DB.takeError());
    return false;
  }
  Statement Id(**DB, "PRAGMA application_id"),
      Tables(**DB, "SELECT count(*), sum(name = 'meta') FROM sqlite_master");
  const bool IsOurs = Id.step() && Id.integer(0) == ApplicationId;
  const bool IsOther =
      Tables.step() && Tables.integer(0) != 0 && Tables.integer(1) == 0;
  if (llvm::Error E = (*DB)->take()) {
    llvm::consumeError(std::move(E));
    return false;
  }
  return IsOther && !IsOurs;
}

llvm::Error refuseOthers(StringRef Path) {
  if (!llvm::sys::fs::exists(Path) ||
      store::checkSeal(Path) != store::Seal::Missing || !isOfOthers(Path))
    return llvm::Error::success();
  return createStringError("'" + Path +
                           "' is a database of another program: move it away, "
                           "or give another folder with -o");
}

llvm::Expected<std::unique_ptr<Reader>> Reader::open(StringRef Path) {
  if (!llvm::sys::fs::exists(Path))
    return createStringError("no such file: '" + Path + "'");
  if (llvm::Error E = refuseOthers(Path))
    return E;
  const store::Seal Sum = store::checkSeal(Path);
  auto Damaged = [&] {
    return createStringError("'" + Path + "' is damaged: link again");
  };
  if (Sum == store::Seal::Wrong)
    return Damaged();
  auto DB = Connection::open(Path, Connection::Mode::Read);
  if (!DB)
    return DB.takeError();
  std::unique_ptr<Reader> R(new Reader);
  R->DB = std::move(*DB);
  const int64_t Version = R->number("schema");
  if (llvm::Error E = R->take())
    return E;
  if (Version != SchemaVersion)
    return createStringError("'" + Path + "' is an index of version " +
                             llvm::Twine(Version) + ", not " +
                             llvm::Twine(SchemaVersion) + ": link again");
  if (Sum != store::Seal::Right)
    return Damaged();
  R->Prepared = std::make_unique<Statements>(*R->DB);
  if (llvm::Error E = R->take())
    return E;
  return R;
}

std::string Reader::text(StringRef Key) {
  Statement S(*DB, "SELECT value FROM meta WHERE key = ?");
  S.bindText(0, Key);
  return S.step() ? S.bytes(0).str() : "";
}

int64_t Reader::number(StringRef Key) {
  Statement S(*DB, "SELECT value FROM meta WHERE key = ?");
  S.bindText(0, Key);
  return S.step() ? S.integer(0) : 0;
}

std::vector<std::pair<std::string, int64_t>> Reader::numbers(StringRef Prefix) {
  std::vector<std::pair<std::string, int64_t>> Result;
  Statement S(*DB, "SELECT key, value FROM meta ORDER BY key");
  while (S.step()) {
    StringRef Key = S.bytes(0);
    if (Key.consume_front(Prefix))
      Result.emplace_back(Key.str(), S.integer(1));
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

const std::string &Reader::file(uint32_t Id) {
  auto [It, New] = Files.try_emplace(Id);
  if (New) {
    Prepared->File.bind(0, int64_t(Id));
    if (Prepared->File.step()) {
      It->second = Prepared->File.bytes(0).str();
      Prepared->File.step();
    }
  }
  return It->second;
}

std::string Reader::placeName(uint32_t Id) {
  auto [It, New] = Places.try_emplace(Id);
  if (New) {
    Prepared->PlaceName.bind(0, int64_t(Id));
    if (Prepared->PlaceName.step()) {
      It->second = Prepared->PlaceName.bytes(0).str();
      Prepared->PlaceName.step();
    }
  }
  return It->second;
}

Place Reader::place(const Statement &S, unsigned Column) {
  return {file(S.integer(Column)), uint32_t(S.integer(Column + 1)),
          uint32_t(S.integer(Column + 2))};
}

const FunctionInfo &Reader::function(uint32_t Id) {
  std::unique_ptr<FunctionInfo> &F = Functions[Id];
  if (F)
    return *F;
  F = std::make_unique<FunctionInfo>();
  F->Id = Id;
  Statement &S = Prepared->Function;
  S.bind(0, int64_t(Id));
  while (S.step()) {
    F->Key = S.bytes(0).str();
    F->Name = S.bytes(1).str();
    F->At = place(S, 2);
    F->InHeader = S.integer(5) != 0;
  }
  return *F;
}

std::vector<FunctionInfo> Reader::find(StringRef Name) {
  StringRef Folder, Bare = Name;
  if (Name.contains(':'))
    std::tie(Folder, Bare) = Name.rsplit(':');
  std::vector<uint32_t> Ids;
  Statement S(*DB, "SELECT id FROM functions WHERE name = ? ORDER BY id");
  S.bindText(0, Bare);
  while (S.step())
    Ids.push_back(S.integer(0));
  std::vector<FunctionInfo> Result;
  for (uint32_t Id : Ids) {
    const FunctionInfo &F = function(Id);
    StringRef Path = F.At.File;
    if (Folder.empty() || Path == Folder ||
        (Path.consume_back(Folder) && Path.ends_with("/")))
      Result.push_back(F);
  }
  return Result;
}

std::string Reader::nearest(StringRef Name) {
  StringRef Bare = Name.contains(':') ? Name.rsplit(':').second : Name;
  std::string Best;
  unsigned BestDistance = std::min<size_t>(3, Bare.size() / 3 + 1) + 1;
  Statement S(*DB, "SELECT DISTINCT name FROM functions ORDER BY name");
  while (S.step()) {
    StringRef Known = S.bytes(0);
    unsigned Distance =
        Bare.edit_distance(Known, /*AllowReplacements=*/true, BestDistance);
    if (Distance < BestDistance) {
      Best = Known.str();
      BestDistance = Distance;
    }
  }
  return Best;
}

EventInfo Reader::event(uint32_t Id) {
  EventInfo E;
  Statement &S = Prepared->Event;
  S.bind(0, int64_t(Id));
  while (S.step()) {
    E.At = place(S, 0);
    E.Spelling = S.bytes(3).str();
  }
  return E;
}

//===----------------------------------------------------------------------===//
// Calls and contexts
//===----------------------------------------------------------------------===//

CallInfo Reader::call(const Statement &S) {
  CallInfo C;
  C.Caller = S.integer(0);
  C.Callee = S.integer(1);
  C.At = place(S, 2);
  C.States = S.integer(5);
  if (!S.isNull(6))
    C.OffBy = S.integer(6);
  if (!S.isNull(7))
    C.Through = placeName(S.integer(7));
  return C;
}

std::vector<CallInfo> Reader::callers(uint32_t Callee) {
  std::vector<CallInfo> Result;
  Statement &S = Prepared->Callers;
  S.bind(0, int64_t(Callee));
  while (S.step())
    Result.push_back(call(S));
  auto Key = [](const CallInfo &C) {
    return std::tie(C.Caller, C.At.File, C.At.Line, C.At.Col, C.Through);
  };
  llvm::sort(Result, [&](const CallInfo &A, const CallInfo &B) {
    return Key(A) < Key(B);
  });
  return Result;
}

std::vector<CallInfo> Reader::callees(uint32_t Caller) {
  std::vector<CallInfo> Result;
  Statement &S = Prepared->Callees;
  S.bind(0, int64_t(Caller));
  while (S.step())
    Result.push_back(call(S));
  auto Key = [](const CallInfo &C) {
    return std::tie(C.At.File, C.At.Line, C.At.Col, C.Through, C.Callee);
  };
  llvm::sort(Result, [&](const CallInfo &A, const CallInfo &B) {
    return Key(A) < Key(B);
  });
  return Result;
}

std::string Reader::offBecause(uint32_t Function) {
  std::string Why;
  Statement &S = Prepared->OffBecause;
  S.bind(0, int64_t(Function));
  while (S.step())
    Why = S.bytes(0).str();
  return Why;
}

bool Reader::enteredOff(uint32_t Function) {
  bool Result = false;
  Statement &S = Prepared->EnteredOff;
  S.bind(0, int64_t(Function));
  while (S.step())
    Result = S.integer(0) != 0;
  return Result;
}

std::optional<EventInfo> Reader::enable(uint32_t Function) {
  std::optional<EventInfo> Result;
  Statement &S = Prepared->Enable;
  S.bind(0, int64_t(Function));
  while (S.step())
    Result = {place(S, 0), S.bytes(3).str()};
  return Result;
}

std::vector<ContextInfo> Reader::contexts(uint32_t Function) {
  std::vector<ContextInfo> Result;
  Statement S(*DB, "SELECT caller, function, file, line, col, 0, off_by, place,"
                   " state, why FROM contexts WHERE function = ?"
                   " ORDER BY rowid");
  S.bind(0, int64_t(Function));
  while (S.step()) {
    ContextInfo &C = Result.emplace_back();
    C.Off = S.bytes(8) == "off";
    C.Why = S.bytes(9).str();
    if (!S.isNull(0)) {
      C.Via = call(S);
      C.Via->States = CallInfo::Off;
    }
  }
  return Result;
}

std::vector<SiteInfo> Reader::sites() {
  std::vector<SiteInfo> Result;
  Statement S(*DB, "SELECT s.file, s.line, s.col, f.name, s.spelling,"
                   " s.verdict, s.reason FROM sites s JOIN functions f"
                   " ON f.id = s.function ORDER BY s.id");
  while (S.step())
    Result.push_back({place(S, 0), S.bytes(3).str(), S.bytes(4).str(),
                      S.bytes(5).str(), S.bytes(6).str()});
  return Result;
}

std::vector<SiteInfo> Reader::leftOut() {
  std::vector<SiteInfo> Result;
  Statement S(*DB, "SELECT o.file, o.line, o.col, f.name, o.spelling, o.reason"
                   " FROM left_out o JOIN functions f ON f.id = o.function"
                   " ORDER BY o.rowid");
  while (S.step())
    Result.push_back({place(S, 0), S.bytes(3).str(), S.bytes(4).str(), "",
                      S.bytes(5).str()});
  return Result;
}

std::vector<AnnotationInfo> Reader::annotations() {
  std::vector<AnnotationInfo> Result;
  Statement S(*DB, "SELECT a.file, a.line, a.col, a.name, a.text, a.users"
                   " FROM annotations a JOIN files f ON f.id = a.file"
                   " ORDER BY f.path, a.line, a.col, a.name, a.text");
  while (S.step())
    Result.push_back({place(S, 0), S.bytes(3).str(), S.bytes(4).str(),
                      uint32_t(S.integer(5))});
  return Result;
}

//===----------------------------------------------------------------------===//
// Any question
//===----------------------------------------------------------------------===//

llvm::Error
Reader::query(StringRef SQL,
              llvm::function_ref<void(llvm::ArrayRef<std::string>)> Row,
              std::chrono::seconds Limit) {
  Statement S(*DB, SQL);
  if (llvm::Error E = take())
    return createStringError("SQL: " + llvm::toString(std::move(E)));
  if (!S.onlyReads())
    return createStringError("SQL: only one statement, and one that reads");
  if (Limit.count())
    DB->limitTime(Limit);
  std::vector<std::string> Columns(S.numColumns());
  while (S.step()) {
    for (unsigned I = 0; I != Columns.size(); ++I)
      Columns[I] = S.bytes(I).str();
    Row(Columns);
  }
  if (llvm::Error E = take())
    return createStringError("SQL: " + llvm::toString(std::move(E)));
  return llvm::Error::success();
}

} // namespace pvlint::index
