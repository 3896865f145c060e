//===- Reader.cpp - contract files ----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one contract file, or refuses it whole: the text, what is at its top,
// and how it is added to what was read before.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "contract/Targets.h"
#include "ir/YamlText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

/// What follows is more likely noise than news.
static constexpr size_t MaxErrors = 50;
static constexpr StringLiteral NotYAML = "not YAML";

ContractReader::ContractReader(StringRef Text, StringRef FileName)
    : Text(Text.empty() ? StringRef("") : Text), FileName(FileName.str()) {}

void ContractReader::error(SMLoc Loc, const Twine &Message) {
  if (Errors.size() == MaxErrors)
    return;
  auto [Line, Column] = Sources.getLineAndColumn(Loc.isValid() ? Loc : Start);
  Errors.push_back({FileName, Line, Column, Message.str()});
}

void ContractReader::onSyntaxError(const SMDiagnostic &D, void *Reader) {
  auto *R = static_cast<ContractReader *>(Reader);
  if (D.getKind() == SourceMgr::DK_Error)
    R->error(D.getLoc(), NotYAML + ": " + D.getMessage());
}

/// Whether the YAML parser may see the text.
bool ContractReader::checkText() {
  const auto Problem = yamlProblem(Text);
  if (Problem)
    error(SMLoc::getFromPointer(Start.getPointer() + Problem->Offset),
          Problem->Message);
  return !Problem;
}

Error ContractReader::addTo(Contract &C) {
  unsigned Buffer = Sources.AddNewSourceBuffer(
      MemoryBuffer::getMemBuffer(Text, FileName,
                                 /*RequiresNullTerminator=*/false),
      SMLoc());
  Start =
      SMLoc::getFromPointer(Sources.getMemoryBuffer(Buffer)->getBufferStart());
  Sources.setDiagHandler(onSyntaxError, this);
  if (checkText())
    read();
  if (Errors.empty())
    resolveFamilies(C);
  if (Errors.empty())
    checkRemoved(C);
  if (!Errors.empty())
    return make_error<Mistakes>(std::move(Errors));
  commit(C);
  return Error::success();
}

void ContractReader::read() {
  yaml::Stream Stream(Sources.getMemoryBuffer(1)->getMemBufferRef(), Sources,
                      /*ShowColors=*/false);
  yaml::document_iterator Document = Stream.begin();
  yaml::Node *Root = Document == Stream.end() ? nullptr : Document->getRoot();
  if (!Stream.failed() && (!Root || isa<yaml::NullNode>(Root))) {
    error(Start, "empty file, expected a contract with 'version: 1'");
    return;
  }
  bool HasVersion = false;
  if (Root)
    readMapping(
        Root, "a contract",
        {"version", "restore", "forget", "families", "functions", "members",
         "asm", "contexts", "locks", "forms", "states", "assertions"},
        [&](StringRef Key, yaml::Node *Value) {
          if (Key == "version") {
            std::string Version;
            HasVersion = true;
            if (readScalar(Value, "1", Version) && Version != "1")
              error(Value->getSourceRange().Start,
                    "unsupported version '" + Version + "', expected 1");
          } else if (Key == "restore") {
            size_t Index = 0;
            if (readWord(Value, {"enables", "full"}, Index))
              RestoresDisable = Index == 1;
          } else if (Key == "forget") {
            readList(Value, "kinds of entries", [&](yaml::Node *N) {
              size_t Index = 0;
              if (readWord(N, Forgettable, Index))
                Forget[Index] = true;
            });
          } else if (Key == "families") {
            readList(Value, "families", [&](yaml::Node *N) { readFamily(N); });
          } else if (Key == "contexts") {
            readList(Value, "contexts", [&](yaml::Node *N) { readContext(N); });
          } else if (Key == "locks") {
            readList(Value, "locks", [&](yaml::Node *N) { readLock(N); });
          } else if (Key == "forms") {
            readList(Value, "forms", [&](yaml::Node *N) { readForm(N); });
          } else if (Key == "assertions") {
            readList(Value, "assertions",
                     [&](yaml::Node *N) { readAssertion(N); });
          } else if (Key == "states") {
            readList(Value, "states", [&](yaml::Node *N) { readState(N); });
          } else {
            ListKind Kind = Key == "functions" ? ListKind::Functions
                            : Key == "members" ? ListKind::Members
                                               : ListKind::Asm;
            readList(Value, "entries",
                     [&](yaml::Node *N) { readEntry(N, Kind); });
          }
        });
  // After a syntax error the rest was not read as it was meant.
  if (Stream.failed()) {
    auto Syntax = find_if(Errors, [](const Mistake &M) {
      return StringRef(M.Message).starts_with(NotYAML);
    });
    if (Syntax != Errors.end())
      Errors = {Mistake(*Syntax)};
    else
      Errors = {{FileName, 1, 1, NotYAML.str()}};
    return;
  }
  if (!HasVersion && isa_and_nonnull<yaml::MappingNode>(Root))
    error(Start, "missing 'version', expected 'version: 1'");
  if (++Document != Stream.end() && !Stream.failed())
    error(Document->getRoot() ? Document->getRoot()->getSourceRange().Start
                              : Start,
          "second document, expected one mapping");
}

