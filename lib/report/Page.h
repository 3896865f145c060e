//===- Page.h - a check's page for a reader without a browser ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_PAGE_H
#define PVLINT_REPORT_PAGE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::report {

enum class PageStyle : uint8_t {
  Text,     ///< headings without marks, code indented
  Terminal, ///< the same with colors
  Markdown, ///< as written, but for links, which lead nowhere elsewhere
};

/// The page \p Markdown without what it says to pvlint itself, the lines
/// between two "---" at its beginning.
std::string renderPage(llvm::StringRef Markdown, PageStyle Style);

} // namespace pvlint::report

#endif // PVLINT_REPORT_PAGE_H
