//===- Target.cpp - the contract for a unit -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Target.h"
#include "extract/Depth.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Triple.h"

using namespace clang;

namespace pvlint::frontend {

/// As the kernel calls it, but for powerpc: what a word is differs there.
static StringRef architecture(const llvm::Triple &T) {
  if (T.isX86())
    return "x86";
  if (T.isAArch64())
    return "arm64";
  if (T.isARM() || T.isThumb())
    return "arm";
  if (T.isRISCV())
    return "riscv";
  if (T.isPPC())
    return T.isPPC64() ? "powerpc64" : "powerpc";
  if (T.isMIPS())
    return "mips";
  if (T.isLoongArch())
    return "loongarch";
  if (T.isSystemZ())
    return "s390";
  return T.getArchName();
}

std::string contractName(Preprocessor &PP) {
  std::string Arch = architecture(PP.getTargetInfo().getTriple()).str();
  if (PP.getTargetInfo().getLongWidth() == 32)
    Arch += "+32";
  if (PP.isMacroDefined("CONFIG_PREEMPT_RT"))
    Arch += "+rt";
  return Arch;
}

llvm::Expected<flow::Contract> contractFor(Preprocessor &PP,
                                           llvm::ArrayRef<std::string> Files) {
  flow::Contract C = flow::Contract::builtin(contractName(PP));
  for (const std::string &File : Files)
    if (llvm::Error E = C.addFile(File))
      return E;
  return C;
}

llvm::Expected<Rulebook> rulebookFor(Preprocessor &PP,
                                     llvm::ArrayRef<std::string> Files,
                                     const flow::SourceRoot &Root) {
  SourceManager &SM = PP.getSourceManager();
  llvm::SmallString<128> Main;
  if (auto Entry = SM.getFileEntryRefForID(SM.getMainFileID()))
    Main = Entry->getName();
  SM.getFileManager().makeAbsolutePath(Main);
  auto Rules =
      rules::Rules::find(llvm::sys::path::parent_path(Root.amongSources(Main)));
  if (!Rules)
    return Rules.takeError();
  // What the command line says comes last, and decides.
  std::vector<std::string> All = Rules->contractFiles();
  All.insert(All.end(), Files.begin(), Files.end());
  auto C = contractFor(PP, All);
  if (!C)
    return C.takeError();
  return Rulebook{std::move(*C), std::move(*Rules), isNative(PP)};
}

bool isNative(llvm::function_ref<bool(StringRef)> IsDefined, bool Is16Bit) {
  if (Is16Bit)
    return true;
  if (!IsDefined("__KERNEL__") || IsDefined("CONFIG_PARAVIRT_XXL"))
    return false;
  // Until 4.19 the ops for interrupts came with CONFIG_PARAVIRT; by its end
  // configurations told the compiler.
  const bool Old =
      !IsDefined("CONFIG_CC_IS_CLANG") && !IsDefined("CONFIG_CC_IS_GCC");
  return !(Old && IsDefined("CONFIG_PARAVIRT"));
}

bool isNative(Preprocessor &PP) {
  return isNative([&](StringRef Name) { return PP.isMacroDefined(Name); },
                  PP.getTargetInfo().getTriple().getEnvironment() ==
                      llvm::Triple::CODE16);
}

std::string describeTooDeep(const UnitResult &R) {
  if (R.TooDeep.empty())
    return "";
  return "pvlint: not analysed, statements nest more than " +
         std::to_string(extract::MaxNesting) +
         " deep: " + llvm::join(R.TooDeep, ", ");
}

std::string describe(const UnitResult &R) {
  std::string Names;
  for (const std::string &Name : R.GivenUp)
    Names += (Names.empty() ? " (" : ", ") + Name;
  if (!Names.empty())
    Names += ')';
  return llvm::formatv(
      "pvlint: {0} bodies reached, {1} lowered, {2} solved, {3} without CFG, "
      "{4} given up{9}, {5} merged, {6} unknown indirect calls; extract "
      "{7:f1} ms, solve {8:f1} ms",
      R.Bodies, R.Lowered, R.Count.Functions, R.NoCfg, R.Count.TooLong,
      R.Count.TooManyStates, R.Count.UnknownIndirectCalls,
      R.ExtractSeconds * 1000, R.SolveSeconds * 1000, Names);
}

} // namespace pvlint::frontend
