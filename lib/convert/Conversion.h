//===- Conversion.h - the sections of all units, and what changes *- C++
//-*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One text may be part of several units: it changes only if all of them allow
// it, and the same way. A group changes as a whole.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_CONVERSION_H
#define PVLINT_CONVERT_CONVERSION_H

#include "convert/Entries.h"
#include "convert/Section.h"
#include "ir/SourceRoot.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include <map>

namespace pvlint::convert {

/// What becomes of one file.
struct FileChange {
  std::string Text; ///< as it was analysed
  std::vector<TextChange> Edits;
  unsigned Sections = 0;
};

class Conversion {
public:
  /// Results name files from \p Root.
  Conversion(Target To, flow::SourceRoot Root)
      : To(To), Root(std::move(Root)) {}

  void add(UnitSections U);
  /// Call once, when all units have been added. \p Known says who is entered in
  /// which state, where the target asks for that.
  void settle(const Entries *Known);

  Target target() const { return To; }
  const flow::SourceRoot &root() const { return Root; }
  /// By place.
  llvm::ArrayRef<Section> sections() const { return All; }
  /// By the path from the root.
  const std::map<std::string, FileChange> &changes() const { return Changes; }
  /// Files that are not as they were analysed, or cannot be read.
  llvm::ArrayRef<std::string> lost() const { return Lost; }
  unsigned tooLarge() const { return TooLarge; }
  std::string shown(llvm::StringRef Path) const;

private:
  const Target To;
  const flow::SourceRoot Root;
  std::vector<Section> All;
  std::vector<Declaration> Declarations;
  std::map<std::tuple<std::string, uint32_t, uint32_t>, unsigned> SectionAt;
  std::map<std::pair<std::string, uint64_t>, unsigned> DeclarationAt;
  std::map<std::string, uint64_t> Contents;
  llvm::EquivalenceClasses<unsigned> Groups;
  std::map<std::string, FileChange> Changes;
  std::vector<std::string> Lost;
  unsigned TooLarge = 0;

  void settleEntry(Section &S, const Entries *Known) const;
  void settleGroups();
  void makeChanges();
};

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_CONVERSION_H
