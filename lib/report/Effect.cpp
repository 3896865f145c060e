//===- Effect.cpp - what comes of a finding -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Effect.h"
#include "checks/Say.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::report {

using checks::IrqsThen;
using checks::Level;
using checks::say;
using llvm::StringRef;

/// {0}: where the lock is taken or the section begins, {1}: where interrupts
/// are enabled or something sleeps, both as "line 12 of a.c", {2}: what sleeps.
namespace text {
constexpr char EnabledWithLock[] =
    "From {1} on, interrupts are enabled while the lock taken on {0} is "
    "held. If an interrupt on this CPU takes the same lock, it spins "
    "forever.";
constexpr char EnabledInside[] = "From {1} on, interrupts are enabled in a "
                                 "section that disabled them on {0} "
                                 "and relies on that.";
constexpr char Enabled[] =
    "From {1} on, interrupts are enabled. A caller that had disabled them "
    "is interrupted in a section that it believes to be safe. If all callers "
    "have them enabled, the kernel only warns.";
constexpr char EnabledInContext[] =
    "From {1} on, interrupts are enabled in code that is entered with them "
    "disabled and relies on that: it can be interrupted, also by itself.";
constexpr char SleptWithLock[] =
    "While {2} sleeps, other tasks run and the lock taken on {0} is held. If "
    "one of them, or an interrupt on this CPU, takes the same lock, the CPU "
    "spins forever.";
constexpr char Slept[] =
    "While {2} sleeps, other tasks run in the middle of the section, and it "
    "returns with interrupts enabled.";
constexpr char OnlyWarns[] =
    " If it does not have to wait, the kernel only warns.";
constexpr char StaysDisabled[] =
    "The CPU takes no interrupts until something else enables them: timers are "
    "late, and other CPUs wait for this one.";
constexpr char Printed[] =
    "Only the output is wrong, and only in a Xen PV guest: elsewhere the saved "
    "flags are the whole register.";
constexpr char ReadBits[] =
    "On bare metal and under KVM the saved flags are the whole register, so "
    "the code appears to work. In a Xen PV guest, all bits but IF are "
    "whatever the register held before.";
constexpr char UpperBits[] =
    "Harmless on x86, where the interrupt flag is bit 9. On s390 the interrupt "
    "bits are the upper byte of an unsigned long (ARCH_IRQ_ENABLED), so they "
    "are lost and the restore leaves interrupts disabled.";

constexpr char NeedsPath[] =
    "certain if the path above is taken, whoever calls";
constexpr char NeedsCaller[] = "not proven: needs a caller with interrupts "
                               "disabled, in a file that was not analysed";
constexpr char NeedsEnabledCaller[] =
    "not proven: needs a caller with interrupts enabled, in a file that was "
    "not analysed";
constexpr char NeedsArchitecture[] =
    "certain on other architectures; harmless on the one that was analysed";
constexpr char NeedsContext[] =
    "certain if the first function of the path is entered as it says there";
constexpr char NotProven[] =
    "not proven: depends on code that was not analysed";
} // namespace text

/// "spin_lock()", of "… by spin_lock(); …".
static StringRef nameBy(StringRef Text) {
  const StringRef Rest = Text.split(" by ").second;
  return Rest.take_front(Rest.find("()") + 2);
}

namespace {
/// What an effect is told with.
struct Course {
  const Step *Begin = nullptr; ///< disables, taking a lock perhaps
  bool HasLock = false;
  const Place *Enabled = nullptr;
  std::string Sleeper; ///< empty if something enables
};
} // namespace

static Course courseOf(const Result &R) {
  Course C;
  for (const Step &S : R.Steps) {
    const StringRef Text = S.Text;
    const bool BySleep = Text.contains("may sleep here");
    if (BySleep ||
        (S.After == IrqsThen::Enabled && Text.contains("enabled here"))) {
      C.Enabled = &S.At;
      if (BySleep)
        C.Sleeper = Text.split(' ').first.str();
      return C;
    }
    // A section of a caller's may be around that of the function. What saves
    // nothing is ended by what the report is about.
    if (S.After == IrqsThen::Disabled && Text.contains(" here by ") &&
        !Text.contains("without saving")) {
      C.Begin = &S;
      C.HasLock = nameBy(Text).contains("lock");
    }
  }
  if (R.After == IrqsThen::Enabled) {
    C.Enabled = &R.At;
    const auto [Sleeper, Does] = StringRef(R.Message).split(' ');
    if (Does.starts_with("may sleep"))
      C.Sleeper = Sleeper.str();
  }
  return C;
}

/// Whether it takes a lock that may be free, and then does not sleep at all.
static bool mayNotWait(StringRef Sleeper) { return Sleeper.contains("lock"); }

std::string effectOf(const Result &R) {
  const StringRef Check = R.Check, Message = R.Message;
  if (Check == "pvops-save-fl-bits")
    return Message.starts_with("prints") ? text::Printed : text::ReadBits;
  if (Check == "pvops-flags-narrowed" && Message.contains("upper bits"))
    return text::UpperBits;
  if (Check == "pvops-flags-clobbered" ||
      (Check == "pvops-unrestored-flags" && Message.contains("disabled by")))
    return text::StaysDisabled;
  if (Check != "pvops-restore-disables" && Check != "pvops-sleeps-disabled" &&
      Check != "pvops-unconditional-enable" &&
      Check != "pvops-counted-sections")
    return "";
  const Course C = courseOf(R);
  if (!C.Enabled)
    return "";
  auto Where = [&](const Place &At) {
    return "line " + std::to_string(At.Line) +
           (At.Path == R.At.Path ? "" : " of " + At.Path);
  };
  const std::string Begin = C.Begin ? Where(C.Begin->At) : std::string();
  const std::string Line = Where(*C.Enabled);
  if (C.Sleeper.empty()) {
    // Of flags that are only saved, what they say depends on the caller.
    const bool IsInside = C.Begin && R.Severity == Level::Error;
    const bool IsContext = !C.Begin && Message.contains("entered with");
    return say(C.HasLock   ? text::EnabledWithLock
               : IsInside  ? text::EnabledInside
               : IsContext ? text::EnabledInContext
                           : text::Enabled,
               {Begin, Line});
  }
  return say(C.HasLock ? text::SleptWithLock : text::Slept,
             {Begin, Line, C.Sleeper}) +
         (mayNotWait(C.Sleeper) ? text::OnlyWarns : "");
}

std::string openQuestion(const Result &R) {
  switch (R.Severity) {
  case Level::Error:
    return "proven: the whole path is in the sources that were analysed";
  case Level::Audit:
    return "worth a look; no path that breaks is known";
  case Level::Warning:
    break;
  }
  const StringRef Check = R.Check;
  if (Check == "pvops-flags-narrowed")
    return text::NeedsArchitecture;
  if (Check == "pvops-restore-disables") {
    const Course C = courseOf(R);
    return C.HasLock || !C.Sleeper.empty() ? text::NeedsPath
                                           : text::NeedsCaller;
  }
  if (Check == "pvops-unrestored-flags")
    return StringRef(R.Message).contains("disabled by")
               ? text::NeedsEnabledCaller
               : text::NeedsCaller;
  for (const Step &S : R.Steps)
    if (StringRef(S.Text).contains(" is entered with interrupts "))
      return text::NeedsContext;
  return text::NotProven;
}

} // namespace pvlint::report
