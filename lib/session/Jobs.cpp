//===- Jobs.cpp - which units to analyse, and with which flags ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Jobs.h"
#include "ObjectUnit.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "session/Compiler.h"
#include "session/Includers.h"
#include "session/Json.h"
#include "session/NamedFiles.h"
#include "session/Paths.h"
#include "session/ResponseFiles.h"
#include "session/Root.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using llvm::createStringError;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {

static constexpr StringRef DatabaseName = "compile_commands.json";

bool isHeader(StringRef File) { return path::extension(File) == ".h"; }

bool needsNoDatabase(const Inputs &In) {
  return !In.Flags && In.BuildPath.empty() && !In.Files.empty() &&
         llvm::all_of(In.Files, isObject);
}

llvm::Expected<std::string> findDatabase(StringRef BuildPath,
                                         StringRef FirstFile) {
  SmallString<128> Path;
  if (!BuildPath.empty()) {
    Path = BuildPath;
    if (fs::is_directory(Path))
      path::append(Path, DatabaseName);
    if (!fs::exists(Path))
      return createStringError(
          "no such file: '" + Path.str() + "' (in a kernel tree: make " +
          DatabaseName +
          "; without building it, and for Xen: pvlint help compdb)");
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
      "; without building it, and for Xen: pvlint help compdb)");
}

llvm::Expected<std::string> findDatabase(const Inputs &In) {
  auto Found = findDatabase(In.BuildPath, In.Files.empty() ? "."
                                          : In.Files.front() == Stdin
                                              ? In.StdinName
                                              : In.Files.front());
  // Who stands in a build folder names sources that lie elsewhere.
  if (!Found && In.BuildPath.empty() && fs::exists(DatabaseName)) {
    llvm::consumeError(Found.takeError());
    return DatabaseName.str();
  }
  return Found;
}

/// The flags of \p Command, and its file as the command has it: diagnostics
/// print that.
static Job jobOf(CompileCommand Command, StringRef Name) {
  Job J;
  J.Name = Name.str();
  J.Directory = absolute(Command.Directory, currentDirectory());
  J.Problem = expandResponseFiles(Command.CommandLine, J.Directory);
  CompilerCommand Compiler = splitCommand(std::move(Command.CommandLine));
  J.Driver = std::move(Compiler.Compiler);
  J.Flags = CompileFlags(Compiler.Args);
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

namespace {

/// A database of which only C files are known by name, so that no other lends
/// its flags to a file without an entry.
class OnlySources : public CompilationDatabase {
public:
  explicit OnlySources(std::unique_ptr<CompilationDatabase> All)
      : All(std::move(All)) {}

  std::vector<CompileCommand>
  getCompileCommands(StringRef File) const override {
    return All->getCompileCommands(File);
  }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    return All->getAllCompileCommands();
  }
  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Files = All->getAllFiles();
    llvm::erase_if(Files, [](StringRef File) { return !File.ends_with(".c"); });
    return Files;
  }

private:
  std::unique_ptr<CompilationDatabase> All;
};

} // namespace

/// Drops entries that are there before: they say nothing new.
static void dropRepeated(llvm::json::Value &Database) {
  llvm::json::Array *All = Database.getAsArray();
  if (!All)
    return;
  llvm::StringSet<> Seen;
  llvm::json::Array Once;
  for (llvm::json::Value &Entry : *All)
    if (Seen.insert(llvm::formatv("{0}", Entry).str()).second)
      Once.push_back(std::move(Entry));
  Database = std::move(Once);
}

