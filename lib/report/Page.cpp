//===- Page.cpp - a check's page for a reader without a browser -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Knows of Markdown what the pages use: headings, fenced code, code within a
// line, bold, and links. The rest reads well as it is.
//
//===----------------------------------------------------------------------===//

#include "report/Page.h"

namespace pvlint::report {
namespace {

using llvm::StringRef;

constexpr StringRef Reset = "\033[0m", Bold = "\033[1m", Code = "\033[36m";

class Renderer {
public:
  explicit Renderer(PageStyle Style) : Style(Style) {}

  std::string run(StringRef Rest) {
    if (Rest.consume_front("---\n"))
      Rest = Rest.split("\n---\n").second;
    while (!Rest.empty()) {
      if (Rest.starts_with("```"))
        Rest = fence(Rest);
      else if (Rest.starts_with("#"))
        Rest = heading(Rest);
      else
        Rest = prose(Rest);
    }
    return std::move(Out);
  }

private:
  const PageStyle Style;
  std::string Out;

  bool isMarkdown() const { return Style == PageStyle::Markdown; }

  void put(StringRef Color, StringRef Text) {
    if (Style != PageStyle::Terminal || Text.empty()) {
      Out += Text;
      return;
    }
    Out += Color;
    Out += Text;
    Out += Reset;
  }

  StringRef heading(StringRef Rest) {
    auto [Line, After] = Rest.split('\n');
    put(Bold, isMarkdown() ? Line : Line.ltrim("# "));
    Out += '\n';
    return After;
  }

  StringRef fence(StringRef Rest) {
    const StringRef Open = Rest.split('\n').first;
    if (isMarkdown())
      Out += Open.str() + "\n";
    Rest = Rest.split('\n').second;
    while (!Rest.empty()) {
      auto [Line, After] = Rest.split('\n');
      Rest = After;
      if (Line.starts_with("```")) {
        if (isMarkdown())
          Out += "```\n";
        break;
      }
      if (!isMarkdown() && !Line.empty())
        Out += "    ";
      put(isMarkdown() ? "" : Code, Line);
      Out += '\n';
    }
    return Rest;
  }

  /// The text before the next heading or fence. Code, bold and links may go
  /// over the end of a line, so it is taken as one.
  StringRef prose(StringRef Rest) {
    size_t End = Rest.find('\n');
    while (End != StringRef::npos && End + 1 < Rest.size() &&
           Rest[End + 1] != '#' && !Rest.substr(End + 1).starts_with("```"))
      End = Rest.find('\n', End + 1);
    End = End == StringRef::npos ? Rest.size() : End + 1;
    inlines(Rest.take_front(End));
    return Rest.drop_front(End);
  }

  void inlines(StringRef Text) {
    while (!Text.empty()) {
      const size_t Next = Text.find_first_of("`[*");
      Out += Text.take_front(Next);
      Text = Next == StringRef::npos ? "" : Text.drop_front(Next);
      if (Text.empty())
        return;
      Text = Text.drop_front(special(Text));
    }
  }

  /// Puts what \p Text starts with, and says how much of it that was.
  size_t special(StringRef Text) {
    const size_t Code = Text.front() == '`' ? Text.find('`', 1) : 0;
    if (Code && Code != StringRef::npos) {
      const bool Marks = Style != PageStyle::Terminal;
      put(pvlint::report::Code,
          Text.substr(Marks ? 0 : 1, Marks ? Code + 1 : Code - 1));
      return Code + 1;
    }
    const size_t Strong = Text.starts_with("**") ? Text.find("**", 2) : 0;
    if (Strong && Strong != StringRef::npos && !isMarkdown()) {
      put(Bold, Text.slice(2, Strong));
      return Strong + 2;
    }
    const size_t Middle = Text.front() == '[' ? Text.find("](") : 0;
    if (Middle && Middle != StringRef::npos) {
      const size_t End = Text.find(')', Middle);
      if (End != StringRef::npos) {
        inlines(Text.slice(1, Middle));
        return End + 1;
      }
    }
    Out += Text.front();
    return 1;
  }
};

} // namespace

/// Readers need neither targets of links nor notes to scripts/outputs.
static std::string withoutMarks(StringRef Markdown) {
  std::string Text;
  while (!Markdown.empty()) {
    const auto [Line, Rest] = Markdown.split('\n');
    if (!Line.starts_with("<a id=") && !Line.starts_with("<!-- "))
      Text += Line.str() + "\n";
    Markdown = Rest;
  }
  return Text;
}

std::string renderPage(StringRef Markdown, PageStyle Style) {
  const std::string Text = withoutMarks(Markdown);
  return Renderer(Style).run(Text);
}

} // namespace pvlint::report
