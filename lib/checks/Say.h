//===- Say.h - sentences of checks ------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sentences of a check, messages and steps, stand at the top of its file,
// in a namespace `text`, each whole and with numbered gaps, so that they can be
// read, compared and translated without running anything; steps that several
// checks have are in Witness.h. A gap takes a name, a number, or another
// template of the table, such as the clause that says what to write instead.
// scripts/lint finds sentences that are anywhere else. House style: what is
// wrong and what happens at run time, a semicolon, what to write instead;
// kernel terms; functions carry (); at most 160 characters.
//
// Names of functions can be long, so a template has parts in brackets that the
// steps tell anyway: "[ on line 12[ in helper()]]". Of a sentence that would be
// too long, as little as possible of them is left out; a part in double
// brackets, "[[, and on x86 that does nothing]]", only after all others. A
// sentence that is too long without them stays so.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_SAY_H
#define PVLINT_CHECKS_SAY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::checks {

/// What a line of a log or of a mail has room for.
inline constexpr size_t MaxMessage = 160;

/// \p Template with {0}, {1}, … replaced by \p Parts. A template need not have
/// all of them. What may be left out is marked: see fit().
std::string say(llvm::StringRef Template, llvm::ArrayRef<std::string> Parts);

/// \p Text without marks, and without marked parts while it is too long.
std::string fit(std::string Text);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_SAY_H
