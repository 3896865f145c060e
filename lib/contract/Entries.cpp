//===- Entries.cpp - entries of contract files ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each key has its own rules, and each refusal says what was expected.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"
#include "contract/AsmText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

void ContractReader::readPlace(yaml::Node *N, ListKind Kind,
                               std::optional<WordPlace> &Result) {
  constexpr unsigned MaxArg = 31;
  StringRef Expected = Kind == ListKind::Asm
                           ? "return or argN"
                           : "return, argN, \"*argN\" or argN->FIELD";
  std::string Given;
  if (!readScalar(N, Expected, Given))
    return;
  WordPlace Place;
  StringRef Rest = Given;
  if (Rest != "return") {
    bool Star = Rest.consume_front("*");
    bool Good = Rest.consume_front("arg") && !Rest.empty() &&
                isDigit(Rest.front()) && !Rest.consumeInteger(10, Place.Arg) &&
                Place.Arg <= MaxArg;
    Place.K = Star ? WordPlace::Pointee : WordPlace::Argument;
    if (Good && !Star && Rest.consume_front("->")) {
      Place.K = WordPlace::Pointee;
      Place.Field = Rest.str();
      Good = isName(Rest, ".");
      Rest = "";
    }
    if (!Good || !Rest.empty() ||
        (Kind == ListKind::Asm && Place.K == WordPlace::Pointee)) {
      error(locOf(N), "bad place '" + Given + "', expected " + Expected);
      return;
    }
  }
  Result = Place;
}

void ContractReader::readNames(yaml::Node *N, ListKind Kind, Entry &E) {
  auto Add = [&](yaml::Node *Element) {
    std::string Name;
    if (!readScalar(Element, "a name or a list of names", Name))
      return;
    bool Good = Kind == ListKind::Functions ? isName(Name, ".$")
                : Kind == ListKind::Members
                    ? isName(Name, ".") && Name.find('.') != std::string::npos
                    : isName(Name, "-");
    if (!Good) {
      error(locOf(Element),
            "bad name '" + Name + "', expected " +
                (Kind == ListKind::Functions ? "the name of a function"
                 : Kind == ListKind::Members
                     ? "RECORD.FIELD or GLOBAL.PATH.FIELD"
                     : "letters, digits and '-'"));
      return;
    }
    auto [Earlier, New] = Seen[size_t(Kind)].try_emplace(Name, locOf(Element));
    if (!New) {
      unsigned Line = Sources.getLineAndColumn(Earlier->second).first;
      error(locOf(Element), "'" + Name + "' already has an entry on line " +
                                Twine(Line) + ", expected one");
      return;
    }
    E.Names.push_back(std::move(Name));
  };
  if (isa_and_nonnull<yaml::SequenceNode>(N))
    readList(N, "names", Add);
  else
    Add(N);
}

void ContractReader::readMnemonics(yaml::Node *N, Entry &E) {
  readList(N, "mnemonics", [&](yaml::Node *Element) {
    constexpr StringLiteral Expected = "a mnemonic or \"...\"";
    std::string Given;
    if (!readScalar(Element, Expected, Given))
      return;
    if (Given != "...") {
      // The same normal form as the text it will be compared with.
      SmallVector<std::string, 8> Instructions = asmInstructions(Given);
      const bool IsText =
          all_of(Given, [](char C) { return isPrint(C) || C == '\t'; });
      if (Instructions.size() != 1 || !IsText) {
        error(locOf(Element),
              "bad mnemonic '" + Given + "', expected " + Expected);
        return;
      }
      Given = Instructions.front();
    }
    E.Mnemonics.push_back(std::move(Given));
  });
  if (!E.Mnemonics.empty() &&
      (E.Mnemonics.front() == "..." || E.Mnemonics.back() == "..."))
    error(locOf(N), "\"...\" at the end of 'mnemonics', expected it between "
                    "two mnemonics");
}

