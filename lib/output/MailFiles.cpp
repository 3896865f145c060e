//===- MailFiles.cpp - mails to maintainers -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not there is left out: a tree without git has no "Fixes:" to suggest,
// one without scripts/get_maintainer.pl names nobody.
//
//===----------------------------------------------------------------------===//

#include "MailFiles.h"
#include "OtherProgram.h"
#include "UnifiedDiff.h"
#include "output/WholeFile.h"
#include "report/Mail.h"
#include "session/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::output {
namespace {

/// Asks the tree about its files.
class Tree {
public:
  explicit Tree(StringRef Root) : Root(session::realPath(Root)) {
    HasGit = git({"rev-parse", "--is-inside-work-tree"}).starts_with("true");
  }

  std::string author() const;
  std::string kernel() const;
  std::string configuration() const;
  std::string prefix(StringRef File);
  void addPeople(StringRef File, report::MailFacts &Facts);
  std::string lastChange(StringRef File, unsigned Line) const;
  std::string diff(const report::Cause &C) const;

private:
  std::string Root;
  bool HasGit = false;
  llvm::StringMap<std::string> Prefixes, People;

  std::string inRoot(StringRef File) const {
    llvm::SmallString<128> Path(Root);
    path::append(Path, File);
    return Path.str().str();
  }
  std::string read(StringRef File) const {
    auto Text = llvm::MemoryBuffer::getFile(inRoot(File));
    return Text ? (*Text)->getBuffer().str() : std::string();
  }
  /// Empty if it fails.
  std::string run(StringRef Program, llvm::ArrayRef<StringRef> Args) const {
    auto Text = runProgram(Program, Args);
    if (Text)
      return *Text;
    llvm::consumeError(Text.takeError());
    return "";
  }
  std::string git(llvm::ArrayRef<StringRef> Args) const {
    llvm::SmallVector<StringRef, 16> All = {"-C", Root, "--no-pager"};
    All.append(Args.begin(), Args.end());
    return run("git", All);
  }
};

std::string Tree::author() const {
  // "NAME <ADDRESS> SECONDS ZONE"
  const std::string Ident = git({"var", "GIT_AUTHOR_IDENT"});
  const size_t End = Ident.find('>');
  return End == std::string::npos ? "Your Name <you@example.org>"
                                  : Ident.substr(0, End + 1);
}

std::string Tree::kernel() const {
  const std::string Release = read("include/config/kernel.release");
  if (!Release.empty())
    return StringRef(Release).trim().str();
  std::map<StringRef, StringRef> Set;
  const std::string Makefile = read("Makefile");
  for (StringRef Line : llvm::split(StringRef(Makefile).take_front(400), '\n'))
    if (Line.contains(" ="))
      Set[Line.split(" =").first] = Line.split(" =").second.trim();
  if (Set["VERSION"].empty())
    return "";
  return ("Linux " + Set["VERSION"] + "." + Set["PATCHLEVEL"] + "." +
          Set["SUBLEVEL"] + Set["EXTRAVERSION"])
      .str();
}

std::string Tree::configuration() const {
  const std::string Config = read(".config");
  for (StringRef Line : llvm::split(StringRef(Config).take_front(400), '\n'))
    if (Line.consume_front("# Linux/"))
      return ("Linux/" + Line).str();
  return "";
}

/// "net: niu: " of a commit's subject, without the last colon; or nothing.
static StringRef prefixOf(StringRef Subject) {
  const size_t At = Subject.rfind(": ");
  if (At == StringRef::npos)
    return "";
  const StringRef Prefix = Subject.take_front(At);
  // Words stand in the rest of it.
  for (StringRef Part : llvm::split(Prefix, ": "))
    if (Part.empty() || Part.contains(' '))
      return "";
  return Prefix;
}

/// "drivers/net/ethernet/sun/niu.c": "net: niu", or what its commits begin
/// with.
std::string Tree::prefix(StringRef File) {
  std::string &Prefix = Prefixes[File];
  if (!Prefix.empty())
    return Prefix;
  std::map<std::string, unsigned> Count;
  if (HasGit) {
    const std::string Log =
        git({"log", "-n", "30", "--format=%s", "--no-merges", "--", File});
    for (StringRef Line : llvm::split(Log, '\n'))
      if (const std::string Each = prefixOf(Line).str(); !Each.empty())
        if (++Count[Each] > Count[Prefix] || Prefix.empty())
          Prefix = Each;
  }
  if (Prefix.empty()) {
    llvm::SmallVector<StringRef, 8> Parts;
    File.split(Parts, '/');
    if (Parts.size() > 1 && (Parts[0] == "drivers" || Parts[0] == "arch"))
      Parts.erase(Parts.begin());
    const StringRef Stem = path::stem(File);
    Prefix =
        (Parts.size() > 1 ? Parts[0] + ": " : llvm::Twine()).str() + Stem.str();
  }
  return Prefix;
}

void Tree::addPeople(StringRef File, report::MailFacts &Facts) {
  static constexpr StringRef Script = "scripts/get_maintainer.pl";
  if (!fs::exists(inRoot(Script)))
    return;
  auto [It, New] = People.try_emplace(File);
  if (New)
    It->second = run("env", {"-C", Root, "perl", Script, "--no-git-fallback",
                             "--rolestats", "-f", File});
  // "NAME <ADDRESS> (maintainer:SECTION)" or "ADDRESS (open list:SECTION)"
  for (StringRef Line : llvm::split(It->second, '\n')) {
    const auto [Who, Role] = Line.split(" (");
    if (Role.empty())
      continue;
    const bool IsMaintainer = Role.starts_with("maintainer") ||
                              Role.starts_with("supporter") ||
                              Role.starts_with("odd fixer");
    (IsMaintainer ? Facts.To : Facts.Cc).push_back(Who.trim().str());
  }
}

std::string Tree::lastChange(StringRef File, unsigned Line) const {
  if (!HasGit || !Line)
    return "";
  const std::string Range = llvm::formatv("{0},{0}:{1}", Line, File).str();
  return StringRef(git({"log", "-s", "-n", "1", "--abbrev=12",
                        "--format=%h (\"%s\")", "-L", Range}))
      .split('\n')
      .first.str();
}

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

std::string Tree::diff(const report::Cause &C) const {
  std::map<std::string, std::set<std::tuple<size_t, size_t, std::string>>> Of;
  std::map<std::string, std::string> Texts;
  for (const report::Result *R : C)
    for (const report::Replacement &E : R->Fix) {
      auto [It, New] = Texts.try_emplace(E.Begin.Path);
      if (New)
        It->second = read(E.Begin.Path);
      const size_t Begin = offsetOf(It->second, E.Begin.Line, E.Begin.Col),
                   End = offsetOf(It->second, E.EndLine, E.EndCol);
      if (Begin > End || End > It->second.size())
        return ""; // not the file that was analysed
      Of[E.Begin.Path].emplace(Begin, End - Begin, E.Text);
    }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const auto &[File, Edits] : Of) {
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
  Tree Of(All.Root);
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
    Facts.Diff = Of.diff(C);
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
