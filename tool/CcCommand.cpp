//===- CcCommand.cpp - pvlint cc ------------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   make O=DIR LLVM=1 CC="pvlint cc" kernel/ mm/
//
// Replaces the compiler while Kbuild walks the tree. An ordinary C file of the
// kernel becomes a flow file in the store, and gets an empty object; its
// dependencies are written as a compiler does, so that Kbuild knows what to
// redo. The real compiler gets everything that has to be real: host programs,
// probes, assembly, and code whose objects are read while the kernel is
// built.
//
//   make O=DIR LLVM=1 CC="pvlint cc --commands-only" kernel/ mm/
//
// Nothing is analysed: Kbuild records each command, for 'pvlint compdb', and is
// done in minutes. Assembly is not compiled either.
//
// Kbuild sees from the recorded command that an empty object is not a real one:
// a make with another CC compiles it again.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "EmptyObject.h"
#include "batch/ExtractUnit.h"
#include "batch/WorkerPool.h"
#include "ir/Notes.h"
#include "session/Compiler.h"
#include "session/KbuildCommands.h"
#include "session/Paths.h"
#include "session/ResponseFiles.h"
#include "session/Root.h"
#include "session/StandIn.h"
#include "store/Store.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <csignal>
#include <cstring>
#include <unistd.h>

