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
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::BypassObservation;
using solve::Event;

static std::string name(const Event *E) { return quoted(shownStep(E)); }

static std::string onLine(const Event *E, const Event *At) {
  const Event *Shown = shownStep(E);
  return " on line " + std::to_string(Shown->Loc.Begin.Line) + whereFrom(E, At);
}

/// "local_irq_disable()": what goes through the paravirt ops.
static std::string op(const flow::Contract &C, FormKind K, FormRole R) {
  const flow::FormFamily &Cpu = C.forms().cpu();
  return Cpu.name(K, R).empty() ? "the paravirt op" : Cpu.call(K, R);
}

static std::string message(const BypassObservation &B,
                           const flow::Contract &C) {
  const std::string Disable = op(C, FormKind::Irq, FormRole::Begin);
  const std::string Enable = op(C, FormKind::Irq, FormRole::End);
  const std::string Save = op(C, FormKind::IrqSave, FormRole::Begin);
  const std::string Restore = op(C, FormKind::IrqSave, FormRole::End);
  const std::string Read = op(C, FormKind::IrqSave, FormRole::Read);
  switch (B.K) {
  case BypassObservation::Disable:
    return name(B.At) +
           " masks interrupts in the processor's flags, where a paravirt guest "
           "does not keep its state: there they stay on; use " +
           Disable;
  case BypassObservation::Enable:
    return name(B.At) +
           " unmasks interrupts in the processor's flags, where a paravirt "
           "guest does not keep its state: there they stay off; use " +
           Enable + ", or " + op(C, FormKind::Irq, FormRole::Halt) +
           " to wait for one";
  case BypassObservation::Restore:
    return name(B.At) +
           " loads a word that was not read here into the processor's flags: "
           "if it is to restore interrupts, use " +
           Restore;
  case BypassObservation::RestoreNative:
    return name(B.At) +
           " turns interrupts on in the processor's flags, where a paravirt "
           "guest does not keep its state: this is for code that never is "
           "one; use " +
           Save + " and " + Restore;
  case BypassObservation::RestoreOff:
    return name(B.At) +
           " loads the processor's flags, where a paravirt guest does not keep "
           "its interrupt state: there interrupts stay off, as " +
           name(B.Off) + onLine(B.Off, B.At) + " left them; use " + Restore;
  case BypassObservation::RestoreOp:
    return name(B.At) + " loads the word that " + name(B.Save) + " saved" +
           onLine(B.Save, B.At) +
           " into the processor's flags: all its bits but IF are undefined, "
           "and a paravirt guest does not keep IF there; use " +
           Restore;
  case BypassObservation::ReadIf:
    return "this depends on IF of the processor's flags, which " +
           name(B.Save) + " reads" + onLine(B.Save, B.At) +
           ": in a paravirt guest it is always set, whether interrupts are on "
           "or off; use " +
           op(C, FormKind::Irq, FormRole::Test) + ", or " + Read +
           " for the word";
  case BypassObservation::ToOp:
    return name(B.At) + " is given the word that " + name(B.Save) + " reads" +
           onLine(B.Save, B.At) +
           " from the processor's flags: in a paravirt guest IF is always set "
           "there, so this turns interrupts on, whatever they were; save "
           "with " +
           Read + " or " + Save;
  }
  return {};
}

static std::string message(const solve::MachineBypassObservation &B,
                           const flow::Contract &C) {
  const std::string Name = "'" + B.Instruction + "' in '" + B.Function + "'";
  switch (B.K) {
  case BypassObservation::Disable:
    return Name +
           " masks interrupts in the processor's flags, where a "
           "paravirt guest does not keep its state: there they stay "
           "on; use " +
           op(C, FormKind::Irq, FormRole::Begin) + ", in C";
  case BypassObservation::Enable:
    return Name +
           " unmasks interrupts in the processor's flags, where a "
           "paravirt guest does not keep its state: there they stay "
           "off; use " +
           op(C, FormKind::Irq, FormRole::End) + ", in C";
  case BypassObservation::ReadIf:
    return "this depends on IF of the processor's flags, which " + Name +
           " reads: in a paravirt guest it is always set, whether interrupts "
           "are on or off; use " +
           op(C, FormKind::Irq, FormRole::Test) + ", in C";
  default:
    return Name +
           " loads a word that was not read here into the processor's "
           "flags: if it is to restore interrupts, use " +
           op(C, FormKind::IrqSave, FormRole::End) + ", in C";
  }
}

static void inMachineCode(const solve::MachineBypassObservation &B,
                          const flow::Contract &C, std::vector<Finding> &Out) {
  Finding F;
  F.Check = "pvops-native-bypass";
  F.Severity = B.IsNative || B.K == BypassObservation::Restore ? Level::Audit
                                                               : Level::Warning;
  F.Loc = B.At;
  F.Function = B.Function;
  F.Identity = B.Function + ' ' + std::to_string(B.K) + ';' + B.Instruction;
  F.Message = message(B, C);
  if (B.Pushed.isValid() && B.Pushed != B.At)
    F.Notes.push_back({B.Pushed, "the flags are pushed here"});
  Out.push_back(std::move(F));
}

static Level level(const BypassObservation &B) {
  if (B.IsNative || B.How == flow::Bypass::Deliberate ||
      B.K == BypassObservation::Restore)
    return Level::Audit;
  return Level::Warning;
}

/// A function that works on the register, by the name of the one that asks the
/// paravirt ops.
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
    F.Severity = level(B);
    F.Loc = At->Loc.Begin;
    identify(F, At, {B.Save, B.Off});
    F.Message = message(B, C);
    if (B.Save)
      addSteps(F.Notes, B.Save, "the word is read here by " + name(B.Save));
    if (B.Off)
      addSteps(F.Notes, B.Off,
               "interrupts are turned off here by " + name(B.Off));
    for (const Event *Frame = B.At; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back({Frame->Loc.Begin, "and handed on by '" +
                                               Frame->Fn->Name + "' here, to " +
                                               quoted(Frame)});
    F.Fix = useOp(B, C);
    Out.push_back(std::move(F));
  }
  for (const solve::MachineBypassObservation &B : Seen.MachineBypasses)
    inMachineCode(B, C, Out);
}

} // namespace pvlint::checks