void ContractReader::readSleepsIf(yaml::Node *N, Primitive &P) {
  bool HasMask = false;
  size_t Before = Errors.size();
  readMapping(N, "a 'sleeps-if'", {"arg", "mask"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key == "mask") {
                  HasMask = readNumber(Value, P.SleepMask);
                  return;
                }
                std::string Number;
                int Arg;
                if (!readScalar(Value, "the number of an argument", Number))
                  return;
                if (StringRef(Number).getAsInteger(10, Arg) || Arg < -32 ||
                    Arg > 31)
                  error(locOf(Value),
                        "bad number '" + Number +
                            "', expected the number of an argument, from 0 "
                            "or, counted from the end, -1");
                else
                  P.SleepArg = static_cast<unsigned>(Arg);
              });
  if (Errors.size() == Before && (!P.SleepArg || !HasMask || !P.SleepMask))
    error(locOf(N), "incomplete 'sleeps-if', expected 'arg' and a 'mask' that "
                    "is not 0");
}

void ContractReader::readEntry(yaml::Node *N, ListKind Kind) {
  static constexpr StringRef AllKeys[] = {
      "name",         "when",      "save",
      "restore",      "irqs",      "counted",
      "requires",     "test",      "test-answers",
      "sleeps",       "sleeps-if", "full-register",
      "restore-full", "no-return", "returns-nonzero",
      "stable",       "native",    "implements",
      "family",       "remove",    "mnemonics",
      "neutral"};
  ArrayRef<StringRef> Accepted = AllKeys;
  if (Kind != ListKind::Asm)
    Accepted = Accepted.drop_back(2);

  size_t Before = Errors.size();
  Entry E;
  E.Loc = locOf(N);
  Primitive &P = E.P;
  std::vector<std::string> Keys;
  auto Handle = [&](StringRef Key, yaml::Node *Value) {
    Keys.push_back(Key.str());
    size_t Index;
    if (Key == "name") {
      readNames(Value, Kind, E);
    } else if (Key == "when") {
      if (readWord(Value, {"always", "nonzero", "zero"}, Index))
        P.Happens = static_cast<When>(Index);
    } else if (Key == "save") {
      readPlace(Value, Kind, P.Save);
    } else if (Key == "restore") {
      readPlace(Value, Kind, P.Restore);
    } else if (Key == "irqs") {
      if (readWord(Value, {"on", "off", "kept"}, Index)) {
        P.KeepsIrqs = Index == 2;
        P.Irqs = Index == 0   ? IrqsAfter::On
                 : Index == 1 ? IrqsAfter::Off
                              : IrqsAfter::Unchanged;
      }
    } else if (Key == "counted") {
      if (readWord(Value, {"disable", "enable"}, Index))
        P.Counted = Index == 0 ? CountedUse::Disable : CountedUse::Enable;
    } else if (Key == "requires") {
      if (readWord(Value, {"on", "off"}, Index))
        P.Requires = Index == 0 ? Required::On : Required::Off;
    } else if (Key == "test") {
      P.IsTest = true;
      SmallString<16> Storage;
      auto *Scalar = dyn_cast_or_null<yaml::ScalarNode>(Value);
      if (!Scalar || Scalar->getValue(Storage) != "current")
        readPlace(Value, Kind, P.Test);
    } else if (Key == "test-answers") {
      if (readWord(Value, {"on", "off"}, Index))
        P.TestOff = Index == 1;
    } else if (Key == "sleeps") {
      if (readWord(Value, {"false", "true", "unasked", "faulting"}, Index)) {
        P.Sleeps = Index != 0;
        P.SleepsUnasked = Index == 2;
        P.SleepsInFault = Index == 3;
      }
    } else if (Key == "sleeps-if") {
      readSleepsIf(Value, P);
    } else if (Key == "full-register") {
      readBool(Value, P.FullRegister);
    } else if (Key == "restore-full") {
      readBool(Value, P.RestoreFull);
    } else if (Key == "no-return") {
      readBool(Value, P.NoReturn);
    } else if (Key == "returns-nonzero") {
      readBool(Value, P.ReturnsNonzero);
    } else if (Key == "stable") {
      readBool(Value, P.Stable);
    } else if (Key == "native") {
      if (readWord(Value, {"false", "true", "deliberate"}, Index))
        P.Native = static_cast<Bypass>(Index);
    } else if (Key == "implements") {
      readBool(Value, P.Implements);
    } else if (Key == "family") {
      E.FamilyLoc = locOf(Value);
      readScalar(Value, "the name of a family", E.Family);
    } else if (Key == "remove") {
      readBool(Value, E.Remove);
    } else if (Key == "mnemonics") {
      readMnemonics(Value, E);
    } else {
      readBool(Value, E.Neutral);
    }
  };
  readMapping(N, "an entry", Accepted, Handle);
  if (Errors.size() == Before)
    checkEntry(E, Kind, Keys);
  if (Errors.size() == Before)
    Entries[size_t(Kind)].push_back(std::move(E));
}