/// What is wrong with the first entry that Clang could not use, or "".
static std::string wrongEntry(const llvm::json::Value &Database) {
  const llvm::json::Array *All = Database.getAsArray();
  if (!All)
    return "it is not a list of compile commands";
  for (size_t I = 0; I != All->size(); ++I) {
    auto Wrong = [&](llvm::StringRef Why) {
      return ("entry " + llvm::Twine(I + 1) + Why).str();
    };
    const llvm::json::Object *Entry = (*All)[I].getAsObject();
    if (!Entry)
      return Wrong(" is not an object");
    for (StringRef Key : {"directory", "file"})
      if (const auto Value = Entry->getString(Key); !Value || Value->empty())
        return Wrong(
            (": \"" + Key + "\" is missing, or is not a string").str());
    const llvm::json::Array *Words = Entry->getArray("arguments");
    if (Words ? Words->empty() ||
                    !llvm::all_of(*Words,
                                  [](const auto &Word) {
                                    return Word.getAsString().has_value();
                                  })
              : Entry->getString("command").value_or("").trim().empty())
      return Wrong(": \"arguments\", a list of strings, and \"command\" are "
                   "missing");
  }
  return "";
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
loadDatabase(StringRef Path) {
  auto Failed = [&](const llvm::Twine &Why) {
    return createStringError("cannot use '" + Path + "': " + Why);
  };
  if (const std::string Why = unreadable(Path, currentDirectory());
      !Why.empty())
    return Failed(Why);
  auto Bytes = flow::readFile(Path, flow::Pipes::Refused);
  if (!Bytes)
    return Failed(llvm::toString(Bytes.takeError()));
  // Clang reads YAML: it takes what comes before an error for all there is, and
  // half of a surrogate pair for a character. So it gets what JSON says, in
  // UTF-8.
  auto Whole = parseJson((*Bytes)->getBuffer());
  if (!Whole)
    return Failed(llvm::toString(Whole.takeError()) +
                  " (make it again: is it whole?)");
  if (const std::string Wrong = wrongEntry(*Whole); !Wrong.empty())
    return Failed(Wrong);
  dropRepeated(*Whole);
  std::string Message;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer(
          llvm::formatv("{0}", *Whole).str(), Message,
          JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return Failed(StringRef(Message).trim().split('\n').first);
  return inferMissingCompileCommands(
      std::make_unique<OnlySources>(std::move(Database)));
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

static void note(const llvm::Twine &Text, bool Quiet) {
  if (!Quiet)
    flow::notes() << "pvlint: note: " << Text << '\n';
}

/// What stands on stdin, which \p In gives a name.
static llvm::Expected<std::string> contentsOfStdin(const Inputs &In) {
  if (isObjectUnit(In.StdinName))
    return createStringError("option '--stdin-filename': '" + In.StdinName +
                             "' is not a C file");
  auto Text = llvm::MemoryBuffer::getSTDIN();
  if (!Text)
    return createStringError("cannot read stdin: " + Text.getError().message());
  return (*Text)->getBuffer().str();
}

static Job jobWithProblem(StringRef File, std::string Problem) {
  Job J;
  J.Name = J.File = File.str();
  J.Directory = currentDirectory();
  J.Problem = std::move(Problem);
  return J;
}

/// The ways in which \p File, as the user names it, is compiled according to
/// the database at \p Path.
static llvm::Expected<std::vector<Job>>
jobsOf(const CompilationDatabase &Database, const std::string &File,
       const std::string &Path, const flow::SourceRoot &Root, const Inputs &In,
       bool Quiet) {
  const std::string Here = currentDirectory();
  const bool IsStdin = File == Stdin;
  const std::string &Name = IsStdin ? In.StdinName : File;
  if (std::string Problem = IsStdin ? "" : unreadable(File, Here);
      !Problem.empty())
    return std::vector{jobWithProblem(File, Problem)};
  const std::string Full = absolute(Name, Here);
  std::string Donor;
  std::vector<Job> Jobs = jobsFor(Database, Full, Name, Donor);
  if (!Donor.empty() && !IsStdin && isHeader(Name))
    if (auto J = findIncluder(Database, realPath(Full), Root)) {
      note("'" + Name + "' is analysed in '" + J->Name + "', which includes it",
           Quiet);
      J->Name = Name;
      J->Header = Full;
      return std::vector{std::move(*J)};
    }
  if (!Donor.empty())
    note("no entry for '" + Name + "' in " + Path + ", using the flags of '" +
             Donor + "'",
         Quiet);
  if (Jobs.empty())
    return std::vector{jobWithProblem(Name, "no entry in " + Path +
                                                " that could lend its flags")};
  if (!IsStdin)
    return Jobs;
  auto Contents = contentsOfStdin(In);
  if (!Contents)
    return Contents.takeError();
  for (Job &J : Jobs)
    J.Contents = *Contents;
  return Jobs;
}

static llvm::Expected<std::vector<Job>> fromDatabase(const Inputs &In,
                                                     bool Quiet) {
  auto Path = findDatabase(In);
  if (!Path)
    return Path.takeError();
  auto Loaded = loadDatabase(*Path);
  if (!Loaded)
    return Loaded.takeError();
  const CompilationDatabase *Database = Loaded->get();
  auto Root = sourceRoot(In);
  if (!Root)
    return Root.takeError();

  std::vector<Job> Jobs;
  if (In.Files.empty()) {
    for (CompileCommand &C : Database->getAllCompileCommands()) {
      if (!StringRef(C.Filename).ends_with(".c"))
        continue;
      Job J = jobOf(std::move(C), "");
      J.Name = Root->name(absolute(J.File, J.Directory));
      if (J.Problem.empty())
        J.Problem = unreadable(J.File, J.Directory);
      Jobs.push_back(std::move(J));
    }
    if (Jobs.empty())
      return createStringError("no .c file in '" + *Path + "'");
    if (llvm::none_of(Jobs,
                      [](const Job &J) { return path::is_relative(J.Name); }))
      note("no source is below '" + Root->folder() +
               "', from where files are named: give --root DIR",
           Quiet);
    return Jobs;
  }

  const std::vector<std::string> Known = Database->getAllFiles();
  auto Files = namedFiles(In.Files, Root->folder(), &Known);
  if (!Files)
    return Files.takeError();
  for (const std::string &File : *Files) {
    auto Ways = jobsOf(*Database, File, *Path, *Root, In, Quiet);
    if (!Ways)
      return Ways.takeError();
    std::move(Ways->begin(), Ways->end(), std::back_inserter(Jobs));
  }
  return Jobs;
}

static llvm::Expected<std::vector<Job>> fromFlags(const Inputs &In,
                                                  bool Quiet) {
  const std::string Here = currentDirectory();
  std::vector<std::string> Words = *In.Flags;
  if (const std::string Why = expandResponseFiles(Words, Here); !Why.empty())
    return createStringError(Why);
  // A whole command starts with the compiler.
  const CompilerCommand Command = splitCommand(std::move(Words));
  const CompileFlags Flags(Command.Args);
  // Without a FILE before "--", the command's own.
  auto Files = namedFiles(In.Files.empty() ? Flags.Inputs : In.Files,
                          absolute(In.Root, Here), nullptr);
  if (!Files)
    return Files.takeError();
  for (const std::string &Flag : Flags.Unknown)
    note("flag '" + Flag + "' is not known to Clang and is ignored", Quiet);
  std::vector<Job> Jobs;
  for (const std::string &File : *Files) {
    Job J{File, Here, File, Command.Compiler, Flags, ""};
    if (File != Stdin) {
      J.Problem = unreadable(File, Here);
    } else {
      auto Contents = contentsOfStdin(In);
      if (!Contents)
        return Contents.takeError();
      J.Name = J.File = In.StdinName;
      J.Contents = std::move(*Contents);
    }
    Jobs.push_back(std::move(J));
  }
  return Jobs;
}

llvm::Expected<std::vector<Job>> collectJobs(const Inputs &In, bool Quiet) {
  if (In.Flags && !In.BuildPath.empty())
    return createStringError("give either -p BUILD or -- FLAGS, not both");
  if (In.Files.empty() && !In.Flags && In.BuildPath.empty())
    return createStringError("no file to check (see 'pvlint check --help')");
  if (llvm::is_contained(In.Files, Stdin) && In.StdinName.empty())
    return createStringError("'-' is stdin: give --stdin-filename FILE, the "
                             "name of what stands there");
  auto Jobs = needsNoDatabase(In)
                  ? llvm::Expected<std::vector<Job>>(objects(In))
              : In.Flags ? fromFlags(In, Quiet)
                         : fromDatabase(In, Quiet);
  if (!Jobs)
    return Jobs.takeError();
  if (Jobs->empty())
    return createStringError("no file to check (see 'pvlint check --help')");
  return Jobs;
}

} // namespace pvlint::session
