//===- Write.cpp - from a link to the index -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Acts.h"
#include "index/Index.h"
#include "index/LeftOut.h"
#include "index/Schema.h"
#include "ir/Binding.h"
#include "store/Checksum.h"
#include "store/Sqlite.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cerrno>
#include <csignal>

namespace pvlint::index {

using llvm::StringRef;
using solve::CallEdge;
using solve::Event;
using solve::SiteObservation;
using solve::Symbols;
using store::Connection;
using store::Statement;

StringRef word(SiteObservation::Verdict V) {
  switch (V) {
  case SiteObservation::Proven:
    return "proven";
  case SiteObservation::NoOp:
    return "no-op";
  case SiteObservation::Needs:
    return "needs";
  case SiteObservation::Unknown:
    break;
  }
  return "unknown";
}

StringRef word(SiteObservation::Why W) {
  switch (W) {
  case SiteObservation::None:
    break;
  case SiteObservation::UnknownWord:
    return "unknown-word";
  case SiteObservation::UnknownState:
    return "unknown-state";
  case SiteObservation::NoCaller:
    return "no-caller";
  case SiteObservation::TooComplex:
    return "too-complex";
  }
  return "";
}

static StringRef word(checks::Level L) {
  switch (L) {
  case checks::Level::Error:
    return "error";
  case checks::Level::Warning:
    return "warning";
  case checks::Level::Audit:
    break;
  }
  return "audit";
}

namespace {

class Writer {
public:
  Writer(const Source &S, Connection &DB)
      : S(S), L(S.Program), Nodes(L.symbols().nodes()), DB(DB) {}

  void run() {
    // The file is not there until it is complete, so nothing needs a journal.
    for (StringRef Pragma :
         {"PRAGMA page_size = 8192", "PRAGMA journal_mode = OFF",
          "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE",
          "PRAGMA cache_size = -8192"})
      DB.run(Pragma);
    DB.run("PRAGMA application_id = " + std::to_string(ApplicationId));
    DB.run("BEGIN");
    for (StringRef Table : Tables)
      DB.run(Table);
    writePlaces();
    writeFunctions();
    writeCalls();
    writeContexts();
    writeAnnotations();
    writeSites();
    writeLeftOut();
    writeFindings();
    writeEvents();
    writeFiles();
    writeMeta();
    for (StringRef Index : Indices)
      DB.run(Index);
    DB.run("COMMIT");
  }

private:
  const Source &S;
  const solve::Link &L;
  const std::vector<Symbols::Node> &Nodes;
  Connection &DB;
  llvm::StringMap<uint32_t> FileIds, PlaceIds;
  std::vector<StringRef> FileNames;
  llvm::DenseMap<const Event *, uint32_t> EventIds;
  std::vector<const Event *> Events;
  std::vector<uint32_t> LinkFiles; ///< of L.files()
  uint64_t Calls = 0, IndirectCalls = 0, AnnotatedInUse = 0;

  uint32_t file(StringRef Path) {
    auto [It, New] = FileIds.try_emplace(Path, FileNames.size());
    if (New)
      FileNames.push_back(It->first());
    return It->second;
  }
  uint32_t file(flow::Location Loc) {
    if (!Loc.isValid() || Loc.File >= L.files().size())
      return file("");
    if (LinkFiles.empty())
      LinkFiles.resize(L.files().size(), Symbols::None);
    uint32_t &Id = LinkFiles[Loc.File];
    if (Id == Symbols::None)
      Id = file(L.files()[Loc.File]);
    return Id;
  }
  uint32_t event(const Event *E) {
    auto [It, New] = EventIds.try_emplace(E, Events.size());
    if (New)
      Events.push_back(E);
    return It->second;
  }
  uint32_t node(const solve::EventFunction *F) const {
    return L.symbols().find(flow::unboundName(F->key()));
  }
  void bindLocation(Statement &To, unsigned Index, flow::Location Loc) {
    To.bind(Index, int64_t(file(Loc)))
        .bind(Index + 1, int64_t(Loc.Line))
        .bind(Index + 2, int64_t(Loc.Col));
  }

