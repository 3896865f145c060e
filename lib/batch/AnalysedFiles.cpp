//===- AnalysedFiles.cpp - what files contained when analysed -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysedFiles.h"
#include "ir/binary/File.h"
#include "store/Store.h"

namespace pvlint::batch {

/// Adds to \p Files what the store in \p Folder has.
static llvm::Error loadFrom(llvm::StringRef Folder, store::FileTable &Files) {
  auto Opened = store::Store::open(Folder, store::Store::Access::Read);
  return Opened ? (*Opened)->loadFiles(Files) : Opened.takeError();
}

void AnalysedFiles::load() {
  if (!Tables.empty())
    return;
  for (const std::string &Folder : Folders) {
    Tables.emplace_back(Root);
    // Of a folder that is gone by now nothing is known.
    if (llvm::Error E = loadFrom(Folder, Tables.back())) {
      llvm::consumeError(std::move(E));
      IsComplete = false;
    }
  }
}

bool AnalysedFiles::mayKnow(llvm::StringRef Name) {
  load();
  return !IsComplete || llvm::any_of(Tables, [&](const store::FileTable &T) {
    return T.newest(Name).has_value();
  });
}

bool AnalysedFiles::had(llvm::StringRef Name, llvm::StringRef Contents) {
  load();
  const flow::Digest Now = flow::digest(Contents);
  return llvm::any_of(Tables, [&](const store::FileTable &Known) {
    return Known.newest(Name) == Now;
  });
}

} // namespace pvlint::batch
