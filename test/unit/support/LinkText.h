//===- LinkText.h - from flow text of many units to a program ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_UNIT_SUPPORT_LINKTEXT_H
#define PVLINT_TEST_UNIT_SUPPORT_LINKTEXT_H

#include "checks/Finding.h"
#include "program/Link.h"

namespace pvlint::test {

/// A unit by the name of its main file and its flow as text, without the first
/// line and the main file's, which is file 0. Functions marked `inheader` are
/// stored apart and referred to, as the extraction does; in the text of each
/// unit that sees one it stands in full. The pointers of a function named
/// `file_scope` are the unit's own, as initialisers are; the function is no
/// part of the program.
struct UnitText {
  llvm::StringRef Source, Flow;
};

/// A program that was linked by way of flow files, and what it hangs on.
struct LinkedText {
  flow::Contract Contract;
  std::vector<std::unique_ptr<flow::FlowFile>> Files;
  std::unique_ptr<solve::Link> Link;

  std::vector<checks::Finding> findings() const;
  /// The findings as text, without notes below the level of a warning.
  std::string text(checks::Level Show = checks::Level::Warning) const;
  /// The node of the function \p Key; a failed test when there is none.
  uint32_t node(llvm::StringRef Key) const;
};

/// Links and solves \p Units in this order; a failed test when the text cannot
/// be read.
LinkedText link(llvm::ArrayRef<UnitText> Units, llvm::StringRef Arch = "x86");

} // namespace pvlint::test

#endif // PVLINT_TEST_UNIT_SUPPORT_LINKTEXT_H
