//===- RunPlan.cpp - what a whole-program run has to do again -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunPlan.h"
#include "Wire.h"
#include "batch/ExtractUnit.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "ir/binary/File.h"
#include "output/Words.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "session/StandIn.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::batch {

/// \p Root as the commands of \p Database spell its folders: one may be reached
/// by a link, and make tells where it leads.
static flow::SourceRoot asSpelledIn(StringRef Database,
                                    const flow::SourceRoot &Root) {
  std::unique_ptr<llvm::MemoryBuffer> Bytes;
  auto Spelled = [&](const std::string &Folder) {
    const std::string Real = session::realPath(Folder);
    if (Real == Folder)
      return Folder;
    if (!Bytes)
      Bytes = flow::readIfThere(Database);
    const StringRef All = Bytes ? Bytes->getBuffer() : StringRef();
    return All.contains(Folder + "/") || All.contains(Folder + "\"") ? Folder
                                                                     : Real;
  };
  if (Root.build().empty())
    return flow::SourceRoot(Spelled(Root.folder()));
  return flow::SourceRoot(Spelled(Root.folder()), Spelled(Root.build()),
                          Spelled(Root.sources()));
}

llvm::Expected<RunInputs> RunInputs::open(session::Inputs In, Shard Part,
                                          bool Quiet, flow::Digest Extraction) {
  auto Database = session::findDatabase(In.BuildPath, "");
  if (!Database)
    return Database.takeError();
  auto Root = session::sourceRoot(In);
  if (!Root)
    return Root.takeError();
  RunInputs Of;
  Of.In = std::move(In);
  Of.Root = asSpelledIn(*Database, *Root);
  Of.Part = Part;
  Of.Quiet = Quiet;
  Of.Extraction = Extraction;
  Of.Database = *Database;
  Of.Key = Of.findKey();
  return Of;
}

std::string RunInputs::folder() const {
  return path::parent_path(
             session::absolute(Database, session::currentDirectory()))
      .str();
}

std::optional<flow::Digest> RunInputs::findKey() const {
  const auto Bytes = flow::readIfThere(Database);
  if (!Bytes)
    return std::nullopt; // which read() tells
  const StringRef All = Bytes->getBuffer();
  // "@FILE" stands for what is in that file. JSON has another way to write it.
  if (All.contains('@') || All.contains("\\u"))
    return std::nullopt;
  WireWriter W;
  W.put(Extraction);
  W.put(flow::digest(All));
  W.put(Part.Index);
  W.put(Part.Count);
  W.put(Root.folder());
  W.put(Root.build());
  // Folders of commands may be relative, and compilers not be named.
  W.put(session::currentDirectory());
  W.put(session::defaultCompiler());
  return flow::digest(W.Bytes);
}

llvm::Expected<RunInput> RunInputs::read(const store::Kept *Before) const {
  RunInput Input;
  Input.Root = Root;
  if (Before && Key)
    if (const auto Bytes = Before->get(*Key)) {
      WireReader R(Bytes->getBuffer());
      for (uint64_t N = R.get<uint64_t>(); N && !R.isBroken(); --N) {
        PlannedUnit &U = Input.Units.emplace_back();
        U.Name = R.bytes().str();
        U.Key = R.get<flow::Digest>();
      }
      for (uint64_t N = R.get<uint64_t>(); N && !R.isBroken(); --N)
        Input.OtherShards.push_back(R.bytes().str());
      if (R.isAtEnd())
        return Input;
      Input.Units.clear();
      Input.OtherShards.clear();
    }

  auto Jobs = session::collectJobs(In, Quiet);
  if (!Jobs)
    return Jobs.takeError();
  Input.Jobs.emplace();
  llvm::StringMap<std::vector<flow::Digest>> Seen;
  for (session::Job &J : *Jobs) {
    PlannedUnit U;
    U.Name = Root.name(session::absolute(J.File, J.Directory));
    U.Key = unitKey(J, Root, Extraction);
    const bool Mine = llvm::xxh3_64bits(U.Name) % Part.Count == Part.Index - 1;
    // A source can be compiled in several ways.
    std::vector<flow::Digest> &Ways = Seen[U.Name];
    if (llvm::is_contained(Ways, U.Key))
      continue;
    Ways.push_back(U.Key);
    if (Ways.size() > 1)
      U.Name += " (" + std::to_string(Ways.size()) + ")";
    J.Name = U.Name;
    if (!Mine) {
      Input.OtherShards.push_back(U.Name);
      continue;
    }
    Input.Jobs->push_back(std::move(J));
    Input.Units.push_back(std::move(U));
  }
  llvm::sort(Input.OtherShards);
  return Input;
}

void RunInputs::keep(const RunInput &Input, const store::Kept &In) const {
  // It may have been written since.
  if (!Key || findKey() != Key)
    return;
  WireWriter W;
  W.put(uint64_t(Input.Units.size()));
  for (const PlannedUnit &U : Input.Units) {
    W.put(U.Name);
    W.put(U.Key);
  }
  W.put(uint64_t(Input.OtherShards.size()));
  for (const std::string &Name : Input.OtherShards)
    W.put(Name);
  In.put(*Key, W.Bytes);
}

namespace {

class Planner {
public:
  Planner(RunInput &Input, store::Store &S, store::FileTable &Files)
      : Input(Input), S(S), Files(Files) {
    Plan.Units = Input.Units;
  }

