//===- LinkInput.cpp - the flow files of one or many folders --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/LinkInput.h"
#include "batch/ShardMarks.h"
#include "contract/Contract.h"
#include "store/Store.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using llvm::createStringError;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::batch {

static Error lost(Error E) {
  return createStringError(llvm::toString(std::move(E)) +
                           " (extract it again: pvlint run)");
}

namespace {

/// A unit that may be in several folders, and the first that has it.
struct Found {
  const store::Store *In = nullptr;
  flow::Digest Object;
  bool Failed = false;
  std::string Error;
};

class Collector {
public:
  llvm::Expected<ProgramParts> run(llvm::ArrayRef<std::string> Folders) {
    // Which of two folders is named first in a complaint must not depend on
    // how they were given.
    std::vector<std::string> Sorted(Folders.begin(), Folders.end());
    llvm::sort(Sorted);
    Sorted.erase(llvm::unique(Sorted), Sorted.end());
    for (const std::string &Folder : Sorted)
      if (Error E = add(Folder))
        return E;
    for (auto &[Name, U] : Units) {
      if (U.Failed)
        Parts.Failed.emplace_back(Name, U.Error);
      else
        Parts.Units.push_back({Name, U.Object, U.In});
    }
    if (Units.empty())
      return createStringError("no unit in '" + llvm::join(Folders, "', '") +
                               "'");
    for (auto &[Object, In] : Packs)
      Parts.Headers.push_back({"", Object, In});
    return std::move(Parts);
  }

private:
  std::map<std::string, Found> Units;
  std::map<flow::Digest, const store::Store *> Packs;
  ProgramParts Parts;

  Error add(const std::string &Folder) {
    auto Opened = store::Store::open(Folder, store::Store::Access::Read);
    if (!Opened)
      return Opened.takeError();
    store::Store &S = **Opened;
    Parts.Stores.push_back(std::move(*Opened));
    Error E =
        S.eachUnit(/*WithFiles=*/false, [&](store::UnitRow &Row) -> Error {
          Found &Have = Units[Row.Name];
          if (Have.In && !Have.Failed && !Row.Failed &&
              Have.Object != Row.Object)
            return createStringError("'" + Row.Name + "' is not the same in '" +
                                     Have.In->folder() + "' and in '" + Folder +
                                     "': one of them is out of date");
          // One that failed on one machine may have been done on another.
          if (!Have.In || (Have.Failed && !Row.Failed))
            Have = {&S, Row.Object, Row.Failed, Row.Error};
          return Error::success();
        });
    if (E)
      return E;
    auto Objects = S.packs();
    if (!Objects)
      return Objects.takeError();
    for (flow::Digest Object : *Objects)
      Packs.try_emplace(Object, &S);
    return Error::success();
  }
};

class Opener {
public:
  llvm::Expected<LinkInput> run(const ProgramParts &Parts) {
    for (const ProgramParts::Object &U : Parts.Units) {
      auto File = open(U);
      if (!File)
        return File.takeError();
      if (!(*File)->isUnit())
        return createStringError("'" + U.In->objects().path(U.Contents) +
                                 "' is not the flow file of a unit");
      if (Error E = agree(**File, U))
        return E;
      Input.Units.push_back({U.Name, std::move(*File)});
    }
    for (const ProgramParts::Object &Pack : Parts.Headers) {
      auto File = open(Pack);
      if (!File)
        return File.takeError();
      Input.Headers.push_back(std::move(*File));
    }
    return std::move(Input);
  }

private:
  LinkInput Input;
  std::string FirstUnit, FirstFolder;

  static llvm::Expected<std::unique_ptr<flow::FlowFile>>
  open(const ProgramParts::Object &O) {
    auto Bytes = O.In->objects().get(O.Contents);
    if (!Bytes)
      return lost(Bytes.takeError());
    return flow::FlowFile::open(std::move(*Bytes));
  }

  Error agree(const flow::FlowFile &File, const ProgramParts::Object &U) {
    if (FirstUnit.empty()) {
      FirstUnit = U.Name;
      FirstFolder = U.In->folder();
      Input.ContractName = File.contractName().str();
      Input.ContractHash = File.contractHash();
      return Error::success();
    }
    const std::string Name64 =
        flow::Contract::nameOfAnyWidth(File.contractName());
    if (Name64 == flow::Contract::nameOfAnyWidth(Input.ContractName) &&
        File.contractHash() == Input.ContractHash) {
      // What is narrow beside others is not where words come from.
      if (File.contractName() == Name64)
        Input.ContractName = Name64;
      return Error::success();
    }
    auto Describe = [](StringRef Unit, StringRef Folder, StringRef Contract,
                       uint64_t Hash) {
      return ("'" + Unit + "' in '" + Folder + "' (" + Contract + ", " +
              llvm::utohexstr(Hash, /*LowerCase=*/true) + ")")
          .str();
    };
    return createStringError("extracted with different contracts: " +
                             Describe(FirstUnit, FirstFolder,
                                      Input.ContractName, Input.ContractHash) +
                             " and " +
                             Describe(U.Name, U.In->folder(),
                                      File.contractName(),
                                      File.contractHash()));
  }
};

} // namespace

llvm::Expected<ProgramParts>
ProgramParts::list(llvm::ArrayRef<std::string> Folders) {
  auto Parts = Collector().run(Folders);
  if (!Parts)
    return Parts;
  Parts->MissingShards = missingShards(Folders);
  for (const std::string &Shard : Parts->MissingShards)
    Parts->Failed.emplace_back(
        Shard, "not in these folders, or not done: run it again, or name its "
               "folder too");
  return Parts;
}

Error ProgramParts::verify() const {
  for (const auto *List : {&Units, &Headers})
    for (const Object &O : *List)
      if (Error E = O.In->objects().verify(O.Contents))
        return lost(std::move(E));
  return Error::success();
}

llvm::Expected<LinkInput> openLinkInput(const ProgramParts &Parts) {
  // With nothing to link, whatever the link would say is not why.
  if (Parts.Units.empty() && !Parts.Failed.empty()) {
    const auto &[Unit, Why] = Parts.Failed.front();
    // Clang's errors start with their place.
    const bool IsPlaced = StringRef(Why).contains(Unit + ":");
    return createStringError(
        "nothing was analysed: " + (IsPlaced ? "" : Unit + ": ") + Why +
        " (run again: pvlint run)");
  }
  return Opener().run(Parts);
}

} // namespace pvlint::batch
