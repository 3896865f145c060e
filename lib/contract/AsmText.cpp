//===- AsmText.cpp - instructions of an asm statement ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "contract/AsmText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace pvlint::flow {

/// "{att|intel}" is "att"; "%{", "%|" and "%}" are the plain characters.
static std::string firstDialect(StringRef Text) {
  std::string Result;
  Result.reserve(Text.size());
  enum { Outside, First, Other } State = Outside;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    bool Escape = C == '%' && I + 1 < Text.size();
    if (Escape) {
      char Next = Text[++I];
      if (State == Other)
        continue;
      if (Next != '{' && Next != '|' && Next != '}')
        Result += '%';
      Result += Next;
    } else if (C == '{' && State == Outside) {
      State = First;
    } else if (C == '|' && State == First) {
      State = Other;
    } else if (C == '}' && State != Outside) {
      State = Outside;
    } else if (State != Other) {
      Result += C;
    }
  }
  return Result;
}

/// '#' starts a comment on x86 and an immediate on arm64. An immediate follows
/// an operand's comma or bracket, or is a number after the mnemonic.
static bool isImmediate(StringRef Before, StringRef After) {
  Before = Before.rtrim(" \t");
  if (Before.empty())
    return false;
  if (Before.ends_with(",") || Before.ends_with("["))
    return true;
  return !After.empty() &&
         (isDigit(After.front()) || StringRef("-(%").contains(After.front()));
}

/// Splits at newlines and ';', and drops comments.
static SmallVector<std::string, 16> statements(StringRef Text) {
  SmallVector<std::string, 16> Result;
  std::string Current;
  auto End = [&] {
    if (StringRef(Current).trim().empty())
      Current.clear();
    else
      Result.push_back(std::exchange(Current, std::string()));
  };
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    StringRef Rest = Text.substr(I);
    if (InString) {
      Current += Rest[0];
      if (Rest[0] == '\\' && Rest.size() > 1)
        Current += Text[++I];
      else if (Rest[0] == '"' || Rest[0] == '\n')
        InString = false;
    } else if (Rest.starts_with("/*")) {
      size_t Close = Rest.find("*/", 2);
      if (Close == StringRef::npos)
        break;
      I += Close + 1;
      Current += ' ';
    } else if (Rest.starts_with("//") ||
               (Rest[0] == '#' && !isImmediate(Current, Rest.substr(1)))) {
      size_t Newline = Rest.find('\n');
      if (Newline == StringRef::npos)
        break;
      I += Newline;
      End();
    } else if (Rest[0] == '\n' || Rest[0] == ';') {
      End();
    } else {
      InString = Rest[0] == '"';
      Current += Rest[0];
    }
  }
  End();
  return Result;
}

/// Drops "name:" in front of a statement, as often as there is one.
static StringRef withoutLabels(StringRef Statement) {
  while (true) {
    Statement = Statement.ltrim();
    size_t End = Statement.find_first_of(": \t,(\"");
    if (End == StringRef::npos || Statement[End] != ':')
      return Statement;
    Statement = Statement.drop_front(End + 1);
  }
}

static bool isPrefix(StringRef Word) {
  return is_contained({"rep",    "repe",  "repz",    "repne",    "repnz",
                       "lock",   "cs",    "ds",      "es",       "ss",
                       "fs",     "gs",    "data16",  "data32",   "addr16",
                       "addr32", "rex64", "notrack", "xacquire", "xrelease"},
                      Word);
}

StringRef withoutWidth(StringRef Mnemonic) {
  if (!Mnemonic.empty() && StringRef("qlw").contains(Mnemonic.back())) {
    StringRef Stem = Mnemonic.drop_back();
    if (is_contained(
            {"push", "pop", "pushf", "popf", "call", "iret", "and", "or"},
            Stem))
      return Stem;
  }
  return Mnemonic;
}

/// Follows section directives: whether what comes next is in the section the
/// text started in.
class SectionTracker {
public:
  /// Whether \p Word is a section directive, after acting on it.
  bool directive(StringRef Word, StringRef Operands) {
    if (Word == ".pushsection") {
      Stack.push_back(Now);
      enter(false);
    } else if (Word == ".popsection") {
      if (!Stack.empty())
        Now = Stack.pop_back_val();
    } else if (Word == ".previous") {
      std::swap(Now.Main, Now.PreviousMain);
    } else if (Word == ".subsection") {
      enter(Operands.trim() == "0");
    } else if (Word == ".text") {
      enter(true);
    } else if (is_contained({".section", ".data", ".bss"}, Word)) {
      enter(false);
    } else {
      return false;
    }
    return true;
  }
  bool inMain() const { return Now.Main; }

private:
  struct State {
    bool Main = true;
    bool PreviousMain = true;
  };
  void enter(bool Main) {
    Now.PreviousMain = Now.Main;
    Now.Main = Main;
  }
  State Now;
  SmallVector<State, 4> Stack;
};

/// The normal form of \p Statement, see asmInstructions.
static std::string normalForm(StringRef Mnemonic, StringRef Operands) {
  std::string Result = Mnemonic.lower();
  Result.resize(withoutWidth(Result).size());
  while (true) {
    Operands = Operands.ltrim(" \t,");
    if (Operands.empty())
      return Result;
    StringRef Word = Operands.substr(0, Operands.find_first_of(" \t,"));
    Operands = Operands.drop_front(Word.size());
    Result += ' ';
    Result += Word.lower();
  }
}

