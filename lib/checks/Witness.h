//===- Witness.h - events told to a person ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks tell a run as notes, in the order of the run. A call into a header is
// told as one step by the name the user wrote (`spin_unlock_irq`); a call of
// the user's own function is followed to where it happened, after the call
// itself.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_WITNESS_H
#define PVLINT_CHECKS_WITNESS_H

#include "checks/Finding.h"
#include "judge/Observation.h"

namespace pvlint::checks {

/// Beyond this many calls, not all conditions that a chain depends on are
/// known: worth a look, but not proven.
inline constexpr unsigned MaxDepth = 4;

/// The step of \p E's chain that a reader should look at: the innermost one
/// outside header functions.
const solve::Event *shownStep(const solve::Event *E);

/// Whether \p E is more than \p Limit functions of the user's own
/// away.
bool isFar(const solve::Event *E, unsigned Limit = MaxDepth);

/// What happens at \p E, as a sentence has it: "spin_unlock_irq()", or "'cli'".
std::string named(const solve::Event *E);
/// The same of the shown step: what a reader finds at the place.
std::string shownName(const solve::Event *E);
/// "f()", of the function that \p E is in.
std::string functionOf(const solve::Event *E);
/// The line of the shown step of \p E.
unsigned lineOf(const solve::Event *E);
/// "spin_unlock_irq() on line 12 in helper()", for a reader who is at \p At.
std::string placed(const solve::Event *E, const solve::Event *At);

/// The branches that functions take inside of a call.
using InsideWays = llvm::DenseMap<const solve::Event *, solve::Way>;

/// Adds the calls that lead to the shown step of \p E, outermost first, with
/// what decides inside of them, and "Text" there. What interrupts are \p Then
/// may be left to the step itself.
void addSteps(std::vector<Note> &Notes, const solve::Event *E, std::string Text,
              IrqsThen Then = IrqsThen::Unsaid,
              const InsideWays *Inside = nullptr);

/// The same behind the finding, or inside of the call that it is.
void addBehind(std::vector<Note> &Notes, const solve::Event *E,
               std::string Text, const InsideWays *Inside = nullptr);

/// What interrupts are after \p Save, if they were as the caller had them.
IrqsThen afterSave(const solve::Event *Save, const flow::Contract &C);

/// The notes of a run: what happened in a function, and the branches between
/// that decided.
class RunNotes {
public:
  /// Branches told of one run, and of one function inside of it; of more, the
  /// last ones.
  static constexpr size_t MaxBranches = 6, MaxInside = 6;
  /// A branch this close above the first thing that is told decides about it.
  static constexpr unsigned MaxLinesApart = 2;

  RunNotes(const solve::Way &Path, const InsideWays &Inside)
      : Path(Path), Inside(Inside) {}

  /// Tells \p Text of \p E, where the path has it.
  void add(const solve::Event *E, std::string Text,
           IrqsThen Then = IrqsThen::Unsaid);
  /// Appends all that was told, and what decided from the first of that on.
  void take(std::vector<Note> &Notes);

private:
  struct Told {
    size_t At; ///< told before this step of the path
    const solve::Event *E;
    std::string Text;
    IrqsThen Then;
  };
  const solve::Way &Path;
  const InsideWays &Inside;
  std::vector<Told> All;

  size_t placeOf(const solve::Event *E) const;
};

/// Whether \p Second is the same statement as \p First, written once more in
/// the same function: where a restore was meant, that is a slip of the pen.
bool isSaveAgain(const solve::Event *First, const solve::Event *Second);

/// Adds how a function comes to be entered with interrupts \p Off, or
/// "enabled": what made them so, and the calls from there, outermost first,
/// each with what decides that it is made.
void addCallers(std::vector<Note> &Notes, const solve::EntryFacts &Entry,
                const InsideWays &Inside, llvm::StringRef Off = "disabled");
/// The calls of \p Chain, outermost first, from a caller that has them \p Off.
void addCalls(std::vector<Note> &Notes, const solve::Event *Chain,
              llvm::StringRef Off, const InsideWays &Inside);
/// Adds what decides that \p E happens in the function that it is in, as far as
/// that is in the source behind \p From and not behind \p To. Places that are
/// not valid are no limits.
void addDeciding(std::vector<Note> &Notes, const solve::Event *E,
                 const InsideWays &Inside, flow::Location From = {},
                 flow::Location To = {});

/// " in helper()" when the shown step of \p E is not in the function of \p At.
std::string whereFrom(const solve::Event *E, const solve::Event *At);

/// Sets where \p F is and what it is: what happens at \p At, after \p Steps.
void identify(Finding &F, const solve::Event *At,
              std::initializer_list<const solve::Event *> Steps);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_WITNESS_H
