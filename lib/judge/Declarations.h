//===- Declarations.h - what declarations say of a function -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_DECLARATIONS_H
#define PVLINT_JUDGE_DECLARATIONS_H

#include "Judge.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

class DeclarationJudge : public Judge {
public:
  using Judge::Judge;

  void returns(const Row &R, const flow::Range &At, const State &S) override;
  void settled(bool Merged) override;

private:
  /// A way out that is not as declared: of which part, and whether the part is
  /// merely missing there.
  struct Breach {
    const flow::Annotation *Part;
    bool IsMissing;
    AnnotationObservation What;
  };

  void breach(const std::optional<flow::Annotation> &Part, bool IsMissing,
              const flow::Range &At, AnnotationObservation What);
  void judgeIrqs(const flow::Range &At, const State &S);
  void judgeSave(const Expr *Return, const flow::Range &At, const State &S);
  void judgeRestore(const flow::Range &At, const State &S);

  std::vector<Breach> Breaches;
  llvm::DenseSet<const flow::Annotation *> Kept; ///< by some way out
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_DECLARATIONS_H