  llvm::Expected<RunPlan> run() {
    if (llvm::Error E = S.loadFiles(Files))
      return E;
    for (uint32_t I = 0; I != Plan.Units.size(); ++I)
      ByName[Plan.Units[I].Name] = I;
    if (llvm::Error E = S.eachUnit(/*WithFiles=*/true, [&](store::UnitRow &R) {
          if (auto It = ByName.find(R.Name); It != ByName.end())
            Plan.Units[It->second].Todo =
                !isUpToDate(R, Plan.Units[It->second]);
          R.Files.clear();
          R.Files.shrink_to_fit();
          Rows.push_back(std::move(R));
          return llvm::Error::success();
        }))
      return E;
    if (llvm::Error E = forgetGone())
      return E;
    if (llvm::Error E = checkPacks())
      return E;
    lookForChangedHeaders();
    for (const store::UnitRow &Row : Rows)
      if (auto It = ByName.find(Row.Name);
          It != ByName.end() && !Plan.Units[It->second].Todo) {
        ++Plan.Unchanged;
        Plan.Functions += Row.Functions;
      }
    for (uint32_t I = 0; I != Plan.Units.size(); ++I)
      if (Plan.Units[I].Todo)
        Plan.Todo.push_back(I);
    if (NumLost) {
      flow::notes() << "pvlint: warning: " << FirstLost;
      if (NumLost > 1)
        flow::notes() << ", and " << output::plural(NumLost - 1, "other file");
      flow::notes() << ": made again\n";
    }
    return std::move(Plan);
  }

private:
  RunInput &Input;
  store::Store &S;
  store::FileTable &Files;
  RunPlan Plan;
  std::vector<store::UnitRow> Rows; ///< without their files
  llvm::StringMap<uint32_t> ByName;
  unsigned NumLost = 0; ///< objects that are missing or damaged
  std::string FirstLost;

  bool isLost(flow::Digest Object) {
    llvm::Error E = S.objects().verify(Object);
    if (!E)
      return false;
    std::string Why = llvm::toString(std::move(E));
    if (!NumLost++)
      FirstLost = std::move(Why);
    return true;
  }

  llvm::Error forgetGone() {
    std::vector<std::string> Gone;
    for (const store::UnitRow &Row : Rows)
      if (!ByName.count(Row.Name) &&
          !llvm::binary_search(Input.OtherShards, Row.Name))
        Gone.push_back(Row.Name);
    return Gone.empty() ? llvm::Error::success() : S.forgetUnits(Gone);
  }

  bool isUpToDate(const store::UnitRow &Row, const PlannedUnit &Unit) {
    if (Row.Failed || Row.Key != Unit.Key)
      return false;
    for (uint32_t File : Row.Files)
      if (!Files.isUnchanged(File))
        return false;
    if (!isLost(Row.Object))
      return true;
    S.objects().remove(Row.Object); // or it would not be written again
    return false;
  }

  /// Functions of headers that are lost are found again by the units that have
  /// them.
  llvm::Error checkPacks() {
    auto Headers = S.headers();
    if (!Headers)
      return Headers.takeError();
    std::vector<flow::Digest> Lost, LostFunctions;
    for (size_t I = 0; I != Headers->size();) {
      const flow::Digest Object = (*Headers)[I].Object;
      const bool Damaged = isLost(Object);
      if (Damaged)
        Lost.push_back(Object);
      for (; I != Headers->size() && (*Headers)[I].Object == Object; ++I)
        if (Damaged)
          LostFunctions.push_back((*Headers)[I].Function);
    }
    if (Lost.empty())
      return llvm::Error::success();
    Plan.HeadersChanged = true;
    llvm::sort(LostFunctions);
    for (const store::UnitRow &Row : Rows) {
      auto It = ByName.find(Row.Name);
      if (It == ByName.end() || Plan.Units[It->second].Todo)
        continue;
      auto File = flow::FlowFile::open(S.objects().path(Row.Object));
      if (!File)
        llvm::consumeError(File.takeError());
      else if (llvm::none_of((*File)->headers(), [&](const flow::HeaderRef &H) {
                 return llvm::binary_search(LostFunctions, H.Flow);
               }))
        continue;
      Plan.Units[It->second].Todo = true;
    }
    // If this run is killed, the next one has to know.
    if (llvm::Error E = S.newHeaderTable({}))
      return E;
    std::vector<std::string> Again;
    for (const PlannedUnit &U : Plan.Units)
      if (U.Todo)
        Again.push_back(U.Name);
    if (llvm::Error E = S.invalidate(Again))
      return E;
    return S.forgetPacks(Lost);
  }

  void lookForChangedHeaders() {
    for (uint32_t I = 0; I != Files.size() && !Plan.HeadersChanged; ++I) {
      const std::string &Path = Files.row(I).Path;
      if (!Path.empty() && !ByName.count(Path) &&
          !llvm::binary_search(Input.OtherShards, Path) && Files.isCurrent(I) &&
          !Files.isUnchanged(I))
        Plan.HeadersChanged = true;
    }
  }
};

} // namespace

llvm::Expected<RunPlan> planRun(RunInput &Input, store::Store &S,
                                store::FileTable &Files) {
  return Planner(Input, S, Files).run();
}

} // namespace pvlint::batch
