//===- Witness.h - events told to a person ----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks tell a run as notes. A call into a header is told as one step by the
// name the user wrote (`spin_unlock_irq`); a call of the user's own function is
// followed to where it happened.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_WITNESS_H
#define PVLINT_CHECKS_WITNESS_H

#include "checks/Finding.h"
#include "judge/Observation.h"

namespace pvlint::checks {

/// Through more calls than this the conditions that the chain hangs on are not
/// all known: worth a look, not a promise.
inline constexpr unsigned MaxDepth = 4;

/// The step of \p E's chain that a reader should look at: the innermost one
/// outside header functions.
const solve::Event *shownStep(const solve::Event *E);

/// Whether \p E is more than \p Limit functions of the user's own
/// away.
bool isFar(const solve::Event *E, unsigned Limit = MaxDepth);

/// The name of what happens at \p E: "'spin_unlock_irq'".
std::string quoted(const solve::Event *E);

/// Adds "Text" at the shown step of \p E and "called from here" for the frames
/// around it, innermost first.
void addSteps(std::vector<Note> &Notes, const solve::Event *E,
              std::string Text);

/// Whether \p Second is the same statement as \p First, written once more in
/// the same function: where a restore was meant, that is a slip of the pen.
bool isSaveAgain(const solve::Event *First, const solve::Event *Second);

/// Adds how a function comes to be entered with interrupts \p Off, or "on":
/// what turned them so, and the calls from there, outermost first.
void addCallers(std::vector<Note> &Notes, const solve::EntryFacts &Entry,
                llvm::StringRef Off = "off");

/// Tells which way the run goes where that decides. A path through many
/// \p Branches is told by the last ones.
void addBranches(std::vector<Note> &Notes,
                 llvm::ArrayRef<std::pair<flow::Range, bool>> Branches);

/// "in 'helper'" when the shown step of \p E is not in the function of \p At.
std::string whereFrom(const solve::Event *E, const solve::Event *At);

/// Sets where \p F is and what it is: what happens at \p At, after \p Steps.
void identify(Finding &F, const solve::Event *At,
              std::initializer_list<const solve::Event *> Steps);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_WITNESS_H
