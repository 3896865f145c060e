//===- Program.cpp - what other files do ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Program.h"
#include "index/Chains.h"
#include "ir/ReadFile.h"
#include "ir/binary/File.h"
#include "session/Jobs.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "store/Store.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::lsp {

static std::string under(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path = Folder;
  path::append(Path, Name);
  return Path.str().str();
}

LineShift::LineShift(StringRef Old, StringRef New) {
  llvm::SmallVector<StringRef, 0> A, B;
  Old.split(A, '\n');
  New.split(B, '\n');
  Now.assign(A.size(), ~0u);
  // Lines that are unique in both texts, by their place in the old one, and of
  // these the longest row that keeps its order (patience sorting).
  struct Line {
    unsigned InOld = 0, InNew = 0, OldCount = 0, NewCount = 0;
  };
  llvm::StringMap<Line> Lines;
  for (unsigned I = 0; I != A.size(); ++I) {
    Line &L = Lines[A[I]];
    L.InOld = I;
    ++L.OldCount;
  }
  for (unsigned I = 0; I != B.size(); ++I) {
    Line &L = Lines[B[I]];
    L.InNew = I;
    ++L.NewCount;
  }
  std::vector<const Line *> Unique;
  for (unsigned I = 0; I != A.size(); ++I)
    if (const Line &L = Lines[A[I]]; L.OldCount == 1 && L.NewCount == 1)
      Unique.push_back(&L);
  std::vector<unsigned> Piles, Before(Unique.size(), ~0u);
  for (unsigned I = 0; I != Unique.size(); ++I) {
    auto Pile = llvm::lower_bound(Piles, I, [&](unsigned X, unsigned Y) {
      return Unique[X]->InNew < Unique[Y]->InNew;
    });
    if (Pile != Piles.begin())
      Before[I] = *std::prev(Pile);
    if (Pile == Piles.end())
      Piles.push_back(I);
    else
      *Pile = I;
  }
  std::vector<std::pair<unsigned, unsigned>> Anchors;
  for (unsigned I = Piles.empty() ? ~0u : Piles.back(); I != ~0u; I = Before[I])
    Anchors.emplace_back(Unique[I]->InOld, Unique[I]->InNew);
  // From each anchor outwards.
  auto Match = [&](unsigned X, unsigned Y) {
    if (Now[X] != ~0u || A[X] != B[Y])
      return false;
    Now[X] = Y;
    return true;
  };
  for (auto [X, Y] : Anchors)
    Now[X] = Y;
  for (auto [X, Y] : Anchors) {
    for (unsigned D = 1; X >= D && Y >= D && Match(X - D, Y - D); ++D)
      ;
    for (unsigned D = 1;
         X + D < A.size() && Y + D < B.size() && Match(X + D, Y + D); ++D)
      ;
  }
}

std::optional<int> LineShift::shift(unsigned First, unsigned Last) const {
  if (First == 0 || Last > Now.size() || Now[First - 1] == ~0u)
    return std::nullopt;
  const int Shift = int(Now[First - 1]) - int(First - 1);
  for (unsigned I = First; I <= Last; ++I)
    if (Now[I - 1] == ~0u || int(Now[I - 1]) - int(I - 1) != Shift)
      return std::nullopt;
  return Shift;
}

/// Null when there is none, or when it does not match the flow files.
Program::Opened *Program::open(StringRef Database) {
  const StringRef Build = path::parent_path(Database);
  auto Sources = session::rootOfBuild(Build);
  if (!Sources) {
    llvm::consumeError(Sources.takeError());
    return nullptr;
  }
  const flow::SourceRoot Root = Sources->resolved();
  const std::string Folder = under(Build, ".pvlint");
  const std::string File = under(Folder, "index.db");
  llvm::sys::fs::file_status Status;
  if (llvm::sys::fs::status(File, Status)) {
    Known.erase(Database);
    return nullptr;
  }
  Opened &O = Known[Database];
  if (O.Changed == Status.getLastModificationTime())
    return O.Index ? &O : nullptr;
  O = Opened();
  O.Changed = Status.getLastModificationTime();
  O.Root = Root;
  auto Index = index::Reader::open(File);
  auto Store = store::Store::open(Folder, store::Store::Access::Read);
  if (!Index || !Store) {
    // Another pvlint is at it, or it is damaged or of another version.
    O.Changed = {};
    llvm::Error E = llvm::joinErrors(Store.takeError(), Index.takeError());
    const std::string Why = llvm::toString(std::move(E));
    Complain("findings of the whole program are not shown: " +
             StringRef(Why).split('\n').first.str());
    return nullptr;
  }
  auto Contents = (*Store)->contents();
  store::FileTable Files(Root);
  if (!Contents || (*Index)->text("input") != Contents->hex()) {
    if (!Contents)
      llvm::consumeError(Contents.takeError());
    return nullptr;
  }
  if (llvm::Error E = (*Store)->loadFiles(Files)) {
    llvm::consumeError(std::move(E));
    return nullptr;
  }
  for (uint32_t I = 0; I != Files.size(); ++I)
    if (Files.isCurrent(I))
      O.Digests[Files.row(I).Path] = Files.row(I).Contents.hex();
  O.Index = std::move(*Index);
  return &O;
}

