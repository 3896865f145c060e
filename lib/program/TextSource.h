//===- TextSource.h - the functions of a flow program -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flow program that is all there, such as one that was read from text, taken
// as a unit: its functions call each other by name, and what it installs in
// tables stands in the functions that do so.
//
// Limits: who may call a function from elsewhere is what its head says
// (static, inline, addresstaken); its uses as a value are not looked at.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_TEXTSOURCE_H
#define PVLINT_PROGRAM_TEXTSOURCE_H

#include "program/BodySource.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::solve {

class TextSource : public BodySource {
public:
  /// Both must outlive this.
  TextSource(const flow::Program &P, const flow::Contract &C);

  uint32_t numFunctions() const override { return P.Functions.size(); }
  llvm::StringRef nameOf(uint32_t F) const override;
  uint32_t numberOf(llvm::StringRef Name) const override;
  llvm::ArrayRef<uint32_t> calleesOf(uint32_t F) const override;
  bool hasAllCallers(uint32_t F) const override;
  bool mattersItself(uint32_t F) const override;
  std::vector<Declared> annotations() override {
    std::vector<Declared> All;
    for (const flow::Annotation &A : P.Annotations)
      All.push_back({A.Function, A});
    return All;
  }
  bool reachesUnknown(uint32_t F, const Solver &Said) const override;
  std::vector<InstalledFunction> installed() override;
  std::unique_ptr<flow::Function> body(uint32_t F) override;
  std::unique_ptr<flow::Function> bodyFor(llvm::StringRef Name,
                                          DemandKind Why) override;

private:
  const flow::Program &P;
  const flow::Contract &C;
  llvm::StringMap<uint32_t> Numbers;
  std::vector<std::vector<uint32_t>> Callees;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_TEXTSOURCE_H
