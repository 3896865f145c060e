//===- FileReader.cpp - reads flow files ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file is checked once, when it is opened: the checksum finds accidents, the
// verifier of FlatBuffers looks at offsets and sizes, and checkIndex() at what
// the schema cannot say, that numbers of names and positions lie in range. What
// is handed out later needs no check but the body's.
//
//===----------------------------------------------------------------------===//

#include "File_generated.h"
#include "ir/ReadFile.h"
#include "ir/binary/Body.h"
#include "ir/binary/File.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace pvlint::flow;
using llvm::StringRef;
using llvm::Twine;

namespace {

constexpr uint32_t AllFlags = FunctionEntry::Native * 2 - 1;

llvm::Error refuse(StringRef Name, const Twine &Why) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 Name + ": " + Why);
}

llvm::Error refuseDamaged(StringRef Name, const Twine &What) {
  return refuse(Name, "the flow file is truncated or damaged (" + What +
                          "); delete it and run 'pvlint run' again");
}

Digest digestFrom(const fb::FlowDigest &D) {
  return {uint64_t(D.high_high()) << 32 | D.high_low(),
          uint64_t(D.low_high()) << 32 | D.low_low()};
}

/// \p Kind is in range.
PointerNode node(unsigned Kind, StringRef Name, uint32_t Index) {
  PointerNode N;
  N.K = PointerNode::Kind(Kind & 7);
  N.IsStatic = (Kind & 8) != 0;
  N.Name = Name.str();
  N.Index = Index;
  return N;
}

} // namespace

struct FlowFile::Impl {
  std::unique_ptr<llvm::MemoryBuffer> Bytes;
  const fb::File *File = nullptr;

  uint32_t numStrings() const { return File->starts()->size() - 1; }
  StringRef string(uint32_t I) const {
    const auto *Starts = File->starts();
    uint32_t Begin = Starts->Get(I), End = Starts->Get(I + 1);
    return {reinterpret_cast<const char *>(File->text()->data()) + Begin,
            End - Begin};
  }
  const fb::FlowFunction &entry(unsigned I) const {
    return *File->functions()->Get(I);
  }
  /// The end of what function \p I has of a vector of \p Size elements.
  uint32_t end(unsigned I, uint32_t (fb::FlowFunction::*First)() const,
               uint32_t Size) const {
    return I + 1 < File->functions()->size() ? (entry(I + 1).*First)() : Size;
  }
  PointerFlow pointer(const fb::Pointer &P) const {
    PointerFlow F;
    F.From = node(P.kinds() & 15, string(P.from_name()), P.from_index());
    F.To = node(P.kinds() >> 4, string(P.to_name()), P.to_index());
    F.Object = string(P.object()).str();
    return F;
  }
  /// Null, or what is wrong.
  const char *checkIndex() const;
};

