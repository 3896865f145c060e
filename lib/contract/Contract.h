//===- Contract.h - what primitives mean -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contract is data: contracts/*.yaml say which functions, record members
// and asm statements save, disable, enable, restore or test, and which bits of
// a saved word are defined. Only true primitives, and functions whose bodies
// live in another file, have entries; everything else is inferred from bodies.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_CONTRACT_H
#define PVLINT_CONTRACT_CONTRACT_H

#include "contract/Forms.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pvlint::flow {

/// A kind of saved word. Words of different families do not mix.
struct WordFamily {
  std::string Name;         ///< "irqflags", "daif"
  uint64_t DefinedBits = 0; ///< bits that a save must return
  /// The bits that tell on from off (IF); 0 when no bit can be read.
  uint64_t EnableMask = 0;
  bool SetMeansOn = true; ///< x86: IF set = on; arm64: I set = off
};

/// Where a primitive finds or leaves a word: the return value, an argument, or
/// what an argument points to.
struct WordPlace {
  enum Kind : uint8_t { Return, Argument, Pointee };
  Kind K = Return;
  unsigned Arg = 0;
  std::string Field; ///< Pointee: the field, empty for the object itself
};

enum class IrqsAfter : uint8_t { Unchanged, On, Off };
/// How a function has to be entered; it stops the machine, or goes wrong,
/// otherwise.
enum class Required : uint8_t { Anything, On, Off };
/// What a primitive does to the count of interrupt disabling: interrupts are
/// off while it is not zero, and the last enable gives back what the first
/// disable found.
enum class CountedUse : uint8_t { No, Disable, Enable };
/// Whether a primitive works on the processor's own flags, past the paravirt
/// ops. Deliberate: only code that never runs as a paravirt guest names it.
enum class Bypass : uint8_t { No, Yes, Deliberate };
/// For which results of the call the effects happen. Otherwise the call does
/// nothing.
enum class When : uint8_t { Always, Nonzero, Zero };

/// What one primitive does, in the order of the members: save, restore, set
/// the interrupt state.
struct Primitive {
  std::string Name;
  When Happens = When::Always;
  std::optional<WordPlace> Save;
  std::optional<WordPlace> Restore;
  /// The restore writes the whole register (popf), so it may disable: nothing
  /// is required of the state before it.
  bool RestoreFull = false;
  /// The saved word comes from the real register: all bits are defined.
  bool FullRegister = false;
  IrqsAfter Irqs = IrqsAfter::Unchanged;
  /// It is said, and not only not said otherwise, that Irqs is Unchanged.
  bool KeepsIrqs = false;
  CountedUse Counted = CountedUse::No;
  Required Requires = Required::Anything;
  /// Tells whether a word (Test set) or the current state (Test unset) has
  /// interrupts off; a nonzero result means off when TestOff, on otherwise.
  bool IsTest = false;
  std::optional<WordPlace> Test;
  bool TestOff = true;
  /// May sleep for certain, and so returns with interrupts on.
  bool Sleeps = false;
  /// It sleeps without asking might_sleep(): the kernel notices only with
  /// preemption disabled, as by a spinlock.
  bool SleepsUnasked = false;
  /// It sleeps in a page fault, which its body does not show.
  bool SleepsInFault = false;
  /// Sleeps only if this argument has a bit of SleepMask (gfp flags). Counted
  /// from the end when negative as an int: ask sleepArg().
  std::optional<unsigned> SleepArg;
  uint64_t SleepMask = 0;
  bool NoReturn = false;
  bool ReturnsNonzero = false; ///< such as a lock that is always taken
  /// The result depends on the arguments alone (static keys).
  bool Stable = false;
  Bypass Native = Bypass::No;
  /// A function in assembly that fills a place of the paravirt ops: what it
  /// does is to be seen in its object file.
  bool Implements = false;
  unsigned Family = 0;     ///< index into Contract::Families
  bool IsDeclared = false; ///< by annotations, and by no contract

  /// Whether it says what the function does, not only how it is entered.
  bool hasEffect() const {
    return Save || Restore || Irqs != IrqsAfter::Unchanged || KeepsIrqs ||
           Counted != CountedUse::No || IsTest || Sleeps || SleepArg ||
           NoReturn || ReturnsNonzero || Stable;
  }

  /// The index of the argument that decides about sleeping in a call with
  /// \p NumArgs arguments, if this is such a primitive and the call has it.
  std::optional<unsigned> sleepArg(unsigned NumArgs) const {
    if (!SleepArg)
      return std::nullopt;
    unsigned Index =
        static_cast<int>(*SleepArg) < 0 ? NumArgs + *SleepArg : *SleepArg;
    if (Index >= NumArgs)
      return std::nullopt;
    return Index;
  }
};

/// Instructions of an asm statement, by mnemonic, that make it a primitive:
/// "pushf; pop" matches `pushfq; popq %0`. In the entry of an asm statement
/// WordPlace::Return is the first output and an Argument the Nth input.
struct AsmPattern {
  std::string Name; ///< as in Op::Callee of CalleeKind::Asm
  /// In order: a mnemonic without width suffix, possibly with its first
  /// operands ("msr daifset"), or "..." for any number of instructions.
  std::vector<std::string> Mnemonics;
  /// What matches is no primitive, whatever other patterns say.
  bool Neutral = false;
};

