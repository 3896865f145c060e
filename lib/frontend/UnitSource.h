//===- UnitSource.h - the functions of a unit in Clang's memory -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers the driver from the call graph, which is cheap, and lowers a function
// only when its body is asked for: of the thousands of inline functions that a
// kernel unit includes a few dozen matter.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_UNITSOURCE_H
#define PVLINT_FRONTEND_UNITSOURCE_H

#include "extract/CallGraph.h"
#include "frontend/Analysis.h"
#include "program/BodySource.h"

namespace pvlint::frontend {

class UnitSource : public solve::BodySource {
public:
  /// Walks the unit. What is lowered is counted, timed, and kept if that was
  /// asked for, in \p Result. All must outlive this.
  UnitSource(clang::ASTContext &Context, const flow::Contract &C,
             const AnalysisOptions &Options, UnitResult &Result);
  ~UnitSource() override;

  const extract::CallGraph &graph() const { return *Graph; }

  uint32_t numFunctions() const override { return Callees.size(); }
  llvm::StringRef nameOf(uint32_t F) const override;
  uint32_t numberOf(llvm::StringRef Name) const override;
  llvm::ArrayRef<uint32_t> calleesOf(uint32_t F) const override;
  bool hasAllCallers(uint32_t F) const override;
  bool mattersItself(uint32_t F) const override;
  std::vector<Declared> annotations() override;
  bool reachesUnknown(uint32_t F, const solve::Solver &) const override;
  std::vector<solve::InstalledFunction> installed() override;
  std::vector<std::pair<uint32_t, const flow::EntryContext *>>
  contexts() override;
  std::vector<HeldFunction> held() override { return Held; }
  std::unique_ptr<flow::Function> body(uint32_t F) override;
  std::unique_ptr<flow::Function> bodyFor(llvm::StringRef Name,
                                          solve::DemandKind Why) override;

private:
  /// Statements and expressions of a function that is analysed only for the
  /// value it returns, such as a getter or a predicate.
  static constexpr unsigned MaxSizeForValue = 80;

  void findFlows();
  void findHeld();
  /// As Link::MaxTargets.
  static constexpr unsigned MaxHeld = 32;
  void
  forEachDeclaration(llvm::function_ref<void(const clang::Decl *)> Do) const;

  clang::ASTContext &Context;
  const flow::Contract &C;
  const AnalysisOptions &Options;
  UnitResult &Result;
  std::unique_ptr<extract::CallGraph> Graph;
  /// Where the unit itself puts addresses of functions.
  std::vector<flow::PointerFlow> Flows;
  std::vector<HeldFunction> Held;
  std::vector<std::vector<uint32_t>> Callees; ///< also through Held
};

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_UNITSOURCE_H
