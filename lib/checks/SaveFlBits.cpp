//===- SaveFlBits.cpp - pvops-save-fl-bits --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clause C1: a saved flags word is opaque but for IF. On Xen PV save_fl()
// returns IF and garbage; setup_smap() once tested AC in it and crashed or not
// depending on the build (commit 581b7f158fe0).
//
//===----------------------------------------------------------------------===//

#include "checks/BitRanges.h"
#include "checks/Check.h"
#include "checks/Say.h"
#include "checks/Witness.h"
#include <bit>

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::Event;
using solve::ReadKind;
using solve::ReadObservation;

/// {0}: the bits, {1}: that they are garbage, {2}: what to write. What is
/// looked at is first said, then what comes of it.
namespace text {
constexpr char Branch[] = "branch depends on {0} of saved flags; {1}[[ and the "
                          "branch goes either way]]; {2}";
constexpr char Switch[] = "switch depends on {0} of saved flags; {1}[[ and any "
                          "case may be taken]]; {2}";
constexpr char Print[] = "prints {0} of saved flags; {1}; {2}";
constexpr char Index[] = "array index depends on {0} of saved flags; {1}[[ and "
                         "the index out of bounds]]; {2}";
constexpr char Store[] = "stores {0} of saved flags; {1}; {2}";
constexpr char Call[] = "passes on {0} of saved flags; {1}; {2}";

/// On x86 a hypervisor's guest makes them up. Elsewhere, as on s390, a save
/// does not write them.
constexpr char BitGuest[] =
    "only IF is defined, under a hypervisor {0} is garbage";
constexpr char BitsGuest[] =
    "only IF is defined, under a hypervisor {0} are garbage";
constexpr char RestGuest[] =
    "only IF is defined, under a hypervisor the rest is garbage";
constexpr char Bit[] = "only the interrupt bits are defined, {0} is garbage";
constexpr char Bits[] = "only the interrupt bits are defined, {0} are garbage";
constexpr char Rest[] =
    "only the interrupt bits are defined, the rest is garbage";

constexpr char AllButIf[] = "every bit but IF";
constexpr char AllButInterrupt[] = "bits other than the interrupt bits";

constexpr char Use[] = "use {0}";
constexpr char UseInC[] = "use {0}[, or {1} in arch code]";
constexpr char ReadRegister[] = "read the real register";
constexpr char TestIf[] = "test IF only";
constexpr char TestInterrupt[] = "test the interrupt bits only";
constexpr char UseIf[] = "use IF only";
constexpr char UseInterrupt[] = "use the interrupt bits only";

constexpr char Passes[] = "{1} passes the flags to {0} here";
} // namespace text

static llvm::StringRef sentence(ReadKind K) {
  switch (K) {
  case ReadKind::Branch:
    return text::Branch;
  case ReadKind::Switch:
    return text::Switch;
  case ReadKind::Print:
    return text::Print;
  case ReadKind::Index:
    return text::Index;
  case ReadKind::Store:
    return text::Store;
  case ReadKind::Call:
    return text::Call;
  }
  return {};
}

/// More bits than a mask picks: the word itself is looked at.
static bool isWhole(uint64_t Bits) { return std::popcount(Bits) > 16; }

/// Whether what tells on from off is x86's interrupt flag.
static bool hasIf(const flow::Contract &C) {
  return !C.families().empty() && C.family(0).EnableMask == 0x200;
}

/// "bit 18", "bits 3 and 5-7", or "every bit but IF".
static std::string bitNames(uint64_t Bits, const flow::Contract &C) {
  if (isWhole(Bits))
    return hasIf(C) ? text::AllButIf : text::AllButInterrupt;
  return bitRanges(Bits);
}

/// What the bits hold.
static std::string garbage(uint64_t Bits, const flow::Contract &C) {
  const char *Text = isWhole(Bits) ? hasIf(C) ? text::RestGuest : text::Rest
                     : std::has_single_bit(Bits)
                         ? hasIf(C) ? text::BitGuest : text::Bit
                     : hasIf(C) ? text::BitsGuest
                                : text::Bits;
  return say(Text, {bitRanges(Bits)});
}

