//===- Witness.h - events as steps of a report ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks describe a run as notes, in the order of the run. A call into a header
// is one step, under the name that the user wrote (`spin_unlock_irq`); a call
// of the user's own function is a step followed by the steps inside it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_WITNESS_H
#define PVLINT_CHECKS_WITNESS_H

#include "checks/Finding.h"
#include "judge/Observation.h"

namespace pvlint::checks {

/// Steps that several checks have. {0}: what happens there, {1}: the function.
namespace step {
inline constexpr char Calls[] = "{1} calls {0} here";
inline constexpr char CallsDisabled[] =
    "{1} calls {0} with interrupts disabled";
inline constexpr char CallsEnabled[] = "{1} calls {0} with interrupts enabled";
inline constexpr char CallsSleeping[] =
    "{1} calls {0} with GFP flags that allow sleeping";
inline constexpr char Disabled[] = "interrupts disabled here by {0}";
inline constexpr char DisabledIn[] = "interrupts disabled here by {0} in {1}";
inline constexpr char Enabled[] = "interrupts enabled here by {0}";
inline constexpr char EnabledIn[] = "interrupts enabled here by {0} in {1}";
inline constexpr char Saved[] = "flags saved here by {0}";
inline constexpr char SavedAndDisabled[] =
    "flags saved and interrupts disabled here by {0}";
inline constexpr char MaySleep[] = "{0} may sleep here";
/// {0}: what a condition came to, "'oldcad' NULL", {1}: the macro that asks,
/// {2}: the line where what it tests was set, {3}: what returned that.
inline constexpr char With[] = "with {0}";
inline constexpr char WithInMacro[] = "with {0} in macro {1}()";
inline constexpr char WithSet[] = "with {0}, set on line {2}";
inline constexpr char WithReturned[] = "with {0}, returned by {3} on line {2}";
/// {0}: the function, {1}: why.
inline constexpr char EnteredDisabled[] =
    "{0} is entered with interrupts disabled: {1}";
inline constexpr char EnteredEnabled[] =
    "{0} is entered with interrupts enabled: {1}";
/// {0}: what such a function is, {1}: where it was found.
inline constexpr char StoredIn[] = "{0}, stored in '{1}'";
inline constexpr char PassedTo[] = "{0}, passed to {1}()";
/// {0}: the macro, {1}: what its body calls there, which sleeps.
inline constexpr char InMacro[] = "macro {0}() calls {1}(), which may sleep";
inline constexpr char SameElsewhere[] = "same problem here";
/// {0}: the option, {1}: the line; for readers who search for one of a log.
inline constexpr char Prints[] = "{0} prints here: \"{1}\"";
} // namespace step

/// Beyond this many calls, not all conditions that a chain depends on are
/// known: worth a look, but not proven.
inline constexpr unsigned MaxDepth = 4;

/// The step of \p E's chain that a reader should look at: the innermost one
/// outside header functions.
const solve::Event *shownStep(const solve::Event *E);

/// Whether the shown step of \p E is at the place \p At.
bool isShownAt(const solve::Event *E, const solve::Event *At);

/// Whether there are more than \p Limit functions outside headers between here
/// and \p E.
bool isFar(const solve::Event *E, unsigned Limit = MaxDepth);

/// What happens at \p E, for a sentence: "spin_unlock_irq()", or "'cli'".
std::string named(const solve::Event *E);
/// The same of the shown step: what a reader finds at the place.
std::string shownName(const solve::Event *E);
/// What the macro that \p E is written as calls; empty if it is no macro, or
/// one that only gives a function another prefix or suffix.
llvm::StringRef calledByMacro(const solve::Event *E);
/// "f()", of the function that \p E is in.
std::string functionOf(const solve::Event *E);
/// Whether \p E is the cleanup of a variable, such as a guard.
bool isScopeEnd(const solve::Event *E);
/// Where \p E happens: the end of a scope where that is, and not at its guard.
flow::Location happensAt(const solve::Event *E);
/// The line on which the shown step of \p E happens.
unsigned lineOf(const solve::Event *E);
/// "spin_unlock_irq() on line 12 in helper()", for a reader who is at \p At.
std::string placed(const solve::Event *E, const solve::Event *At);
/// \p Template about the shown step of \p E: {0} is what happens there, {1} the
/// function.
std::string note(llvm::StringRef Template, const solve::Event *E);

/// The step at a branch: "with 'oldcad' NULL".
Note note(const solve::WayStep &Branch);

/// What the kernel prints at the shown step of \p At.
Note printed(const Symptom &What, const solve::Event *At, NoteRole Role);

/// What the kernel prints at \p Sleep, null if nothing. \p IsAtomic: preemption
/// is disabled there, too.
const Symptom *symptomOf(const solve::Event *Sleep, bool IsAtomic,
                         const flow::Contract &C);

/// Whether \p Sleep only sleeps because of the GFP flags that it is passed.
bool allocates(const solve::Event *Sleep, const flow::Contract &C);

/// Whether \p Save, or another step that disables interrupts, takes a lock:
/// then preemption is disabled, too.
bool takesLock(const solve::Event *Save, const flow::Contract &C);

/// The branches that functions take inside of a call.
using InsideWays = llvm::DenseMap<const solve::Event *, solve::Way>;

/// Adds the calls that lead to the shown step of \p E, outermost first, each
/// with its deciding conditions, and \p Text at the step. If \p Then is Unsaid,
/// the kind of step says what interrupts are.
void addSteps(std::vector<Note> &Notes, const solve::Event *E, std::string Text,
              IrqsThen Then = IrqsThen::Unsaid,
              const InsideWays *Inside = nullptr);

/// The same after the finding, or inside the call that it is about.
void addBehind(std::vector<Note> &Notes, const solve::Event *E,
               std::string Text, const InsideWays *Inside = nullptr);

/// Adds what the macro that the sleep \p E is written as calls, if it is one.
void addMacro(std::vector<Note> &Notes, const solve::Event *E,
              IrqsThen Then = IrqsThen::Unsaid);

/// What interrupts are after \p Save, if they were as the caller had them.
IrqsThen afterSave(const solve::Event *Save, const flow::Contract &C);

/// The notes of a run: what happened in a function, and the branches between
/// that decided.
class RunNotes {
public:
  /// At most so many branches are shown of one run: the last ones.
  static constexpr size_t MaxBranches = 6;
  /// A branch this close above the first step decides about it.
  static constexpr unsigned MaxLinesApart = 2;

