//===- Target.h - the contract for a unit -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_TARGET_H
#define PVLINT_FRONTEND_TARGET_H

#include "contract/Contract.h"
#include "frontend/Analysis.h"
#include "ir/SourceRoot.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace pvlint::frontend {

/// Which built-in contract a unit needs, as for flow::Contract::builtin:
/// "x86+rt".
std::string contractName(clang::Preprocessor &PP);

/// The built-in contract for the unit's architecture and configuration
/// (PREEMPT_RT changes what spin_lock_irqsave means), with \p Files added.
llvm::Expected<flow::Contract> contractFor(clang::Preprocessor &PP,
                                           llvm::ArrayRef<std::string> Files);

/// What decides about findings beside the code.
struct Rulebook {
  flow::Contract Contract;
  rules::Rules Rules;
  bool Native = false; ///< isNative()
};

/// The rules of the project that the unit's file belongs to, and the contract
/// with what they and \p Files add. Every door asks for these.
llvm::Expected<Rulebook> rulebookFor(clang::Preprocessor &PP,
                                     llvm::ArrayRef<std::string> Files,
                                     const flow::SourceRoot &Root = {});

/// Whether a unit is compiled without paravirt ops for interrupts: by the
/// kernel's configuration, which is in the macros that are defined, or because
/// it is 16-bit code of the boot loader's. Its functions never run as a
/// paravirt guest.
bool isNative(llvm::function_ref<bool(llvm::StringRef Macro)> IsDefined,
              bool Is16Bit);
bool isNative(clang::Preprocessor &PP);

/// One line of the functions that are not analysed since they nest too deeply,
/// or "". Of what is left out this is what may surprise.
std::string describeTooDeep(const UnitResult &Result);

/// One line of counts and times of a unit.
std::string describe(const UnitResult &Result);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_TARGET_H
