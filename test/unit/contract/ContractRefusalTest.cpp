//===- ContractRefusalTest.cpp - what contract files may not have ---------===//
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

TEST(ContractRefusal, WholeFile) {
  const char *Empty = "f.yaml:1:1: error: empty file, expected a contract with "
                      "'version: 1'";
  EXPECT_EQ(refusal(""), Empty);
  EXPECT_EQ(refusal("# nothing\n"), Empty);
  EXPECT_EQ(
      refusal("- version: 1\n"),
      "f.yaml:1:1: error: found a list, expected a contract, a mapping "
      "with the keys: version, restore, forget, families, functions, members, "
      "asm, contexts, locks, forms, states, assertions");
  EXPECT_EQ(refusal("functions: []\n"),
            "f.yaml:1:1: error: missing 'version', expected 'version: 1'");
  EXPECT_EQ(refusal("version: 2\n"),
            "f.yaml:1:10: error: unsupported version '2', expected 1");
  EXPECT_EQ(refusal("version: 1\nfunction: []\n"),
            "f.yaml:2:1: error: unknown key 'function' in a contract, expected "
            "one of: version, restore, forget, families, functions, members, "
            "asm, contexts, locks, forms, states, assertions");
  EXPECT_EQ(refusal("version: 1\nversion: 1\n"),
            "f.yaml:2:1: error: key 'version' is given twice, expected once");
  EXPECT_EQ(refusal("version: 1\nfunctions:\n"),
            "f.yaml:2:1: error: key 'functions' has no value, expected one");
  EXPECT_EQ(refusal("version: 1\nfunctions: {name: f}\n"),
            "f.yaml:2:12: error: found a mapping, expected a list of entries");
  EXPECT_EQ(refusal("version: 1\n---\nversion: 1\n"),
            "f.yaml:3:1: error: second document, expected one mapping");
}

TEST(ContractRefusal, NotYaml) {
  EXPECT_EQ(refusal(StringRef("version: 1\n\0\x01", 13)),
            "f.yaml:2:1: error: not text, found a control character");
  EXPECT_EQ(refusal("version: 1\nab\xff\xfe\n"),
            "f.yaml:2:3: error: not text, expected UTF-8");
  EXPECT_EQ(refusal("version: [1\n").rfind("f.yaml:", 0), 0u);
  std::string Message = refusal("version: 1\nfunctions: [}\n");
  EXPECT_EQ(Message.rfind("f.yaml:2:13: error: not YAML: ", 0), 0u) << Message;
  EXPECT_EQ(Message.find('\n'), std::string::npos) << Message;
  EXPECT_EQ(refusal(std::string(100000, '[')),
            "f.yaml:1:33: error: nested too deeply");
  std::string Dashes;
  for (int I = 0; I < 100000; ++I)
    Dashes += "- ";
  EXPECT_EQ(refusal(Dashes), "f.yaml:1:65: error: nested too deeply");
  EXPECT_EQ(refusal(std::string((1 << 20) + 1, 'a')),
            "f.yaml:1:1: error: file is too big, expected at most 1 MiB");
}

