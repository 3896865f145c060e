//===- HeaderTable.h - functions of headers whose flow is known -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_HEADERTABLE_H
#define PVLINT_FRONTEND_HEADERTABLE_H

#include "frontend/Extraction.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::frontend {

/// What a unit needs to know of a function of a header, apart from its flow.
struct HeaderEntry {
  flow::Digest Flow;
  bool NoCfg = false; ///< Clang could not build a CFG: there is no flow
  struct Mention {
    std::string Name;
    bool ByAddress = false;
  };
  /// Functions it calls or names, in order of first mention.
  std::vector<Mention> Mentions;
};

struct HeaderTable::Impl {
  std::map<flow::Digest, bool> Flows;
  /// Contracts by name; all units of a run add the same files.
  llvm::StringMap<std::shared_ptr<const flow::Contract>> Contracts;
};

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_HEADERTABLE_H
