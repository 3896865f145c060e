//===- FlowText.h - flow programs as text, for tests ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_FLOWTEXT_H
#define PVLINT_TEST_FLOWTEXT_H

#include "ir/text/Text.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace pvlint::flow {

inline std::string text(const Program &P) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(P, OS);
  return Text;
}

/// The program \p Text means; a failed test and an empty one when it has none.
inline Program read(llvm::StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError()) << "\n" << Text.str();
  return Program();
}

/// The complaint about \p Text; empty when there is none.
inline std::string error(llvm::StringRef Text) {
  llvm::Expected<Program> P = parse(Text, "t.flow");
  return P ? "" : llvm::toString(P.takeError());
}

/// The complaint about the lines \p Body of a function that has the variable v
/// and starts in line 2.
inline std::string errorIn(llvm::StringRef Body) {
  return error(("flow 1\nfunc @f(v) {\n" + Body).str());
}

/// Everything the text form has, as the printer writes it.
inline constexpr llvm::StringRef Sample = R"(flow 1
file 0 "kernel/timer.c"
file 1 "include/a \22quoted\22 \\ name.h"
givenup 3 "variable-length array"
givenup 1 "complex number"

func @timer_works(lock: u64, n: i32 escapes, p: u1 escapes static) at 0:12:5-12:16 {
  var flags: u64
  var flags#1: i8 static                        at 0:13:2-13:5
  var "a b": u128 escapes
  temps 40
b0:
  begin flags                                   at 0:13:2
  %0 = call @arch_local_save_flags()            at 0:14:2-14:25 "local_save_flags"
  store flags = %0                              at 1:4:3-0:14:25
  %1 = load [%4].lock.flags
  %2 = and %1, 512 : i32                        at "hidden"
  call member "irq_chip.irq_mask"(%1)
  %3 = call asm "cli"() : i32
  call ptr %3(%1, -5, @timer_works, ?, @"a.b")  at 0:15:1
  %5 = stable @is_enabled(0)
  %5 = stable asm "mov\09cr2"()
  use print %2
  use index ?
  store "a b".x."0"[][].y = -9223372036854775808 : u16
  store @jiffies[].lo = 9223372036854775807
  store @"odd.name" = @timer_works
  %6 = copy ? : u8
  %7 = addr flags#1[] : ptr
  %8 = cast %7 : u64
  %8 = cast %7 : i16
  %9 = opaque
  opaque : u8
  %9 = load p : ptr32
  load n
  br %2, b1, b2                                 at 0:16:2-16:30
b1:
  switch %3 [0: b1, 3..7: b2, -9..-1: b0] b3
b2:
  switch ? [] b3                                at 0:17:1
b3:
  jump b4
b4:
  ret %1
b5:
  ret                                           at 0:18:1
b6:
  unreachable
}

func @helper() static inline addresstaken inheader weak init {
  pointer param "helper" 1 to field "ops.open" of "helper:o"
  pointer function "f" to global "table" static
  pointer return "a\0Ab" to local "helper" 3
b0:
  %0 = load [%1].open member "ops.open" : ptr
  ret -1
}

func @"helper.part 0"() {
b0:
  %0 = not 1
  %0 = bitnot 1
  %0 = neg 1
  %0 = add 1, 2
  %0 = sub 1, 2
  %0 = mul 1, 2
  %0 = div 1, 2
  %0 = rem 1, 2
  %0 = and 1, 2
  %0 = or 1, 2
  %0 = xor 1, 2
  %0 = shl 1, 2
  %0 = shr 1, 2
  %0 = eq 1, 2
  %0 = ne 1, 2
  %0 = lt 1, 2
  %0 = le 1, 2
  %0 = gt 1, 2
  %0 = ge 1, 2
  ret
}
)";

} // namespace pvlint::flow

#endif // PVLINT_TEST_FLOWTEXT_H
