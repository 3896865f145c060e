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

/// {0}: the bits, {1}: "is" or "are", {2}: what to write. What is looked at is
/// first said, then what comes of it under a hypervisor.
namespace text {
constexpr char Branch[] =
    "branch depends on {0} of saved flags; only IF is defined there, under a "
    "hypervisor {0} {1} garbage and the branch goes either way; {2}";
constexpr char Switch[] =
    "switch depends on {0} of saved flags; only IF is defined there, under a "
    "hypervisor {0} {1} garbage and any case may be taken; {2}";
constexpr char Print[] = "prints {0} of saved flags; only IF is defined there, "
                         "under a hypervisor {0} {1} garbage; {2}";
constexpr char Index[] =
    "array index depends on {0} of saved flags; only IF is defined there, "
    "under a hypervisor {0} {1} garbage and the index out of bounds; {2}";
constexpr char Store[] = "stores {0} of saved flags; only IF is defined there, "
                         "under a hypervisor {0} {1} garbage; {2}";
constexpr char Call[] = "passes on {0} of saved flags; only IF is defined "
                        "there, under a hypervisor {0} {1} garbage; {2}";
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

/// "bit 18", "bits 3 and 5", or "every bit but IF".
static std::string bitNames(uint64_t Bits, bool &Plural, bool &Whole) {
  const int Count = std::popcount(Bits);
  Plural = Count > 1;
  Whole = Count > 16;
  if (Whole) {
    Plural = false;
    return "every bit but IF";
  }
  std::string Text = Plural ? "bits " : "bit ";
  for (int I = 0; Bits; ++I) {
    if (I)
      Text += Bits & (Bits - 1) ? ", " : " and ";
    Text += std::to_string(std::countr_zero(Bits));
    Bits &= Bits - 1;
  }
  return Text;
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
    F.Severity = Level::Error;
    F.Loc = Read->Loc.Begin;
    identify(F, Read, {Word->Origin});
    uint64_t Bits = R.Value->SourceBits & Word->Undefined;
    if (!Bits)
      Bits = Word->Undefined;
    bool Plural, Whole;
    std::string Names = bitNames(Bits, Plural, Whole);
    const flow::FormFamily &Cpu = C.forms().cpu();
    const llvm::StringRef Test = Cpu.name(FormKind::IrqSave, FormRole::Test);
    const bool HasRealRead =
        !Cpu.name(FormKind::Native, FormRole::Read).empty();
    const bool IfMeant = Whole && R.K == ReadKind::Branch;
    const std::string Instead =
        IfMeant && Test.empty() ? "test IF alone"
        : IfMeant     ? "use " + Cpu.call(FormKind::IrqSave, FormRole::Test)
        : HasRealRead ? "use " + Cpu.call(FormKind::Native, FormRole::Read)
                      : "read the real register";
    F.Message = say(sentence(R.K), {Names, Plural ? "are" : "is", Instead});
    addSteps(F.Notes, Word->Origin,
             "flags saved here by " + shownName(Word->Origin));
    for (const Event *Frame = R.Read; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back(
          {Frame->Loc.Begin,
           functionOf(Frame) + " passes them to " + named(Frame) + " here"});
    if (R.WordLoad.isText() && R.K == ReadKind::Branch)
      F.Fix = IfMeant ? Test.empty() ? std::vector<Edit>() : testIf(R, Test)
              : HasRealRead ? readRegister(R, Seen, C)
                            : std::vector<Edit>();
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
