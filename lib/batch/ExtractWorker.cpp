//===- ExtractWorker.cpp - units extracted in another process -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExtractWorker.h"
#include "Wire.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::batch {

std::string ExtractAnswer::encode() const {
  WireWriter W;
  W.put(Failed);
  W.put(Error);
  W.put(Seconds);
  W.put(Functions);
  W.put(Unit);
  W.put(Pack);
  W.put(ContractName);
  W.put(uint64_t(Headers.size()));
  for (const flow::Digest &D : Headers)
    W.put(D);
  W.put(uint64_t(NewFiles.size()));
  for (const auto &F : NewFiles) {
    W.put(F.Path);
    W.put(F.Contents);
  }
  W.put(uint64_t(Files.size()));
  for (uint32_t F : Files)
    W.put(F);
  W.put(Table);
  return std::move(W.Bytes);
}

ExtractAnswer ExtractAnswer::decode(llvm::StringRef Bytes) {
  WireReader R(Bytes);
  ExtractAnswer A;
  A.Failed = R.get<bool>();
  A.Error = R.bytes().str();
  A.Seconds = R.get<double>();
  A.Functions = R.get<unsigned>();
  A.Unit = R.bytes().str();
  A.Pack = R.bytes().str();
  A.ContractName = R.bytes().str();
  for (uint64_t N = R.get<uint64_t>(); N && !R.isBroken(); --N)
    A.Headers.push_back(R.get<flow::Digest>());
  for (uint64_t N = R.get<uint64_t>(); N && !R.isBroken(); --N) {
    auto &F = A.NewFiles.emplace_back();
    F.Path = R.bytes().str();
    F.Contents = R.get<flow::Digest>();
  }
  for (uint64_t N = R.get<uint64_t>(); N && !R.isBroken(); --N)
    A.Files.push_back(R.get<uint32_t>());
  A.Table = R.bytes().str();
  if (R.isBroken()) {
    A = {};
    A.Failed = true;
    A.Error = "the analysis crashed";
  }
  return A;
}

std::string ExtractWorker::work(uint32_t Task) {
  ExtractAnswer A;
  if (Task == SendTable) {
    A.Table = Headers.save();
    return A.encode();
  }
  ExtractedUnit U = extractUnit(Jobs[Task], Root, ContractFiles, Headers);
  A.Failed = U.Failed;
  A.Error = std::move(U.Error);
  A.Seconds = U.Seconds;
  A.Functions = U.Functions;
  A.Unit = std::move(U.Bytes);
  std::vector<flow::HeaderFunction> &New = U.All.NewHeaders;
  if (!New.empty()) {
    llvm::sort(New,
               [](const auto &X, const auto &Y) { return X.Flow < Y.Flow; });
    New.erase(llvm::unique(New, [](const auto &X,
                                   const auto &Y) { return X.Flow == Y.Flow; }),
              New.end());
    std::vector<unsigned> All(New.size());
    for (unsigned I = 0; I != New.size(); ++I) {
      All[I] = I;
      A.Headers.push_back(New[I].Flow);
    }
    A.ContractName = U.All.Unit.ContractName;
    A.Pack = packHeaders(New, All, *U.All.Contract, U.All.Unit.ContractName,
                         U.All.Unit.ContractHash);
  }
  for (const auto &File : U.All.Dependencies) {
    // One that is edited meanwhile has two names.
    auto [It, IsNew] =
        Named.try_emplace(File.Path + '\n' + File.Contents.hex(), Named.size());
    if (IsNew)
      A.NewFiles.push_back(File);
    A.Files.push_back(It->second);
  }
  if (!New.empty() && ++SinceTable >= TableEvery) {
    SinceTable = 0;
    A.Table = Headers.save();
  }
  return A.encode();
}

} // namespace pvlint::batch
