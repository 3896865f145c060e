//===- Compiler.cpp - who compiles: the first words of a command ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Compiler.h"
#include "session/StandIn.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Triple.h"

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::session {

static bool isInput(StringRef Word) {
  return llvm::is_contained(
      {".c", ".h", ".i", ".S", ".s", ".o", ".a", ".cc", ".cpp", ".cxx"},
      path::extension(Word));
}

/// Without a version: gcc-12.2, gcc-12
static StringRef withoutVersion(StringRef Name) {
  const StringRef Plain = Name.rtrim("0123456789.");
  return Plain.ends_with("-") ? Plain.drop_back() : Name;
}

static bool namesCompiler(StringRef Word) {
  const StringRef Name = withoutVersion(path::filename(Word));
  // aarch64-buildroot-linux-gnu-gcc.br_real
  return llvm::is_contained({"gcc", "cc", "clang", "g++", "c++", "clang++"},
                            Name.substr(Name.rfind('-') + 1).split('.').first);
}

size_t countCompilerWords(llvm::ArrayRef<std::string> Words) {
  const size_t Count =
      llvm::find_if(Words,
                    [](StringRef Word) {
                      return Word.starts_with("-") || isInput(Word);
                    }) -
      Words.begin();
  if (Count == 0 || namesCompiler(Words[Count - 1]))
    return Count;
  // What starts it may have options of its own: `nice -n 5 gcc`, `sccache --
  // gcc`.
  for (size_t I = Count; I != Words.size() && !isInput(Words[I]); ++I)
    if (namesCompiler(Words[I]))
      return I + 1;
  return Count;
}

CompilerCommand splitCommand(std::vector<std::string> Words) {
  replaceStandIn(Words);
  CompilerCommand C;
  const size_t Count = countCompilerWords(Words);
  if (Count)
    C.Compiler = Words[Count - 1];
  C.Args.assign(Words.begin() + Count, Words.end());
  return C;
}

/// The triple that the name of a cross compiler begins with: what is before its
/// last word, and before its version. Empty when there is none.
static StringRef tripleIn(StringRef Name) {
  Name = withoutVersion(Name);
  const StringRef Triple = Name.rsplit('-').first;
  if (Triple == Name || !Triple.contains('-'))
    return "";
  // "my-own-gcc" has none.
  const bool IsSystem =
      llvm::any_of(llvm::split(Triple, '-'), [](StringRef Part) {
        return Part.starts_with("linux") || Part.starts_with("elf") ||
               Part.contains("eabi") || Part == "none" || Part == "gnu";
      });
  return IsSystem ? Triple : "";
}

std::string addTargetOf(StringRef Compiler, std::vector<std::string> &Args) {
  if (Compiler.empty() || llvm::any_of(Args, [](StringRef Arg) {
        return Arg == "-target" || Arg.starts_with("--target");
      }))
    return "";
  StringRef Triple = tripleIn(path::filename(Compiler));
  if (Triple.empty()) {
    clang::tooling::addTargetAndModeForProgramName(Args, Compiler);
    return "";
  }
  // kernel.org's compilers for s390x are called so; Linux is 64-bit there.
  std::string Target = Triple.starts_with("s390-")
                           ? "s390x-" + Triple.drop_front(5).str()
                           : Triple.str();
  std::vector<std::string> Added = {Args.front()};
  clang::tooling::addTargetAndModeForProgramName(Added, Target + "-gcc");
  if (Added.size() == 1)
    return ("'" + path::filename(Compiler) + "' compiles for '" + Triple +
            "', which is not a target of Clang")
        .str();
  Args.insert(Args.end(), Added.begin() + 1, Added.end());
  return "";
}

} // namespace pvlint::session
