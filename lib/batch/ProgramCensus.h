//===- ProgramCensus.h - what each restore of a program is ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_PROGRAMCENSUS_H
#define PVLINT_BATCH_PROGRAMCENSUS_H

#include "checks/Finding.h"
#include "index/Reader.h"
#include "program/Link.h"
#include "report/Census.h"

namespace pvlint::batch {

/// Whether \p File is one of \p Prefixes or lies below it; of none, all do.
bool isUnder(llvm::StringRef File, llvm::ArrayRef<std::string> Prefixes);

/// The census of what is under \p Prefixes, or of all.
report::Census readCensus(index::Reader &R,
                          llvm::ArrayRef<std::string> Prefixes);

/// The census of all of \p Program, which no folder needs to have an index of.
llvm::Expected<report::Census> censusOf(const solve::Link &Program,
                                        const flow::Contract &C,
                                        llvm::ArrayRef<checks::Finding> Found);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_PROGRAMCENSUS_H