TEST(ContractRefusal, Entries) {
  EXPECT_EQ(refusalOfEntry("save: return"),
            "f.yaml:3:5: error: entry without a name, expected 'name'");
  EXPECT_EQ(refusalOfEntry("name: f"),
            "f.yaml:3:5: error: entry 'f' does nothing, expected one of: save, "
            "restore, irqs, counted, requires, test, sleeps, sleeps-if, "
            "no-return, returns-nonzero, stable");
  EXPECT_EQ(refusalOfEntry("{name: f, counted: twice}"),
            "f.yaml:3:24: error: unknown value 'twice', expected one of: "
            "disable, enable");
  EXPECT_EQ(refusalOfEntry("{name: f, counted: disable, irqs: off}"),
            "f.yaml:3:5: error: entry 'f' has 'counted' beside save, restore "
            "or irqs, expected one of them");
  EXPECT_EQ(refusalOfEntry("{name: f, irq: off}"),
            "f.yaml:3:15: error: unknown key 'irq' in an entry, expected one "
            "of: name, when, save, restore, irqs, counted, requires, test, "
            "test-answers, sleeps, sleeps-if, full-register, restore-full, "
            "no-return, returns-nonzero, stable, native, implements, family, "
            "remove");
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps: true, native: true}"),
            "f.yaml:3:5: error: entry 'f' has 'native' alone, expected save, "
            "restore, irqs or test too");
  EXPECT_EQ(refusalOfEntry("{name: f, irqs: on, native: maybe}"),
            "f.yaml:3:33: error: unknown value 'maybe', expected one of: "
            "false, true, deliberate");
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps: true, implements: true}"),
            "f.yaml:3:5: error: entry 'f' has 'implements' alone, expected "
            "save, restore or irqs too");
  EXPECT_EQ(refusalOfEntry("{name: f, irqs: maybe}"),
            "f.yaml:3:21: error: unknown value 'maybe', expected one of: on, "
            "off, kept");
  EXPECT_EQ(refusalOfEntry("{name: f, requires: kept}"),
            "f.yaml:3:25: error: unknown value 'kept', expected one of: on, "
            "off");
  EXPECT_EQ(refusalOfEntry("{name: f, restore: arg0, irqs: kept}"),
            "f.yaml:3:5: error: entry 'f' restores and has 'irqs: kept', "
            "expected one of them");
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps: 1}"),
            "f.yaml:3:23: error: unknown value '1', expected one of: false, "
            "true, unasked, faulting");
  EXPECT_EQ(refusalOfEntry("{name: 3f, irqs: on}"),
            "f.yaml:3:12: error: bad name '3f', expected the name of a "
            "function");
  EXPECT_EQ(refusalOfEntry("{name: f, save: return, family: psw}"),
            "f.yaml:3:37: error: unknown family 'psw', expected irqflags");
  EXPECT_EQ(refusalOfEntry("{name: f, irqs: on, restore-full: true}"),
            "f.yaml:3:5: error: entry 'f' has 'restore-full' alone, expected "
            "'restore' too");
  EXPECT_EQ(refusalOfEntry("{name: f, irqs: on, remove: true}"),
            "f.yaml:3:5: error: entry 'f' is removed, expected no other key "
            "than 'name'");
  EXPECT_EQ(refusalOfEntry("{name: [f, g, f], irqs: on}"),
            "f.yaml:3:19: error: 'f' already has an entry on line 3, expected "
            "one");
  EXPECT_EQ(refusalOfEntry("text"),
            "f.yaml:3:5: error: found a scalar, expected an entry, a mapping "
            "with the keys: name, when, save, restore, irqs, "
            "counted, requires, test, test-answers, sleeps, sleeps-if, "
            "full-register, "
            "restore-full, no-return, returns-nonzero, stable, native, "
            "implements, family, remove");
  EXPECT_EQ(refusal("version: 1\nmembers: [{name: f, irqs: on}]\n"),
            "f.yaml:2:18: error: bad name 'f', expected RECORD.FIELD or "
            "GLOBAL.PATH.FIELD");
  Contract C;
  EXPECT_EQ(toString(C.add("version: 1\nfunctions: [{name: f, irqs: on}]\n",
                           "f.yaml")),
            "f.yaml:2:13: error: entry 'f' comes before any family, expected "
            "'families'");
}

TEST(ContractRefusal, Places) {
  for (StringRef Place : {"arg", "argx", "arg-1", "arg99", "'*return'",
                          "Return", "'*arg1->f'", "arg1->", "arg1.f", "''",
                          "arg1 "
                          "x"})
    EXPECT_EQ(refusalOfEntry(("{name: f, save: " + Place + "}").str()),
              ("f.yaml:3:21: error: bad place '" + Place.trim('\'') +
               "', expected return, argN, \"*argN\" or argN->FIELD")
                  .str());
  EXPECT_EQ(refusal("version: 1\n"
                    "asm: [{name: f, mnemonics: [f], save: '*arg0'}]\n"),
            "f.yaml:2:39: error: bad place '*arg0', expected return or argN");
  // Without the quotes this is an alias.
  EXPECT_EQ(refusalOfEntry("{name: f, save: *arg1}"),
            "f.yaml:3:21: error: found an alias, expected return, argN, "
            "\"*argN\" or argN->FIELD");
}

TEST(ContractRefusal, Numbers) {
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps-if: {arg: x, mask: 1}}"),
            "f.yaml:3:32: error: bad number 'x', expected the number of an "
            "argument, from 0 or, counted from the end, -1");
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps-if: {arg: 1, mask: 0xg}}"),
            "f.yaml:3:41: error: bad number '0xg', expected a number of at "
            "most 64 bits, like 0x200");
  EXPECT_EQ(refusalOfEntry("{name: f, sleeps-if: {arg: 1}}"),
            "f.yaml:3:26: error: incomplete 'sleeps-if', expected 'arg' and a "
            "'mask' that is not 0");
  EXPECT_EQ(refusal("version: 1\nfamilies:\n"
                    "  - {name: a, defined-bits: 1, "
                    "enable-mask: 0x10000000000000000}\n"),
            "f.yaml:3:45: error: bad number '0x10000000000000000', expected a "
            "number of at most 64 bits, like 0x200");
  EXPECT_EQ(refusal("version: 1\nfamilies:\n"
                    "  - {name: a, defined-bits: 1, enable-mask: 2}\n"),
            "f.yaml:3:5: error: family 'a' has bits in its enable-mask that no "
            "save defines, expected a subset of defined-bits");
  EXPECT_EQ(refusal("version: 1\nfamilies:\n"
                    "  - {name: a, enable-mask: 2}\n"),
            "f.yaml:3:5: error: family 'a' has no 'defined-bits', expected "
            "both defined-bits and enable-mask");
}

