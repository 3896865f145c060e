//===- Mail.cpp - findings as mails to maintainers ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Mail.h"
#include "report/Effect.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <set>

namespace pvlint::report {

using checks::NoteRole;
using checks::StepKind;
using llvm::StringRef;

static constexpr size_t Columns = 75;

static std::string subject(const Cause &C, bool IsPatch) {
  const checks::ShapeFacts &S = checks::factsOf(C.front()->What);
  std::set<StringRef> Functions;
  for (const Result *R : C)
    Functions.insert(R->Function);
  // The names of several would be too long; the text has them.
  std::string In = C.front()->Function.empty() ? C.front()->At.Path
                                               : C.front()->Function + "()";
  if (Functions.size() > 1)
    In = std::to_string(Functions.size()) + " functions";
  if (IsPatch) {
    const auto [Before, After] = S.Patch.split("{}");
    return (Before + In + After).str();
  }
  std::string Text = (S.Bug + " in " + In).str();
  Text[0] = llvm::toUpper(Text[0]);
  return Text;
}

/// Characters, not bytes.
static size_t width(StringRef Text) {
  return llvm::count_if(Text, [](char C) { return (C & 0xC0) != 0x80; });
}

/// \p Text as lines of at most \p Width characters, where blanks allow it.
static std::vector<std::string> wrapped(StringRef Text, size_t Width) {
  std::vector<std::string> Lines(1);
  for (StringRef Word : llvm::split(Text, ' ')) {
    std::string &Last = Lines.back();
    if (!Last.empty() && width(Last) + 1 + width(Word) > Width)
      Lines.push_back(Word.str());
    else
      Last += (Last.empty() ? "" : " ") + Word.str();
  }
  return Lines;
}

static void paragraph(StringRef Text, llvm::raw_ostream &OS) {
  for (const std::string &Line : wrapped(Text, Columns))
    OS << Line << '\n';
}

/// "Level:    …", with what follows aligned.
static void field(StringRef Name, StringRef Text, llvm::raw_ostream &OS) {
  static constexpr size_t Indent = 11;
  bool First = true;
  for (const std::string &Line : wrapped(Text, Columns - Indent)) {
    OS << llvm::left_justify(First ? (Name + ":").str() : "", Indent) << Line
       << '\n';
    First = false;
  }
}

namespace {
/// The path as a table: the line, what happens there, and what interrupts are
/// after it.
class PathTable {
public:
  /// \p First is what interrupts are at first; Unsaid if no row tells.
  PathTable(llvm::raw_ostream &OS, const MailFacts &Facts,
            checks::IrqsThen First)
      : OS(OS), Facts(Facts), Now(First) {
    if (First != checks::IrqsThen::Unsaid)
      OS << llvm::left_justify("    line  what happens", StateColumn)
         << "IRQs after\n";
  }

  /// \p IsHere marks the line that the report is about.
  void row(const Place &At, const std::string &Text, checks::IrqsThen After,
           bool IsHere = false) {
    if (At.Path != Path) {
      Path = At.Path;
      OS << "  " << Path << '\n';
    }
    if (After != checks::IrqsThen::Unsaid)
      Now = After;
    const auto Lines = wrapped((IsHere ? "here: " : "") + Text, TextWidth);
    for (size_t I = 0; I != Lines.size(); ++I) {
      std::string Row = "  " +
                        (I ? std::string(NumberWidth, ' ') : number(At.Line)) +
                        "  " + Lines[I];
      if (I == 0 && Now != checks::IrqsThen::Unsaid) {
        const size_t Used = width(Row);
        Row.append(StateColumn > Used ? StateColumn - Used : 1, ' ');
        Row += irqsName(Now);
      }
      OS << Row << '\n';
    }
    if (Facts.Source && At != Quoted)
      quote(At);
  }

private:
  /// The line itself, for readers who do not have the tree at hand.
  void quote(const Place &At) {
    Quoted = At;
    const std::string Text = StringRef(Facts.Source(At)).trim().str();
    static constexpr size_t Width = Columns - 4 - NumberWidth - 2;
    if (!Text.empty())
      OS.indent(4 + NumberWidth)
          << "| "
          << (width(Text) > Width ? Text.substr(0, Width - 3) + "..." : Text)
          << '\n';
  }

  static std::string number(unsigned Line) {
    const std::string Text = std::to_string(Line);
    return std::string(NumberWidth - std::min(NumberWidth, Text.size()), ' ') +
           Text;
  }

