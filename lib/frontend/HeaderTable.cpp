//===- HeaderTable.cpp - functions of headers whose flow is known ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/HeaderTable.h"
#include "ir/binary/File.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <mutex>

using namespace pvlint::frontend;
using llvm::StringRef;
using pvlint::flow::Digest;

uint64_t HeaderTable::Impl::functionKey(uint32_t Offset, StringRef Name) {
  // One macro can define several functions at one place.
  return (uint64_t(Offset) << 32) | (llvm::xxh3_64bits(Name) & 0xffffffff);
}

const HeaderRecord *HeaderTable::Impl::find(const Digest &File,
                                            uint64_t Function) const {
  std::shared_lock<std::shared_mutex> Reading(Lock);
  auto It = Files.find(File);
  if (It == Files.end())
    return nullptr;
  auto Found = It->second.find(Function);
  return Found == It->second.end() ? nullptr : Found->second.get();
}

const HeaderEntry *HeaderTable::Impl::find(const HeaderRecord &Record,
                                           const Digest &Variant) const {
  std::shared_lock<std::shared_mutex> Reading(Lock);
  auto It = Record.Variants.find(Variant);
  return It == Record.Variants.end() ? nullptr : It->second.get();
}

const llvm::StringMapEntry<uint32_t> *HeaderTable::Impl::name(StringRef Name) {
  return &*Names.try_emplace(Name, Names.size()).first;
}

HeaderTable::HeaderTable() : I(std::make_unique<Impl>()) {}
HeaderTable::~HeaderTable() = default;

void HeaderTable::clear() { I = std::make_unique<Impl>(); }

//===----------------------------------------------------------------------===//
// As bytes
//===----------------------------------------------------------------------===//

/// Changes when the bytes, or what decides about a variant, change.
static constexpr StringRef Magic = "pvlint headers 1\n";

namespace {

class Writer {
public:
  explicit Writer(std::string &Bytes) : OS(Bytes) {}

  void number(uint64_t N) { llvm::encodeULEB128(N, OS); }
  void text(StringRef S) {
    number(S.size());
    OS << S;
  }
  void digest(const Digest &D) {
    number(D.High);
    number(D.Low);
  }

private:
  llvm::raw_string_ostream OS;
};

/// After something unreadable everything reads as zero.
class Reader {
public:
  explicit Reader(StringRef Bytes)
      : P(Bytes.bytes_begin()), E(Bytes.bytes_end()) {}

  uint64_t number() {
    unsigned Length = 0;
    const char *Error = nullptr;
    uint64_t N = llvm::decodeULEB128(P, &Length, E, &Error);
    if (Error) {
      P = E;
      Bad = true;
      return 0;
    }
    P += Length;
    return N;
  }
  /// How many items follow, of at least one byte each.
  uint64_t count() {
    uint64_t N = number();
    if (N <= uint64_t(E - P))
      return N;
    Bad = true;
    return 0;
  }
  StringRef text() {
    uint64_t N = count();
    StringRef S(reinterpret_cast<const char *>(P), N);
    P += N;
    return S;
  }
  Digest digest() {
    Digest D;
    D.High = number();
    D.Low = number();
    return D;
  }
  bool isGood() const { return !Bad && P == E; }
  bool isBad() const { return Bad; }

private:
  const uint8_t *P, *E;
  bool Bad = false;
};

} // namespace

std::string HeaderTable::save() const {
  std::shared_lock<std::shared_mutex> Reading(I->Lock);
  std::string Body;
  {
    Writer W(Body);
    std::vector<StringRef> Names(I->Names.size());
    for (const auto &Name : I->Names)
      Names[Name.second] = Name.first();
    W.number(Names.size());
    for (StringRef Name : Names)
      W.text(Name);
    W.number(I->Flows.size());
    for (const Digest &D : I->Flows)
      W.digest(D);
    W.number(I->Files.size());
    for (const auto &[Key, File] : I->Files) {
      W.digest(Key);
      W.number(File.size());
      for (const auto &[Function, Record] : File) {
        W.number(Function);
        W.number(Record->Text.Begin);
        W.number(Record->Text.End);
        W.number(Record->Text.Opaque);
        W.number(Record->Text.Identifiers.size());
        for (const auto *Name : Record->Text.Identifiers)
          W.number(Name->second);
        W.number(Record->Variants.size());
        for (const auto &[Variant, Entry] : Record->Variants) {
          W.digest(Variant);
          W.digest(Entry->Flow);
          W.number(Entry->NoCfg);
          W.number(Entry->Mentions.size());
          for (const HeaderEntry::Mention &M : Entry->Mentions) {
            W.text(M.Name);
            W.number(M.ByAddress);
          }
        }
      }
    }
  }
  return Magic.str() + flow::digest(Body).hex() + Body;
}

void HeaderTable::load(StringRef Bytes) {
  if (!Bytes.consume_front(Magic) || Bytes.size() < 32 ||
      Bytes.take_front(32) != flow::digest(Bytes.drop_front(32)).hex())
    return;
  Reader R(Bytes.drop_front(32));
  // Into a table of its own first: all of it or nothing.
  std::vector<StringRef> Names(R.count());
  for (StringRef &Name : Names)
    Name = R.text();
  std::vector<Digest> Flows(R.count());
  for (Digest &D : Flows)
    D = R.digest();
  struct Loaded {
    Digest File;
    uint64_t Function;
    HeaderRecord Record;
    std::vector<uint64_t> Identifiers;
  };
  std::vector<Loaded> All;
  for (uint64_t F = R.count(); F && !R.isBad(); --F) {
    const Digest File = R.digest();
    for (uint64_t N = R.count(); N && !R.isBad(); --N) {
      Loaded &L = All.emplace_back();
      L.File = File;
      L.Function = R.number();
      L.Record.Text.Begin = R.number();
      L.Record.Text.End = R.number();
      L.Record.Text.Opaque = R.number();
      L.Identifiers.resize(R.count());
      for (uint64_t &Id : L.Identifiers)
        if ((Id = R.number()) >= Names.size())
          return;
      for (uint64_t V = R.count(); V && !R.isBad(); --V) {
        const Digest Variant = R.digest();
        auto Entry = std::make_unique<HeaderEntry>();
        Entry->Flow = R.digest();
        Entry->NoCfg = R.number();
        Entry->Mentions.resize(R.count());
        for (HeaderEntry::Mention &M : Entry->Mentions) {
          M.Name = R.text().str();
          M.ByAddress = R.number();
        }
        L.Record.Variants[Variant] = std::move(Entry);
      }
    }
  }
  if (!R.isGood())
    return;

  std::unique_lock<std::shared_mutex> Writing(I->Lock);
  I->Flows.insert(Flows.begin(), Flows.end());
  for (Loaded &L : All) {
    auto &Record = I->Files[L.File][L.Function];
    if (!Record) {
      Record = std::make_unique<HeaderRecord>();
      Record->Text = L.Record.Text;
      for (uint64_t Id : L.Identifiers)
        Record->Text.Identifiers.push_back(I->name(Names[Id]));
    }
    for (auto &[Variant, Entry] : L.Record.Variants)
      Record->Variants.try_emplace(Variant, std::move(Entry));
  }
}