TEST(ContractRefusal, Asm) {
  auto Asm = [](StringRef Entry) {
    return refusal(("version: 1\nasm:\n  - " + Entry + "\n").str());
  };
  EXPECT_EQ(Asm("{name: f, irqs: on}"),
            "f.yaml:3:5: error: entry 'f' has no mnemonics, expected "
            "'mnemonics'");
  EXPECT_EQ(Asm("{name: f, mnemonics: [sti, '...'], irqs: on}"),
            "f.yaml:3:26: error: \"...\" at the end of 'mnemonics', expected "
            "it between two mnemonics");
  EXPECT_EQ(Asm("{name: f, mnemonics: ['sti; hlt'], irqs: on}"),
            "f.yaml:3:27: error: bad mnemonic 'sti; hlt', expected a mnemonic "
            "or \"...\"");
  EXPECT_EQ(Asm("{name: f, mnemonics: [sti], neutral: true, irqs: on}"),
            "f.yaml:3:5: error: entry 'f' is neutral, expected no other keys "
            "than 'name' and 'mnemonics'");
}

TEST(ContractRefusal, EachErrorHasItsLine) {
  EXPECT_EQ(refusal("version: 1\n"
                    "functions:\n"
                    "  - name: f\n"
                    "    irqs: no\n"
                    "  - name: g\n"
                    "    save: there\n"
                    "  - irqs: on\n"),
            "f.yaml:4:11: error: unknown value 'no', expected one of: on, off, "
            "kept\n"
            "f.yaml:6:11: error: bad place 'there', expected return, argN, "
            "\"*argN\" or argN->FIELD\n"
            "f.yaml:7:5: error: entry without a name, expected 'name'");
}

TEST(ContractLocks, Refused) {
  Contract C = Contract::builtin("x86");
  auto Refused = [&](llvm::StringRef Lines) {
    llvm::Error E = C.add(("version: 1\nlocks:\n" + Lines).str(), "t.yaml");
    return E ? llvm::toString(std::move(E)) : "";
  };
  EXPECT_EQ(Refused("  - name: card_lock\n"),
            "t.yaml:3:5: error: a lock needs 'name', and 'takes', 'tries' or "
            "'releases'");
  EXPECT_EQ(Refused("  - takes: arg0\n"),
            "t.yaml:3:5: error: a lock needs 'name', and 'takes', 'tries' or "
            "'releases'");
  EXPECT_EQ(Refused("  - name: a-b\n    takes: arg0\n"),
            "t.yaml:3:11: error: bad name 'a-b', expected the name of a "
            "function");
  EXPECT_EQ(Refused("  - name: card_lock\n    takes: return\n"),
            "t.yaml:4:12: error: expected one argument that is the lock, such "
            "as 'takes: arg0'");
  EXPECT_FALSE(C.lock("card_lock"));
}

TEST(ContractStates, Refused) {
  Contract C = Contract::builtin("x86");
  auto Refused = [&](llvm::StringRef Lines) {
    llvm::Error E = C.add(("version: 1\nstates:\n" + Lines).str(), "t.yaml");
    return E ? llvm::toString(std::move(E)) : "";
  };
  const char *Needs = "t.yaml:3:5: error: a state needs 'name', and 'off' and "
                      "'on' that differ";
  EXPECT_EQ(Refused("  - name: mask\n    off: 1\n"), Needs);
  EXPECT_EQ(Refused("  - name: mask\n    off: 1\n    on: 1\n"), Needs);
  EXPECT_EQ(Refused("  - off: 1\n    on: 0\n"), Needs);
  EXPECT_EQ(Refused("  - name: a.b\n    off: 1\n    on: 0\n"),
            "t.yaml:3:11: error: bad name 'a.b', expected the name of a field "
            "or a global");
  EXPECT_TRUE(C.states().empty());
}

} // namespace
