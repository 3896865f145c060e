//===- Documents.cpp - what is open in the editor -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Documents.h"
#include <malloc.h>

using llvm::StringRef;
using Clock = std::chrono::steady_clock;

namespace pvlint::lsp {

Documents::Documents(Listener &L, const Settings &O)
    : L(L), Current(std::make_shared<Settings>(O)), Commands(O.BuildPath),
      Whole([this](StringRef Why) { this->L.note(Why); }) {
  // Each thread's own arena would keep what a large parse once needed.
  ::mallopt(M_ARENA_MAX, 2);
  unsigned Count = O.Threads ? O.Threads : std::thread::hardware_concurrency();
  for (unsigned I = 0; I != std::clamp(Count, 1u, 8u); ++I)
    Threads.emplace_back([this] { work(); });
}

Documents::~Documents() { stop(); }

void Documents::stop() {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Stopping = true;
    for (auto &Entry : Known)
      if (Entry.second->Cancelled)
        *Entry.second->Cancelled = true;
  }
  Wake.notify_all();
  for (std::thread &T : Threads)
    T.join();
  Threads.clear();
  std::unique_lock<std::mutex> Guard(Lock);
  std::vector<std::shared_ptr<Document>> All;
  for (auto &Entry : Known)
    All.push_back(Entry.second);
  for (auto &D : All)
    answer(Guard, *D, nullptr);
}

/// Call with the lock held.
void Documents::schedule(Document &D, bool Now) {
  D.IsDirty = true;
  D.Latest.reset();
  D.Due = Clock::now() + (Now ? std::chrono::milliseconds(0) : Pause);
  if (D.Cancelled)
    *D.Cancelled = true;
  Wake.notify_all();
}

void Documents::open(std::string Path, std::string Uri, int64_t Version,
                     std::string Contents) {
  std::lock_guard<std::mutex> Guard(Lock);
  std::shared_ptr<Document> &D = Known[Path];
  if (!D) {
    D = std::make_shared<Document>();
    D->Unit = std::make_unique<LiveUnit>();
  }
  D->Path = std::move(Path);
  D->Uri = std::move(Uri);
  D->Version = Version;
  D->Contents = std::make_shared<Text>(std::move(Contents));
  schedule(*D, /*Now=*/true);
}

bool Documents::change(StringRef Path, int64_t Version,
                       llvm::function_ref<void(Text &)> Edit) {
  std::lock_guard<std::mutex> Guard(Lock);
  auto It = Known.find(Path);
  if (It == Known.end())
    return false;
  Document &D = *It->second;
  auto New = std::make_shared<Text>(*D.Contents);
  Edit(*New);
  D.Contents = std::move(New);
  D.Version = Version;
  schedule(D, /*Now=*/false);
  return true;
}

void Documents::close(StringRef Path) {
  std::unique_lock<std::mutex> Guard(Lock);
  auto It = Known.find(Path);
  if (It == Known.end())
    return;
  std::shared_ptr<Document> D = It->second;
  D->IsClosed = true;
  D->IsDirty = false;
  if (D->Cancelled)
    *D->Cancelled = true;
  Known.erase(It);
  L.publish(*D, nullptr);
  answer(Guard, *D, nullptr);
  // A worker that is still at it drops the rest.
  Guard.unlock();
  D.reset();
  ::malloc_trim(0);
}

void Documents::analyseAll() {
  std::lock_guard<std::mutex> Guard(Lock);
  for (auto &Entry : Known)
    schedule(*Entry.second, /*Now=*/true);
}

void Documents::analyseAll(const Settings &O) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Current = std::make_shared<Settings>(O);
  }
  analyseAll();
}

void Documents::ask(StringRef Path, Document::Question Q) {
  std::unique_lock<std::mutex> Guard(Lock);
  auto It = Known.find(Path);
  std::shared_ptr<const Snapshot> S;
  if (It != Known.end() && !Stopping) {
    Document &D = *It->second;
    D.LastUse = ++Uses;
    if (!D.Latest) {
      D.Waiting.push_back(std::move(Q));
      if (!D.IsDirty && !D.IsRunning)
        schedule(D, /*Now=*/true); // it was dropped
      return;
    }
    S = D.Latest;
  }
  Guard.unlock();
  Q(std::move(S));
}

/// Answers what waits for \p D, without the lock.
void Documents::answer(std::unique_lock<std::mutex> &Guard, Document &D,
                       std::shared_ptr<const Snapshot> S) {
  std::vector<Document::Question> Questions = std::move(D.Waiting);
  D.Waiting.clear();
  if (Questions.empty())
    return;
  Guard.unlock();
  const std::shared_ptr<const Snapshot> Shown = std::move(S);
  for (Document::Question &Q : Questions)
    Q(Shown);
  Guard.lock();
}

