//===- Extraction.h - one translation unit, from AST to flow ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stand-alone half of a whole-program run: every function of the unit's own
// file becomes flow, whether it matters here or not, since what it calls in
// other files is not known yet. Functions of headers become flow the first time
// they are seen; later units skip the parsing of their bodies.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_EXTRACTION_H
#define PVLINT_FRONTEND_EXTRACTION_H

#include "contract/Contract.h"
#include "ir/SourceRoot.h"
#include "ir/Unit.h"
#include "clang/Frontend/CompilerInstance.h"
#include <memory>

namespace pvlint::frontend {

/// The functions of headers whose flow is known to this process, under what
/// decides their meaning: contents of the header, offset, name, and the macros
/// that their text mentions. One for many units, which
/// several threads may extract at once: what comes out does not depend on what
/// is in the table.
class HeaderTable {
public:
  HeaderTable();
  ~HeaderTable();
  /// Forget everything. Headers that changed need no such thing, since they are
  /// known by their contents. Not while units are extracted.
  void clear();
  /// The table as bytes, for another process of the same run or a later run
  /// over unchanged headers; and back. Unreadable bytes add nothing.
  std::string save() const;
  void load(llvm::StringRef Bytes);

  struct Impl;
  std::unique_ptr<Impl> I;
};

struct ExtractionOptions {
  /// Files are named from it.
  flow::SourceRoot Root;
  std::vector<std::string> ContractFiles;
  /// Parse every body; the result is the same, only slower.
  bool ParseHeaders = false;
};

struct Extraction {
  flow::Unit Unit;
  std::shared_ptr<const flow::Contract> Contract;
  /// Functions of headers that were not in the table before.
  std::vector<flow::HeaderFunction> NewHeaders;
  struct Dependency {
    std::string Path;      ///< absolute
    flow::Digest Contents; ///< as Clang has read it
  };
  /// Every file that was read, main file first.
  std::vector<Dependency> Dependencies;
  unsigned Bodies = 0;  ///< function bodies parsed
  unsigned Skipped = 0; ///< ... and not parsed, because their flow is known
};

/// Parses and extracts the unit that \p CI is set up for (invocation, file
/// system, diagnostics). False on errors; the diagnostics client has them.
/// Nothing enters \p Headers then.
bool extractUnit(clang::CompilerInstance &CI, HeaderTable &Headers,
                 const ExtractionOptions &Options, Extraction &Out);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_EXTRACTION_H
