//===- SourceTree.cpp - what a tree says for a mail -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceTree.h"
#include "Kbuild.h"
#include "OtherProgram.h"
#include "SubjectPrefix.h"
#include "ir/ReadFile.h"
#include "session/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::StringRef;

namespace pvlint::output {

SourceTree::SourceTree(const flow::SourceRoot &Root, Analysed Source)
    : All(Root.resolved()), Root(All.folder()), Source(std::move(Source)) {
  HasGit = git({"rev-parse", "--is-inside-work-tree"}).starts_with("true");
  Author = author();
}

report::MailFacts SourceTree::factsOf(const report::Result &R) {
  report::MailFacts Facts;
  Facts.From = Author;
  Facts.Prefix = prefix(R.At.Path);
  addPeople(R.At.Path, Facts);
  Facts.Kernel = kernel();
  Facts.Configuration = configuration(R.At.Path);
  Facts.Fixes = lastChange(R.At.Path, R.At.Line);
  Facts.Source = [this](const report::Place &At) { return line(At); };
  Facts.Remark = [this](const report::Step &S) { return remark(S); };
  return Facts;
}

const std::string &SourceTree::text(StringRef File) {
  auto [It, New] = Texts.try_emplace(File);
  if (New)
    It->second = read(File);
  return It->second;
}

/// Whether \p Text makes the variable \p Name a parameter of its module.
static bool isModuleParameter(StringRef Text, StringRef Name) {
  for (StringRef Rest = Text.split("module_param").second; !Rest.empty();
       Rest = Rest.split("module_param").second) {
    // module_param(NAME, …), module_param_named(SHOWN, NAME, …)
    StringRef Args = Rest.split('(').second.split(')').first;
    const StringRef First = Args.split(',').first.trim();
    const StringRef Second = Args.split(',').second.split(',').first.trim();
    if (First == Name || (Rest.starts_with("_named") && Second == Name))
      return true;
  }
  return false;
}

/// Whether other files can name the variable \p Name of \p Text.
static bool isShared(StringRef Text, StringRef Name) {
  for (StringRef Line : llvm::split(Text, '\n')) {
    if (Line.empty() || !llvm::isAlpha(Line[0]) || Line.starts_with("static"))
      continue;
    const StringRef Declared = Line.take_until(
        [](char C) { return C == '=' || C == ';' || C == '('; });
    if (Declared.size() != Line.size() && Declared.rtrim().ends_with(Name) &&
        !Line.starts_with("extern"))
      return true;
  }
  return false;
}

std::string SourceTree::remark(const report::Step &S) {
  StringRef Name = S.Text;
  if (!Name.consume_front("with '"))
    return "";
  // "debug", or "debug & VERBOSE"; no member of anything.
  Name = Name.split('\'').first.split(' ').first;
  if (Name.empty() ||
      !llvm::all_of(Name, [](char C) { return llvm::isAlnum(C) || C == '_'; }))
    return "";
  std::vector<std::string> Files = {S.At.Path};
  const StringRef Folder = path::parent_path(S.At.Path);
  std::error_code E;
  for (llvm::sys::fs::directory_iterator It(inRoot(Folder), E), End;
       It != End && !E; It.increment(E))
    if (path::extension(It->path()) == ".c") {
      llvm::SmallString<128> File(Folder);
      path::append(File, path::filename(It->path()));
      Files.push_back(File.str().str());
    }
  std::sort(Files.begin() + 1, Files.end());
  const bool IsParameter = llvm::any_of(Files, [&](const std::string &File) {
    return isModuleParameter(text(File), Name) &&
           (File == S.At.Path || isShared(text(File), Name));
  });
  return IsParameter ? " (a module parameter)" : "";
}

std::string SourceTree::line(const report::Place &At) {
  auto [It, New] = Quoted.try_emplace(At.Path);
  if (New)
    It->second = analysed(At.Path);
  StringRef Rest = It->second;
  for (uint32_t Line = 1; Line < At.Line; ++Line)
    Rest = Rest.split('\n').second;
  return At.Line ? Rest.split('\n').first.str() : std::string();
}

std::string SourceTree::inRoot(StringRef File) const { return All.path(File); }

std::string SourceTree::analysed(StringRef File) const {
  if (!Source)
    return read(File);
  const auto Text = Source(File);
  return Text ? Text->getBuffer().str() : std::string();
}

std::string SourceTree::read(StringRef File) const {
  const auto Text = flow::readIfThere(inRoot(File));
  return Text ? Text->getBuffer().str() : std::string();
}

/// Empty if it fails.
std::string SourceTree::run(StringRef Program,
                            llvm::ArrayRef<StringRef> Args) const {
  auto Text = runProgram(Program, Args);
  if (Text)
    return *Text;
  llvm::consumeError(Text.takeError());
  return "";
}

std::string SourceTree::git(llvm::ArrayRef<StringRef> Args) const {
  llvm::SmallVector<StringRef, 16> All = {"-C", Root, "--no-pager"};
  All.append(Args.begin(), Args.end());
  return run("git", All);
}

std::string SourceTree::author() const {
  // "NAME <ADDRESS> SECONDS ZONE"
  const std::string Ident = git({"var", "GIT_AUTHOR_IDENT"});
  const size_t End = Ident.find('>');
  return End == std::string::npos ? "Your Name <you@example.org>"
                                  : Ident.substr(0, End + 1);
}

std::string SourceTree::kernel() const {
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

std::string SourceTree::makefileOf(StringRef File) const {
  llvm::SmallString<128> Makefile(path::parent_path(File));
  path::append(Makefile, "Makefile");
  return read(Makefile);
}

std::string SourceTree::configuration(StringRef File) {
  const StringRef Config = text(".config");
  const std::string Option = optionOf(makefileOf(File), path::stem(File));
  std::string Arch, Is;
  for (StringRef Line : llvm::split(Config, '\n'))
    if (Line.consume_front("# Linux/"))
      Arch = Line.split(' ').first.str();
    else if (!Option.empty() && Line.starts_with(Option + "="))
      Is = ", " + Line.str();
  return Arch + Is;
}

/// "net: niu: " of a commit's subject, without the last colon; or nothing.
static StringRef prefixOf(StringRef Subject) {
  const size_t At = Subject.rfind(": ");
  if (At == StringRef::npos)
    return "";
  const StringRef Prefix = Subject.take_front(At);
  // A part with blanks is text.
  for (StringRef Part : llvm::split(Prefix, ": "))
    if (Part.empty() || Part.contains(' '))
      return "";
  return Prefix;
}

/// What the commits of \p File begin with most often, or a guess.
std::string SourceTree::prefix(StringRef File) {
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
  if (Prefix.empty())
    Prefix = subjectPrefix(File, makefileOf(File));
  return Prefix;
}

/// What scripts/get_maintainer.pl says of \p File. It refuses a file that is
/// not there, as one that a build has generated elsewhere, but takes a patch of
/// it.
std::string SourceTree::maintainersOf(StringRef File) const {
  llvm::SmallVector<StringRef, 8> Ask = {"-C",
                                         Root,
                                         "perl",
                                         "scripts/get_maintainer.pl",
                                         "--no-git-fallback",
                                         "--rolestats"};
  if (fs::exists(Root + "/" + File)) {
    Ask.append({"-f", File});
    return run("env", Ask);
  }
  llvm::SmallString<128> Patch;
  int Descriptor = -1;
  if (fs::createTemporaryFile("pvlint", "patch", Descriptor, Patch))
    return "";
  llvm::FileRemover Remove(Patch);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true)
      << "--- a/" << File << "\n+++ b/" << File << "\n@@ -1 +1 @@\n";
  Ask.push_back(Patch);
  return run("env", Ask);
}

void SourceTree::addPeople(StringRef File, report::MailFacts &Facts) {
  static constexpr StringRef Script = "scripts/get_maintainer.pl";
  if (!fs::exists(inRoot(Script)))
    return;
  auto [It, New] = People.try_emplace(File);
  if (New)
    It->second = maintainersOf(File);
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

std::string SourceTree::lastChange(StringRef File, unsigned Line) const {
  if (!HasGit || !Line)
    return "";
  const std::string Range = llvm::formatv("{0},{0}:{1}", Line, File).str();
  return StringRef(git({"log", "-s", "-n", "1", "--abbrev=12",
                        "--format=%h (\"%s\")", "-L", Range}))
      .split('\n')
      .first.str();
}

} // namespace pvlint::output
