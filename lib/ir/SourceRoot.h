//===- SourceRoot.h - the folder that files are named from ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports, fingerprints and baselines name files relative to one folder, the
// root of the sources. With O= there are two: what the build generates lies in
// a folder of its own, in the same places as it would have among the sources.
// It is named as if it were there, so that a tree has the same names however it
// was built:
//
//   root /src, built in /out:   /src/mm/slab.c               mm/slab.c
//                               /out/include/generated/x.h
//                               include/generated/x.h
//
// Limits: a name means the file among the sources if both folders have it. Then
// the one of the build is named in full.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_SOURCEROOT_H
#define PVLINT_IR_SOURCEROOT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::flow {

class SourceRoot {
public:
  /// No root: names are paths.
  SourceRoot() = default;
  explicit SourceRoot(std::string Folder) : Folder(std::move(Folder)) {}
  /// What is made from \p Sources, which need not be all below the root, is in
  /// \p Build. All are absolute and without dots.
  SourceRoot(std::string Folder, std::string Build, std::string Sources);

  const std::string &folder() const { return Folder; }
  /// Both empty if the tree is built in place.
  const std::string &build() const { return Build; }
  const std::string &sources() const { return Sources; }
  bool empty() const { return Folder.empty(); }

  /// \p Path, which is absolute, as reports have it: itself if it is neither
  /// below the root nor generated.
  std::string name(llvm::StringRef Path) const;
  /// Where the file that reports call \p Name is.
  std::string path(llvm::StringRef Name) const;
  /// \p Path, or where it would be if the tree were built in place.
  std::string amongSources(llvm::StringRef Path) const;

  /// The same folders, spelled without links.
  SourceRoot resolved() const;

private:
  std::string Folder, Build, Sources;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_SOURCEROOT_H
