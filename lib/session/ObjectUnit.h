//===- ObjectUnit.h - assembly and objects as units -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FILE.o is looked into as it is; FILE.S is assembled first, by Clang's driver
// and with the flags of its compile command, into an object that is gone
// afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_OBJECTUNIT_H
#define PVLINT_SESSION_OBJECTUNIT_H

#include "session/Unit.h"

namespace pvlint::session {

/// Whether \p File is one, by its extension.
bool isObjectUnit(llvm::StringRef File);

/// Only an object: no compile command belongs to it.
bool isObject(llvm::StringRef File);

void analyseObjectUnit(const Job &J, const UnitOptions &Options,
                       UnitReport &Report);

} // namespace pvlint::session

#endif // PVLINT_SESSION_OBJECTUNIT_H
