//===- ContractReader.cpp - contract files --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one contract file, or refuses it whole. It is long because each key has
// its own rules and each refusal says what was expected.
//
//===----------------------------------------------------------------------===//

#include "flow/ContractReader.h"
#include "flow/AsmText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace pvlint::flow {

static constexpr size_t MaxSize = 1 << 20;
/// What follows is more likely noise than news.
static constexpr size_t MaxErrors = 50;

static std::string oneOf(ArrayRef<StringRef> Words) {
  return (Words.size() == 1 ? "" : "one of: ") + join(Words, ", ");
}

ContractReader::ContractReader(StringRef Text, StringRef FileName)
    : Text(Text.empty() ? StringRef("") : Text), FileName(FileName.str()) {}

void ContractReader::error(SMLoc Loc, const Twine &Message) {
  if (Errors.size() == MaxErrors)
    return;
  auto [Line, Column] = Sources.getLineAndColumn(Loc.isValid() ? Loc : Start);
  Errors.push_back((FileName + ":" + Twine(Line) + ":" + Twine(Column) +
                    ": error: " + Message)
                       .str());
}

void ContractReader::onSyntaxError(const SMDiagnostic &D, void *Reader) {
  auto *R = static_cast<ContractReader *>(Reader);
  if (D.getKind() == SourceMgr::DK_Error)
    R->error(D.getLoc(), "not YAML: " + D.getMessage());
}

/// The YAML parser trusts its input more than a file from outside deserves, so
/// bytes it should not see and nesting that would exhaust its stack are refused
/// here.
bool ContractReader::checkText() {
  constexpr int MaxNesting = 32;
  if (Text.size() > MaxSize) {
    error(Start, "file is too big, expected at most 1 MiB");
    return false;
  }
  const char *Base = Start.getPointer();
  auto *Position = reinterpret_cast<const UTF8 *>(Base);
  if (!isLegalUTF8String(&Position, Position + Text.size())) {
    error(SMLoc::getFromPointer(reinterpret_cast<const char *>(Position)),
          "not text, expected UTF-8");
    return false;
  }
  int Brackets = 0, Markers = 0, Indent = 0;
  bool InIndent = true;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    SMLoc Here = SMLoc::getFromPointer(Base + I);
    if ((static_cast<unsigned char>(C) < 0x20 && !isSpace(C)) || C == 0x7f ||
        C == '\v' || C == '\f') {
      error(Here, "not text, found a control character");
      return false;
    }
    Brackets += C == '[' || C == '{';
    Brackets -= C == ']' || C == '}';
    if (C == '\n')
      Markers = Indent = 0, InIndent = true;
    else if (InIndent && C == ' ')
      ++Indent;
    else if (InIndent && (C == '-' || C == '?' || C == ':'))
      ++Markers;
    else
      InIndent = false;
    if (Brackets > MaxNesting || Markers > MaxNesting ||
        Indent > 8 * MaxNesting) {
      error(Here, "nested too deeply");
      return false;
    }
  }
  return true;
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
  if (!Errors.empty())
    return make_error<StringError>(join(Errors, "\n"),
                                   inconvertibleErrorCode());
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
        {"version", "restore", "families", "functions", "members", "asm",
         "contexts", "locks", "states"},
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
          } else if (Key == "families") {
            readList(Value, "families", [&](yaml::Node *N) { readFamily(N); });
          } else if (Key == "contexts") {
            readList(Value, "contexts", [&](yaml::Node *N) { readContext(N); });
          } else if (Key == "locks") {
            readList(Value, "locks", [&](yaml::Node *N) { readLock(N); });
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
    auto Syntax = find_if(Errors, [](StringRef Message) {
      return Message.contains(": error: not YAML: ");
    });
    if (Syntax != Errors.end())
      Errors = {std::string(*Syntax)};
    else
      Errors = {FileName + ":1:1: error: not YAML"};
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
// Nodes
//===----------------------------------------------------------------------===//

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

/// Letters that C and assembly symbols are made of.
static bool isName(StringRef Name, StringRef More = "") {
  return !Name.empty() && !isDigit(Name.front()) && all_of(Name, [&](char C) {
    return isAlnum(C) || C == '_' || More.contains(C);
  });
}

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

//===----------------------------------------------------------------------===//
// Families and entries
//===----------------------------------------------------------------------===//

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
      "a function, \"record.field\" or \"FUNCTION(argN)\"";
  std::vector<std::string> Names;
  EntryContext Context;
  bool HasEntry = false;
  auto AddName = [&](yaml::Node *Value) {
    std::string Name;
    if (!readScalar(Value, Expected, Name))
      return;
    StringRef Rest = Name;
    Rest = Rest.substr(0, Rest.find('('));
    unsigned Arg;
    StringRef Index = StringRef(Name).substr(Rest.size());
    const bool GoodArg =
        Index.empty() ||
        (Index.consume_front("(arg") && Index.consume_back(")") &&
         isName(Rest) && !Index.getAsInteger(10, Arg));
    if (!isName(Rest, ".") || !GoodArg)
      error(locOf(Value), "bad place '" + Name + "', expected " + Expected);
    else
      Names.push_back(std::move(Name));
  };
  readMapping(N, "a context", {"name", "entry", "why"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key == "why") {
                  readScalar(Value, "text", Context.Why);
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
  if (Names.empty() || !HasEntry || Context.Why.empty()) {
    error(locOf(N), "a context needs 'name', 'entry' and 'why'");
    return;
  }
  for (std::string &Name : Names)
    Contexts.emplace_back(std::move(Name), Context);
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
      if (Instructions.size() != 1) {
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
  static constexpr StringRef AllKeys[] = {"name",
                                          "when",
                                          "save",
                                          "restore",
                                          "irqs",
                                          "requires",
                                          "test",
                                          "test-answers",
                                          "sleeps",
                                          "sleeps-if",
                                          "full-register",
                                          "restore-full",
                                          "no-return",
                                          "returns-nonzero",
                                          "stable",
                                          "native",
                                          "implements",
                                          "family",
                                          "remove",
                                          "mnemonics",
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
      readBool(Value, P.Sleeps);
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
  if (P.KeepsIrqs && P.Restore)
    error(E.Loc, Name + "restores and has 'irqs: kept', expected one of them");
  if (P.Requires != Required::Anything && Kind == ListKind::Asm)
    error(E.Loc, Name + "has 'requires', expected that of functions and "
                        "members only");
  if (!P.hasEffect() && P.Requires == Required::Anything)
    error(E.Loc, Name + "does nothing, expected one of: save, restore, irqs, "
                        "requires, test, sleeps, sleeps-if, no-return, "
                        "returns-nonzero, stable");
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

void ContractReader::commit(Contract &C) {
  if (RestoresDisable)
    C.RestoresDisable = *RestoresDisable;
  for (auto &[Name, Context] : Contexts)
    C.ContextMap[Name] = std::move(Context);
  for (const auto &[Name, Numbers] : States)
    C.StateMap[Name] = Numbers;
  for (const auto &[Name, Lock] : Locks)
    C.LockMap[Name] = Lock;
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
