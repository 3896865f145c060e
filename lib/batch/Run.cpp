//===- Run.cpp - extract all units of a database --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/Run.h"
#include "ExtractWorker.h"
#include "Interrupt.h"
#include "Progress.h"
#include "RunPlan.h"
#include "batch/ShardMarks.h"
#include "ir/Notes.h"
#include "ir/binary/File.h"
#include "output/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

using llvm::Error;
using llvm::StringRef;

namespace pvlint::batch {
namespace {

/// Units that are being worked on at ^C are waited for, but not longer.
constexpr std::chrono::seconds GraceAfterInterrupt(10);

class WholeRun {
public:
  WholeRun(const RunOptions &O, const RunInputs &Source, RunInput &Input,
           flow::Digest Extraction, store::Store &S)
      : O(O), Source(Source), Input(Input), Extraction(Extraction), S(S),
        Files(Input.Root) {}

  /// Everything but the link. An error is one that stops all.
  Error run() {
    auto Planned = planRun(Input, S, Files);
    if (!Planned)
      return Planned.takeError();
    Plan = std::move(*Planned);
    if (!Plan.Todo.empty() && !Input.Jobs)
      if (Error E = readJobs())
        return E;
    Functions = Plan.Functions;
    Bar = std::make_unique<Progress>(Plan.Todo.size(), O.Quiet);
    if (!Plan.Todo.empty()) {
      if (Error E = loadHeaderTable())
        return E;
      Error E = extractAll();
      Bar->clear();
      if (E)
        return E;
    }
    if (Stopped)
      return Error::success();
    auto Removed = S.collect();
    if (!Removed)
      return Removed.takeError();
    Collected = *Removed;
    return Error::success();
  }

  bool wasStopped() const { return Stopped; }
  output::UnitFailures failures() {
    llvm::sort(Failures); // workers finish in any order
    return Failures;
  }

  void printSummary() {
    const unsigned Done = Recorded + Plan.Unchanged;
    if (!O.Quiet) {
      auto Headers = S.numHeaders();
      flow::notes() << "pvlint: " << output::plural(Done, "unit");
      if (Done != Plan.Units.size())
        flow::notes() << " of " << Plan.Units.size();
      flow::notes() << " (" << Plan.Unchanged << " unchanged, "
                    << Failures.size() << " failed), "
                    << output::plural(Functions, "function");
      if (Headers)
        flow::notes() << ", " << output::plural(*Headers, "header function");
      else
        llvm::consumeError(Headers.takeError());
      if (Collected)
        flow::notes() << ", " << output::plural(Collected, "stale object")
                      << " removed";
      flow::notes() << ", " << describeTime(Bar->seconds()) << '\n';
    }
  }

private:
  const RunOptions &O;
  const RunInputs &Source;
  RunInput &Input;
  const flow::Digest Extraction;
  store::Store &S;
  store::FileTable Files;
  RunPlan Plan;
  frontend::HeaderTable Headers;
  std::unique_ptr<Progress> Bar;
  bool Stopped = false;
  unsigned Recorded = 0, Functions = 0, Collected = 0;
  output::UnitFailures Failures;

  /// What the parent knows of a worker.
  struct Peer {
    unsigned Incarnation = 0;
    /// By the worker's indices.
    std::vector<frontend::Extraction::Dependency> Files;
    uint32_t Task = 0;
    bool HasNews = false; ///< its header table grew
  };
  std::vector<Peer> Peers;

  /// There is something to do: now commands are needed.
  Error readJobs() {
    auto Read = Source.read(nullptr);
    if (!Read)
      return Read.takeError();
    const bool IsSame = Read->Units == Input.Units;
    Input = std::move(*Read);
    if (IsSame)
      return Error::success();
    // Somebody has written another database meanwhile.
    Files = store::FileTable(Input.Root);
    auto Planned = planRun(Input, S, Files);
    if (!Planned)
      return Planned.takeError();
    Plan = std::move(*Planned);
    return Error::success();
  }

  Error loadHeaderTable() {
    auto Tables = S.headerTables(Extraction);
    if (!Tables)
      return Tables.takeError();
    if (Tables->empty() || Plan.HeadersChanged)
      return S.newHeaderTable(Extraction);
    for (const std::string &Bytes : *Tables)
      Headers.load(Bytes);
    return Error::success();
  }

  Error extractAll() {
    unsigned Workers =
        O.Workers ? O.Workers
                  : llvm::hardware_concurrency().compute_thread_count();
    Workers = std::min<size_t>(Workers, Plan.Todo.size());
    Peers.resize(Workers);
    Interrupt Signals;
    WorkerPool Pool(
        Workers,
        [this] {
          return std::make_unique<ExtractWorker>(*Input.Jobs, Input.Root,
                                                 O.ContractFiles, Headers);
        },
        std::chrono::seconds(O.UnitTimeout));
    size_t Next = 0;
    auto Feed = [&](unsigned Slot) -> Error {
      if (Stopped || Next == Plan.Todo.size())
        return Error::success();
      Peers[Slot].Task = Plan.Todo[Next];
      Error E = Pool.give(Slot, Peers[Slot].Task);
      if (!E) {
        ++Next;
        return Error::success();
      }
      if (!Pool.anyBusy())
        return E;
      llvm::consumeError(std::move(E)); // fewer do it, too
      return Error::success();
    };
    for (unsigned I = 0; I != Workers; ++I)
      if (Error E = Feed(I))
        return E;
    WorkerPool::Clock::time_point GiveUp;
    while (Pool.anyBusy()) {
      WorkerPool::Event E =
          Pool.wait(std::chrono::milliseconds(200), Signals.wakeFd());
      if (E.K != WorkerPool::Event::Nothing) {
        Error Starts = Feed(E.Slot); // first: what it has sent can wait
        if (Error Failed = llvm::joinErrors(take(E), std::move(Starts)))
          return Failed;
      }
      if (Interrupt::count()) {
        Signals.drain();
        if (!Stopped) {
          Stopped = true;
          GiveUp = WorkerPool::Clock::now() + GraceAfterInterrupt;
        }
        if (Interrupt::count() > 1 || WorkerPool::Clock::now() >= GiveUp)
          return Error::success();
      }
      Bar->update(Recorded, Failures.size(), current(Pool));
    }
    return saveHeaderTable(Pool);
  }

