//===- Invocation.h - a job for Clang's frontend ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_INVOCATION_H
#define PVLINT_SESSION_INVOCATION_H

#include "session/Jobs.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>

namespace pvlint::session {

/// What Clang's driver makes of \p J, bare of all that writes files. Flags the
/// driver refuses are dropped. Null, with \p Error set, when that does not
/// help.
std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const Job &J,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
               std::string &Error);

} // namespace pvlint::session

#endif // PVLINT_SESSION_INVOCATION_H
