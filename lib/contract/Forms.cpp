//===- Forms.cpp - the "forms" of a contract file -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The forms of an operation are listed, and not guessed from a suffix: not
// every lock has a form that saves, and a fix-it has to compile. Since most are
// called alike, one entry may be for several families, whose names stand in the
// place of the '*' in the names of functions.
//
//===----------------------------------------------------------------------===//

#include "contract/Forms.h"
#include "Reader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

//===----------------------------------------------------------------------===//
// What is known
//===----------------------------------------------------------------------===//

StringRef FormFamily::name(FormKind K, FormRole R) const {
  const auto &Of = Names[size_t(K)];
  return Of ? StringRef((*Of)[size_t(R)]) : StringRef();
}

std::string FormFamily::call(FormKind K, FormRole R) const {
  return (name(K, R) + "()").str();
}

void Forms::add(FormFamily F) {
  auto Known =
      find_if(Families, [&](const FormFamily &O) { return O.Name == F.Name; });
  if (Known != Families.end()) {
    // What only takes kinds away does not say of what.
    if (none_of(F.Names, [](const auto &Kind) {
          return Kind && any_of(*Kind, [](auto &N) { return !N.empty(); });
        }))
      F.HasLock = Known->HasLock;
    if (Known->HasLock == F.HasLock) {
      if (!F.Names[size_t(FormKind::IrqSave)])
        F.Word = Known->Word;
      for (auto [Now, Before] : zip(F.Names, Known->Names))
        if (!Now)
          Now = std::move(Before);
    }
    Families.erase(Known);
  }
  Families.push_back(std::move(F));
  ByName.clear();
  for (size_t I = 0; I != Families.size(); ++I)
    for (size_t K = 0; K != NumFormKinds; ++K)
      for (size_t R = 0; R != NumFormRoles; ++R)
        if (StringRef Name = Families[I].name(FormKind(K), FormRole(R));
            !Name.empty())
          ByName[Name] = {I, FormKind(K), FormRole(R)};
}

std::optional<Form> Forms::find(StringRef Name) const {
  auto It = ByName.find(Name);
  if (It == ByName.end())
    return std::nullopt;
  const Entry &E = It->second;
  return Form{&Families[E.Family], E.Kind, E.Role};
}

const FormFamily &Forms::cpu() const {
  static const FormFamily None;
  auto Known =
      find_if(Families, [](const FormFamily &F) { return F.Name == CpuName; });
  return Known == Families.end() ? None : *Known;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
struct RoleKey {
  StringLiteral Key;
  FormRole Role;
  bool IsOfLock;
};
} // namespace

static constexpr RoleKey RoleKeys[] = {
    {"lock", FormRole::Begin, true},  {"trylock", FormRole::Try, true},
    {"unlock", FormRole::End, true},  {"disable", FormRole::Begin, false},
    {"enable", FormRole::End, false}, {"halt", FormRole::Halt, false},
    {"read", FormRole::Read, false},  {"test", FormRole::Test, false},
};

static constexpr StringLiteral KindKeys[NumFormKinds] = {
    "plain", "bh", "irq", "irqsave", "native", "counted"};

/// The keys that a form of \p Kind may have.
static SmallVector<StringRef, 9> keysOf(FormKind Kind) {
  SmallVector<StringRef, 9> Keys;
  for (const RoleKey &R : RoleKeys) {
    bool Has = R.IsOfLock ? Kind != FormKind::Native
                          : Kind != FormKind::Plain && Kind != FormKind::Bh;
    if (R.Role == FormRole::Halt)
      Has &= Kind != FormKind::IrqSave && Kind != FormKind::Counted;
    if (R.Role == FormRole::Read)
      Has &= Kind != FormKind::Irq && Kind != FormKind::Counted;
    if (R.Role == FormRole::Test)
      Has &= Kind != FormKind::Native && Kind != FormKind::Counted;
    if (Has)
      Keys.push_back(R.Key);
  }
  if (Kind == FormKind::IrqSave)
    Keys.push_back("word");
  return Keys;
}

