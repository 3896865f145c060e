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
#include "checks/Witness.h"
#include <bit>

namespace pvlint::checks {

using flow::FormKind;
using flow::FormRole;
using solve::Event;
using solve::ReadKind;
using solve::ReadObservation;

static std::string consequence(ReadKind K) {
  switch (K) {
  case ReadKind::Branch:
    return "under a hypervisor the branch goes either way";
  case ReadKind::Switch:
    return "under a hypervisor any case may be taken";
  case ReadKind::Print:
    return "under a hypervisor it prints garbage";
  case ReadKind::Index:
    return "under a hypervisor it indexes out of bounds";
  case ReadKind::Store:
    return "under a hypervisor it stores garbage";
  case ReadKind::Call:
    return "under a hypervisor it passes on garbage";
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
    F.Message =
        "this depends on " + Names + " of a saved flags word, which " +
        (Plural ? "are" : "is") + " undefined: only IF is saved, so " +
        consequence(R.K) + "; " +
        (IfMeant && Test.empty() ? "test IF alone"
         : IfMeant     ? "use " + Cpu.call(FormKind::IrqSave, FormRole::Test) +
                             " to test IF"
         : HasRealRead ? "use " + Cpu.call(FormKind::Native, FormRole::Read) +
                             " to read the real register"
                       : "read the real register instead");
    addSteps(F.Notes, Word->Origin,
             "the word is saved here by " + quoted(shownStep(Word->Origin)));
    for (const Event *Frame = R.Read; Frame->Inner; Frame = Frame->Inner)
      F.Notes.push_back({Frame->Loc.Begin, "and handed on by '" +
                                               Frame->Fn->Name + "' here, to " +
                                               quoted(Frame)});
    if (R.WordLoad.isText() && R.K == ReadKind::Branch)
      F.Fix = IfMeant ? Test.empty() ? std::vector<Edit>() : testIf(R, Test)
              : HasRealRead ? readRegister(R, Seen, C)
                            : std::vector<Edit>();
    Out.push_back(std::move(F));
  }
}

} // namespace pvlint::checks
