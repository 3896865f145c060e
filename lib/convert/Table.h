//===- Table.h - a census of the conversion ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_TABLE_H
#define PVLINT_CONVERT_TABLE_H

#include "convert/Conversion.h"
#include "report/Census.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::convert {

struct TableOptions {
  report::CensusBy By = report::CensusBy::Subsystem;
  unsigned Depth = 0; ///< see report::subsystem()
  /// Sections that are listed one by one: of a reason, "converted" or "all".
  std::string List;
};

/// Sections, converted and refused, by the names of \p O.By; only the list when
/// there is one. Lines of it are `file:line:col: in function: spelling: reason
/// (detail)`.
void printTable(const Conversion &C, const TableOptions &O,
                llvm::raw_ostream &OS);

/// docs/convert.md describes the form.
void printJson(const Conversion &C, const TableOptions &O,
               llvm::raw_ostream &OS);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_TABLE_H
