//===- FileWriter.cpp - writes flow files ---------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything is appended in the order of the source, so that equal contents are
// equal bytes.
//
//===----------------------------------------------------------------------===//

#include "File_generated.h"
#include "ir/binary/Body.h"
#include "ir/binary/File.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace pvlint::flow;

namespace {

/// What a function names, for the index.
class Names {
public:
  Names(const Function &F, const Contract &C);

  uint32_t Flags = 0;
  std::vector<llvm::StringRef> Callees, Members;

private:
  const Contract &C;
  llvm::StringSet<> Called, CalledThrough;

  void primitive(const Primitive &P);
  void function(llvm::StringRef Name);
  void member(llvm::StringRef Name);
  void operand(const Operand &O);
  void callee(const Op &O);
};

class FileWriter {
public:
  explicit FileWriter(const Contract &C) : C(C) {}

  void file(llvm::StringRef Path) { Files.push_back(Strings.add(Path)); }
  uint32_t numFiles() const { return static_cast<uint32_t>(Files.size()); }
  void function(const Function &F,
                llvm::function_ref<uint32_t(uint32_t)> FileNumber);
  fb::Pointer pointer(const PointerFlow &P);
  std::string finish(llvm::StringRef Source, llvm::StringRef ContractName,
                     uint64_t ContractHash);

  StringTable Strings;
  bool IsUnit = false;
  std::vector<fb::FlowDigest> Digests;
  std::vector<fb::Reference> Headers;
  std::vector<fb::Pointer> UnitPointers;
  std::vector<fb::FlowAlias> Aliases;
  std::vector<uint32_t> StaticVariables;
  std::vector<fb::Count> GivenUp;
  std::vector<fb::FlowMark> Marks;
  std::vector<fb::FlowAnnotation> Annotations;

private:
  const Contract &C;
  std::vector<uint32_t> Files;
  std::vector<fb::FlowFunction> Functions;
  std::vector<uint32_t> Callees, Members;
  std::vector<fb::Pointer> Pointers;
  std::string Bodies;
};

} // namespace

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

void Names::primitive(const Primitive &P) {
  if (P.Sleeps || P.SleepArg)
    Flags |= FunctionEntry::NamesSleeper;
  if (P.Save || P.Restore || P.IsTest || P.Irqs != IrqsAfter::Unchanged ||
      P.Counted != CountedUse::No || P.Requires != Required::Anything)
    Flags |= FunctionEntry::NamesPrimitive;
  if (P.Restore)
    Flags |= FunctionEntry::NamesRestore;
  if (P.Irqs == IrqsAfter::On)
    Flags |= FunctionEntry::NamesEnable;
  if (P.Irqs == IrqsAfter::Off)
    Flags |= FunctionEntry::NamesDisable;
}

void Names::function(llvm::StringRef Name) {
  const Primitive *P = C.function(Name);
  if (P)
    primitive(*P);
  if ((!P || !P->hasEffect()) && Called.insert(Name).second)
    Callees.push_back(Name);
}

void Names::member(llvm::StringRef Name) {
  if (const Primitive *P = C.member(Name))
    primitive(*P);
  else if (CalledThrough.insert(Name).second)
    Members.push_back(Name);
}

void Names::operand(const Operand &O) {
  if (O.K != Operand::Function)
    return;
  Flags |= FunctionEntry::MovesPointers;
  function(O.Name);
}

void Names::callee(const Op &O) {
  switch (O.CalleeIs) {
  case CalleeKind::Function:
    function(O.Callee);
    break;
  case CalleeKind::Member:
    member(O.Callee);
    break;
  case CalleeKind::Asm:
    if (const Primitive *P = C.assembly(O.Callee))
      primitive(*P);
    break;
  case CalleeKind::Pointer:
    Flags |= FunctionEntry::CallsPointer;
    break;
  }
}

