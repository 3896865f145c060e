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
#include "ir/SourceRoot.h"
#include "session/Jobs.h"
#include "store/Kept.h"
#include "store/Store.h"

namespace pvlint::batch {

struct PlannedUnit {
  std::string Name; ///< as in store::UnitRow
  flow::Digest Key;
  bool Todo = true;

  friend bool operator==(const PlannedUnit &, const PlannedUnit &) = default;
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

/// What files are named from, and the units of a compile
/// database that are of one shard. Doubles are left out.
struct RunInput {
  flow::SourceRoot Root;
  std::vector<PlannedUnit> Units;
  std::vector<std::string> OtherShards; ///< names of units, sorted
  /// One for each unit. Nothing when the units were known without parsing the
  /// database.
  std::optional<std::vector<session::Job>> Jobs;
};

/// Finds out what is in a compile database. What units there are, and their
/// keys, is remembered for as long as the database has the same contents: most
/// runs find nothing to do, and need to know no more.
class RunInputs {
public:
  /// All of the database of \p In, which has no files of its own.
  static llvm::Expected<RunInputs> open(session::Inputs In, Shard Part,
                                        bool Quiet, flow::Digest Extraction);

  /// The folder that the database is in.
  std::string folder() const;

  /// With jobs if \p Before has nothing, or is null.
  llvm::Expected<RunInput> read(const store::Kept *Before) const;
  void keep(const RunInput &Input, const store::Kept &In) const;

private:
  session::Inputs In;
  std::string Database;
  flow::SourceRoot Root;
  Shard Part;
  bool Quiet;
  flow::Digest Extraction;
  /// Of all that the units are made from; nothing if that is more than the
  /// database.
  std::optional<flow::Digest> Key;

  std::optional<flow::Digest> findKey() const;
};

/// Compares with what is stored, and forgets units that are no more.
llvm::Expected<RunPlan> planRun(RunInput &Input, store::Store &S,
                                store::FileTable &Files);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_RUNPLAN_H
