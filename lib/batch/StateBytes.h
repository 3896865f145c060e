//===- StateBytes.h - states of lines as bytes ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_STATEBYTES_H
#define PVLINT_BATCH_STATEBYTES_H

namespace pvlint::batch {

/// The fields of a report::StateBar, for FieldWriter and FieldReader.
template <typename IO, typename BarT> void stateBar(IO &Io, BarT &B) {
  Io(B.Path);
  Io(B.Function);
  Io.list(B.Lines, [&](auto &L) {
    Io(L.Line);
    Io(L.Before);
    Io(L.After);
  });
}

} // namespace pvlint::batch

#endif // PVLINT_BATCH_STATEBYTES_H
