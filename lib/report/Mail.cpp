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
using llvm::StringRef;

static constexpr size_t Columns = 75;

namespace {
/// What a patch of a check does, "{}" being the function, and what is wrong
/// where the report is, as subjects and paths say it. Of a check that has
/// several, a message with Says in it.
struct Subject {
  llvm::StringLiteral Check, Says, Patch, Bug;
};
constexpr Subject Subjects[] = {
    {"pvops-annotation", "", "Fix the interrupt annotation of {}",
     "interrupt annotation not kept"},
    {"pvops-counted-sections", "ends a counted section",
     "Balance the counted sections of {}",
     "counted section ended that was not begun"},
    {"pvops-counted-sections", "may sleep",
     "Do not sleep in a counted section in {}", "sleep in a counted section"},
    {"pvops-counted-sections", "restores flags saved before",
     "End counted sections before restoring flags in {}",
     "older flags restored inside a counted section"},
    {"pvops-counted-sections", "", "Keep interrupts disabled in {}",
     "interrupts enabled inside a counted section"},
    {"pvops-flags-clobbered", "", "Do not overwrite saved flags in {}",
     "saved flags overwritten"},
    {"pvops-flags-narrowed", "", "Keep saved flags in an unsigned long in {}",
     "saved flags cut to a narrower type"},
    {"pvops-foreign-flags", "saves to", "Do not share saved flags in {}",
     "flags saved to shared memory"},
    {"pvops-foreign-flags", "restores again", "Restore flags only once in {}",
     "flags restored twice"},
    {"pvops-foreign-flags", "", "Restore only flags that were saved in {}",
     "wrong flags restored"},
    {"pvops-impl-undefined-bits", "", "Get IF right in {}", "IF is wrong"},
    {"pvops-native-bypass", "", "Use paravirt interrupt operations in {}",
     "hardware interrupt flag used under a hypervisor"},
    {"pvops-restore-disables", "",
     "Do not restore flags with IRQs enabled in {}",
     "flags restored with IRQs enabled"},
    {"pvops-save-fl-bits", "", "Do not read undefined bits of flags in {}",
     "undefined bits of flags read"},
    {"pvops-sleeps-disabled", "", "Do not sleep with IRQs disabled in {}",
     "sleep with IRQs disabled"},
    {"pvops-unconditional-enable", "interrupts are enabled, but",
     "Do not make calls with IRQs disabled in {}", "called with IRQs disabled"},
    {"pvops-unconditional-enable", "interrupts are disabled, but",
     "Do not make calls with IRQs enabled in {}", "called with IRQs enabled"},
    {"pvops-unconditional-enable", "",
     "Do not enable IRQs unconditionally in {}",
     "IRQs enabled inside the caller's section"},
    {"pvops-unrestored-flags", "", "Restore interrupts on every path of {}",
     "return with IRQs disabled"},
};
} // namespace

static const Subject &subjectOf(const Result &R) {
  for (const Subject &S : Subjects)
    if (S.Check == R.Check && StringRef(R.Message).contains(S.Says))
      return S;
  static constexpr Subject Other = {"", "",
                                    "Fix the handling of interrupt flags in {}",
                                    "wrong handling of interrupt flags"};
  return Other;
}

static std::string subject(const Result &R, bool IsPatch) {
  const Subject &S = subjectOf(R);
  const std::string Function =
      R.Function.empty() ? R.At.Path : R.Function + "()";
  if (IsPatch) {
    const auto [Before, After] = S.Patch.split("{}");
    return (Before + Function + After).str();
  }
  std::string Text = (S.Bug + " in " + Function).str();
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
  PathTable(llvm::raw_ostream &OS, const MailFacts &Facts)
      : OS(OS), Facts(Facts) {}

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
        const size_t Used = width(Row), To = 4 + NumberWidth + TextWidth + 2;
        Row.append(To > Used ? To - Used : 1, ' ');
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

  static constexpr size_t NumberWidth = 6, TextWidth = 53;
  llvm::raw_ostream &OS;
  const MailFacts &Facts;
  std::string Path;
  Place Quoted; ///< last
  checks::IrqsThen Now = checks::IrqsThen::Unsaid;
};
} // namespace

/// For readers who search for a line of the log: the option that prints it, and
/// the line; empty for any other step.
static std::pair<StringRef, StringRef> symptom(const Step &S) {
  const auto [Option, Line] = StringRef(S.Text).split(" prints here: ");
  return Option.starts_with("CONFIG_") ? std::pair(Option, Line.trim('"'))
                                       : std::pair<StringRef, StringRef>();
}

static void path(const Result &R, const MailFacts &Facts,
                 llvm::raw_ostream &OS) {
  PathTable Table(OS, Facts);
  std::vector<const Step *> Before, Behind;
  for (const Step &S : R.Steps)
    if (symptom(S).first.empty() && S.Role != NoteRole::Elsewhere)
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
    Table.row(R.At, subjectOf(R).Bug.str(), R.After, /*IsHere=*/true);
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
     << (Facts.Prefix.empty() ? "" : Facts.Prefix + ": ") << subject(R, IsPatch)
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
  if (const std::string Effect = effectOf(R); !Effect.empty()) {
    paragraph(Effect, OS);
    OS << '\n';
  }
  for (const Step &S : R.Steps)
    if (const auto [Option, Line] = symptom(S); !Option.empty())
      OS << "At run time " << Option << " prints\n\n  " << Line << "\n\n";
  paragraph(std::string("The path") +
                (Told.size() == 1 ? "" : " to the first of these places") +
                ", with the interrupt state after each line:",
            OS);
  OS << '\n';
  path(R, Facts, OS);
  OS << '\n';
  field("Level", openQuestion(R), OS);
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
