//===- Event.h - steps of a witness -----------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a finding is told with, and what a saved word is known by: a save, an
// enable, a call on the way there. A step outlives the body that it was seen
// in, which is sliced anew for each simulation and is gone when that is done,
// so it owns what it says: a few words about the function and the operation,
// each kept once. The same step of two simulations is one object.
//
// Limits: an operation is known by its number in the function's body, so a
// function must have one body as long as the pool lives.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_EVENT_H
#define PVLINT_VALUES_EVENT_H

#include "ir/Program.h"
#include "llvm/ADT/DenseMap.h"
#include <string>

namespace pvlint::solve {

/// How a call finds the function that it reaches.
enum class Reach : uint8_t {
  Named,    ///< by its name, or through a pointer that holds nothing else
  Table,    ///< one of several tables of functions, each of which can be meant
  Callback, ///< what somebody left in a field or an argument for this one call
};

/// What steps tell of an operation.
struct EventOp {
  uint32_t Number = flow::Op::Unnumbered;
  flow::Opcode Code = flow::Opcode::Copy;
  flow::CalleeKind CalleeIs = flow::CalleeKind::Function;
  llvm::StringRef Callee;
  llvm::StringRef Spelling;
  flow::Range Loc;

  bool is(const flow::Op &O) const { return Number == O.Number; }
};

/// What steps tell of the function that they are in.
struct EventFunction {
  std::string Name;
  std::string Key; ///< in a linked program, see FunctionHead
  llvm::StringRef key() const { return Key.empty() ? Name : Key; }
  flow::Location Loc;
  bool IsStatic = false;
  bool AddressTaken = false;
  bool InHeader = false;
  /// Those that steps were made of, by number: one for each place that an
  /// operation is told at.
  llvm::DenseMap<uint64_t, llvm::SmallVector<const EventOp *, 1>> Ops;
};

/// One step of a witness: something that happened at a place in the source.
/// Inner is what happened inside a call. Interned: equal steps are one object.
struct Event {
  enum Kind : uint8_t {
    Save,
    Disable,
    Enable,
    Restore,
    Sleep,
    Test,
    Call,
    Read,
    Narrow,
    Lock, ///< taken or released, whatever that does to interrupts
    Return
  };
  Kind K = Save;
  Reach By = Reach::Named; ///< of a call
  unsigned Depth = 1;
  const EventFunction *Fn = nullptr;
  const EventOp *At = nullptr; ///< null for terminators
  flow::Range Loc;
  const Event *Inner = nullptr;
  const Event *SameHash = nullptr; ///< the next one in the pool

  llvm::StringRef spelling() const {
    return At ? At->Spelling : llvm::StringRef();
  }
  /// Whether it is in a function of a header, and so are all steps inside.
  bool isInHeaders() const {
    for (const Event *E = this; E; E = E->Inner)
      if (!E->Fn->InHeader)
        return false;
    return true;
  }
  /// The event itself, inside all calls.
  const Event *innermost() const {
    const Event *E = this;
    while (E->Inner)
      E = E->Inner;
    return E;
  }
  /// The least certain call on the way to innermost().
  Reach leastCertain() const {
    Reach R = By;
    for (const Event *E = Inner; E; E = E->Inner)
      R = std::max(R, E->By);
    return R;
  }
};

/// What keeps a value: where a word was cut down, or is loaded from.
struct Holder {
  std::string Text;        ///< "'flags'", "what 'lock' returns"
  bool IsVariable = false; ///< a whole local variable
  flow::Range TypeText;    ///< see flow::Variable
};

} // namespace pvlint::solve

#endif // PVLINT_VALUES_EVENT_H
