//===- States.cpp - states in contract files ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The key "states": what memory holds while interrupts are on and off, for
// implementations of the paravirt ops that change it where nobody can look.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

void ContractReader::readState(yaml::Node *N) {
  const size_t Before = Errors.size();
  std::string Name;
  std::optional<uint64_t> Off, On;
  readMapping(
      N, "a state", {"name", "off", "on"},
      [&](StringRef Key, yaml::Node *Value) {
        if (Key != "name") {
          uint64_t Number;
          if (readNumber(Value, Number))
            (Key == "on" ? On : Off) = Number;
          return;
        }
        if (readScalar(Value, "the name of a field or a global", Name) &&
            (Name.empty() ||
             !all_of(Name, [](char C) { return isAlnum(C) || C == '_'; })))
          error(locOf(Value), "bad name '" + Name +
                                  "', expected the name of a field "
                                  "or a global");
      });
  if (Errors.size() != Before)
    return;
  if (Name.empty() || !Off || !On || *Off == *On) {
    error(locOf(N), "a state needs 'name', and 'off' and 'on' that differ");
    return;
  }
  States.emplace_back(std::move(Name), StateNumbers{*Off, *On});
}

} // namespace pvlint::flow
