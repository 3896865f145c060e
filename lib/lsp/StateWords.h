//===- StateWords.h - interrupt states in words -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_STATEWORDS_H
#define PVLINT_LSP_STATEWORDS_H

#include "engine/Listener.h"
#include "frontend/UnitStates.h"

namespace pvlint::lsp {

/// What interrupts are at a point, as one of its states has it.
struct IrqWords {
  std::string State; ///< "disabled", "enabled", "as the caller had them", …
  std::string Since; ///< ", since line 12: 'local_irq_disable'"; may be empty

  friend bool operator==(const IrqWords &, const IrqWords &) = default;
};

IrqWords describeIrqs(const solve::State &S, solve::ExprPool &Pool,
                      const flow::Function &F,
                      llvm::ArrayRef<std::string> Files);

/// The saved words that \p S still needs, one line each: "`flags`: saved on
/// line 12 by 'local_irq_save', says disabled".
std::vector<std::string> describeWords(const solve::State &S,
                                       solve::ExprPool &Pool,
                                       const flow::Function &F);

/// What a call of \p Name does to interrupts, a line for each way in which it
/// returns. Empty when it does nothing to them.
std::vector<std::string> describeCallee(const flow::Op &Call,
                                        const frontend::UnitStates &States);

/// The states at one place, put together.
class StatesAt {
public:
  void add(const solve::State &S, solve::ExprPool &Pool,
           const flow::Function &F, llvm::ArrayRef<std::string> Files);

  bool empty() const { return Irqs.empty(); }
  /// "disabled", or "enabled or disabled"; in the order of discovery.
  std::string summary() const;
  /// In Markdown: "**disabled**, since …", or a list when it depends on the
  /// path.
  std::string text() const;
  const std::vector<IrqWords> &irqs() const { return Irqs; }
  std::vector<std::string> words() const;

private:
  std::vector<IrqWords> Irqs;
  std::vector<std::pair<std::string, unsigned>> Words; ///< in how many states
  unsigned Count = 0;
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_STATEWORDS_H
