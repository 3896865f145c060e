//===- Annotations.h - attributes that speak to pvlint ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads `__attribute__((annotate("pvlint::TEXT")))`. Clang hands attributes on
// from one declaration of a function to the next, so the last has them all.
//
// What cannot be an annotation is kept as a refused one, with the reason. Seen
// are those of functions, their parameters, and variables and record fields at
// file level.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_ANNOTATIONS_H
#define PVLINT_EXTRACT_ANNOTATIONS_H

#include "contract/Annotation.h"
#include "extract/Locations.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::extract {

class Annotations {
public:
  explicit Annotations(Locations &Locs) : Locs(Locs) {}

  /// Whether \p F, or a parameter of it, is annotated in some declaration.
  static bool has(const clang::FunctionDecl &F);

  /// Any declaration of the function will do; each function counts once.
  void function(const clang::FunctionDecl &F);
  /// What can have no annotation: a variable, a record's fields.
  void other(const clang::Decl &D);

  /// In order of place.
  std::vector<flow::Annotation> take();

private:
  void read(const clang::Decl &D, const clang::FunctionDecl *F, uint32_t Param);
  void refuse(flow::Annotation A, std::string Why);

  Locations &Locs;
  std::vector<flow::Annotation> Found;
  std::vector<flow::Annotation> OfOne; ///< of the function being read
  llvm::DenseSet<const clang::FunctionDecl *> Seen;
};

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_ANNOTATIONS_H