  RunNotes(const solve::Way &Path, const InsideWays &Inside)
      : Path(Path), Inside(Inside) {}

  /// Adds the step \p E, described by \p Text, at its place on the path.
  void add(const solve::Event *E, std::string Text,
           IrqsThen Then = IrqsThen::Unsaid);
  /// Adds what the kernel prints at \p E, behind the step that is there.
  void print(const Symptom &What, const solve::Event *E);
  /// Appends all steps, and the conditions from the first step on.
  void take(std::vector<Note> &Notes);

private:
  struct Told {
    size_t At; ///< goes before this step of the path
    const solve::Event *E;
    std::string Text;
    IrqsThen Then;
    const Symptom *Prints = nullptr; ///< instead of the step
  };
  const solve::Way &Path;
  const InsideWays &Inside;
  std::vector<Told> All;

  size_t placeOf(const solve::Event *E) const;
};

/// Whether \p Second is the same statement as \p First, again in the same
/// function: probably a typo for the restore.
bool isSaveAgain(const solve::Event *First, const solve::Event *Second);

/// Adds how \p In is entered with interrupts as \p As has them, Disabled or
/// Enabled: what made them so, or what the first function is, and the calls
/// from there, outermost first, each with its deciding conditions.
void addCallers(std::vector<Note> &Notes, const solve::EntryFacts &Entry,
                const solve::EventFunction &In, const InsideWays &Inside,
                IrqsThen As = IrqsThen::Disabled);
/// The calls of \p Chain, outermost first, from a caller that has them \p As.
void addCalls(std::vector<Note> &Notes, const solve::Event *Chain, IrqsThen As,
              const InsideWays &Inside);
/// The calls that pass GFP flags with which an allocation sleeps, outermost
/// first; nothing for null.
void addFlags(std::vector<Note> &Notes, const solve::Condition *MetBy);
/// Adds the conditions under which \p E happens in its function, from the line
/// of \p From to that of \p To. A place that is not valid is no limit.
void addDeciding(std::vector<Note> &Notes, const solve::Event *E,
                 const InsideWays &Inside, flow::Location From = {},
                 flow::Location To = {});

/// Of \p F, which is at a guard and about the end of its scope: what happens
/// after the guard is behind the place of the report.
void endAtGuard(Finding &F);

/// Whether the shown step of \p E is in the function of \p At.
bool isInFunctionOf(const solve::Event *E, const solve::Event *At);

/// Sets where \p F is and what it is: what happens at \p At, after \p Steps.
void identify(Finding &F, const solve::Event *At,
              std::initializer_list<const solve::Event *> Steps);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_WITNESS_H