/// Code that tests the whole word wants IF, for which there is a function. Code
/// that tests a bit means the register, which architecture code can read.
static std::string insteadOf(ReadKind K, uint64_t Bits,
                             const flow::Contract &C) {
  const flow::FormFamily &Cpu = C.forms().cpu();
  const std::string Native = Cpu.name(FormKind::Native, FormRole::Read).empty()
                                 ? std::string()
                                 : Cpu.call(FormKind::Native, FormRole::Read);
  if (!isWhole(Bits))
    return say(Native.empty() ? text::ReadRegister : text::Use, {Native});
  if (Cpu.name(FormKind::IrqSave, FormRole::Test).empty())
    return K == ReadKind::Branch && hasIf(C) ? text::TestIf
           : K == ReadKind::Branch           ? text::TestInterrupt
           : hasIf(C)                        ? text::UseIf
                                             : text::UseInterrupt;
  return say(K == ReadKind::Branch || Native.empty() ? text::Use : text::UseInC,
             {Cpu.call(FormKind::IrqSave, FormRole::Test), Native});
}

/// `flags` becomes a test of IF.
static std::vector<Edit> testIf(const ReadObservation &R,
                                llvm::StringRef Test) {
  const flow::Range &Text = R.WordLoad;
  return {{Text.Begin, Text.Begin, ("(!" + Test + "(").str()},
          {Text.End, Text.End, "))"}};
}

/// Reads the real register: at the save when the word serves for nothing else,
/// otherwise where the bit is looked at.
static std::vector<Edit> readRegister(const ReadObservation &R,
                                      const solve::Observations &Seen,
                                      const flow::Contract &C) {
  const std::string Call =
      C.forms().cpu().call(FormKind::Native, FormRole::Read);
  const Event *Save = R.Value->Source->Origin;
  const solve::EventOp *At = Save->At;
  const Event *Innermost = Save->innermost();
  const flow::Primitive *P =
      Innermost->At ? C.function(Innermost->At->Callee) : nullptr;
  if (!R.Read->Inner && Save->Fn == R.Read->Fn && At && !Save->Inner && P &&
      P->Irqs == flow::IrqsAfter::Unchanged && At->Loc.isText() &&
      !Seen.Restored.contains(Save) && !R.Variable.empty()) {
    // A macro (`local_save_flags(flags)`) assigns; a function is assigned.
    const bool Assigns = At->Spelling != At->Callee;
    std::string Text = Assigns ? R.Variable + " = " : std::string();
    return {{At->Loc.Begin, At->Loc.End, Text + Call}};
  }
  const flow::Range &Text = R.WordLoad;
  return {{Text.Begin, Text.End, Call}};
}

/// Whether the value that is stored is a word that was cut down, which the
/// check of that reports.
static bool isNarrowing(const ReadObservation &R,
                        const solve::Observations &Seen) {
  if (R.K != ReadKind::Store)
    return false;
  for (const solve::NarrowObservation &N : Seen.Narrows)
    for (const Event *E = R.Read; N.Cut && E; E = E->Inner)
      for (const Event *Cut = N.Cut; Cut; Cut = Cut->Inner)
        if (Cut->Loc.Begin.Line == E->Loc.Begin.Line &&
            Cut->Loc.Begin.File == E->Loc.Begin.File)
          return true; // of a macro, the cast and the store are two columns
  return false;
}

void saveFlBits(const solve::Observations &Seen, const flow::Contract &C,
                std::vector<Finding> &Out) {
  for (const ReadObservation &R : Seen.Reads) {
    const solve::Expr *Word = R.Value->Source;
    if (!Word || Word->K != solve::Expr::Word || isNarrowing(R, Seen))
      continue;
    const Event *Read = R.Read->innermost();
    Finding F;
    F.Check = "pvops-save-fl-bits";
    F.What = R.K == ReadKind::Print ? Shape::BitsPrinted : Shape::BitsRead;
    F.Severity = Level::Error;
    F.Loc = Read->Loc.Begin;
    identify(F, Read, {Word->Origin});
    uint64_t Bits = R.Value->SourceBits & Word->Undefined;
    if (!Bits)
      Bits = Word->Undefined;
    F.Message = say(sentence(R.K), {bitNames(Bits, C), garbage(Bits, C),
                                    insteadOf(R.K, Bits, C)});
    addSteps(F.Notes, Word->Origin, note(step::Saved, Word->Origin));
    for (const Event *Frame = R.Read; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back({Frame->Loc.Begin,
                         say(text::Passes, {named(Frame), functionOf(Frame)})});
    const flow::FormFamily &Cpu = C.forms().cpu();
    const llvm::StringRef Test = Cpu.name(FormKind::IrqSave, FormRole::Test);
    if (!R.WordLoad.isText() || R.K != ReadKind::Branch)
      ; // what else to print or to store is not known
    else if (isWhole(Bits) && !Test.empty())
      F.Fix = testIf(R, Test);
    else if (!isWhole(Bits) &&
             !Cpu.name(FormKind::Native, FormRole::Read).empty())
      F.Fix = readRegister(R, Seen, C);
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
