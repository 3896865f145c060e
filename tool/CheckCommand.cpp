//===- CheckCommand.cpp - pvlint check ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <future>

namespace pvlint::tool {

ExitStatus runCheck(const Options &O) {
  if (O.EmitFlow && O.Fix != FixMode::None)
    return fail("give either --emit-flow or --fix, not both");
  auto Jobs = collectJobs(O);
  if (!Jobs)
    return fail(Jobs.takeError());

  // A diff is meant for another program.
  const bool Diff = O.Fix == FixMode::Diff;
  llvm::raw_fd_ostream &Out = Diff ? llvm::errs() : llvm::outs();
  UnitOptions Options{O};
  Options.Color = O.Color.value_or(Out.is_displayed() && Out.has_colors());
  if (Out.is_displayed())
    Options.Columns = Diff ? llvm::sys::Process::StandardErrColumns()
                           : llvm::sys::Process::StandardOutColumns();
  Options.LastOne = Jobs->size() == 1;
  // What one file has nothing for may be for another.
  Options.NoteRules = O.Files.empty() && !O.Flags;
  auto Root = sourceRoot(O);
  if (!Root)
    return fail(Root.takeError());
  Options.Root = std::move(*Root);
  ReportFiles Files(O, Out);
  if (llvm::Error E = Files.open(Options.Root))
    return fail(std::move(E));

  initializeUnits();
  Report All(O, Files);
  if (Options.LastOne) {
    All.add(Jobs->front(), analyseUnit(Jobs->front(), Options));
    return All.finish();
  }
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(O.Jobs));
  std::vector<std::shared_future<UnitReport>> Reports;
  for (const Job &J : *Jobs)
    Reports.push_back(Pool.async(
        [&J, &Options]() -> UnitReport { return analyseUnit(J, Options); }));
  // In the order of the files, whichever is ready first.
  for (size_t I = 0; I != Jobs->size(); ++I) {
    All.add((*Jobs)[I], Reports[I].get());
    Reports[I] = {};
  }
  return All.finish();
}

} // namespace pvlint::tool
