//===- Locks.cpp - the "locks" of a contract file -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which functions take and release a lock, whatever they do to interrupts. A
// plain lock or unlock is no primitive: it leaves interrupts alone. But where a
// path forgets to turn them on, which unlock stands in the place tells what was
// meant, and what is written to shared memory before the lock is taken may be
// overwritten by its owner.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

void ContractReader::readLock(yaml::Node *N) {
  const size_t Before = Errors.size();
  std::vector<std::string> Names;
  LockEffect Lock;
  bool HasEffect = false;
  auto AddName = [&](yaml::Node *Value) {
    std::string Name;
    if (!readScalar(Value, "the name of a function", Name))
      return;
    if (Name.empty() ||
        !all_of(Name, [](char C) { return isAlnum(C) || C == '_'; }))
      error(locOf(Value),
            "bad name '" + Name + "', expected the name of a function");
    else
      Names.push_back(std::move(Name));
  };
  readMapping(N, "a lock", {"name", "takes", "tries", "releases"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key == "name") {
                  if (isa_and_nonnull<yaml::SequenceNode>(Value))
                    readList(Value, "names", AddName);
                  else
                    AddName(Value);
                  return;
                }
                std::optional<WordPlace> Place;
                readPlace(Value, ListKind::Functions, Place);
                if (!Place)
                  return;
                if (Place->K != WordPlace::Argument || HasEffect) {
                  error(locOf(Value), "expected one argument that is the lock, "
                                      "such as 'takes: arg0'");
                  return;
                }
                HasEffect = true;
                Lock.Takes = Key == "takes";
                Lock.Tries = Key == "tries";
                Lock.Arg = Place->Arg;
              });
  if (Errors.size() != Before)
    return;
  if (Names.empty() || !HasEffect) {
    error(locOf(N), "a lock needs 'name', and 'takes', 'tries' or 'releases'");
    return;
  }
  for (std::string &Name : Names)
    Locks.emplace_back(std::move(Name), Lock);
}

} // namespace pvlint::flow
