//===- Shape.cpp - what kind of mistake a finding is ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Shape.h"
#include <iterator>

namespace pvlint::checks {

/// By check, in the order of the enumeration.
static constexpr ShapeFacts Table[] = {
    {Shape::None, "", "Fix the handling of interrupt flags in {}",
     "wrong handling of interrupt flags", Effect::Said, Open::Code},
    // pvops-annotation
    {Shape::AnnotationBroken, "annotation-broken",
     "Fix the interrupt annotation of {}", "interrupt annotation not kept",
     Effect::Said, Open::Code},
    // pvops-counted-sections
    {Shape::CountedEnabled, "counted-enabled", "Keep interrupts disabled in {}",
     "interrupts enabled inside a counted section", Effect::Enables,
     Open::Code},
    {Shape::CountedSlept, "counted-slept",
     "Do not sleep in a counted section in {}", "sleep in a counted section",
     Effect::Sleeps, Open::Code},
    {Shape::CountedRestored, "counted-restored",
     "End counted sections before restoring flags in {}",
     "older flags restored inside a counted section", Effect::Enables,
     Open::Code},
    {Shape::CountedUnbalanced, "counted-unbalanced",
     "Balance the counted sections of {}",
     "counted section ended that was not begun", Effect::Said, Open::Code},
    // pvops-flags-clobbered
    {Shape::FlagsOverwritten, "flags-overwritten",
     "Do not overwrite saved flags in {}", "saved flags overwritten",
     Effect::StaysDisabled, Open::Code},
    // pvops-flags-narrowed
    {Shape::FlagsCut, "flags-cut", "Keep saved flags in an unsigned long in {}",
     "saved flags cut to a narrower type", Effect::Said, Open::Architecture},
    {Shape::FlagsCutElsewhere, "flags-cut-elsewhere",
     "Keep saved flags in an unsigned long in {}",
     "saved flags cut to a narrower type", Effect::WrongElsewhere,
     Open::Architecture},
    // pvops-foreign-flags
    {Shape::SavedToShared, "saved-to-shared", "Do not share saved flags in {}",
     "flags saved to shared memory", Effect::Said, Open::Code},
    {Shape::RestoredTwice, "restored-twice", "Restore flags only once in {}",
     "flags restored twice", Effect::Said, Open::Code},
    {Shape::RestoredWrong, "restored-wrong",
     "Restore only flags that were saved in {}", "wrong flags restored",
     Effect::Said, Open::Code},
    // pvops-impl-undefined-bits
    {Shape::IfWrong, "if-wrong", "Get IF right in {}", "IF is wrong",
     Effect::Said, Open::Code},
    // pvops-native-bypass
    {Shape::HardwareFlag, "hardware-flag",
     "Use paravirt interrupt operations in {}",
     "hardware interrupt flag used under a hypervisor", Effect::Said,
     Open::Code},
    // pvops-restore-disables
    {Shape::RestoredEnabled, "restored-enabled",
     "Do not restore flags with IRQs enabled in {}",
     "flags restored with IRQs enabled", Effect::Enables, Open::DisabledCaller},
    {Shape::RestoredSlept, "restored-slept",
     "Do not sleep with IRQs disabled in {}", "sleep with IRQs disabled",
     Effect::Sleeps, Open::Path},
    {Shape::RestoredLate, "restored-late",
     "Restore the flags saved last first in {}",
     "flags restored in the wrong order", Effect::Enables,
     Open::DisabledCaller},
    {Shape::RestoredNothing, "restored-nothing",
     "Do not restore flags with IRQs enabled in {}",
     "flags restored that nothing changed", Effect::Said, Open::Code},
    // pvops-save-fl-bits
    {Shape::BitsPrinted, "bits-printed",
     "Do not print undefined bits of flags in {}",
     "undefined bits of flags printed", Effect::WrongOutput, Open::Code},
    {Shape::BitsRead, "bits-read", "Do not read undefined bits of flags in {}",
     "undefined bits of flags read", Effect::WrongInGuest, Open::Code},
    // pvops-sleeps-disabled
    {Shape::SleptInSection, "slept-in-section",
     "Do not sleep with IRQs disabled in {}", "sleep with IRQs disabled",
     Effect::Sleeps, Open::Code},
    {Shape::SleptInContext, "slept-in-context",
     "Do not sleep with IRQs disabled in {}", "sleep with IRQs disabled",
     Effect::Sleeps, Open::Code},
    // pvops-unconditional-enable
    {Shape::EnabledForCaller, "enabled-for-caller",
     "Do not enable IRQs unconditionally in {}",
     "IRQs enabled inside the caller's section", Effect::Enables, Open::Code},
    {Shape::EnabledInContext, "enabled-in-context",
     "Do not enable IRQs unconditionally in {}",
     "IRQs enabled where they are disabled at entry", Effect::Enables,
     Open::Code},
    {Shape::EnabledInSection, "enabled-in-section",
     "Do not enable IRQs inside a section in {}",
     "IRQs enabled inside a section", Effect::Enables, Open::Code},
    {Shape::UnlockEnables, "unlock-enables",
     "Do not enable IRQs unconditionally in {}",
     "IRQs enabled by an unlock whose lock did not disable them",
     Effect::Enables, Open::DisabledCaller},
    {Shape::CalledDisabled, "called-disabled",
     "Do not make calls with IRQs disabled in {}", "called with IRQs disabled",
     Effect::Said, Open::Code},
    {Shape::CalledEnabled, "called-enabled",
     "Do not make calls with IRQs enabled in {}", "called with IRQs enabled",
     Effect::Said, Open::Code},
    // pvops-unrestored-flags
    {Shape::ReturnedDisabled, "returned-disabled",
     "Restore interrupts on every path of {}", "return with IRQs disabled",
     Effect::StaysDisabled, Open::EnabledCaller},
    {Shape::FlagsLost, "flags-lost", "Restore interrupts on every path of {}",
     "return with IRQs disabled", Effect::StaysDisabled, Open::EnabledCaller},
    {Shape::FlagsDropped, "flags-dropped",
     "Restore the saved flags instead of enabling IRQs in {}",
     "IRQs enabled instead of restored", Effect::Enables, Open::DisabledCaller},
};

static constexpr bool isInOrder() {
  for (size_t I = 0; I != std::size(Table); ++I)
    if (size_t(Table[I].Is) != I)
      return false;
  return size_t(Shape::FlagsDropped) + 1 == std::size(Table);
}
static_assert(isInOrder());

const ShapeFacts &factsOf(Shape S) { return Table[size_t(S)]; }

} // namespace pvlint::checks
