//===- PatchFiles.cpp - fix-its as patches for git am ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PatchFiles.h"
#include "SourceTree.h"
#include "UnifiedDiff.h"
#include "ir/MakeFolders.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "output/WholeFile.h"
#include "output/Words.h"
#include "session/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <set>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::Error;
using llvm::StringRef;
using pvlint::session::FileEdit;

namespace pvlint::output {
namespace {

/// A file that patches change one after the other.
class PatchedFile {
public:
  explicit PatchedFile(StringRef Path) {
    if (const auto Buffer = flow::readIfThere(Path)) {
      Text = Buffer->getBuffer().str();
      Hash = llvm::xxh3_64bits(Text);
    }
  }

  /// Whether \p E does not overlap with earlier changes, and is of this text.
  bool takes(const FileEdit &E) const {
    return E.Contents == Hash && llvm::none_of(Made, [&](const FileEdit &M) {
             return M != E && M.Offset <= E.Offset + E.Length &&
                    E.Offset <= M.Offset + M.Length;
           });
  }

  /// Makes \p Edits, for which takes() is true, and prints the hunks.
  /// False if all of them were made already.
  bool patch(const std::set<FileEdit> &Edits, llvm::raw_ostream &OS) {
    std::vector<TextEdit> Now;
    for (const FileEdit &E : Edits)
      if (!Made.contains(E))
        Now.push_back({moved(E.Offset), E.Length, E.Text});
    if (Now.empty())
      return false;
    printUnifiedDiff(Text, Now, OS);
    Text = applyEdits(Text, Now);
    Made.insert(Edits.begin(), Edits.end());
    return true;
  }

private:
  std::string Text;
  uint64_t Hash = 0;
  std::set<FileEdit> Made;

  /// Where \p Offset of the file is by now.
  size_t moved(size_t Offset) const {
    size_t Now = Offset;
    for (const FileEdit &M : Made)
      if (M.Offset < Offset)
        Now += M.Text.size() - M.Length;
    return Now;
  }
};

/// The fix-its of one function.
struct Patch {
  std::vector<report::Result> Findings;
  std::map<std::string, std::set<FileEdit>> ByFile;

  bool fits(const std::map<std::string, PatchedFile> &Files,
            llvm::ArrayRef<FileEdit> Fix) const {
    return llvm::all_of(Fix, [&](const FileEdit &E) {
      const auto Own = ByFile.find(E.Path);
      return Files.at(E.Path).takes(E) &&
             (Own == ByFile.end() ||
              llvm::none_of(Own->second, [&](const FileEdit &O) {
                return O != E && O.Offset <= E.Offset + E.Length &&
                       E.Offset <= O.Offset + O.Length;
              }));
    });
  }
};

/// "0003-niu_resume.patch"
std::string fileName(size_t Number, const report::Result &R) {
  std::string Name =
      R.Function.empty() ? path::stem(R.At.Path).str() : R.Function;
  for (char &C : Name)
    if (!llvm::isAlnum(C) && C != '_' && C != '-')
      C = '_';
  return llvm::formatv("{0,0+4}-{1}.patch", Number, Name).str();
}

/// `git am DIR/*.patch` would apply other patches, too.
Error refuseOthers(StringRef Folder) {
  std::error_code E;
  for (fs::directory_iterator I(Folder, E), End; !E && I != End; I.increment(E))
    if (StringRef(I->path()).ends_with(".patch"))
      return llvm::createStringError("--fix=patch: '" + Folder +
                                     "' has patches already: give an empty "
                                     "folder");
  return Error::success();
}

} // namespace

void PatchFiles::add(report::Result R, std::vector<FileEdit> Fix) {
  if (!Fix.empty())
    All.push_back({std::move(R), std::move(Fix)});
}

Error PatchFiles::write(StringRef Folder, const report::Results &From,
                        bool Quiet) {
  if (std::error_code E = flow::makeFolders(Folder))
    return llvm::createStringError("cannot make folder '" + Folder +
                                   "': " + E.message());
  if (Error E = refuseOthers(Folder))
    return E;
  std::map<std::string, PatchedFile> Files;
  std::vector<Patch> Patches;
  std::map<std::pair<StringRef, StringRef>, size_t> Numbers;
  unsigned Left = 0;
  for (Fixed &F : All) {
    for (const FileEdit &E : F.Fix)
      Files.try_emplace(E.Path, E.Path);
    const auto [It, New] =
        Numbers.try_emplace({F.R.At.Path, F.R.Function}, Patches.size());
    if (New)
      Patches.emplace_back();
    Patch &P = Patches[It->second];
    // Overlaps with patches of other functions are found below.
    if (!P.fits(Files, F.Fix)) {
      ++Left;
      continue;
    }
    for (const FileEdit &E : F.Fix)
      P.ByFile[E.Path].insert(E);
    P.Findings.push_back(F.R);
  }
  SourceTree Tree(From.Root, [&](StringRef File) { return From.source(File); });
  const flow::SourceRoot RealRoot = From.Root.resolved();
  struct Ready {
    const Patch *P;
    std::string Diff;
  };
  std::vector<Ready> Series;
  for (const Patch &P : Patches) {
    const bool Fits = llvm::all_of(P.ByFile, [&](const auto &Of) {
      return llvm::all_of(Of.second, [&](const FileEdit &E) {
        return Files.at(Of.first).takes(E);
      });
    });
    if (!Fits) {
      Left += P.Findings.size();
      continue;
    }
    std::string Diff;
    llvm::raw_string_ostream OS(Diff);
    for (const auto &[Path, Edits] : P.ByFile) {
      std::string Hunks;
      llvm::raw_string_ostream To(Hunks);
      const std::string Name = RealRoot.name(Path);
      if (Files.at(Path).patch(Edits, To))
        OS << "--- " << flow::quotedName("a/" + Name) << "\n+++ "
           << flow::quotedName("b/" + Name) << '\n'
           << Hunks;
    }
    // An earlier patch may have all of it.
    if (!Diff.empty())
      Series.push_back({&P, std::move(Diff)});
  }
  for (size_t I = 0; I != Series.size(); ++I) {
    report::Cause C;
    for (const report::Result &R : Series[I].P->Findings)
      C.push_back(&R);
    report::MailFacts Facts = Tree.factsOf(*C.front());
    Facts.Diff = std::move(Series[I].Diff);
    Facts.Version = PVLINT_VERSION;
    if (Series.size() > 1)
      Facts.Number = llvm::formatv("{0}/{1}", I + 1, Series.size()).str();
    llvm::SmallString<128> File(Folder);
    path::append(File, fileName(I + 1, *C.front()));
    if (Error E = writeWhole(File, [&](llvm::raw_ostream &To) {
          report::writeMail(C, Facts, To);
        }))
      return E;
  }
  if (!Quiet)
    flow::notes() << "pvlint: " << Series.size()
                  << (Series.size() == 1 ? " patch" : " patches") << " in '"
                  << Folder << "', for git am\n";
  if (Left)
    flow::notes() << "pvlint: warning: " << plural(Left, "fix-it")
                  << " left out: they overlap with others, or the file has "
                     "changed since it was analysed; apply the patches, and "
                     "run again\n";
  return Error::success();
}

} // namespace pvlint::output
