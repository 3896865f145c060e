//===- Notes.cpp - what is told on stderr ---------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Notes.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace pvlint::flow {

/// Bytes of the control character that \p Text begins with: one of ASCII, or
/// one of U+0080 to U+009F, which terminals obey as well.
static size_t controlLength(StringRef Text) {
  const auto First = static_cast<unsigned char>(Text.front());
  if (First < 0x20 || First == 0x7f)
    return 1;
  if (First != 0xc2 || Text.size() < 2)
    return 0;
  const auto Second = static_cast<unsigned char>(Text[1]);
  return Second >= 0x80 && Second < 0xa0 ? 2 : 0;
}

/// Bytes of the "ESC [ 0;32 m" that \p Text begins with.
static size_t colorLength(StringRef Text) {
  if (!Text.starts_with("\x1b["))
    return 0;
  const size_t End = Text.find_first_not_of("0123456789;", 2);
  return End != StringRef::npos && Text[End] == 'm' ? End + 1 : 0;
}

static void escape(StringRef Control, std::string &Out) {
  if (Control == "\n")
    Out += "\\n";
  else if (Control == "\t")
    Out += "\\t";
  else
    for (const char C : Control)
      Out += "\\x" + llvm::toHex(StringRef(&C, 1), /*LowerCase=*/true);
}

static std::string printable(StringRef Text, bool HasLines, bool HasColors) {
  std::string Out;
  while (!Text.empty()) {
    size_t Length = HasColors ? colorLength(Text) : 0;
    if (!Length)
      if (const size_t Control = controlLength(Text);
          Control && !(HasLines && StringRef("\n\t").contains(Text[0]))) {
        escape(Text.take_front(Control), Out);
        Text = Text.drop_front(Control);
        continue;
      }
    Length = std::max<size_t>(Length, 1);
    Out += Text.take_front(Length);
    Text = Text.drop_front(Length);
  }
  return Out;
}

std::string printable(StringRef Text, bool HasLines) {
  return printable(Text, HasLines, /*HasColors=*/false);
}

std::string printableColored(StringRef Text) {
  return printable(Text, /*HasLines=*/true, /*HasColors=*/true);
}

static constexpr llvm::StringLiteral Escapes = "abtnvfr"; ///< from 7 on

std::string quotedName(StringRef Name) {
  if (llvm::all_of(Name, [](unsigned char C) {
        return C >= 0x20 && C != 0x7f && C != '"' && C != '\\';
      }))
    return Name.str();
  std::string Out = "\"";
  for (const char C : Name) {
    const auto U = static_cast<unsigned char>(C);
    if (C == '"' || C == '\\')
      Out += {'\\', C};
    else if (U >= 7 && U < 7 + Escapes.size())
      Out += {'\\', Escapes[U - 7]};
    else if (U < 0x20 || U == 0x7f)
      Out += {'\\', char('0' + (U >> 6)), char('0' + (U >> 3 & 7)),
              char('0' + (U & 7))};
    else
      Out += C;
  }
  return Out + '"';
}

std::string takeQuotedName(StringRef &Text) {
  if (!Text.consume_front("\"")) {
    const size_t End = std::min(Text.find('\t'), Text.size());
    const std::string Name = Text.take_front(End).str();
    Text = Text.drop_front(End);
    return Name;
  }
  std::string Name;
  while (!Text.empty() && !Text.consume_front("\"")) {
    const char C = Text.front();
    Text = Text.drop_front();
    if (C != '\\' || Text.empty()) {
      Name += C;
      continue;
    }
    const size_t Digits =
        std::min<size_t>(std::min(Text.find_first_not_of("01234567"), //
                                  Text.size()),
                         3);
    unsigned Value = 0;
    if (Digits) {
      (void)Text.take_front(Digits).getAsInteger(8, Value);
      Name += char(Value);
    } else {
      const size_t Which = Escapes.find(Text.front());
      Name += Which == StringRef::npos ? Text.front() : char(Which + 7);
    }
    Text = Text.drop_front(std::max<size_t>(Digits, 1));
  }
  return Name;
}

namespace {

class Notes : public llvm::raw_ostream {
public:
  Notes() : raw_ostream(/*unbuffered=*/true) {}

private:
  void write_impl(const char *Text, size_t Size) override {
    llvm::errs() << printable(StringRef(Text, Size), /*HasLines=*/true);
  }
  uint64_t current_pos() const override { return 0; }
};

} // namespace

llvm::raw_ostream &notes() {
  static Notes OS;
  return OS;
}

} // namespace pvlint::flow
