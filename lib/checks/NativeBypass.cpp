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

using solve::BypassObservation;
using solve::Event;

static std::string name(const Event *E) { return quoted(shownStep(E)); }

static std::string onLine(const Event *E, const Event *At) {
  const Event *Shown = shownStep(E);
  return " on line " + std::to_string(Shown->Loc.Begin.Line) + whereFrom(E, At);
}

static std::string message(const BypassObservation &B) {
  switch (B.K) {
  case BypassObservation::Disable:
    return name(B.At) +
           " masks interrupts in the processor's flags, where a paravirt guest "
           "does not keep its state: there they stay on; use "
           "local_irq_disable()";
  case BypassObservation::Enable:
    return name(B.At) +
           " unmasks interrupts in the processor's flags, where a paravirt "
           "guest does not keep its state: there they stay off; use "
           "local_irq_enable(), or safe_halt() to wait for one";
  case BypassObservation::Restore:
    return name(B.At) +
           " loads a word that was not read here into the processor's flags: "
           "if it is to restore interrupts, use local_irq_restore()";
  case BypassObservation::RestoreNative:
    return name(B.At) +
           " turns interrupts on in the processor's flags, where a paravirt "
           "guest does not keep its state: this is for code that never is "
           "one; use local_irq_save() and local_irq_restore()";
  case BypassObservation::RestoreOff:
    return name(B.At) +
           " loads the processor's flags, where a paravirt guest does not keep "
           "its interrupt state: there interrupts stay off, as " +
           name(B.Off) + onLine(B.Off, B.At) +
           " left them; use local_irq_restore()";
  case BypassObservation::RestoreOp:
    return name(B.At) + " loads the word that " + name(B.Save) + " saved" +
           onLine(B.Save, B.At) +
           " into the processor's flags: all its bits but IF are undefined, "
           "and a paravirt guest does not keep IF there; use "
           "local_irq_restore()";
  case BypassObservation::ReadIf:
    return "this depends on IF of the processor's flags, which " +
           name(B.Save) + " reads" + onLine(B.Save, B.At) +
           ": in a paravirt guest it is always set, whether interrupts are on "
           "or off; use irqs_disabled(), or local_save_flags() for the word";
  case BypassObservation::ToOp:
    return name(B.At) + " is given the word that " + name(B.Save) + " reads" +
           onLine(B.Save, B.At) +
           " from the processor's flags: in a paravirt guest IF is always set "
           "there, so this turns interrupts on, whatever they were; save with "
           "local_save_flags() or local_irq_save()";
  }
  return {};
}

static std::string message(const solve::MachineBypassObservation &B) {
  const std::string Name = "'" + B.Instruction + "' in '" + B.Function + "'";
  switch (B.K) {
  case BypassObservation::Disable:
    return Name + " masks interrupts in the processor's flags, where a "
                  "paravirt guest does not keep its state: there they stay "
                  "on; use local_irq_disable(), in C";
  case BypassObservation::Enable:
    return Name + " unmasks interrupts in the processor's flags, where a "
                  "paravirt guest does not keep its state: there they stay "
                  "off; use local_irq_enable(), in C";
  case BypassObservation::ReadIf:
    return "this depends on IF of the processor's flags, which " + Name +
           " reads: in a paravirt guest it is always set, whether interrupts "
           "are on or off; use irqs_disabled(), in C";
  default:
    return Name + " loads a word that was not read here into the processor's "
                  "flags: if it is to restore interrupts, use "
                  "local_irq_restore(), in C";
  }
}

static void inMachineCode(const solve::MachineBypassObservation &B,
                          std::vector<Finding> &Out) {
  Finding F;
  F.Check = "pvops-native-bypass";
  F.Severity = B.IsNative || B.K == BypassObservation::Restore ? Level::Audit
                                                               : Level::Warning;
  F.Loc = B.At;
  F.Function = B.Function;
  F.Identity = B.Function + ' ' + std::to_string(B.K) + ';' + B.Instruction;
  F.Message = message(B);
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
static std::vector<Edit> useOp(const BypassObservation &B) {
  const flow::Op *At = B.At->At;
  if (B.At->Inner || !At || At->CalleeIs != flow::CalleeKind::Function ||
      At->Spelling != At->Callee || !At->Loc.isText())
    return {};
  if (B.K != BypassObservation::Disable && B.K != BypassObservation::Enable)
    return {};
  const char *Op = At->Callee == "native_irq_disable"  ? "local_irq_disable()"
                   : At->Callee == "native_irq_enable" ? "local_irq_enable()"
                   : At->Callee == "native_safe_halt"  ? "safe_halt()"
                                                       : nullptr;
  if (!Op)
    return {};
  return {{At->Loc.Begin, At->Loc.End, Op}};
}

void nativeBypass(const solve::Observations &Seen, const flow::Contract &,
                  std::vector<Finding> &Out) {
  for (const BypassObservation &B : Seen.Bypasses) {
    const Event *At = B.At->innermost();
    Finding F;
    F.Check = "pvops-native-bypass";
    F.Severity = level(B);
    F.Loc = At->Loc.Begin;
    identify(F, At, {B.Save, B.Off});
    F.Message = message(B);
    if (B.Save)
      addSteps(F.Notes, B.Save, "the word is read here by " + name(B.Save));
    if (B.Off)
      addSteps(F.Notes, B.Off,
               "interrupts are turned off here by " + name(B.Off));
    for (const Event *Frame = B.At; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back({Frame->Loc.Begin, "and handed on by '" +
                                               Frame->Fn->Name + "' here, to " +
                                               quoted(Frame)});
    F.Fix = useOp(B);
    Out.push_back(std::move(F));
  }
  for (const solve::MachineBypassObservation &B : Seen.MachineBypasses)
    inMachineCode(B, Out);
}

} // namespace pvlint::checks
