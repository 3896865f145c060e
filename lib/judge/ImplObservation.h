//===- ImplObservation.h - facts on paravirt ops ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was seen in an implementation of save_fl or restore_fl, be it C or
// machine code, without judgement.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_IMPLOBSERVATION_H
#define PVLINT_JUDGE_IMPLOBSERVATION_H

#include "ir/Program.h"

namespace pvlint::solve {

struct ImplObservation {
  enum Kind : uint8_t {
    IfUndefined,     ///< a save: IF depends on what nobody set
    IfNeverSet,      ///< a save: the result varies, but never says "on" (or, on
                     ///< other architectures, never "off")
    IfInverted,      ///< a save: IF says the opposite of what Other left
    BitsUndefined,   ///< a save: other bits are not set by anybody
    AlwaysOff,       ///< a save: one and the same word
    ReadsOther,      ///< a restore: depends on other bits than IF
    StoresOther,     ///< a restore: stores other bits than IF
    LoadsRegister,   ///< a restore: all bits go to the processor's flags
    RestoreInverted, ///< a restore: does for "on" what Other does for "off"
  };
  Kind K = IfUndefined;
  std::string Function;
  std::string Place; ///< the member that it fills; may be empty
  flow::Location At;
  uint64_t Bits = 0;    ///< which they are
  std::string Other;    ///< the function that the sense is taken from
  flow::Location Where; ///< what Other does
  /// Other is a field instead: the contract says that it holds Number while
  /// interrupts are on (SaidOn) or off.
  bool IsField = false;
  uint64_t Number = 0;
  bool SaidOn = false;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_IMPLOBSERVATION_H
