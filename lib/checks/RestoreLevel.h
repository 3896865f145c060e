//===- RestoreLevel.h - how bad a restore is --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The level of an observation in pvops-restore-disables, for checks that would
// report the same mistake.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_RESTORELEVEL_H
#define PVLINT_CHECKS_RESTORELEVEL_H

#include "checks/Finding.h"
#include "judge/Observation.h"

namespace pvlint::checks {

Level levelOf(const solve::RestoreObservation &R,
              const solve::Observations &Seen, const flow::Contract &C);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_RESTORELEVEL_H
