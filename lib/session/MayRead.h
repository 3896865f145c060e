//===- MayRead.h - units that may read one of some files --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who asks what a change brought need not wait for units that do not see it. A
// unit reads what its text includes, and what that includes: all directives are
// followed, whatever the preprocessor would make of the conditions around them,
// so that no unit is left out that does read a file. That is a thousand times
// quicker than to parse.
//
// Limits: a directive whose name a macro makes is not followed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_MAYREAD_H
#define PVLINT_SESSION_MAYREAD_H

#include "session/Jobs.h"

namespace pvlint::session {

/// Those of \p Jobs that may read one of \p Files, absolute paths, and those
/// that are not there.
std::vector<Job> whichMayRead(std::vector<Job> Jobs,
                              llvm::ArrayRef<std::string> Files);

} // namespace pvlint::session

#endif // PVLINT_SESSION_MAYREAD_H
