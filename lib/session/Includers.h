//===- Includers.h - units that include a header ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header has no compile command, and what it says depends on what comes
// before it. A unit that includes it has both. Which one does is guessed from
// the text of the sources, nearest first, and then tried: only Clang's
// preprocessor knows which header a directive means, and under which
// configuration.
//
// Limits: a header that is reached only through many others, or by a name that
// a macro makes, is not found.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_INCLUDERS_H
#define PVLINT_SESSION_INCLUDERS_H

#include "ir/SourceRoot.h"
#include "session/Jobs.h"

namespace pvlint::session {

/// A unit of \p Database that includes \p Header, an absolute path; its sources
/// are named from \p Root, which has headers as well. Nothing if none is found.
std::optional<Job>
findIncluder(const clang::tooling::CompilationDatabase &Database,
             llvm::StringRef Header, const flow::SourceRoot &Root);

} // namespace pvlint::session

#endif // PVLINT_SESSION_INCLUDERS_H
