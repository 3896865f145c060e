//===- CompdbCommand.cpp - pvlint compdb ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   make O=DIR LLVM=1 CC="pvlint cc --commands-only" kernel/ mm/
//   pvlint compdb DIR
//
// compile_commands.json from the .cmd files of a tree, which need not be built:
// the commands are those of the compiler that pvlint replaced.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "ir/Notes.h"
#include "output/WholeFile.h"
#include "session/KbuildCommands.h"
#include "session/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace pvlint::tool {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

ExitStatus runCompdb(const Options &O) {
  if (O.In.Files.size() > 1)
    return fail("give one folder, BUILD, not " +
                llvm::Twine(O.In.Files.size()));
  const std::string Build = O.In.Files.empty() ? "." : O.In.Files.front();
  if (!fs::is_directory(Build))
    return fail("'" + llvm::Twine(Build) +
                "' is not a folder: give the one that make builds in");
  std::string MakeFolder;
  if (!O.MakeFolder.empty()) {
    MakeFolder = session::realPath(O.MakeFolder);
    if (!fs::exists(MakeFolder + "/include/generated/autoconf.h"))
      return fail(
          "'" + llvm::Twine(O.MakeFolder) +
          "' is not a configured kernel: give the KDIR of make -C KDIR, "
          "or its O= folder");
  }
  auto Commands = session::readKbuildCommands(Build, MakeFolder);
  if (!Commands)
    return fail(Commands.takeError());
  if (Commands->Entries.empty())
    return fail("no commands of Kbuild in '" + llvm::Twine(Build) +
                "': let make record them first, with CC=\"pvlint cc "
                "--commands-only\" (see 'pvlint help compdb')");

  llvm::SmallString<128> File(O.Output);
  if (File.empty()) {
    if (Build != ".")
      File = Build;
    path::append(File, "compile_commands.json");
  }
  if (llvm::Error E = output::writeWhole(File, [&](llvm::raw_ostream &OS) {
        session::writeDatabase(OS, *Commands);
      }))
    return fail(std::move(E));
  if (!O.quiet()) {
    const size_t Count = Commands->Entries.size();
    flow::notes() << "pvlint: " << Count
                  << (Count == 1 ? " command" : " commands");
    if (File != "-")
      flow::notes() << " in '" << File << "'";
    if (Commands->Gone)
      flow::notes() << ", " << Commands->Gone
                    << " left out whose source is not there";
    flow::notes() << '\n';
  }
  return output::Clean;
}

} // namespace pvlint::tool