  StringRef current(const WorkerPool &Pool) const {
    for (unsigned I = 0; I != Pool.size(); ++I)
      if (!Pool.isIdle(I))
        return Plan.Units[Peers[I].Task].Name;
    return "";
  }

  Error take(WorkerPool::Event &E) {
    Peer &P = Peers[E.Slot];
    if (P.Incarnation != E.Incarnation) {
      P.Incarnation = E.Incarnation;
      P.Files.clear();
      P.HasNews = false;
    }
    ExtractAnswer A;
    if (E.K == WorkerPool::Event::Answer) {
      A = ExtractAnswer::decode(E.Bytes);
    } else {
      A.Failed = true;
      A.Error = E.Bytes;
    }
    for (auto &File : A.NewFiles)
      P.Files.push_back(std::move(File));
    P.HasNews |= !A.Headers.empty();
    if (Error Failed = record(E.Task, A, P))
      return Failed;
    if (!A.Table.empty())
      return S.saveHeaderTable(1 + E.Slot, A.Table);
    return Error::success();
  }

  Error record(uint32_t Task, const ExtractAnswer &A, const Peer &P) {
    store::UnitRow Row;
    Row.Name = Plan.Units[Task].Name;
    Row.Key = Plan.Units[Task].Key;
    Row.Failed = A.Failed;
    Row.Error = A.Error;
    Row.Functions = A.Functions;
    Row.Seconds = A.Seconds;
    ++Recorded;
    if (A.Failed) {
      Failures.emplace_back(Row.Name, A.Error);
    } else {
      Functions += A.Functions;
      auto Object = S.objects().put(A.Unit);
      if (!Object)
        return Object.takeError();
      Row.Object = *Object;
    }
    for (uint32_t File : A.Files)
      if (File < P.Files.size())
        Row.Files.push_back(
            Files.index(P.Files[File].Path, P.Files[File].Contents));
    llvm::sort(Row.Files);
    Row.Files.erase(llvm::unique(Row.Files), Row.Files.end());
    return S.transaction([&] {
      return S.record(
          Row, A.Headers,
          [&](llvm::ArrayRef<unsigned> Missing) -> llvm::Expected<std::string> {
            if (Missing.size() == A.Headers.size())
              return A.Pack;
            return repackHeaders(A.Pack, Missing, A.ContractName,
                                 O.ContractFiles);
          },
          Files);
    });
  }

  Error saveHeaderTable(WorkerPool &Pool) {
    bool News = false;
    for (unsigned I = 0; I != Pool.size(); ++I) {
      if (!Peers[I].HasNews || !Pool.isStarted(I))
        continue;
      if (Error E = Pool.give(I, ExtractWorker::SendTable))
        return E;
      while (!Pool.isIdle(I)) {
        WorkerPool::Event E = Pool.wait(std::chrono::milliseconds(1000), -1);
        if (E.K == WorkerPool::Event::Answer) {
          Headers.load(ExtractAnswer::decode(E.Bytes).Table);
          News = true;
        }
      }
    }
    return News ? S.saveHeaderTable(0, Headers.save()) : Error::success();
  }
};

std::string outputFolder(const RunOptions &O, StringRef Build) {
  llvm::SmallString<128> Path(O.Output);
  if (Path.empty()) {
    Path = Build;
    llvm::sys::path::append(Path, ".pvlint");
  }
  return Path.str().str();
}

} // namespace

llvm::Expected<RunResult> extractAll(const RunOptions &O) {
  const flow::Digest Extraction = extractionKey(O.ContractFiles);
  session::Inputs In;
  In.BuildPath = O.BuildPath;
  In.Root = O.Root;
  auto Source = RunInputs::open(std::move(In), O.Part, O.Quiet, Extraction);
  if (!Source)
    return Source.takeError();
  RunResult Result;
  Result.Folder = outputFolder(O, Source->folder());
  const store::Kept Plans(Result.Folder, "plan");
  auto Input = Source->read(&Plans);
  if (!Input)
    return Input.takeError();
  auto S = store::Store::open(Result.Folder, store::Store::Access::Own);
  if (!S)
    return S.takeError();
  if (Input->Jobs)
    Source->keep(*Input, Plans);
  const auto [Index, Count] = O.Part;
  if (Error E = markShard(Result.Folder, Index, Count, false))
    return E;
  initializeExtraction();
  WholeRun Run(O, *Source, *Input, Extraction, **S);
  if (Error E = Run.run())
    return E;
  Run.printSummary();
  if (Run.wasStopped())
    Result.StoppedBy = Interrupt::signal();
  Result.Failures = Run.failures();
  if (Count > 1 && !Result.StoppedBy)
    if (Error E = markShard(Result.Folder, Index, Count, true))
      return E;
  return Result;
}

} // namespace pvlint::batch
