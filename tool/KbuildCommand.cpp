//===- KbuildCommand.cpp - pvlint kbuild ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   make C=1 CHECK="pvlint kbuild"
//
// Kbuild runs `$(CHECK) $(CHECKFLAGS) $(c_flags) FILE` from the top of the
// build tree for each unit. As sparse does, it says what it finds on stderr
// and does not break the build.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/CheckUnits.h"
#include "ir/Notes.h"
#include "output/UnitsReport.h"
#include "session/Compiler.h"
#include "session/Paths.h"
#include "session/ResponseFiles.h"
#include "session/Root.h"
#include "llvm/Support/Process.h"

namespace pvlint::tool {

/// Kbuild exports CC; a cross compiler's name has the target.
static session::CompilerCommand compilerOfKbuild() {
  const std::string CC = llvm::sys::Process::GetEnv("CC").value_or("");
  llvm::SmallVector<llvm::StringRef, 4> Words;
  llvm::StringRef(CC).split(Words, ' ', -1, /*KeepEmpty=*/false);
  return session::splitCommand({Words.begin(), Words.end()});
}

ExitStatus runKbuild(const Options &O) {
  session::Job J;
  session::CompilerCommand Compiler = compilerOfKbuild();
  // Flags in CC are in none of Kbuild's variables: "ccache clang --target=…".
  Compiler.Args.insert(Compiler.Args.end(), O.In.Flags->begin(),
                       O.In.Flags->end());
  J.Driver = std::move(Compiler.Compiler);
  J.Directory = session::currentDirectory();
  J.Problem = session::expandResponseFiles(Compiler.Args, J.Directory);
  J.Flags = session::CompileFlags(Compiler.Args);
  if (J.Flags.Inputs.empty())
    return fail("no file to check (see 'pvlint kbuild --help')");
  // Macros that adapt headers to sparse break them for a compiler.
  for (llvm::StringRef Name : {"-D__CHECKER__", "-D__CHECK_ENDIAN__"})
    J.Flags.remove(Name);
  J.Name = J.File = J.Flags.Inputs.back();
  if (J.Problem.empty())
    J.Problem = session::unreadable(J.File, J.Directory);

  session::UnitOptions Options;
  Options.Select = O.Report.Select;
  Options.ContractFiles = O.ContractFiles;
  Options.Color = O.Color.value_or(llvm::errs().is_displayed() &&
                                   llvm::errs().has_colors());
  if (llvm::errs().is_displayed())
    Options.Columns = llvm::sys::Process::StandardErrColumns();
  Options.LastOne = true;
  auto Root = session::rootOfBuild(J.Directory, O.In.Root);
  if (!Root)
    return fail(Root.takeError());
  Options.Root = Root->resolved();
  Options.NameFromRoot = true;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  output::Report Report(O.Report, OS);
  if (llvm::Error E = Report.open(Options.Root))
    return fail(std::move(E));

  session::initializeUnits();
  session::UnitReport Unit;
  batch::checkUnits(J, Options, {1, O.UnitTimeout},
                    [&](const session::Job &, session::UnitReport R) {
                      Unit = std::move(R);
                    });
  if (Unit.Failed && !O.Strict) {
    flow::notes() << Unit.Mistakes + "pvlint: warning: '" + J.Name +
                         "' is not analysed: " +
                         (Unit.Mistakes.empty() ? Unit.FirstError
                                                : "see above") +
                         "\n";
    return output::Clean;
  }
  // make -j runs many at once: print in one piece.
  output::UnitsReport All(Report);
  All.add(J, std::move(Unit));
  llvm::errs() << Text;
  return All.finish();
}

} // namespace pvlint::tool
