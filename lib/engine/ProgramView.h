//===- ProgramView.h - what is known of function pointers -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_PROGRAMVIEW_H
#define PVLINT_ENGINE_PROGRAMVIEW_H

#include "values/Expr.h"

namespace pvlint::solve {

/// A function that an indirect call may reach.
struct IndirectTarget {
  llvm::StringRef Key;
  llvm::SmallVector<int64_t, 2> Objects; ///< the tables that hold it there
  /// The ways to fill the place's group that put it there.
  llvm::SmallVector<int64_t, 2> Ways;
  Reach By = Reach::Named;

  friend bool operator==(const IndirectTarget &,
                         const IndirectTarget &) = default;
};

/// What is known of an indirect call through one place.
struct IndirectPlace {
  std::string Name;
  std::vector<IndirectTarget> Acting; ///< not neutral
  /// May sleep, and the file that it is in: whether that counts is asked within
  /// a file only. AnyFile: wherever the call is.
  std::vector<std::pair<IndirectTarget, uint32_t>> Sleeping;
  static constexpr uint32_t AnyFile = ~0u;
  bool HasNeutral = false; ///< others are
  /// None of those is known: they are in tables of another program.
  bool HasUnknownOnly = false;
  /// Those, when they are so few that their answers can be looked at.
  std::vector<IndirectTarget> Answering;
  llvm::SmallVector<int64_t, 4> NeutralObjects; ///< empty: any
  /// The fields that functions are chosen for along with this one, e.g. a lock
  /// and its unlock; empty when it is chosen alone.
  std::string Group;
  llvm::SmallVector<int64_t, 4> NeutralWays; ///< empty: any

  friend bool operator==(const IndirectPlace &,
                         const IndirectPlace &) = default;
};

/// Whether something in \p P sleeps in a way that a function of \p File is
/// told.
inline bool sleepsFor(uint32_t Of, uint32_t File) {
  return Of == File || Of == IndirectPlace::AnyFile;
}
inline bool maySleepFor(const IndirectPlace &P, uint32_t File) {
  return llvm::any_of(P.Sleeping,
                      [&](const auto &T) { return sleepsFor(T.second, File); });
}

/// What is known beside bodies and summaries. Without one, an indirect call
/// reaches nothing that is known.
class ProgramView {
public:
  virtual ~ProgramView() = default;
  /// All of a program is in sight, and not one unit.
  virtual bool isLinked() const = 0;
  /// The functions at a place, or null when nothing in the program is there.
  virtual const IndirectPlace *place(llvm::StringRef Name) = 0;
  /// Whether a function that is not solved yet may sleep.
  virtual bool maySleep(llvm::StringRef Key) const = 0;
};

/// Which table of functions calls through \p Place go to: one for all places of
/// a record, in one function's run.
inline const Expr *objectOf(ExprPool &Pool, llvm::StringRef Place) {
  return Pool.stable(("object of " + Place.rsplit('.').first).str(), {},
                     {64, true, false});
}

/// Likewise, which way the group \p Name was filled in.
inline const Expr *wayOf(ExprPool &Pool, llvm::StringRef Name) {
  return Pool.stable(("way of " + Name).str(), {}, {64, true, false});
}

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_PROGRAMVIEW_H
