//===- Jobs.cpp - which units to analyse, and with which flags ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Jobs.h"
#include "ObjectUnit.h"
#include "session/Json.h"
#include "session/Paths.h"
#include "session/StandIn.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using llvm::createStringError;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {

static constexpr StringRef DatabaseName = "compile_commands.json";

/// Objects need no compile command.
static bool onlyObjects(const Inputs &In) {
  return !In.Flags && In.BuildPath.empty() && !In.Files.empty() &&
         llvm::all_of(In.Files, isObject);
}

llvm::Expected<std::string> sourceRoot(const Inputs &In) {
  if (In.Flags || onlyObjects(In))
    return realPath(currentDirectory());
  auto Database =
      findDatabase(In.BuildPath, In.Files.empty() ? "." : In.Files.front());
  if (!Database)
    return Database.takeError();
  const std::string Real = realPath(*Database);
  return path::parent_path(Real).str();
}

llvm::Expected<std::string> findDatabase(StringRef BuildPath,
                                         StringRef FirstFile) {
  SmallString<128> Path;
  if (!BuildPath.empty()) {
    Path = BuildPath;
    if (fs::is_directory(Path))
      path::append(Path, DatabaseName);
    if (!fs::exists(Path))
      return createStringError("no such file: '" + Path.str() +
                               "' (in a kernel tree: make " + DatabaseName +
                               "; without building it: pvlint help compdb)");
    return Path.str().str();
  }
  std::string Start = absolute(FirstFile, currentDirectory());
  for (StringRef Folder = path::parent_path(Start); !Folder.empty();
       Folder = path::parent_path(Folder)) {
    Path = Folder;
    path::append(Path, DatabaseName);
    if (fs::exists(Path))
      return Path.str().str();
  }
  return createStringError(
      "no " + DatabaseName + " above '" + FirstFile +
      "': give -p BUILD or -- FLAGS (in a kernel tree: make " + DatabaseName +
      "; without building it: pvlint help compdb)");
}

/// The flags of \p Command, and its file as the command has it: diagnostics
/// print that.
/// Puts what is in response files ("@FILE") in their place. Returns why that
/// cannot be done, or "".
static std::string expandResponseFiles(std::vector<std::string> &Words,
                                       StringRef Directory) {
  if (llvm::none_of(Words, [](StringRef W) { return W.starts_with("@"); }))
    return "";
  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<const char *, 64> Expanded;
  for (const std::string &Word : Words)
    Expanded.push_back(Word.c_str());
  llvm::cl::ExpansionContext Context(Memory, llvm::cl::TokenizeGNUCommandLine);
  Context.setVFS(llvm::vfs::getRealFileSystem().get())
      .setCurrentDir(Directory)
      .setRelativeNames(true);
  if (llvm::Error E = Context.expandResponseFiles(Expanded))
    return llvm::toString(std::move(E));
  Words.assign(Expanded.begin(), Expanded.end());
  // One that is not there is left as it stands.
  for (StringRef Word : Words)
    if (Word.consume_front("@"))
      return ("no such response file: '" + Word + "'").str();
  return "";
}

static Job jobOf(CompileCommand Command, StringRef Name) {
  Job J;
  J.Name = Name.str();
  J.Directory = absolute(Command.Directory, currentDirectory());
  J.Problem = expandResponseFiles(Command.CommandLine, J.Directory);
  replaceStandIn(Command.CommandLine);
  if (!Command.CommandLine.empty()) {
    J.Driver = Command.CommandLine.front();
    Command.CommandLine.erase(Command.CommandLine.begin());
  }
  J.Flags = CompileFlags(Command.CommandLine);
  const std::string Wanted = absolute(Command.Filename, J.Directory);
  J.File = Command.Filename;
  for (const std::string &Input : J.Flags.Inputs)
    if (absolute(Input, J.Directory) == Wanted)
      J.File = Input;
  return J;
}

