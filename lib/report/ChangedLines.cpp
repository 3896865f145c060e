//===- ChangedLines.cpp - the lines that a change touched -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ChangedLines.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>

namespace pvlint::report {

using llvm::StringRef;

/// "12,3" or "12": first line and number of lines.
static bool parseSpan(StringRef Text, uint32_t &First, uint32_t &Count) {
  auto [A, B] = Text.split(',');
  Count = 1;
  return !A.getAsInteger(10, First) &&
         (B.empty() || !B.getAsInteger(10, Count));
}

/// The path that a line "--- a/kernel/fork.c" or "+++ b/…" names, without the
/// letter that git puts before it.
static std::string pathIn(StringRef Line, bool HasPrefixes) {
  Line = Line.rtrim('\r');
  std::string Path = flow::takeQuotedName(Line);
  // Also those of diff.mnemonicPrefix.
  if (HasPrefixes && Path.size() > 2 && Path[1] == '/' &&
      StringRef("abciow").contains(Path[0]))
    Path.erase(0, 2);
  return Path;
}

namespace {

/// The lines of one hunk, in which what was changed may have others around it.
class Hunk {
public:
  Hunk(uint32_t OldCount, uint32_t First, uint32_t Count)
      : Old(OldCount), New(Count), Next(Count ? First : First + 1) {}

  bool isOpen() const { return Old || New; }

  /// Takes the next line; what it and those before it changed goes to \p Out.
  void take(StringRef Line, ChangedLines::Lines *Out) {
    if (Line.starts_with("\\"))
      return; // "No newline at end of file"
    if (Line.starts_with("+") && New) {
      Begin = Begin ? Begin : Next;
      ++Next;
      --New;
    } else if (Line.starts_with("-") && Old) {
      Removed = true;
      --Old;
    } else {
      flush(Out);
      ++Next;
      Old -= Old != 0;
      New -= New != 0;
    }
    if (!isOpen())
      flush(Out);
  }

private:
  uint32_t Old, New; ///< lines to come
  uint32_t Next;     ///< the number of the next line
  uint32_t Begin = 0;
  bool Removed = false;

  /// What was only removed is between two lines.
  void flush(ChangedLines::Lines *Out) {
    if (Out && Begin)
      Out->emplace_back(Begin, Next - 1);
    else if (Out && Removed)
      Out->emplace_back(Next - 1, Next);
    Begin = 0;
    Removed = false;
  }
};

} // namespace

/// What is missing may have changed the line of a finding.
static llvm::Error cutShort(const llvm::Twine &Where) {
  return llvm::createStringError("the diff lacks lines " + Where +
                                 ": its hunk says that more follow");
}

llvm::Expected<ChangedLines> ChangedLines::parse(StringRef Diff,
                                                 bool HasPrefixes) {
  ChangedLines Out;
  Lines *Current = nullptr;
  Hunk Open(0, 0, 0);
  while (!Diff.empty()) {
    StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    // What is inside a hunk may look like a header.
    if (Open.isOpen()) {
      if (!Line.empty() && !StringRef(" +-\\\r").contains(Line[0]))
        return cutShort("before '" + Line + "'");
      Open.take(Line, Current);
      continue;
    }
    if (Line.consume_front("+++ ")) {
      const std::string Path = pathIn(Line, HasPrefixes);
      Current = Path == "/dev/null" ? nullptr : &Out.Files[Path];
      continue;
    }
    if (!Line.consume_front("@@ -"))
      continue;
    auto [Old, Rest] = Line.split(" +");
    uint32_t First, Count, OldFirst, OldCount;
    if (!parseSpan(Old, OldFirst, OldCount) ||
        !parseSpan(Rest.split(" @@").first, First, Count))
      return llvm::createStringError("cannot read the diff at '@@ -" + Line +
                                     "'");
    Open = Hunk(OldCount, First, Count);
  }
  if (Open.isOpen())
    return cutShort("at its end");
  return Out;
}

bool ChangedLines::contains(const Place &P) const {
  auto It = Files.find(P.Path);
  return It != Files.end() && llvm::any_of(It->second, [&](auto Span) {
           return Span.first <= P.Line && P.Line <= Span.second;
         });
}

/// Whether no function ends on the lines of \p Text from \p First to \p Last: a
/// brace in the first column ends one.
static bool isOneFunction(StringRef Text, uint32_t First, uint32_t Last) {
  for (uint32_t Line = 1; Line < Last && !Text.empty(); ++Line) {
    if (Line >= First && Text.starts_with("}"))
      return false;
    Text = Text.split('\n').second;
  }
  return true;
}

bool ChangedLines::isBetween(const Place &A, const Place &B,
                             const flow::SourceRoot &Root) const {
  auto It = Files.find(A.Path);
  if (A.Path != B.Path || It == Files.end())
    return false;
  const auto [First, Last] = std::minmax(A.Line, B.Line);
  if (llvm::none_of(It->second, [&, First = First, Last = Last](auto Span) {
        return First <= Span.second && Span.first <= Last;
      }))
    return false;
  const auto Text = flow::readIfThere(Root.path(A.Path));
  return Text && isOneFunction(Text->getBuffer(), First, Last);
}

bool ChangedLines::touches(const Result &R,
                           const flow::SourceRoot &Root) const {
  if (contains(R.At))
    return true;
  for (size_t I = 0; I != R.Steps.size(); ++I) {
    const Place &Next = I + 1 != R.Steps.size() ? R.Steps[I + 1].At : R.At;
    if (contains(R.Steps[I].At) || isBetween(R.Steps[I].At, Next, Root))
      return true;
  }
  return false;
}

std::vector<std::string> ChangedLines::files() const {
  std::vector<std::string> Names;
  for (const auto &File : Files)
    Names.push_back(File.first().str());
  llvm::sort(Names);
  return Names;
}

} // namespace pvlint::report
