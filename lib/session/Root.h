//===- Root.h - the folder that results name files from ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports, fingerprints, baselines, the index and the census name files from
// one folder, the root of the sources, whichever subcommand found them out and
// wherever was built. It is, the first of these that there is:
//
//   * what --root says;
//   * what make says, when it runs pvlint: the module's folder, or the tree's;
//   * what the link BUILD/source leads to, which Kbuild makes in an O= folder;
//   * BUILD, the folder of the compile database, as it was named: a database
//     may be a link to one elsewhere;
//   * the current folder, when flags are given instead of a database.
//
// What the build generates is named as if it were made among the sources
// (ir/SourceRoot.h).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_ROOT_H
#define PVLINT_SESSION_ROOT_H

#include "ir/SourceRoot.h"
#include "session/Jobs.h"

namespace pvlint::session {

/// Absolute, but with the links that the user wrote. An error if there is no
/// database, or \p In names a root that is no folder.
llvm::Expected<flow::SourceRoot> sourceRoot(const Inputs &In);

/// The same for what was built in the folder \p Build; \p Given is --root.
llvm::Expected<flow::SourceRoot> rootOfBuild(llvm::StringRef Build,
                                             llvm::StringRef Given = {});

} // namespace pvlint::session

#endif // PVLINT_SESSION_ROOT_H
