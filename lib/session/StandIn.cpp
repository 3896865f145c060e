//===- StandIn.cpp - pvlint in the place of a compiler --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/StandIn.h"
#include "session/Compiler.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/StringSaver.h"

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace pvlint::session {

std::string defaultCompiler() {
  for (const char *Name : {"PVLINT_CLANG", "PVLINT_CC"})
    if (auto Value = llvm::sys::Process::GetEnv(Name); Value && !Value->empty())
      return *Value;
  return PVLINT_CLANG;
}

/// How many of \p Words are "pvlint cc" and its options; 0 when it is another
/// program. The options are those that 'pvlint help cc' has. The command of
/// another LLVM is pvlint-19.
static size_t countStandInWords(llvm::ArrayRef<std::string> Words) {
  if (Words.size() < 2 || Words[1] != "cc" ||
      path::filename(Words[0]).split('-').first != "pvlint")
    return 0;
  size_t Count = 2;
  for (; Count < Words.size(); ++Count) {
    StringRef Word = Words[Count];
    if (Word == "--contract" || Word == "--root")
      ++Count;
    else if (Word != "--commands-only" && !Word.starts_with("--contract=") &&
             !Word.starts_with("--root="))
      break;
  }
  return std::min(Count, Words.size());
}

void replaceStandIn(std::vector<std::string> &Command) {
  const size_t Count = countStandInWords(Command);
  if (!Count)
    return;
  Command.erase(Command.begin(), Command.begin() + Count);
  if (!countCompilerWords(Command))
    Command.insert(Command.begin(), defaultCompiler());
}

/// \p Command without its first word, which may be quoted.
static StringRef dropWord(StringRef Command) {
  char Quote = 0;
  size_t I = 0;
  for (; I < Command.size() && (Quote || Command[I] != ' '); ++I) {
    const char C = Command[I];
    if (Quote ? C == Quote : C == '\'' || C == '"')
      Quote = Quote ? 0 : C;
    else if (C == '\\' && Quote != '\'')
      ++I;
  }
  return Command.drop_front(std::min(I, Command.size())).ltrim();
}

std::string withoutStandIn(StringRef Command) {
  Command = Command.ltrim();
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 128> Split;
  llvm::cl::TokenizeGNUCommandLine(Command, Saver, Split);
  const std::vector<std::string> Words(Split.begin(), Split.end());
  const size_t Count = countStandInWords(Words);
  for (size_t I = 0; I != Count; ++I)
    Command = dropWord(Command);
  if (!Count || countCompilerWords(llvm::ArrayRef(Words).drop_front(Count)))
    return Command.str();
  return (defaultCompiler() + " " + Command).str();
}

} // namespace pvlint::session
