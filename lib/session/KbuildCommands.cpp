//===- KbuildCommands.cpp - the commands that Kbuild recorded -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/KbuildCommands.h"
#include "ir/ReadFile.h"
#include "session/Paths.h"
#include "session/StandIn.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <optional>
#include <tuple>

using llvm::createStringError;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {
namespace {

/// How Kbuild made an object.
struct Recipe {
  std::string Object; ///< as make calls it
  std::string Command, Source;
};

/// As the shell got it: Kbuild writes it for make to read.
std::string unescaped(StringRef Text) {
  std::string Result;
  while (!Text.empty())
    if (Text.consume_front("$(pound)") || Text.consume_front("\\#"))
      Result += '#';
    else if (Text.consume_front("$$"))
      Result += '$';
    else {
      Result += Text.front();
      Text = Text.drop_front();
    }
  return Result;
}

/// The first of several commands: objtool and others come after the compiler.
StringRef firstCommand(StringRef Text) {
  char Quote = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    if (Quote ? C == Quote : C == '\'' || C == '"')
      Quote = Quote ? 0 : C;
    else if (C == '\\' && Quote != '\'')
      ++I;
    else if (C == ';' && !Quote)
      return Text.take_front(I);
  }
  return Text;
}

bool isSource(StringRef Word) {
  return Word.ends_with(".c") || Word.ends_with(".S");
}

/// What the first line of a .cmd file says of C or assembly of the kernel. The
/// vDSO is none: it runs in user space, on arm64 as code of another
/// architecture.
std::optional<Recipe> parseRecipe(StringRef Text) {
  StringRef Line = Text.split('\n').first;
  Line.consume_front("saved"); // since 6.3
  if (!Line.consume_front("cmd_"))
    return std::nullopt;
  auto [Object, Command] = Line.split(" := ");
  llvm::SmallVector<StringRef, 128> Words;
  Command.split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  if (!Object.ends_with(".o") || llvm::none_of(Words, isKernelFlag) ||
      Command.contains(" -DBUILD_VDSO"))
    return std::nullopt;
  const std::string Whole = unescaped(Command);
  const StringRef First = firstCommand(Whole).trim();
  // The last word of Linux's commands, in the middle of Xen's.
  StringRef Source = First.rsplit(' ').second;
  if (!isSource(Source))
    Source = First.rsplit(" -c ").second.split(' ').first;
  if (!isSource(Source))
    return std::nullopt;
  return Recipe{Object.str(), First.str(), Source.str()};
}

/// Where make ran, given where the object is and what make calls it; empty
/// when that does not tell. arch/x86/kvm/../../../virt/kvm/eventfd.o is one.
std::string folderOfMake(StringRef Object, StringRef Name) {
  llvm::SmallString<128> Plain(Name);
  path::remove_dots(Plain, /*remove_dot_dot=*/true);
  if (path::is_absolute(Plain) || !Object.consume_back(Plain) ||
      !Object.consume_back("/"))
    return "";
  return Object.str();
}

/// Folders at the top without code of the kernel.
bool isLeftOut(StringRef Path, StringRef Build) {
  return path::parent_path(Path) == Build &&
         llvm::is_contained({".git", ".pvlint", "Documentation", "include",
                             "scripts", "tools"},
                            path::filename(Path));
}

} // namespace

bool isKernelFlag(StringRef Flag) {
  return Flag == "-D__KERNEL__" || Flag == "-D__XEN__";
}

llvm::Expected<KbuildCommands> readKbuildCommands(StringRef Build,
                                                  StringRef MakeFolder) {
  const std::string Root = realPath(Build);
  KbuildCommands All;
  std::error_code E;
  // An O= folder has a link to the sources.
  fs::recursive_directory_iterator I(Root, E, /*follow_symlinks=*/false), End;
  for (; I != End && !E; I.increment(E)) {
    const StringRef Path = I->path();
    if (I->type() == fs::file_type::directory_file && isLeftOut(Path, Root))
      I.no_push();
    StringRef Name = path::filename(Path);
    if (!Name.consume_front(".") || !Name.consume_back(".cmd") ||
        !Name.ends_with(".o"))
      continue;
    auto Text = flow::readFile(Path, flow::Pipes::Refused);
    if (!Text)
      return createStringError("cannot read '" + Path +
                               "': " + llvm::toString(Text.takeError()));
    const std::optional<Recipe> R = parseRecipe((*Text)->getBuffer());
    if (!R)
      continue;
    const std::string Object = (path::parent_path(Path) + "/" + Name).str();
    std::string Directory = folderOfMake(Object, R->Object);
    if (Directory.empty())
      Directory = MakeFolder.str();
    if (Directory.empty())
      return createStringError("'" + Path +
                               "' does not tell where make ran: give -C KDIR, "
                               "as to make");
    const std::string Source = realPath(absolute(R->Source, Directory));
    if (!fs::exists(Source))
      ++All.Gone;
    else
      All.Entries.push_back(
          {std::move(Directory), Source, withoutStandIn(R->Command)});
  }
  if (E)
    return createStringError("cannot read folder '" + Build +
                             "': " + E.message());
  llvm::sort(All.Entries, [](const CompileEntry &A, const CompileEntry &B) {
    return std::tie(A.File, A.Command, A.Directory) <
           std::tie(B.File, B.Command, B.Directory);
  });
  return All;
}

void writeDatabase(llvm::raw_ostream &OS, const KbuildCommands &Commands) {
  llvm::json::OStream J(OS, 2);
  J.array([&] {
    for (const CompileEntry &E : Commands.Entries)
      J.object([&] {
        J.attribute("command", llvm::json::fixUTF8(E.Command));
        J.attribute("directory", llvm::json::fixUTF8(E.Directory));
        J.attribute("file", llvm::json::fixUTF8(E.File));
      });
  });
  OS << '\n';
}

} // namespace pvlint::session
