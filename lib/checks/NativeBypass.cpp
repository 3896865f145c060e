//===- NativeBypass.cpp - pvops-native-bypass -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C8: code that can run under a hypervisor changes and reads IF through
// paravirt ops. In a Xen PV guest cli, sti and popf leave the interrupt state
// alone, and IF of the register is always set; an assertion of the entry code
// that tested it was wrong on every entry (commit e17f8234538d).
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::BypassObservation;
using solve::Event;

/// {0}: the instruction or function, {1}: what to write, {2}: what read the
/// flags or disabled, and where, {3}: another thing to write.
namespace text {
constexpr char Disable[] =
    "{0} clears the hardware IF, which has no effect in a paravirt guest[[: "
    "interrupts stay enabled there]]; use {1}";
constexpr char Enable[] =
    "{0} sets the hardware IF, which has no effect in a paravirt guest[[: "
    "interrupts stay disabled there]]; use {1}";
constexpr char EnableOrHalt[] =
    "{0} sets the hardware IF, which has no effect in a paravirt guest[[: "
    "interrupts stay disabled there]]; use {1}, or {3} to wait for one";
constexpr char Restore[] =
    "{0} loads flags that were not read here into the CPU's flags; if this is "
    "to restore interrupts, use {1}";
constexpr char RestoreNative[] =
    "{0} sets the hardware IF, which has no effect in a paravirt guest[[: it "
    "is for code that never runs in one]]; use {3} and {1}";
constexpr char RestoreOff[] =
    "{0} loads the CPU's flags, which has no effect on interrupts in a "
    "paravirt guest: they stay disabled since {2}; use {1}";
constexpr char RestoreOp[] =
    "{0} loads the flags saved by {2} into the CPU's flags; only IF is defined "
    "there[[, and a paravirt guest ignores it]]; use {1}";
constexpr char ReadIf[] =
    "decision depends on the hardware IF, read by {2}, which is always set in "
    "a paravirt guest; use {1}[[, or {3} for the flags]]";
constexpr char ToOp[] =
    "{0} restores the hardware flags read by {2}, where IF is always set in a "
    "paravirt guest; save with {1}[[ or {3}]]";
constexpr char ReadIfInAsm[] =
    "decision depends on the hardware IF, read by {0}, which is always set in "
    "a paravirt guest; use {1}";

constexpr char Instruction[] = "'{0}' in {1}()";
constexpr char InC[] = "{0} in C";
constexpr char SomeOp[] = "the paravirt op";

constexpr char Read[] = "flags read here by {0}";
constexpr char Pushed[] = "flags pushed here";
} // namespace text

/// "local_irq_disable()": what goes through the paravirt ops.
static std::string op(const flow::Contract &C, FormKind K, FormRole R) {
  const flow::FormFamily &Cpu = C.forms().cpu();
  return Cpu.name(K, R).empty() ? text::SomeOp : Cpu.call(K, R);
}

static std::string message(const BypassObservation &B,
                           const flow::Contract &C) {
  const std::string At = shownName(B.At);
  const std::string Save = op(C, FormKind::IrqSave, FormRole::Begin);
  const std::string Restore = op(C, FormKind::IrqSave, FormRole::End);
  const std::string Read = op(C, FormKind::IrqSave, FormRole::Read);
  const Event *Before = B.Save ? B.Save : B.Off;
  const std::string Since = Before ? placed(Before, B.At) : std::string();
  switch (B.K) {
  case BypassObservation::Disable:
    return say(text::Disable, {At, op(C, FormKind::Irq, FormRole::Begin)});
  case BypassObservation::Enable:
    return say(text::EnableOrHalt, {At, op(C, FormKind::Irq, FormRole::End), "",
                                    op(C, FormKind::Irq, FormRole::Halt)});
  case BypassObservation::Restore:
    return say(text::Restore, {At, Restore});
  case BypassObservation::RestoreNative:
    return say(text::RestoreNative, {At, Restore, "", Save});
  case BypassObservation::RestoreOff:
    return say(text::RestoreOff, {At, Restore, placed(B.Off, B.At)});
  case BypassObservation::RestoreOp:
    return say(text::RestoreOp, {At, Restore, Since});
  case BypassObservation::ReadIf:
    return say(text::ReadIf,
               {At, op(C, FormKind::Irq, FormRole::Test), Since, Read});
  case BypassObservation::ToOp:
    return say(text::ToOp, {At, Read, Since, Save});
  }
  return {};
}

