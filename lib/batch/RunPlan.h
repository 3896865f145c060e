//===- RunPlan.h - what a whole-program run has to do again -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_RUNPLAN_H
#define PVLINT_BATCH_RUNPLAN_H

#include "batch/Run.h"
#include "session/Jobs.h"
#include "store/Store.h"

namespace pvlint::batch {

struct PlannedUnit {
  std::string Name; ///< as in store::UnitRow
  flow::Digest Key;
  bool Todo = true;
};

struct RunPlan {
  /// One for each of the jobs, in their order.
  std::vector<PlannedUnit> Units;
  std::vector<uint32_t> Todo; ///< indices, in the order to do them
  unsigned Unchanged = 0;
  unsigned Functions = 0; ///< of those unchanged
  /// Some function of a header may have another flow than the header table
  /// says.
  bool HeadersChanged = false;
};

/// The folder of a compile database, and the units in it that are of one
/// shard. Doubles are left out.
struct RunInput {
  std::string Root;
  std::vector<session::Job> Jobs;
  std::vector<PlannedUnit> Units;
  std::vector<std::string> OtherShards; ///< names of units, sorted
};

/// \p BuildPath as -p has it.
llvm::Expected<RunInput> collectRunInput(const std::string &BuildPath,
                                         Shard Part, bool Quiet,
                                         flow::Digest Extraction);

/// Compares with what is stored, and forgets units that are no more.
llvm::Expected<RunPlan> planRun(RunInput &Input, store::Store &S,
                                store::FileTable &Files);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_RUNPLAN_H