//===----------------------------------------------------------------------===//
// Adding
//===----------------------------------------------------------------------===//

void ContractReader::resolveFamilies(const Contract &C) {
  std::vector<StringRef> Known;
  for (const WordFamily &F : C.Families)
    Known.push_back(F.Name);
  for (const WordFamily &F : Families)
    if (!is_contained(Known, StringRef(F.Name)))
      Known.push_back(F.Name);
  for (std::vector<Entry> &List : Entries) {
    for (Entry &E : List) {
      if (E.Family.empty() && !Known.empty())
        continue;
      auto Found = find(Known, StringRef(E.Family));
      if (Found != Known.end())
        E.P.Family = Found - Known.begin();
      else if (Known.empty())
        error(E.Loc, "entry '" + E.Names.front() +
                         "' comes before any family, expected 'families'");
      else
        error(E.FamilyLoc,
              "unknown family '" + E.Family + "', expected " + oneOf(Known));
    }
  }
}

/// What is removed has to be there. A file may be for several targets: then it
/// is enough that one of the built-in contracts has it.
void ContractReader::checkRemoved(const Contract &C) {
  const auto Has = [](const Contract &In, size_t Kind, StringRef Name) {
    const StringMap<Primitive> *Maps[] = {&In.FunctionMap, &In.MemberMap,
                                          &In.AsmMap};
    return Maps[Kind]->count(Name) ||
           any_of(In.AsmPatterns,
                  [&](const AsmPattern &P) { return P.Name == Name; });
  };
  for (size_t Kind = 0; Kind != std::size(Entries); ++Kind)
    for (const Entry &E : Entries[Kind])
      for (const std::string &Name : E.Names)
        if (E.Remove && !Has(C, Kind, Name) &&
            none_of(targets(), [&](StringRef Other) {
              return Has(Contract::builtin(Other), Kind, Name);
            }))
          error(E.Loc, "entry '" + Name +
                           "' is removed, but there is none of that name");
  for (const auto &[Name, Context] : Contexts)
    if (Context.IsRemoved && !C.ContextMap.count(Name) &&
        none_of(targets(), [&](StringRef Other) {
          return Contract::builtin(Other).ContextMap.count(Name);
        }))
      error({}, "context '" + Name +
                    "' is removed, but there is none of that name");
}

/// What earlier files said, of another system.
void ContractReader::forget(Contract &C) const {
  for (size_t Kind = 0; Kind != std::size(Forgettable); ++Kind) {
    if (!Forget[Kind])
      continue;
    const StringRef Name = Forgettable[Kind];
    if (Name == "functions")
      C.FunctionMap.clear();
    else if (Name == "members")
      C.MemberMap.clear();
    else if (Name == "asm")
      C.AsmMap.clear(), C.AsmPatterns.clear();
    else if (Name == "contexts")
      C.ContextMap.clear();
    else if (Name == "locks")
      C.LockMap.clear();
    else if (Name == "assertions")
      C.AssertionMap.clear();
    else
      C.StateMap.clear();
  }
}

void ContractReader::commit(Contract &C) {
  forget(C);
  if (RestoresDisable)
    C.RestoresDisable = *RestoresDisable;
  for (auto &[Name, Context] : Contexts)
    if (Context.IsRemoved)
      C.ContextMap.erase(Name);
    else
      C.ContextMap[Name] = std::move(Context);
  for (const auto &[Name, Numbers] : States)
    C.StateMap[Name] = Numbers;
  for (const auto &[Name, Lock] : Locks)
    C.LockMap[Name] = Lock;
  for (const auto &[Name, What] : Assertions)
    C.AssertionMap[Name] = What;
  for (FormFamily &F : FormFamilies)
    C.FormTable.add(std::move(F));
  for (WordFamily &F : Families) {
    auto Known =
        find_if(C.Families, [&](WordFamily &O) { return O.Name == F.Name; });
    if (Known != C.Families.end())
      *Known = std::move(F);
    else
      C.Families.push_back(std::move(F));
  }
  StringMap<Primitive> *Maps[] = {&C.FunctionMap, &C.MemberMap, &C.AsmMap};
  for (auto [List, Map] : zip(Entries, Maps)) {
    bool IsAsm = Map == &C.AsmMap;
    for (Entry &E : List) {
      for (std::string &Name : E.Names) {
        if (IsAsm)
          erase_if(C.AsmPatterns,
                   [&](AsmPattern &P) { return P.Name == Name; });
        if (IsAsm && !E.Remove)
          C.AsmPatterns.push_back({Name, E.Mnemonics, E.Neutral});
        if (E.Remove || E.Neutral) {
          Map->erase(Name);
          continue;
        }
        Primitive &P = (*Map)[Name];
        P = E.P;
        P.Name = std::move(Name);
      }
    }
  }
  // The order is that of the contents, not of the files.
  sort(C.AsmPatterns, [](const AsmPattern &A, const AsmPattern &B) {
    auto Key = [](const AsmPattern &P) {
      auto Length = P.Mnemonics.size() - count(P.Mnemonics, "...");
      return std::tuple(!P.Neutral, -static_cast<long>(Length),
                        StringRef(P.Name));
    };
    return Key(A) < Key(B);
  });
}

} // namespace pvlint::flow
