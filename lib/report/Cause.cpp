//===- Cause.cpp - findings that are one report ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Cause.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace pvlint::report {

using llvm::StringRef;

/// Whether \p R asks for another type of a variable. Each declaration is a
/// mistake of its own, however many there are in a function.
static bool isDeclaration(const Result &R) {
  return R.Check == "pvops-flags-narrowed" && !R.Fix.empty();
}

std::vector<std::vector<size_t>>
groupByCause(llvm::ArrayRef<const Result *> Findings) {
  llvm::IntEqClasses Same(Findings.size());
  std::map<std::tuple<StringRef, StringRef, StringRef>, size_t> ByFunction;
  std::map<std::tuple<StringRef, Place, uint32_t, uint32_t, StringRef>, size_t>
      ByEdit;
  for (size_t I = 0; I != Findings.size(); ++I) {
    const Result &R = *Findings[I];
    // Code outside of functions, a comment, and what is suppressed for a
    // reason of its own, are causes by themselves.
    if (R.Function.empty() || R.Suppressed != checks::Suppression::None)
      continue;
    if (!isDeclaration(R)) {
      const auto [It, New] =
          ByFunction.try_emplace({R.Check, R.At.Path, R.Function}, I);
      Same.join(It->second, I);
    }
    for (const Replacement &E : R.Fix) {
      const auto [At, First] = ByEdit.try_emplace(
          {R.Check, E.Begin, E.EndLine, E.EndCol, E.Text}, I);
      Same.join(At->second, I);
    }
  }
  Same.compress();
  std::vector<std::vector<size_t>> Groups(Same.getNumClasses());
  for (size_t I = 0; I != Findings.size(); ++I)
    Groups[Same[I]].push_back(I);
  for (std::vector<size_t> &Group : Groups)
    llvm::stable_sort(Group, [&](size_t A, size_t B) {
      return Findings[A]->Severity < Findings[B]->Severity;
    });
  return Groups;
}

static std::vector<Cause>
causesWhere(llvm::ArrayRef<Result> Findings,
            llvm::function_ref<bool(const Result &)> Counts) {
  std::vector<Cause> All;
  std::map<StringRef, size_t> Numbers;
  for (const Result &R : Findings) {
    if (!Counts(R))
      continue;
    if (R.Cause.empty()) {
      All.push_back({&R});
      continue;
    }
    const auto [It, New] = Numbers.try_emplace(R.Cause, All.size());
    if (New)
      All.emplace_back();
    All[It->second].push_back(&R);
  }
  return All;
}

std::vector<Cause> causesOf(llvm::ArrayRef<Result> Findings) {
  return causesWhere(Findings, [](const Result &) { return true; });
}

std::vector<Cause> newCausesOf(llvm::ArrayRef<Result> Findings) {
  return causesWhere(Findings, [](const Result &R) { return !R.isKnown(); });
}

std::vector<const Replacement *> editsOf(const Cause &C) {
  auto Key = [](const Replacement *E) {
    return std::tie(E->Begin, E->EndLine, E->EndCol, E->Text);
  };
  std::vector<const Replacement *> Edits;
  for (const Result *R : C)
    for (const Replacement &E : R->Fix)
      Edits.push_back(&E);
  llvm::stable_sort(Edits, [&](auto *A, auto *B) { return Key(A) < Key(B); });
  Edits.erase(
      llvm::unique(Edits, [&](auto *A, auto *B) { return Key(A) == Key(B); }),
      Edits.end());
  return Edits;
}

std::string alsoAt(const Cause &C) {
  std::string Text;
  for (size_t I = 1; I < C.size(); ++I)
    Text += (I == 1              ? "; also at "
             : I + 1 == C.size() ? " and "
                                 : ", ") +
            C[I]->At.Path + ":" + std::to_string(C[I]->At.Line);
  return Text;
}

} // namespace pvlint::report
