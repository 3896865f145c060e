//===- FormsTest.cpp - one operation under its several names --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/ContractText.h"

using namespace llvm;
using namespace pvlint::flow;

namespace {

/// "spin_lock_irqsave" for ("spin_lock_irq", FormKind::IrqSave).
std::string as(const Contract &C, StringRef Name, FormKind Kind) {
  auto Found = C.forms().find(Name);
  return Found ? Found->as(Kind).str() : "no form";
}

std::string endOf(const Contract &C, StringRef Name) {
  auto Found = C.forms().find(Name);
  return Found ? Found->end().str() : "no form";
}

std::string refusalOfForm(StringRef Entry) {
  return refusal(("version: 1\nforms:\n  - " + Entry + "\n").str());
}

TEST(BuiltinForms, ALockHasItsForms) {
  const Contract C = Contract::builtin("s390");
  EXPECT_EQ(as(C, "spin_lock_irq", FormKind::Plain), "spin_lock");
  EXPECT_EQ(as(C, "spin_lock_irq", FormKind::IrqSave), "spin_lock_irqsave");
  EXPECT_EQ(as(C, "spin_unlock", FormKind::IrqSave), "spin_unlock_irqrestore");
  EXPECT_EQ(as(C, "raw_spin_unlock_irq", FormKind::Bh), "raw_spin_unlock_bh");
  EXPECT_EQ(endOf(C, "xa_lock_irqsave"), "xa_unlock_irqrestore");
  EXPECT_EQ(endOf(C, "spin_trylock_irqsave"), "spin_unlock_irqrestore");
  EXPECT_EQ(endOf(C, "local_lock_irq"), "local_unlock_irq");
  EXPECT_EQ(C.forms().find("uart_port_lock_irqsave")->Of->Word,
            FormWord::Pointer);
  EXPECT_FALSE(C.forms().find("mutex_lock"));
  EXPECT_FALSE(C.forms().find(""));
  EXPECT_FALSE(C.forms().find("*_lock_irq"));
}

TEST(BuiltinForms, TheCpuHasFormsWithoutALock) {
  const Contract C = Contract::builtin("x86");
  const FormFamily &Cpu = C.forms().cpu();
  EXPECT_FALSE(Cpu.HasLock);
  EXPECT_EQ(Cpu.call(FormKind::Irq, FormRole::Begin), "local_irq_disable()");
  EXPECT_EQ(Cpu.name(FormKind::IrqSave, FormRole::Test), "irqs_disabled_flags");
  EXPECT_EQ(endOf(C, "local_irq_save"), "local_irq_restore");
  EXPECT_EQ(as(C, "native_safe_halt", FormKind::Irq), "safe_halt");
  // What goes past paravirt ops is an architecture's.
  EXPECT_EQ(Contract::builtin("arm64").forms().cpu().name(FormKind::Native,
                                                          FormRole::Read),
            "");
  EXPECT_EQ(Contract().forms().cpu().name(FormKind::Irq, FormRole::Begin), "");
}

TEST(BuiltinForms, XenHasItsOwn) {
  Contract C = Contract::builtin("x86");
  cantFail(C.addFile("xen"));
  EXPECT_EQ(as(C, "_spin_lock_irq", FormKind::IrqSave), "_spin_lock_irqsave");
  EXPECT_EQ(endOf(C, "rspin_lock_irqsave"), "rspin_unlock_irqrestore");
  EXPECT_EQ(as(C, "spin_lock_irq", FormKind::Plain), "spin_lock");
  const FormFamily &Cpu = C.forms().cpu();
  EXPECT_FALSE(Cpu.HasLock);
  EXPECT_EQ(Cpu.name(FormKind::Native, FormRole::Read), "");
  EXPECT_EQ(Cpu.name(FormKind::IrqSave, FormRole::Test), "");
  EXPECT_EQ(Cpu.name(FormKind::IrqSave, FormRole::End), "local_irq_restore");
  // Linux before 5.12 calls them as Linux does.
  Contract Old = Contract::builtin("x86");
  cantFail(Old.addFile("linux-pre-5.12"));
  EXPECT_EQ(as(Old, "native_irq_disable", FormKind::Irq), "local_irq_disable");
}

TEST(Forms, StarStandsForTheName) {
  Contract C;
  cantFail(C.add("version: 1\nforms:\n"
                 "  - name: [card, port]\n"
                 "    plain: {lock: '*_lock', unlock: '*_unlock'}\n"
                 "    irq: {lock: 'lock_*_irq_of_*', unlock: '*_unlock_irq'}\n",
                 "f.yaml"));
  EXPECT_EQ(as(C, "lock_card_irq_of_card", FormKind::Plain), "card_lock");
  EXPECT_EQ(as(C, "port_unlock_irq", FormKind::Plain), "port_unlock");
  EXPECT_EQ(as(C, "port_unlock_irq", FormKind::IrqSave), "");
}

TEST(Forms, LaterFilesReplaceKinds) {
  Contract C;
  cantFail(C.add("version: 1\nforms:\n"
                 "  - name: card\n"
                 "    plain: {lock: a, unlock: b}\n"
                 "    irq: {lock: c, unlock: d}\n"
                 "    irqsave: {lock: e, unlock: f, word: pointer}\n",
                 "f.yaml"));
  cantFail(C.add("version: 1\nforms:\n"
                 "  - {name: card, irq: {lock: g, unlock: d}}\n"
                 "  - {name: port, plain: {lock: b}}\n",
                 "g.yaml"));
  EXPECT_EQ(as(C, "g", FormKind::IrqSave), "e");
  EXPECT_EQ(C.forms().find("g")->Of->Word, FormWord::Pointer);
  EXPECT_EQ(as(C, "c", FormKind::Plain), "no form");
  // What two families claim is the last one's.
  EXPECT_EQ(C.forms().find("b")->Of->Name, "port");
  cantFail(C.add("version: 1\nforms: [{name: card, irqsave: {}}]\n", "h.yaml"));
  EXPECT_EQ(as(C, "g", FormKind::IrqSave), "");
  EXPECT_EQ(as(C, "g", FormKind::Plain), "a");
  // Of another sort altogether.
  cantFail(C.add("version: 1\nforms: [{name: card, irq: {disable: i}}]\n",
                 "i.yaml"));
  EXPECT_FALSE(C.forms().find("i")->Of->HasLock);
  EXPECT_FALSE(C.forms().find("a"));
  cantFail(C.add("version: 1\nforms: [{name: card, native: {}}]\n", "j.yaml"));
  EXPECT_FALSE(C.forms().find("i")->Of->HasLock);
}

TEST(Forms, AreNotInTheHash) {
  // A unit that was extracted before is the same with other fix-its.
  Contract C = Contract::builtin("x86");
  const uint64_t Before = C.hash();
  cantFail(C.add("version: 1\nforms: [{name: card, irq: {lock: card_lock}}]\n",
                 "f.yaml"));
  EXPECT_EQ(C.hash(), Before);
}

TEST(Forms, Refused) {
  const char *Needs = "f.yaml:3:5: error: a form needs 'name', and one or more "
                      "of plain, bh, irq, irqsave, native and counted";
  EXPECT_EQ(refusalOfForm("name: card"), Needs);
  EXPECT_EQ(refusalOfForm("irq: {lock: card_lock}"), Needs);
  EXPECT_EQ(refusalOfForm("name: 3c\n    irq: {lock: card_lock}"),
            "f.yaml:3:11: error: bad name '3c', expected letters and digits");
  EXPECT_EQ(refusalOfForm("name: card\n    irqoff: {lock: card_lock}"),
            "f.yaml:4:5: error: unknown key 'irqoff' in a form, expected one "
            "of: name, plain, bh, irq, irqsave, native, counted");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: card_lock"),
            "f.yaml:4:10: error: found a scalar, expected 'irq', a mapping "
            "with the keys: lock, trylock, unlock, disable, enable, halt, "
            "test");
  EXPECT_EQ(refusalOfForm("name: card\n    plain: {disable: off}"),
            "f.yaml:4:13: error: unknown key 'disable' in 'plain', expected "
            "one of: lock, trylock, unlock");
  EXPECT_EQ(refusalOfForm("name: card\n    native: {lock: off}"),
            "f.yaml:4:14: error: unknown key 'lock' in 'native', expected one "
            "of: disable, enable, halt, read");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: {lock: card-lock}"),
            "f.yaml:4:17: error: bad name 'card-lock', expected the name of a "
            "function, with '*' for that of the form");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: {lock: [a, b]}"),
            "f.yaml:4:17: error: found a list, expected the name of a "
            "function");
  EXPECT_EQ(refusalOfForm("name: card\n    irqsave: {lock: a, word: there}"),
            "f.yaml:4:30: error: unknown value 'there', expected one of: "
            "variable, pointer, result, elsewhere");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: {lock: a, word: result}"),
            "f.yaml:4:20: error: unknown key 'word' in 'irq', expected one "
            "of: lock, trylock, unlock, disable, enable, halt, test");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: {lock: a, enable: b}"),
            "f.yaml:4:28: error: 'enable' beside 'lock' or 'unlock', expected "
            "the forms of a lock, or those without one");
  EXPECT_EQ(refusalOfForm("name: card\n    irq: {disable: a}\n"
                          "    irqsave: {lock: b}"),
            "f.yaml:5:21: error: 'lock' beside 'disable' or 'enable', expected "
            "the forms of a lock, or those without one");
  EXPECT_EQ(refusalOfForm("name: [a, b]\n    irq: {lock: card_lock}"),
            "f.yaml:3:5: error: 'card_lock' is a form of 'a' already, expected "
            "one place; '*' stands for the name");
  EXPECT_EQ(refusalOfForm("name: a\n    irq: {lock: f, unlock: f}"),
            "f.yaml:3:5: error: 'f' is a form of 'a' already, expected one "
            "place");
}

} // namespace
