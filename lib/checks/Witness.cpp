//===- Witness.cpp - events told to a person ------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Witness.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::checks {

using solve::Event;

const Event *shownStep(const Event *E) {
  const Event *Last = E;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader)
      Last = E;
  return Last;
}

bool isFar(const Event *E, unsigned Limit) {
  llvm::SmallVector<const solve::EventFunction *, 8> Seen;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader && !llvm::is_contained(Seen, E->Fn))
      Seen.push_back(E->Fn); // of a recursion each once
  return Seen.size() > Limit;
}

std::string quoted(const Event *E) {
  llvm::StringRef Name = E->spelling();
  if (Name.empty() && E->At && E->At->CalleeIs == flow::CalleeKind::Member &&
      E->At->Code == flow::Opcode::Call)
    return "'" + E->At->Callee.str() + "'";
  if (Name.empty() && E->Inner)
    return quoted(E->Inner);
  if (Name.empty())
    return "this";
  if (Name.starts_with("end of scope"))
    return Name.str();
  return "'" + Name.str() + "'";
}

bool isSaveAgain(const Event *First, const Event *Second) {
  return shownStep(First) == First && shownStep(Second) == Second &&
         First->Fn->Name == Second->Fn->Name && First->Loc != Second->Loc &&
         First->spelling() == Second->spelling();
}

void addSteps(std::vector<Note> &Notes, const Event *E, std::string Text) {
  std::vector<const Event *> Frames;
  for (const Event *Shown = shownStep(E); E != Shown; E = E->Inner)
    Frames.push_back(E);
  Notes.push_back({E->Loc.Begin, std::move(Text)});
  while (!Frames.empty()) {
    const Event *Frame = Frames.back();
    Frames.pop_back();
    Notes.push_back({Frame->Loc.Begin, "in the call of " + quoted(Frame) +
                                           " by '" + Frame->Fn->Name +
                                           "' here"});
  }
}

void addBranches(std::vector<Note> &Notes,
                 llvm::ArrayRef<std::pair<flow::Range, bool>> Branches) {
  static constexpr size_t MaxBranches = 6;
  for (const auto &[Condition, Taken] : Branches.take_back(MaxBranches))
    Notes.push_back({Condition.Begin,
                     std::string("this happens when the condition here is ") +
                         (Taken ? "true" : "false")});
}

void addCallers(std::vector<Note> &Notes, const solve::EntryFacts &Entry,
                llvm::StringRef Off) {
  if (const Event *By = Entry.CallerOffEvent)
    addSteps(Notes, By,
             ("interrupts are turned " + Off + " here by ").str() +
                 quoted(shownStep(By)) + ", in '" + shownStep(By)->Fn->Name +
                 "'");
  for (const Event *Frame = Entry.CallerOff; Frame; Frame = Frame->Inner)
    Notes.push_back(
        {Frame->Loc.Begin, "'" + Frame->Fn->Name +
                               ("' calls with interrupts " + Off + ": ").str() +
                               quoted(Frame)});
}

void identify(Finding &F, const Event *At,
              std::initializer_list<const Event *> Steps) {
  F.Function = At->Fn->Name;
  auto Add = [&](const Event *E) {
    F.Identity += E->Fn->Name + ' ' + quoted(E) + ';';
  };
  Add(At);
  for (const Event *E : Steps)
    if (E)
      Add(shownStep(E));
}

std::string whereFrom(const Event *E, const Event *At) {
  const Event *Shown = shownStep(E);
  if (Shown->Fn == At->Fn || Shown->Fn->Name == At->Fn->Name)
    return "";
  return " in '" + Shown->Fn->Name + "'";
}

} // namespace pvlint::checks
