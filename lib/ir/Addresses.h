//===- Addresses.h - what pointers of a function point to -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which local variable, or which global, a temporary points to: through copies,
// and through pointer variables. Without regard to order: where several are
// stored in a pointer, the first in the body counts.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_ADDRESSES_H
#define PVLINT_IR_ADDRESSES_H

#include "ir/Program.h"

namespace pvlint::flow {

class Addresses {
public:
  explicit Addresses(const Function &F);

  static constexpr uint32_t None = ~0u;

  /// The variable that \p O points to, or None.
  uint32_t pointedVariable(const Operand &O) const {
    return O.isTemp() ? AddressOf[O.Index] : None;
  }

  /// The variable that \p P is (part of), also through a pointer to it.
  uint32_t variableOf(const Place &P) const {
    if (P.K == Place::Var)
      return P.Index;
    return P.K == Place::Deref ? AddressOf[P.Index] : None;
  }

  /// The global that \p O points to, or nothing.
  llvm::StringRef pointedGlobal(const Operand &O) const {
    return O.isTemp() ? GlobalOf[O.Index] : llvm::StringRef();
  }

  /// The global that \p P is (part of), also through a pointer to it.
  llvm::StringRef globalOf(const Place &P) const {
    return P.K == Place::Global  ? llvm::StringRef(P.Name)
           : P.K == Place::Deref ? GlobalOf[P.Index]
                                 : llvm::StringRef();
  }

private:
  // What a temporary, or a variable, holds the address of.
  std::vector<uint32_t> AddressOf, VarAddressOf;
  std::vector<llvm::StringRef> GlobalOf, VarGlobalOf;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_ADDRESSES_H
