//===- BodySource.h - whose functions are analysed --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the driver has to know of functions before and while it solves them. A
// unit in Clang's memory, a flow text and a linked program each answer in their
// own way; in which order they are asked is the driver's business (Driver.h).
//
// Functions are numbers from 0. Only bodies cost something: a source makes one
// when it is asked for it, and the driver asks for those that matter.
//
// Limits: a callee that has no body here is no number. What is said of it by
// the contract or by a declaration counts as part of the function that names
// it (mattersItself(), reachesUnknown()).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_BODYSOURCE_H
#define PVLINT_PROGRAM_BODYSOURCE_H

#include "engine/Solver.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <string>
#include <vector>

namespace pvlint::solve {

/// A function that fills a member of the contract.
struct InstalledFunction {
  uint32_t Function = 0;
  std::string Member;
  std::string Table; ///< the object that the member is in
};

class BodySource {
public:
  static constexpr uint32_t NoFunction = ~0u;

  virtual ~BodySource() = default;

  //===--------------------------------------------------------------------===//
  // Who there is, and who calls whom
  //===--------------------------------------------------------------------===//

  virtual uint32_t numFunctions() const = 0;
  /// The name that the solver knows \p F by; empty when nothing can name it.
  virtual llvm::StringRef nameOf(uint32_t F) const = 0;
  /// NoFunction when nothing here has that name.
  virtual uint32_t numberOf(llvm::StringRef Name) const = 0;
  /// Those that \p F calls by name, or hands on, in the order of its text.
  virtual llvm::ArrayRef<uint32_t> calleesOf(uint32_t F) const = 0;
  /// Whether nobody calls \p F but functions of this source.
  virtual bool hasAllCallers(uint32_t F) const = 0;

  //===--------------------------------------------------------------------===//
  // What they do, and what is said of them
  //===--------------------------------------------------------------------===//

  /// Whether \p F has to be solved whatever its callees turn out to be: it
  /// names something of the contract, say.
  virtual bool mattersItself(uint32_t F) const = 0;
  /// What declarations say, those that are refused too, and the names that the
  /// solver knows their functions by. Where two contradict each other, the
  /// first counts.
  struct Declared {
    std::string Key;
    flow::Annotation Says;
  };
  virtual std::vector<Declared> annotations() = 0;
  /// Whether something below \p F has no body here, and nothing says what it
  /// does. \p Said has been told all annotations.
  virtual bool reachesUnknown(uint32_t F, const Solver &Said) const = 0;
  /// In the order in which they are to be judged. One function may be in many
  /// tables.
  virtual std::vector<InstalledFunction> installed() = 0;

  /// Functions that are entered in a known way for what they are, as far as one
  /// unit tells.
  virtual std::vector<std::pair<uint32_t, const flow::EntryContext *>>
  contexts() {
    return {};
  }

  /// A function that is at a place of its unit's own, "record.field" or
  /// "variable NAME": nobody else can put one there. Those of one \p Object are
  /// set together.
  struct HeldFunction {
    uint32_t Function = 0;
    std::string Place, Object;
  };
  /// All of them, for each place whose functions are all known.
  virtual std::vector<HeldFunction> held() { return {}; }

  //===--------------------------------------------------------------------===//
  // Bodies
  //===--------------------------------------------------------------------===//

  /// Null when there is none after all.
  virtual std::unique_ptr<flow::Function> body(uint32_t F) = 0;
  /// The body of a function that the solver asks for; null too when it is
  /// bigger than the reason is worth.
  virtual std::unique_ptr<flow::Function> bodyFor(llvm::StringRef Name,
                                                  DemandKind Why) = 0;

  /// What a solver of these functions is to be made with.
  Solver::Demand demand() {
    return [this](llvm::StringRef Name, DemandKind Why) {
      return bodyFor(Name, Why);
    };
  }
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_BODYSOURCE_H
