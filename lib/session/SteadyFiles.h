//===- SteadyFiles.h - files that do not change under a parse ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang maps large files into memory. When somebody edits one in place it
// parses something that was never in it, and dies when the file shrinks. Here
// files are read, once: what Clang has in memory in the end, whose digest is
// recorded, is what it has parsed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_STEADYFILES_H
#define PVLINT_SESSION_STEADYFILES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace pvlint::session {

/// The file system of this machine, with a working directory of its own.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> steadyFiles();

} // namespace pvlint::session

#endif // PVLINT_SESSION_STEADYFILES_H