/// Reads what stands behind \p Kind. Whether the names are of a lock's forms or
/// of the CPU's goes to \p HasLock, if that is open.
void ContractReader::readFormKind(yaml::Node *N, FormKind Kind, FormFamily &F,
                                  std::optional<bool> &HasLock) {
  FormFamily::KindNames &Names = F.Names[size_t(Kind)].emplace();
  readMapping(
      N, ("'" + KindKeys[size_t(Kind)] + "'").str(), keysOf(Kind),
      [&](StringRef Key, yaml::Node *Value) {
        if (Key == "word") {
          size_t Index = 0;
          if (readWord(Value, {"variable", "pointer", "result", "elsewhere"},
                       Index))
            F.Word = FormWord(Index);
          return;
        }
        const RoleKey &R =
            *find_if(RoleKeys, [&](const RoleKey &O) { return O.Key == Key; });
        std::string Name;
        if (!readScalar(Value, "the name of a function", Name))
          return;
        if (Name.empty() || isDigit(Name.front()) || !all_of(Name, [](char C) {
              return isAlnum(C) || C == '_' || C == '*';
            })) {
          error(locOf(Value), "bad name '" + Name +
                                  "', expected the name of a function, with "
                                  "'*' for that of the form");
          return;
        }
        if (HasLock.value_or(R.IsOfLock) != R.IsOfLock) {
          error(locOf(Value), "'" + Key + "' beside " +
                                  (R.IsOfLock ? "'disable' or 'enable'"
                                              : "'lock' or 'unlock'") +
                                  ", expected the forms of a lock, or those "
                                  "without one");
          return;
        }
        HasLock = R.IsOfLock;
        Names[size_t(R.Role)] = std::move(Name);
      });
}

void ContractReader::readForm(yaml::Node *N) {
  const size_t Before = Errors.size();
  std::vector<std::string> Names;
  FormFamily F;
  std::optional<bool> HasLock;
  bool HasKind = false;
  auto AddName = [&](yaml::Node *Value) {
    std::string Name;
    if (!readScalar(Value, "a name", Name))
      return;
    if (isName(Name))
      Names.push_back(std::move(Name));
    else
      error(locOf(Value),
            "bad name '" + Name + "', expected letters and digits");
  };
  readMapping(N, "a form",
              {"name", "plain", "bh", "irq", "irqsave", "native", "counted"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key != "name") {
                  HasKind = true;
                  const size_t Kind = find(KindKeys, Key) - KindKeys;
                  readFormKind(Value, FormKind(Kind), F, HasLock);
                } else if (isa_and_nonnull<yaml::SequenceNode>(Value)) {
                  readList(Value, "names", AddName);
                } else {
                  AddName(Value);
                }
              });
  if (Errors.size() != Before)
    return;
  if (Names.empty() || !HasKind) {
    error(locOf(N), "a form needs 'name', and one or more of plain, bh, irq, "
                    "irqsave, native and counted");
    return;
  }
  for (const std::string &Name : Names) {
    FormFamily One = F;
    One.Name = Name;
    One.HasLock = HasLock.value_or(Name != Forms::CpuName);
    for (auto &Kind : One.Names)
      for (std::string &Function : Kind ? MutableArrayRef<std::string>(*Kind)
                                        : MutableArrayRef<std::string>()) {
        if (Function.empty())
          continue;
        std::string Full;
        for (char C : Function)
          Full += C == '*' ? Name : std::string(1, C);
        Function = std::move(Full);
        auto [Other, New] = FormOf.try_emplace(Function, Name);
        if (!New) {
          error(locOf(N), "'" + Function + "' is a form of '" + Other->second +
                              "' already, expected one place" +
                              (Other->second != Name && Names.size() > 1
                                   ? "; '*' stands for the name"
                                   : ""));
          return;
        }
      }
    FormFamilies.push_back(std::move(One));
  }
}

} // namespace pvlint::flow
