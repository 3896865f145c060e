//===- EmptyObject.cpp - an object without contents -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmptyObject.h"
#include "ir/MakeFolders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/SHA256.h"

using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::tool {
namespace {

/// Selects the kind of object, or is needed by a flag that does:
/// gcc's -mcmodel=kernel needs -fno-PIE, -mfentry needs -pg.
bool isOfTarget(StringRef Arg) {
  for (StringRef Start : {"--target=", "-m", "-flto", "-fno-lto", "-EB", "-EL",
                          "-pg", "-fcf-protection"})
    if (Arg.starts_with(Start))
      return true;
  if (!Arg.consume_front("-fno-"))
    Arg.consume_front("-f");
  return Arg.equals_insensitive("pic") || Arg.equals_insensitive("pie");
}

std::vector<std::string> commandFor(llvm::ArrayRef<std::string> Compiler,
                                    llvm::ArrayRef<std::string> Args) {
  std::vector<std::string> Command = Compiler.vec();
  for (size_t I = 0; I < Args.size(); ++I) {
    const StringRef Arg = Args[I];
    if (Arg == "-mllvm") {
      ++I;
    } else if (Arg == "-target" || isOfTarget(Arg)) {
      Command.push_back(Arg.str());
      // With its value in the next word, as 32-bit arm has it.
      if ((Arg == "-target" || Arg == "-meabi") && I + 1 < Args.size())
        Command.push_back(Args[++I]);
    }
  }
  for (const char *Arg : {"-w", "-x", "c", "-c", "/dev/null", "-o"})
    Command.push_back(Arg);
  return Command;
}

bool compile(StringRef Program, llvm::ArrayRef<std::string> Command,
             StringRef Object) {
  std::vector<StringRef> Args(Command.begin(), Command.end());
  Args.push_back(Object);
  return llvm::sys::ExecuteAndWait(Program, Args) == 0;
}

/// The name in the cache, which differs when the compiler is another one or
/// was replaced; empty when there is no cache.
std::string cached(llvm::ArrayRef<std::string> Command, size_t CompilerWords) {
  SmallString<128> Folder;
  if (!path::cache_directory(Folder))
    return "";
  path::append(Folder, "pvlint", "empty-objects");
  if (flow::makeFolders(Folder))
    return "";
  llvm::SHA256 Hash;
  for (size_t I = 0; I != Command.size(); ++I) {
    Hash.update(Command[I]);
    Hash.update(StringRef("", 1));
    if (I >= CompilerWords)
      continue;
    auto Program = llvm::sys::findProgramByName(Command[I]);
    fs::file_status Status;
    if (!Program || fs::status(*Program, Status))
      return "";
    Hash.update(
        *Program + " " + std::to_string(Status.getSize()) + " " +
        std::to_string(
            Status.getLastModificationTime().time_since_epoch().count()));
  }
  path::append(Folder, llvm::toHex(Hash.final(), /*LowerCase=*/true) + ".o");
  return Folder.str().str();
}

/// Puts one into the cache. Other processes may do so at the same time: each
/// file is complete, and all are equal.
bool make(const std::string &Cached, StringRef Program,
          llvm::ArrayRef<std::string> Command) {
  auto Temporary = fs::TempFile::create(Cached + ".%%%%%%%%");
  if (!Temporary) {
    llvm::consumeError(Temporary.takeError());
    return false;
  }
  uint64_t Size = 0;
  if (compile(Program, Command, Temporary->TmpName) &&
      !fs::file_size(Temporary->TmpName, Size) && Size) {
    if (llvm::Error E = Temporary->keep(Cached)) {
      llvm::consumeError(std::move(E));
      return false;
    }
    return true;
  }
  llvm::consumeError(Temporary->discard());
  return false;
}

} // namespace

bool writeEmptyObject(llvm::ArrayRef<std::string> Compiler,
                      llvm::ArrayRef<std::string> Args, StringRef Object) {
  auto Program = llvm::sys::findProgramByName(Compiler.front());
  if (!Program)
    return false;
  const std::vector<std::string> Command = commandFor(Compiler, Args);
  // As compilers do: the old file may be a link to a shared one.
  (void)fs::remove(Object);
  const std::string Cached = cached(Command, Compiler.size());
  if (!Cached.empty() &&
      (fs::exists(Cached) || make(Cached, *Program, Command)) &&
      !fs::copy_file(Cached, Object))
    return true;
  return compile(*Program, Command, Object);
}

} // namespace pvlint::tool