  void writePlaces();
  void writeFunctions();
  void writeActs(uint32_t Node, const ActTable &Acts, Statement &Insert);
  void writeCalls();
  void writeCallsOf(llvm::ArrayRef<const CallEdge *> Edges, Statement &Direct,
                    Statement &Indirect);
  void writeContexts();
  void writeAnnotations();
  void writeSites();
  void writeLeftOut();
  void writeFindings();
  void writeEvents();
  void writeFiles();
  void writeMeta();
};

} // namespace

void Writer::writePlaces() {
  std::vector<std::pair<StringRef, llvm::ArrayRef<solve::Target>>> Places;
  L.pointsTo().forEachPlace(
      [&](StringRef Name, llvm::ArrayRef<solve::Target> Holds) {
        Places.emplace_back(Name, Holds);
      });
  llvm::sort(Places, llvm::less_first());
  Statement Place(DB, "INSERT INTO places VALUES(?, ?)");
  Statement Target(DB, "INSERT OR IGNORE INTO targets VALUES(?, ?)");
  for (const auto &[Name, Holds] : Places) {
    auto [It, New] = PlaceIds.try_emplace(Name, PlaceIds.size());
    if (!New)
      continue;
    Place.bind(0, int64_t(It->second)).bindText(1, Name).run();
    for (const solve::Target &T : Holds)
      Target.bind(0, int64_t(It->second)).bind(1, int64_t(T.Node)).run();
  }
}

void Writer::writeActs(uint32_t Node, const ActTable &Acts, Statement &Insert) {
  static constexpr std::pair<Act::Kind, StringRef> Kinds[] = {
      {Act::Save, "save"},
      {Act::Disable, "disable"},
      {Act::Enable, "enable"},
      {Act::Restore, "restore"}};
  for (const Act &A : Acts.of(Node))
    for (const auto &[Kind, Word] : Kinds)
      if (A.Kinds & Kind)
        Insert.bind(0, int64_t(Node))
            .bindText(1, Word)
            .bind(2, int64_t(file(A.File)))
            .bind(3, int64_t(A.Line))
            .bind(4, int64_t(A.Col))
            .bindText(5, A.Spelling)
            .run();
}

void Writer::writeFunctions() {
  const ActTable Acts(L);
  llvm::DenseMap<uint32_t, const flow::Primitive *> Declared;
  for (const solve::Link::Believed &B : L.annotated())
    if (B.Node != Symbols::None && B.Says->Entry.hasEffect())
      Declared[B.Node] = &B.Says->Entry;
  Statement Insert(DB, "INSERT INTO functions VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?,"
                       " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement InsertAct(DB, "INSERT INTO acts VALUES(?, ?, ?, ?, ?, ?)");
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    const Symbols::Node &Node = Nodes[N];
    const flow::FunctionEntry E = Node.File->function(Node.Index);
    const solve::Summary *Summary = L.summary(N);
    bool Sleeps = Node.Flags & flow::FunctionEntry::NamesSleeper;
    if (Summary)
      for (const solve::Row &R : Summary->Rows)
        Sleeps |= R.Sleep.Is != solve::Slept::No;
    const bool Does[] = {
        (Node.Flags & flow::FunctionEntry::Static) != 0,
        (Node.Flags & flow::FunctionEntry::InHeader) != 0,
        (Node.Flags & flow::FunctionEntry::Weak) != 0,
        (Node.Flags & flow::FunctionEntry::Init) != 0,
        (Node.Flags & flow::FunctionEntry::AddressTaken) != 0,
    };
    Insert.bind(0, int64_t(N))
        .bindText(1, Node.Key)
        .bindText(2, E.Name)
        .bind(3, int64_t(file(Node.File->file(E.Loc.File))))
        .bind(4, int64_t(E.Loc.Line))
        .bind(5, int64_t(E.Loc.Col));
    unsigned Column = 6;
    for (bool Flag : Does)
      Insert.bind(Column++, int64_t(Flag));
    const flow::Primitive *Says = Declared.lookup(N);
    Insert.bindText(Column++, Says ? effect(*Says) : effect(Summary));
    for (Act::Kind Kind : {Act::Save, Act::Disable, Act::Enable, Act::Restore})
      Insert.bind(Column++, int64_t((Acts.kinds(N) & Kind) != 0));
    for (bool Flag :
         {Sleeps, L.offEntries()[N].has_value(), L.onEntries()[N].has_value()})
      Insert.bind(Column++, int64_t(Flag));
    Insert.run();
    writeActs(N, Acts, InsertAct);
  }
}

/// \p Edges of one caller: each place of a call once, and calls through a
/// pointer once for all functions they can reach.
void Writer::writeCallsOf(llvm::ArrayRef<const CallEdge *> Edges,
                          Statement &Direct, Statement &Indirect) {
  struct Call {
    bool IsIndirect;
    uint32_t To; ///< a node or a place
    uint32_t File, Line, Col;
    uint8_t States;
    const Event *OffEvent;
  };
  std::vector<Call> Of;
  for (const CallEdge *E : Edges) {
    const bool IsIndirect = !E->Place.empty();
    Of.push_back({IsIndirect, IsIndirect ? PlaceIds.lookup(E->Place) : E->To,
                  file(E->At), E->At.Line, E->At.Col, E->States, E->OffEvent});
  }
  auto Key = [](const Call &C) {
    return std::tie(C.IsIndirect, C.To, C.File, C.Line, C.Col);
  };
  llvm::stable_sort(
      Of, [&](const Call &A, const Call &B) { return Key(A) < Key(B); });
  for (size_t I = 0; I != Of.size();) {
    Call C = Of[I];
    for (++I; I != Of.size() && Key(Of[I]) == Key(C); ++I) {
      C.States |= Of[I].States;
      if (!C.OffEvent)
        C.OffEvent = Of[I].OffEvent;
    }
    Statement &To = C.IsIndirect ? Indirect : Direct;
    ++(C.IsIndirect ? IndirectCalls : Calls);
    To.bind(0, int64_t(Edges.front()->From))
        .bind(1, int64_t(C.To))
        .bind(2, int64_t(C.File))
        .bind(3, int64_t(C.Line))
        .bind(4, int64_t(C.Col))
        .bind(5, int64_t(C.States));
    if (C.OffEvent)
      To.bind(6, int64_t(event(C.OffEvent)));
    else
      To.bindNull(6);
    To.run();
  }
}

void Writer::writeCalls() {
  Statement Direct(DB, "INSERT INTO calls VALUES(?, ?, ?, ?, ?, ?, ?)");
  Statement Indirect(DB,
                     "INSERT INTO indirect_calls VALUES(?, ?, ?, ?, ?, ?, ?)");
  const std::vector<CallEdge> &Edges = L.edges();
  std::vector<const CallEdge *> Of;
  for (size_t I = 0; I != Edges.size();) {
    const uint32_t From = Edges[I].From;
    Of.clear();
    for (; I != Edges.size() && Edges[I].From == From; ++I) {
      // The targets of one call follow each other.
      if (!Of.empty() && !Edges[I].Place.empty() &&
          Edges[I].Place == Of.back()->Place && Edges[I].At == Of.back()->At)
        continue;
      Of.push_back(&Edges[I]);
    }
    writeCallsOf(Of, Direct, Indirect);
  }
}

void Writer::writeContexts() {
  Statement Off(DB, "INSERT INTO contexts VALUES(?, 'off', ?, ?, ?, ?, ?, ?,"
                    " ?)");
  Statement On(DB, "INSERT INTO contexts(function, state) VALUES(?, 'on')");
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (const std::optional<solve::EntryWay> &How = L.offEntries()[N]) {
      Off.bind(0, int64_t(N));
      for (unsigned Column = 1; Column != 8; ++Column)
        Off.bindNull(Column);
      if (How->Context) {
        Off.bindText(7, How->Context->Why);
      } else if (How->Edge < L.edges().size()) {
        const CallEdge &E = L.edges()[How->Edge];
        Off.bind(1, int64_t(E.From));
        if (!E.Place.empty())
          Off.bind(2, int64_t(PlaceIds.lookup(E.Place)));
        bindLocation(Off, 3, E.At);
        if (E.OffEvent)
          Off.bind(6, int64_t(event(E.OffEvent)));
      }
      Off.run();
    }
    if (L.onEntries()[N])
      On.bind(0, int64_t(N)).run();
  }
}

