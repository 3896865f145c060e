//===- UnitPlaces.h - what one unit knows of its own pointers ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record that is defined in a .c file is nobody else's: what this file puts
// into its fields is all there is. So a call through one of them is as good as
// calls of these functions. Of all other pointers one unit knows nothing.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_UNITPLACES_H
#define PVLINT_PROGRAM_UNITPLACES_H

#include "engine/ProgramView.h"
#include "program/BodySource.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::solve {

class UnitPlaces : public ProgramView {
public:
  explicit UnitPlaces(BodySource &Source);

  /// Who knows what the functions do. To be called before solving.
  void ask(Solver &Known) { Of = &Known; }

  bool isLinked() const override { return false; }
  const IndirectPlace *place(llvm::StringRef Name) override;
  bool maySleep(llvm::StringRef Key) const override { return false; }

private:
  struct Place {
    std::vector<IndirectTarget> Targets;
    /// As it was when it was asked for last: who asks may hold on to it.
    std::vector<std::unique_ptr<IndirectPlace>> Known;
  };

  Solver *Of = nullptr;
  llvm::StringSet<> Keys;
  llvm::StringMap<Place> Places;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_UNITPLACES_H
