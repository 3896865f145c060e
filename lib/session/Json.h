//===- Json.h - JSON that others have written -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_JSON_H
#define PVLINT_SESSION_JSON_H

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace pvlint::session {

/// The whole of \p Text as one value. The error is one line.
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

} // namespace pvlint::session

#endif // PVLINT_SESSION_JSON_H