void Writer::writeAnnotations() {
  Statement Insert(DB, "INSERT INTO annotations VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (const solve::Link::Believed &B : L.annotated()) {
    AnnotatedInUse += B.Users != 0;
    for (const std::optional<flow::Annotation> *Part :
         {&B.Says->Requires, &B.Says->Irqs, &B.Says->Save, &B.Says->Restore,
          &B.Says->When}) {
      if (!*Part)
        continue;
      if (B.Node != Symbols::None)
        Insert.bind(0, int64_t(B.Node));
      else
        Insert.bindNull(0);
      Insert.bindText(1, (*Part)->Function).bindText(2, (*Part)->Text);
      bindLocation(Insert, 3, (*Part)->Loc);
      Insert.bind(6, int64_t(B.Users)).run();
    }
  }
}

void Writer::writeSites() {
  struct Row {
    StringRef File;
    flow::Location At;
    uint32_t Function;
    const SiteObservation *Site;
  };
  std::vector<Row> Rows;
  for (const SiteObservation &Site : L.observations().Sites) {
    const flow::Location At = Site.At->Loc.Begin;
    if (uint32_t N = node(Site.At->Fn); N != Symbols::None)
      Rows.push_back(
          {At.isValid() ? StringRef(L.files()[At.File]) : "", At, N, &Site});
  }
  auto Key = [](const Row &R) {
    return std::tuple(R.File, R.At.Line, R.At.Col, R.Function);
  };
  llvm::stable_sort(
      Rows, [&](const Row &A, const Row &B) { return Key(A) < Key(B); });
  Statement Insert(DB, "INSERT INTO sites VALUES(NULL, ?, ?, ?, ?, ?, ?, ?,"
                       " ?)");
  for (const Row &R : Rows) {
    const SiteObservation::Verdict V = R.Site->verdict();
    Insert.bind(0, int64_t(R.Function));
    bindLocation(Insert, 1, R.At);
    Insert.bindText(4, R.Site->At->spelling()).bindText(5, word(V));
    if (V == SiteObservation::Unknown && R.Site->Reason)
      Insert.bindText(6, word(R.Site->Reason));
    else
      Insert.bindNull(6);
    Insert.bind(7, int64_t(R.Site->Pending != 0)).run();
  }
}

