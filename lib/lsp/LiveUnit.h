//===- LiveUnit.h - a unit that is analysed again and again -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most of a kernel unit is its headers. They are parsed once, into a
// precompiled preamble, and again when one of them or the list of them changes;
// an edit parses the file's own text only. The first time there is no preamble:
// parsing all of it at once gives an answer sooner than writing a preamble and
// reading it again, so that is made when the answer is out.
//
// Findings are those of `pvlint check`: the same code renders them
// (session/Unit.h). What an analysis with a preamble could see differently is
// the list of declarations at file level, which is told to it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_LIVEUNIT_H
#define PVLINT_LSP_LIVEUNIT_H

#include "frontend/UnitStates.h"
#include "lsp/Settings.h"
#include "lsp/Text.h"
#include "session/Unit.h"
#include <atomic>
#include <functional>

namespace pvlint::lsp {

/// A document as it was at one time, and what was found in it.
struct Snapshot {
  int64_t Version = 0;
  std::shared_ptr<const Text> Contents;
  session::UnitReport Report;
  /// Where the first error is; line 0: not in this file.
  unsigned ErrorLine = 0, ErrorCol = 0;
  /// What only the whole program shows; see Program.h.
  std::vector<report::Result> FromProgram;
  std::string Database; ///< the compile database; beside it is the index
  /// For questions; null when there was nothing to analyse.
  std::shared_ptr<frontend::UnitStates> States;
};

class LiveUnit {
public:
  LiveUnit();
  ~LiveUnit();

  struct Request {
    const session::Job &J; ///< with a Header: the document is that
    const Settings &Common;
    std::shared_ptr<const Text> Contents;
    int64_t Version = 0;
    const std::atomic<bool> &Cancelled;
  };

  /// Parses and analyses. \p OnFindings hears of the snapshot once its findings
  /// are known; States follows, and is complete on return.
  /// False when it was cancelled. A crash inside is a failure of the unit.
  bool analyse(const Request &R,
               llvm::function_ref<void(std::shared_ptr<Snapshot>)> OnFindings);

  /// Makes the preamble that analyse() could use the next time, unless it is
  /// there already.
  void prepare(const Request &R);

  /// What is kept for the next time, in bytes.
  size_t size() const;
  bool isPrepared() const;

private:
  struct Preamble;
  std::unique_ptr<Preamble> Headers;
  bool HasRun = false;
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_LIVEUNIT_H
