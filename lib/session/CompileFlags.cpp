//===- CompileFlags.cpp - what to keep of a compile command ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/CompileFlags.h"
#include "session/ClangCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"

using namespace clang::options;
using llvm::StringRef;

namespace pvlint::session {

/// Says what is to be made, or writes files.
static bool isOutput(unsigned Id) {
  switch (Id) {
  case OPT_o:
  case OPT_c:
  case OPT_S:
  case OPT_E:
  case OPT_M:
  case OPT_MM:
  case OPT_MD:
  case OPT_MMD:
  case OPT_MF:
  case OPT_MT:
  case OPT_MQ:
  case OPT_MG:
  case OPT_MP:
  case OPT_MV:
  case OPT_MJ:
  case OPT_emit_llvm:
  case OPT_emit_ast:
  case OPT_fsyntax_only:
  case OPT_save_temps:
  case OPT_save_temps_EQ:
  case OPT__serialize_diags:
  case OPT_ftime_trace:
  case OPT_ftime_trace_EQ:
  case OPT_ftime_report:
  case OPT_fproc_stat_report:
  case OPT_fproc_stat_report_EQ:
  case OPT_gen_reproducer:
  case OPT_v:
  case OPT__HASH_HASH_HASH:
  case OPT__analyze:
  case OPT_Wa_COMMA:
  case OPT_mllvm:
  case OPT_fplugin_EQ:
  case OPT_fplugin_arg:
  case OPT_fpass_plugin_EQ:
  case OPT_pedantic_errors:
    return true;
  default:
    return false;
  }
}

/// Whether the value of an -Xclang is dropped, and if so with how many after
/// it that are its own values.
static bool isDroppedCc1(StringRef Value, unsigned &Following) {
  static constexpr StringRef WithValue[] = {
      "-load", "-plugin", "-add-plugin", "-o", "-dependency-file", "-mllvm"};
  Following =
      llvm::is_contained(WithValue, Value) || Value.starts_with("-plugin-arg-");
  return Following || Value.starts_with("-verify") ||
         Value.starts_with("-emit-") || Value.starts_with("-ast-");
}

CompileFlags::CompileFlags(llvm::ArrayRef<std::string> Given) {
  std::vector<const char *> Args;
  for (const std::string &Arg : Given) {
    if (Arg == "--") { // what follows are inputs
      Inputs.assign(Given.begin() + Args.size() + 1, Given.end());
      break;
    }
    Args.push_back(Arg.c_str());
  }
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Args, MissingIndex, MissingCount,
      llvm::opt::Visibility(clang::options::ClangOption));
  std::vector<const llvm::opt::Arg *> List(Parsed.begin(), Parsed.end());
  std::vector<std::string> Positional;
  unsigned DropCc1 = 0;
  for (size_t I = 0; I != List.size(); ++I) {
    const llvm::opt::Arg &A = *List[I];
    // As it was written, not as Clang would spell it.
    size_t Begin = A.getIndex(), End = I + 1 != List.size()
                                           ? List[I + 1]->getIndex()
                                       : MissingCount ? MissingIndex
                                                      : Args.size();
    const unsigned Id = A.getOption().getID();
    StringRef Value = A.getNumValues() ? A.getValue() : "";
    if (Id == OPT_INPUT) {
      Positional.push_back(Given[Begin]);
      continue;
    }
    if (Id == OPT_UNKNOWN) {
      Unknown.push_back(Given[Begin]);
      continue;
    }
    if (isOutput(Id))
      continue;
    if (Id == OPT_W_Joined && (Value == "error" || Value == "fatal-errors" ||
                               Value.starts_with("error=")))
      continue;
    if (Id == OPT_Wp_COMMA && Value.starts_with("-M"))
      continue;
    if (Id == OPT_Xclang) {
      if (DropCc1) {
        --DropCc1;
        continue;
      }
      if (isDroppedCc1(Value, DropCc1))
        continue;
    }
    Flags.emplace_back(Given.begin() + Begin, Given.begin() + End);
  }
  Inputs.insert(Inputs.begin(), Positional.begin(), Positional.end());
}

void CompileFlags::appendTo(std::vector<std::string> &Args) const {
  for (const auto &Flag : Flags)
    Args.insert(Args.end(), Flag.begin(), Flag.end());
}

void CompileFlags::remove(StringRef Name) {
  llvm::erase_if(Flags, [&](const std::vector<std::string> &Flag) {
    StringRef First = Flag.front();
    return First == Name ||
           (First.consume_front(Name) && First.starts_with("="));
  });
}

bool CompileFlags::removeOffender(llvm::ArrayRef<std::string> Quoted) {
  // Clang quotes the flag whole, or its name and its value.
  auto Drop = [&](auto Matches) {
    for (const std::string &Word : Quoted) {
      if (Word.size() < 2)
        continue;
      auto It = llvm::find_if(Flags, [&](const std::vector<std::string> &F) {
        return llvm::any_of(
            F, [&](StringRef Part) { return Matches(Part, Word); });
      });
      if (It != Flags.end()) {
        Flags.erase(It);
        return true;
      }
    }
    return false;
  };
  return Drop([](StringRef Part, StringRef Word) { return Part == Word; }) ||
         Drop([](StringRef Part, StringRef Word) {
           return Word.starts_with("-") && Part.starts_with(Word);
         }) ||
         Drop([](StringRef Part, StringRef Word) {
           return Part.starts_with("-m") && Part.ends_with(("=" + Word).str());
         }) ||
         Drop([](StringRef Part, StringRef Word) {
           return Part.starts_with("-") && Part.ends_with(Word);
         });
}

bool CompileFlags::removeMachineFlag() {
  for (size_t I = Flags.size(); I--;) {
    StringRef Name = Flags[I].front();
    // Sizes and the order of bytes are not about instructions.
    if (!Name.starts_with("-m") || Name.ends_with("-endian") ||
        Name.starts_with("-mabi") || Name == "-m16" || Name == "-m32" ||
        Name == "-m64")
      continue;
    Flags.erase(Flags.begin() + I);
    return true;
  }
  return false;
}

} // namespace pvlint::session
