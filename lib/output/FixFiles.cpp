//===- FixFiles.cpp - fix-its applied to files ----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/FixFiles.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "output/UnifiedDiff.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>

namespace fs = llvm::sys::fs;
using llvm::StringRef;

namespace pvlint::output {

void FixFiles::add(std::vector<session::FileEdit> Fix) {
  llvm::sort(Fix);
  if (!Fix.empty())
    Fixes.insert(std::move(Fix));
}

/// The edits of all fixes by file, each once, sorted.
static std::map<std::string, std::set<session::FileEdit>>
byFile(const std::set<std::vector<session::FileEdit>> &Fixes) {
  std::map<std::string, std::set<session::FileEdit>> Result;
  for (const auto &Fix : Fixes)
    for (const session::FileEdit &E : Fix)
      Result[E.Path].insert(E);
  return Result;
}

/// Whether the order of two edits, the first of which does not start later,
/// matters.
static bool overlap(const session::FileEdit &A, const session::FileEdit &B) {
  return A.Offset + A.Length > B.Offset || A.Offset == B.Offset ||
         A.Contents != B.Contents;
}

std::set<std::string> FixFiles::overlapping() const {
  std::set<std::string> Result;
  for (const auto &[Path, Edits] : byFile(Fixes))
    for (auto I = Edits.begin(), J = I; ++J != Edits.end(); ++I)
      if (overlap(*I, *J))
        Result.insert(Path);
  return Result;
}

/// Either the old contents or the new are in the file at any time.
static llvm::Error replaceFile(StringRef Path, StringRef Contents) {
  auto Permissions = fs::getPermissions(Path);
  if (!Permissions)
    return llvm::errorCodeToError(Permissions.getError());
  auto Temp = fs::TempFile::create(Path + ".pvlint-%%%%%%");
  if (!Temp)
    return Temp.takeError();
  std::error_code Failed;
  {
    llvm::raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
    OS << Contents;
    OS.flush();
    Failed = OS.error();
    OS.clear_error();
  }
  if (!Failed)
    Failed = fs::setPermissions(Temp->FD, *Permissions);
  if (Failed) {
    llvm::consumeError(Temp->discard());
    return llvm::errorCodeToError(Failed);
  }
  return Temp->keep(Path);
}

bool FixFiles::apply(FixMode Mode, bool Quiet, const flow::SourceRoot &Root,
                     llvm::raw_ostream &OS) {
  for (const std::string &Path : overlapping()) {
    flow::notes() << "pvlint: warning: '" << Path
                  << "' is left alone: its fix-its overlap\n";
    std::erase_if(Fixes, [&](const std::vector<session::FileEdit> &Fix) {
      return llvm::any_of(
          Fix, [&](const session::FileEdit &E) { return E.Path == Path; });
    });
  }
  const std::string Here = session::currentDirectory();
  const flow::SourceRoot RealRoot = Root.resolved();
  bool Good = true;
  unsigned Changed = 0, NumEdits = 0;
  for (const auto &[Path, Edits] : byFile(Fixes)) {
    auto Complain = [&](llvm::Twine Why) {
      flow::notes() << "pvlint: error: '" << Path << "' is left alone: " << Why
                    << '\n';
      Good = false;
    };
    auto Buffer = flow::readFile(Path, flow::Pipes::Refused);
    if (!Buffer) {
      Complain(llvm::toString(Buffer.takeError()));
      continue;
    }
    StringRef Old = (*Buffer)->getBuffer();
    if (llvm::xxh3_64bits(Old) != Edits.begin()->Contents) {
      Complain("it has changed since it was analysed");
      continue;
    }
    std::vector<TextEdit> Sorted;
    for (const session::FileEdit &E : Edits)
      Sorted.push_back({E.Offset, E.Length, E.Text});
    if (Mode == FixMode::Diff) {
      // As the user would type it here, or apply it there.
      std::string Name = session::relativeTo(Here, Path);
      if (Name == Path)
        Name = RealRoot.name(Path);
      StringRef Slash = StringRef(Name).starts_with("/") ? "" : "/";
      // patch(1) takes what follows a space for a time.
      StringRef End = StringRef(Name).contains(' ') ? "\t\n" : "\n";
      auto Side = [&](StringRef Letter) {
        return flow::quotedName((Letter + Slash + Name).str());
      };
      OS << "--- " << Side("a") << End << "+++ " << Side("b") << End;
      printUnifiedDiff(Old, Sorted, OS);
    } else if (llvm::Error E = replaceFile(Path, applyEdits(Old, Sorted))) {
      Complain(llvm::toString(std::move(E)));
      continue;
    }
    ++Changed;
    NumEdits += Edits.size();
  }
  if (Mode == FixMode::Files && Changed && !Quiet)
    flow::notes() << "pvlint: made " << NumEdits
                  << (NumEdits == 1 ? " change in " : " changes in ") << Changed
                  << (Changed == 1 ? " file\n" : " files\n");
  return Good;
}

} // namespace pvlint::output