const char *FlowFile::Impl::checkIndex() const {
  const auto *Starts = File->starts();
  const auto *Text = File->text();
  const auto *Functions = File->functions();
  if (!File->tool() || !File->contract() || !File->source() || !Text ||
      !Starts || !File->files() || !Functions || !File->callees() ||
      !File->members() || !File->pointers() || !File->bodies() ||
      !File->digests() || !File->headers() || !File->unit_pointers() ||
      !File->aliases() || !File->static_variables() || !File->given_up() ||
      !File->marks() || !File->annotations())
    return "a part is missing";

  if (Starts->size() == 0 || Starts->Get(0) != 0 ||
      Starts->Get(Starts->size() - 1) != Text->size())
    return "the names";
  for (uint32_t I = 1; I < Starts->size(); ++I)
    if (Starts->Get(I - 1) > Starts->Get(I))
      return "the names";

  uint32_t Strings = numStrings();
  auto AreNames = [&](const flatbuffers::Vector<uint32_t> *V) {
    return llvm::all_of(*V, [&](uint32_t I) { return I < Strings; });
  };
  if (!AreNames(File->files()) || !AreNames(File->callees()) ||
      !AreNames(File->members()) || !AreNames(File->static_variables()))
    return "a list of names";

  auto ArePointers = [&](const flatbuffers::Vector<const fb::Pointer *> *V) {
    return llvm::all_of(*V, [&](const fb::Pointer *P) {
      return P->from_name() < Strings && P->to_name() < Strings &&
             P->object() < Strings && P->kinds() < 256 &&
             (P->kinds() & 7) <= PointerNode::Local &&
             (P->kinds() >> 4 & 7) <= PointerNode::Local;
    });
  };
  if (!ArePointers(File->pointers()) || !ArePointers(File->unit_pointers()))
    return "the pointers";

  fb::FlowFunction Before;
  for (const fb::FlowFunction *F : *Functions) {
    if (F->name() >= Strings || F->flags() > AllFlags ||
        (F->line() != 0 && F->file() >= File->files()->size()) ||
        F->callees() < Before.callees() || F->members() < Before.members() ||
        F->pointers() < Before.pointers() || F->body() < Before.body())
      return "the list of functions";
    Before = *F;
  }
  if (Before.callees() > File->callees()->size() ||
      Before.members() > File->members()->size() ||
      Before.pointers() > File->pointers()->size() ||
      Before.body() > File->bodies()->size())
    return "the list of functions";
  if (File->digests()->size() != (File->is_unit() ? 0 : Functions->size()))
    return "the digests";
  if (llvm::any_of(*File->headers(), [&](const fb::Reference *R) {
        return R->name() >= Strings;
      }))
    return "the functions of headers";
  if (llvm::any_of(*File->aliases(), [&](const fb::FlowAlias *A) {
        return A->name() >= Strings || A->target() >= Strings || A->flags() > 3;
      }))
    return "the aliases";
  if (llvm::any_of(*File->given_up(),
                   [&](const fb::Count *G) { return G->what() >= Strings; }))
    return "what was given up";
  const uint32_t Files = File->files()->size();
  if (llvm::any_of(*File->marks(), [&](const fb::FlowMark *M) {
        return M->text() >= Strings || M->file() >= Files || M->line() == 0 ||
               M->flags() > 1;
      }))
    return "the comments";
  if (llvm::any_of(*File->annotations(), [&](const fb::FlowAnnotation *A) {
        return A->function() >= Strings || A->text() >= Strings ||
               A->file() >= Files || A->line() == 0;
      }))
    return "the annotations";
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

FlowFile::FlowFile(std::unique_ptr<Impl> I) : I(std::move(I)) {}
FlowFile::~FlowFile() = default;

llvm::Expected<std::unique_ptr<FlowFile>> FlowFile::open(StringRef Path) {
  auto Bytes = readFile(Path, Pipes::Refused);
  if (!Bytes)
    return refuse(Path, "cannot read it: " + toString(Bytes.takeError()));
  return open(std::move(*Bytes));
}

llvm::Expected<std::unique_ptr<FlowFile>>
FlowFile::open(std::unique_ptr<llvm::MemoryBuffer> Bytes) {
  constexpr size_t MinSize = 8 + ChecksumSize; // an offset, the identifier
  StringRef Name = Bytes->getBufferIdentifier();
  if (!llvm::isAddrAligned(llvm::Align(8), Bytes->getBufferStart()))
    Bytes = llvm::MemoryBuffer::getMemBufferCopy(Bytes->getBuffer(), Name);
  Name = Bytes->getBufferIdentifier();
  size_t Size = Bytes->getBufferSize();
  if (Size < MinSize || !fb::FileBufferHasIdentifier(Bytes->getBufferStart()))
    return refuse(Name, "not a flow file");
  if (Size >= FLATBUFFERS_MAX_BUFFER_SIZE)
    return refuse(Name, "the flow file is larger than 2 GiB");
  const auto *Data = reinterpret_cast<const uint8_t *>(Bytes->getBufferStart());

  // The schema has vectors of plain data only, so there is one table.
  flatbuffers::Verifier::Options Limits;
  Limits.max_depth = 4;
  Limits.max_tables = 4;
  if (!flatbuffers::Verifier(Data, Size, Limits).VerifyBuffer<fb::Head>())
    return refuseDamaged(Name, "its first part");
  uint32_t Version = flatbuffers::GetRoot<fb::Head>(Data)->version();
  if (Version != FileVersion)
    return refuse(Name, "was written by another version of pvlint (format " +
                            Twine(Version) + ", this one reads " +
                            Twine(FileVersion) + "); run 'pvlint run' again");
  Size -= std::min(Size, ChecksumSize);
  if (llvm::support::endian::read64le(Data + Size) !=
      llvm::xxh3_64bits(llvm::ArrayRef<uint8_t>(Data, Size)))
    return refuseDamaged(Name, "its checksum");
  flatbuffers::Verifier All(Data, Size, Limits);
  if (!fb::VerifyFileBuffer(All))
    return refuseDamaged(Name, "its structure");

  auto I = std::make_unique<Impl>();
  I->File = fb::GetFile(Data);
  if (const char *Wrong = I->checkIndex())
    return refuseDamaged(Name, Wrong);
  I->Bytes = std::move(Bytes);
  return std::unique_ptr<FlowFile>(new FlowFile(std::move(I)));
}

//===----------------------------------------------------------------------===//
// The index
//===----------------------------------------------------------------------===//

static StringRef text(const flatbuffers::String *S) {
  return {S->c_str(), S->size()};
}

StringRef FlowFile::path() const { return I->Bytes->getBufferIdentifier(); }
bool FlowFile::isUnit() const { return I->File->is_unit(); }
StringRef FlowFile::source() const { return text(I->File->source()); }
StringRef FlowFile::contractName() const { return text(I->File->contract()); }
uint64_t FlowFile::contractHash() const { return I->File->contract_hash(); }
StringRef FlowFile::toolVersion() const { return text(I->File->tool()); }
size_t FlowFile::size() const { return I->Bytes->getBufferSize(); }

unsigned FlowFile::numFiles() const { return I->File->files()->size(); }
StringRef FlowFile::file(uint32_t Index) const {
  if (Index >= numFiles())
    return "";
  return I->string(I->File->files()->Get(Index));
}

unsigned FlowFile::numNames() const { return I->numStrings(); }
StringRef FlowFile::name(uint32_t Number) const { return I->string(Number); }

unsigned FlowFile::numFunctions() const { return I->File->functions()->size(); }

FunctionEntry FlowFile::function(unsigned Index) const {
  const fb::FlowFunction &F = I->entry(Index);
  FunctionEntry E;
  E.NameNumber = F.name();
  E.Name = I->string(F.name());
  E.Flags = F.flags();
  E.Loc = {F.file(), F.line(), F.col()};
  E.NumOps = F.ops();
  return E;
}

void FlowFile::calleeNumbers(unsigned Index,
                             llvm::function_ref<void(uint32_t)> Each) const {
  const auto *All = I->File->callees();
  uint32_t E = I->end(Index, &fb::FlowFunction::callees, All->size());
  for (uint32_t N = I->entry(Index).callees(); N < E; ++N)
    Each(All->Get(N));
}

void FlowFile::memberNumbers(unsigned Index,
                             llvm::function_ref<void(uint32_t)> Each) const {
  const auto *All = I->File->members();
  uint32_t E = I->end(Index, &fb::FlowFunction::members, All->size());
  for (uint32_t N = I->entry(Index).members(); N < E; ++N)
    Each(All->Get(N));
}

void FlowFile::callees(unsigned Index,
                       llvm::function_ref<void(StringRef)> Each) const {
  calleeNumbers(Index, [&](uint32_t Number) { Each(I->string(Number)); });
}

void FlowFile::members(unsigned Index,
                       llvm::function_ref<void(StringRef)> Each) const {
  memberNumbers(Index, [&](uint32_t Number) { Each(I->string(Number)); });
}

std::vector<PointerFlow> FlowFile::pointers(unsigned Index) const {
  const auto *All = I->File->pointers();
  uint32_t E = I->end(Index, &fb::FlowFunction::pointers, All->size());
  std::vector<PointerFlow> Result;
  for (uint32_t N = I->entry(Index).pointers(); N < E; ++N)
    Result.push_back(I->pointer(*All->Get(N)));
  return Result;
}

Digest FlowFile::digestOf(unsigned Index) const {
  if (isUnit())
    return {};
  return digestFrom(*I->File->digests()->Get(Index));
}

llvm::Expected<std::unique_ptr<Function>>
FlowFile::decode(unsigned Index) const {
  const fb::FlowFunction &Entry = I->entry(Index);
  const auto *Bodies = I->File->bodies();
  uint32_t End = I->end(Index, &fb::FlowFunction::body, Bodies->size());
  auto F = std::make_unique<Function>();
  F->Name = I->string(Entry.name()).str();
  auto Is = [&](FunctionEntry::Flag Flag) {
    return (Entry.flags() & Flag) != 0;
  };
  F->IsStatic = Is(FunctionEntry::Static);
  F->IsInline = Is(FunctionEntry::Inline);
  F->AddressTaken = Is(FunctionEntry::AddressTaken);
  F->InHeader = Is(FunctionEntry::InHeader);
  F->IsWeak = Is(FunctionEntry::Weak);
  F->IsInit = Is(FunctionEntry::Init);
  F->IsNative = Is(FunctionEntry::Native);
  auto String = [&](uint32_t Number) { return I->string(Number); };
  BodyContext Context{numFiles(), numNames(), String};
  if (llvm::Error E =
          decodeBody(llvm::ArrayRef<uint8_t>(Bodies->data() + Entry.body(),
                                             End - Entry.body()),
                     Context, Entry.ops(), *F)) {
    std::string Name;
    llvm::raw_string_ostream OS(Name);
    llvm::printEscapedString(F->Name, OS);
    return refuseDamaged(path(), "function '" + Name +
                                     "': " + llvm::toString(std::move(E)));
  }
  F->Pointers = pointers(Index);
  F->number();
  return F;
}

//===----------------------------------------------------------------------===//
// Of a unit
//===----------------------------------------------------------------------===//

std::vector<HeaderRef> FlowFile::headers() const {
  std::vector<HeaderRef> Result;
  Result.reserve(I->File->headers()->size());
  for (const fb::Reference *R : *I->File->headers())
    Result.push_back({I->string(R->name()).str(), digestFrom(R->digest())});
  return Result;
}

std::vector<PointerFlow> FlowFile::pointers() const {
  std::vector<PointerFlow> Result;
  for (const fb::Pointer *P : *I->File->unit_pointers())
    Result.push_back(I->pointer(*P));
  return Result;
}

std::vector<Alias> FlowFile::aliases() const {
  std::vector<Alias> Result;
  for (const fb::FlowAlias *A : *I->File->aliases())
    Result.push_back({I->string(A->name()).str(), I->string(A->target()).str(),
                      (A->flags() & 1) != 0, (A->flags() & 2) != 0});
  return Result;
}

std::vector<std::string> FlowFile::staticVariables() const {
  std::vector<std::string> Result;
  for (uint32_t Number : *I->File->static_variables())
    Result.push_back(I->string(Number).str());
  return Result;
}

std::vector<std::pair<std::string, unsigned>> FlowFile::givenUp() const {
  std::vector<std::pair<std::string, unsigned>> Result;
  for (const fb::Count *G : *I->File->given_up())
    Result.emplace_back(I->string(G->what()).str(), G->count());
  return Result;
}

std::vector<Mark> FlowFile::marks() const {
  std::vector<Mark> Result;
  for (const fb::FlowMark *M : *I->File->marks()) {
    Mark &To = Result.emplace_back();
    To.At = {M->file(), M->line(), M->col()};
    To.First = M->first();
    To.Last = M->last();
    To.Text = I->string(M->text()).str();
    To.IsOwn = M->flags() & 1;
  }
  return Result;
}

std::vector<Annotation> FlowFile::annotations() const {
  std::vector<Annotation> Result;
  for (const fb::FlowAnnotation *A : *I->File->annotations())
    Result.push_back({I->string(A->function()).str(),
                      I->string(A->text()).str(),
                      A->param(),
                      {A->file(), A->line(), A->col()}});
  return Result;
}
