//===- NotesTest.cpp - tests of what terminals and files of lines see -----===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Notes.h"
#include "gtest/gtest.h"

using namespace pvlint::flow;

namespace {

TEST(Notes, ControlCharactersAreEscaped) {
  EXPECT_EQ(printable("a\x1b[2Jb\n\t\x7f"), "a\\x1b[2Jb\\n\\t\\x7f");
  EXPECT_EQ(printable("a\n\tb", /*HasLines=*/true), "a\n\tb");
  EXPECT_EQ(printableColored("\x1b[0;32mgreen\x1b[0m\x1b]0;x\x07"),
            "\x1b[0;32mgreen\x1b[0m\\x1b]0;x\\x07");
}

/// U+0080 to U+009F are control characters in UTF-8, and so is no other use of
/// their first byte: it was dropped with what followed.
TEST(Notes, InvalidUtf8IsNoControlCharacter) {
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "\\xc2\\x9b31m");
  EXPECT_EQ(printable("\xc2\xa0\xc3\xbc"), "\xc2\xa0\xc3\xbc");
  for (const char *Text :
       {"\xc2", "\xc2z", "\xc2\\", "\xc2 x", "\x9b", "\xff"}) {
    EXPECT_EQ(printable(Text), Text);
    EXPECT_EQ(printable(printable(Text)), printable(Text));
  }
  // A byte that belongs to no character is still there to be escaped itself.
  EXPECT_EQ(printable("\xc2\x1b[2J"), "\xc2\\x1b[2J");
}

TEST(Notes, QuotedNamesComeBack) {
  for (const char *Name :
       {"plain", "a space", "tab\t", "quo\"te", "back\\slash", "\xc2", "\xc2\t",
        "\xc3\xbc", "\x01\x7f\n\r", "a\\t"}) {
    const std::string Quoted = quotedName(Name);
    llvm::StringRef Rest = Quoted;
    EXPECT_EQ(takeQuotedName(Rest), Name);
    EXPECT_EQ(Rest, "");
    EXPECT_EQ(llvm::StringRef(Quoted).count('\n'), 0u);
  }
}

} // namespace
