//===- Nodes.cpp - YAML nodes of contract files ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

std::string ContractReader::oneOf(ArrayRef<StringRef> Words) {
  return (Words.size() == 1 ? "" : "one of: ") + join(Words, ", ");
}

/// \p N as the user sees it, to say what was found instead of what was meant.
static StringRef kindOf(const yaml::Node *N) {
  if (!N || isa<yaml::NullNode>(N))
    return "nothing";
  if (isa<yaml::MappingNode>(N))
    return "a mapping";
  if (isa<yaml::SequenceNode>(N))
    return "a list";
  if (isa<yaml::AliasNode>(N))
    return "an alias";
  return isa<yaml::BlockScalarNode>(N) ? "a text block" : "a scalar";
}

SMLoc ContractReader::locOf(const yaml::Node *N) const {
  if (!N)
    return Start;
  if (auto *Alias = dyn_cast<yaml::AliasNode>(N))
    return SMLoc::getFromPointer(Alias->getName().data() - 1);
  SMLoc Loc = N->getSourceRange().Start;
  char Bracket = isa<yaml::MappingNode>(N)    ? '{'
                 : isa<yaml::SequenceNode>(N) ? '['
                                              : '\0';
  if (!Loc.isValid() || !Bracket)
    return Loc;
  StringRef Before(Start.getPointer(), Loc.getPointer() - Start.getPointer());
  Before = Before.rtrim();
  return Before.ends_with(Twine(Bracket).str())
             ? SMLoc::getFromPointer(Before.end() - 1)
             : Loc;
}

void ContractReader::readMapping(yaml::Node *N, StringRef What,
                                 ArrayRef<StringRef> Keys, OnPair Handle) {
  auto *Mapping = dyn_cast_or_null<yaml::MappingNode>(N);
  if (!Mapping) {
    error(locOf(N), "found " + kindOf(N) + ", expected " + What +
                        ", a mapping with the keys: " + join(Keys, ", "));
    return;
  }
  StringMap<unsigned> Given;
  for (yaml::KeyValueNode &Pair : *Mapping) {
    std::string Key;
    yaml::Node *KeyNode = Pair.getKey();
    SMLoc Loc = locOf(KeyNode);
    if (!readScalar(KeyNode, oneOf(Keys), Key))
      continue;
    if (!is_contained(Keys, StringRef(Key)))
      error(Loc, "unknown key '" + Key + "' in " + What + ", expected " +
                     oneOf(Keys));
    else if (Given[Key]++)
      error(Loc, "key '" + Key + "' is given twice, expected once");
    else if (yaml::Node *Value = Pair.getValue();
             isa_and_nonnull<yaml::NullNode>(Value))
      error(Loc, "key '" + Key + "' has no value, expected one");
    else
      Handle(Key, Value);
  }
}

void ContractReader::readList(yaml::Node *N, StringRef What,
                              function_ref<void(yaml::Node *)> Handle) {
  auto *List = dyn_cast_or_null<yaml::SequenceNode>(N);
  if (!List) {
    error(locOf(N), "found " + kindOf(N) + ", expected a list of " + What);
    return;
  }
  for (yaml::Node &Element : *List)
    Handle(&Element);
}

bool ContractReader::readScalar(yaml::Node *N, StringRef Expected,
                                std::string &Result) {
  auto *Scalar = dyn_cast_or_null<yaml::ScalarNode>(N);
  if (!Scalar) {
    error(locOf(N), "found " + kindOf(N) + ", expected " + Expected);
    return false;
  }
  SmallString<64> Storage;
  Result = Scalar->getValue(Storage).str();
  return true;
}

bool ContractReader::readWord(yaml::Node *N, ArrayRef<StringRef> Words,
                              size_t &Index) {
  std::string Word;
  if (!readScalar(N, oneOf(Words), Word))
    return false;
  const StringRef *Found = find(Words, StringRef(Word));
  if (Found == Words.end()) {
    error(locOf(N), "unknown value '" + Word + "', expected " + oneOf(Words));
    return false;
  }
  Index = Found - Words.begin();
  return true;
}

void ContractReader::readBool(yaml::Node *N, bool &Result) {
  size_t Index;
  if (readWord(N, {"false", "true"}, Index))
    Result = Index == 1;
}

bool ContractReader::readNumber(yaml::Node *N, uint64_t &Result) {
  constexpr StringLiteral Expected = "a number of at most 64 bits, like 0x200";
  std::string Number;
  if (!readScalar(N, Expected, Number))
    return false;
  if (StringRef(Number).getAsInteger(0, Result)) {
    error(locOf(N), "bad number '" + Number + "', expected " + Expected);
    return false;
  }
  return true;
}

bool ContractReader::isName(StringRef Name, StringRef More) {
  return !Name.empty() && !isDigit(Name.front()) && all_of(Name, [&](char C) {
    return isAlnum(C) || C == '_' || More.contains(C);
  });
}

} // namespace pvlint::flow