  static constexpr size_t NumberWidth = 6, TextWidth = 53,
                          StateColumn = 4 + NumberWidth + TextWidth + 2;
  llvm::raw_ostream &OS;
  const MailFacts &Facts;
  std::string Path;
  Place Quoted; ///< last
  checks::IrqsThen Now;
};
} // namespace

/// Whether the path says anything about interrupts.
static bool tellsStates(const Result &R) {
  auto Tells = [](checks::IrqsThen I) { return I != checks::IrqsThen::Unsaid; };
  return Tells(R.After) ||
         llvm::any_of(R.Steps, [&](const Step &S) { return Tells(S.After); });
}

/// What is wrong at the line of the report: of a sleep that was before it, the
/// restore.
static StringRef wrongAtLine(checks::Shape S) {
  using checks::Shape;
  return checks::factsOf(S == Shape::RestoredSlept ? Shape::RestoredEnabled : S)
      .Bug;
}

static void path(const Result &R, const MailFacts &Facts,
                 llvm::raw_ostream &OS) {
  PathTable Table(OS, Facts,
                  tellsStates(R) ? checks::IrqsThen::Callers
                                 : checks::IrqsThen::Unsaid);
  std::vector<const Step *> Before, Behind;
  for (const Step &S : R.Steps)
    if (S.Kind != StepKind::Prints && S.Role != NoteRole::Elsewhere)
      (S.Role == NoteRole::Before ? Before : Behind).push_back(&S);
  auto Row = [&](const Step &S, bool IsHere) {
    Table.row(S.At, S.Text + (Facts.Remark ? Facts.Remark(S) : ""), S.After,
              IsHere);
  };
  // A step may be at the place itself, such as the call that a callee's step
  // happens in.
  auto IsHere = [&](const Step *S) { return S->At == R.At; };
  const bool IsLast = !Before.empty() && IsHere(Before.back());
  const bool IsNext = !IsLast && !Behind.empty() && IsHere(Behind.front());
  for (const Step *S : Before)
    Row(*S, IsLast && S == Before.back());
  if (!IsLast && !IsNext)
    Table.row(R.At, wrongAtLine(R.What).str(), R.After, /*IsHere=*/true);
  for (const Step *S : Behind)
    Row(*S, IsNext && S == Behind.front());
}

/// Where else the same mistake is: "mm/a.c:12, 15".
static std::string elsewhere(const Result &R) {
  std::string Text, Path;
  for (const Step &S : R.Steps)
    if (S.Role == NoteRole::Elsewhere) {
      const std::string Line = std::to_string(S.At.Line);
      Text += (Text.empty() ? "" : ", ") +
              (S.At.Path == Path ? Line : S.At.Path + ":" + Line);
      Path = S.At.Path;
    }
  return Text;
}

void writeMail(const Cause &C, const MailFacts &Facts, llvm::raw_ostream &OS) {
  const Result &R = *C.front();
  const bool IsPatch = !Facts.Diff.empty();
  if (IsPatch)
    OS << "From: " << Facts.From << '\n';
  // What is only worth a look is a question.
  OS << "Subject: "
     << (IsPatch                              ? "[PATCH"
         : R.Severity == checks::Level::Audit ? "[RFC"
                                              : "[BUG")
     << (Facts.Number.empty() ? "" : " " + Facts.Number) << "] "
     << (Facts.Prefix.empty() ? "" : Facts.Prefix + ": ") << subject(C, IsPatch)
     << '\n';
  // Long lists of addresses are folded, as RFC 5322 has it.
  if (!Facts.To.empty())
    OS << "To: " << llvm::join(Facts.To, ",\n    ") << '\n';
  if (!Facts.Cc.empty())
    OS << "Cc: " << llvm::join(Facts.Cc, ",\n    ") << '\n';
  OS << "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n\n";
  std::set<std::string> Told;
  for (const Result *Each : C) {
    const std::string Text =
        (Each->Function.empty() ? "" : "In " + Each->Function + "(), ") +
        Each->At.Path + ":" + std::to_string(Each->At.Line) + ": " +
        Each->Message + ".";
    if (!Told.insert(Text).second)
      continue; // twice on one line
    paragraph(Text, OS);
    OS << '\n';
  }
  if (const std::string Effect = effectOf(R, Facts.Source); !Effect.empty()) {
    paragraph(Effect, OS);
    OS << '\n';
  }
  for (const checks::Symptom &What :
       {checks::SleepWarns, checks::ScheduleWarns, checks::RestoreWarns})
    if (llvm::any_of(R.Steps, [&](const Step &S) {
          return S.Kind == StepKind::Prints && S.By == What.Option;
        }))
      OS << "At run time " << What.Option << " prints\n\n  " << What.Line
         << "\n\n";
  paragraph(std::string("The path") +
                (Told.size() == 1 ? "" : " to the first of these places") + ":",
            OS);
  OS << '\n';
  path(R, Facts, OS);
  OS << '\n';
  field("Level", openQuestion(R, Facts.Source), OS);
  if (const std::string Places = elsewhere(R); !Places.empty())
    field("Also at", Places, OS);
  for (const std::string &Other : Facts.Alike)
    field("Same in", Other, OS);
  if (!Facts.Kernel.empty())
    field("Kernel", Facts.Kernel, OS);
  if (!Facts.Configuration.empty())
    field("Config", Facts.Configuration, OS);
  field("Found by", "pvlint " + Facts.Version + ", " + R.Check, OS);
  if (!IsPatch && Facts.Fixes.empty())
    return;
  OS << (IsPatch ? "---\n" : "\n");
  if (!Facts.Fixes.empty()) {
    paragraph("Suggestion, to be checked: git log -L says that this line was "
              "last changed by the commit below, which need not be the one "
              "that broke it.",
              OS);
    OS << "  Fixes: " << Facts.Fixes << '\n';
  }
  if (!IsPatch)
    return;
  paragraph("This patch was made by a tool. Read it, test it, and add your "
            "Signed-off-by before it goes anywhere.",
            OS);
  OS << '\n' << Facts.Diff << "-- \npvlint " << Facts.Version << "\n";
}

} // namespace pvlint::report
