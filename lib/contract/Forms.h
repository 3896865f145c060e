//===- Forms.h - one operation under its several names ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// spin_lock(), spin_lock_bh(), spin_lock_irq() and spin_lock_irqsave() take the
// same lock and differ in what they do to interrupts. Most mistakes are a call
// of the wrong one, and most repairs are the name of another. What functions do
// is not read from this: it only tells what to write instead.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_FORMS_H
#define PVLINT_CONTRACT_FORMS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pvlint::flow {

/// What a form does to interrupts. Native: past the paravirt ops. Counted:
/// disables by a count.
enum class FormKind : uint8_t { Plain, Bh, Irq, IrqSave, Native, Counted };
constexpr size_t NumFormKinds = 6;

/// What a form is for. Begin takes the lock, or disables where there is none;
/// Try may fail to; End releases or enables. Halt enables and waits for an
/// interrupt, Read gives the word of the state as it is, and Test tells whether
/// interrupts are off, now (Irq) or in a word (IrqSave).
enum class FormRole : uint8_t { Begin, Try, End, Halt, Read, Test };
constexpr size_t NumFormRoles = 6;

/// How a call of the form that saves leaves the word with its caller. The one
/// that restores takes it as its last argument in any case, unless Elsewhere.
enum class FormWord : uint8_t {
  Variable,  ///< the last argument of a macro names the variable
  Pointer,   ///< the last argument points to it
  Result,    ///< it is returned
  Elsewhere, ///< in what the other forms are given as well
};

/// The forms of one lock, or of the CPU's interrupts alone.
struct FormFamily {
  using KindNames = std::array<std::string, NumFormRoles>;

  std::string Name;
  bool HasLock = true; ///< its calls are given a lock
  FormWord Word = FormWord::Variable;
  /// Of the kinds that are there; an empty name is none.
  std::array<std::optional<KindNames>, NumFormKinds> Names;

  /// Empty when there is none.
  llvm::StringRef name(FormKind K, FormRole R) const;
  /// "local_irq_disable()", as a reader is told of it.
  std::string call(FormKind K, FormRole R) const;
};

/// What a function is among the forms of its family.
struct Form {
  const FormFamily *Of;
  FormKind Kind;
  FormRole Role;

  bool is(FormKind K, FormRole R) const { return Kind == K && Role == R; }
  /// The same of another kind; empty when there is none.
  llvm::StringRef as(FormKind K) const { return Of->name(K, Role); }
  /// Its partners, or itself.
  llvm::StringRef begin() const { return Of->name(Kind, FormRole::Begin); }
  llvm::StringRef end() const { return Of->name(Kind, FormRole::End); }
};

/// All that a contract knows.
class Forms {
public:
  /// The family that is meant where interrupts are to be disabled, enabled,
  /// saved or asked for without a lock.
  static constexpr llvm::StringLiteral CpuName = "cpu";

  /// Adds a family, or puts the kinds of it in the place of those that are
  /// known. One without names takes a kind away.
  void add(FormFamily F);

  /// \p Name as it stands in the source.
  std::optional<Form> find(llvm::StringRef Name) const;
  /// Without forms if the contract has none.
  const FormFamily &cpu() const;

private:
  struct Entry {
    size_t Family;
    FormKind Kind;
    FormRole Role;
  };
  std::vector<FormFamily> Families;
  llvm::StringMap<Entry> ByName; ///< of what is in several, the last
};

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_FORMS_H
