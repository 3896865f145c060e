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
#include "output/UnitsReport.h"
#include "session/Paths.h"
#include "llvm/Support/Process.h"

namespace pvlint::tool {

ExitStatus runKbuild(const Options &O) {
  session::Job J;
  J.Flags = session::CompileFlags(*O.In.Flags);
  if (J.Flags.Inputs.empty())
    return fail("no file to check (see 'pvlint kbuild --help')");
  // What makes headers fit for sparse makes them unfit for a compiler.
  for (llvm::StringRef Name : {"-D__CHECKER__", "-D__CHECK_ENDIAN__"})
    J.Flags.remove(Name);
  J.Directory = session::currentDirectory();
  J.Name = J.File = J.Flags.Inputs.back();
  // Kbuild exports CC; a cross compiler's name tells the target.
  if (auto CC = llvm::sys::Process::GetEnv("CC")) {
    llvm::SmallVector<llvm::StringRef, 4> Words;
    llvm::StringRef(*CC).split(Words, ' ', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef Word : Words) // "ccache gcc -pipe"
      if (!Word.starts_with("-"))
        J.Driver = Word.str();
  }
  J.Problem = session::unreadable(J.File, J.Directory);

  session::UnitOptions Options;
  Options.Select = O.Report.Select;
  Options.ContractFiles = O.ContractFiles;
  Options.Color = O.Color.value_or(llvm::errs().is_displayed() &&
                                   llvm::errs().has_colors());
  if (llvm::errs().is_displayed())
    Options.Columns = llvm::sys::Process::StandardErrColumns();
  Options.LastOne = true;
  // Kbuild tells where the sources are when it builds elsewhere.
  auto Tree = llvm::sys::Process::GetEnv("srctree");
  Options.Root =
      session::realPath(Tree && !Tree->empty() ? *Tree : J.Directory);
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
    llvm::errs() << Unit.Mistakes + "pvlint: warning: '" + J.Name +
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
