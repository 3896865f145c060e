//===- Sleep.h - whether a path has slept -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sleep comes back with interrupts enabled, so a function that sleeps cannot
// be called with them disabled. Whether it does may depend on objects that the
// function finds by itself, of which a caller knows nothing:
//
//     list_for_each_entry(s, &group->streams, link)
//             if (s->nonatomic)
//                     mutex_lock(&s->mutex);
//
// A caller that has interrupts disabled because its own object is not
// `nonatomic` works on others of that kind, and does not sleep.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SLEEP_H
#define PVLINT_ENGINE_SLEEP_H

#include "values/Event.h"
#include "values/Facts.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::solve {

/// Whether the function has slept since it was entered, on this path.
enum class Slept : uint8_t { No, Maybe, Yes };

/// A number in some object, and whether it was found to be zero.
struct FlagTest {
  llvm::StringRef Field;
  bool IsSet;
  friend bool operator==(const FlagTest &, const FlagTest &) = default;
};

/// The fields, by name, that \p Path knows to be zero or not.
llvm::SmallVector<FlagTest, 0> flagsKnown(ExprPool &Pool, const Facts &Path);

/// Whether \p E is made of what the caller passes, or has in memory, alone.
inline bool isOfCaller(const Expr *E) {
  return E->HasCallerValue && !E->HasLocal;
}

/// The first certain sleep of a path, where only the caller knows whether
/// interrupts were enabled.
struct FirstSleep {
  Slept Is = Slept::No;
  const Event *At = nullptr;
  /// What was known of flags there.
  llvm::SmallVector<FlagTest, 0> If;
  /// What the caller passes that permits it, `gfp & __GFP_DIRECT_RECLAIM`: a
  /// path that sleeps for another reason says nothing of this one. Or null.
  const Expr *Permit = nullptr;

  bool sameEffect(const FirstSleep &Other) const {
    return Is == Other.Is && If == Other.If && Permit == Other.Permit;
  }
  /// Of paths that are taken together. Returns whether this changed.
  bool join(const FirstSleep &Other);
  /// Whether \p Path knows an object whose flag is the other way.
  bool isOfOtherKind(ExprPool &Pool, const Facts &Path) const;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SLEEP_H
