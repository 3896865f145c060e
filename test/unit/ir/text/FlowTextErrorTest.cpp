//===- FlowTextErrorTest.cpp - text that is no flow program ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/FlowText.h"
#include "llvm/ADT/StringExtras.h"
#include <random>

using namespace pvlint::flow;
using llvm::StringRef;

namespace {

//===----------------------------------------------------------------------===//
// Complaints
//===----------------------------------------------------------------------===//

TEST(FlowTextError, TopLevel) {
  EXPECT_EQ(error(""), "t.flow:1:1: unexpected end of file, expected 'flow 1'");
  EXPECT_EQ(error("flow 2\n"), "t.flow:1:6: unknown version 2, expected 1");
  EXPECT_EQ(error("flow 1 2\n"),
            "t.flow:1:8: unexpected '2', expected end of line");
  EXPECT_EQ(error("flow 1\nfile 1 \"x\"\n"),
            "t.flow:2:6: file 1 out of order, expected 0");
  EXPECT_EQ(error("flow 1\nfile 0 x\n"),
            "t.flow:2:8: unexpected 'x', expected a path in quotes");
  EXPECT_EQ(error("flow 1\ngivenup 4294967296 \"x\"\n"),
            "t.flow:2:9: number too large, expected a count of 32 bits");
  EXPECT_EQ(error("flow 1\nret\n"), "t.flow:2:1: unexpected 'ret', expected "
                                    "'file', 'givenup', 'says' or 'func'");
}

TEST(FlowTextError, Tokens) {
  EXPECT_EQ(error(StringRef("flow 1\n\0", 8)),
            "t.flow:2:1: unexpected character, expected a word, number, "
            "string or punctuation");
  EXPECT_EQ(error("flow 1\nfile 0 \"x\nfile 1 \"y\""),
            "t.flow:2:8: unfinished string, expected '\"' before the end of "
            "the line");
  EXPECT_EQ(error("flow 1\nfile 0 \"x\\q\""),
            "t.flow:2:10: unknown escape, expected \\\\, \\\" or \\ and two "
            "hex digits");
  EXPECT_EQ(error("flow 99999999999999999999999\n"),
            "t.flow:1:6: bad number, expected an integer of 64 bits");
  EXPECT_EQ(error("flow 0x\n"),
            "t.flow:1:6: bad number, expected an integer of 64 bits");
  EXPECT_EQ(error("flow 1\nfunc @"), "t.flow:2:6: '@' without a name, "
                                     "expected an identifier or a string");
  EXPECT_EQ(errorIn("%1000000 = opaque\nret\n}"),
            "t.flow:3:1: bad temporary, expected a number less than 1000000 "
            "after '%'");
  EXPECT_EQ(errorIn("%x = opaque\nret\n}"),
            "t.flow:3:1: bad temporary, expected a number less than 1000000 "
            "after '%'");
  // Long and unprintable tokens are cut and escaped.
  EXPECT_EQ(error(std::string(50, 'a')), "t.flow:1:1: unexpected '" +
                                             std::string(40, 'a') +
                                             "...', expected 'flow 1'");
  EXPECT_EQ(error("\"\x1b\""), "t.flow:1:1: unexpected '\\22\\1B\\22', "
                               "expected 'flow 1'");
}

TEST(FlowTextError, Functions) {
  EXPECT_EQ(error("flow 1\nfunc f"),
            "t.flow:2:6: unexpected 'f', expected '@' and a name");
  EXPECT_EQ(error("flow 1\nfunc @f() extern {"),
            "t.flow:2:11: unexpected 'extern', expected '{'");
  EXPECT_EQ(error("flow 1\nfunc @f(a b) {"),
            "t.flow:2:11: unexpected 'b', expected ',' or ')'");
  EXPECT_EQ(error("flow 1\nfunc @f(a, a) {"),
            "t.flow:2:12: variable 'a' is declared twice, expected another "
            "name, or the same with another number after '#'");
  EXPECT_EQ(error("flow 1\nfunc @f() {\n}"),
            "t.flow:3:1: unexpected '}', expected an instruction or a label");
  EXPECT_EQ(error("flow 1\nfunc @f() {\nret\n}\nfunc @f() {\nret\n}\n"),
            "t.flow:5:6: function 'f' is already defined in line 2, expected "
            "another name, or 'static'");
  EXPECT_EQ(error("flow 1\nfunc @f() static {\nret\n}\n"
                  "func @f() static {\nret\n}\nfunc @f() {\nret\n}\n"),
            "");
  EXPECT_EQ(errorIn("var v\nret\n}"),
            "t.flow:3:5: variable 'v' is declared twice, expected another "
            "name, or the same with another number after '#'");
  for (StringRef Ty : {"u0", "u129", "x8", "u", "u8x", "8", "ptr0", "ptr129",
                       "ptrs", "p", "uptr", "\"\""})
    EXPECT_EQ(errorIn(("var x: " + Ty + "\nret\n}").str()),
              "t.flow:3:8: unexpected '" +
                  (Ty == "\"\"" ? "\\22\\22" : Ty.str()) +
                  "', expected a type: u1 to u128, i1 to i128, ptr, or "
                  "ptr and a width");
  EXPECT_EQ(errorIn("temps 1000001\nret\n}"),
            "t.flow:3:7: too many temporaries, expected at most 1000000");
  EXPECT_EQ(errorIn("ret"), "t.flow:3:4: unexpected end of file, expected an "
                            "instruction, a label or '}'");
}

TEST(FlowTextError, Blocks) {
  EXPECT_EQ(errorIn("opaque\n}"),
            "t.flow:4:1: unexpected '}', expected a terminator of the block: "
            "'jump', 'br', 'switch', 'ret' or 'unreachable'");
  EXPECT_EQ(errorIn("a:\nb:\nret\n}"),
            "t.flow:4:1: unexpected 'b', expected a terminator of the block: "
            "'jump', 'br', 'switch', 'ret' or 'unreachable'");
  EXPECT_EQ(errorIn("ret\nopaque\n}"),
            "t.flow:4:1: unexpected 'opaque', expected a label or '}' after "
            "the end of a block");
  EXPECT_EQ(errorIn("a:\nret\na:\nret\n}"),
            "t.flow:5:1: label 'a' is already in line 3, expected another "
            "name");
  EXPECT_EQ(errorIn("a:\njump c\nb:\nret\n}"),
            "t.flow:4:6: unknown label 'c', expected one of this function");
  EXPECT_EQ(errorIn("jump 1\n}"),
            "t.flow:3:6: unexpected '1', expected a label");
  EXPECT_EQ(errorIn("br %1 a, b\n}"),
            "t.flow:3:7: unexpected 'a', expected ','");
  EXPECT_EQ(errorIn("switch %1 [1: a, 2 a] b\n}"),
            "t.flow:3:20: unexpected 'a', expected ':'");
  EXPECT_EQ(errorIn("switch %1 [1: a 2: a] b\n}"),
            "t.flow:3:17: unexpected '2', expected ',' or ']'");
  EXPECT_EQ(errorIn("switch %1 [1..a: a] b\n}"),
            "t.flow:3:15: unexpected 'a', expected an integer");
}

TEST(FlowTextError, Instructions) {
  EXPECT_EQ(errorIn("frob %1\nret\n}"),
            "t.flow:3:1: unknown instruction 'frob', expected an instruction, "
            "or a label and ':'");
  EXPECT_EQ(errorIn("%1 = store v = 1\nret\n}"),
            "t.flow:3:6: unexpected 'store', expected an instruction with a "
            "result");
  EXPECT_EQ(errorIn("%1 load v\nret\n}"),
            "t.flow:3:4: unexpected 'load', expected '='");
  EXPECT_EQ(errorIn("copy v\nret\n}"),
            "t.flow:3:6: unexpected 'v', expected an operand: a temporary, an "
            "integer, '@' and a function, or '?'");
  EXPECT_EQ(errorIn("and 1\nret\n}"),
            "t.flow:3:6: unexpected end of line, expected ','");
  EXPECT_EQ(errorIn("load 1\nret\n}"),
            "t.flow:3:6: unexpected '1', expected a place: a variable, '@' "
            "and a global, or a temporary in '[' ']'");
  EXPECT_EQ(errorIn("load w\nret\n}"),
            "t.flow:3:6: unknown variable 'w', expected a parameter or one of "
            "a line 'var'");
  EXPECT_EQ(errorIn("load v#1\nret\n}"),
            "t.flow:3:6: unknown variable 'v', expected a parameter or one of "
            "a line 'var'");
  EXPECT_EQ(errorIn("load v.1\nret\n}"),
            "t.flow:3:8: unexpected '1', expected a field");
  EXPECT_EQ(errorIn("load v[1]\nret\n}"),
            "t.flow:3:8: unexpected '1', expected ']'");
  EXPECT_EQ(errorIn("load [v]\nret\n}"),
            "t.flow:3:7: unexpected 'v', expected a temporary");
  EXPECT_EQ(errorIn("begin @v\nret\n}"),
            "t.flow:3:7: unexpected '@v', expected a variable");
  EXPECT_EQ(errorIn("use shout 1\nret\n}"),
            "t.flow:3:5: unexpected 'shout', expected 'print', "
            "'index' or 'decide'");
  EXPECT_EQ(errorIn("call f()\nret\n}"),
            "t.flow:3:6: unexpected 'f', expected a callee: '@' and a "
            "function, 'member', 'asm' or 'ptr'");
  EXPECT_EQ(errorIn("call @f(1 2)\nret\n}"),
            "t.flow:3:11: unexpected '2', expected ',' or ')'");
  EXPECT_EQ(errorIn("call @f(1\nret\n}"),
            "t.flow:4:1: unexpected 'ret', expected ',' or ')'");
  EXPECT_EQ(errorIn("copy 9223372036854775808\nret\n}"),
            "t.flow:3:6: number too large, expected an integer of 64 bits");
  EXPECT_EQ(errorIn("copy -0x8000000000000001\nret\n}"),
            "t.flow:3:7: number too large, expected an integer of 64 bits");
  EXPECT_EQ(errorIn("copy 1 2\nret\n}"),
            "t.flow:3:8: unexpected '2', expected end of line");
}

TEST(FlowTextError, Locations) {
  EXPECT_EQ(errorIn("opaque at 0:1:1\nret\n}"),
            "t.flow:3:11: unknown file 0, expected one of a line 'file' above");
  EXPECT_EQ(errorIn("opaque at x\nret\n}"),
            "t.flow:3:11: unexpected 'x', expected a location or a string");
  auto ErrorAt = [](StringRef At) {
    return error(
        ("flow 1\nfile 0 \"x\"\nfunc @f() at " + At + " {\nret\n}\n").str());
  };
  EXPECT_EQ(ErrorAt("1:2"), "");
  EXPECT_EQ(ErrorAt("1"),
            "t.flow:3:16: unexpected '{', expected ':' and a column");
  EXPECT_EQ(ErrorAt("0:0:1"), "t.flow:3:14: line 0 is no location, expected a "
                              "line from 1");
  EXPECT_EQ(ErrorAt("0:1:1-0:0:1"), "t.flow:3:20: line 0 is no location, "
                                    "expected a line from 1");
  EXPECT_EQ(ErrorAt("0:1:4294967296"),
            "t.flow:3:18: number too large, expected a number of 32 bits");
  EXPECT_EQ(ErrorAt("0:1:1 \"x\""),
            "t.flow:3:20: unexpected '\\22x\\22', expected '{'");
}

//===----------------------------------------------------------------------===//
// Hostile text
//===----------------------------------------------------------------------===//

/// Reads \p Text, whatever it is: either it has one complaint with a position,
/// or what it means round-trips.
void readHostile(StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  if (!P) {
    std::string Message = llvm::toString(P.takeError());
    EXPECT_TRUE(StringRef(Message).starts_with("t.flow:")) << Message;
    EXPECT_TRUE(StringRef(Message).contains(", expected ")) << Message;
    return;
  }
  std::string First = text(*P);
  EXPECT_EQ(text(read(First)), First);
}

TEST(FlowTextHostile, TruncatedAnywhere) {
  for (size_t I = 0; I <= Sample.size(); ++I)
    readHostile(Sample.take_front(I));
}

TEST(FlowTextHostile, Mutations) {
  std::mt19937 Random(1);
  auto Below = [&](size_t N) { return static_cast<size_t>(Random() % N); };
  constexpr StringRef Interesting = "()[]{},:=.-#?@%;\"\\\n 019xabu_";
  for (unsigned Round = 0; Round < 6000; ++Round) {
    std::string Text = Sample.str();
    for (size_t N = 1 + Below(4); N != 0 && !Text.empty(); --N) {
      size_t At = Below(Text.size());
      size_t Length = std::min(Below(20), Text.size() - At);
      switch (Below(6)) {
      case 0:
        Text[At] = static_cast<char>(Random());
        break;
      case 1:
        Text[At] = Interesting[Below(Interesting.size())];
        break;
      case 2:
        Text.erase(At, Length);
        break;
      case 3:
        Text.insert(At, 1, Interesting[Below(Interesting.size())]);
        break;
      case 4:
        Text.insert(Below(Text.size()), Text.substr(At, Length));
        break;
      case 5: {
        // A line goes elsewhere.
        size_t End = Text.find('\n', At);
        if (End == std::string::npos)
          break;
        size_t Next = std::min(Text.find('\n', End + 1), Text.size() - 1);
        std::string Line = Text.substr(End + 1, Next - End);
        size_t To = Text.find('\n', Below(Text.size()));
        if (To != std::string::npos)
          Text.insert(To + 1, Line);
        break;
      }
      }
    }
    readHostile(Text);
  }
}

TEST(FlowTextHostile, LongInput) {
  // Depth does not matter: nothing nests.
  for (char C : StringRef("([{@%\"-\\;0a.#"))
    readHostile("flow 1\nfunc @f(" + std::string(1 << 20, C));
  std::string Many = "flow 1\nfunc @f(v) {\n";
  for (unsigned I = 0; I < 20000; ++I)
    Many += "load v\n";
  readHostile(Many + "load v" + std::string(1 << 16, '.') + "\n");
  readHostile(Many + "ret\n}\n");
}

} // namespace