static std::string message(const solve::MachineBypassObservation &B,
                           const flow::Contract &C) {
  const std::string At = say(text::Instruction, {B.Instruction, B.Function});
  auto Say = [&](const char *Text, FormKind K, FormRole R) {
    return say(Text, {At, say(text::InC, {op(C, K, R)})});
  };
  switch (B.K) {
  case BypassObservation::Disable:
    return Say(text::Disable, FormKind::Irq, FormRole::Begin);
  case BypassObservation::Enable:
    return Say(text::Enable, FormKind::Irq, FormRole::End);
  case BypassObservation::ReadIf:
    return Say(text::ReadIfInAsm, FormKind::Irq, FormRole::Test);
  default:
    return Say(text::Restore, FormKind::IrqSave, FormRole::End);
  }
}

static void inMachineCode(const solve::MachineBypassObservation &B,
                          const flow::Contract &C, std::vector<Finding> &Out) {
  Finding F;
  F.Check = "pvops-native-bypass";
  F.What = Shape::HardwareFlag;
  F.Severity = B.IsNative || B.K == BypassObservation::Restore ? Level::Audit
                                                               : Level::Warning;
  F.Loc = B.At;
  F.Function = B.Function;
  F.Identity = B.Function + ' ' + std::to_string(B.K) + ';' + B.Instruction;
  F.Message = message(B, C);
  if (B.Pushed.isValid() && B.Pushed != B.At)
    F.Notes.push_back({B.Pushed, text::Pushed});
  Out.push_back(std::move(F));
}

static Level level(const BypassObservation &B) {
  if (B.IsNative || B.How == flow::Bypass::Deliberate ||
      B.K == BypassObservation::Restore)
    return Level::Audit;
  return Level::Warning;
}

/// A function that works on the register, by the name of the one that goes
/// through the paravirt ops.
static std::vector<Edit> useOp(const BypassObservation &B,
                               const flow::Contract &C) {
  const solve::EventOp *At = B.At->At;
  if (B.At->Inner || !At || At->CalleeIs != flow::CalleeKind::Function ||
      At->Spelling != At->Callee || !At->Loc.isText())
    return {};
  if (B.K != BypassObservation::Disable && B.K != BypassObservation::Enable)
    return {};
  const auto Form = C.forms().find(At->Callee);
  if (!Form || Form->Kind != FormKind::Native ||
      Form->as(FormKind::Irq).empty())
    return {};
  return {
      {At->Loc.Begin, At->Loc.End, Form->Of->call(FormKind::Irq, Form->Role)}};
}

void nativeBypass(const solve::Observations &Seen, const flow::Contract &C,
                  std::vector<Finding> &Out) {
  for (const BypassObservation &B : Seen.Bypasses) {
    const Event *At = B.At->innermost();
    Finding F;
    F.Check = "pvops-native-bypass";
    F.What = Shape::HardwareFlag;
    F.Severity = level(B);
    F.Loc = At->Loc.Begin;
    identify(F, At, {B.Save, B.Off});
    F.Message = message(B, C);
    if (B.Off)
      addSteps(F.Notes, B.Off, note(step::Disabled, B.Off));
    if (B.Save)
      addSteps(F.Notes, B.Save, note(text::Read, B.Save));
    for (const Event *Frame = B.At; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back({Frame->Loc.Begin,
                         say(step::Calls, {named(Frame), functionOf(Frame)})});
    F.Fix = useOp(B, C);
    Out.push_back(std::move(F));
  }
  for (const solve::MachineBypassObservation &B : Seen.MachineBypasses)
    inMachineCode(B, C, Out);
}

} // namespace pvlint::checks
