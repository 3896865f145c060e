//===- LockTextTest.cpp - names of locks from the lines that take them ----===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LockText.h"
#include "gtest/gtest.h"

using pvlint::report::lockTaken;

namespace {

TEST(LockText, IsTheFirstArgument) {
  EXPECT_EQ(lockTaken("\tspin_lock_irqsave(&np->lock, flags);", 2,
                      "spin_lock_irqsave()"),
            "&np->lock");
  EXPECT_EQ(lockTaken("if (!x) raw_spin_lock_irq( of(a, b) );", 9,
                      "raw_spin_lock_irq()"),
            "of(a, b)");
  EXPECT_EQ(lockTaken("write_lock_irq(&a->l);", 1, "write_lock_irq()"),
            "&a->l");
}

TEST(LockText, IsBehindTheClassOfAGuard) {
  EXPECT_EQ(lockTaken("\tguard(spinlock_irq)(&vq->ready_lock);", 2, "guard()"),
            "&vq->ready_lock");
  EXPECT_EQ(lockTaken("scoped_guard(raw_spinlock_irqsave, &d->l) {", 1,
                      "scoped_guard()"),
            "&d->l");
  EXPECT_EQ(lockTaken("guard(irqsave)();", 1, "guard()"), "");
  EXPECT_EQ(lockTaken("scoped_guard(irqsave) {", 1, "scoped_guard()"), "");
  EXPECT_EQ(lockTaken("scoped_guard(spinlock_irq) {", 1, "scoped_guard()"), "");
}

TEST(LockText, IsEmptyWhereTheLineDoesNotTell) {
  // The file has changed, or the call goes on on the next line.
  EXPECT_EQ(lockTaken("", 2, "spin_lock_irq()"), "");
  EXPECT_EQ(lockTaken("\tx = 1;", 2, "spin_lock_irq()"), "");
  EXPECT_EQ(lockTaken("\tspin_lock_irq(&a[f(", 2, "spin_lock_irq()"), "");
  EXPECT_EQ(lockTaken("\tspin_lock_irq", 2, "spin_lock_irq()"), "");
  EXPECT_EQ(lockTaken("spin_lock_irq(&a);", 0, "spin_lock_irq()"), "");
  EXPECT_EQ(lockTaken("guard(spinlock_irq)", 1, "guard()"), "");
  // What these are given is no lock, or only has one.
  EXPECT_EQ(lockTaken("\tlocal_irq_save(flags);", 2, "local_irq_save()"), "");
  EXPECT_EQ(lockTaken("\txa_lock_irq(&m->i_pages);", 2, "xa_lock_irq()"), "");
  EXPECT_EQ(lockTaken("\tuart_port_lock_irq(port);", 2, "uart_port_lock_irq()"),
            "");
}

} // namespace
