//===- Families.cpp - families and contexts of contract files -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

void ContractReader::readFamily(yaml::Node *N) {
  size_t Before = Errors.size();
  WordFamily F;
  bool HasBits = false, HasMask = false;
  readMapping(
      N, "a family", {"name", "defined-bits", "enable-mask", "set-means-on"},
      [&](StringRef Key, yaml::Node *Value) {
        if (Key == "name") {
          if (readScalar(Value, "a name", F.Name) && !isName(F.Name, "-"))
            error(locOf(Value),
                  "bad name '" + F.Name + "', expected letters and digits");
        } else if (Key == "defined-bits") {
          HasBits = readNumber(Value, F.DefinedBits);
        } else if (Key == "enable-mask") {
          HasMask = readNumber(Value, F.EnableMask);
        } else {
          readBool(Value, F.SetMeansOn);
        }
      });
  if (Errors.size() != Before)
    return;
  if (F.Name.empty())
    error(locOf(N), "family without a name, expected 'name'");
  else if (!HasBits || !HasMask)
    error(locOf(N), "family '" + F.Name + "' has no '" +
                        (HasBits ? "enable-mask" : "defined-bits") +
                        "', expected both defined-bits and enable-mask");
  else if (F.EnableMask & ~F.DefinedBits)
    error(locOf(N), "family '" + F.Name +
                        "' has bits in its enable-mask that no save defines, "
                        "expected a subset of defined-bits");
  else if (is_contained(map_range(Families, [](auto &O) { return O.Name; }),
                        F.Name))
    error(locOf(N), "family '" + F.Name + "' is given twice, expected once");
  else
    Families.push_back(std::move(F));
}

/// How functions found in some places are entered.
void ContractReader::readContext(yaml::Node *N) {
  const size_t Before = Errors.size();
  constexpr StringLiteral Expected =
      "a function, \"record.field\", \"FUNCTION(argN)\", "
      "\"record.field,ENUMERATOR\" or \"FUNCTION,ENUMERATOR(argN)\"";
  std::vector<std::string> Names;
  EntryContext Context;
  bool HasEntry = false;
  auto AddName = [&](yaml::Node *Value) {
    std::string Name;
    if (!readScalar(Value, Expected, Name))
      return;
    StringRef Rest = Name;
    Rest = Rest.substr(0, Rest.find('('));
    const size_t Size = Rest.size();
    StringRef Enumerator;
    std::tie(Rest, Enumerator) = Rest.split(',');
    unsigned Arg;
    StringRef Index = StringRef(Name).substr(Size);
    const bool HasEnumerator = Size != Rest.size();
    const bool GoodArg =
        (Index.empty() &&
         (!HasEnumerator || (Rest.contains('.') && isName(Enumerator)))) ||
        (Index.consume_front("(arg") && Index.consume_back(")") &&
         isName(Rest) && (!HasEnumerator || isName(Enumerator)) &&
         !Index.getAsInteger(10, Arg));
    if (!isName(Rest, ".") || !GoodArg)
      error(locOf(Value), "bad place '" + Name + "', expected " + Expected);
    else
      Names.push_back(std::move(Name));
  };
  readMapping(N, "a context", {"name", "entry", "why", "remove"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key == "why") {
                  readScalar(Value, "text", Context.Why);
                } else if (Key == "remove") {
                  size_t Index = 0;
                  Context.IsRemoved = readWord(Value, {"true"}, Index);
                } else if (Key == "entry") {
                  size_t Index = 0;
                  HasEntry = readWord(Value, {"on", "off"}, Index);
                  Context.Off = Index == 1;
                } else if (auto *List = dyn_cast<yaml::SequenceNode>(Value)) {
                  for (yaml::Node &Element : *List)
                    AddName(&Element);
                } else {
                  AddName(Value);
                }
              });
  if (Errors.size() != Before)
    return;
  const bool IsWhole = HasEntry && !Context.Why.empty();
  const bool IsPart = HasEntry || !Context.Why.empty();
  if (Names.empty() || (Context.IsRemoved ? IsPart : !IsWhole)) {
    error(locOf(N), "a context needs 'name', 'entry' and 'why', or 'name' and "
                    "'remove'");
    return;
  }
  for (std::string &Name : Names) {
    Context.Place = Name;
    Contexts.emplace_back(std::move(Name), Context);
  }
}

} // namespace pvlint::flow