void Writer::writeLeftOut() {
  Statement Insert(DB, "INSERT INTO left_out VALUES(?, ?, ?, ?, ?, ?)");
  for (const LeftOutRestore &R : leftOut(L))
    Insert.bind(0, int64_t(R.Node))
        .bind(1, int64_t(file(R.File)))
        .bind(2, int64_t(R.Line))
        .bind(3, int64_t(R.Col))
        .bindText(4, R.Spelling)
        .bindText(5, R.Reason)
        .run();
}

void Writer::writeFindings() {
  Statement Insert(DB, "INSERT INTO findings VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  Statement Note(DB, "INSERT INTO notes VALUES(?, ?, ?, ?, ?, ?)");
  int64_t Id = 0;
  for (const checks::Finding &F : S.Findings) {
    if (F.isSuppressed())
      continue;
    Insert.bind(0, ++Id).bindText(1, F.Check).bindText(2, word(F.Severity));
    bindLocation(Insert, 3, F.Loc);
    Insert.bindText(6, F.Message)
        .bindText(7, checks::factsOf(F.What).Name)
        .run();
    int64_t Number = 0;
    for (const checks::Note &N : F.Notes) {
      Note.bind(0, Id).bind(1, ++Number);
      bindLocation(Note, 2, N.Loc);
      Note.bindText(5, N.Text).run();
    }
  }
}

void Writer::writeEvents() {
  Statement Insert(DB, "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?)");
  for (uint32_t I = 0; I != Events.size(); ++I) {
    const Event *E = Events[I];
    Insert.bind(0, int64_t(I));
    if (uint32_t N = node(E->Fn); N != Symbols::None)
      Insert.bind(1, int64_t(N));
    else
      Insert.bindNull(1);
    bindLocation(Insert, 2, E->Loc.Begin);
    Insert.bindText(5, E->spelling()).run();
  }
}

void Writer::writeFiles() {
  Statement Insert(DB, "INSERT INTO files VALUES(?, ?)");
  for (uint32_t I = 0; I != FileNames.size(); ++I)
    Insert.bind(0, int64_t(I)).bindText(1, FileNames[I]).run();
}

void Writer::writeMeta() {
  const Symbols &Syms = L.symbols();
  Statement Text(DB, "INSERT INTO meta VALUES(?, ?)");
  auto Put = [&](StringRef Key, StringRef Value) {
    Text.bindText(0, Key).bindText(1, Value).run();
  };
  auto Count = [&](StringRef Key, int64_t Value) {
    Text.bindText(0, Key).bind(1, Value).run();
  };
  Put("pvlint", PVLINT_VERSION);
  Put("contract", S.Contract.name());
  Put("contract_hash", llvm::utohexstr(S.Contract.hash(), /*LowerCase=*/true));
  Put("input", S.InputDigest);
  Put("link", S.LinkDigest);
  Count("schema", SchemaVersion);
  Count("units", Syms.numUnits());
  Count("functions", Nodes.size());
  Count("calls", Calls);
  Count("indirect_calls", IndirectCalls);
  Count("places", PlaceIds.size());
  Count("edges", L.edges().size());
  Count("unknown_indirect_calls", L.tally().UnknownIndirectCalls);
  Count("merged_states", L.tally().TooManyStates);
  Count("too_large", L.tally().TooLong);
  Count("too_many_targets", L.numTooManyTargets());
  Count("annotated", AnnotatedInUse);
  // What the extraction could not represent, by its words.
  std::map<std::string, uint64_t> GivenUp;
  for (uint32_t U = 0; U != Syms.numUnits(); ++U)
    for (const auto &[What, Times] : Syms.unit(U).givenUp())
      GivenUp[What] += Times;
  const std::string Prefix = "given_up: ";
  for (const auto &[What, Times] : GivenUp)
    Count(Prefix + What, Times);
}

static constexpr StringRef Unfinished = ".tmp-"; // and a process

/// Removes what processes left at \p Path that were killed while they wrote.
static void removeLeft(StringRef Path) {
  namespace fs = llvm::sys::fs;
  namespace path = llvm::sys::path;
  const StringRef Folder = path::parent_path(Path);
  const std::string Begin = (path::filename(Path) + Unfinished).str();
  std::error_code E;
  for (fs::directory_iterator It(Folder.empty() ? "." : Folder, E), End;
       !E && It != End; It.increment(E)) {
    StringRef Rest = path::filename(It->path());
    pid_t Writer = 0;
    if (Rest.consume_front(Begin) &&
        !Rest.split('-').first.getAsInteger(10, Writer) && Writer > 0 &&
        ::kill(Writer, 0) && errno == ESRCH)
      (void)fs::remove(It->path());
  }
}

llvm::Error write(const Source &S, StringRef Path) {
  removeLeft(Path);
  const std::string Temporary =
      (Path + Unfinished + llvm::Twine(llvm::sys::Process::getProcessId()))
          .str();
  const llvm::FileRemover Remove(Temporary);
  (void)llvm::sys::fs::remove(Temporary, /*IgnoreNonExisting=*/true);
  {
    auto DB = Connection::open(Temporary, Connection::Mode::Write);
    if (!DB)
      return DB.takeError();
    Writer(S, **DB).run();
    if (llvm::Error E = (*DB)->take())
      return E;
  }
  if (llvm::Error E = store::seal(Temporary))
    return E;
  if (std::error_code EC = llvm::sys::fs::rename(Temporary, Path))
    return llvm::createStringError("cannot write '" + Path +
                                   "': " + EC.message());
  return llvm::Error::success();
}

} // namespace pvlint::index
