//===- MakeFolders.h - folders as the user's umask has them ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_MAKEFOLDERS_H
#define PVLINT_IR_MAKEFOLDERS_H

#include "llvm/Support/FileSystem.h"

namespace pvlint::flow {

/// Makes \p Path and what it lies in, as far as that is not there, with the
/// rights that the umask leaves. LLVM's default keeps other users out of what
/// they may read of the files around it.
inline std::error_code makeFolders(const llvm::Twine &Path) {
  return llvm::sys::fs::create_directories(Path, /*IgnoreExisting=*/true,
                                           llvm::sys::fs::all_all);
}

} // namespace pvlint::flow

#endif // PVLINT_IR_MAKEFOLDERS_H