using llvm::Error;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::tool {
namespace {

struct Command {
  std::vector<std::string> Compiler; ///< "ccache gcc"
  std::vector<std::string> Args;     ///< without the compiler
  std::string Source, Object, DependencyFile;
  std::string Target; ///< what make calls the object, where that differs

  /// A file of the kernel whose object is linked and not used otherwise.
  bool isKernelUnit() const {
    return Kernel && Compiles && !Source.empty() && !Object.empty() &&
           !isLookedInto();
  }

  bool isAssembly() const { return StringRef(Source).ends_with(".S"); }

  explicit Command(llvm::ArrayRef<std::string> Given) {
    // CC="pvlint cc clang-19"
    const size_t Words = session::countCompilerWords(Given);
    Compiler = Given.take_front(Words).vec();
    if (Compiler.empty())
      Compiler = {session::defaultCompiler()};
    Args = Given.drop_front(Words).vec();
    unsigned Sources = 0;
    for (size_t I = 0; I != Args.size(); ++I) {
      StringRef Arg = Args[I];
      Kernel |= session::isKernelFlag(Arg);
      Compiles |= Arg == "-c";
      const bool HasValue = I + 1 != Args.size();
      // -MD before Linux 5.8.
      if (Arg.consume_front("-Wp,-MMD,") || Arg.consume_front("-Wp,-MD,"))
        DependencyFile = Arg.str();
      else if (Arg == "-MF" && HasValue) // Xen's
        DependencyFile = Args[++I];
      else if (Arg == "-MQ" && HasValue)
        Target = Args[++I];
      else if (Arg == "-o" && HasValue)
        Object = Args[++I];
      else if (Arg == "-include" || Arg == "-isystem" || Arg == "-I")
        ++I;
      else if (!Arg.starts_with("-") &&
               (Arg.ends_with(".c") || Arg.ends_with(".S")))
        ++Sources, Source = Arg.str();
    }
    // Xen renames symbols on the way from .NAME.o.tmp to NAME.o.
    if (Target.empty())
      Target = Object;
    if (Sources != 1 || !StringRef(Target).ends_with(".o"))
      Source.clear();
  }

private:
  bool Kernel = false, Compiles = false;

  /// Copied into images, converted, or run during the build.
  bool isLookedInto() const {
    for (StringRef Flag : {"-DBUILD_VDSO", "-D_SETUP", "-D__NVHE_HYPERVISOR__",
                           "-D__KVM_NVHE_HYPERVISOR__"})
      if (llvm::is_contained(Args, Flag))
        return true;
    StringRef Folder = path::parent_path(Object);
    if (Folder.starts_with("scripts/"))
      return true;
    for (StringRef Part :
         llvm::make_range(path::begin(Folder), path::end(Folder)))
      for (StringRef Name :
           {"vdso", "vdso32", "vdso64", "boot", "realmode", "purgatory",
            "libstub", "nvhe", "pi", "test_fortify"})
        if (Part == Name)
          return true;
    return false;
  }
};

[[noreturn]] void becomeCompiler(const Command &C) {
  std::vector<char *> Argv;
  for (const std::vector<std::string> *Words : {&C.Compiler, &C.Args})
    for (const std::string &Word : *Words)
      Argv.push_back(const_cast<char *>(Word.c_str()));
  Argv.push_back(nullptr);
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_DFL);
  ::execvp(Argv[0], Argv.data());
  flow::notes() << "pvlint: error: cannot run '" << Argv[0]
                << "': " << std::strerror(errno)
                << " (the real compiler: PVLINT_CLANG=…)\n";
  ::_exit(127);
}

void warn(StringRef Source, StringRef Message) {
  flow::notes() << ("pvlint: warning: '" + Source +
                    "' is not analysed: " + Message + "\n")
                       .str();
}

/// As make reads it, and Kbuild's fixdep.
std::error_code
writeDependencies(const Command &C, StringRef Here,
                  llvm::ArrayRef<frontend::Extraction::Dependency> Files) {
  if (C.DependencyFile.empty())
    return {};
  std::error_code E;
  llvm::raw_fd_ostream OS(C.DependencyFile, E);
  if (E)
    return E;
  OS << C.Target << ": " << C.Source;
  for (const auto &Read : Files.empty() ? Files : Files.drop_front()) {
    StringRef File = Read.Path;
    if (File.consume_front(Here))
      File.consume_front("/");
    OS << " \\\n  " << File;
  }
  OS << '\n';
  OS.close();
  E = OS.error();
  OS.clear_error();
  return E;
}

Error analyse(const Command &C, const Options &O, const std::string &Here) {
  if (const std::string Why = session::unreadable(C.Source, Here); !Why.empty())
    return llvm::createStringError(Why);
  session::Job J;
  J.Directory = Here;
  std::vector<std::string> Args = C.Args;
  if (const std::string Why = session::expandResponseFiles(Args, Here);
      !Why.empty())
    return llvm::createStringError(Why);
  J.Flags = session::CompileFlags(Args);
  J.Driver = C.Compiler.back();
  J.File = C.Source;
  auto Found = session::rootOfBuild(Here, O.In.Root);
  if (!Found)
    return Found.takeError();
  const flow::SourceRoot &Root = *Found;
  const flow::Digest Key = batch::extractionKey(O.ContractFiles);
  frontend::HeaderTable Headers;
  batch::initializeExtraction();
  batch::ExtractedUnit U =
      batch::extractUnit(J, Root, O.ContractFiles, Headers);
  if (U.Failed)
    return llvm::createStringError(U.Error);
  if (std::error_code E = writeDependencies(C, Here, U.All.Dependencies))
    return llvm::createStringError("cannot write '" + C.DependencyFile +
                                   "': " + E.message());

  auto Out = llvm::sys::Process::GetEnv("PVLINT_OUT");
  auto S = store::Store::open(Out && !Out->empty() ? *Out : Here + "/.pvlint",
                              store::Store::Access::Add);
  if (!S)
    return S.takeError();
  auto Object = (*S)->objects().put(U.Bytes);
  if (!Object)
    return Object.takeError();
  std::vector<flow::HeaderFunction> &New = U.All.NewHeaders;
  std::vector<flow::Digest> Digests;
  for (const flow::HeaderFunction &H : New)
    Digests.push_back(H.Flow);
  return (*S)->transaction([&]() -> Error {
    // Others add files at the same time: their numbers hold from here on.
    store::FileTable Files(Root);
    if (Error E = (*S)->loadFiles(Files))
      return E;
    store::UnitRow Row;
    Row.Name = Root.name(session::absolute(C.Source, Here));
    Row.Key = batch::unitKey(J, Root, Key);
    Row.Object = *Object;
    Row.Functions = U.Functions;
    Row.Seconds = U.Seconds;
    for (const auto &File : U.All.Dependencies)
      Row.Files.push_back(Files.index(File.Path, File.Contents));
    llvm::sort(Row.Files);
    Row.Files.erase(llvm::unique(Row.Files), Row.Files.end());
    return (*S)->record(
        Row, Digests,
        [&](llvm::ArrayRef<unsigned> Missing) -> llvm::Expected<std::string> {
          return batch::packHeaders(New, Missing, *U.All.Contract,
                                    U.All.Unit.ContractName,
                                    U.All.Unit.ContractHash);
        },
        Files);
  });
}

/// In a separate process: a crash must not fail the build. False if it has not
/// written the dependencies.
bool analyseApart(const Command &C, const Options &O, const std::string &Here) {
  class CcWorker : public batch::Worker {
  public:
    const Command &C;
    const Options &O;
    const std::string &Here;

    CcWorker(const Command &C, const Options &O, const std::string &Here)
        : C(C), O(O), Here(Here) {}
    std::string work(uint32_t) override {
      return llvm::toString(analyse(C, O, Here));
    }
  };
  const std::string Problem =
      batch::workApart([&] { return std::make_unique<CcWorker>(C, O, Here); },
                       std::chrono::seconds(O.UnitTimeout));
  if (!Problem.empty())
    warn(C.Source, Problem);
  return Problem.empty();
}

} // namespace

ExitStatus runCc(const Options &O) {
  if (O.CommandsOnly && O.In.Flags->empty())
    return fail("'pvlint cc --commands-only' is for make: CC=\"pvlint cc "
                "--commands-only\" (see 'pvlint help cc')");
  const Command C(*O.In.Flags);
  if (!C.isKernelUnit() || (C.isAssembly() && !O.CommandsOnly))
    becomeCompiler(C);
  const std::string Here = session::currentDirectory();
  const bool Extracted = !O.CommandsOnly && analyseApart(C, O, Here);
  if (!Extracted)
    if (std::error_code E = writeDependencies(C, Here, {}))
      return fail("cannot write '" + llvm::Twine(C.DependencyFile) +
                  "': " + E.message());
  // A build that goes on is worth more than a fast one.
  if (!writeEmptyObject(C.Compiler, C.Args, C.Object))
    becomeCompiler(C);
  return output::Clean;
}

} // namespace pvlint::tool
