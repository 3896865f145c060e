//===- CheckFilter.cpp - which checks are asked for -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CheckFilter.h"
#include "checks/Check.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::checks {

llvm::Error CheckFilter::add(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  List.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : Parts) {
    Part = Part.trim();
    bool Allow = !Part.consume_front("-");
    auto Text = std::make_shared<const std::string>(Part);
    auto Glob = llvm::GlobPattern::create(*Text);
    if (!Glob)
      return llvm::createStringError("'" + Part +
                                     "': " + llvm::toString(Glob.takeError()));
    if (llvm::none_of(checks::registry(), [&](const checks::Check &C) {
          return Glob->match(C.Name);
        }))
      return llvm::createStringError("no check matches '" + Part + "'");
    Items.push_back({Allow, std::move(Text), std::move(*Glob)});
  }
  return llvm::Error::success();
}

bool CheckFilter::allows(llvm::StringRef Check) const {
  bool Allowed = Items.empty() || !Items.front().Allow;
  for (const Item &I : Items)
    if (I.Glob.match(Check))
      Allowed = I.Allow;
  return Allowed;
}

} // namespace pvlint::checks
