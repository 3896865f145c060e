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
#include "llvm/Support/Process.h"

namespace pvlint::tool {

ExitStatus runKbuild(const Options &O) {
  Job J;
  J.Flags = CompileFlags(*O.Flags);
  if (J.Flags.Inputs.empty())
    return fail("no file to check (see 'pvlint kbuild --help')");
  // What makes headers fit for sparse makes them unfit for a compiler.
  for (llvm::StringRef Name : {"-D__CHECKER__", "-D__CHECK_ENDIAN__"})
    J.Flags.remove(Name);
  J.Directory = currentDirectory();
  J.Name = J.File = J.Flags.Inputs.back();
  // Kbuild exports CC; a cross compiler's name tells the target.
  if (auto CC = llvm::sys::Process::GetEnv("CC")) {
    llvm::SmallVector<llvm::StringRef, 4> Words;
    llvm::StringRef(*CC).split(Words, ' ', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef Word : Words) // "ccache gcc -pipe"
      if (!Word.starts_with("-"))
        J.Driver = Word.str();
  }
  J.Problem = unreadable(J.File, J.Directory);

  UnitOptions Options{O};
  Options.Color = O.Color.value_or(llvm::errs().is_displayed() &&
                                   llvm::errs().has_colors());
  if (llvm::errs().is_displayed())
    Options.Columns = llvm::sys::Process::StandardErrColumns();
  Options.LastOne = true;
  // Kbuild tells where the sources are when it builds elsewhere.
  auto Tree = llvm::sys::Process::GetEnv("srctree");
  Options.Root = realPath(Tree && !Tree->empty() ? *Tree : J.Directory);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  ReportFiles Files(O, OS);
  if (llvm::Error E = Files.open(Options.Root))
    return fail(std::move(E));

  initializeUnits();
  UnitReport Unit = analyseUnit(J, Options);
  if (Unit.Failed && !O.Strict) {
    llvm::errs() << Unit.Mistakes + "pvlint: warning: '" + J.Name +
                        "' is not analysed: " +
                        (Unit.Mistakes.empty() ? Unit.FirstError
                                               : "see above") +
                        "\n";
    return Clean;
  }
  // make -j runs many at once: print in one piece.
  Report All(O, Files);
  All.add(J, std::move(Unit));
  llvm::errs() << Text;
  return All.finish();
}

} // namespace pvlint::tool
