//===- LeftOut.h - restores that are no sites -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The census is of restores that were judged. A restore that is written in a
// body, and was not, is to be seen too: a compiler may believe less than the
// simulation does, and then it runs. So the bodies are read once more, and what
// restores there without being a site is told with its reason.
//
// A function of a header that restores a word of its caller is a site of each
// caller, so its own restore is none. Bodies that no simulation has asked
// for are not stored, and have nothing of their own: what they call in headers
// are sites of the headers.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_LEFTOUT_H
#define PVLINT_INDEX_LEFTOUT_H

#include "program/Link.h"

namespace pvlint::index {

struct LeftOutRestore {
  uint32_t Node = 0;
  std::string File; ///< its path
  uint32_t Line = 0, Col = 0;
  std::string Spelling;   ///< what the user wrote
  llvm::StringRef Reason; ///< callers, unreached, too-complex, or writes-all

  friend auto operator<=>(const LeftOutRestore &A, const LeftOutRestore &B) {
    return std::tie(A.File, A.Line, A.Col, A.Node) <=>
           std::tie(B.File, B.Line, B.Col, B.Node);
  }
};

/// In order of place, each once.
std::vector<LeftOutRestore> leftOut(const solve::Link &L);

} // namespace pvlint::index

#endif // PVLINT_INDEX_LEFTOUT_H
