//===- HeaderTable.h - functions of headers whose flow is known -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function of a header is found in two steps. First by where it is written:
// the contents of the header, the offset in it, the name, and what the whole
// command line means for all units alike. Then by the variant: what the macros
// are that its text mentions, now and in this unit.
//
// Nothing is ever removed or changed once it is in, so what was looked up stays
// valid without the lock.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_HEADERTABLE_H
#define PVLINT_FRONTEND_HEADERTABLE_H

#include "frontend/Extraction.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <set>
#include <shared_mutex>

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

/// Where a function's text lies and what it mentions.
struct HeaderText {
  /// Offsets of the body's braces in the file, or 0 when a macro wrote them.
  uint32_t Begin = 0, End = 0;
  /// Its text is not all there is to it (directives inside, braces that do not
  /// pair): always parse it.
  bool Opaque = false;
  /// The identifiers in it, each once: entries of Impl::Names.
  std::vector<const llvm::StringMapEntry<uint32_t> *> Identifiers;
};

struct HeaderRecord {
  HeaderText Text;
  std::map<flow::Digest, std::unique_ptr<HeaderEntry>> Variants;
};

/// The functions of one header, by HeaderTable::Impl::functionKey.
using HeaderFile = std::map<uint64_t, std::unique_ptr<HeaderRecord>>;

struct HeaderTable::Impl {
  mutable std::shared_mutex Lock;
  llvm::StringMap<uint32_t> Names; ///< numbered from 0
  /// By the digest of command line, path and contents.
  std::map<flow::Digest, HeaderFile> Files;
  std::set<flow::Digest> Flows; ///< that some unit has handed out
  /// By name; all units of a run add the same files.
  llvm::StringMap<std::shared_ptr<const flow::Contract>> Contracts;

  static uint64_t functionKey(uint32_t Offset, llvm::StringRef Name);

  /// Null if the function was never seen.
  const HeaderRecord *find(const flow::Digest &File, uint64_t Function) const;
  /// Null if the variant was never seen.
  const HeaderEntry *find(const HeaderRecord &Record,
                          const flow::Digest &Variant) const;

  const llvm::StringMapEntry<uint32_t> *name(llvm::StringRef Name);
};

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_HEADERTABLE_H
