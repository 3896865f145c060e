//===- LinkCommand.cpp - pvlint link --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "Commands.h"
#include "LinkInput.h"

namespace pvlint::tool {

/// Analyses the program that \p Input is.
static ExitStatus report(const Options &O, LinkInput &Input) {
  unsigned Functions = 0;
  for (const LinkInput::Unit &U : Input.Units)
    Functions += U.File->numFunctions();
  if (!O.Quiet)
    llvm::errs() << "pvlint: linked " << plural(Input.Units.size(), "unit")
                 << ", " << plural(Functions, "function") << '\n';
  return Clean;
}

void printFailures(const UnitFailures &Units) {
  for (const auto &[Name, Message] : Units) {
    llvm::errs() << "pvlint: error: not analysed: ";
    // Clang's errors start with their place.
    if (!llvm::StringRef(Message).contains(Name + ":"))
      llvm::errs() << Name << ": ";
    llvm::errs() << Message << '\n';
  }
}

ExitStatus linkAndReport(const Options &O,
                         llvm::ArrayRef<std::string> Folders) {
  auto Input = openLinkInput(Folders);
  if (!Input)
    return fail(Input.takeError());
  const ExitStatus Status = report(O, *Input);
  printFailures(Input->Failed);
  return Input->Failed.empty() ? Status : Failed;
}

ExitStatus runLink(const Options &O) {
  if (O.Files.empty())
    return fail("no folder to link (see 'pvlint link --help')");
  return linkAndReport(O, O.Files);
}

} // namespace pvlint::tool
