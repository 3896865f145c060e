//===- MailFiles.cpp - mails to maintainers -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MailFiles.h"
#include "output/SourceTree.h"
#include "output/UnifiedDiff.h"
#include "output/WholeFile.h"
#include "report/Mail.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::output {
namespace {

/// Where \p Line and \p Col are in \p Text.
size_t offsetOf(StringRef Text, uint32_t Line, uint32_t Col) {
  size_t At = 0;
  for (; Line > 1; --Line) {
    At = Text.find('\n', At);
    if (At == StringRef::npos)
      return At;
    ++At;
  }
  return Col ? At + Col - 1 : StringRef::npos;
}

/// What the fixes of \p C change.
std::string diffOf(const report::Cause &C, const SourceTree &Of) {
  std::map<std::string, std::set<std::tuple<size_t, size_t, std::string>>>
      Edited;
  std::map<std::string, std::string> Texts;
  for (const report::Result *R : C)
    for (const report::Replacement &E : R->Fix) {
      auto [It, New] = Texts.try_emplace(E.Begin.Path);
      if (New)
        It->second = Of.read(E.Begin.Path);
      const size_t Begin = offsetOf(It->second, E.Begin.Line, E.Begin.Col),
                   End = offsetOf(It->second, E.EndLine, E.EndCol);
      if (Begin > End || End > It->second.size())
        return ""; // not the file that was analysed
      Edited[E.Begin.Path].emplace(Begin, End - Begin, E.Text);
    }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const auto &[File, Edits] : Edited) {
    std::vector<TextEdit> Sorted;
    for (const auto &[Offset, Length, New] : Edits) {
      if (!Sorted.empty() &&
          Sorted.back().Offset + Sorted.back().Length > Offset)
        return ""; // at odds with each other
      Sorted.push_back({Offset, Length, New});
    }
    OS << "--- a/" << File << "\n+++ b/" << File << '\n';
    printUnifiedDiff(Texts[File], Sorted, OS);
  }
  return Text;
}

} // namespace

/// "0003-niu_start.eml": what the function is called, as a file can be.
static std::string fileName(size_t Number, const report::Result &R) {
  std::string Name =
      llvm::formatv("{0,0+4}-{1}.eml", Number,
                    R.Function.empty() ? path::stem(R.At.Path).str()
                                       : R.Function)
          .str();
  for (char &C : Name)
    if (!llvm::isAlnum(C) && C != '.' && C != '_' && C != '-')
      C = '_';
  return Name;
}

Error writeMails(const report::Results &All, StringRef Folder,
                 llvm::raw_ostream &OS) {
  if (!Folder.empty())
    if (std::error_code E = fs::create_directories(Folder))
      return llvm::createStringError("cannot make folder '" + Folder +
                                     "': " + E.message());
  SourceTree Of(All.Root);
  const std::string Author = Of.author();
  size_t Number = 0;
  for (const report::Cause &C : report::causesOf(All.Findings)) {
    const report::Result &R = *C.front();
    report::MailFacts Facts;
    Facts.From = Author;
    Facts.Prefix = Of.prefix(R.At.Path);
    Of.addPeople(R.At.Path, Facts);
    Facts.Kernel = Of.kernel();
    Facts.Configuration = Of.configuration();
    Facts.Fixes = Of.lastChange(R.At.Path, R.At.Line);
    Facts.Diff = diffOf(C, Of);
    Facts.Version = All.Version;
    ++Number;
    if (Folder.empty()) {
      // As in a mailbox, where each begins with such a line.
      OS << "From pvlint Thu Jan  1 00:00:00 1970\n";
      report::writeMail(C, Facts, OS);
      OS << '\n';
      continue;
    }
    llvm::SmallString<128> File(Folder);
    path::append(File, fileName(Number, R));
    if (Error E = writeWhole(File, [&](llvm::raw_ostream &To) {
          report::writeMail(C, Facts, To);
        }))
      return E;
  }
  return Error::success();
}

} // namespace pvlint::output
