//===- Effect.cpp - what comes of a finding -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Effect.h"
#include "checks/Say.h"
#include "report/LockText.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::report {

using checks::Effect;
using checks::IrqsThen;
using checks::Level;
using checks::Open;
using checks::say;
using checks::Shape;
using checks::StepKind;
using llvm::StringRef;

/// {0}: where the section begins, {1}: where interrupts are enabled or
/// something sleeps, both as "line 12 of a.c", {2}: what sleeps, {3}: the lock.
namespace text {
constexpr char SomeLock[] = "the lock taken on {0}";
constexpr char NamedLock[] = "{3}, taken on {0},";
constexpr char EnabledWithLock[] =
    "From {1} on, interrupts are enabled while {3} is held. If an interrupt on "
    "this CPU takes the same lock, it spins forever.";
constexpr char EnabledInside[] =
    "From {1} on, interrupts are enabled in the section that disabled them on "
    "{0}. If nothing in the rest of it needs them disabled, this is harmless.";
constexpr char Enabled[] =
    "From {1} on, interrupts are enabled. A caller that had disabled them "
    "is interrupted in a section that it believes to be safe. If all callers "
    "have them enabled, the kernel only warns.";
constexpr char EnabledInContext[] =
    "From {1} on, interrupts are enabled in code that is entered with them "
    "disabled: it can be interrupted, also by itself.";
constexpr char SleptWithLock[] =
    "While {2} sleeps, other tasks run and {3} is held. If one of them, or an "
    "interrupt on this CPU, takes the same lock, the CPU spins forever.";
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

constexpr char Proven[] =
    "proven: the whole path is in the sources that were analysed";
constexpr char WorthALook[] = "worth a look; no path that breaks is known";
constexpr char NeedsPath[] = "certain on the path above, for any caller";
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

namespace {
/// What an effect is told with.
struct Course {
  const Step *Begin = nullptr; ///< disables, taking a lock perhaps
  const Place *Enabled = nullptr;
  std::string Sleeper; ///< empty if something enables
  std::string Lock;    ///< "&np->lock", if the source tells

  bool hasLock() const {
    return Begin && (!Lock.empty() || StringRef(Begin->By).contains("lock"));
  }
};
} // namespace

/// Where interrupts are enabled, or something sleeps, and since when they were
/// disabled.
static Course placesOf(const Result &R) {
  Course C;
  for (const Step &S : R.Steps) {
    if (S.Kind == StepKind::Sleeps || S.Kind == StepKind::Enables) {
      C.Enabled = &S.At;
      if (S.Kind == StepKind::Sleeps)
        C.Sleeper = S.By;
      return C;
    }
    // A section of a caller's may be around that of the function.
    if (S.Kind == StepKind::Begins)
      C.Begin = &S;
  }
  if (R.After == IrqsThen::Enabled) {
    C.Enabled = &R.At;
    C.Sleeper = R.By;
  }
  return C;
}

static Course courseOf(const Result &R, const SourceLine &Source) {
  Course C = placesOf(R);
  if (C.Begin && Source)
    C.Lock = lockTaken(Source(C.Begin->At), C.Begin->At.Col, C.Begin->By);
  return C;
}

/// Whether the sleeper has might_sleep(), as what takes a lock that may be free
/// or allocates memory that may be there: then it need not sleep at all.
static bool mayNotWait(const Course &C, const Result &R) {
  return StringRef(C.Sleeper).contains("lock") ||
         llvm::any_of(R.Steps, [](const Step &S) {
           return S.Kind == StepKind::Prints &&
                  S.By == checks::SleepWarns.Option;
         });
}

static std::string where(const Place &At, const Result &R) {
  return "line " + std::to_string(At.Line) +
         (At.Path == R.At.Path ? "" : " of " + At.Path);
}

/// What comes of interrupts that are enabled, or of a sleep.
static std::string effectOf(const Course &C, const Result &R) {
  if (!C.Enabled)
    return "";
  const std::string Begin = C.Begin ? where(C.Begin->At, R) : std::string();
  const std::string Line = where(*C.Enabled, R);
  const std::string Lock =
      say(C.Lock.empty() ? text::SomeLock : text::NamedLock,
          {Begin, "", "", C.Lock});
  if (!C.Sleeper.empty())
    return say(C.hasLock() ? text::SleptWithLock : text::Slept,
               {Begin, Line, C.Sleeper, Lock}) +
           (mayNotWait(C, R) ? text::OnlyWarns : "");
  // Of flags that are only saved, what they say depends on the caller.
  const bool IsInside = C.Begin && R.Severity == Level::Error;
  return say(C.hasLock()                         ? text::EnabledWithLock
             : IsInside                          ? text::EnabledInside
             : R.What == Shape::EnabledInContext ? text::EnabledInContext
                                                 : text::Enabled,
             {Begin, Line, "", Lock});
}

std::string effectOf(const Result &R, const SourceLine &Source) {
  switch (checks::factsOf(R.What).Then) {
  case Effect::Said:
    return "";
  case Effect::Enables:
  case Effect::Sleeps:
    return effectOf(courseOf(R, Source), R);
  case Effect::StaysDisabled:
    return text::StaysDisabled;
  case Effect::WrongOutput:
    return text::Printed;
  case Effect::WrongInGuest:
    return text::ReadBits;
  case Effect::WrongElsewhere:
    return text::UpperBits;
  }
  return "";
}

std::string openQuestion(const Result &R, const SourceLine &Source) {
  switch (R.Severity) {
  case Level::Error:
    return text::Proven;
  case Level::Audit:
    return text::WorthALook;
  case Level::Warning:
    break;
  }
  switch (checks::factsOf(R.What).Needs) {
  case Open::Path:
    return text::NeedsPath;
  case Open::Architecture:
    return text::NeedsArchitecture;
  case Open::EnabledCaller:
    return text::NeedsEnabledCaller;
  case Open::DisabledCaller:
    return courseOf(R, Source).hasLock() ? text::NeedsPath : text::NeedsCaller;
  case Open::Code:
    break;
  }
  return llvm::any_of(R.Steps,
                      [](const Step &S) { return S.Kind == StepKind::Entered; })
             ? text::NeedsContext
             : text::NotProven;
}

} // namespace pvlint::report
