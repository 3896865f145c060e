//===- Assertions.cpp - macros that assert the interrupt state ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ASSERT(local_irq_is_enabled()), WARN_ON(irqs_disabled()) and
// lockdep_assert_irqs_disabled() say in a body how it is to be entered. Which
// macros do, and what they ask for, is data: a build without debugging makes
// nothing of some of them, and then the name is all there is.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

void ContractReader::readAssertion(yaml::Node *N) {
  const size_t Before = Errors.size();
  std::vector<std::string> Names;
  std::optional<Asserted> What;
  auto AddName = [&](yaml::Node *Value) {
    std::string Name;
    if (!readScalar(Value, "the name of a macro", Name))
      return;
    if (!isName(Name))
      error(locOf(Value),
            "bad name '" + Name + "', expected the name of a macro");
    else
      Names.push_back(std::move(Name));
  };
  readMapping(N, "an assertion", {"name", "expects"},
              [&](StringRef Key, yaml::Node *Value) {
                size_t Index = 0;
                if (Key == "expects") {
                  if (readWord(Value, {"nonzero", "zero", "on", "off"}, Index))
                    What = static_cast<Asserted>(Index);
                } else if (isa_and_nonnull<yaml::SequenceNode>(Value)) {
                  readList(Value, "names", AddName);
                } else {
                  AddName(Value);
                }
              });
  if (Errors.size() != Before)
    return;
  if (Names.empty() || !What) {
    error(locOf(N), "an assertion needs 'name' and 'expects'");
    return;
  }
  for (std::string &Name : Names)
    Assertions.emplace_back(std::move(Name), *What);
}

} // namespace pvlint::flow