/// How functions that are found in a place are entered, whoever calls them.
struct EntryContext {
  bool Off = false; ///< interrupts at entry
  std::string Why;  ///< what such a function is: "a hard interrupt handler"
  bool IsRemoved = false; ///< an earlier file's, which is not so here
  /// The place: "irq_chip.irq_mask", "request_irq(arg1)", or its own name.
  std::string Place = {};
};

/// What a field or a global holds while interrupts are on or off, where code in
/// sight does not say so.
struct StateNumbers {
  uint64_t Off = 0, On = 0;
};

/// A function that takes, tries to take or releases the lock that its argument
/// Arg points to.
struct LockEffect {
  bool Takes = false;
  bool Tries = false;
  unsigned Arg = 0;
};

/// What a macro such as ASSERT() or lockdep_assert_irqs_disabled() asserts:
/// that its first argument is not zero, or is, or how interrupts are.
enum class Asserted : uint8_t { Nonzero, Zero, On, Off };
/// What such an assertion is in a body: a call of one of these.
inline constexpr llvm::StringLiteral AssertedOn = "__pvlint_asserts_on";
inline constexpr llvm::StringLiteral AssertedOff = "__pvlint_asserts_off";

/// The contract in force: the embedded files plus those given by --contract.
/// Later entries replace earlier ones of the same name.
class Contract {
public:
  /// The contract built into this binary for \p Arch ("x86", "arm64"; others
  /// get the generic part). With "+32" appended: where an unsigned long has 32
  /// bits; with "+rt" after that: for CONFIG_PREEMPT_RT.
  static Contract builtin(llvm::StringRef Arch = "x86");
  /// \p Arch without what it says of the width.
  static std::string nameOfAnyWidth(llvm::StringRef Arch);

  /// What builtin() was asked for.
  const std::string &name() const { return Name; }

  /// Adds the entries of the YAML text \p Text. On error nothing is added, and
  /// the message names \p FileName, line, column and what was expected, with
  /// one line for each error.
  llvm::Error add(llvm::StringRef Text, llvm::StringRef FileName);

  /// Reads and adds a file. Where there is none, \p Path may be the name of a
  /// built-in one, of choices().
  llvm::Error addFile(llvm::StringRef Path);

  /// Built-in contracts of other worlds than today's Linux, by name. A target
  /// does not bring them along.
  static std::vector<llvm::StringRef> choices();

  const Primitive *function(llvm::StringRef Name) const;
  /// By "record.field" or "global.path.field".
  const Primitive *member(llvm::StringRef Name) const;
  const Primitive *assembly(llvm::StringRef Name) const;
  /// For a function by its name, "record.field" that holds it, or
  /// "FUNCTION(argN)" that it is passed as.
  const EntryContext *context(llvm::StringRef Place) const;
  /// Null when the function is not known to take or release a lock.
  const LockEffect *lock(llvm::StringRef Name) const;
  /// Null when the macro \p Name is no assertion.
  const Asserted *assertion(llvm::StringRef Name) const;
  bool hasAssertions() const { return !AssertionMap.empty(); }
  /// The entry whose mnemonics are those of \p AsmText's instructions in the
  /// current section (alternatives and other sections do not count), if any.
  const AsmPattern *matchAssembly(llvm::StringRef AsmText) const;
  const WordFamily &family(unsigned Index) const { return Families[Index]; }
  /// Every restore writes the whole word, so all of them may disable: what
  /// relies on that works, until restores only enable.
  bool restoresDisable() const { return RestoresDisable; }
  /// Of the unsigned long that holds a word.
  unsigned wordBits() const { return WordBits; }
  const std::vector<WordFamily> &families() const { return Families; }

  /// How the functions are called that do the same, interrupts aside.
  const Forms &forms() const { return FormTable; }

  /// Hash of everything above but wordBits() and forms(): equal contracts have
  /// equal hashes. Units of both widths are in one kernel (the 32-bit vDSO),
  /// and forms say how a mistake is mended, not what a unit is.
  uint64_t hash() const { return hash(/*WithCounted=*/true); }
  /// Whether flow files extracted under the contract of hash \p Other hold all
  /// that this one asks for. Those of before there were counted primitives do:
  /// calls of these are in them as calls of functions.
  bool reads(uint64_t Other) const {
    return Other == hash() || Other == hash(/*WithCounted=*/false);
  }

  const llvm::StringMap<Primitive> &functions() const { return FunctionMap; }
  const llvm::StringMap<Primitive> &members() const { return MemberMap; }
  const llvm::StringMap<EntryContext> &contexts() const { return ContextMap; }
  /// By the name of a field or a global.
  const llvm::StringMap<StateNumbers> &states() const { return StateMap; }

private:
  friend class ContractReader;
  uint64_t hash(bool WithCounted) const;

  std::string Name;
  std::vector<WordFamily> Families;
  llvm::StringMap<Primitive> FunctionMap;
  llvm::StringMap<Primitive> MemberMap;
  llvm::StringMap<Primitive> AsmMap;
  llvm::StringMap<EntryContext> ContextMap;
  llvm::StringMap<LockEffect> LockMap;
  llvm::StringMap<StateNumbers> StateMap;
  llvm::StringMap<Asserted> AssertionMap;
  Forms FormTable;
  std::vector<AsmPattern> AsmPatterns; ///< the first that matches decides
  bool RestoresDisable = false;
  unsigned WordBits = 64;
};

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_CONTRACT_H
