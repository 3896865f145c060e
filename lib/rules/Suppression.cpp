//===- Suppression.cpp - pvlint-suppression -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   /* pvlint: ok(pvops-restore-disables) callers have interrupts on */
//
// A comment that asks for silence has to say why, to name a check that there
// is, and to be about something: otherwise it would outlive its reason unseen.
//
// Limits: whether a comment in a header is about something depends on who
// includes it, so it is never called unused. In one unit alone, neither is one
// whose statement could do more than the unit shows.
//
//===----------------------------------------------------------------------===//

#include "rules/Suppression.h"
#include "checks/Check.h"
#include "checks/Say.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/GlobPattern.h"

namespace pvlint::rules {

using checks::Finding;
using checks::say;

/// {0}: the comment, or what it calls a check, {1}: a check with a similar
/// name.
namespace text {
constexpr char NotUnderstood[] = "'pvlint: {0}' is not a suppression: write "
                                 "'pvlint: ok(CHECK) REASON'";
constexpr char NoReason[] = "'pvlint: {0}' gives no reason and is ignored: "
                            "write the reason after the parenthesis";
constexpr char Unused[] =
    "'{0}' has nothing to report here: remove the suppression";
constexpr char Unknown[] = "no check is called '{0}': nothing is suppressed";
constexpr char Misspelt[] = "no check is called '{0}' (did you mean '{1}'?): "
                            "nothing is suppressed";
} // namespace text

namespace {

using llvm::StringRef;

/// One mark, taken apart.
struct Request {
  const flow::Mark &Mark;
  llvm::SmallVector<StringRef, 2> Checks; ///< globs, each once
  StringRef Reason;
  std::string Wrong; ///< why it is none

  explicit Request(const flow::Mark &M) : Mark(M) {
    StringRef Rest = M.Text;
    const size_t Close = Rest.find(')');
    if (!Rest.consume_front("ok") || !Rest.ltrim().consume_front("(") ||
        Close == StringRef::npos) {
      Wrong = say(text::NotUnderstood, {M.Text});
      return;
    }
    llvm::SmallVector<StringRef, 2> Names;
    StringRef(M.Text).slice(M.Text.find('(') + 1, Close).split(Names, ',');
    // Each once: what is wrong with a name is told with the whole line below.
    llvm::StringSet<> Seen;
    for (StringRef Name : Names)
      if (Seen.insert(Name.trim()).second)
        Checks.push_back(Name.trim());
    Reason = StringRef(M.Text).drop_front(Close + 1).ltrim(" :-,").rtrim();
  }
};

bool matches(StringRef Glob, StringRef Check) {
  auto G = llvm::GlobPattern::create(Glob);
  if (G)
    return G->match(Check);
  llvm::consumeError(G.takeError());
  return false;
}

/// Empty if \p Glob is a check's name, or a glob that matches one.
std::string unknownCheck(StringRef Glob) {
  StringRef Near;
  unsigned Least = 5;
  for (const checks::Check &C : checks::registry()) {
    if (canSuppress(C.Name) && matches(Glob, C.Name))
      return "";
    unsigned Distance = Glob.edit_distance(C.Name, true, Least);
    if (Distance < Least) {
      Least = Distance;
      Near = C.Name;
    }
  }
  const bool IsMisspelt = !Near.empty() && Near != SuppressionCheck;
  return say(IsMisspelt ? text::Misspelt : text::Unknown,
             {Glob.str(), Near.str()});
}

Finding &report(const Request &S, std::string Message,
                std::vector<Finding> &Out) {
  Finding F;
  F.Check = SuppressionCheck;
  F.Severity = checks::Level::Warning;
  F.Loc = S.Mark.At;
  F.Message = std::move(Message);
  F.Identity = S.Mark.Text;
  return Out.emplace_back(std::move(F));
}

} // namespace

bool canSuppress(StringRef Check) { return Check != SuppressionCheck; }

void suppress(llvm::ArrayRef<flow::Mark> Comments, Scope Analysed,
              std::vector<Finding> &Findings) {
  std::vector<Finding> Problems;
  for (const flow::Mark &M : Comments) {
    const Request S(M);
    if (!S.Wrong.empty()) {
      report(S, S.Wrong, Problems);
      continue;
    }
    if (S.Reason.empty()) {
      report(S, say(text::NoReason, {M.Text}), Problems);
      continue;
    }
    for (StringRef Glob : S.Checks) {
      if (std::string Unknown = unknownCheck(Glob); !Unknown.empty()) {
        report(S, std::move(Unknown), Problems);
        continue;
      }
      bool Used = false;
      for (Finding &F : Findings) {
        if (F.Loc.File != M.At.File || F.Loc.Line < M.First ||
            F.Loc.Line > M.Last || !matches(Glob, F.Check))
          continue;
        Used = true;
        F.Suppressed = checks::Suppression::Comment;
        F.Reason = S.Reason.str();
      }
      const bool IsSure = Analysed == Scope::Program
                              ? M.IsOwn
                              : M.IsClosed && Glob != CheckOfPrograms;
      if (!Used && IsSure)
        report(S, say(text::Unused, {Glob.str()}), Problems).IsUnneeded =
            S.Checks.size() == 1;
    }
  }
  llvm::append_range(Findings, std::move(Problems));
}

} // namespace pvlint::rules
