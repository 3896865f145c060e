//===- Binding.h - functions that are passed functions ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `kref_put(&d->ref, release)` does is what kref_put() does if its second
// parameter is release(): a function by itself, "kref_put{1=release}", whose
// body is that of kref_put() with one assignment in front.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_BINDING_H
#define PVLINT_IR_BINDING_H

#include "ir/Program.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::flow {

/// A parameter, and the function that is passed there.
struct Binding {
  uint32_t Param = 0;
  llvm::StringRef Function;
};

/// The name of \p Callee with \p To bound; these in the order of parameters.
std::string boundName(llvm::StringRef Callee, llvm::ArrayRef<Binding> To);

/// What a name is made of. Of a function without bindings, itself.
llvm::StringRef unboundName(llvm::StringRef Name);
llvm::SmallVector<Binding, 2> bindingsOf(llvm::StringRef Name);

/// Makes \p F, a function without bindings, the one that is called \p Name.
void bind(Function &F, llvm::StringRef Name);

/// A parameter that a function calls, or passes on as an argument of \p To.
struct ParamUse {
  uint32_t Param = 0;
  llvm::StringRef To; ///< empty for a call through the parameter
  uint32_t Arg = 0;
};

/// How \p F uses its parameters as functions; those that it never changes.
llvm::SmallVector<ParamUse, 4> callbackUses(const Function &F);

} // namespace pvlint::flow

#endif // PVLINT_IR_BINDING_H
