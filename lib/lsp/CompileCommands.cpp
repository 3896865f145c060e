//===- CompileCommands.cpp - how a document is compiled -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/CompileCommands.h"
#include "session/Includers.h"
#include "session/Paths.h"
#include "session/Root.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::lsp {

/// What to do where there is no database: the same for all files of a folder,
/// so that it is said once. A kernel tree is known by its Kbuild, and has a
/// rule that makes one of a finished build.
static std::string adviceFor(StringRef File) {
  for (StringRef Folder = path::parent_path(File); !Folder.empty();
       Folder = path::parent_path(Folder))
    if (fs::exists(Folder + "/Kbuild") && fs::exists(Folder + "/Kconfig"))
      return ("no compile_commands.json in '" + Folder +
              "': run 'make compile_commands.json' there, with the options "
              "of its build")
          .str();
  return ("no compile_commands.json in '" + path::parent_path(File) +
          "' or above it: make one with the build system (CMake: "
          "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON; make: 'bear -- make')")
      .str();
}

/// A unit that includes \p Header. To find one takes a while, so it is done
/// once.
std::optional<session::Job>
CompileCommands::includerOf(Loaded &L, StringRef Header, StringRef Database) {
  auto [It, New] = L.Includers.try_emplace(Header);
  if (New) {
    auto Root = session::rootOfBuild(path::parent_path(Database));
    if (!Root) {
      llvm::consumeError(Root.takeError());
      return std::nullopt;
    }
    if (auto J = session::findIncluder(*L.Database, session::realPath(Header),
                                       *Root))
      It->second = session::absolute(J->File, J->Directory);
  }
  if (It->second.empty())
    return std::nullopt;
  std::string Donor;
  auto Ways = session::jobsFor(*L.Database, It->second, Header, Donor);
  if (Ways.empty())
    return std::nullopt;
  Ways.front().Header = Header.str();
  return std::move(Ways.front());
}

/// The database at \p Path as it is now, or was before it was made again.
CompileCommands::Loaded &CompileCommands::load(StringRef Path,
                                               const fs::file_status &Status) {
  Loaded &L = Known[Path];
  if ((L.Database || !L.Problem.empty()) &&
      L.Changed == Status.getLastModificationTime() &&
      L.Size == Status.getSize())
    return L;
  L.Changed = Status.getLastModificationTime();
  L.Size = Status.getSize();
  L.Problem.clear();
  if (auto Database = session::loadDatabase(Path)) {
    L.Database = std::move(*Database);
    L.Includers.clear();
  } else {
    L.Problem = llvm::toString(Database.takeError());
  }
  return L;
}

CompileCommands::Answer CompileCommands::find(StringRef File) {
  Answer A;
  fs::file_status Status;
  std::lock_guard<std::mutex> Guard(Lock);
  auto Path = session::findDatabase(BuildPath, File);
  if (!Path) {
    A.Problem = llvm::toString(Path.takeError());
    if (BuildPath.empty())
      A.Problem = adviceFor(File);
  } else if (std::error_code E = fs::status(*Path, Status)) {
    A.Problem = "cannot use '" + *Path + "': " + E.message();
  } else {
    A = answer(load(*Path, Status), File, *Path);
    if (A.How) {
      LastOf[File] = *Path;
      return A;
    }
  }
  // Also where only one further up is left, which knows nothing of the file.
  if (auto Last = LastOf.find(File);
      Last != LastOf.end() && (!Path || Last->second != *Path))
    return answer(Known[Last->second], File, Last->second);
  return A;
}

CompileCommands::Answer CompileCommands::answer(Loaded &L, StringRef File,
                                                StringRef Database) {
  Answer A;
  A.Database = Database.str();
  if (!L.Database) {
    A.Problem = L.Problem;
    return A;
  }
  std::string Donor;
  std::vector<session::Job> Ways =
      session::jobsFor(*L.Database, File, File, Donor);
  // Entries are under the name that the build knows the file by.
  if ((Ways.empty() || !Donor.empty()) && session::realPath(File) != File) {
    std::string RealDonor;
    auto Real =
        session::jobsFor(*L.Database, session::realPath(File), File, RealDonor);
    if (!Real.empty() && (Ways.empty() || RealDonor.empty()))
      Ways = std::move(Real);
  }
  if (!Donor.empty() && session::isHeader(File))
    if (auto J = includerOf(L, File, Database)) {
      A.How = J;
      A.How->File = std::exchange(A.How->Header, "");
      A.InUnit = std::move(J);
      return A;
    }
  // A file that is compiled in several ways is analysed in the first.
  if (Ways.empty())
    A.Problem =
        ("no entry in " + Database + " that could lend its flags").str();
  else
    A.How = std::move(Ways.front());
  return A;
}

} // namespace pvlint::lsp
