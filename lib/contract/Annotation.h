//===- Annotation.h - what a declaration says of a function ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `__attribute__((annotate("pvlint::TEXT")))` states in the code what an entry
// of a contract file states beside it. Each text is one key of an entry, so the
// annotations of a function together are its entry.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_ANNOTATION_H
#define PVLINT_CONTRACT_ANNOTATION_H

#include "contract/Contract.h"
#include "ir/Program.h"
#include "llvm/ADT/ArrayRef.h"

namespace pvlint::flow {

/// What an annotation can be put on.
enum class AnnotationOf : uint8_t {
  Function,
  Result,  ///< a function that returns a value
  Word,    ///< a parameter that is an integer
  Pointer, ///< a parameter that is a pointer
};

struct AnnotationKind {
  llvm::StringLiteral Text;
  AnnotationOf Of;
};

/// All of them, in the order of docs/annotations.md.
llvm::ArrayRef<AnnotationKind> annotationKinds();
/// Null when \p Text is none.
const AnnotationKind *findAnnotation(llvm::StringRef Text);

/// The annotations of one function, taken together.
struct AnnotatedFunction {
  Primitive Entry;
  /// What says each part of the entry.
  std::optional<Annotation> Irqs, Save, Restore, Requires, When;
  /// Not all that the body calls is in sight.
  bool ReachesUnknown = false;

  /// Adds \p A, which is not refused. If it contradicts what is there already,
  /// nothing is added, and the message says what.
  std::string add(const Annotation &A);
  /// When the parts do not make an entry, why.
  std::string incomplete() const;
};

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_ANNOTATION_H
