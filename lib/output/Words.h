//===- Words.h - counts in words --------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_WORDS_H
#define PVLINT_OUTPUT_WORDS_H

#include "engine/Tally.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::output {

/// "1 unit", "2 units".
std::string plural(unsigned Count, llvm::StringRef Noun);
/// "2 patches", where an s is not enough.
std::string plural(unsigned Count, llvm::StringRef One, llvm::StringRef Many);

/// What was given up in \p Count, in words; empty when nothing was.
std::string describeLosses(const solve::Tally &Count, unsigned NoCfg);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_WORDS_H
