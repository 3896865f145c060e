//===- PointsTo.h - where an indirect call can go ------------- -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Andersen's analysis, for addresses of functions only and with one place for
// a field of all objects of a record: precise enough for a kernel, where
// tables of operations are typed, and linear in practice.
//
// Example: `static const struct irq_chip foo = { .irq_ack = foo_ack };` puts
// foo_ack at the place irq_chip.irq_ack, and remembers the object foo with it.
// A call `chip->irq_ack(d)` reaches all functions at that place; a second call
// through another field of irq_chip in the same run goes to the same object.
//
// A function that fills an object with one of several sets of functions has
// several ways to do so (StoredTogether.h).
//
// Limits: copies of whole records are not followed (the fields keep their
// names, so nothing is lost by that); unions and casts between records are.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_POINTSTO_H
#define PVLINT_PROGRAM_POINTSTO_H

#include "program/Symbols.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace pvlint::solve {

/// A function that an indirect call can reach.
struct Target {
  uint32_t Node = 0; ///< of Symbols
  /// The objects (tables of operations) that hold it there; sorted. Empty when
  /// it came by a way that does not tell.
  llvm::SmallVector<int64_t, 2> Objects;
  /// The ways in which a group of fields is filled that put it there; sorted.
  /// Of no meaning where the field is in no group.
  llvm::SmallVector<int64_t, 2> Ways;
  /// Of Ways: any that is not told apart.
  static constexpr int64_t OtherWay = 0;
  /// One of them is a table in static storage, not an object made at run time.
  bool InTable = false;
};

class PointsTo {
public:
  explicit PointsTo(Symbols &S);

  /// Functions stored in "record.field", in order of their nodes.
  llvm::ArrayRef<Target> field(llvm::StringRef Field) const;
  /// Functions passed as argument \p Index of the function \p Key.
  llvm::ArrayRef<Target> param(llvm::StringRef Key, unsigned Index) const;
  /// Functions held by a variable, by its name in the program.
  llvm::ArrayRef<Target> global(llvm::StringRef Name) const;

  /// The name of the group of fields that \p Place is chosen in, or nothing.
  llvm::StringRef group(llvm::StringRef Place) const;

  /// Every place that holds a function, with its printable name.
  void forEachPlace(
      llvm::function_ref<void(llvm::StringRef Place, llvm::ArrayRef<Target>)>
          Each) const;

private:
  struct Place {
    std::vector<uint32_t> Next; ///< places it is copied to
    std::vector<Target> Holds;
  };

  uint32_t place(llvm::StringRef Name);
  std::string name(const flow::PointerNode &N, uint32_t Unit);
  void addFunction(uint32_t Node);
  void add(const flow::PointerFlow &F, uint32_t Unit,
           llvm::ArrayRef<std::string> Ways = {});
  bool hold(uint32_t Place, uint32_t Node, llvm::ArrayRef<int64_t> Objects,
            llvm::ArrayRef<int64_t> Ways, bool InTable);
  void propagate();
  llvm::ArrayRef<Target> holds(llvm::StringRef Name) const;

  Symbols &Syms;
  llvm::StringMap<uint32_t> ByName;
  std::vector<llvm::StringRef> Names;
  std::vector<Place> Places;
  llvm::StringMap<int64_t> Objects; ///< and ways to fill them
  llvm::EquivalenceClasses<uint32_t> Groups;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_POINTSTO_H
