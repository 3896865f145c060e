//===- LinkedProgram.h - a program, linked now or before --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a link finds out depends on the flow files, the contract and pvlint
// alone. So it is kept beside the flow files under a key that is made of these,
// and not found out again while they are the same. What is shown of it, and
// how, is decided afterwards.
//
// A link of one folder leaves an index there, too. It says of which link it is:
// without it, or with that of another one, nothing is reused.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_LINKEDPROGRAM_H
#define PVLINT_BATCH_LINKEDPROGRAM_H

#include "batch/LinkInput.h"
#include "output/Failures.h"
#include "output/LinkResult.h"
#include "program/Link.h"
#include <functional>

namespace pvlint::batch {

struct LinkWishes {
  llvm::ArrayRef<std::string> ContractFiles;
  bool Census = false;  ///< LinkResult::Census is wanted
  bool Program = false; ///< LinkedProgram::Program is wanted
  /// Nothing is written to the folders.
  bool LeaveFolders = false;
  /// Somebody has just looked whether the objects are what their names say.
  bool AreVerified = false;
  /// Is told that it has to be linked, before it is.
  std::function<void()> OnLink;
};

struct LinkedProgram {
  output::LinkResult Result;
  /// Null if it was linked before. Never freed: the process ends with it, and a
  /// whole kernel takes a while to take apart.
  solve::Link *Program = nullptr;
  /// Why the only folder has no index of this link; else empty.
  std::string IndexProblem;
  /// Functions whose simulation crashed; they are assumed to change nothing.
  output::UnitFailures Lost;
};

/// Links \p Parts, or takes what was found out when that was done before. The
/// folders are free for others afterwards.
llvm::Expected<LinkedProgram> linkProgram(ProgramParts &Parts,
                                          const LinkWishes &Wishes);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_LINKEDPROGRAM_H