/// \p Path from \p Directory if it is below it.
static StringRef below(StringRef Path, StringRef Directory) {
  StringRef Rest = Path;
  if (Rest.consume_front(Directory) && Rest.consume_front("/"))
    return Rest;
  return Path;
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
loadDatabase(StringRef Path) {
  auto Failed = [&](const llvm::Twine &Why) {
    return createStringError("cannot use '" + Path + "': " + Why);
  };
  if (const std::string Why = unreadable(Path, currentDirectory());
      !Why.empty())
    return Failed(Why);
  auto Bytes = llvm::MemoryBuffer::getFile(Path);
  if (!Bytes)
    return Failed(Bytes.getError().message());
  const StringRef Text = (*Bytes)->getBuffer();
  // Clang reads YAML, and takes what comes before an error for all there is.
  if (auto Whole = parseJson(Text); !Whole)
    return Failed(llvm::toString(Whole.takeError()) +
                  " (make it again: is it whole?)");
  std::string Message;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer(
          Text, Message, JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return Failed(StringRef(Message).trim().split('\n').first);
  return inferMissingCompileCommands(std::move(Database));
}

std::vector<Job> jobsFor(const CompilationDatabase &Database, StringRef Full,
                         StringRef Name, std::string &Donor) {
  std::vector<Job> Jobs;
  for (CompileCommand &C : Database.getCompileCommands(Full)) {
    const std::string From = C.Heuristic;
    Job J = jobOf(std::move(C), Name);
    if (StringRef Lender = From; Lender.consume_front("inferred from ")) {
      J.File = below(Full, J.Directory).str();
      Donor = below(Lender, J.Directory).str();
    }
    Jobs.push_back(std::move(J));
  }
  return Jobs;
}

static std::vector<Job> objects(const Inputs &In) {
  const std::string Here = currentDirectory();
  std::vector<Job> Jobs;
  for (const std::string &File : In.Files)
    Jobs.push_back({File, Here, File, "", {}, unreadable(File, Here)});
  return Jobs;
}

static llvm::Expected<std::vector<Job>> fromDatabase(const Inputs &In,
                                                     bool Quiet) {
  auto Path =
      findDatabase(In.BuildPath, In.Files.empty() ? "" : In.Files.front());
  if (!Path)
    return Path.takeError();
  auto Loaded = loadDatabase(*Path);
  if (!Loaded)
    return Loaded.takeError();
  const CompilationDatabase *Database = Loaded->get();

  std::vector<Job> Jobs;
  if (In.Files.empty()) {
    for (CompileCommand &C : Database->getAllCompileCommands()) {
      if (!StringRef(C.Filename).ends_with(".c"))
        continue;
      Job J = jobOf(std::move(C), "");
      J.Name = J.File;
      if (J.Problem.empty())
        J.Problem = unreadable(J.File, J.Directory);
      Jobs.push_back(std::move(J));
    }
    if (Jobs.empty())
      return createStringError("no .c file in '" + *Path + "'");
    return Jobs;
  }

  const std::string Here = currentDirectory();
  for (const std::string &File : In.Files) {
    if (std::string Problem = unreadable(File, Here); !Problem.empty()) {
      Job J;
      J.Name = J.File = File;
      J.Directory = Here;
      J.Problem = Problem;
      Jobs.push_back(std::move(J));
      continue;
    }
    const std::string Full = absolute(File, Here);
    std::string Donor;
    std::vector<Job> Ways = jobsFor(*Database, Full, File, Donor);
    if (!Donor.empty() && !Quiet)
      llvm::errs() << "pvlint: note: no entry for '" << File << "' in " << *Path
                   << ", using the flags of '" << Donor << "'\n";
    if (Ways.empty()) {
      Job J;
      J.Name = J.File = File;
      J.Directory = Here;
      J.Problem = "no entry in " + *Path + " that could lend its flags";
      Jobs.push_back(std::move(J));
    }
    std::move(Ways.begin(), Ways.end(), std::back_inserter(Jobs));
  }
  return Jobs;
}

static std::vector<Job> fromFlags(const Inputs &In, bool Quiet) {
  llvm::ArrayRef<std::string> Args = *In.Flags;
  std::string Driver;
  // A whole command starts with the compiler.
  if (!Args.empty() && !StringRef(Args.front()).starts_with("-") &&
      path::extension(Args.front()) != ".c" && !isObjectUnit(Args.front())) {
    Driver = Args.front();
    Args = Args.drop_front();
  }
  CompileFlags Flags(Args);
  if (!Quiet)
    for (const std::string &Flag : Flags.Unknown)
      llvm::errs() << "pvlint: note: flag '" << Flag
                   << "' is not known to Clang and is ignored\n";
  const std::string Here = currentDirectory();
  std::vector<Job> Jobs;
  // Without a FILE before "--", the command's own.
  for (const std::string &File : In.Files.empty() ? Flags.Inputs : In.Files)
    Jobs.push_back({File, Here, File, Driver, Flags, unreadable(File, Here)});
  return Jobs;
}

llvm::Expected<std::vector<Job>> collectJobs(const Inputs &In, bool Quiet) {
  if (In.Flags && !In.BuildPath.empty())
    return createStringError("give either -p BUILD or -- FLAGS, not both");
  if (In.Files.empty() && !In.Flags && In.BuildPath.empty())
    return createStringError("no file to check (see 'pvlint check --help')");
  auto Jobs = onlyObjects(In) ? llvm::Expected<std::vector<Job>>(objects(In))
              : In.Flags      ? fromFlags(In, Quiet)
                              : fromDatabase(In, Quiet);
  if (!Jobs)
    return Jobs.takeError();
  if (Jobs->empty())
    return createStringError("no file to check (see 'pvlint check --help')");
  return Jobs;
}

} // namespace pvlint::session