/// Calls \p Each for what \p Text puts into the section it starts in: the
/// labels in front, the word of an instruction or a directive, which is empty
/// behind the last label, and its operands.
static void forEachStatement(
    StringRef Text,
    function_ref<void(StringRef Labels, StringRef Word, StringRef Operands)>
        Each) {
  SectionTracker Sections;
  bool InMacro = false;
  for (const std::string &S : statements(firstDialect(Text))) {
    const StringRef Whole = StringRef(S).trim();
    StringRef Statement = withoutLabels(Whole);
    const StringRef Labels = Whole.drop_back(Statement.size());
    StringRef Word, Operands;
    while (true) {
      Word = Statement.take_until([](char C) { return isSpace(C); });
      Operands = Statement.drop_front(Word.size()).ltrim();
      if (!isPrefix(Word) || Operands.empty())
        break;
      Statement = Operands;
    }
    if (Word == ".macro" || Word == ".endm")
      InMacro = Word == ".macro";
    else if (!InMacro && !Sections.directive(Word, Operands) &&
             Sections.inMain() && !Word.contains('=') &&
             !Operands.starts_with("="))
      Each(Labels, Word, Operands);
  }
}

static bool isInstruction(StringRef Word) {
  return !Word.empty() && (!Word.starts_with(".") || Word == ".byte");
}

SmallVector<std::string, 8> asmInstructions(StringRef Text) {
  SmallVector<std::string, 8> Result;
  forEachStatement(Text, [&](StringRef, StringRef Word, StringRef Operands) {
    if (isInstruction(Word))
      Result.push_back(normalForm(Word, Operands));
  });
  return Result;
}

/// At the commas that are not inside parentheses.
static SmallVector<std::string, 3> splitOperands(StringRef Text) {
  SmallVector<std::string, 3> Result;
  unsigned Depth = 0;
  size_t Begin = 0;
  Text = Text.trim();
  for (size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] == '(')
      ++Depth;
    else if (Text[I] == ')')
      Depth -= Depth != 0;
    else if (Text[I] == ',' && !Depth) {
      Result.push_back(Text.slice(Begin, I).trim().str());
      Begin = I + 1;
    }
  }
  if (!Text.empty())
    Result.push_back(Text.drop_front(Begin).trim().str());
  return Result;
}

SmallVector<AsmInstruction, 8> asmParse(StringRef Text) {
  SmallVector<AsmInstruction, 8> Result;
  SmallVector<std::string, 1> Waiting;
  forEachStatement(
      Text, [&](StringRef Labels, StringRef Word, StringRef Operands) {
        for (StringRef Label : split(Labels, ':'))
          if (!Label.trim().empty())
            Waiting.push_back(Label.trim().str());
        if (isInstruction(Word))
          Result.push_back({std::exchange(Waiting, {}), Word.lower(),
                            splitOperands(Operands)});
      });
  Result.push_back({std::move(Waiting), "", {}});
  return Result;
}

SmallVector<std::pair<std::string, std::string>, 1> asmThunks(StringRef Text) {
  SmallVector<std::pair<std::string, std::string>, 1> Result;
  std::string Label, Callee;
  bool Plain = true; // nothing but one call, pushes and pops
  auto End = [&] {
    if (!Label.empty() && !Callee.empty() && Plain)
      Result.emplace_back(Label, Callee);
    Callee.clear();
    Plain = true;
  };
  for (StringRef S : statements(Text)) {
    S = S.trim();
    StringRef Rest = withoutLabels(S);
    StringRef Name = S.drop_back(Rest.size()).trim();
    Name = Name.substr(0, Name.find(':'));
    if (!Name.empty() && !Name.starts_with(".") && !isDigit(Name.front())) {
      End();
      Label = Name.str();
    }
    StringRef Word = Rest.take_until([](char C) { return isSpace(C); });
    const std::string Mnemonic = withoutWidth(Word.lower()).str();
    if (Mnemonic == "jmp" && !Callee.empty())
      continue; // to the compiler's return thunk
    if (Mnemonic == "call" || Mnemonic == "jmp") {
      StringRef To = Rest.drop_front(Word.size()).trim();
      Plain &= Callee.empty() && !To.empty() &&
               (isAlpha(To.front()) || To.front() == '_');
      Callee = To.str();
    } else if (!Word.empty() && !Word.starts_with(".")) {
      Plain &= is_contained({"push", "pop", "ret", "mov", "movq", "lea",
                             "endbr", "endbr64", "int3"},
                            StringRef(Mnemonic));
    }
  }
  End();
  return Result;
}

/// Whether \p Instructions start with \p Pattern, which has no "...".
static bool startsWith(ArrayRef<std::string> Instructions,
                       ArrayRef<std::string> Pattern) {
  if (Instructions.size() < Pattern.size())
    return false;
  for (size_t I = 0; I != Pattern.size(); ++I) {
    StringRef Rest = Instructions[I];
    if (!Rest.consume_front(Pattern[I]) ||
        !(Rest.empty() || Rest.front() == ' '))
      return false;
  }
  return true;
}

/// What is between two "..." is looked for behind what was found before. The
/// first place is as good as any, so nothing is looked at twice.
bool asmMatches(ArrayRef<std::string> Instructions,
                ArrayRef<std::string> Pattern) {
  while (true) {
    const ArrayRef<std::string> Part =
        Pattern.take_until([](const std::string &P) { return P == "..."; });
    while (!startsWith(Instructions, Part)) {
      if (Instructions.empty())
        return false;
      Instructions = Instructions.drop_front();
    }
    if (Part.size() == Pattern.size())
      return true;
    Instructions = Instructions.drop_front(Part.size());
    Pattern = Pattern.drop_front(Part.size() + 1);
  }
}

} // namespace pvlint::flow
