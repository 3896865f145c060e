//===- ContractTest.cpp - contracts ---------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/ContractText.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace llvm;
using namespace pvlint::flow;

namespace {

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
  Contract C = Contract::builtin("sparc");
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
  EXPECT_TRUE(C.function("schedule")->SleepsUnasked);
  EXPECT_TRUE(C.function("mutex_lock")->Sleeps);
  EXPECT_FALSE(C.function("mutex_lock")->SleepsUnasked);
  EXPECT_TRUE(C.function("copy_to_user")->Sleeps);
  EXPECT_EQ(C.function("_raw_spin_unlock_bh")->Requires, Required::On);
  EXPECT_TRUE(C.function("arch_static_branch")->Stable);
  for (const char *Name :
       {"cond_resched", "local_irq_save", "_raw_spin_lock_bh", "spin_lock_irq",
        "vfree", "smp_call_function", "do_wait_intr_irq"})
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
  EXPECT_NE(Hash({"functions: [{name: a, sleeps: true}]"}),
            Hash({"functions: [{name: a, sleeps: unasked}]"}));
  EXPECT_NE(Hash({"functions: [{name: a, sleeps: true}]"}),
            Hash({"functions: [{name: a, sleeps: faulting}]"}));
  EXPECT_NE(Hash({A}), Hash({A, "restore: full"}));
  EXPECT_EQ(Hash({A}), Hash({A, "restore: full", "restore: enables"}));
  EXPECT_NE(Hash({X}), Hash({"asm: [{name: x, mnemonics: [hlt], irqs: on}]"}));
  // Files on disk carry it, so it does not change with the LLVM in use.
  EXPECT_EQ(Hash({A}), 13252836908484924695u);
}

TEST(Contract, ReadsWhatWasExtractedBeforeCounting) {
  // Flow files of before are those of the same contract without what counts.
  Contract Before;
  cantFail(Before.add("version: 1\n"
                      "families: [{name: w, defined-bits: 1, enable-mask: 1}]\n"
                      "functions: [{name: f, irqs: off}]\n",
                      "f"));
  Contract C = Before;
  cantFail(C.add("version: 1\n"
                 "functions: [{name: lock, counted: disable},"
                 "            {name: unlock, counted: enable}]\n"
                 "locks: [{name: lock, takes: arg0}]\n",
                 "f"));
  EXPECT_EQ(C.function("lock")->Counted, CountedUse::Disable);
  EXPECT_EQ(C.function("unlock")->Counted, CountedUse::Enable);
  EXPECT_TRUE(C.function("lock")->hasEffect());
  EXPECT_NE(C.hash(), Before.hash());
  EXPECT_TRUE(C.reads(C.hash()));
  EXPECT_TRUE(C.reads(Before.hash()));
  EXPECT_FALSE(Before.reads(C.hash()));
  cantFail(C.add("version: 1\nfunctions: [{name: g, irqs: off}]\n", "f"));
  EXPECT_FALSE(C.reads(Before.hash()));
}

TEST(Contract, OtherWorldsHaveNames) {
  EXPECT_EQ(Contract::choices(),
            (std::vector<StringRef>{"linux-pre-4.7", "linux-pre-5.12", "xen"}));
  Contract Linux = Contract::builtin();
  EXPECT_FALSE(Linux.restoresDisable());
  EXPECT_EQ(toString(Linux.addFile("linux-pre-5.12")), "");
  EXPECT_TRUE(Linux.restoresDisable());
  Contract Xen = Contract::builtin();
  EXPECT_EQ(toString(Xen.addFile("xen")), "");
  EXPECT_EQ(Xen.function("_spin_lock_irq")->Requires, Required::On);
  EXPECT_EQ(asmName(Xen, "pushfq\n\tandq %0, (%%rsp)\n\torq %1, (%%rsp)\n\t"
                         "popfq"),
            "pushf-and-or-popf");
  // Nothing of Linux but kinds of words and forms.
  EXPECT_FALSE(Xen.function("schedule"));
  EXPECT_FALSE(Xen.context("request_irq(arg1)"));
  EXPECT_FALSE(Xen.context("request_irq(arg2)")->Off);
  EXPECT_EQ(*Xen.assertion("ASSERT"), Asserted::Nonzero);
  EXPECT_FALSE(Xen.assertion("lockdep_assert_irqs_enabled"));
  EXPECT_EQ(Xen.function(AssertedOn)->Requires, Required::On);
  EXPECT_EQ(Xen.assembly("cli")->Native, Bypass::No);
  Contract Arm = Contract::builtin("arm64");
  EXPECT_EQ(toString(Arm.addFile("xen")), "");
  EXPECT_EQ(asmName(Arm, "mrs    %0, daif\nmsr    daifset, #2"),
            "mrs-daif-mask");

  for (const char *No : {"linux", "linux-x86", "linux-rt", "Xen"})
    EXPECT_EQ(toString(Arm.addFile(No)),
              std::string(No) +
                  ": error: cannot read contract: No such file or directory; "
                  "those built in are: linux-pre-4.7, linux-pre-5.12, xen");
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
  const std::filesystem::path Dir =
      std::filesystem::path(PVLINT_TEST_DIR) / "contract";
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
// Locks
//===----------------------------------------------------------------------===//

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

} // namespace