/// What each key alone cannot tell.
void ContractReader::checkEntry(const Entry &E, ListKind Kind,
                                ArrayRef<std::string> Keys) {
  const Primitive &P = E.P;
  if (E.Names.empty()) {
    error(E.Loc, "entry without a name, expected 'name'");
    return;
  }
  std::string Name = "entry '" + E.Names.front() + "' ";
  if (E.Remove) {
    if (Keys.size() != 2)
      error(E.Loc, Name + "is removed, expected no other key than 'name'");
    return;
  }
  if (Kind == ListKind::Asm && E.Mnemonics.empty())
    error(E.Loc, Name + "has no mnemonics, expected 'mnemonics'");
  if (Kind == ListKind::Asm && E.Names.size() > 1)
    error(E.Loc, Name + "has several names, expected one");
  if (E.Neutral) {
    if (Keys.size() != 3)
      error(E.Loc, Name + "is neutral, expected no other keys than 'name' and "
                          "'mnemonics'");
    return;
  }
  if (P.RestoreFull && !P.Restore)
    error(E.Loc, Name + "has 'restore-full' alone, expected 'restore' too");
  if (P.FullRegister && !P.Save)
    error(E.Loc, Name + "has 'full-register' alone, expected 'save' too");
  if (P.Native != Bypass::No && !P.Save && !P.Restore &&
      P.Irqs == IrqsAfter::Unchanged && !P.IsTest)
    error(E.Loc, Name + "has 'native' alone, expected save, restore, irqs or "
                        "test too");
  if (P.Implements && Kind != ListKind::Functions)
    error(E.Loc, Name + "has 'implements', expected that of functions only");
  else if (P.Implements && !P.Save && !P.Restore &&
           P.Irqs == IrqsAfter::Unchanged)
    error(E.Loc, Name + "has 'implements' alone, expected save, restore or "
                        "irqs too");
  if (!P.IsTest && is_contained(Keys, "test-answers"))
    error(E.Loc, Name + "has 'test-answers' alone, expected 'test' too");
  if (P.Sleeps && P.SleepArg)
    error(E.Loc, Name + "has both 'sleeps' and 'sleeps-if', expected one");
  if (P.Counted != CountedUse::No &&
      (P.Save || P.Restore || P.Irqs != IrqsAfter::Unchanged || P.KeepsIrqs))
    error(E.Loc, Name + "has 'counted' beside save, restore or irqs, expected "
                        "one of them");
  if (P.KeepsIrqs && P.Restore)
    error(E.Loc, Name + "restores and has 'irqs: kept', expected one of them");
  if (P.Requires != Required::Anything && Kind == ListKind::Asm)
    error(E.Loc, Name + "has 'requires', expected that of functions and "
                        "members only");
  if (!P.hasEffect() && P.Requires == Required::Anything)
    error(E.Loc, Name +
                     "does nothing, expected one of: save, restore, irqs, "
                     "counted, requires, test, sleeps, sleeps-if, no-return, "
                     "returns-nonzero, stable");
}

} // namespace pvlint::flow
