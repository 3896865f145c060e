//===- Witness.cpp - events as steps of a report --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Witness.h"
#include "checks/Say.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::checks {

using solve::Event;

/// {0}: what happens, {1}: its line, {2}: its function.
namespace text {
constexpr char Placed[] = "{0}[ on line {1}]";
constexpr char PlacedIn[] = "{0}[[ on line {1}] in {2}]";
} // namespace text

const Event *shownStep(const Event *E) {
  const Event *Last = E;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader)
      Last = E;
  return Last;
}

bool isShownAt(const Event *E, const Event *At) {
  const Event *Shown = shownStep(E);
  return Shown->Loc == At->Loc && Shown->Fn->Key == At->Fn->Key;
}

bool isFar(const Event *E, unsigned Limit) {
  llvm::SmallVector<const solve::EventFunction *, 8> Seen;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader && !llvm::is_contained(Seen, E->Fn))
      Seen.push_back(E->Fn); // recursive ones once
  return Seen.size() > Limit;
}

/// The name as fingerprints, and so existing baselines, have it:
/// "'spin_unlock_irq'".
static std::string quoted(const Event *E) {
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

std::string named(const Event *E) {
  std::string Text = quoted(E);
  llvm::StringRef Name = Text;
  if (!Name.consume_front("'"))
    return Text;
  const Event *Of = E;
  while (Of->spelling().empty() && Of->Inner)
    Of = Of->Inner;
  // An instruction is not a function, but a wrapper around it is.
  if (Of->At && Of->At->CalleeIs == flow::CalleeKind::Asm &&
      (Of->At->Callee == Of->spelling() || Of->spelling() == "asm"))
    return Text;
  return (Name.drop_back() + "()").str();
}

std::string shownName(const Event *E) { return named(shownStep(E)); }

llvm::StringRef calledByMacro(const Event *E) {
  if (!E->At || E->At->CalleeIs != flow::CalleeKind::Function)
    return {};
  const llvm::StringRef Macro = E->spelling(), Callee = E->At->Callee;
  const bool IsSame = Macro.empty() || Macro.contains(' ') ||
                      Callee.contains(Macro) || Macro.contains(Callee);
  // A static function of a header has its file in front.
  return IsSame ? llvm::StringRef() : Callee.substr(Callee.rfind(':') + 1);
}

std::string functionOf(const Event *E) { return E->Fn->Name + "()"; }

bool isScopeEnd(const Event *E) {
  return E->spelling().starts_with("end of scope");
}

flow::Location happensAt(const Event *E) {
  return isScopeEnd(E) && E->Loc.End.isValid() ? E->Loc.End : E->Loc.Begin;
}

unsigned lineOf(const Event *E) { return happensAt(shownStep(E)).Line; }

std::string placed(const Event *E, const Event *At) {
  return say(
      isInFunctionOf(E, At) ? text::Placed : text::PlacedIn,
      {shownName(E), std::to_string(lineOf(E)), functionOf(shownStep(E))});
}

std::string note(llvm::StringRef Template, const Event *E) {
  return say(Template, {shownName(E), functionOf(shownStep(E))});
}

Note note(const solve::WayStep &Branch) {
  const char *Text = !Branch.Macro.empty()   ? step::WithInMacro
                     : !Branch.Set.isValid() ? step::With
                     : Branch.SetBy.empty()  ? step::WithSet
                                             : step::WithReturned;
  return {Branch.Branch.Begin,
          say(Text, {Branch.Says, Branch.Macro, std::to_string(Branch.Set.Line),
                     Branch.SetBy})};
}

Note printed(const Symptom &What, const Event *At, NoteRole Role) {
  const std::string Option = What.Option.str();
  return {
      happensAt(shownStep(At)), say(step::Prints, {Option, What.Line.str()}),
      IrqsThen::Unsaid,         Role,
      StepKind::Prints,         Option};
}

/// What the contract says of the function that sleeps in \p Sleep.
static const flow::Primitive *sleeper(const Event *Sleep,
                                      const flow::Contract &C) {
  const solve::EventOp *At = Sleep->innermost()->At;
  return At && At->CalleeIs == flow::CalleeKind::Function
             ? C.function(At->Callee)
             : nullptr;
}

const Symptom *symptomOf(const Event *Sleep, bool IsAtomic,
                         const flow::Contract &C) {
  const flow::Primitive *P = sleeper(Sleep, C);
  if (!P || !P->SleepsUnasked)
    return &SleepWarns;
  return IsAtomic ? &ScheduleWarns : nullptr;
}

bool allocates(const Event *Sleep, const flow::Contract &C) {
  const flow::Primitive *P = sleeper(Sleep, C);
  return P && P->SleepArg;
}

bool takesLock(const Event *Save, const flow::Contract &C) {
  const auto Form = C.forms().find(shownStep(Save)->spelling());
  return Form && Form->Of->HasLock;
}

bool isSaveAgain(const Event *First, const Event *Second) {
  return shownStep(First) == First && shownStep(Second) == Second &&
         First->Fn->Name == Second->Fn->Name && First->Loc != Second->Loc &&
         First->spelling() == Second->spelling();
}

/// What interrupts are after the step \p E, whatever they were before.
static IrqsThen after(const Event *E) {
  switch (E->innermost()->K) {
  case Event::Disable:
    return IrqsThen::Disabled;
  case Event::Enable:
  case Event::Sleep:
    return IrqsThen::Enabled;
  default:
    return IrqsThen::Unsaid;
  }
}

/// What the step \p E is, with interrupts \p Then after it.
static StepKind kindOf(const Event *E, IrqsThen Then) {
  switch (E->innermost()->K) {
  case Event::Sleep:
    return StepKind::Sleeps;
  case Event::Enable:
    return Then == IrqsThen::Enabled ? StepKind::Enables : StepKind::Other;
  default:
    return Then == IrqsThen::Disabled ? StepKind::Begins : StepKind::Other;
  }
}

IrqsThen afterSave(const Event *Save, const flow::Contract &C) {
  // A primitive of its own, as in a user's contract.
  const solve::EventOp *Op = Save->innermost()->At;
  const flow::Primitive *P = Op ? C.function(Op->Callee) : nullptr;
  if (P && P->Irqs == flow::IrqsAfter::Off)
    return IrqsThen::Disabled;
  const auto Form = C.forms().find(shownStep(Save)->spelling());
  return Form && Form->Kind == flow::FormKind::IrqSave &&
                 (Form->Role == flow::FormRole::Begin ||
                  Form->Role == flow::FormRole::Try)
             ? IrqsThen::Disabled
             : IrqsThen::Callers;
}

static bool isBefore(const flow::Location &A, const flow::Location &B) {
  return A.File == B.File && A < B;
}

void addDeciding(std::vector<Note> &Notes, const Event *E,
                 const InsideWays &Inside, flow::Location From,
                 flow::Location To) {
  const auto It = Inside.find(E);
  if (It == Inside.end())
    return;
  for (const solve::WayStep &S : It->second) {
    const flow::Location &At = S.Branch.Begin;
    if (!(From.isValid() && isBefore(At, From)) &&
        !(To.isValid() && isBefore(To, At)))
      Notes.push_back(note(S));
  }
}

void addMacro(std::vector<Note> &Notes, const Event *E, IrqsThen Then) {
  const llvm::StringRef Callee = calledByMacro(E);
  if (!Callee.empty())
    Notes.push_back({E->Loc.Begin,
                     say(step::InMacro, {E->spelling().str(), Callee.str()}),
                     Then});
}

void addSteps(std::vector<Note> &Notes, const Event *E, std::string Text,
              IrqsThen Then, const InsideWays *Inside) {
  if (Then == IrqsThen::Unsaid)
    Then = after(E);
  for (const Event *Shown = shownStep(E); E != Shown;) {
    Notes.push_back(
        {happensAt(E), say(step::Calls, {named(E), functionOf(E)})});
    E = E->Inner;
    if (Inside)
      addDeciding(Notes, E, *Inside);
  }
  if (E->innermost()->K == Event::Sleep)
    addMacro(Notes, E);
  Notes.push_back({happensAt(E), std::move(Text), Then, NoteRole::Before,
                   kindOf(E, Then), named(E)});
}

void addBehind(std::vector<Note> &Notes, const Event *E, std::string Text,
               const InsideWays *Inside) {
  const size_t First = Notes.size();
  addSteps(Notes, E, std::move(Text), IrqsThen::Unsaid, Inside);
  for (size_t I = First; I != Notes.size(); ++I)
    Notes[I].Role = NoteRole::Behind;
}

/// As addCalls(); of the first function, only conditions after \p From.
static void addCallsFrom(std::vector<Note> &Notes, const Event *Chain,
                         IrqsThen As, const InsideWays &Inside,
                         flow::Location From) {
  const char *Text =
      As == IrqsThen::Disabled ? step::CallsDisabled : step::CallsEnabled;
  for (const Event *Frame = Chain; Frame; Frame = Frame->Inner) {
    addDeciding(Notes, Frame, Inside, From);
    From = {};
    Notes.push_back(
        {Frame->Loc.Begin, say(Text, {named(Frame), functionOf(Frame)}), As});
  }
}

void addCalls(std::vector<Note> &Notes, const Event *Chain, IrqsThen As,
              const InsideWays &Inside) {
  addCallsFrom(Notes, Chain, As, Inside, {});
}

/// What proves the state in which \p In is entered: what kind of function it
/// is, and where that was seen.
static Note entered(const solve::EventFunction &In,
                    const flow::EntryContext &Known, IrqsThen As) {
  std::string Why = Known.Why;
  const auto [Function, Argument] = llvm::StringRef(Known.Place).split('(');
  // "hrtimer.function,HRTIMER_MODE_REL": of those that are set up so.
  const std::string Name = Function.split(',').first.str();
  if (!Argument.empty())
    Why = say(step::PassedTo, {Why, Name});
  else if (Function.contains('.'))
    Why = say(step::StoredIn, {Why, Name});
  return {In.Loc,
          say(As == IrqsThen::Disabled ? step::EnteredDisabled
                                       : step::EnteredEnabled,
              {In.Name + "()", Why}),
          As,
          NoteRole::Before,
          StepKind::Entered,
          In.Name + "()"};
}

void addFlags(std::vector<Note> &Notes, const solve::Condition *MetBy) {
  for (const Event *Frame = MetBy ? MetBy->By : nullptr; Frame;
       Frame = Frame->Inner)
    Notes.push_back({Frame->Loc.Begin, say(step::CallsSleeping,
                                           {named(Frame), functionOf(Frame)})});
}

void addCallers(std::vector<Note> &Notes, const solve::EntryFacts &Entry,
                const solve::EventFunction &In, const InsideWays &Inside,
                IrqsThen As) {
  flow::Location From;
  if (Entry.Context)
    Notes.push_back(entered(Entry.CallerOff ? *Entry.CallerOff->Fn : In,
                            *Entry.Context, As));
  if (const Event *By = Entry.CallerOffEvent) {
    addSteps(Notes, By,
             note(As == IrqsThen::Disabled ? step::DisabledIn : step::EnabledIn,
                  By));
    From = By->Loc.Begin;
  }
  addCallsFrom(Notes, Entry.CallerOff, As, Inside, From);
}

//===----------------------------------------------------------------------===//
// A run
//===----------------------------------------------------------------------===//

size_t RunNotes::placeOf(const Event *E) const {
  for (size_t I = Path.size(); I--;)
    if (Path[I].What == E)
      return I;
  // Inside the call that the path ends with, or too long ago to be recorded:
  // by its place in the source.
  const flow::Location Happens = happensAt(E);
  for (size_t I = 0; I != Path.size(); ++I) {
    const flow::Location At =
        Path[I].What ? happensAt(Path[I].What) : Path[I].Branch.Begin;
    if (isBefore(Happens, At))
      return I;
  }
  return Path.size();
}

void RunNotes::add(const Event *E, std::string Text, IrqsThen Then) {
  All.push_back({placeOf(E), E, std::move(Text), Then});
}

void RunNotes::print(const Symptom &What, const Event *E) {
  All.push_back({placeOf(E), E, "", IrqsThen::Unsaid, &What});
}

void RunNotes::take(std::vector<Note> &Notes) {
  llvm::stable_sort(All,
                    [](const Told &A, const Told &B) { return A.At < B.At; });
  size_t First = All.empty() ? 0 : All.front().At;
  // `if (locked) spin_lock_irqsave(…)`: that decides about all of it.
  if (First && First <= Path.size() && !All.empty()) {
    const flow::Location &Branch = Path[First - 1].Branch.Begin,
                         &At = All.front().E->Loc.Begin;
    if (Branch.isValid() && Branch.File == At.File && Branch.Line <= At.Line &&
        At.Line - Branch.Line < MaxLinesApart)
      --First;
  }
  size_t Skip = 0;
  for (size_t I = First; I < Path.size(); ++I)
    Skip += Path[I].Branch.Begin.isValid();
  Skip = Skip > MaxBranches ? Skip - MaxBranches : 0;
  auto Next = All.begin();
  for (size_t I = First; I <= Path.size(); ++I) {
    for (; Next != All.end() && Next->At <= I; ++Next)
      if (Next->Prints)
        Notes.push_back(printed(*Next->Prints, Next->E, NoteRole::Before));
      else
        addSteps(Notes, Next->E, std::move(Next->Text), Next->Then, &Inside);
    if (I == Path.size() || !Path[I].Branch.Begin.isValid())
      continue;
    if (Skip)
      --Skip;
    else
      Notes.push_back(note(Path[I]));
  }
  All.clear();
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

void endAtGuard(Finding &F) {
  const auto Guard = llvm::find_if(llvm::reverse(F.Notes), [&](const Note &N) {
    return N.Loc == F.Loc && N.Role == NoteRole::Before;
  });
  if (Guard == F.Notes.rend())
    return;
  for (Note &N : llvm::make_range(Guard.base(), F.Notes.end()))
    if (N.Role == NoteRole::Before)
      N.Role = NoteRole::Behind;
}

bool isInFunctionOf(const Event *E, const Event *At) {
  const Event *Shown = shownStep(E);
  return Shown->Fn == At->Fn || Shown->Fn->Name == At->Fn->Name;
}

} // namespace pvlint::checks
