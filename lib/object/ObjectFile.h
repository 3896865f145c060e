//===- ObjectFile.h - paravirt ops in machine code -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Implementations of save_fl and restore_fl are written in assembly where a
// call must not touch registers. What they are worth is read from the object:
// which bits of the result have been set by the time of each return, what they
// are after the functions that turn interrupts on and off, which bits of the
// word to restore decide anything.
//
// Which functions these are is the contract's to say (implements: true). In all
// others, instructions that change IF or ask for it are noted: those that C can
// call (a symbol of a function with a size, SYM_FUNC_START in the kernel), and
// that a paravirt guest can run at all. Entry points and code for the start of
// the machine have other symbols, or lie in .head.text.
//
// Limits: ELF of x86 only, of 64 bits and of 32. What alternatives patch in at
// boot is not looked at.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OBJECT_OBJECTFILE_H
#define PVLINT_OBJECT_OBJECTFILE_H

#include "contract/Contract.h"
#include "judge/Observation.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::object {

struct ObjectFacts {
  /// Sources by the line table, and the object itself where it has no lines;
  /// flow::Location::File counts in these.
  std::vector<std::string> Files;
  std::vector<solve::ImplObservation> Implementations;
  std::vector<solve::MachineBypassObservation> Bypasses;
  unsigned Judged = 0; ///< functions
  /// Functions that were left out, with the reason.
  std::vector<std::string> GivenUp;
};

/// Call once before.
void initialize();

llvm::Expected<ObjectFacts> analyse(llvm::MemoryBufferRef Object,
                                    const flow::Contract &C);

} // namespace pvlint::object

#endif // PVLINT_OBJECT_OBJECTFILE_H
