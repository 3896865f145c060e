//===- ContractTest.cpp - contracts ---------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Contract.h"
#include "flow/AsmText.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace llvm;
using namespace pvlint::flow;

namespace {

const char *const Minimal = "version: 1\n"
                            "families:\n"
                            "  - name: irqflags\n"
                            "    defined-bits: 0x200\n"
                            "    enable-mask: 0x200\n";

/// The message of adding \p Text to a contract with one family, or "".
std::string refusal(StringRef Text) {
  Contract C;
  cantFail(C.add(Minimal, "minimal.yaml"));
  uint64_t Before = C.hash();
  std::string Message = toString(C.add(Text, "f.yaml"));
  if (!Message.empty()) {
    EXPECT_EQ(Before, C.hash()) << "half of a wrong file was added";
  }
  return Message;
}

std::string refusalOfEntry(StringRef Entry) {
  return refusal(("version: 1\nfunctions:\n  - " + Entry + "\n").str());
}

std::string asmName(const Contract &C, StringRef Text) {
  const AsmPattern *P = C.matchAssembly(Text);
  return P ? P->Name : "";
}

std::vector<std::string> instructions(StringRef Text) {
  auto Result = asmInstructions(Text);
  return {Result.begin(), Result.end()};
}

using Strings = std::vector<std::string>;

//===----------------------------------------------------------------------===//
// The built-in contract
//===----------------------------------------------------------------------===//

TEST(BuiltinContract, X86WordHasOnlyIF) {
  Contract C = Contract::builtin("x86");
  ASSERT_EQ(C.families().size(), 1u);
  EXPECT_EQ(C.family(0).Name, "irqflags");
  EXPECT_EQ(C.family(0).DefinedBits, 0x200u);
  EXPECT_EQ(C.family(0).EnableMask, 0x200u);
  EXPECT_TRUE(C.family(0).SetMeansOn);
}

TEST(BuiltinContract, Arm64HasTwoFamiliesWhoseBitsMeanOff) {
  Contract C = Contract::builtin("arm64");
  ASSERT_EQ(C.families().size(), 2u);
  EXPECT_EQ(C.family(0).Name, "irqflags");
  EXPECT_EQ(C.family(1).Name, "daif");
  EXPECT_FALSE(C.family(0).SetMeansOn);
  EXPECT_FALSE(C.family(1).SetMeansOn);
  ASSERT_TRUE(C.function("local_daif_save"));
  EXPECT_EQ(C.function("local_daif_save")->Family, 1u);
  EXPECT_EQ(C.function("arch_local_irq_save")->Family, 0u);
  EXPECT_TRUE(C.function("local_daif_restore")->RestoreFull);
  EXPECT_EQ(C.function("native_save_fl"), nullptr);
  EXPECT_EQ(asmName(C, "msr\tdaifset, #0xf\t\t// local_daif_mask\n"),
            "daifset-all");
  EXPECT_EQ(asmName(C, "msr daifclr, #3"), "daifclr-irq-fiq");
  EXPECT_EQ(asmName(C, "msr daifclr, #8"), "") << "debug exceptions only";
}

TEST(BuiltinContract, OtherArchitecturesGetTheGenericPart) {
  Contract C = Contract::builtin("s390");
  ASSERT_EQ(C.families().size(), 1u);
  EXPECT_EQ(C.family(0).DefinedBits, 0u);
  EXPECT_TRUE(C.function("_raw_spin_lock_irqsave"));
  EXPECT_EQ(C.matchAssembly("cli"), nullptr);
}

TEST(BuiltinContract, RealtimeSpinlocksDoNotSave) {
  Contract C = Contract::builtin("x86+rt");
  EXPECT_EQ(C.family(0).DefinedBits, 0x200u);
  EXPECT_EQ(C.function("__lock_task_sighand"), nullptr);
  EXPECT_EQ(C.function("_raw_read_lock_irqsave"), nullptr);
  EXPECT_TRUE(C.function("_raw_spin_lock_irqsave"));
}

TEST(BuiltinContract, Primitives) {
  Contract C = Contract::builtin();
  const Primitive *P = C.function("arch_local_irq_save");
  ASSERT_TRUE(P && P->Save);
  EXPECT_EQ(P->Name, "arch_local_irq_save");
  EXPECT_EQ(P->Save->K, WordPlace::Return);
  EXPECT_EQ(P->Irqs, IrqsAfter::Off);
  EXPECT_FALSE(P->FullRegister);

  P = C.function("arch_local_irq_restore");
  ASSERT_TRUE(P && P->Restore);
  EXPECT_EQ(P->Restore->K, WordPlace::Argument);
  EXPECT_EQ(P->Restore->Arg, 0u);
  EXPECT_FALSE(P->RestoreFull);

  P = C.function("native_local_irq_save");
  ASSERT_TRUE(P);
  EXPECT_TRUE(P->FullRegister);
  EXPECT_EQ(P->Irqs, IrqsAfter::Off);

  P = C.function("arch_irqs_disabled_flags");
  ASSERT_TRUE(P && P->Test);
  EXPECT_TRUE(P->IsTest && P->TestOff);
  P = C.function("arch_irqs_disabled");
  ASSERT_TRUE(P);
  EXPECT_TRUE(P->IsTest && !P->Test);

  EXPECT_TRUE(C.function("schedule")->Sleeps);
  EXPECT_TRUE(C.function("mutex_lock")->Sleeps);
  EXPECT_TRUE(C.function("arch_static_branch")->Stable);
  for (const char *Name :
       {"cond_resched", "local_irq_save", "_raw_spin_lock_bh", "spin_lock_irq",
        "copy_to_user", "do_wait_intr_irq"})
    EXPECT_EQ(C.function(Name), nullptr) << Name;
}

TEST(BuiltinContract, PlacesAndConditions) {
  Contract C = Contract::builtin();
  const Primitive *P = C.function("__lock_task_sighand");
  ASSERT_TRUE(P && P->Save);
  EXPECT_EQ(P->Happens, When::Nonzero);
  EXPECT_EQ(P->Save->K, WordPlace::Pointee);
  EXPECT_EQ(P->Save->Arg, 1u);
  EXPECT_EQ(P->Save->Field, "");

  P = C.function("task_rq_lock");
  ASSERT_TRUE(P && P->Save);
  EXPECT_EQ(P->Happens, When::Always);
  EXPECT_EQ(P->Save->K, WordPlace::Pointee);
  EXPECT_EQ(P->Save->Arg, 1u);
  EXPECT_EQ(P->Save->Field, "flags");
}

TEST(BuiltinContract, Members) {
  Contract C = Contract::builtin();
  for (const char *Name : {"pv_ops.irq.save_fl", "pv_ops.irq.save_fl.func",
                           "pv_irq_ops.save_fl", "pv_irq_ops.save_fl.func"}) {
    ASSERT_TRUE(C.member(Name)) << Name;
    EXPECT_TRUE(C.member(Name)->Save) << Name;
    EXPECT_FALSE(C.member(Name)->FullRegister) << Name;
  }
  EXPECT_EQ(C.member("pv_ops.irq.irq_disable.func")->Irqs, IrqsAfter::Off);
  EXPECT_EQ(C.member("pv_ops.irq.safe_halt")->Irqs, IrqsAfter::On);
  EXPECT_EQ(C.member("pv_ops.mmu.read_cr2"), nullptr);
}

TEST(BuiltinContract, AllocationsSleepByTheirFlags) {
  Contract C = Contract::builtin();
  const Primitive *P = C.function("__kmalloc_noprof");
  ASSERT_TRUE(P);
  EXPECT_FALSE(P->Sleeps);
  EXPECT_EQ(P->SleepMask, 0x400u);
  EXPECT_EQ(P->sleepArg(2), 1u);
  EXPECT_EQ(P->sleepArg(1), std::nullopt);
  // (size, flags, node), and (size, buckets, flags, node).
  P = C.function("__kmalloc_node_noprof");
  ASSERT_TRUE(P);
  EXPECT_EQ(P->sleepArg(3), 1u);
  EXPECT_EQ(P->sleepArg(4), 2u);
  EXPECT_EQ(P->sleepArg(1), std::nullopt);
  EXPECT_EQ(P->sleepArg(0), std::nullopt);
  EXPECT_EQ(C.function("schedule")->sleepArg(1), std::nullopt);
}

//===----------------------------------------------------------------------===//
// Adding files
//===----------------------------------------------------------------------===//

TEST(Contract, LaterFilesReplaceEntries) {
  Contract C = Contract::builtin();
  cantFail(C.add("version: 1\n"
                 "families:\n"
                 "  - {name: irqflags, defined-bits: 0x203, enable-mask: 1}\n"
                 "  - {name: psw, defined-bits: 3, enable-mask: 3}\n"
                 "functions:\n"
                 "  - name: schedule\n"
                 "    irqs: on\n"
                 "  - name: read_psw\n"
                 "    save: return\n"
                 "    family: psw\n"
                 "  - name: msleep\n"
                 "    remove: true\n"
                 "asm:\n"
                 "  - name: sti\n"
                 "    mnemonics: [lidt]\n"
                 "    irqs: on\n",
                 "mine.yaml"));
  EXPECT_FALSE(C.function("schedule")->Sleeps);
  EXPECT_EQ(C.function("schedule")->Irqs, IrqsAfter::On);
  EXPECT_EQ(C.function("msleep"), nullptr);
  ASSERT_EQ(C.families().size(), 2u);
  EXPECT_EQ(C.family(0).DefinedBits, 0x203u);
  EXPECT_EQ(C.family(C.function("read_psw")->Family).Name, "psw");
  EXPECT_EQ(asmName(C, "lidt %0"), "sti");
  EXPECT_EQ(asmName(C, "sti"), "");
}

TEST(Contract, EveryPlaceAndKey) {
  Contract C;
  cantFail(C.add(std::string(Minimal) +
                     "functions:\n"
                     "  - {name: f, save: \"*arg2\", when: zero}\n"
                     "  - {name: g, save: arg0->a.b, restore: arg10}\n"
                     "  - {name: h, test: current, test-answers: on}\n"
                     "  - {name: [i, j], no-return: true, stable: true}\n",
                 "all.yaml"));
  EXPECT_EQ(C.function("f")->Happens, When::Zero);
  EXPECT_EQ(C.function("f")->Save->Arg, 2u);
  EXPECT_EQ(C.function("g")->Save->Field, "a.b");
  EXPECT_EQ(C.function("g")->Restore->Arg, 10u);
  EXPECT_FALSE(C.function("h")->TestOff);
  EXPECT_TRUE(C.function("j")->NoReturn);
  EXPECT_EQ(C.function("j")->Name, "j");
}

TEST(Contract, HashIsOfTheContents) {
  EXPECT_EQ(Contract::builtin().hash(), Contract::builtin("x86").hash());
  EXPECT_NE(Contract::builtin("x86").hash(), Contract::builtin("arm64").hash());
  EXPECT_NE(Contract::builtin("x86").hash(),
            Contract::builtin("x86+rt").hash());

  auto Hash = [](std::initializer_list<const char *> Entries) {
    Contract C;
    cantFail(C.add(Minimal, "minimal.yaml"));
    for (const char *Entry : Entries)
      cantFail(C.add("version: 1\n" + std::string(Entry), "f.yaml"));
    return C.hash();
  };
  const char *A = "functions: [{name: a, irqs: on}]";
  const char *B = "functions: [{name: b, irqs: off}]";
  const char *X = "asm: [{name: x, mnemonics: [sti], irqs: on}]";
  const char *Y = "asm: [{name: y, mnemonics: [cli], irqs: off}]";
  EXPECT_EQ(Hash({A, B, X, Y}), Hash({Y, B, X, A}));
  EXPECT_EQ(Hash({A, A}), Hash({A}));
  EXPECT_NE(Hash({A, B}), Hash({A}));
  EXPECT_NE(Hash({A}), Hash({"functions: [{name: a, irqs: off}]"}));
  EXPECT_NE(Hash({A}), Hash({"members: [{name: a.a, irqs: on}]"}));
  EXPECT_NE(Hash({A}),
            Hash({"functions: [{name: a, irqs: on, requires: off}]"}));
  EXPECT_NE(Hash({"functions: [{name: a, sleeps: true}]"}),
            Hash({"functions: [{name: a, sleeps: true, irqs: kept}]"}));
  EXPECT_NE(Hash({A}), Hash({A, "restore: full"}));
  EXPECT_EQ(Hash({A}), Hash({A, "restore: full", "restore: enables"}));
  EXPECT_NE(Hash({X}), Hash({"asm: [{name: x, mnemonics: [hlt], irqs: on}]"}));
  // Files on disk carry it, so it does not change with the LLVM in use.
  EXPECT_EQ(Hash({A}), 13252836908484924695u);
}

TEST(Contract, OtherWorldsHaveNames) {
  EXPECT_EQ(Contract::choices(),
            (std::vector<StringRef>{"linux-pre-5.12", "xen"}));
  Contract Linux = Contract::builtin();
  EXPECT_FALSE(Linux.restoresDisable());
  EXPECT_EQ(toString(Linux.addFile("linux-pre-5.12")), "");
  EXPECT_TRUE(Linux.restoresDisable());
  Contract Xen = Contract::builtin();
  EXPECT_EQ(toString(Xen.addFile("xen")), "");
  EXPECT_EQ(Xen.function("_spin_lock_irq")->Requires, Required::On);
  EXPECT_EQ(asmName(Xen, "pushfq\n\tandq %0, (%%rsp)\n\torq %1, (%%rsp)\n\t"
                         "popfq"),
            "pushf-popf");
  EXPECT_EQ(Xen.assembly("cli")->Native, Bypass::No);
  Contract Arm = Contract::builtin("arm64");
  EXPECT_EQ(toString(Arm.addFile("xen")), "");
  EXPECT_EQ(asmName(Arm, "mrs    %0, daif\nmsr    daifset, #2"),
            "mrs-daif-mask");

  for (const char *No : {"linux", "linux-x86", "linux-rt", "Xen"})
    EXPECT_EQ(toString(Arm.addFile(No)),
              std::string(No) +
                  ": error: cannot read contract: No such file or directory; "
                  "those built in are: linux-pre-5.12, xen");
}

TEST(Contract, RequiresAloneIsNoEffect) {
  Contract C;
  cantFail(C.add(Minimal, "minimal.yaml"));
  cantFail(C.add("version: 1\nfunctions:\n"
                 "  - {name: f, requires: on}\n"
                 "  - {name: g, requires: off, irqs: kept}\n",
                 "f.yaml"));
  EXPECT_FALSE(C.function("f")->hasEffect());
  EXPECT_TRUE(C.function("g")->hasEffect());
  EXPECT_EQ(C.function("g")->Requires, Required::Off);
}

TEST(Contract, FilesAreRead) {
  const char *Inputs = std::getenv("PVLINT_TEST_DIR");
  std::filesystem::path Dir =
      Inputs ? std::filesystem::path(Inputs)
             : std::filesystem::path(__FILE__).parent_path().parent_path();
  Dir /= "contract";
  Contract C = Contract::builtin();
  std::string Good = (Dir / "driver.yaml").string();
  EXPECT_EQ(toString(C.addFile(Good)), "");
  EXPECT_TRUE(C.function("intel_gt_mcr_lock"));

  std::string Bad = (Dir / "unknown-key.yaml").string();
  EXPECT_EQ(toString(C.addFile(Bad))
                .rfind(Bad + ":7:5: error: unknown key "
                             "'saves' in an entry, "
                             "expected one of: name, when,",
                       0),
            0u);
  std::string Missing = (Dir / "no-such-file.yaml").string();
  EXPECT_EQ(toString(C.addFile(Missing)),
            Missing + ": error: cannot read contract: No such file or "
                      "directory");
  EXPECT_EQ(toString(C.addFile(Dir.string())),
            Dir.string() + ": error: cannot read contract: not a file");
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

TEST(ContractRefusal, WholeFile) {
  const char *Empty = "f.yaml:1:1: error: empty file, expected a contract with "
                      "'version: 1'";
  EXPECT_EQ(refusal(""), Empty);
  EXPECT_EQ(refusal("# nothing\n"), Empty);
  EXPECT_EQ(
      refusal("- version: 1\n"),
      "f.yaml:1:1: error: found a list, expected a contract, a mapping "
      "with the keys: version, restore, families, functions, members, asm, "
      "contexts, locks, states");
  EXPECT_EQ(refusal("functions: []\n"),
            "f.yaml:1:1: error: missing 'version', expected 'version: 1'");
  EXPECT_EQ(refusal("version: 2\n"),
            "f.yaml:1:10: error: unsupported version '2', expected 1");
  EXPECT_EQ(refusal("version: 1\nfunction: []\n"),
            "f.yaml:2:1: error: unknown key 'function' in a contract, expected "
            "one of: version, restore, families, functions, members, asm, "
            "contexts, locks, states");
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
            "restore, irqs, requires, test, sleeps, sleeps-if, no-return, "
            "returns-nonzero, stable");
  EXPECT_EQ(refusalOfEntry("{name: f, irq: off}"),
            "f.yaml:3:15: error: unknown key 'irq' in an entry, expected one "
            "of: name, when, save, restore, irqs, requires, test, "
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
            "true");
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
            "requires, test, test-answers, sleeps, sleeps-if, full-register, "
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

//===----------------------------------------------------------------------===//
// Asm statements
//===----------------------------------------------------------------------===//

TEST(AsmText, Statements) {
  EXPECT_EQ(instructions("# __raw_save_flags\n\tpushf ; pop %0"),
            (Strings{"pushf", "pop %0"}));
  EXPECT_EQ(instructions("1: 2:\tlock; cmpxchgl %1, %0 # c; d\n"
                         " rep movsb /* x; y */; PUSHFQ // z"),
            (Strings{"lock", "cmpxchgl %1 %0", "movsb", "pushf"}));
  EXPECT_EQ(instructions("foo = . - 1\n.align 4, 0x90\n.set a, b"), Strings());
  EXPECT_EQ(instructions("mov{l %1, %0| %0, %1}; bts %%fs:%c1, %0"),
            (Strings{"movl %1 %0", "bts %%fs:%c1 %0"}));
  EXPECT_EQ(instructions("vmovdqu8 %%zmm0, (%0)%{%%k1%}; nop"),
            (Strings{"vmovdqu8 %%zmm0 (%0){%%k1}", "nop"}));
  EXPECT_EQ(instructions("hint #7; msr daifset, #3 // off"),
            (Strings{"hint #7", "msr daifset #3"}));
  EXPECT_EQ(instructions(".ascii \"a;cli\\\";sti\"; nop"), (Strings{"nop"}));
  for (StringRef Odd : {"", ";", "/*", "#", "\"", "%", "{", "{a|", ":",
                        "a:", ".popsection", ".previous; nop", "%{", "\\"})
    asmInstructions(Odd);
}

TEST(AsmText, Bytes) {
  EXPECT_EQ(instructions("sti; .byte 0x0f, 0x01, 0xc9;"),
            (Strings{"sti", ".byte 0x0f 0x01 0xc9"}));
}

TEST(AsmText, Thunks) {
  auto Thunk = [](StringRef Text) {
    auto Found = asmThunks(Text);
    return Found.empty() ? "" : Found[0].first + ">" + Found[0].second;
  };
  EXPECT_EQ(Thunk(".pushsection .text; a: endbr64; push %rcx; call b; "
                  "pop %rcx; ret; int3; .popsection"),
            "a>b");
  EXPECT_EQ(Thunk("a: push %rbp; mov %rsp, %rbp; call b; pop %rbp; "
                  "jmp __x86_return_thunk"),
            "a>b");
  EXPECT_EQ(Thunk("a: jmp b"), "a>b");
  EXPECT_EQ(Thunk("a: call b; xor %eax, %eax; ret"), "") << "it does more";
  EXPECT_EQ(Thunk("a: call b; call c; ret"), "");
  EXPECT_EQ(Thunk("a: call *%rax; ret"), "");
  EXPECT_EQ(Thunk("a: ret"), "");
}

TEST(AsmText, Sections) {
  EXPECT_EQ(instructions("nop\n.pushsection .a,\"ax\"\ncli\n.popsection\nhlt"),
            (Strings{"nop", "hlt"}));
  EXPECT_EQ(instructions(".section .a\n.pushsection .b\nsti\n.popsection\ncli\n"
                         ".previous\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".subsection 1\ncli\n.previous\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".subsection 1\ncli\n.subsection 0\nhlt"),
            (Strings{"hlt"}));
  EXPECT_EQ(instructions(".data\ncli\n.text\nhlt"), (Strings{"hlt"}));
  EXPECT_EQ(instructions(".macro m\ncli\n.endm\nhlt"), (Strings{"hlt"}));
  EXPECT_EQ(instructions(".popsection\nhlt"), (Strings{"hlt"}));
}

TEST(AsmMatch, Primitives) {
  Contract C = Contract::builtin();
  EXPECT_EQ(asmName(C, "cli"), "cli");
  EXPECT_EQ(asmName(C, "sti"), "sti");
  EXPECT_EQ(asmName(C, "sti; hlt"), "sti-hlt");
  EXPECT_EQ(asmName(C, "sti; .byte 0x0f, 0x01, 0xc9;"), "sti-mwait-bytes");
  EXPECT_EQ(asmName(C, "# __raw_save_flags\n\tpushf ; pop %0"), "pushf-pop");
  EXPECT_EQ(asmName(C, "pushfq; popq %0"), "pushf-pop");
  EXPECT_EQ(asmName(C, "pushfl\n\tpopl %0\n\tcli"), "pushf-pop-cli");
  EXPECT_EQ(asmName(C, "push %0 ; popf"), "push-popf");
  EXPECT_EQ(asmName(C, "popfq"), "popf");
  EXPECT_EQ(asmName(C, "1: cli # off"), "cli");

  const Primitive *P = C.assembly("pushf-pop");
  ASSERT_TRUE(P && P->Save);
  EXPECT_TRUE(P->FullRegister);
  EXPECT_EQ(P->Save->K, WordPlace::Return);
  P = C.assembly("push-popf");
  ASSERT_TRUE(P && P->Restore);
  EXPECT_TRUE(P->RestoreFull);
  EXPECT_EQ(P->Restore->K, WordPlace::Argument);
}

TEST(AsmMatch, LookAlikes) {
  Contract C = Contract::builtin();
  for (const char *Text : {
           "",
           "# cli\nnop",
           "clic",
           "stil %0",
           "call cli",
           "mov $cli, %0",
           "sti:",
           "nop // sti",
           // Not one after the other.
           "pushf; nop; popcnt %0, %1",
           // Probing for CPUID.
           "pushfl\n\tpushfl\n\tpopl %0\n\tmovl %0, %1\n\txorl %2, %0\n\t"
           "pushl %0\n\tpopfl\n\tpushfl\n\tpopl %0\n\tpopfl\n\t",
           "pushfl; popfl",
           // KVM's emulator.
           "push %[flags]; popf; call *%[thunk_target]\n",
           "push %[flags]; popf; 661:\n\tcall *%[thunk]\n662:\n ; pushf; "
           "pop %[flags]\n",
           "pushf; sbb %al, %al; popf \n\t",
           // sync_core() and friends.
           "mov %%ss, %0\n\tpushq %q0\n\tpushfq\n\tpushq $1f\n\tiretq\n\t1:",
           "pushsection",
       })
    EXPECT_EQ(asmName(C, Text), "") << Text;
}

TEST(AsmMatch, ReplacementsOfAlternatives) {
  Contract C = Contract::builtin();
  std::string Smap =
      "# smap_save\n\t# ALT: oldinstr\n771:\n\t\n772:\n# ALT: padding\n"
      ".skip -(((775f-774f)-(772b-771b)) > 0) * ((775f-774f)-(772b-771b)),0x90"
      "\n773:\n.pushsection .altinstructions,\"a\"\n .long 771b - .\n"
      " .long 774f - .\n .4byte ( 9*32+20)\n .byte 773b-771b\n"
      " .byte 775f-774f\n.popsection\n.pushsection .altinstr_replacement, "
      "\"ax\"\n# ALT: replacement\n774:\n\tpushf; pop $0; .byte "
      "0x0f,0x01,0xca\n\t\n775:\n.popsection\n";
  EXPECT_EQ(asmName(C, Smap), "");
  std::string Paravirt =
      "771:\n\t999:\n\t.pushsection .discard.annotate_insn,\"M\",@progbits,8\n"
      "\t.long 999b - .\n\t.long 1\n\t.popsection\n\tcall *%[paravirt_opptr];\n"
      "772:\n.pushsection .altinstr_replacement, \"ax\"\n774:\n\tsti;\n775:\n"
      ".popsection\n";
  EXPECT_EQ(asmName(C, Paravirt), "");
}

TEST(ContractLocks, ByName) {
  Contract C = Contract::builtin("x86");
  ASSERT_TRUE(C.lock("spin_unlock"));
  EXPECT_FALSE(C.lock("spin_unlock")->Takes);
  EXPECT_TRUE(C.lock("_raw_spin_lock_irqsave")->Takes);
  EXPECT_FALSE(C.lock("schedule"));
  const uint64_t Before = C.hash();
  ASSERT_FALSE(bool(C.add("version: 1\n"
                          "locks:\n"
                          "  - name: [card_lock, card_lock_slow]\n"
                          "    takes: arg1\n",
                          "t.yaml")));
  ASSERT_TRUE(C.lock("card_lock_slow"));
  EXPECT_EQ(C.lock("card_lock_slow")->Arg, 1u);
  EXPECT_NE(C.hash(), Before);
}

TEST(ContractLocks, Refused) {
  Contract C = Contract::builtin("x86");
  auto Refused = [&](llvm::StringRef Lines) {
    llvm::Error E = C.add(("version: 1\nlocks:\n" + Lines).str(), "t.yaml");
    return E ? llvm::toString(std::move(E)) : "";
  };
  EXPECT_EQ(
      Refused("  - name: card_lock\n"),
      "t.yaml:3:5: error: a lock needs 'name', and 'takes', 'tries' or 'releases'");
  EXPECT_EQ(
      Refused("  - takes: arg0\n"),
      "t.yaml:3:5: error: a lock needs 'name', and 'takes', 'tries' or 'releases'");
  EXPECT_EQ(Refused("  - name: a-b\n    takes: arg0\n"),
            "t.yaml:3:11: error: bad name 'a-b', expected the name of a "
            "function");
  EXPECT_EQ(Refused("  - name: card_lock\n    takes: return\n"),
            "t.yaml:4:12: error: expected one argument that is the lock, such "
            "as 'takes: arg0'");
  EXPECT_FALSE(C.lock("card_lock"));
}

TEST(ContractStates, Numbers) {
  Contract C = Contract::builtin("x86");
  const uint64_t Before = C.hash();
  ASSERT_FALSE(bool(C.add("version: 1\n"
                          "states:\n"
                          "  - name: upcall_mask\n"
                          "    off: 1\n"
                          "    on: 0\n",
                          "t.yaml")));
  EXPECT_EQ(C.states().lookup("upcall_mask").Off, 1u);
  EXPECT_EQ(C.states().lookup("upcall_mask").On, 0u);
  EXPECT_NE(C.hash(), Before);
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
