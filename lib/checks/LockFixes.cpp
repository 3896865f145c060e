//===- LockFixes.cpp - lock calls that do something else to interrupts ----===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/LockFixes.h"
#include "checks/Witness.h"

namespace pvlint::checks {

using flow::Form;
using flow::FormKind;
using flow::FormRole;
using flow::FormWord;
using solve::Brackets;
using solve::EventFunction;
using solve::EventOp;
using solve::Observations;

static const Brackets *nestingOf(const EventFunction &Fn,
                                 const Observations &Seen) {
  const auto It = Seen.Nesting.find(&Fn);
  return It == Seen.Nesting.end() ? nullptr : &It->second;
}

/// Replaces the call \p O, which only disables or enables, by the form that
/// saves or restores, with \p Before in front; nothing if there is no such
/// form.
static std::vector<Edit> savingForm(const solve::EventOp &O, std::string Before,
                                    const std::string &Word,
                                    const std::string &Declares,
                                    const flow::Contract &C) {
  const auto Form = C.forms().find(O.Spelling);
  if (!Form || Form->Kind != FormKind::Irq ||
      (Form->Role != FormRole::Begin && Form->Role != FormRole::End))
    return {};
  const llvm::StringRef Saving = Form->as(FormKind::IrqSave);
  const FormWord How = Form->Of->Word;
  if (Saving.empty() || How == FormWord::Elsewhere)
    return {};
  const bool Saves = Form->Role == FormRole::Begin;
  const bool IsResult = Saves && How == FormWord::Result;
  const std::string Argument =
      IsResult ? "" : (Saves && How == FormWord::Pointer ? "&" : "") + Word;
  Before += (IsResult ? Word + " = " : "") + Saving.str();
  std::string Was = O.Spelling.str();
  if (!Form->Of->HasLock) {
    Before += "(" + Argument + ")";
    Was += "()";
  }
  flow::Location End = O.Loc.Begin;
  End.Col += Was.size();
  std::vector<Edit> Edits = {{O.Loc.Begin, End, std::move(Before),
                              /*NeedsBlock=*/false, Was, Declares}};
  if (!Form->Of->HasLock || IsResult)
    return Edits;
  flow::Location Paren = O.Loc.End;
  if (!Paren.isValid() || Paren.Col < 2)
    return {};
  --Paren.Col;
  Edits.push_back({Paren, Paren, ", " + Argument, /*NeedsBlock=*/false, ")"});
  return Edits;
}

static Edit renamed(const EventOp &O, llvm::StringRef New) {
  flow::Location End = O.Loc.Begin;
  End.Col += O.Spelling.size();
  return {O.Loc.Begin, End, New.str(), /*NeedsBlock=*/false, O.Spelling.str()};
}

/// The name of the form of \p O that does not change interrupts; empty if there
/// is none.
static llvm::StringRef plainName(const EventOp &O, const flow::Contract &C) {
  const auto F = C.forms().find(O.Spelling);
  return F && F->Of->HasLock ? F->as(FormKind::Plain) : llvm::StringRef();
}

static bool isIrq(const EventOp &O, const flow::Contract &C) {
  const auto F = C.forms().find(O.Spelling);
  return F && F->Kind == FormKind::Irq;
}

/// Replaces \p O by its plain form, in \p Made and \p Edits. False if there is
/// no such form.
static bool makePlain(const EventOp *O, const flow::Contract &C,
                      Brackets::Edits &Made, std::vector<Edit> &Edits) {
  const llvm::StringRef Plain = plainName(*O, C);
  if (Plain.empty())
    return false;
  Made[O] = {FormKind::Plain, C.forms().find(O->Spelling)->Role};
  Edits.push_back(renamed(*O, Plain));
  return true;
}

std::vector<Edit> plainInside(const solve::Event *Save, const EventOp *Within,
                              const Observations &Seen,
                              const flow::Contract &C) {
  Save = shownStep(Save);
  const Brackets *B = Save->At ? nestingOf(*Save->Fn, Seen) : nullptr;
  const auto Now = B ? B->walk(C.forms()) : std::nullopt;
  if (!Now || !Now->isBalanced())
    return {};
  Brackets::Edits Made;
  std::vector<Edit> Edits;
  for (const EventOp *O : B->calls()) {
    if (!isIrq(*O, C))
      continue;
    const auto Around = Now->Calls.find(O);
    if (Around != Now->Calls.end() &&
        llvm::is_contained(Around->second.Open, Save->At) &&
        !makePlain(O, C, Made, Edits))
      return {};
  }
  if (!Made.count(Within))
    return {};
  const auto Then = B->walk(C.forms(), Made);
  return Then && Then->isBalanced() ? Edits : std::vector<Edit>();
}

std::vector<Edit> plainUnlock(const solve::Event *Unlock,
                              const Observations &Seen,
                              const flow::Contract &C) {
  const Brackets *B = Unlock->At ? nestingOf(*Unlock->Fn, Seen) : nullptr;
  const auto Now = B ? B->walk(C.forms()) : std::nullopt;
  if (!Now || Now->EndsOpen)
    return {};
  const auto Around = Now->Calls.find(Unlock->At);
  Brackets::Edits Made;
  std::vector<Edit> Edits;
  if (Around == Now->Calls.end() || !Around->second.Loose ||
      !makePlain(Unlock->At, C, Made, Edits))
    return {};
  return Edits;
}

bool endsSection(const solve::Event *Wrong, const solve::Event *Section,
                 const Form &Is, const Observations &Seen,
                 const flow::Contract &C) {
  Section = shownStep(Section);
  const Brackets *B =
      Wrong->At && Section->At ? nestingOf(*Section->Fn, Seen) : nullptr;
  const auto Now = B ? B->walk(C.forms()) : std::nullopt;
  if (!Now)
    return false;
  const auto Around = Now->Calls.find(Wrong->At);
  if (Around == Now->Calls.end() || Around->second.Differs ||
      Around->second.Open.empty() || Around->second.Open.back() != Section->At)
    return false;
  Brackets::Edits Made;
  Made[Wrong->At] = {Is.Kind, FormRole::End};
  const auto Then = B->walk(C.forms(), Made);
  return Then && !Then->HasLoose;
}

std::vector<Edit> saveAndRestore(const EventFunction &Fn,
                                 const Observations &Seen,
                                 const flow::Contract &C) {
  const Brackets *Of = nestingOf(Fn, Seen);
  const auto Now = Of ? Of->walk(C.forms()) : std::nullopt;
  // One tab: the first statement has a line of its own.
  if (!Now || !Now->isBalanced() || !Of->Begin.isValid() || Of->Begin.Col != 2)
    return {};
  auto IsTaken = [&](llvm::StringRef Name) {
    return llvm::is_contained(Of->Variables, Name);
  };
  const std::string Word = IsTaken("flags") ? "irqflags" : "flags";
  if (IsTaken(Word))
    return {};
  std::string Declaration = "unsigned long " + Word +
                            (Of->BeginsWithDeclaration ? ";\n\t" : ";\n\n\t");
  Brackets::Edits Made;
  std::vector<Edit> Edits;
  for (const EventOp *O : Of->calls()) {
    if (!isIrq(*O, C))
      continue;
    const auto Around = Now->Calls.find(O);
    if (Around == Now->Calls.end())
      continue; // not reached
    if (!Around->second.Open.empty()) {
      if (!makePlain(O, C, Made, Edits))
        return {};
      continue;
    }
    const flow::Location At = O->Loc.Begin;
    if (At.File != Of->Begin.File)
      return {};
    // The declaration may have to come right before it.
    const bool IsFirst = At == Of->Begin;
    std::vector<Edit> Half =
        savingForm(*O, IsFirst ? std::exchange(Declaration, "") : "", Word,
                   IsFirst ? Word : "", C);
    if (Half.empty())
      return {};
    Made[O] = {FormKind::IrqSave, C.forms().find(O->Spelling)->Role};
    llvm::append_range(Edits, std::move(Half));
  }
  const auto Then = Of->walk(C.forms(), Made);
  if (Made.empty() || !Then || !Then->isBalanced())
    return {};
  if (!Declaration.empty())
    Edits.push_back({Of->Begin, Of->Begin, std::move(Declaration),
                     /*NeedsBlock=*/false, "", Word});
  return Edits;
}

} // namespace pvlint::checks
