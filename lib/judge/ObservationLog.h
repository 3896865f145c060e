//===- ObservationLog.h - what was seen, each once --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many paths, passes and calls lead to one mistake. The log merges what is
// observed by its place in the source, so that one mistake is one report: the
// worse of two observations counts, and what is known about callers is kept.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_OBSERVATIONLOG_H
#define PVLINT_JUDGE_OBSERVATIONLOG_H

#include "judge/Observation.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::solve {

/// Whether two events are at the same line of the program.
bool samePlace(const Event *A, const Event *B);

/// The step of \p E's chain that the user wrote: the innermost outside headers.
const Event *userStep(const Event *E);

class ObservationLog {
public:
  Observations Seen;

  /// A number that is returned is the index in Seen.
  unsigned observe(RestoreObservation O);
  unsigned observe(const EnableObservation &O);
  unsigned observe(RequirementObservation O);
  unsigned observe(ExitObservation O);
  void observe(ReadObservation O);
  void observe(const ClobberObservation &O);
  void observe(const UninitObservation &O);
  void observe(ForeignObservation O);
  void observe(NarrowObservation O);
  void observe(const SlotObservation &O);
  void observe(MismatchObservation O);
  void observe(DroppedWordObservation O);
  void observe(const NestedObservation &O);
  unsigned observe(SleepObservation O);
  unsigned observe(CountedObservation O);
  void observe(AnnotationObservation O);
  void observe(SiteObservation O);
  void observe(BypassObservation O);

  /// What can be wrong at one place, each under its own conditions.
  enum class Wrong : uint8_t {
    Restore,
    Uninit,
    Foreign,
    Exit,
    Dropped,
    Counted,
    Nested,
    Sleep,
    Flags
  };
  /// The condition of what is observed at \p At: one for all paths. \p Case
  /// distinguishes kinds of one observation.
  unsigned conditionAt(const Event *At, Wrong What, unsigned Case);

private:
  llvm::StringMap<unsigned> ConditionAt, RestoreAt, EnableAt, RequirementAt,
      SiteAt,
      ExitAt; ///< by place
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_OBSERVATIONLOG_H
