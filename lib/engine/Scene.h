//===- Scene.h - what is being simulated ------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function on the stage: its sliced body, and where those who listen to its
// simulation look things up. Nothing in here is a state.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SCENE_H
#define PVLINT_ENGINE_SCENE_H

#include "contract/Annotation.h"
#include "engine/Beliefs.h"
#include "engine/Definitions.h"
#include "engine/Liveness.h"
#include "engine/State.h"

namespace pvlint::solve {

class Solver;
using flow::AnnotatedFunction;

/// Why a function that does nothing to interrupts is wanted after all.
enum class DemandKind : uint8_t {
  None,
  Sleep, ///< it may sleep
  Value, ///< a decision depends on its result: worth it for small functions
  Word,  ///< it is handed a saved word, and its result is wanted too
};

/// What a simulation is for.
enum class Pass : uint8_t {
  Solve,  ///< a summary, and what happens on the way
  Record, ///< every call in its place, to hear of the states they are made in
  Locks,  ///< Solve once more, with calls that take locks in their places
  Trace,  ///< all calls kept: what happens to locks on the way to each exit
  Watch,  ///< with probes, for questions about a line
};

struct Scene {
  Solver &Program; ///< summaries, and what is said of functions
  ExprPool &Pool;
  const Beliefs &Believes;
  const flow::Function &F; ///< sliced
  EventFunction &In;       ///< the same, for steps
  const Liveness &Live;
  Pass Is = Pass::Solve;
  DemandKind Why = DemandKind::None;       ///< what a caller wants of F
  const AnnotatedFunction *Says = nullptr; ///< null when no declaration speaks
  /// The summary stays as it is now made, so judges tell what they see.
  bool Tells = false;
  const Definitions Gives{F}; ///< who gives which temporary of F

  /// The name that the program knows F by.
  llvm::StringRef key() const { return F.key(); }
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SCENE_H
