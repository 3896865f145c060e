//===- Patches.cpp - patches with commit messages -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Patches.h"
#include "ir/MakeFolders.h"
#include "ir/Notes.h"
#include "output/FixFiles.h"
#include "output/SourceTree.h"
#include "output/UnifiedDiff.h"
#include "output/WholeFile.h"
#include "output/Words.h"
#include "report/Census.h"
#include "session/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace path = llvm::sys::path;
using llvm::StringRef;

namespace pvlint::convert {
namespace {

using Files = std::vector<const std::pair<const std::string, FileChange> *>;

/// What commit messages say for each target.
namespace text {

constexpr llvm::StringLiteral CountedSubject =
    "Disable interrupts by the count";
constexpr llvm::StringLiteral CountedBody =
    "The CPU's count of interrupt disabling nests, may be raised with "
    "interrupts enabled or disabled, and keeps the flags itself, so no "
    "variable is needed for them.";
constexpr llvm::StringLiteral PlainSubject =
    "Do not disable interrupts where they are disabled";
constexpr llvm::StringLiteral PlainBody =
    "Every caller has interrupts disabled, so there is nothing to disable, and "
    "nothing to save.";
constexpr llvm::StringLiteral IrqSubject =
    "Do not save flags where interrupts are enabled";
constexpr llvm::StringLiteral IrqBody =
    "Every caller has interrupts enabled, so the saved flags say nothing new.";
constexpr llvm::StringLiteral Why =
    "Each section begins and ends in one function, in pairs on every path. "
    "Nothing in between enables interrupts, and its flags are used for nothing "
    "else.";

} // namespace text

StringRef subjectOf(Target To) {
  return To == Target::Counted ? text::CountedSubject
         : To == Target::Plain ? text::PlainSubject
                               : text::IrqSubject;
}

StringRef bodyOf(Target To) {
  return To == Target::Counted ? text::CountedBody
         : To == Target::Plain ? text::PlainBody
                               : text::IrqBody;
}

/// At 75 columns, as git shows a message.
void wrap(StringRef Text, llvm::raw_ostream &OS) {
  size_t Col = 0;
  for (StringRef Word : llvm::split(Text, ' ')) {
    if (Col && Col + 1 + Word.size() > 75) {
      OS << '\n';
      Col = 0;
    }
    OS << (Col ? " " : "") << Word;
    Col += Word.size() + (Col ? 1 : 0);
  }
  OS << '\n';
}

void printFile(StringRef Name, const FileChange &F, llvm::raw_ostream &OS) {
  std::vector<output::TextEdit> Edits;
  for (const TextChange &E : F.Edits)
    Edits.push_back({E.Offset, E.Length, E.Text});
  OS << "--- a/" << Name << "\n+++ b/" << Name << '\n';
  output::printUnifiedDiff(F.Text, Edits, OS);
}

void printPatch(const Conversion &C, const Files &Of, StringRef Prefix,
                StringRef Author, llvm::raw_ostream &OS) {
  llvm::StringSet<> Names;
  for (const auto *F : Of)
    Names.insert(F->first);
  unsigned Converted = 0;
  std::map<Reason, unsigned> Refused;
  std::vector<std::string> Functions;
  for (const Section &S : C.sections()) {
    if (!Names.contains(C.shown(S.Path)))
      continue;
    if (S.Against != Reason::None) {
      ++Refused[S.Against];
      continue;
    }
    ++Converted;
    if (!llvm::is_contained(Functions, S.Function + "()"))
      Functions.push_back(S.Function + "()");
  }
  OS << "From: " << Author << "\nSubject: [PATCH] " << Prefix << ": "
     << subjectOf(C.target()) << "\n\n";
  wrap((output::plural(Converted, "section") + " of " +
        llvm::join(Functions, ", ") + " " + (Converted == 1 ? "is" : "are") +
        " converted. " + bodyOf(C.target()))
           .str(),
       OS);
  OS << '\n';
  wrap(text::Why, OS);
  if (!Refused.empty()) {
    OS << "\nLeft as they are:\n\n";
    for (const auto &[Why, N] : Refused)
      OS << llvm::formatv("{0,5}  {1}\n", N, inWords(Why));
  }
  OS << "\nMade by pvlint " PVLINT_VERSION ", \"pvlint convert --to="
     << name(C.target()) << "\".\n---\n";
  for (const auto *F : Of)
    printFile(F->first, F->second, OS);
}

/// "0001-kernel-softirq.patch"
std::string fileName(unsigned Number, StringRef Of) {
  std::string Name = Of.str();
  if (StringRef(Name).ends_with(".c") || StringRef(Name).ends_with(".h"))
    Name.resize(Name.size() - 2);
  for (char &Ch : Name)
    if (!llvm::isAlnum(Ch) && Ch != '.' && Ch != '_')
      Ch = '-';
  return llvm::formatv("{0,0+4}-{1}.patch", Number, Name).str();
}

output::FixFiles fixesOf(const Conversion &C) {
  output::FixFiles All;
  for (const auto &[Name, F] : C.changes()) {
    std::vector<session::FileEdit> Edits;
    for (const TextChange &E : F.Edits) {
      session::FileEdit &To = Edits.emplace_back();
      To.Path = C.root().path(Name);
      To.Offset = E.Offset;
      To.Length = E.Length;
      To.Text = E.Text;
      To.Contents = llvm::xxh3_64bits(F.Text);
    }
    All.add(std::move(Edits));
  }
  return All;
}

} // namespace

void printDiff(const Conversion &C, llvm::raw_ostream &OS) {
  (void)fixesOf(C).apply(output::FixMode::Diff, /*Quiet=*/true, C.root(), OS);
}

bool changeFiles(const Conversion &C, bool Quiet) {
  return fixesOf(C).apply(output::FixMode::Files, Quiet, C.root(),
                          llvm::outs());
}

llvm::Expected<unsigned> writePatches(const Conversion &C, Split By,
                                      unsigned Depth, StringRef Folder) {
  if (std::error_code E = flow::makeFolders(Folder))
    return llvm::createStringError("cannot make folder '" + Folder +
                                   "': " + E.message());
  std::map<std::string, Files> Patches;
  for (const auto &Each : C.changes())
    Patches[By == Split::File ? Each.first
                              : report::subsystem(Each.first, Depth).str()]
        .push_back(&Each);
  output::SourceTree Tree(C.root());
  const std::string Author = Tree.author();
  unsigned Number = 0;
  for (const auto &[Of, Changed] : Patches) {
    llvm::SmallString<128> File(Folder);
    path::append(File, fileName(++Number, Of));
    if (llvm::Error E = output::writeWhole(File, [&](llvm::raw_ostream &OS) {
          printPatch(C, Changed, Tree.prefix(Of), Author, OS);
        }))
      return E;
  }
  return Number;
}

} // namespace pvlint::convert
