//===- Progress.cpp - how far a long run is -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "ir/Notes.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/ioctl.h>
#include <unistd.h>

using llvm::StringRef;

namespace pvlint::batch {

static constexpr std::chrono::milliseconds BetweenDraws(100);
static constexpr std::chrono::seconds BetweenLines(10);
static constexpr unsigned BarWidth = 20;

std::string describeTime(double Seconds) {
  const auto S = static_cast<unsigned>(Seconds + 0.5);
  if (S < 90)
    return llvm::formatv("{0} s", S);
  const unsigned Minutes = (S + 30) / 60;
  if (Minutes < 90)
    return llvm::formatv("{0} min", Minutes);
  return llvm::formatv("{0} h {1} min", Minutes / 60, Minutes % 60);
}

static unsigned terminalWidth() {
  winsize Size;
  if (!::ioctl(STDERR_FILENO, TIOCGWINSZ, &Size) && Size.ws_col)
    return Size.ws_col;
  return 80;
}

Progress::Progress(unsigned Total, bool Quiet)
    : Total(Total), Quiet(Quiet), Terminal(::isatty(STDERR_FILENO)),
      Start(Clock::now()), Last(Start) {
  StringRef Term(::getenv("TERM") ? ::getenv("TERM") : "");
  if (Term == "dumb")
    Terminal = false;
  const char *NoColor = ::getenv("NO_COLOR");
  Color = Terminal && !(NoColor && *NoColor);
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - Start).count();
}

void Progress::update(unsigned Done, unsigned Failed, StringRef Current) {
  if (Quiet)
    return;
  const Clock::time_point Now = Clock::now();
  if (Drawn || !Terminal) {
    if (Now - Last <
        (Terminal ? BetweenDraws : std::chrono::milliseconds(BetweenLines)))
      return;
  }
  Last = Now;
  draw(Done, Failed, Current);
}

void Progress::draw(unsigned Done, unsigned Failed, StringRef Current) {
  const double Rate = Done / std::max(seconds(), 0.001);
  std::string Left;
  // The first few say little about the rest.
  if (Done >= 5 && Done < Total)
    Left = ", " + describeTime((Total - Done) / Rate) + " left";
  std::string Bad = Failed ? llvm::formatv(", {0} failed", Failed).str() : "";
  if (!Terminal) {
    // One write: others may write to the same place.
    flow::notes() << llvm::formatv("pvlint: {0} of {1} units, {2:f1}/s{3}{4}\n",
                                   Done, Total, Rate, Left, Bad)
                         .str();
    return;
  }
  const unsigned Width = terminalWidth();
  const unsigned Full = Total ? Done * BarWidth / Total : 0;
  const std::string Text =
      llvm::formatv(" {0}/{1}, {2:f1}/s{3}", Done, Total, Rate, Left);
  std::string Line = "\r";
  unsigned Column = 0;
  // Only what is ASCII is cut at a column.
  auto Add = [&](StringRef Part, StringRef Before = "") {
    Part = Part.take_front(Column + 1 < Width ? Width - 1 - Column : 0);
    Column += Part.size();
    if (Color && !Before.empty())
      Line += (Before + Part + "\x1b[0m").str();
    else
      Line += Part;
  };
  if (Width >= BarWidth + 30) {
    Add("[");
    Add(std::string(Full, '='), "\x1b[32m");
    Add(std::string(BarWidth - Full, ' '));
    Add("]");
  }
  Add(Text);
  Add(Bad, "\x1b[31m");
  if (!Current.empty()) {
    Add("  ");
    std::string Name;
    for (char C : Current)
      Name += C >= 0x20 && C < 0x7f ? C : '?';
    Add(Name);
  }
  // One write, and the rest of the old line goes last: nothing flickers.
  Line += "\x1b[K";
  llvm::errs() << Line;
  Drawn = true;
}

void Progress::clear() {
  if (!Drawn)
    return;
  llvm::errs() << "\r\x1b[K";
  Drawn = false;
}

} // namespace pvlint::batch
