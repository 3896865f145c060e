//===- MailFiles.cpp - mails to maintainers -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MailFiles.h"
#include "SourceTree.h"
#include "UnifiedDiff.h"
#include "ir/MakeFolders.h"
#include "output/WholeFile.h"
#include "report/Mail.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

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

/// The diff of the fix-its of all findings of \p C; empty if they do not fit.
std::string diffOf(const report::Cause &C, const SourceTree &Tree) {
  std::map<std::string, std::set<std::tuple<size_t, size_t, std::string>>> Of;
  std::map<std::string, std::string> Texts;
  for (const report::Result *R : C)
    for (const report::Replacement &E : R->Fix) {
      auto [It, New] = Texts.try_emplace(E.Begin.Path);
      if (New)
        It->second = Tree.analysed(E.Begin.Path);
      const size_t Begin = offsetOf(It->second, E.Begin.Line, E.Begin.Col),
                   End = offsetOf(It->second, E.EndLine, E.EndCol);
      if (Begin > End || End > It->second.size())
        return ""; // the file has changed since it was analysed
      Of[E.Begin.Path].emplace(Begin, End - Begin, E.Text);
    }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const auto &[File, Edits] : Of) {
    std::vector<TextEdit> Sorted;
    for (const auto &[Offset, Length, New] : Edits) {
      if (!Sorted.empty() &&
          Sorted.back().Offset + Sorted.back().Length > Offset)
        return ""; // they overlap
      Sorted.push_back({Offset, Length, New});
    }
    OS << "--- a/" << File << "\n+++ b/" << File << '\n';
    printUnifiedDiff(Texts[File], Sorted, OS);
  }
  return Text;
}

} // namespace

/// What \p R says, without lines and without the function that it is in: equal
/// for the same mistake in two functions.
static std::string mistakeOf(const report::Result &R) {
  std::string Text = R.Check + '\n';
  const StringRef Message = R.Message, Own = R.Function;
  for (size_t I = 0; I != Message.size(); ++I)
    if (!Own.empty() && Message.substr(I).starts_with(Own))
      I += Own.size() - 1;
    else if (!llvm::isDigit(Message[I]))
      Text += Message[I];
  return Text;
}

/// Whether a reader of one file would also look at the other: they are in one
/// folder, or have the same name in sibling folders, as drivers of a family do.
static bool areNear(StringRef A, StringRef B) {
  const StringRef InA = path::parent_path(A), InB = path::parent_path(B);
  return InA == InB || (path::filename(A) == path::filename(B) &&
                        path::parent_path(InA) == path::parent_path(InB));
}

namespace {
/// All reports, by what their mistake is.
class Mistakes {
public:
  explicit Mistakes(llvm::ArrayRef<report::Cause> All) {
    for (const report::Cause &C : All)
      Of[mistakeOf(*C.front())].push_back(C.front());
  }

  /// The others like \p R nearby, in other files.
  std::vector<const report::Result *> like(const report::Result &R) const {
    std::vector<const report::Result *> Others;
    for (const report::Result *O : Of.find(mistakeOf(R))->second)
      if (O != &R && areNear(R.At.Path, O->At.Path))
        Others.push_back(O);
    return Others;
  }

private:
  std::map<std::string, std::vector<const report::Result *>> Of;
};

/// What becomes one mail.
struct Letter {
  report::Cause About;
  std::string Diff;
  std::string Number; ///< "2/4", of a patch that is one of several
  std::string Mistake;
};
} // namespace

/// "f(), a.c:12"
static std::string placeOf(const report::Result &R) {
  return (R.Function.empty() ? "" : R.Function + "(), ") + R.At.Path + ":" +
         std::to_string(R.At.Line);
}

/// Whether the same mistake in \p A and \p B is one mail. A patch is for one
/// file; a report may be about a family of drivers with the same maintainers.
static bool isOneLetter(const Letter &A, const Letter &B, SourceTree &Tree) {
  const report::Result &First = *A.About.front(), &Second = *B.About.front();
  if (A.Diff.empty() != B.Diff.empty() || A.Mistake != B.Mistake ||
      First.Severity != Second.Severity)
    return false;
  if (First.At.Path == Second.At.Path)
    return true;
  if (!A.Diff.empty() || !areNear(First.At.Path, Second.At.Path))
    return false;
  const auto To = Tree.factsOf(First).To;
  return !To.empty() && To == Tree.factsOf(Second).To;
}

/// One for each cause, or for the same mistake in several functions.
static std::vector<Letter> lettersOf(llvm::ArrayRef<report::Cause> Causes,
                                     SourceTree &Tree) {
  std::vector<Letter> Letters;
  for (const report::Cause &C : Causes) {
    Letter L{C, diffOf(C, Tree), "", mistakeOf(*C.front())};
    const auto Of = llvm::find_if(Letters, [&](const Letter &Each) {
      return isOneLetter(Each, L, Tree);
    });
    if (Of != Letters.end()) {
      report::Cause Both = Of->About;
      Both.insert(Both.end(), C.begin(), C.end());
      std::string Diff = diffOf(Both, Tree);
      // Patches that do not fit together stay apart.
      if (Diff.empty() == L.Diff.empty()) {
        Of->About = std::move(Both);
        Of->Diff = std::move(Diff);
        continue;
      }
    }
    Letters.push_back(std::move(L));
  }
  return Letters;
}

/// Makes patches of the same mistake in neighbouring files a series, one behind
/// the other.
static std::vector<Letter> inSeries(std::vector<Letter> All,
                                    const Mistakes &Known) {
  std::vector<Letter> Sorted;
  std::vector<bool> Done(All.size());
  for (size_t I = 0; I != All.size(); ++I) {
    if (Done[I])
      continue;
    std::vector<size_t> Series = {I};
    const auto Like = Known.like(*All[I].About.front());
    for (size_t J = I + 1; J != All.size() && !All[I].Diff.empty(); ++J)
      if (!Done[J] && !All[J].Diff.empty() &&
          llvm::is_contained(Like, All[J].About.front()))
        Series.push_back(J);
    for (size_t N = 0; N != Series.size(); ++N) {
      Done[Series[N]] = true;
      Sorted.push_back(std::move(All[Series[N]]));
      if (Series.size() > 1)
        Sorted.back().Number =
            llvm::formatv("{0}/{1}", N + 1, Series.size()).str();
    }
  }
  return Sorted;
}

/// "0003-niu_start.eml": the function's name, with what a file name can have.
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
    if (std::error_code E = flow::makeFolders(Folder))
      return llvm::createStringError("cannot make folder '" + Folder +
                                     "': " + E.message());
  SourceTree Tree(All.Root, [&](StringRef File) { return All.source(File); });
  size_t Number = 0;
  const std::vector<report::Cause> Causes = report::newCausesOf(All.Findings);
  const Mistakes Known(Causes);
  for (const Letter &L : inSeries(lettersOf(Causes, Tree), Known)) {
    const report::Cause &C = L.About;
    const report::Result &R = *C.front();
    report::MailFacts Facts = Tree.factsOf(R);
    Facts.Diff = L.Diff;
    Facts.Number = L.Number;
    Facts.Version = All.Version;
    for (const report::Result *O : Known.like(R))
      if (!llvm::is_contained(C, O))
        Facts.Alike.push_back(placeOf(*O));
    ++Number;
    if (Folder.empty()) {
      // In a mailbox each mail begins with such a line.
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
