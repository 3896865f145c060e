//===- Annotation.h - what a declaration says of a function ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FLOW_ANNOTATION_H
#define PVLINT_FLOW_ANNOTATION_H

#include "flow/Program.h"

namespace pvlint::flow {

/// `__attribute__((annotate("pvlint::TEXT")))` on a function or a parameter.
struct Annotation {
  std::string Function;
  std::string Text;
  uint32_t Param = 0; ///< number from 1; 0: on the function
  Location Loc;       ///< of the attribute

  friend bool operator==(const Annotation &, const Annotation &) = default;
};

} // namespace pvlint::flow

#endif // PVLINT_FLOW_ANNOTATION_H
