//===- IrqState.cpp - the interrupt state, and how it came about ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/IrqState.h"
#include "engine/Dump.h"
#include "llvm/Support/raw_ostream.h"
#include <cassert>

namespace pvlint::solve {

bool IrqState::joinStories(const IrqState &Other) {
  bool Changed = Counted.join(Other.Counted);
  // What only one path has done is not known of both.
  auto KeepCommon = [&](const Event *&Mine, const Event *Theirs) {
    if (Mine && !Theirs) {
      Mine = nullptr;
      Changed = true;
    }
  };
  KeepCommon(Pair.Disabled, Other.Pair.Disabled);
  KeepCommon(Pair.Closed, Other.Pair.Closed);
  KeepCommon(Opening.Opened, Other.Opening.Opened);
  KeepCommon(Opening.Reclosed, Other.Opening.Reclosed);
  KeepCommon(Opening.EnabledCaller, Other.Opening.EnabledCaller);
  if (Dropped.Enabled && Dropped.Enabled != Other.Dropped.Enabled) {
    Dropped = {};
    Changed = true;
  }
  if ((Nested.Outer && Nested.Outer != Other.Nested.Outer) ||
      Nested.Early != Other.Nested.Early) {
    Changed |= Nested.Outer != nullptr;
    Nested = {};
  }
  KeepCommon(Nested.Inner, Other.Nested.Inner);
  // That some path has begun a pair is what counts.
  if (!Pair.Began && Other.Pair.Began) {
    Pair.Began = Other.Pair.Began;
    Changed = true;
  }
  // Of two sections that need the same, the first stands for both. They differ
  // only when states of unequal property are forced together.
  if (Section && Section.needs() != Other.Section.needs()) {
    Section.Begin = nullptr;
    Section.Word = nullptr;
    Section.Holder = nullptr;
    Changed = true;
  }
  if (Section.Second && !Other.Section.Second) {
    Section.Second = nullptr;
    Changed = true;
  }
  if (Other.Section.ByMemory && !Section.ByMemory)
    Section.ByMemory = Changed = true;
  return Changed;
}

void IrqState::assertValid() const {
  assert(Now && "every state has a value");
  assert((!Section.Word || Section.Begin) && "a word without its section");
  assert((!Section.Holder || Section.Word) && "a holder without a word");
  assert((!Pair.Disabled || Pair.Disabled->Fn) && "an event of no function");
}

void IrqState::dump(llvm::raw_ostream &OS) const {
  OS << "irqs " << (isOff() ? "off" : isOn() ? "on" : describe(Now));
  auto Mark = [&](const char *Name, const Event *E) {
    if (E)
      OS << ", " << Name << ' ' << describe(E);
  };
  Mark("by", By);
  Mark("section since", Section.Begin);
  if (Section.Word)
    OS << " with " << describe(Section.Word)
       << (Section.WordIsOut ? " (kept outside)" : "");
  Counted.dump(OS);
  if (Section.ByMemory)
    OS << " (depends on memory)";
  if (Section.Second)
    OS << ", word overwritten by " << describe(Section.Second->Second);
  Mark("disabled unsaved by", Pair.Disabled);
  Mark("pair closed by", Pair.Closed);
  Mark("first disabled by", Pair.Began);
  Mark("word dropped by", Dropped.Enabled);
  Mark("disabled again by", Nested.Inner);
  Mark("ended too early by", Nested.Early);
  Mark("opened by", Opening.Opened);
  Mark("closed again by", Opening.Reclosed);
  Mark("enabled for the caller by", Opening.EnabledCaller);
}

} // namespace pvlint::solve
