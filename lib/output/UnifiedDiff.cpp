//===- UnifiedDiff.cpp - the difference of two texts ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/UnifiedDiff.h"
#include "llvm/ADT/STLExtras.h"
#include <memory>
#include <vector>

using llvm::StringRef;

namespace pvlint::output {

using Lines = std::vector<StringRef>; ///< each with its newline

static Lines splitLines(StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    size_t Length = End == StringRef::npos ? Text.size() : End + 1;
    Result.push_back(Text.take_front(Length));
    Text = Text.drop_front(Length);
  }
  return Result;
}

std::string applyEdits(StringRef Old, llvm::ArrayRef<TextEdit> Edits) {
  std::string New;
  size_t Done = 0;
  for (const TextEdit &E : Edits) {
    New += Old.slice(Done, E.Offset);
    New += E.Text;
    Done = E.Offset + E.Length;
  }
  New += Old.drop_front(Done);
  return New;
}

namespace {

/// Lines [Begin, End) of the old text become New.
struct Change {
  size_t Begin, End;
  Lines New;
};

class Differ {
public:
  Differ(StringRef Old, llvm::raw_ostream &OS)
      : Old(Old), OldLines(splitLines(Old)), OS(OS) {
    size_t Offset = 0;
    for (StringRef Line : OldLines) {
      Starts.push_back(Offset);
      Offset += Line.size();
    }
  }

  void run(llvm::ArrayRef<TextEdit> Edits) {
    std::vector<Change> Changes;
    while (!Edits.empty()) {
      // Edits that share a line are one change.
      size_t Begin = lineOf(Edits.front().Offset), End = Begin, Count = 0;
      for (const TextEdit &E : Edits) {
        if (Count && lineOf(E.Offset) >= End)
          break;
        End = std::max(End, lineOf(E.Offset + E.Length) + 1);
        ++Count;
      }
      Changes.push_back(change(Begin, End, Edits.take_front(Count)));
      Edits = Edits.drop_front(Count);
    }
    llvm::erase_if(Changes, [](const Change &C) {
      return C.Begin == C.End && C.New.empty();
    });
    for (size_t I = 0; I != Changes.size();) {
      size_t J = I + 1;
      while (J != Changes.size() &&
             Changes[J].Begin - Changes[J - 1].End <= 2 * Context)
        ++J;
      printHunk(llvm::ArrayRef(Changes).slice(I, J - I));
      I = J;
    }
  }

private:
  static constexpr size_t Context = 3;
  StringRef Old;
  Lines OldLines;
  std::vector<size_t> Starts;
  llvm::raw_ostream &OS;
  std::vector<std::unique_ptr<std::string>> Texts; ///< what changes point into
  ptrdiff_t Shift = 0; ///< new line number minus old line number

  size_t lineOf(size_t Offset) const {
    size_t Line = llvm::upper_bound(Starts, Offset) - Starts.begin();
    return Line ? Line - 1 : 0;
  }

  size_t startOf(size_t Line) const {
    return Line < Starts.size() ? Starts[Line] : Old.size();
  }

  Change change(size_t Begin, size_t End, llvm::ArrayRef<TextEdit> Edits) {
    Change C{Begin, std::min(End, OldLines.size()), {}};
    const size_t From = startOf(Begin);
    std::vector<TextEdit> Local(Edits.begin(), Edits.end());
    for (TextEdit &E : Local)
      E.Offset -= From;
    Texts.push_back(std::make_unique<std::string>(
        applyEdits(Old.slice(From, startOf(C.End)), Local)));
    C.New = splitLines(*Texts.back());
    auto Same = [&](size_t Line, StringRef New) {
      return OldLines[Line] == New;
    };
    while (C.Begin != C.End && !C.New.empty() &&
           Same(C.End - 1, C.New.back())) {
      --C.End;
      C.New.pop_back();
    }
    while (C.Begin != C.End && !C.New.empty() && Same(C.Begin, C.New.front())) {
      ++C.Begin;
      C.New.erase(C.New.begin());
    }
    return C;
  }

  void printLine(char Mark, StringRef Line) {
    OS << Mark << Line;
    if (!Line.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }

  void printRange(size_t Begin, size_t Count) {
    // An empty range names the line before it.
    OS << (Count ? Begin + 1 : Begin);
    if (Count != 1)
      OS << ',' << Count;
  }

  void printHunk(llvm::ArrayRef<Change> Changes) {
    const size_t Begin =
        Changes.front().Begin - std::min(Context, Changes.front().Begin);
    const size_t End = std::min(Changes.back().End + Context, OldLines.size());
    ptrdiff_t Grows = 0;
    for (const Change &C : Changes)
      Grows += ptrdiff_t(C.New.size()) - ptrdiff_t(C.End - C.Begin);
    OS << "@@ -";
    printRange(Begin, End - Begin);
    OS << " +";
    printRange(Begin + Shift, End - Begin + Grows);
    OS << " @@\n";
    size_t Line = Begin;
    while (!Changes.empty()) {
      for (; Line != Changes.front().Begin; ++Line)
        printLine(' ', OldLines[Line]);
      // Adjacent changes: first all removed lines, then all added ones.
      size_t Touching = 0;
      for (; Touching != Changes.size() && Changes[Touching].Begin == Line;
           ++Touching)
        for (; Line != Changes[Touching].End; ++Line)
          printLine('-', OldLines[Line]);
      for (const Change &C : Changes.take_front(Touching))
        for (StringRef New : C.New)
          printLine('+', New);
      Changes = Changes.drop_front(Touching);
    }
    for (; Line != End; ++Line)
      printLine(' ', OldLines[Line]);
    Shift += Grows;
  }
};

} // namespace

void printUnifiedDiff(StringRef Old, llvm::ArrayRef<TextEdit> Edits,
                      llvm::raw_ostream &OS) {
  Differ(Old, OS).run(Edits);
}

} // namespace pvlint::output