void Documents::work() {
  std::unique_lock<std::mutex> Guard(Lock);
  while (!Stopping) {
    std::shared_ptr<Document> First;
    for (auto &Entry : Known) {
      Document &D = *Entry.second;
      if (D.IsDirty && !D.IsRunning && (!First || D.Due < First->Due))
        First = Entry.second;
    }
    if (!First) {
      Wake.wait(Guard);
      continue;
    }
    if (const auto Due = First->Due; Due > Clock::now()) {
      Wake.wait_until(Guard, Due);
      continue;
    }
    analyse(Guard, First);
  }
}

void Documents::analyse(std::unique_lock<std::mutex> &Guard,
                        const std::shared_ptr<Document> &D) {
  D->IsDirty = false;
  D->IsRunning = true;
  D->LastUse = ++Uses;
  auto Cancelled = std::make_shared<std::atomic<bool>>(false);
  D->Cancelled = Cancelled;
  const std::shared_ptr<const Settings> O = Current;
  const std::shared_ptr<const Text> Contents = D->Contents;
  const int64_t Version = D->Version;
  const std::string Path = D->Path;
  Guard.unlock();

  CompileCommands::Answer How = Commands.find(Path);
  std::shared_ptr<Snapshot> Done;
  bool IsAlone = How.InUnit.has_value();
  auto Publish = [&](std::shared_ptr<Snapshot> S) {
    if (IsAlone && S->Report.Failed)
      return; // what comes before it is missing
    IsAlone = false;
    S->Database = How.Database;
    if (!S->Report.Failed)
      addFromProgram(*S, Path, *O);
    std::lock_guard<std::mutex> Locked(Lock);
    if (!*Cancelled)
      L.publish(*D, S.get());
    Done = std::move(S);
  };
  auto Answer = [&] {
    Guard.lock();
    if (!*Cancelled) {
      D->Latest = Done;
      answer(Guard, *D, Done);
    }
    Guard.unlock();
  };
  if (!How.How) {
    auto S = std::make_shared<Snapshot>();
    S->Version = Version;
    S->Contents = Contents;
    S->Report.Failed = true;
    L.problem(*D, How.Problem);
    Publish(std::move(S));
    Answer();
  } else {
    const LiveUnit::Request R{*How.How, *O, Contents, Version, *Cancelled};
    bool Finished = D->Unit->analyse(R, Publish);
    if (Finished && IsAlone) {
      IsAlone = false;
      Finished = LiveUnit().analyse(
          {*How.InUnit, *O, Contents, Version, *Cancelled}, Publish);
    }
    if (Finished)
      Answer();
    if (!D->Unit->isPrepared() && !D->IsClosed)
      D->Unit->prepare(R);
  }
  Done.reset();

  Guard.lock();
  D->IsRunning = false;
  if (D->Cancelled == Cancelled)
    D->Cancelled.reset();
  if (D->IsDirty)
    Wake.notify_all();
  dropOldest();
}

/// What the file alone shows is shown as it is now.
void Documents::addFromProgram(Snapshot &S, StringRef Path, const Settings &O) {
  for (report::Result &R : Whole.findings(S.Database, Path, *S.Contents)) {
    if (R.Severity > O.Select.Show || !O.Select.Checks.allows(R.Check) ||
        llvm::any_of(S.Report.Findings, [&](const session::UnitFinding &F) {
          return F.Result.Check == R.Check && F.Result.At == R.At;
        }))
      continue;
    S.FromProgram.push_back(std::move(R));
  }
}

/// Call with the lock held.
void Documents::dropOldest() {
  bool Dropped = false;
  for (;;) {
    unsigned Prepared = 0;
    size_t Bytes = 0;
    Document *Oldest = nullptr;
    for (auto &Entry : Known) {
      Document &D = *Entry.second;
      if (D.IsRunning || !D.Unit->isPrepared())
        continue;
      ++Prepared;
      Bytes += D.Unit->size();
      if (!D.IsDirty && (!Oldest || D.LastUse < Oldest->LastUse))
        Oldest = &D;
    }
    if (!Oldest || Prepared <= 1 ||
        (Prepared <= MaxPrepared && Bytes <= MaxPreparedBytes))
      break;
    Oldest->Unit = std::make_unique<LiveUnit>();
    Oldest->Latest.reset();
    Dropped = true;
  }
  if (Dropped)
    ::malloc_trim(0);
}

} // namespace pvlint::lsp
