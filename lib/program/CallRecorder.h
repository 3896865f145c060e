//===- CallRecorder.h - the states in which calls are made ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_CALLRECORDER_H
#define PVLINT_PROGRAM_CALLRECORDER_H

#include "engine/Listener.h"
#include "engine/ProgramView.h"

namespace pvlint::solve {

/// A call, and the states it is made in.
struct CallRecord {
  enum State : uint8_t { Entry = 1, Off = 2, On = 4, Unknown = 8 };
  llvm::StringRef Callee; ///< key, or the place of an indirect call
  bool Indirect = false;
  uint8_t States = 0;
  uint32_t Number = 0; ///< of the operation
  flow::Location At;
  const Event *OffEvent = nullptr; ///< what turned them off
  /// Off, and nobody may have turned them on out of sight.
  bool IsSurelyOff = false;
  /// Indirect, and off: the tables of functions that it can be called in.
  std::vector<int64_t> OffObjects;
  bool OffAnyObject = false;
};

/// Hears in Pass::Record of the calls of one function.
class CallRecorder : public Listener {
public:
  CallRecorder(const Scene &Sc, std::vector<CallRecord> &Into)
      : Pool(Sc.Pool), Into(Into) {}

  void calls(const flow::Op &O, llvm::StringRef Callee, bool IsIndirect,
             const State &S) override;

private:
  ExprPool &Pool;
  std::vector<CallRecord> &Into;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_CALLRECORDER_H