/// The file as it was analysed: it is what it is now, or what is on disk. What
/// it was once is remembered, since the next save overwrites it.
std::optional<std::string> Program::analysedText(Opened &O, StringRef Relative,
                                                 StringRef Path,
                                                 const Text &Now) {
  if (auto It = O.Texts.find(Relative); It != O.Texts.end())
    return It->second;
  auto Digest = O.Digests.find(Relative);
  if (Digest == O.Digests.end())
    return std::nullopt;
  if (flow::digest(Now.bytes()).hex() == Digest->second)
    return O.Texts[Relative] = Now.bytes();
  auto Disk = flow::readIfThere(Path);
  if (Disk && flow::digest(Disk->getBuffer()).hex() == Digest->second)
    return O.Texts[Relative] = Disk->getBuffer().str();
  return std::nullopt;
}

std::vector<report::Result> Program::findings(StringRef Database,
                                              StringRef Path, const Text &Now) {
  std::lock_guard<std::mutex> Guard(Lock);
  Opened *O = open(Database);
  std::vector<report::Result> Found;
  if (!O)
    return Found;
  const std::string Real = session::realPath(Path);
  const std::string Relative = O->Root.name(Real);
  if (Relative == Real)
    return Found;
  auto Old = analysedText(*O, Relative, Real, Now);
  if (!Old)
    return Found;
  const LineShift Shift(*Old, Now.bytes());

  auto Place = [&](StringRef File, StringRef Line, StringRef Col) {
    report::Place P;
    (void)Line.getAsInteger(10, P.Line);
    (void)Col.getAsInteger(10, P.Col);
    P.Path = O->Root.path(File);
    return P;
  };
  std::string Quoted;
  for (char C : Relative)
    Quoted += C == '\'' ? std::string("''") : std::string(1, C);
  std::vector<std::string> Ids;
  llvm::Error E = O->Index->query(
      "SELECT f.id, f.\"check\", f.level, p.path, f.line, f.col, f.message "
      "FROM "
      "findings f JOIN files p ON p.id = f.file WHERE p.path = '" +
          Quoted + "' ORDER BY f.id",
      [&](llvm::ArrayRef<std::string> Row) {
        report::Result R;
        R.Check = Row[1];
        R.Severity = llvm::StringSwitch<checks::Level>(Row[2])
                         .Case("error", checks::Level::Error)
                         .Case("warning", checks::Level::Warning)
                         .Default(checks::Level::Audit);
        R.At = Place(Row[3], Row[4], Row[5]);
        R.Message = Row[6];
        Found.push_back(std::move(R));
        Ids.push_back(Row[0]);
      });
  for (size_t I = 0; !E && I < Ids.size(); ++I) {
    E = O->Index->query(
        "SELECT p.path, n.line, n.col, n.text FROM notes n LEFT "
        "JOIN files p ON p.id = n.file WHERE n.finding = " +
            Ids[I] + " ORDER BY n.number",
        [&](llvm::ArrayRef<std::string> Row) {
          Found[I].Steps.push_back({Place(Row[0], Row[1], Row[2]), Row[3]});
        });
  }
  if (E) {
    llvm::consumeError(std::move(E));
    return {};
  }
  // Places in this file move with their text; elsewhere they are what they
  // were.
  llvm::erase_if(Found, [&](report::Result &R) {
    unsigned First = R.At.Line, Last = R.At.Line;
    for (const report::Step &Step : R.Steps)
      if (Step.At.Path == R.At.Path && Step.At.Line) {
        First = std::min(First, Step.At.Line);
        Last = std::max(Last, Step.At.Line);
      }
    auto Moved = Shift.shift(First, Last);
    if (!Moved)
      return true;
    for (report::Step &Step : R.Steps)
      if (Step.At.Path == R.At.Path && Step.At.Line)
        Step.At.Line += *Moved;
    R.At.Line += *Moved;
    return false;
  });
  return Found;
}

OffCallers Program::callersOff(StringRef Database, StringRef Path,
                               StringRef Name) {
  static constexpr unsigned MaxChains = 5;
  std::lock_guard<std::mutex> Guard(Lock);
  Opened *O = open(Database);
  if (!O)
    return {};
  const std::string Real = session::realPath(Path);
  const std::string Relative = O->Root.name(Real);
  if (Relative == Real)
    return {};
  const std::string Key = (llvm::Twine(Relative) + ":" + Name).str();
  if (auto It = O->Callers.find(Key); It != O->Callers.end())
    return It->second;
  OffCallers Result;
  for (const index::FunctionInfo &F : O->Index->find(Key)) {
    const index::Chains C = index::callersOff(*O->Index, F.Id, MaxChains);
    Result.Total += C.Total;
    for (const index::Chain &Chain : C.Shown)
      Result.Chains.push_back(
          index::describe(*O->Index, Chain, /*EventAtEnd=*/false));
  }
  llvm::consumeError(O->Index->take());
  return O->Callers[Key] = std::move(Result);
}

} // namespace pvlint::lsp