Names::Names(const Function &F, const Contract &C) : C(C) {
  auto Set = [&](bool Is, FunctionEntry::Flag Flag) {
    Flags |= Is ? uint32_t(Flag) : 0u;
  };
  Set(F.IsStatic, FunctionEntry::Static);
  Set(F.IsInline, FunctionEntry::Inline);
  Set(F.AddressTaken, FunctionEntry::AddressTaken);
  Set(F.InHeader, FunctionEntry::InHeader);
  Set(F.IsWeak, FunctionEntry::Weak);
  Set(F.IsInit, FunctionEntry::Init);
  Set(F.IsNative, FunctionEntry::Native);
  Set(!F.Pointers.empty(), FunctionEntry::MovesPointers);
  // All callers are to know.
  Set(neverReturns(F), FunctionEntry::NamesPrimitive);
  for (const Block &B : F.Blocks) {
    for (const Op &O : B.Ops) {
      if (O.Code == Opcode::Call || O.Code == Opcode::Stable) {
        callee(O);
      } else if (O.Code == Opcode::Load && !O.Callee.empty()) {
        Flags |= FunctionEntry::MovesPointers;
        member(O.Callee);
      }
      operand(O.A);
      operand(O.B);
      for (const Operand &A : O.Args)
        operand(A);
    }
    operand(B.Term.Cond);
  }
  for (const PointerFlow &P : F.Pointers)
    if (P.From.K == PointerNode::Function)
      function(P.From.Name);
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

static fb::FlowDigest digestTo(Digest D) {
  auto High = [](uint64_t N) { return static_cast<uint32_t>(N >> 32); };
  auto Low = [](uint64_t N) { return static_cast<uint32_t>(N); };
  return {High(D.High), Low(D.High), High(D.Low), Low(D.Low)};
}

fb::Pointer FileWriter::pointer(const PointerFlow &P) {
  auto Kind = [](const PointerNode &N) {
    return unsigned(N.K) | (N.IsStatic ? 8u : 0u);
  };
  return {Strings.add(P.From.Name), P.From.Index,
          Strings.add(P.To.Name),   P.To.Index,
          Strings.add(P.Object),    Kind(P.From) | Kind(P.To) << 4};
}

void FileWriter::function(const Function &F,
                          llvm::function_ref<uint32_t(uint32_t)> FileNumber) {
  auto Size = [](const auto &V) { return static_cast<uint32_t>(V.size()); };
  Names N(F, C);
  Location L = F.Loc.Begin;
  Functions.emplace_back(Strings.add(F.Name), N.Flags,
                         L.isValid() ? FileNumber(L.File) : 0, L.Line, L.Col,
                         countOps(F), Size(Callees), Size(Members),
                         Size(Pointers), Size(Bodies));
  for (llvm::StringRef Name : N.Callees)
    Callees.push_back(Strings.add(Name));
  for (llvm::StringRef Name : N.Members)
    Members.push_back(Strings.add(Name));
  for (const PointerFlow &P : F.Pointers)
    Pointers.push_back(pointer(P));
  encodeBody(F, Strings, FileNumber, Bodies);
}

std::string FileWriter::finish(llvm::StringRef Source,
                               llvm::StringRef ContractName,
                               uint64_t ContractHash) {
  flatbuffers::FlatBufferBuilder B(Bodies.size() + Strings.text().size() +
                                   (size_t(1) << 16));
  auto String = [&](llvm::StringRef S) {
    return B.CreateString(S.data(), S.size());
  };
  auto Bytes = [&](llvm::StringRef S) {
    return B.CreateVector(reinterpret_cast<const uint8_t *>(S.data()),
                          S.size());
  };
  auto Tool = String(PVLINT_VERSION);
  auto ContractOffset = String(ContractName);
  auto SourceOffset = String(Source);
  auto Text = Bytes(Strings.text());
  auto Starts =
      B.CreateVector(Strings.starts().data(), Strings.starts().size());
  auto FileNames = B.CreateVector(Files);
  auto FunctionIndex = B.CreateVectorOfStructs(Functions);
  auto CalleeNames = B.CreateVector(Callees);
  auto MemberNames = B.CreateVector(Members);
  auto PointerFlows = B.CreateVectorOfStructs(Pointers);
  auto BodyBytes = Bytes(Bodies);
  auto DigestList = B.CreateVectorOfStructs(Digests);
  auto HeaderList = B.CreateVectorOfStructs(Headers);
  auto UnitFlows = B.CreateVectorOfStructs(UnitPointers);
  auto AliasList = B.CreateVectorOfStructs(Aliases);
  auto Statics = B.CreateVector(StaticVariables);
  auto Counts = B.CreateVectorOfStructs(GivenUp);
  auto MarkList = B.CreateVectorOfStructs(Marks);
  auto AnnotationList = B.CreateVectorOfStructs(Annotations);
  fb::FinishFileBuffer(
      B, fb::CreateFile(B, FileVersion, Tool, IsUnit, ContractHash,
                        ContractOffset, SourceOffset, Text, Starts, FileNames,
                        FunctionIndex, CalleeNames, MemberNames, PointerFlows,
                        BodyBytes, DigestList, HeaderList, UnitFlows, AliasList,
                        Statics, Counts, MarkList, AnnotationList));
  std::string File(reinterpret_cast<const char *>(B.GetBufferPointer()),
                   B.GetSize());
  char Checksum[ChecksumSize];
  llvm::support::endian::write64le(
      Checksum, llvm::xxh3_64bits(llvm::arrayRefFromStringRef(File)));
  File.append(Checksum, ChecksumSize);
  return File;
}

std::string pvlint::flow::serialize(const Unit &U, const Contract &C) {
  FileWriter W(C);
  W.IsUnit = true;
  for (const std::string &Path : U.Flow.Files)
    W.file(Path);
  for (const std::unique_ptr<Function> &F : U.Flow.Functions)
    W.function(*F, [](uint32_t File) { return File; });
  for (const HeaderRef &H : U.Headers)
    W.Headers.emplace_back(digestTo(H.Flow), W.Strings.add(H.Name));
  for (const PointerFlow &P : U.Pointers)
    W.UnitPointers.push_back(W.pointer(P));
  for (const Alias &A : U.Aliases)
    W.Aliases.emplace_back(W.Strings.add(A.Name), W.Strings.add(A.Target),
                           (A.Weak ? 1u : 0u) | (A.Static ? 2u : 0u));
  for (const std::string &Name : U.StaticVariables)
    W.StaticVariables.push_back(W.Strings.add(Name));
  for (const auto &[What, Count] : U.Flow.GivenUp)
    W.GivenUp.emplace_back(W.Strings.add(What), Count);
  for (const Mark &M : U.Marks)
    W.Marks.emplace_back(W.Strings.add(M.Text), M.At.File, M.At.Line, M.At.Col,
                         M.First, M.Last, M.IsOwn ? 1u : 0u);
  for (const Annotation &A : U.Flow.Annotations)
    W.Annotations.emplace_back(W.Strings.add(A.Function), W.Strings.add(A.Text),
                               A.Param, A.Loc.File, A.Loc.Line, A.Loc.Col);
  return W.finish(U.Source, U.ContractName, U.ContractHash);
}

std::string
pvlint::flow::serialize(llvm::ArrayRef<const HeaderFunction *> Functions,
                        const Contract &C, uint64_t ContractHash,
                        llvm::StringRef ContractName) {
  std::vector<const HeaderFunction *> Sorted(Functions.begin(),
                                             Functions.end());
  llvm::sort(Sorted, [](const HeaderFunction *A, const HeaderFunction *B) {
    return A->Flow < B->Flow;
  });
  Sorted.erase(
      llvm::unique(Sorted,
                   [](const HeaderFunction *A, const HeaderFunction *B) {
                     return A->Flow == B->Flow;
                   }),
      Sorted.end());
  FileWriter W(C);
  llvm::StringMap<uint32_t> FileNumbers;
  for (const HeaderFunction *F : Sorted) {
    std::vector<uint32_t> Numbers;
    for (const std::string &Path : F->Files) {
      auto [It, New] = FileNumbers.try_emplace(Path, W.numFiles());
      if (New)
        W.file(Path);
      Numbers.push_back(It->second);
    }
    W.Digests.push_back(digestTo(F->Flow));
    W.function(*F->Body, [&](uint32_t File) {
      return File < Numbers.size() ? Numbers[File] : UINT32_MAX;
    });
  }
  return W.finish("", ContractName, ContractHash);
}
