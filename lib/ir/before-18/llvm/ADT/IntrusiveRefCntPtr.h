//===- IntrusiveRefCntPtr.h - of LLVM 18, for 16 and 17 ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A base that tells how many hold the object. LLVM's own does not, and keeps
// its number private, so this one stands in its place. It is the same in
// memory and in use: Clang's headers derive from it, too.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BEFORE_18_INTRUSIVEREFCNTPTR_H
#define PVLINT_BEFORE_18_INTRUSIVEREFCNTPTR_H

#define RefCountedBase RefCountedBaseOf17
#include_next "llvm/ADT/IntrusiveRefCntPtr.h"
#undef RefCountedBase

namespace llvm {

template <class Derived> class RefCountedBase {
  mutable unsigned Uses = 0;

protected:
  RefCountedBase() = default;
  RefCountedBase(const RefCountedBase &) {} // a copy is held by nobody
  RefCountedBase &operator=(const RefCountedBase &) = delete;
  ~RefCountedBase() = default;

public:
  unsigned UseCount() const { return Uses; }
  void Retain() const { ++Uses; }
  void Release() const {
    if (!--Uses)
      delete static_cast<const Derived *>(this);
  }
};

} // namespace llvm

#endif // PVLINT_BEFORE_18_INTRUSIVEREFCNTPTR_H
